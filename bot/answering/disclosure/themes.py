"""Words that are commoner in what people tell of their lives, or of their studies, by theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_LISTED: Final = {
    "place": (
        "home house room bedroom bed bathroom shower kitchen garage basement cellar dorm dormitory "
        "flat apartment door building car truck hotel motel bar nightclub club party church mosque "
        "restaurant shop salon street tent camp farm factory field ship boat barracks hospital van "
        "flat cellar container taxi train bus border salon truck villa store storage changing "
        "locker couch sofa gym pool practice shift job alley forest abroad dubai"
    ),
    "body": (
        "body hand hands lap mouth lips breast breasts chest skin leg legs thigh thighs shorts "
        "pants "
        "clothes underwear shirt dress skirt bruise bruises bruised arm arms wrist face neck hair "
        "kissed kiss kisses kissing hug hugs blood bleeding bleed pregnant scars marks naked "
        "private "
        "privates torn undressed"
    ),
    "when": (
        "night nights nite evening morning yesterday yestarday today tonight ago always weekend "
        "everyday daily since until anymore still again years months weeks month week summer "
        "childhood kid child little young teenager twelve thirteen fourteen fifteen sixteen "
        "seventeen older old"
    ),
    "who": (
        "pappa pops chef lecturer foreman farmer lover pedophile predator man men guy guys dude "
        "stranger uncle stepfather stepdad stepbrother grandfather boss coach "
        "trainer priest pastor imam husband hsuband boyfriend ex customer customers owner madam "
        "employer manager landlord teacher babysitter driver guard daddy pimp creep pervert "
        "recruiter "
        "agent agency smuggler brother father cousin dad"
    ),
    "feeling": (
        "scared afraid ashamed crying cries cry hate hated alone lonely numb unsafe safe guilty "
        "nightmares hurts hurt terrified frightened terrifying disgusting dirty broken trapped "
        "helpless worried desperate panic fear embarrassed confused flashbacks sleep awful"
    ),
    "aid": (
        "talk listen believe police cops hotline helpline counsellor counselor therapist "
        "immigration deport deported "
        "shelter emergency ambulance hospital lawyer embassy rescue protect escape"
    ),
    "money": (
        "paid pay pays paying earn earns salary salery wage wages job waitress maid nanny clean "
        "cleans cleaner cleaning owe owes owed loan agency flight visa debt rent cash dollars "
        "euros "
        "money free hours contract work works working"
    ),
    "sex": (
        "sex sexx sexual nude nudes picture pictures photo photos video videos filmed film cam "
        "webcam "
        "massage escort dance dancing strip virgin virginity condom porn bed snapchat instagram "
        "onlyfans discord online undress camera tape favours favors entertainment grades"
    ),
    "control": (
        "locked locks lock allowed allow leave let lets control controls controlling watch watches "
        "watching follow follows followed phone passport pasport papers documents isolated "
        "prisoner "
        "captive hostage trapped escape caught marry married marriage bride force forced forces "
        "secret gifts presents refuse allowed obey"
    ),
    "violence": (
        "hit hits hitting beat beats beaten beating slap slaps slapped punch punched kick kicked "
        "choke choked chokes strangled knife gun belt burns burned burnt cigarettes flinches "
        "screaming corners cut cuts kill killed threatened "
        "threatens threaten grabbed grabs pushed pushes dragged attacked jumped drugged drunk "
        "drink "
        "spiked weapon screamed screams yells"
    ),
    "study": (
        "paper essay essays section sections chapter chapters footnote footnotes fn source "
        "sources cite cites cited citing citation quote quotes page pages paragraph passage "
        "lecture "
        "lectures seminar seminars slide slides presentation presentations presenting homework "
        "assignment assignments assigned exam exams midterm quiz test reading readings thesis "
        "summary summarise summarize summarizing sum text textbook article articles author authors "
        "bulletin convention resolution protocol definition definitions define defines table "
        "discussion discuss discussed debate moot hypothetical imagine suppose assume role roles "
        "podcast infographic flyer poster copy lesson lessons syllabus topic recap explain "
        "explains "
        "mention mentions argue argues argument evidence claims claimed blames jigsaw panel ethics "
        "recommendation recommendations highlighter notes partner project class "
        "professor prof lecturer pretend playing theatre film interview statistics example "
        "question questions answer answers point main fact facts title sentence marked grade "
        "speaker guest tutor literature reference references bibliography draft paraphrase "
        "writing writes write quoted quoting note deadline spell meaning word term difference"
    ),
    "asks of the paper": (
        "which why year many countries country date name named names number said says stated "
        "states "
        "describe list outline compare according stand stands whose recommend recommends conclude "
        "concludes term means mean called true right correct"
    ),
    "of the paper": (
        "peacekeeper peacekeepers peacekeeping soldiers soldier troops troop un women victims "
        "girls "
        "women nations mission missions traffickers abusers officers states refugees allegations "
        "brothels brothel demand immunity impunity zero tolerance mandate contingent commander "
        "commanders military international law laws legal court courts prosecuted prosecute "
        "prosecution punished punish war army helmets security council hrw ngo ngos slavery crime"
    ),
    "game": (
        "board round first bot server round score scores leaderboard deck buzzer team teammates "
        "opponent opponents ping "
        "pinging pings cooldown game games block spam spams kicked channel points cards card win "
        "won "
        "lost raid guild mute muted"
    ),
    "joking": "lol lmao lmfao rofl jk haha hahaha hahah",
    "school is hard": (
        "exam exams essay midterm homework deadline reading footnotes finals professor assignment "
        "laptop library brain wifi weekend weekends sunday pages boring bored dead caffeine coffee"
    ),
    "wishes": "please pls plz can could would tell give show explain remind want need help quick "
    "short",
    "he": "he him his",
    "she": "she her hers",
    "they": "they them their",
    "friend": "friend friends freind frend bestie classmate roommate flatmate",
    "family": (
        "sister brother mother mum mom cousin aunt niece nephew daughter son wife family parents "
        "grandmother gran"
    ),
    "neighbour": "neighbour neighbor neighbours neighbors upstairs downstairs building street door",
    "at work with people": "client clients patient patients student students pupil volunteer "
    "shelter",
    "no": "not never no nobody nothing without",
    "if": "if when",
}

_OF: Final[Mapping[str, tuple[str, ...]]] = {
    word: tuple(theme for theme, listed in _LISTED.items() if word in listed.split())
    for listed in _LISTED.values()
    for word in listed.split()
}

_MANY: Final = 2


def theme_of(word: str) -> str:
    """Return the first theme of a word; "" if it has none."""
    return _OF.get(word, ("",))[0]


def themes(words: Iterable[str]) -> dict[str, float]:
    """Return how much of each theme a message has: 1 for one word of it, and 2 for more."""
    seen: dict[str, set[str]] = {}
    for word in words:
        for theme in _OF.get(word, ()):
            seen.setdefault(theme, set()).add(word)
    return {theme: float(min(len(found), _MANY)) for theme, found in seen.items()}
