"""Fit the weights in bot/answering/disclosure/ of signs and of terms, and rewrite those files.

A logistic regression over the signs and terms of the messages in
tests/evaluation/disclosures-dev.jsonl, with the phrasings of the knowledge base and the questions
of the other *-dev.jsonl files as further counter-examples. Nothing else of tests/evaluation is
looked at. Prints recall and precision of four fits that each left out a quarter of the messages.
Needs numpy, which is in the group "eval".
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.answering.disclosure.latin_script import discloses_in_another_language
from bot.answering.disclosure.people import names_somebody
from bot.answering.disclosure.signs import signs
from bot.answering.disclosure.spoken import plainly
from bot.answering.disclosure.terms import terms
from bot.app import build_engine
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Message = tuple[Mapping[str, float], bool, float]

ROOT: Final = Path(__file__).parents[1]
SETS: Final = ROOT / "tests" / "evaluation"
WRITTEN: Final = ROOT / "bot" / "answering" / "disclosure" / "weights.py"
TERMS_FILE: Final = WRITTEN.with_name("term_weights.txt")
REGULARISED: Final = 1.5
STEPS: Final = 60
EXACT: Final = 1e-3
# Counter-examples that nobody wrote to be mistaken for a disclosure count for less.
EASY: Final = 0.4
FOLDS: Final = 4
# Terms of fewer messages say nothing about others.
OFTEN: Final = 3
# Weights of terms below so many hundredths are left out.
FINENESS: Final = 5
# Begins the names of terms while they are fitted, so that none is taken for a sign.
_TERM: Final = "term: "
# A message is one that discloses from this probability on: to miss one is worse than a false alarm.
LEAST: Final = 0.3


def written_messages() -> Iterator[Message]:
    """Return the signs of each English message of the set, and whether it discloses."""
    for row in _rows(SETS / "disclosures-dev.jsonl"):
        said = words(row["q"])
        if said and not discloses_in_another_language(said):
            yield _seen(plainly(said)), bool(row["disclosure"]), 1.0


def easy_messages() -> Iterator[Message]:
    """Return questions on the paper that name a person, as counter-examples."""
    paper = build_engine().paper
    asked = [text for entry in paper.entries.values() for text in (entry.title, *entry.wordings)]
    for file in sorted(SETS.glob("*-dev.jsonl")):
        if not file.name.startswith("disclosures"):
            asked += [row["q"] for row in _rows(file) if "q" in row]
    for text in dict.fromkeys(asked):
        said = plainly(words(text))
        # Some ask for help, which the paper cannot give: those are no counter-examples.
        if names_somebody(said) and "help with harm" not in signs(said):
            yield _seen(said), False, EASY


def _seen(said: tuple[str, ...]) -> Mapping[str, float]:
    """Return the signs of a message, and its terms, which no sign is named like."""
    return {**signs(said), **{_TERM + term: 1.0 for term in terms(said)}}


def _rows(file: Path) -> Iterable[dict[str, str]]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


def fit(messages: Sequence[Message], names: Sequence[str]) -> np.ndarray:
    """Return the weights that make the messages likeliest, the constant last (Newton's method)."""
    matrix, told, counts = _matrix(messages, names)
    weights = np.zeros(matrix.shape[1])
    penalty = REGULARISED * np.eye(matrix.shape[1])
    penalty[-1, -1] = 1e-3
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (counts * (chance - told)) + penalty @ weights
        curve = (matrix * (counts * chance * (1 - chance))[:, None]).T @ matrix + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < EXACT:
            break
    return weights


def _matrix(
    messages: Sequence[Message], names: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    matrix = np.array([[*(found.get(name, 0.0) for name in names), 1.0] for found, *_ in messages])
    return matrix, np.array([m[1] for m in messages], float), np.array([m[2] for m in messages])


def print_left_out(hard: list[Message], easy: list[Message], names: Sequence[str]) -> None:
    """Print how well fits that left a tenth of the messages out do on it."""
    random.Random(1).shuffle(hard)
    found = right = 0
    for fold in range(FOLDS):
        rest = [message for place, message in enumerate(hard) if place % FOLDS != fold]
        matrix, told, _ = _matrix(hard[fold::FOLDS], names)
        tells = matrix @ fit([*rest, *easy], names) >= np.log(LEAST / (1 - LEAST))
        found += int(tells.sum())
        right += int((tells & (told > 0)).sum())
    many = sum(message[1] for message in hard)
    print(f"left out: recall {right / many:.3f}, precision {right / found:.3f} of {len(hard)}")


def features(messages: Sequence[Message]) -> list[str]:
    """Return all signs, and the terms that are in enough messages."""
    many = Counter(name for found, *_ in messages for name in found)
    return sorted(name for name in many if not name.startswith(_TERM) or many[name] >= OFTEN)


def main() -> None:
    """Fit, print how good the fit is, and rewrite the files."""
    hard, easy = list(written_messages()), list(easy_messages())
    names = features([*hard, *easy])
    print_left_out(hard, easy, names)
    weights = fit([*hard, *easy], names)
    fitted = dict(zip(names, map(float, weights), strict=False))
    least = float(weights[-1] - np.log(LEAST / (1 - LEAST)))
    write_signs({name: much for name, much in fitted.items() if _TERM not in name}, least)
    write_terms({name.removeprefix(_TERM): much for name, much in fitted.items() if _TERM in name})


def write_signs(fitted: Mapping[str, float], least: float) -> None:
    """Rewrite the weights of the signs."""
    lines = [f'    "{name}": {weight:.2f},' for name, weight in fitted.items()]
    WRITTEN.write_text(
        '"""How much each sign weighs; written by tools/fit_disclosures.py."""\n\n'
        "from __future__ import annotations\n\nfrom typing import Final\n\n"
        "# As log odds; a message discloses if its signs add up to more than 0.\n"
        "WEIGHTS: Final = {\n" + "\n".join(lines) + "\n}\n\n"
        f"ALWAYS: Final = {least:.2f}\n",
        encoding="utf-8",
    )


def write_terms(fitted: Mapping[str, float]) -> None:
    """Rewrite the weights of the terms, in hundredths, without those that change little."""
    rounded = ((term, round(100 * weight)) for term, weight in sorted(fitted.items()))
    lines = [f"{term}\t{weight}\n" for term, weight in rounded if abs(weight) >= FINENESS]
    TERMS_FILE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
