"""Recognise messages that ask nothing of the paper: thanks, reactions, small talk, orders, sums."""

# ruff: noqa: E501  # a long pattern is easier to read in one piece
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.outcome import Civil, NotCovered, Outcome, Pointer
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 2_000

_HELLO: Final = "Hello. Ask me about the paper, in a sentence or a few words."
_WELCOME: Final = "You are welcome. Ask about the paper whenever you like."
_BYE: Final = "Goodbye. Ask about the paper whenever you like."
_NOTED: Final = "Ask about the paper whenever you like."
_SORRY: Final = (
    "I am sorry that this did not help. Ask in other words, or name the part of the paper that you "
    "mean."
)
_NOTHING: Final = "I answer questions about the paper. Ask in a sentence or a few words."
_ONLY_THE_PAPER: Final = (
    "I only answer questions about the paper, and the paper does not cover that."
)
_ABOUT_ME: Final = (
    "I am a study bot: I answer questions about one paper from a knowledge base that people wrote, "
    "and give the footnote for each statement. The command /help shows what I can do."
)

# Words that make a message a greeting, a thank-you and so on, if it has no word of content.
_REACTIONS: Final = (
    (frozenset("bye goodbye cya later goodnight gtg brb ttyl night".split()), _BYE),
    (
        frozenset(
            """
            wrong bad useless sucks suck stupid dumb trash garbage boring hate annoying terrible awful
            worst nonsense bullshit incorrect broken unhelpful nope lame
            """.split()
        ),
        _SORRY,
    ),
    (
        frozenset(
            """
            thanks thank thx thnx tnx ty tysm tyvm cheers appreciated appreciate lifesaver grateful
            helped legend goat
            """.split()
        ),
        _WELCOME,
    ),
    (
        frozenset(
            """
            ok okay k kk cool great nice awesome wow perfect helpful amazing best good lovely sweet
            brilliant love loved like got gotcha sense noted fair enough interesting right exactly
            agreed yes yeah yep yup no sure true lol lmao haha hahaha rofl xd omg understood alright
            fine neat dope fire smart clever king queen wonderful excellent fantastic solid clear
            congrats bravo welcome yay woohoo slay bet word facts crazy wild sorry oops nvm nevermind mind hmm hm ah oh ugh
            huh damn dang shit wtf bruh bro dude
            """.split()
        ),
        _NOTED,
    ),
    (
        frozenset("sad tired stressed bored hungry sleepy confused lost stuck crying dead".split()),
        _NOTHING,
    ),
    (
        frozenset(
            """
            hi hey hello hiya yo greetings howdy morning afternoon evening sup gm hallo hola salut
            bonjour ciao
            """.split()
        ),
        _HELLO,
    ),
)  # fmt: skip

# Words that may stand beside a reaction without adding content.
_BESIDE: Final = frozenset(
    """
    you u ur your youre are is was were am be been i im ive me my we us it its that this there these
    those so really very much a an the lot bot all again man then now for to of and but just too
    what how who why do does did not dont can cant will would well one thing things stuff answer
    answers help day today tonight all everyone everybody guys folks here study in with have has had
    make makes made see saw know think thought guess feel feeling feels get getting go going gonna
    let lets at on as if out up back time times work works job super pretty totally literally
    actually honestly more than better same any some other else question questions yet still ever
    always
    """.split()
)

_YOU: Final = r"(?:you|u|ya|yall)"

