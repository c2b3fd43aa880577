"""Strip greetings, thanks, numbering, deadlines and Discord's own tokens from around a question.

Students wrap a question in words that are not part of it: "hi, for my midterm tomorrow: what is
SEA? thx". Matched as content, such words keep the search from finding the answer. Only words at
the edges of the message, or in a sentence of their own, are removed, and never the whole text.
"""

from __future__ import annotations

import re
from typing import Final

# Mentions, channels, custom emoji, time stamps and commands; links; named emoji; code fences and
# quote marks.
_TOKENS: Final = re.compile(
    r"<(?:@[!&]?|#|a?:\w+:|t:|/[\w -]+:)[\w:-]*>|https?://\S+|(?<!\w):[a-z][a-z0-9_+-]{1,30}:(?!\w)"
    r"|```(?:[a-z]*\n)?|`|^[ \t]*>(?:>>)?[ \t]+",
    re.IGNORECASE | re.MULTILINE,
)

_SIGNS_OF_TOKENS: Final = frozenset("<:`>")

_EMOJI: Final = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]|(?<!\\w)(?::-?[()DPp/|]|;-?\\)|<3|xD)(?!\\w)"
)

_GREETING: Final = (
    r"(?:hi+|hey+|hello+|hiya|yo|sup|greetings|howdy|dear|good\s+(?:morning|afternoon|evening|day)|"
    r"gm)(?:\s+(?:there|all|everyone|everybody|guys|folks|bot|study\s*bot|team|class|chat|yall|"
    r"y'all|again|sir|madam|professor|prof|mods?))*"
)

_THANKS: Final = (
    r"(?:(?:many\s+)?thanks?(?:\s+(?:you|u))?(?:\s+(?:so|very)\s+much|\s+a\s+lot|\s+a\s+(?:ton|"
    r"million|bunch))?(?:\s+in\s+advance)?(?:\s+(?:bot|guys|all|everyone|for\s+(?:your\s+|any\s+|the\s+)?"
    r"(?:help|answers?|time)))?|thx|thnx|tnx|ty|tysm|tyvm|cheers|much\s+appreciated|"
    r"(?:i(?:'d|\s+would)?\s+)?appreciate\s+(?:it|any\s+help|the\s+help))"
)

_PLEASE: Final = r"(?:please+|pls|plz|plss|kindly)"

_HURRY: Final = (
    r"(?:(?:answer\s+|reply\s+|respond\s+|help\s+)?(?:asap|quick(?:ly)?|urgent(?:ly)?|fast|"
    r"right\s+now)|(?:it'?s|its)\s+urgent|need\s+(?:this|it|an?\s+answer)\s+(?:asap|now|quick(?:ly)?|"
    r"today|tonight|by\s+\w+)|help(?:\s+me)?)"
)

_HEDGE: Final = (
    r"(?:sorry(?:\s+(?:if|for|to)\s+[^,:.?!]{1,60}?(?=\s+but\b|[,:.!]))?(?:\s+but\b)?|(?:quick|dumb|stupid|silly|random|short|small|"
    r"one|another|one\s+more|just\s+a|last|next|follow\s*-?up|honest|genuine|serious)"
    r"(?:\s+(?:quick|dumb|stupid|last|more|little))?\s+(?:question|q|thing|one)|question|"
    r"(?:this\s+)?(?:might|may)\s+be\s+(?:a\s+)?(?:dumb|stupid|silly|obvious)(?:\s+question)?(?:\s+but)?|"
    r"(?:ok(?:ay)?|so|well|um+|uh+|hm+|alright|right|also|btw|by\s+the\s+way|anyways?|ngl|tbh|fr|"
    r"lol|lmao|lmk|bruh|bro|dude|idk|deadass|no\s+cap|lowkey|highkey|eli5|tldr|tl;dr|omg|ugh|hmm+)"
    r"(?=[\s,.:;!-]|$)|(?:yeah|yes|no|wait|look|listen|honestly|seriously|basically|again)(?=\s*[,:]))"
)

_ASKERS: Final = (
    r"(?:my|our|the|a)\s+(?:\w+\s+)?(?:prof(?:essor)?|teacher|ta|tutor|instructor|lecturer|friend|"
    r"classmate|roommate|group|class(?:mates)?|worksheet|assignment|homework|exam|quiz|syllabus|"
    r"study\s+(?:guide|group))"
)

