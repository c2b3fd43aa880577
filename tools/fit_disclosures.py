"""Fit the weights in bot/answering/disclosure/weights.py and rewrite that file.

A logistic regression over the signs of the messages in tests/evaluation/disclosures-dev.jsonl, with
the phrasings of the knowledge base and the questions of the other *-dev.jsonl files as further
counter-examples. Nothing else of tests/evaluation is looked at. Prints recall and precision of ten
fits that each left out a tenth of the messages. Needs numpy, which is in the group "eval".
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.answering.disclosure.languages import discloses_in_another_language
from bot.answering.disclosure.signs import signs
from bot.answering.disclosure.spoken import plainly
from bot.app import build_engine
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Message = tuple[Mapping[str, float], bool, float]

ROOT: Final = Path(__file__).parents[1]
SETS: Final = ROOT / "tests" / "evaluation"
WRITTEN: Final = ROOT / "bot" / "answering" / "disclosure" / "weights.py"
REGULARISED: Final = 1.5
STEPS: Final = 60
# Counter-examples that nobody wrote to be mistaken for a disclosure count for less.
EASY: Final = 0.4
FOLDS: Final = 10
# A message is one that discloses from this probability on.
LEAST: Final = 0.4


def written_messages() -> Iterator[Message]:
    """Return the signs of each English message of the set, and whether it discloses."""
    for row in _rows(SETS / "disclosures-dev.jsonl"):
        said = words(row["q"])
        if not discloses_in_another_language(said):
            yield signs(plainly(said)), bool(row["disclosure"]), 1.0


def easy_messages() -> Iterator[Message]:
    """Return questions on the paper that name a person, as counter-examples."""
    paper = build_engine().paper
    asked = [text for entry in paper.entries.values() for text in (entry.title, *entry.wordings)]
    for file in sorted(SETS.glob("*-dev.jsonl")):
        if not file.name.startswith("disclosures"):
            asked += [row["q"] for row in _rows(file)]
    for text in dict.fromkeys(asked):
        found = signs(plainly(words(text)))
        if {"self", "close", "somebody", "asking for a friend"} & found.keys():
            yield found, False, EASY


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
        weights -= np.linalg.solve(curve, slope)
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


def main() -> None:
    """Fit, print how good the fit is, and rewrite the file."""
    hard, easy = list(written_messages()), list(easy_messages())
    names = sorted({name for found, *_ in [*hard, *easy] for name in found})
    print_left_out(hard, easy, names)
    weights = fit([*hard, *easy], names)
    lines = [f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=False)]
    WRITTEN.write_text(
        '"""How much each sign weighs; written by tools/fit_disclosures.py."""\n\n'
        "from __future__ import annotations\n\nfrom typing import Final\n\n"
        "# As log odds; a message discloses if its signs add up to more than 0.\n"
        "WEIGHTS: Final = {\n" + "\n".join(lines) + "\n}\n\n"
        f"ALWAYS: Final = {weights[-1] - np.log(LEAST / (1 - LEAST)):.2f}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
