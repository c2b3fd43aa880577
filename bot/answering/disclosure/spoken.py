"""Read chat English as plain words: short forms opened, and hidden letters put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_OPENED: Final = {
    "im": "i am",
    "ima": "i am",
    "iam": "i am",
    "ive": "i have",
    "iv": "i have",
    "ill": "i will",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "theyve": "they have",
    "youre": "you are",
    "thats": "that is",
    "whats": "what is",
    "whos": "who is",
    "theres": "there is",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "didnt": "did not",
    "dont": "do not",
    "doesnt": "does not",
    "wont": "will not",
    "wouldnt": "would not",
    "cant": "can not",
    "cannot": "can not",
    "couldnt": "could not",
    "shouldnt": "should not",
    "havent": "have not",
    "hasnt": "has not",
    "aint": "is not",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "got to",
    "kinda": "kind of",
    "tryna": "trying to",
    "lemme": "let me",
    "gimme": "give me",
    "idk": "i do not know",
    "idek": "i do not know",
    "wtf": "what",
    "u": "you",
    "ur": "your",
    "n": "and",
    "w": "with",
    "wit": "with",
    "ion": "i do not",
    "finna": "going to",
    "homie": "friend",
    "pops": "father",
    "shorty": "girlfriend",
    "crib": "home",
    "cuz": "because",
    "coz": "because",
    "bc": "because",
    "cos": "because",
    "smth": "something",
    "sth": "something",
    "sumthing": "something",
    "sb": "someone",
    "smb": "someone",
    "smone": "someone",
    "sum1": "someone",
    "frnd": "friend",
    "frend": "friend",
    "freind": "friend",
    "fren": "friend",
    "bff": "friend",
    "bestie": "friend",
    "besties": "friend",
    "mate": "friend",
    "pal": "friend",
    "ppl": "people",
    "sis": "sister",
    "lil": "little",
    "bro": "brother",
    "mum": "mother",
    "mom": "mother",
    "mommy": "mother",
    "mummy": "mother",
    "mama": "mother",
    "dad": "father",
    "daddy": "father",
    "papa": "father",
    "stepdad": "stepfather",
    "stepmom": "stepmother",
    "stepmum": "stepmother",
    "gran": "grandmother",
    "grandma": "grandmother",
    "grandpa": "grandfather",
    "auntie": "aunt",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "hubby": "husband",
    "fone": "phone",
    "pics": "pictures",
    "pix": "pictures",
    "vids": "videos",
    "raep": "rape",
    "grape": "rape",
    "graped": "raped",
    "grapes": "rapes",
    "seggs": "sex",
    "secks": "sex",
    "unalive": "kill",
    "kms": "kill myself",
    "kys": "kill myself",
    "sui": "suicide",
    "sewerslide": "suicide",
}

# Words whose letters people hide from filters: "r*ped", "r4pe", "m.lested", "s3x".
_HIDDEN: Final = (
    "rape raped rapes raping rapist abuse abused abuses abusing abuser molest molested molests "
    "molesting assault assaulted assaults assaulting sex sexual sexually trafficked trafficking "
    "traffic trafficker pimp pimped pimping prostitute prostituted prostitution kill killed "
    "suicide suicidal touched groped groomed harassed forced nudes naked beaten drugged drugs "
    "pedophile paedophile pedo predator slave victim porn stripped prisoner sold strangled slut"
).split()

_LONGEST_GAP: Final = 3

# Digits stand for the letters that they resemble.
_DIGITS: Final = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7", "u": "0", "l": "1"}


def _hidden_pairs() -> Iterator[tuple[tuple[str, str], str]]:
    """Return the two words into which each hidden word falls, by the place of its gap.

    A mark falls out between two words, and a digit begins the second: "r*ped" is read as "r", "ped"
    and "r4ped" as "r", "4ped".
    """
    for word in _HIDDEN:
        for start in range(1, len(word)):
            if digit := _DIGITS.get(word[start]):
                yield (word[:start], digit + word[start + 1 :]), word
            for end in range(start + 1, min(start + 1 + _LONGEST_GAP, len(word))):
                yield (word[:start], word[end:]), word


# Words that are mistyped as often as any, and matter more.
_KEY_WORDS: Final = (
    "raped abused beaten touched forced molested assaulted trafficked groomed locked threatened "
    "passport salary husband boyfriend girlfriend friend sister brother mother father stepfather "
    "uncle cousin daughter teacher someone somebody nobody anyone leave please scared afraid "
    "police money phone hurts being wants night happened exploited harassed violated kidnapped "
    "married soldier doesn working employer manager everybody documents blackmail yesterday"
).split()

_SHORTEST_SLIP: Final = 4

# Words that a slip would make of a key word, and that are words themselves.
_NO_SLIPS: Final = frozenset(
    "bother fried scarred scare violate does manger manage document huts hurt rape abuse lock "
    "force touch touch forces friends fiend sisters passports "
    "leaves lave pleas sacred phones nights nigh beaten police mone hone happen wants want wats "
    "ants been begin binge anyone pone none seating solder soled marred marries tea worker aunt "
    "unce place polices monkey moneys beating threaten slat".split()
)


def _slips() -> Iterator[tuple[str, str]]:
    """Return mistyped forms of each key word: a letter left out, doubled, or two swapped."""
    for word in _KEY_WORDS:
        for place in range(1, len(word)):
            yield word[:place] + word[place + 1 :], word
            yield word[:place] + word[place] + word[place:], word
            if place + 1 < len(word):
                yield word[:place] + word[place + 1] + word[place] + word[place + 2 :], word


SLIPS: Final = {
    slip: word
    for slip, word in _slips()
    if slip not in _NO_SLIPS and slip not in _KEY_WORDS and len(slip) >= _SHORTEST_SLIP
}

# The gaps of two words may leave the same letters; the first of the list is likelier.
_PAIRS: Final = dict(reversed(list(_hidden_pairs())))

# Pairs that are as often two words of their own.
_NO_PAIRS: Final = frozenset(
    [("a", "d"), ("a", "t"), ("be", "en"), ("be", "ten"), ("for", "ed"), ("to", "ed"), ("se", "al")]
)


def plainly(words: Sequence[str]) -> tuple[str, ...]:
    """Return `words` with short forms opened and hidden letters put back."""
    found: list[str] = []
    spelt = ""
    place = 0
    while place < len(words):
        word = words[place]
        pair = (word, words[place + 1]) if place + 1 < len(words) else ("", "")
        if len(word) == 1 and word.isalpha() and len(pair[1]) == 1 and pair[1].isalpha():
            # Letters one by one: "r a p e d".
            spelt, place = _letters(words, place)
            found += [spelt] if spelt in _HIDDEN else list(spelt)
        elif pair in _PAIRS and pair not in _NO_PAIRS:
            found.append(_PAIRS[pair])
            place += 2
        else:
            word = SLIPS.get(word, word)
            found += _OPENED[word].split() if word in _OPENED else [word]
            place += 1
    return tuple(found)


def _letters(words: Sequence[str], start: int) -> tuple[str, int]:
    """Return the single letters from a place on, joined, and the place after them."""
    end = start
    while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
        end += 1
    joined = "".join(words[start:end])
    if joined[:1] in {"i", "a"} and joined not in _HIDDEN and joined[1:] in _HIDDEN:
        return joined[0], start + 1
    return joined, end