_REASON: Final = (
    r"(?:for\s+(?:(?:my|our|the|an?|today'?s|tomorrow'?s|next\s+week'?s)\s+)?(?:\w+\s+){0,2}?(?:class|"
    r"homework|hw|school|midterm|final|exam|quiz|test|essay|presentation|paper|assignment|worksheet|"
    r"seminar|discussion|course|project)\b[^:?!.,]{0,40}?(?::|,|\s-+\s)"
    rf"|{_ASKERS}\s+(?:just\s+|once\s+)?(?:asked|asks|wants\s+to\s+know|wanted\s+to\s+know|is\s+asking|"
    r"was\s+asking|keeps\s+asking)(?:\s+(?:me|us|the\s+class|today|yesterday|in\s+class|this))*\s*[:,-]?"
    r"|(?:i'?m|i\s+am)\s+(?:just\s+)?(?:wondering|curious|confused(?:\s+about\s+this)?|not\s+sure|lost|"
    r"stuck(?:\s+on\s+this)?)\s*[,:-]"
    r"|(?:exam|quiz|test|homework|hw|essay|midterm|final|worksheet|discussion|reading|study\s+guide|"
    r"practice|review)\s+(?:question|prompt|q)\s*(?:\d+|[a-z])?\s*[:.)-]"
    r"|in\s+(?:one|two|three|a\s+few|\d)\s+(?:short\s+)?(?:sentences?|words|lines?|bullet\s+points?)\s*[,:]"
    r"|(?:briefly|in\s+short|in\s+brief|in\s+your\s+own\s+words|according\s+to\s+the\s+(?:paper|text|"
    r"article|author|reading))\s*[,:])"
)

# "Q2.", "2a)", "3.", "(b)", "#4", "Question 5:", and bullets. Points are below: "(2 pts)",
# "[5 marks]".
_NUMBER: Final = (
    r"(?:(?:q|qu|question|no|nr|item|part|task|exercise|ex)\s*\.?\s*#?\d{1,2}\s*[a-z]?\s*[.:)\]-]+"
    r"|[(\[]?\d{1,2}\s*[a-z]?\s*[.)\]:]+(?=\s)|[(\[][a-z]{1,4}[)\]](?=\s)|[a-z][.)](?=\s+\w{2})|#\d{1,2}\b"
    r"|[-*•–]+(?=\s))"
)

_POINTS: Final = r"[(\[]\s*\d{1,3}\s*(?:pts?|points?|marks?|p|%)\.?\s*(?:each)?\s*[)\]]"

_ASIDE: Final = r"\((?:for|from|re|about|asking)\b[^()]{1,60}\)"

# A request for an answer, in front of the question itself: "can you tell me …".
_REQUEST: Final = (
    r"(?:(?:can|could|would|will|does|do)\s+(?:you|u|someone|somebody|anyone|anybody)\s+(?:please\s+|"
    r"pls\s+|plz\s+|maybe\s+|kindly\s+)?(?:tell\s+(?:me|us)|explain(?:\s+to\s+me)?|remind\s+me|"
    r"help\s+(?:me|us)(?:\s+(?:understand|with|figure\s+out))?|say|know|clarify)"
    r"|(?:any\s*one|any\s*body|some\s*one)\s+(?:here\s+)?knows?|(?:please\s+|pls\s+|plz\s+)?(?:tell|remind)\s+me"
    r"|i\s+(?:just\s+)?(?:want|wanted|need|would\s+like|'d\s+like|have|got)\s+to\s+(?:know|ask|find\s+out|"
    r"understand)|i(?:'m|\s+am)\s+(?:trying|struggling)\s+to\s+(?:understand|figure\s+out|find\s+out)"
    r"|(?:i\s+)?(?:don'?t|dont|do\s+not)\s+(?:get|understand|know)|(?:i\s+was\s+)?wondering"
    r"|(?:do|does)\s+(?:you|u|anyone)\s+(?:happen\s+to\s+)?know)"
    r"(?=\s*[,:-]?\s*(?:what|whats|what's|who|whos|who's|whom|whose|when|where|which|why|how|if|whether|"
    r"is|are|was|were|did|does)\b)"
)

_GAP: Final = r"[\s,.;:!~…–—-]*"