# Small talk is recognised by the whole of a sentence, since parts of it occur in questions.
_SMALL_TALK: Final = re.compile(
    rf"""
    how(?:\ (?:is|are|r|was|s|have))?\ (?:{_YOU}|ur\ day|your\ day|it\ going|life|everything|things)
        (?:\ (?:been|doing|going|feeling|today|now|tonight|lately|bot|so\ far|with\ {_YOU}))*
    | (?:what\ is\ up|whats\ up|what\ up|wassup|wyd|what\ are\ {_YOU}\ (?:doing|up\ to)(?:\ \w+)?)
    | (?:are|r)\ {_YOU}\ (?:a\ |an\ |the\ )?(?:\w+\ )?(?:bot|robot|ai|human|person|real|alive|sentient|there|ok|
        okay|smart|stupid|single|happy|sad|bored|chatgpt|gpt|machine|online|awake|working|dumb)(?:\ or\ .*)?
    | (?:are|r)\ {_YOU}\ (?:sure|serious|certain|kidding|joking|lying)(?:\ about\ (?:that|this|it))?
    | do\ {_YOU}\ (?:like|love|feel|sleep|dream|eat|hate|enjoy|ever|play|watch|have\ (?:a\ |any\ )?(?:feelings|friends|name|
        opinion|favou?rite|girlfriend|boyfriend|hobbies))\b.*
    | what\ (?:is|are)\ (?:your|ur)\ (?:favou?rite|age|job|opinion|mood|hobby|hobbies|plans?|thoughts?)\b.*
    | (?:your|ur)\ favou?rite\b.*
    | i\ (?:love|hate|like|miss|trust|need)\ (?:you|u|this\ (?:bot|class|course)|the\ bot|my\ (?:life|class))\b.*
    | (?:good|nice)\ (?:morning|night|evening|afternoon|bot|job|work|one|talk|day)(?:\ .{{0,20}})?
    | (?:marry\ me|happy\ (?:birthday|new\ year|holidays)|merry\ christmas|love\ {_YOU}|miss\ me|shut\ up|go\ away|
        kill\ yourself|kys|stfu|never\ mind|nvm|forget\ it|test|testing|ping|first|same|me\ too|bump)(?:\ \w+)?
    | (?:really|seriously|for\ real|no\ way|say\ what|huh|wait\ what|what|wdym|lol\ what|why|how)
    | (?:what\ is\ the\ (?:time|weather|date)|what\ time\ is\ it)(?:\ .{{0,20}})?
    """,
    re.VERBOSE,
)

_ABOUT_THE_BOT: Final = re.compile(
    rf"""
    (?:so\ )?(?:who|what)\ (?:are|r|made|created|built|programmed|coded|trained|runs)\ {_YOU}(?:\ exactly|\ bot|\ even|\ anyway)?
    | what\ (?:is|are)\ (?:your|ur)\ (?:name|purpose|sources?\ code)
    | what\ (?:can|do|could)\ {_YOU}\ (?:do|know|answer|help(?:\ \w+)?\ with)(?:\ .{{0,25}})?
    | how\ (?:do|does|can|should)\ (?:{_YOU}|this\ bot|the\ bot|i\ use\ (?:you|this(?:\ bot)?|the\ bot|it))(?:\ (?:work|use\ (?:you|this)|function))?
    | (?:help|help\ me|commands|menu|options|instructions|how\ to\ use)(?:\ please)?
    | tell\ me\ about\ (?:yourself|you)
    """,
    re.VERBOSE,
)

# Requests that a command fulfils.
_REQUESTS: Final = (
    (
        re.compile(
            r"(?:(?:can|could|will|would) (?:you|u) )?(?:please )?(?:quiz|test|examine|drill) (?:me|us)\b.*|"
            r"(?:i want|i would like|we want|give (?:me|us)|start|make(?: me| us)?|do|play|run|begin|let us do|lets do|lets play|create)"
            r"(?: to (?:do|take|play|start))? (?:a|an|another|the|some) (?:\w+ )?(?:quiz|test|trivia|practice questions?|mock exam)\b.*|"
            r"(?:give|find|write|make)(?: me| us)? (?:\w+ )?(?:practice|exam|mock|test|quiz|sample)(?: \w+)? questions?\b.*|"
            r"(?:quiz|quiz time|trivia|practice questions?)"
        ),
        "quiz",
        "For a quiz from the paper, use the command /quiz start.",
    ),
    (
        re.compile(
            r"(?:(?:can|could) (?:you|u) )?(?:make|give|create|show)(?: me| us)? (?:\w+ )?flash ?cards?\b.*|flash ?cards?|"
            r"(?:i want to|let me|help me) (?:review|revise|practise|practice)(?: my .*)?"
        ),
        "review",
        "To learn the paper card by card, use the command /review.",
    ),
    (
        re.compile(
            r"how (?:do|should|can|would) (?:i|we|you|u|one) (?:cite|reference|quote) (?:this|it|that|the paper|this paper|the (?:article|essay|text))"
            r"(?: (?:in|as|using|with|for) .{1,25})?|(?:cite|citation for) (?:this|the paper|this paper)(?: .{1,25})?|"
            r"(?:give me|what is|can i have) (?:the|a) (?:\w+ )?citation (?:for|of) (?:this|the) paper(?: .{1,25})?"
        ),
        "cite",
        "For a citation that you can copy, use the command /cite.",
    ),
)

