"""Fit the weights in bot/answering/fitted_weights.py and rewrite that file.

Every phrasing of the base is hidden from the index in turn and asked. The ranking is a listwise
softmax over the candidates; the two decisions are logistic regressions, with the questions of
tests/evaluation/*-dev.jsonl that the paper does not cover as counter-examples. Nothing else of
tests/evaluation is looked at. Needs numpy, which is in the group "eval".
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.answering import fitted_weights
from bot.answering.decision import grounds
from bot.answering.index import Overlay
from bot.answering.off_topic import refusal
from bot.answering.question import QuestionParser
from bot.answering.ranking import Signals, rank
from bot.app import build_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.answering.engine import Engine
    from bot.answering.question import Question
    from bot.answering.ranking import Scored
    from bot.paper.model import Entry

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "bot" / "answering" / "fitted_weights.py"
# Set by hand: a hidden phrasing never equals the question, so this weight cannot be learnt.
VERY_WORDING = {"ranking": 20.0, "decision": 8.0}
REGULARISED = 1e-4
STEPS = 50
SETTLED = 1e-6
# A question that is not covered counts as much as this many that are.
COUNTER_WEIGHT = 6.0


def hidden(engine: Engine, most: int, seed: int) -> Iterator[tuple[Entry, Question, list[Scored]]]:
    """Return each sampled phrasing's entry, its question, and the ranking while it is hidden."""
    index = engine.index
    pairs = [(entry, at) for entry in index.entries() for at in range(len(entry.phrasings))]
    for entry, at in random.Random(seed).sample(pairs, min(most, len(pairs))):
        left = (*entry.phrasings[:at], *entry.phrasings[at + 1 :])
        without = Overlay(index, [replace(entry, phrasings=left)])
        question = QuestionParser(without).read(entry.phrasings[at].text)
        yield entry, question, rank(without, question)


def fit_ranking(lists: Sequence[tuple[np.ndarray, int]]) -> np.ndarray:
    """Fit the weights that make the right candidate of each list likeliest (listwise softmax)."""
    size = lists[0][0].shape[1]

    def slopes(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        slope, bend = np.zeros(size), np.zeros((size, size))
        for signals, right in lists:
            scores = signals @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            expected = chances @ signals
            slope += expected - signals[right]
            bend += (signals.T * chances) @ signals - np.outer(expected, expected)
        return slope / len(lists), bend / len(lists)

    return newton(slopes, size)


def fit_decision(seen: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Fit a logistic regression and return its weights, the bias first."""
    with_bias = np.hstack([np.ones((len(seen), 1)), seen])
    share = weight / weight.sum()

    def slopes(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        chance = 1 / (1 + np.exp(-(with_bias @ weights)))
        slope = with_bias.T @ (share * (chance - right))
        bend = (with_bias.T * (share * chance * (1 - chance))) @ with_bias
        return slope, bend

    return newton(slopes, with_bias.shape[1])


def newton(slopes: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]], size: int) -> np.ndarray:
    """Return the weights that minimise a convex loss with a small ridge, by Newton's method."""
    weights = np.zeros(size)
    ridge = 2 * REGULARISED
    for _ in range(STEPS):
        slope, bend = slopes(weights)
        step = np.linalg.solve(bend + ridge * np.eye(size), slope + ridge * weights)
        weights = weights - step
        if np.abs(step).max() < SETTLED:
            break
    return weights


def same_matter(one: Entry, other: Entry) -> bool:
    """Return whether two entries are the same, are related, or rest on a common footnote."""
    notes = {number for claim in one.claims for number in claim.footnotes}
    return (
        one.id == other.id
        or one.id in other.related
        or other.id in one.related
        or any(number in notes for claim in other.claims for number in claim.footnotes)
    )


def uncovered(engine: Engine) -> Iterator[tuple[Question, list[Scored]]]:
    """Return the calibration questions that the paper does not cover, with their rankings."""
    reader = QuestionParser(engine.index)
    for path in sorted((ROOT / "tests" / "evaluation").glob("*-dev.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if item.get("expect") != "none" or refusal(item["q"]):
                continue
            question = reader.read(item["q"])
            if question.asked:
                yield question, rank(engine.index, question)


def write(ranking: dict[str, float], covered: dict[str, float], right: dict[str, float]) -> None:
    """Write the numbers into their file and keep its comments."""
    text = WRITTEN.read_text(encoding="utf-8")
    for name, numbers in (("RANKING", ranking), ("COVERED", covered), ("RIGHT", right)):
        start = text.index(f"{name}: Final = {{")
        end = text.index("}\n", start) + 2
        rows = "".join(f'    "{key}": {value:.2f},\n' for key, value in numbers.items())
        text = f"{text[:start]}{name}: Final = {{\n{rows}}}\n{text[end:]}"
    WRITTEN.write_text(text, encoding="utf-8")


def main() -> None:
    """Fit on a sample of the phrasings, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrasings", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    engine = build_engine()
    lists, rows = [], []
    asked = list(hidden(engine, arguments.phrasings, arguments.seed))
    for entry, _, ranked in asked:
        ids = [scored.indexed.entry.id for scored in ranked]
        if entry.id in ids:
            lists.append((np.array([scored.signals for scored in ranked]), ids.index(entry.id)))
    weights = fit_ranking(lists)
    ranking = dict(zip(Signals._fields, map(float, weights), strict=True))
    ranking["exact"] = VERY_WORDING["ranking"]
    # The decision weights are fitted on the candidates that the new ranking puts first.
    new = Signals(**ranking)

    def again(ranked: list[Scored]) -> list[Scored]:
        rescored = [one._replace(score=float(np.dot(new, one.signals))) for one in ranked]
        return sorted(rescored, key=lambda one: -one.score)

    for entry, question, ranked in asked:
        if question.asked and ranked:
            best = again(ranked)
            rows.append((grounds(best, question), True, same_matter(entry, best[0].indexed.entry)))
    rows += [(grounds(again(r), q), False, False) for q, r in uncovered(engine) if r]
    names = [name for name in fitted_weights.COVERED if name not in {"bias", "exact"}]
    seen = np.array([[row[0][name] for name in names] for row in rows])
    weight = np.array([1.0 if row[1] else COUNTER_WEIGHT for row in rows])
    made: list[dict[str, Any]] = []
    for which in (1, 2):
        found = fit_decision(seen, np.array([row[which] for row in rows]), weight)
        made.append({"bias": found[0], "exact": VERY_WORDING["decision"]})
        made[-1] |= dict(zip(names, map(float, found[1:]), strict=True))
    write(ranking, *made)
    report(rows, names, made)


def report(
    rows: list[tuple[dict[str, float], bool, bool]], names: list[str], made: list[dict[str, Any]]
) -> None:
    """Print the effect that each threshold would have."""
    seen = np.array([[row[0][name] for name in names] for row in rows])
    chance = 1 / (1 + np.exp(-(made[0]["bias"] + seen @ [made[0][name] for name in names])))
    answerable = np.array([row[1] for row in rows])
    right = np.array([row[2] for row in rows])
    print("covered from   refused of the uncovered   refused of the covered   right of those given")
    for threshold in np.arange(0.3, 0.95, 0.05):
        given = chance >= threshold
        print(
            f"{threshold:12.2f}   {1 - given[~answerable].mean():24.3f}   "
            f"{1 - given[answerable].mean():22.3f}   {right[given & answerable].mean():19.3f}"
        )


if __name__ == "__main__":
    main()