_BEFORE: Final = re.compile(
    rf"^{_GAP}(?:{_NUMBER}|{_POINTS}|{_ASIDE}|@(?:everyone|here)\b|{_GREETING}(?=[\s,.!:;-]|$)|{_THANKS}(?=[\s,.!:;-]|$)"
    rf"|{_PLEASE}(?=\s|,|$)(?!\s+(?:give|show|list|define|name|explain|describe))"
    r"|(?:(?:please|pls|plz)\s+)?(?:answer|help(?:\s+me)?(?:\s+with\s+(?:this|that))?)\s*:"
    rf"|{_HURRY}(?=\s*[,:!.-])|{_HEDGE}(?=[\s,.:;!-]|$)|{_REASON}|{_REQUEST}){_GAP}",
    re.IGNORECASE,
)

_AFTER: Final = re.compile(
    rf"(?:(?<=[?!.,\s])|\b){_GAP}(?:{_POINTS}|{_ASIDE}|(?<!\w)(?:{_THANKS}|{_PLEASE}(?:\s+{_HURRY})?|"
    rf"{_PLEASE}\s+(?:and\s+)?{_THANKS}|{_HURRY}|lol|lmao|idk|fr|ngl|tbh|bruh|bro|haha+|kk|"
    r"(?:i'?m|im|i\s+am)\s+(?:so\s+|really\s+|totally\s+)?(?:lost|confused|stuck|desperate)|"
    r"(?:asking\s+)?for\s+(?:my|our)\s+(?:\w+\s+){0,2}(?:class|midterm|final|exam|quiz|essay|"
    r"homework|presentation|paper|assignment)(?:\s+(?:today|tomorrow|tonight|next\s+\w+|on\s+\w+))?|"
    r"(?:just\s+)?(?:curious|wondering|asking)|lmk|let\s+me\s+know|(?:best|kind|warm)?\s*regards"
    r"(?:,?\s+\w+)?|(?:yours\s+)?sincerely(?:,?\s+\w+)?|@(?:everyone|here)))[\s?!.,;:1~…-]*$",
    re.IGNORECASE,
)

_ABOUT_ONESELF: Final = re.compile(
    r"^\W*(?:i|i'm|im|i've|ive|i'd|my|we|we're|we've|our|today|yesterday|tomorrow|last\s+(?:week|class|"
    r"night|lecture)|hi|hey|hello|sorry|thanks|thank|thx|good\s+(?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)

_ASKS: Final = re.compile(
    r"\?\s*$|^\W*(?:what|whats|what's|who|whos|who's|whom|whose|when|where|which|why|how|is|are|was|"
    r"were|did|does|do|can|could|should|would|has|have|had|define|explain|list|name|describe|compare|"
    r"tell|give|show)\b",
    re.IGNORECASE,
)

_REPEATED: Final = re.compile(r"\?[\s?!1]*$")
_WORD: Final = re.compile(r"\w{2}|\d")
_AT_THE_END: Final = " ?!.,;:1~…-\n\t"

_LONGEST_SIGNATURE: Final = 60

# Most questions end in none of these words, and so skip the slow pattern for a frame's end.
_LAST_WORDS: Final = frozenset(
    """
    ) ] regards sincerely lmk know everyone here thanks thank you u thx thnx tnx ty tysm tyvm
    cheers advance lot much bot guys all help answer answers time appreciated it please pls plz
    plss kindly pleasee asap quick quickly
    urgent urgently fast now today tonight tomorrow lol lmao idk fr ngl tbh bruh bro haha hahaha kk
    lost confused stuck desperate class midterm final exam quiz essay homework presentation paper
    assignment week monday tuesday wednesday thursday friday saturday sunday curious wondering
    asking million ton bunch
    """.split()
)

# Each pass removes one piece of the frame; nobody types more pieces than this.
_MOST_PIECES: Final = 8


def without_tokens(text: str) -> str:
    """Return a message without Discord's tokens, links, code fences, quote marks and emoji."""
    bare = _TOKENS.sub(" ", text) if not _SIGNS_OF_TOKENS.isdisjoint(text) else text
    return _EMOJI.sub(" ", bare).strip()


def asks(sentence: str) -> bool:
    """Return whether a sentence asks something, once the frame at its edges is gone."""
    return bool(_ASKS.search(without_edges(sentence)))


def is_about_oneself(sentence: str) -> bool:
    """Return whether a sentence only greets, thanks or tells of the writer."""
    return bool(_ABOUT_ONESELF.match(sentence))


def without_edges(text: str) -> str:
    """Return a sentence without the frame at its edges, and without clauses about the writer.

    The sentence itself is returned if nothing would be left.
    """
    for pattern in (_BEFORE, _AFTER):
        for _ in range(_MOST_PIECES):
            if pattern is _AFTER and not _may_end_a_frame(text):
                break
            shorter = pattern.sub("", text, count=1)
            if shorter == text or not _WORD.search(shorter):
                break
            text = shorter
    return _REPEATED.sub("?", _asking_clauses(text))


# Where one clause of a sentence ends and the next begins.
_JOINT: Final = re.compile(
    r"\s*(?:[,;:…]|\.{2,}|\s[-–—]+\s|[–—])\s*|\s+(?=(?:but|so|because|bc|cuz|coz|cause|since|and\s+(?:i|we|my|our))\b)",
    re.IGNORECASE,
)

_PERSONAL: Final = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|mine|we|we're|we've|our|us|you|u|ur|your|prof|professor|"
    r"teacher|ta|tutor|lecturer|classmates?|roommate|exam|midterm|quiz|homework|hw|essay|presentation|assignment)\b",
    re.IGNORECASE,
)

