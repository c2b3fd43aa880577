"""Detect messages that report harm in languages with Latin letters, other than English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.disclosure.further_words import FURTHER_CLOSE, FURTHER_COMMON, FURTHER_HARM
from bot.answering.disclosure.languages import ARABIZI, LATIN, SUBJECT

if TYPE_CHECKING:
    from bot.answering.disclosure.languages import Language

_FURTHER_HARM: Final = {
    name: re.compile(rf"\b(?:{words})\b") for name, words in FURTHER_HARM.items()
}
_FURTHER_CLOSE: Final = {
    name: re.compile(rf"\b(?:{words})\b") for name, words in FURTHER_CLOSE.items()
}
_FURTHER_COMMON: Final = {name: frozenset(FURTHER_COMMON.get(name, "").split()) for name in LATIN}

_SPACE_BEFORE_DIGIT: Final = re.compile(r" (?=\d[a-z])")

_FEWEST_COMMON: Final = 2

# A message of so many words may have one everyday word only.
_FEW_WORDS: Final = 4


def discloses_in_another_language(words: tuple[str, ...]) -> bool:
    """Return whether a message in Latin letters, not in English, reports harm to a person."""
    held, text, few = frozenset(words), " ".join(words), len(words) <= _FEW_WORDS
    for name, language in LATIN.items():
        common = len(held & (language.common | _FURTHER_COMMON[name]))
        if (common >= _FEWEST_COMMON or (common and few)) and (
            _tells(language, text) or _tells_in_further_words(name, text)
        ):
            return True
    if not any(word[0].isdigit() and not word.isdigit() for word in words) and (
        len(held & ARABIZI.common) < _FEWEST_COMMON
    ):
        return False
    return _tells(ARABIZI, _SPACE_BEFORE_DIGIT.sub("", text))


def _tells(language: Language, text: str) -> bool:
    if _TASK.search(text) is not None:
        return False
    if language in LATIN.values() and _TO_ME.search(text) is not None:
        return True
    if language.study.search(text) is not None:
        return _surely_tells(language, text)
    if language.close.search(text) is not None and SUBJECT.search(text) is None:
        return True
    return language.person.search(text) is not None and language.harm.search(text) is not None


# A game, or work for a class that somebody makes the writer do.
_TASK: Final = re.compile(
    r"\b(?:quiz\w*|gruppenpartner\w*|(?:de|di) grup\w+|de groupe|moja grupa|(?:oblig\w+|forz\w+|"
    r"forc\w+|zwing\w+|dwing\w+) (?:\w+ ){0,2}(?:a|de|di|te|zu|"
    r"zum)? ?(?:leer|estudiar|lire|etudier|lesen|lernen|ler|estudar|leggere|studiare|lezen)|"
    r"un cero|un zero|eine sechs|um zero)\b"
)


def _tells_in_further_words(name: str, text: str) -> bool:
    """Return whether a message that is not about the paper reports harm in rarer words."""
    language = LATIN[name]
    if language.study.search(text) is not None or SUBJECT.search(text) is not None:
        return False
    if name in _FURTHER_CLOSE and _FURTHER_CLOSE[name].search(text) is not None:
        return True
    harmed = _FURTHER_HARM.get(name)
    return (
        language.person.search(text) is not None
        and harmed is not None
        and harmed.search(text) is not None
    )


def _surely_tells(language: Language, text: str) -> bool:
    """Return whether a message that mentions a text or a class reports harm all the same.

    A class, a group and reading are mentioned in passing too: "a boy in my class".
    """
    if language not in LATIN.values():
        return False
    rest = _IN_PASSING.sub(" ", text)
    if language.study.search(rest) is not None or SUBJECT.search(rest) is not None:
        return False
    wanted = (language.close, _ME, _SOMEBODY_NEAR)
    return (
        any(one.search(rest) is not None for one in wanted)
        and language.harm.search(rest) is not None
    )


# What a message mentions in passing: a class, a group, that something is hard to read, or a name.
_IN_PASSING: Final = re.compile(
    r"\b(?:clases?|grupo|leer|leo|leyendo|como se llama|classe|cours|groupe|lire|lis|comment s "
    r"appelle|s appelle comment|klasse|gruppe|lesen|lese|wie heisst|heisst|unterricht|turma|ler|"
    r"aula|gruppo|leggere|lezione|klas|groep|lees|lezen|les|klasy|zajec\w*|sinif\w*|kelas|clasa|"
    r"curs|(?:mi|mon|ma|mein\w*|meu|minha|mio|mia|mijn|moj|min|el|il|der) (?:profe\w*|prof|"
    r"maestr\w+|"
    r"lehrer\w*|leraar|lerares|docent\w*|nauczyciel\w*|larare|dozent\w*)|professora?|professore\w*|"
    r"ogretmenim\w*|hocam\w*|nauczyciel\w*|guru saya|mwalimu)\b"
)

_SOMEBODY_NEAR: Final = re.compile(
    r"\b(?:madchen|junge|fille|garcon|chic[ao]|muchach[ao]|nin[ao]|ragazz[ao]|menin[ao]|meisje|"
    r"jongen|dziewczyna|chlopak|kiz|tjej|kille|jente|pige|fata|baiat)\b"
)

# The writer, as whom something is done to.
_ME: Final = re.compile(
    r"\b(?:me|nos|te|ti|t|toi|ton|dir|dich|dein\w*|m|moi|nous|mir|mich|uns|ci|mi|mij|mnie|beni|"
    r"bana|ma|saya|aku|comigo|mig|meg)\b"
)

# "It happened to me", or to somebody close.
_TO_ME: Final = re.compile(
    r"\b(?:est arrive aussi|a mi (?:tambien )?me paso|me paso (?:a mi|lo mismo)|"
    r"(?:paso|pasaba|hicieron|hizo|sucedio|ocurrio) (?:\w+ ){0,2}(?:a|con) (?:mi|mis)|"
    r"a (?:mi|mis) (?:\w+ )?(?:me|le|la|lo|les) (?:paso|hicieron|hizo|violaron|vendieron|ocurrio)|"
    r"(?:soy|fui) (?:una )?(?:victima|sobreviviente)|fui violad[ao]|me (?:violaron|vendieron)|"
    r"vecu (?:ca|cela|la meme chose)|(?:selbst|auch) (?:\w+ ){0,3}erlebt|"
    r"m est arrive\w*|arriv\w+ (?:aussi |deja )?a (?:moi|ma|mon|mes)|ai ete (?:viole|vendu|"
    r"abuse|agresse)\w*|je suis (?:une )?(?:victime|survivante)|"
    r"(?:mir|meiner|meinem|uns) (?:\w+ ){0,3}passiert|passiert (?:\w+ ){0,2}(?:mir|meiner|meinem)|"
    r"wurde (?:\w+ )?(?:vergewaltigt|missbraucht|verkauft)|"
    r"ich (?:bin|war) (?:selbst |auch )?(?:ein |eine )?(?:opfer|betroffene?|uberlebende)|"
    r"aconteceu (?:\w+ ){0,2}com(?:igo| minha| meu)|fui (?:estuprada|abusada|vendida)|"
    r"successo (?:\w+ ){0,2}a (?:me|mia|mio)|(?:sono|ero) stata (?:violentata|stuprata|venduta)|"
    r"(?:is|was) mij (?:ook )?overkomen|mnie (?:to )?(?:tez )?spotkalo|benim? (?:de )?basima "
    r"geldi|mi s a intamplat|(?:det )?hande mig|terjadi (?:juga )?pada (?:saya|aku))\b"
)
