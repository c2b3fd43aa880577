"""The wordings that are signs of harm, or of study, in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.disclosure.people import CLOSE_ONE, DEAR

if TYPE_CHECKING:
    from collections.abc import Mapping


_HARMED: Final = (
    r"(?:ab+us\w*ed|abusd|rap+ed|raepd|assaulted|molested|violated|traff?i(?:c|ck|k)?ed|traffick|"
    r"exploited|harr?ass+ed|enslaved|kidnap+ed|abducted|groomed|beaten|beat up|attacked|"
    r"threatened|blackmailed|stalked|prostituted|pimped(?: out)?|groped|fondled|to(?:u)?ched|"
    r"drugged|spiked|strangled|choked|slapped|bullied|tortured|imprisoned|locked|trapped|"
    r"hurt|mistreated|sold|selled|bought|traded|passed around|held|kept|taken|hit|sa|forced|"
    r"made to|coerced|tricked|lured|pressured|used|married off|controlled|smuggled|catcalled|"
    r"filmed|recorded|followed|cut|burned|burnt|starved|treated like)"
)

_SURELY: Final = (
    r"(?:ab+us\w*ed|abusd|rap+ed|raepd|assaulted|molested|violated|traff?i(?:c|ck|k)?ed|exploited|"
    r"harr?ass+ed|enslaved|kidnap+ed|abducted|groomed|beaten|prostituted|pimped(?: out)?|groped|"
    r"drugged|strangled|mistreated|passed around|blackmailed|stalked|married off|threatened|"
    r"sold (?:to|by|into|for|when|as)|held captive|locked (?:in|up))"
)

_HARMS: Final = (
    r"(?:(?:ab+us|rap|assault|molest|traff?ick?|exploit|harr?ass?|enslav|kidnapp?|abduct|groom|"
    r"attack|threaten|blackmail|stalk|prostitut|pimp|gr?op|fondl|to?uch|drugg?|spik|strangl|chok|"
    r"slapp?|punch|kick|smack|bully|bulli|tortur|lock|trapp?|hurt|mistreat|hit|beat|bett?|harm|"
    r"sell|forc|coerc|trick|lur|pressur|burn|cutt?|starv|film|follow|watch|undress|"
    r"violat|cuff|shak|grabb?|kiss|pinn?|push|abus|humiliat|controll?|humiliat|rip)"
    r"(?:e|es|s|ed|ing)?|sold|hurts?|hits?|beats?|beaten|held|makes?|made|sent)"
)

_AUX: Final = r"(?:was|were|am|is|are|be|been|being|bein|beeing|got|get|gets|getting|had)"


HARM_WORDS: Final = re.compile(
    r"\b(?:rap(?:e|es|ed|ing|ist)|raepd|molest\w*|ab+us(?:e|es|ed|er|ers|ive|ing)|assault\w*|"
    r"traff?ick?\w*|prostitut\w*|slave\w*|slavery|enslav\w*|pimp\w*|exploit\w*|harass\w*|"
    r"incest|grooming|groomed|pedo\w*|paedo\w*|predator|violated|kidnap\w*|trickin\w*)\b"
)
HURT_WORDS: Final = re.compile(
    r"\b(?:hit|hits|hitting|beat|beats|beating|beaten|hurt|hurts|hurting|touch\w*|toched|slap\w*|"
    r"punch\w*|smack\w*|chok\w*|strangl\w*|injur\w*|bruis\w*|bad things|violent|violence|drugged|"
    r"spiked|tortur\w*|threat\w*|blackmail\w*|stalk\w*|victim|survivor|bleeding|black eye|"
    r"lays? hands|creep\w*|creepy|loverboy|force[ds]?|forcing)\b"
)

PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "self harmed": rf"\b(?:i|we)(?: \w+){{0,2}} {_AUX}(?: (?!the\b)\w+){{0,2}} {_SURELY}\b",
        "self maybe harmed": rf"\b(?:i|we)(?: \w+)? {_AUX}(?: \w+)? {_HARMED}\b",
        "close harmed": rf"\b{CLOSE_ONE}(?: \w+){{0,6}}? {_AUX}(?: (?!the\b)\w+){{0,2}}? "
        "{_SURELY}\b",
        "close maybe harmed": rf"\b{CLOSE_ONE}(?: \w+){{0,3}}? {_AUX}(?: \w+)? {_HARMED}\b",
        "they harmed": rf"\b(?:she|he|they)(?: {_AUX}| has| have){{1,2}}(?: \w+ly)? {_HARMED}\b",
        "harms me": rf"\b{_HARMS} (?:at |on |out |up |around )?(?:me|myself|us(?! (?:soldier|troop|"
        "army|polic|officer)))\b",
        "harms close": rf"\b{_HARMS} (?:\w+ )?(?:my|our) (?:\w+ )?\w+\b",
        "harms them": rf"\b{_HARMS} (?:her|him|them|his wife|his kids|his children)\b",
        "to me": (
            r"\b(?:happen\w*|done|did|do|does|doing|went on|goes on|gone|going on)"
            r"(?: \w+){0,3}? (?:to|with|at) (?:me|us|my|our|her|him)\b"
        ),
        "surely to me": (
            r"\b(?:happened|happens|happening|done|did|does|doing)(?: this| that| it| things| "
            r"stuff| "
            rf"something| all that)? to (?:me|us|my {DEAR})\b"
        ),
        "surely by somebody": (
            r"\b(?:he|she|they|man|men|guy|guys|dude|boy|someone|somebody|who|father|uncle|brother|"
            r"mother|"
            r"cousin|boyfriend|husband|wife|ex|boss|chef|manager|coach|trainer|teacher|prof|"
            r"professor|priest|"
            r"stranger|soldier|peacekeeper|client|customer|neighbou?r|landlord|doctor|step\w+|"
            r"driver|friend|"
            r"owner|parents|aunt|madam|lecturer|tutor)(?: (?:has|have|had|once|always|often|"
            r"sometimes|keeps|"
            r"kept|started|tried to|used to|just|also|is|was|been|sexually|even|still|never "
            r"stops)){0,3} "
            r"(?:rap(?:e|es|ed|ing)|abus(?:e|es|ed|ing)|molest(?:s|ed|ing)?|assault(?:s|ed|ing)?|"
            r"touch(?:es|ed|"
            r"ing)?|grop(?:es|ed|ing)|beats?|beating|hits?|hitting|hurts?|hurting|chok(?:es|ed|"
            r"ing)|grabb?(?:s|"
            r"ed|ing)?|sold|sells?|selling|forc(?:es|ed|ing)|locks?|locked|threatens?|threatened|"
            r"kiss(?:es|ed)|"
            r"slaps?|slapped|punch(?:es|ed)|kicks?|kicked|traffick(?:s|ed|ing)?|drugs|drugged|"
            r"undress(?:es|ed)|"
            r"harass(?:es|ed)|stalks?|stalked|follows?|films?|filmed|burns?|burned|blackmails?) "
            r"(?:on |up )?"
            r"(?:me|us(?! (?:soldier|troop|army|govern|force|citizen|polic|officer))|my "
            r"(?!question|answer|essay|point|brain|heart|feelings|average|score|head)\w+)\b"
        ),
        "reported": (
            r"\b(?:teacher|prof|professor|lecturer|tutor|author|paper|text|book|classmates?|"
            r"speaker|article|"
            r"lecture|slide|instructor|friend|she|he)(?: often| always| just| once| also| even)? "
            r"(?:says?|said|"
            r"asks?|asked|thinks?|claims?|claimed|told (?:us|the class|me) (?:about|that)|"
            r"mentions?|mentioned|"
            r"wants? (?:us )?to)(?: that)? (?:who|that|they|women|girls|the|why|how|all|some|"
            r"peacekeepers|soldiers|"
            r"victims|whether|if|what)\b|\bi (?:was told|read|heard) (?:that )?(?:women|girls|they|"
            r"soldiers|the|"
            r"peacekeepers|victims)\b"
        ),
        "surely known": (
            rf"\b(?:girl|girls|woman|women|boy|boys|man|guy|kid|kids|child|someone|somebody|person|"
            rf"people|lady) "
            rf"(?:that |who |whom )?(?:i|we) (?:know|knew|met|saw|meet|teach|tutor|live|work)\b(?: "
            rf"\w+){{0,4}}? "
            rf"{_SURELY}\b|\bi (?:know|met|knew|think|suspect|believe|saw) (?:a|an|some|this|that|"
            rf"my|one|the) "
            rf"\w+(?: \w+){{0,3}}? (?:who |that )?(?:{_AUX} ){{1,2}}{_SURELY}\b"
        ),
        "surely dear": (
            rf"\b(?:rap|abus|molest|assault|traffick|kidnapp?|beat|hurt|hit|touch|sold|sell|took|"
            rf"harass|"
            rf"attack|kill)(?:e|es|s|ed|ing|en)? (?:my|our) {DEAR}\b|\b(?:my|our) {DEAR} (?:once |"
            rf"also |"
            rf"just )?(?:{_AUX} |has |have ){{1,2}}(?:\w+ly )?(?:{_SURELY}|held|sold|taken by)\b"
        ),
        "own story": (
            r"\b(?:(?:her|his|my) own (?:story|life|experience)|(?:it|this|that) (?:is|was) me\b|"
            r"one of (?:those|them|these) (?:girls|women|kids|boys|children)|"
            r"(?:been|went|gone|going) through (?:this|that|it|something)|same (?:thing|story)|"
            r"my (?:story|situation|rapist|abuser|attacker|trafficker|pimp)|"
            r"(?:girls|women|people|kids|boys|someone|somebody) like (?:me|us|my \w+|her)|"
            r"because (?:mine|my|i|he|she|we|that is|it is)|(?:what|how) (?:my|our|he|she|they) "
            r"(?:\w+ ){0,3}?"
            r"(?:did|do|does|went through|done)|(?:fits|sounds like|reminds? me of|like) (?:what|"
            r"my)|"
            r"my (?:own )?(?:life|story|family s story|past|marriage)|been through (?:it|this|that|"
            r"rape)|"
            r"(?:it|this|that) happened (?:to|in) (?:me|us|my)|came for (?:us|me|my)|to our "
            r"(?:house|village)\w*|"
            r"(?:victim|survivor)(?: of)? (?:\w+ )?(?:myself|here)|(?:i am|she is|he is) an? "
            r"(?:\w+ )?(?:victim|survivor)|(?:been|was) there too|too close to home)\b"
        ),
        "documents": (
            r"\b(?:take|takes|took|taken|taking|keep|keeps|kept|keeping|hold|holds|held|holding|"
            r"has|"
            r"have|hide|hides|hid|stole|steals|confiscat\w*|give|gives|return|want|asked|"
            r"withhold\w*)"
            r"(?: \w+){0,5} (?:passports?|papers|documents?|visa|id|ids|phone|wages?|salary|salery|"
            r"pay|money|bag|earnings|card|cash|tips)\b|"
            r"\b(?:passports?|papers|documents?|phone)(?: \w+){0,3} (?:taken|kept|gone|away|back|"
            r"off)\b"
        ),
        "trapped": (
            r"\b(?:not (?:be )?(?:allowed|let|permitted|able|free)|will not let|would not let|"
            r"never lets?|not let|does not let|do not let|did not let)\b|"
            r"\b(?:can|could|may) not (?:\w+ )?(?:leave|go|get out|get away|quit|stop|say no|"
            r"escape|"
            r"run|come|refuse|talk|call|see|eat|sleep|speak)\b|"
            r"\block(?:s|ed|ing)? (?:\w+ )?(?:in|up|up in|away|me|us|her|him|them|the)\b|"
            r"\bnever (?:goes|go|leaves|went|allowed)\b|\bstuck with\b|\bno way out\b|"
            r"\bkeeps? (?:her|him|them|me|us)\b|\bheld (?:by|against|in|there|captive|hostage)\b|"
            r"\bdecides? (?:who|what|when|where)\b|\bcan not get (?:out|away|back)\b"
        ),
        "unpaid": (
            r"\b(?:not|never|without|no|barely)(?: \w+){0,2} (?:pay|pays|paid|paying|wages|salary|"
            r"money)\b|\bfor (?:free|nothing)\b|\bgets? nothing\b|\bwork(?:s|ing)? (?:off|\d+ "
            r"hours)\b|"
            r"\b(?:pay|pays|paying|paid)(?: \w+){0,2} (?:back|off)\b|\bowes? (?:him|her|them|money|"
            r"the)\b|"
            r"\bdebts?\b|\bonly (?:\w+ )?clean\w*\b|\b1\d hours\b|\bday and night\b"
        ),
        "sold": (
            r"\b(?:sell|sells|selling|sold|selled|share|shares|sharing|buy|rent|rents|offer\w*) "
            r"(?:me|her|him|us|them|you|my|our|herself|myself)\b|"
            r"\bsleep(?:s|ing)? with (?:\w+ )?(?:men|guys|people|him|his|clients|customers|"
            r"friends)\b|"
            r"\bhave sex\b|\bnudes?\b|\bnaked\b|\b(?:pictures|photos|videos?|pics) of (?:me|her|"
            r"him)\b|"
            r"\b(?:her|my|his) (?:photos|pictures|videos|nudes)\b|\bother men\b|\bmeet (?:\w+ "
            r")?men\b|"
            r"\bfor (?:cash|money|food|rent|drugs|a place)\b|\bhis (?:friends|boys|mates|"
            r"buddies)\b|"
            r"\b(?:my|her|his) body\b|\bsugar daddy\b|\bmassage\b|\bescort\b|\bstrip(?:s|per|"
            r"ping)?\b|"
            r"\bmodel(?:l)?ing\b|\bentertain\b|\bbe nice to\b|\bonlyfans\b|\bwebcam\b|\bmotel\b"
        ),
        "made to": (
            r"\b(?:make|makes|made|making|force|forces|forced|forcing|pressur\w+|push\w*) "
            r"(?:me|her|him|us|them|my \w+) (?:to )?\w+|\b(?:was|were|been|is|am|got) made to\b|"
            r"\bforced (?:himself|herself|themselves|into|to)\b|\bagainst (?:my|her|his) will\b|"
            r"\bhad to (?:be nice|sleep|do things|touch|watch|undress|go with)\b"
        ),
        "unwilling": (
            r"\b(?:did|do|does) not want (?:to|it|that|him)\b|\b(?:said|say|saying|says) (?:no|"
            r"stop|yes)\b|"
            r"\bnot (?:\w+ )?willing\b|\bcould not (?:stop|move|say)\b|\btoo far\b|"
            r"\btook advantage\b|\bnot ask(?: first)?\b|\bmore than i\b|\bfavou?rs\b|\bok with\b|"
            r"\blet me stay\b|\bnot remember\b|\bwhen (?:i|she) (?:sleep|slept|was asleep)\b|"
            r"\banother way\b|"
            r"\bout cold\b|\bbelong to him\b|\bagreed because\b|\bentertainment\b|\bmy fault\b|"
            r"\bif you know what i mean\b|\bwithout (?:my|her|his) consent\b|"
            r"\bwoke up\b|\bwas (?:too )?(?:drunk|asleep|passed out)\b|\bspiked\b|\bdrugged\b|"
            r"\bnot (?:a |an )?\w+ job\b|\bconsent(?:ed)?\b|\bthat night\b|\bbad touch\b|"
            r"\bin my (?:bed|room)\b|\bwould not stop\b|\bkept (?:going|touching|asking)\b"
        ),
        "threat": (
            r"\bthreat\w*\b|\bblackmail\w*\b|\b(?:will|would|going to) (?:post|kill|hurt|send|leak|"
            r"share|tell)\b|\bkill (?:me|her|him|us)\b|\bif i (?:stop|leave|tell|say|do not|"
            r"refuse)\b|"
            r"\bor else\b|\bdangerous man\b|\bhas a (?:gun|knife)\b"
        ),
        "afraid": (
            r"\b(?:scared|afraid|unsafe|frightened|terrified|not (?:feel )?safe|in danger|ashamed|"
            r"worried (?:about|for) (?:her|him|my)|fear for|hear (?:her|him|it|them|screaming)|"
            r"screams?|cries|cry|crying|stopped (?:talking|eating|coming)|missing|disappeared|"
            r"bruises|too much for (?:me|her|him)|nightmares?|trauma\w*|ptsd|triggered|"
            r"hard (?:for me )?(?:to read|because)|can not (?:read|sleep)|panic)\b"
        ),
        "secret": (
            r"\b(?:never|not|nobody|no one)(?: \w+){0,3} (?:told|tell|tells|said|talk|talks|talked|"
            r"spoke|speak|knows|know|does anything|did anything|did nothing|believes?|reported)\b|"
            r"\bout loud\b|\bwhisper\w*\b|\b(?:dont|not) tell\b|\bsecret\b|\bmaking (?:it|this) "
            r"up\b|"
            r"\bdid nothing\b|\bnobody\b(?: \w+){0,3} (?:anything|help\w*|listens?)\b"
        ),
        "told me": (
            r"\b(?:told|tells|said|says|confided|confessed|admitted|showed|whispered|wrote)(?: "
            r"to)? "
            r"(?:me|us)\b|\bjust found out\b|\bi (?:found|saw|heard|think|believe|suspect|know)\b"
        ),
        "help": (
            r"\b(?:how|what|who|where)(?: \w+)? (?:can|could|do|does|should|shall|would|to|did) "
            r"(?:i|she|he|we|they|you|one)?(?: \w+)? ?(?:help|hlep|do|say|go|tell|call|report|"
            r"react|turn|"
            r"get out|get help|leave|escape|protect|stop)\b|\bhwo do i h\w+\b|\bwa\w? do i do\b|"
            r"\bhot ?line\b|\bhelp ?line\b|\bshelter\b|\bthe police\b|\bneed(?:s)? help\b|\bhelp "
            r"me\b|"
            r"\bhelp (?:her|him|them|a friend|my)\b|\bpossible to do something\b|\bhear me\b|"
            r"\b(?:no|not know) (?:idea )?(?:what|who|how|where) to (?:do|say|tell|turn|help|go)\b|"
            r"\bwhat do i do\b|\bdo first\b|\bis there (?:a|any|some)(?:one|body|where)?\b|"
            r"\bget (?:out|away|free)\b|\btalk to (?:about|someone|somebody|me)\b|\bsomeone to "
            r"talk\b|"
            r"\b(?:can|could) i talk\b|\bbad happened\b|\bwhat (?:was|has|is) (?:it|that|this) "
            r"called\b|"
            r"\bdo not know how to (?:explain|say|tell)\b|\bwho helps\b|\bget (?:that|any|some) "
            r"help\b|\bwho do i\b|\bcan (?:she|he|they) (?:stay|do|get|go|leave)\b"
        ),
        "past": (
            r"\bwhen (?:i|she|he|we) (?:was|were)\b|\bas a (?:\w+ )?(?:kid|child|teen\w*|girl|"
            r"boy)\b|"
            r"\bused to\b|\byears? ago\b|\blast (?:year|night|summer|week|month|job)\b|\bback in\b|"
            r"\bbefore (?:i|uni|we|college|school)\b|\bgrowing up\b|\bi was (?:\d+|\w+teen|little|"
            r"young)\b|"
            r"\bsince i was\b|\bin my country\b|\bat my (?:last|old) job\b"
        ),
        "is it": (
            r"\b(?:is|was|would|does|do|could) (?:it|that|this|the|what)\b(?: \w+){0,3}? (?:rape|"
            r"trafficking|abuse|assault|harassment|exploitation|grooming|legal|illegal|normal|ok|"
            r"okay|slavery|wrong|a crime|my fault|her fault|my situation|forced|consent)\b|"
            r"\bcounts? as\b|\bcover my\b|\bwhat do you call it\b|\bis (?:that|this|it) (?:still "
            r")?\w+ "
            r"(?:if|when)\b|\bam i\b|\bmy fault\b"
        ),
        "asking for a friend": r"\basking for (?:a |my )?friend\b|\bfor a friend\b",
        "brought": (
            r"\b(?:brought|took|sent|invited|promised|came|moved|recruited|agency|arranged)(?: "
            r"\w+){0,4} "
            r"(?:here|country|abroad|job|work|school|london|border|marry|family|house)\b"
        ),
        "abrupt": (
            r"^(?:help|please|pls|someone|somebody|say|hypothetically|omg|hi|hello|hey|um|so)\b"
        ),
        "asks first": (
            r"^(?:what|who|whose|which|when|where|why|how|did|does|do|was|were|is|are|define|list|"
            r"give|tell|show|explain|can you|could you|name|summari[sz]e)\b"
        ),
        "tells first": (
            r"^(?:i|my|he|she|they|we|our|someone|somebody|there is|a|an|the (?:man|girl|woman|guy|"
            r"boy|"
            r"family|people|coach)|since|when (?:i|we)|last)\b"
        ),
        "he and me": (
            r"\b(?:he|she|they|man|guy|uncle|boss|coach|husband|boyfriend|ex|dad|father|teacher)\b"
            r".*\b(?:me|my|i)\b|\b(?:me|my|i)\b.*\b(?:he|she|they|him)\b"
        ),
        "survivor": (
            r"\bi (?:am|was) (?:a |one of |the )?(?:\w+ )?(?:survivor|victim|girl in|one of|"
            r"women)\b|"
            r"\bi (?:survived|lived through|went through|escaped|ran away|fled|froze|kept quiet)\b|"
            r"\bpeople like (?:me|us)\b|\bas someone who\b|\bone of (?:the|those) (?:women|girls)\b"
        ),
        "how to help somebody": (
            r"\bhow (?:\w+ ){0,3}(?:help|support|comfort|protect|leave|escape|report|tell) (?:a|an|"
            r"my|"
            r"someone|somebody|him|her|them|people|the girl|if)\b|\bwho (?:do|can|should) (?:i|we) "
            r"(?:call|tell|ask for help|talk)\b|\bwhere (?:can|could|do|should) (?:i|someone|"
            r"somebody|we|"
            r"you|she|he) (?:report|go|get|find help|turn)\b|\bshould i (?:tell|call|report|say "
            r"something|go|leave|worry)\b"
        ),
        "being sold": (
            r"\b(?:being|been|get|gets|getting) (?:\w+ )?(?:sold|used|hurt|abused|exploited|"
            r"trafficked|"
            r"beaten|hit|touched|raped|forced|groomed|bought)\b|\bbuys? (?:girls|women|kids)\b"
        ),
        "no choice": (
            r"\bno (?:choice|other way)\b|\b(?:had|have) to (?:eat|survive|obey|dance|sleep|do "
            r"(?:it|what)|"
            r"meet|pay|give|work|send)\b|\bi (?:have to|must) (?:\w+ )?(?:give|pay|meet|send|"
            r"work)\b|"
            r"\bdid it anyway\b|\bnot stop\b|\bi wanted it\b|\bwants? (?:more|something)\b|"
            r"\bgets? too close\b|\bcomes? into my\b|\bdid (?:things|something|that|this|stuff)\b|"
            r"\bdoes (?:things|that|this|stuff)\b|\bafter me\b|\bmy fault\b"
        ),
        "ends life": (
            r"\b(?:kill|hurt|harm|cut|cutting|hurting) myself\b|\bend (?:it all|my life)\b|"
            r"\bsuicid\w*\b|\bself harm\w*\b|\bbetter off dead\b|"
            r"\b(?:want|wanted|wanna|wish|ready|rather|going) (?:to )?(?:die|be dead|disappear)\b|"
            r"\b(?:not|no) (?:want to |reason to )?(?:live|be alive|exist|wake up)(?: anymore)?\b"
        ),
        "study frame": (
            r"\b(?:prof|professor|teacher|tutor|lecturer|instructor|ta|class|course|lecture|"
            r"seminar|"
            r"author|paper|text|book|group|slide)\b(?: \w+){0,2}? (?:says?|said|asks?|asked|wants?|"
            r"thinks?|"
            r"claims?|claimed|handed|assigned|gave|uses?|mentions?|need|needs)\b|"
            r"\baccording to\b|\bin (?:the|this|my|our|her|his) (?:\w+ )?(?:paper|text|essay|class|"
            r"lecture|seminar|course|reading|presentation)\b|\bfor (?:my|our|the|a|this) (?:\w+ )?"
            r"(?:essay|class|presentation|homework|paper|project|exam|quiz|slide|table|group|"
            r"podcast|"
            r"infographic|debate|jigsaw|course|school|report|talk|assignment)\b|"
            r"\b(?:does|did|do|what|where|which)(?: \w+){0,2} (?:paper|author|text|section|chapter|"
            r"footnote|source|kelley)\b|\bwhere (?:is|was|did)\b|\bwhich (?:source|footnote|page|"
            r"one)\b"
        ),
        "friend studies": (
            rf"\b{CLOSE_ONE} (?:is |was |who is |also |often |always )?(?:studies|studying|says|"
            rf"said|"
            r"thinks|believes|claims|claimed|asks|asked|wants|presenting|presents|proofreading|"
            r"writing|"
            r"writes|does|missed|lost|needs|read|reads|served|does|wrote|picked|taught|explained|"
            r"assigned|discussed|heard)\b"
        ),
        "thing hurts me": (
            r"\b(?:exams?|essay|class|midterm|quiz|reading|project|deadline|homework|footnotes?|"
            r"paper|course|section|chapter|charger|weekends|assignment|thesis|pages|game|"
            r"semester|wifi|laptop|finals|brain|topic|text)\b(?: is| are| just| really| keeps)? "
            r"(?:hurts?|"
            r"kill\w*|ruin\w*|ransom|hostage|slave|a human|destroy\w*|rap\w+|abus\w+|makes? me|"
            r"made me)\b|"
            r"\b(?:hurt|killed|attacked|assaulted|touched|shocked|moved|beaten|trapped|hostage|"
            r"tortured|"
            r"raped|abused|slave|robbed|destroyed|sick|angry|upset|held|forced)(?: \w+){0,3}? "
            r"(?:by|in|to|with|"
            r"of) (?:this|that|these|the|\d+|my|how) (?:\w+ )?(?:exam|essay|class|quiz|reading|"
            r"footnotes?|"
            r"paper|homework|midterm|assignment|chapter|deadline|pages|library|thesis|story|girls|"
            r"women|"
            r"text|round|game)\b|\b(?:at|to|of) (?:all|see|read|hear) (?:that|this|how)\b|\bso "
            r"(?:dead|mad|"
            r"angry|bored|tired)\b|\b(?:kill me now|murder me|going to kill me|paid enough)\b|"
            r"\b(?:makes?|made) me (?:\w+ )?(?:angry|sad|sick|cry|mad|furious|want|read)\b"
        ),
        "the bit": (
            r"\b(?:the|a|which|what|this|that) (?:bit|part|section|chapter|passage|paragraph|"
            r"definition|quote|"
            r"source|footnote|page|point|gist|idea|overview|summary|example|scandal|numbers?)\b|"
            r"\bsource please\b|"
            r"\b(?:find|give|show|quote|name|tell) me (?:the|a|an|one|three|which|what|evidence|"
            r"where)\b"
        ),
        "asks a fact": (
            r"\b(?:what|which|who|when|where|why|how) (?:is|was|does|did|are|were|year|month|"
            r"source|section|"
            r"page|countries|country|footnote|one|part|many|much|old|long|law|rule|treaty|kind|"
            r"court|case)"
            r" (?!i\b|we\b|happening|happened to|wrong|my\b|this man)(?:an? |the )?\w+|"
            r"\bis (?:that|this|it|she|he) (?:so|right|true|correct|in|here|there|legal there)\b|"
            r"\b(?:do|does) (?:these|the|it|she|he|that|this) (?:\w+ ){0,2}(?:say|apply|mention|"
            r"name|recommend|"
            r"write|think|count|exist|cover|explain)\b|\bwhat (?:went|did) (?:wrong|they)\b|"
            r"\bwho (?:said|wrote|bought|sold|ran|paid|pays|protects)\b|\bcan (?:he|they|soldiers) "
            r"be\b"
        ),
        "my task": (
            r"\b(?:i|we) (?:was|were|got|have|am|are|need|have been)(?: \w+){0,2} (?:assigned|part|"
            r"section|chapter|facts|slide|minutes|to read|to write|to present|to lead|to play|"
            r"stuck|"
            r"responsible|presenting|writing|reading|working on|doing)\b|\bmy (?:part|task|"
            r"question|"
            r"topic|slide|group|essay|paper|presentation|homework|copy|table|notes|highlighter|"
            r"partner "
            r"does)\b|\b(?:i|we) (?:wrote|cite|quote|present|discussed|forgot|keep mixing|read "
            r"that|"
            r"lost)\b|\bthey (?:gave|stuck) me\b|\b(?:can|should|may|do|could|would) (?:i|we) "
            r"(?:say|cite|"
            r"quote|use|write|argue|claim|explain|call)\b|\b(?:tell|show|give|remind) (?:me|us) "
            r"(?:what|"
            r"which|who|where|the|how|why|about|more|when)\b"
        ),
    }.items()
}