# Only match orders to the bot where orders occur: at the start, after a stop, after "please".
_ORDER = r"(?:^|[.!?,;:\n]\s*|\b(?:please|pls|plz|now|just|then|instead|and|but|can\s+you|could\s+you|can\s+u|would\s+you|will\s+you|you\s+must|you\s+should|you\s+will|i\s+want\s+you\s+to|i\s+need\s+you\s+to)\s+)"

_MADE = (
    r"(?:essay|poem|song|rap|story|stories|limerick|haiku|joke|homework|code|script|program|"
    r"function|e-?mail|cover\s+letter|lyrics|assignment|speech|tweet|meme|recipe|paragraph|"
    r"conclusion|abstract|presentation|app|website|loop|regex|sql|tiktok|caption|paper)s?"
)

_INSTRUCTION: Final = re.compile(
    rf"""
    {_ORDER}(?:ignore|disregard|forget|override|bypass|drop|skip)\s+(?:(?:all|any|every|everything|
        your|previous|prior)\b|about\s+(?:the\s+paper|all|your)\b|
        (?:the|these|those|my)\s+(?:previous|prior|above|earlier|instruction|rule|prompt|paper|question))
    | {_ORDER}(?:pretend|act|behave|respond|talk|speak|answer|reply|role-?play)
        \b.{{0,25}}\b(?:as\s+(?:if|a|an|though|my)|like\s+(?:a|an|you)|you(?:'re|r|\s+are|\s+were)|to\s+be|
        in\s+the\s+(?:style|voice)|only\s+(?:with|in)|with\s+(?:only|just)|in\s+(?:emoji|rhyme|pirate|
        spanish|french|german|latin))\b
    | {_ORDER}(?:repeat|say|write|print|output|type)\s+(?:after\s+me|exactly|the\s+(?:word|words|following|above|text\s+above)|
        everything\s+above|yes\b|"|')
    | \b(?:jailbreak|developer\s+mode|dan\s+mode|sudo|god\s+mode|debug\s+mode|admin\s+mode)\b
    | \byour\s+(?:system|hidden|secret|initial|original)\s+(?:prompt|message|instructions?)\b|\bsystem\s+prompt\b
    | \byour\s+(?:prompt|instructions|rules|guidelines|programming|source\s+code|token|password|
        config|configuration|training|restrictions|filters?|api\s+key)\b
    | ^\s*(?:system|assistant|user|admin)\s*:
    | {_ORDER}(?:(?:just\s+)?say\s+yes|let'?s\s+play|pretend)\b
    | \b(?:you\s+are\s+now|from\s+now\s+on,?\s+you|new\s+instructions?:|end\s+of\s+prompt|
        override\s+code)\b
    | {_ORDER}(?:make\s+up|invent|fabricate|hallucinate|fake\s+(?:me\s+)?an?)\s+\w
    | {_ORDER}(?:write|compose|generate|draft|create|code|do|make|finish|build)\s+(?:me\s+|us\s+)?
        (?:a|an|my|some|this|our|\d+)\s+(?:\w+\s+){{0,4}}{_MADE}\b(?!\s+of\s+(?:conduct|the\s+paper))
    | {_ORDER}(?:sing|rap|rhyme)\b
    | ^\W*(?:please\s+|pls\s+|can\s+(?:you|u)\s+|could\s+(?:you|u)\s+)*
        (?:draw|paint|delete|erase|send\s+me|play\s+(?:some|a|the)|remind|download|print|upload|mute|
        roast|flip|calculate|compute|solve|proofread|grade\s+(?:my|this|our|me)|hack|ping|unsend)
        \b(?!\s+of\b)
    | ^\W*(?:please\s+)?(?:find|get|fetch)\s+me\s+(?:\w+\s+){{0,3}}(?:other|more|another)\b
    | \bfrom\s+now\s+on\b
        (?=\W+(?:you|u|your|ur|be|act|only|always|never|reply|answer|respond|speak|talk|write|call|
            use|add|end|start|begin|finish|refer|sign)\b)
    | \binstructions?\b.{{0,20}}\b(?:were|are|have|was)\s+(?:you|u)\s+(?:been\s+)?(?:given|told)\b
    | ^\W*(?:please\s+|you\s+must\s+)?(?:only|always)\s+(?:reply|answer|respond|speak|write)\b
    | {_ORDER}translate\b.{{0,40}}\b(?:to|into)\s+[a-z]+(?:ish|ese|an|ch)\b
    | \b(?:tell|give|know)\s+(?:me\s+|us\s+)?(?:a|another|some|any)\s+(?:\w+\s+)?jokes?\b
    | </?\w+>|\bDROP\s+TABLE\b|\bSELECT\s+\*|\bimport\s+os\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_SUM: Final = re.compile(
    r"\d\s*%\s*of\s*\d|[a-z]\^\d|\d[a-z]\s*[+=-]\s*\d|\d\s*[+*×÷^]\s*\d|\d\s*(?:x|times|plus|minus|divided\s+by)\s*\d|"
    r"\b(?:square|cube)\s+root\b|\bsolve\b.*[=x]",
    re.IGNORECASE,
)

# Most questions contain none of these words and so skip the slow pattern for orders.
_TRIGGERS: Final = frozenset(
    """
    ignore disregard forget override bypass drop skip pretend act behave respond talk speak answer
    reply roleplay role jailbreak mode sudo prompt message instruction instructions your ur system
    assistant user admin say lets let play you u now make invent fabricate hallucinate fake write
    compose generate draft create code do finish build sing rap rhyme translate joke jokes table
    select import new end repeat print output type draw paint delete erase send post open remind set buy order
    turn download upload ban kick mute roast roll flip calculate compute proofread grade hack ping unsend find
    get fetch from only always times plus minus divided root solve x
    """.split()
)

_SIGNS: Final = re.compile(r"[<>%^*+=×÷]|\d\s*x")

_WORDS: Final = re.compile(r"[^\W_]{2,}|\d")


def unreadable(text: str) -> NotCovered | None:
    """Return why a message cannot be a question: no word in it, or too many; None if it may be."""
    if not _WORDS.search(text):
        return NotCovered(
            "There is no question in that message. "
            "Ask about the paper in a sentence or a few words."
        )
    if len(text) > LONGEST:
        return NotCovered(
            f"That message has {len(text):,} characters; a question may have up to {LONGEST:,}. "
            f"Please ask it in a few sentences."
        )
    return None


def ordered(text: str) -> NotCovered | None:
    """Return the refusal of an order to the bot or of a sum, None if `text` is neither."""
    if _TRIGGERS.isdisjoint(words(text)) and not _SIGNS.search(text):
        return None
    plain = text.replace("’", "'")
    if _INSTRUCTION.search(plain) or _SUM.search(plain):
        return NotCovered(_ONLY_THE_PAPER)
    return None


def civil(text: str) -> Outcome | None:
    """Return the reply to thanks, a greeting, a reaction, small talk or a request to the bot.

    Return None for anything else. Only messages without a word of content are reactions.
    """
    said = words(text)
    if not said:
        return None
    plain = " ".join(said)
    if _SMALL_TALK.fullmatch(plain):
        return Civil(_HELLO if said[-1] in _HOURS else _NOTHING)
    if _ABOUT_THE_BOT.fullmatch(plain):
        return Pointer(_ABOUT_ME, "help")
    for pattern, command, reason in _REQUESTS:
        if pattern.fullmatch(plain):
            return Pointer(reason, command)
    reaction = _reaction(said)
    return Civil(reaction) if reaction else None


_HOURS: Final = frozenset(["morning", "afternoon", "evening"])


def _reaction(said: Sequence[str]) -> str | None:
    found: str | None = None
    for kind, reply in _REACTIONS:
        if not kind.isdisjoint(said):
            found = reply
            break
    if found is None:
        return None
    return found if all(_adds_nothing(word) for word in said) else None


def _adds_nothing(word: str) -> bool:
    return word in _BESIDE or any(word in kind for kind, _ in _REACTIONS)


def is_reaction(text: str) -> bool:
    """Return whether a message only thanks, greets or reacts, whatever was said before it."""
    said = words(text)
    return bool(said) and _reaction(said) is not None