_CORE: Final = re.compile(
    r"^(?:(?:but|so|and|then|ok|okay|well|like|also|because|since|bc|cuz)\s+)*(?:(?:in|by|for|from|with|to|under|at|of|on|about)\s+)?"
    r"(?:what|whats|what's|wat|wats|who|whos|who's|whom|whose|when|whens|where|wheres|which|why|how|hows|is|are|was|were|"
    r"did|does|do|can|could|should|would|has|have|had|define|explain|list|name|describe|compare|tell|give|show|"
    r"any|anything)\b(?!\s+(?:you|u|i|we|anyone|anybody|someone)\b)",
    re.IGNORECASE,
)


# "i have a quiz tmrw what does the council say": the question begins without any stop.
_EMBEDDED: Final = re.compile(
    r"\s(?=(?:what|whats|what's|wat|who|whos|who's|when|where|wheres|why|how|hows|which|"
    r"(?:is|are|was|were|did|does|do|can|could|has|have) "
    r"(?:it|they|the|there|any|all|most|some|people|soldiers?))\b)",
    re.IGNORECASE,
)

_KNOWING: Final = re.compile(
    r"\b(?:about|of|on|for|in|to|by|with|from|at|know|knows|understand|explain|see|tell|wonder|wondering|remember|"
    r"matter|sure|and|or|get|idea|clue|is|was|if|whether)$",
    re.IGNORECASE,
)


def _from_question_word(text: str) -> str:
    """Drop what a writer says of themselves before a question that begins without a stop."""
    for found in _EMBEDDED.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        words_before = before.split()
        if not _PERSONAL.search(before) or len(words_before) < _FEW_WORDS or _ASKS.match(before):
            continue
        if len(after.split()) >= _FEW_WORDS and not _KNOWING.search(before):
            return after
    return text


_FEW_WORDS: Final = 3


def _asking_clauses(text: str) -> str:
    """Drop clauses about the writer before and after the clause that asks, if there is one."""
    if not _PERSONAL.search(text):
        return text
    text = _from_question_word(text)
    joints = list(_JOINT.finditer(text))
    if not joints:
        return text
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(text)]
    clauses = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    cores = [bool(_CORE.match(clause)) for clause in clauses]
    if not any(cores):
        return text
    first, last = 0, len(clauses) - 1
    while not cores[first] and _PERSONAL.search(clauses[first]):
        first += 1
    while last > first and not cores[last] and _PERSONAL.search(clauses[last]):
        last -= 1
    kept = text[starts[first] : ends[last]].strip()
    ended = "?" if text.rstrip().endswith("?") and not kept.endswith("?") else ""
    return kept + ended if _WORD.search(kept) else text


def _may_end_a_frame(text: str) -> bool:
    """Return whether the text's last words may end a frame.

    This quick look spares most texts the pattern for a frame's end, which is slow on them.
    """
    last = text[-_LONGEST_SIGNATURE:].lower().rstrip(_AT_THE_END)
    return (
        last.endswith((")", "]"))
        or last[last.rfind(" ") + 1 :].lstrip("(") in _LAST_WORDS
        or "regards" in last
        or "sincerely" in last
    )
