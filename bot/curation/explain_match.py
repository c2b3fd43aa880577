"""Describes how a question got its outcome, and how each of its words matched an entry.

The sentences serve /kb explain and `ask --explain`; they are not escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.decision import ANSWER_FROM, COVERED_FROM
from bot.answering.lexicon import ABSENT
from bot.answering.outcome import (
    Answered,
    Civil,
    NotCovered,
    NotStated,
    Pointer,
    Suggested,
)
from bot.browse.reply_text import left_text, verdict_text
from bot.text.phrases import counted, cut, listed
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.outcome import Explained, Outcome, Part
    from bot.paper.model import Vocabulary


_TITLE: Final = 80

_MOST_TITLES: Final = 2

_STEPS: Final = {
    "personal": "The message reports harm to a person, so nothing was searched.",
    "form": "Its form alone settled it, without a search.",
    "reference": "It names a record, such as a footnote, a section or a work, and that record was "
    "looked up without a search.",
    "nothing asked": "None of its words says anything about the paper’s subject.",
    "wording": "An entry has this very wording, and so it answers, whatever comes second.",
    "list": "It asks for a list, and the list was looked up without a search.",
    "pieces": "It asks several things, and each was answered by itself. The entries below are "
    "those that the message as a whole would find.",
}

_LIKE, _SAME = "~", "="

_MOST_NAMED: Final = 2

# A lower score means a corrected typo, part of a phrase, or a similar word.
_WHOLE: Final = 0.99


def outcome_sentence(outcome: Outcome) -> str:
    """Return what the reply to a question is, as a sentence."""
    match outcome:
        case Answered():
            said = _answered_sentence(outcome)
        case NotStated():
            said = (
                "The reply says that the paper does not state what was asked, and shows what is "
                f"nearest in {_titles(outcome.nearest)}."
            )
        case Suggested():
            near = counted(len(outcome.suggestions), "entry", "entries")
            said = f"The reply asks which of {near} was meant."
        case NotCovered(personal=True):
            said = "The reply names people who can help, and nothing of the message is kept."
        case NotCovered():
            said = "The reply says that the paper does not cover this, or what is wrong with it."
        case Civil():
            said = "The message asks nothing: it gets a short civil line, and is not kept."
        case Pointer():
            said = f"The reply points to the command /{outcome.command}."
    return said


def _answered_sentence(answer: Answered) -> str:
    shown = f"“{cut(answer.heading, _TITLE)}”" if answer.heading else _titles(answer.parts)
    opens = f"; it opens with “{verdict_text(answer.lead)}”" if answer.lead else ""
    left = left_text(answer)
    also = f" Under it stands: “{left}”" if left else ""
    return f"The reply is an answer from {shown}{opens}.{also}"


def step_sentence(explained: Explained) -> str:
    """Return which step settled the outcome, and for a search how sure it was."""
    if explained.step in _STEPS:
        return _STEPS[explained.step]
    covered = f"{explained.covered:.2f} that the paper covers this ({COVERED_FROM:.2f} needed)"
    right = f"{explained.right:.2f} that the first entry is right ({ANSWER_FROM:.2f} needed)"
    if explained.covered < COVERED_FROM:
        found = f"{covered}. So it offered no answer."
    elif explained.right < ANSWER_FROM:
        found = f"{covered}, but only {right}. So it asked back."
    elif isinstance(explained.outcome, NotStated):
        found = f"{covered}, {right}. Both suffice, but no statement gives what was asked for."
    else:
        found = f"{covered}, {right}. Both suffice."
    return f"The search decided. How likely, 0 to 1: {found}"


def _titles(parts: Sequence[Part]) -> str:
    titles = list(dict.fromkeys(f"“{cut(part.title, _TITLE)}”" for part in parts))
    more = len(titles) - _MOST_TITLES
    return listed([*titles[:_MOST_TITLES], *([f"{more} more"] if more > 0 else [])])


def describe_matches(pairs: Iterable[tuple[str, str, float]], vocabulary: Vocabulary) -> str:
    """Describe how each word of a question matched: exactly, by a similar word, in part, or not.

    Each of `pairs` is a word, the entry's feature that it matched, if any, and how well, 0 to 1.
    """
    found: dict[str, list[str]] = {"Found": [], "Alike": [], "In part": [], "Not there": []}
    for word, feature, strength in pairs:
        if not feature or feature.startswith(ABSENT):
            found["Not there"].append(word)
        elif feature.startswith((_LIKE, _SAME)) and " " not in word:
            others = _others(word, _group(feature, vocabulary))
            found["Alike"].append(f"{word} ({', '.join(others)})" if others else word)
        elif strength < _WHOLE:
            found["In part"].append(word)
        else:
            found["Found"].append(word)
    return ". ".join(f"{how}: {', '.join(told)}" for how, told in found.items() if told)


def _group(feature: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the words that share a concept of the vocabulary."""
    if feature.startswith(_LIKE):
        return vocabulary.synonyms[int(feature.removeprefix(_LIKE))]
    short = feature.removeprefix(_SAME)
    forms = {key.lower(): (key, *long) for key, long in vocabulary.acronyms.items()}
    return forms.get(short, ())


def _others(word: str, group: Sequence[str]) -> list[str]:
    """Return a few words of a group other than the word itself."""
    plain = " ".join(words(word))
    return [one for one in group if " ".join(words(one)) != plain][:_MOST_NAMED]
