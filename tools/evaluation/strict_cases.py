"""Cases judged strictly: not only whether the fact is there, but first, alone and with a verdict.

The files `strangers-*.jsonl` hold them; tests/evaluation/README.md describes their fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.answering.outcome import NotStated
from tools.evaluation.cases import Case, EvalQuestion
from tools.evaluation.metrics import holds, plain
from tools.evaluation.question_files import groups, notes, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.answering.outcome import Answered
    from tools.evaluation.cases import Reply, Scores

# A question about a source may find its facts in the citations.
_OF_SOURCES: Final = re.compile(
    r"\b(?:foot)?notes?\b|\bfn\b|\bsources?\b|\bauthors?\b|\bcit(?:e|ed|es)\b|\bbook\b|"
    r"\bjournal\b|\barticle\b|\bwho wrote\b|\bwritten by\b",
    re.IGNORECASE,
)


def strict_scores(item: dict[str, Any], reply: Reply) -> Scores:
    """Return the scores of a reply: item, citation, first, most, lead and perfect, as they apply.

    Where nothing is to be answered, "refused" scores that the reply makes no claim, and
    "answered although not covered" that it does.
    """
    answer = reply.answered
    if item.get("expect") == "none":
        wrong = answer is not None and not (item.get("or_says") and _says_not(answer))
        return {"item": not wrong, "refused": not wrong, "answered although not covered": wrong}
    scores: Scores = {"item": False, "first": False, "perfect": False}
    scored = bool(item["footnotes"] or item["paper"])
    if scored:
        scores["citation"] = _cited(item, reply)
    if item.get("lead"):
        scores["lead"] = answer is not None and answer.lead == item["lead"]
    if answer is None:
        return scores
    sources = bool(_OF_SOURCES.search(str(item.get("q", ""))))
    right = holds(reply.text(with_sources=sources), groups(item["facts"]))
    scores["item"] = right and (not scored or bool(scores["citation"]))
    head = plain(f"{answer.lead} {answer.claims[0].text}")
    scores["first"] = holds(head, groups(item.get("first", ())))
    scores["most"] = len(answer.claims) <= int(item.get("most", 99))
    judged = ("item", "first", "most", "lead")
    scores["perfect"] = all(scores[one] for one in judged if one in scores)
    return scores


# An answer may open with what the paper does not say.
_NOT_SAID: Final = re.compile(
    r"\b(?:paper|text|author|note|reading)\b[^.]{0,30}\b(?:does not|doesn't|never|nothing)\b|"
    r"\bnot (?:stated|named|given|mentioned|covered)\b",
    re.IGNORECASE,
)


def _says_not(answer: Answered) -> bool:
    return bool(_NOT_SAID.search(plain(answer.claims[0].text)))


def _cited(item: dict[str, Any], reply: Reply) -> bool:
    if reply.answered is None:
        return False
    own = any(citation.footnote is None for citation in reply.answered.citations)
    return bool(reply.cited & notes(item["footnotes"])) or (bool(item["paper"]) and own)


def strict_cases(sets: Path) -> Iterator[Case]:
    """Yield the cases of the measuring half of the strangers' sets in folder `sets`."""
    for name in ("questions", "premises", "nearmiss", "talk"):
        for row in _rows(sets, name):
            yield _case("strangers", str(row["kind"]), EvalQuestion(row["q"]), row)
    bases = _rows(sets, "bases")
    for base in bases:
        yield _case("strangers, bases alone", _sort(base), EvalQuestion(base["q"]), base)
    for frame in _rows(sets, "frames"):
        for base in bases:
            asked = EvalQuestion(_framed(frame, base))
            yield _case("strangers, framed", _sort(base), asked, base)
    for talk in _rows(sets, "dialogues"):
        for number, turn in enumerate(talk["turns"]):
            earlier = tuple(str(one["q"]) for one in talk["turns"][:number])
            kind = "later turns" if number else "first turns"
            asked = EvalQuestion(turn["q"], earlier=earlier)
            yield _case("strangers, conversations", kind, asked, turn)
    yield from (_several(row) for row in _rows(sets, "multi"))


def _rows(sets: Path, name: str) -> list[dict[str, Any]]:
    return read_rows(sets / f"strangers-{name}.jsonl", lambda row: row)


def _framed(frame: dict[str, Any], base: dict[str, Any]) -> str:
    """Return a question in its frame, without the mention of the bot, which the bot takes off."""
    text = str(frame["frame"]).replace("{q}", str(base["q"]))
    return re.sub(r"<@!?100000000000000000>", " ", text).strip()


def _sort(base: dict[str, Any]) -> str:
    return "covered" if base["covered"] else "not covered"


def _case(group: str, kind: str, asked: EvalQuestion, row: dict[str, Any]) -> Case:
    return Case(group, kind, asked, lambda reply: strict_scores(row, reply))


def _several(row: dict[str, Any]) -> Case:
    """Return the case of a message with several questions; `says_missing` asks for the rest."""

    def judge(reply: Reply) -> Scores:
        met = [strict_scores({**part, "q": row["q"]}, reply)["item"] for part in row["parts"]]
        scores: Scores = {"parts": sum(met) / len(met), "item": all(met)}
        if row["says_missing"]:
            answer = reply.answered
            told = bool(answer and answer.missing) or isinstance(reply.outcome, NotStated)
            scores["says what is missing"] = told
        scores["perfect"] = bool(scores["item"]) and bool(scores.get("says what is missing", True))
        return scores

    return Case("strangers, several questions", "several", EvalQuestion(row["q"]), judge)
