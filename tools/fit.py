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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.answering import fitted_weights
from bot.answering.claim_ranking import ClaimSignals, rank_claims
from bot.answering.decision import grounds
from bot.answering.index import Overlay
from bot.answering.message import pieces_of
from bot.answering.message_acts import civil
from bot.answering.question import QuestionParser
from bot.answering.ranking import Signals, rank
from bot.app import build_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.answering.claim_ranking import RankedClaim
    from bot.answering.engine import Engine
    from bot.answering.question import Question
    from bot.answering.ranking import Scored
    from bot.paper.model import Entry

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "bot" / "answering" / "fitted_weights.py"
# Set by hand: a hidden phrasing never equals the question, so this weight cannot be learnt.
VERY_WORDING = {"ranking": 20.0, "claims": 10.0, "decision": 8.0}
REGULARISED = 1e-4
STEPS = 50
SETTLED = 1e-6
# A hidden wording counts as much as this share of a stranger's question: there are many of them,
# and they are in curators' words.
WORDING_WEIGHT = 0.05


class Row(NamedTuple):
    """The grounds of one decision, what was true, and how much it counts."""

    seen: dict[str, float]
    covered: bool
    right: bool | None
    weight: float


class Asked(NamedTuple):
    """A wording that was hidden from the index and asked: what it is of, and what was found."""

    entry: Entry
    home: str
    question: Question
    ranked: list[Scored]


def hidden(engine: Engine, most: int, seed: int) -> Iterator[Asked]:
    """Return each sampled wording with the ranking while it is hidden."""
    index = engine.index
    pairs = [(entry, at) for entry in index.entries() for at in range(len(entry.phrasings))]
    for entry, at in random.Random(seed).sample(pairs, min(most, len(pairs))):
        left = (*entry.phrasings[:at], *entry.phrasings[at + 1 :])
        without = Overlay(index, [replace(entry, phrasings=left)])
        wording = entry.phrasings[at]
        question = QuestionParser(without).read(wording.text)
        home = entry.home(wording.claim) if wording.claim else ""
        yield Asked(entry, home, question, rank(without, question))


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


def same_entry(one: Asked, best: RankedClaim) -> bool:
    """Return whether the best claim is one of the entry asked for."""
    return best.claim.home in {claim.home for claim in one.entry.claims}


def asked_by_strangers(engine: Engine) -> Iterator[tuple[Question, list[Scored], bool]]:
    """Return the tuning questions with their rankings, and whether the paper covers each."""
    reader = QuestionParser(engine.index)
    paths = sorted((ROOT / "tests" / "evaluation").glob("*-dev.jsonl"))
    # The development sets beside the project, where they are.
    paths += sorted((ROOT.resolve().parent / "shared" / "eval").glob("*.jsonl"))
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            pieces = pieces_of(item.get("q", ""), engine.shorthand)
            if "q" not in item or len(pieces) > 1 or civil(pieces[0].text):
                continue
            question = reader.read(pieces[0].text)
            ranked = rank(engine.index, question)
            if question.asked and ranked:
                yield question, ranked, item.get("expect") != "none"


def write(tables: dict[str, dict[str, float]]) -> None:
    """Write the numbers into their file and keep its comments."""
    text = WRITTEN.read_text(encoding="utf-8")
    for name, numbers in tables.items():
        start = text.index(f"{name}: Final = {{")
        end = text.index("}\n", start) + 2
        rows = "".join(f'    "{key}": {value:.2f},\n' for key, value in numbers.items())
        text = f"{text[:start]}{name}: Final = {{\n{rows}}}\n{text[end:]}"
    WRITTEN.write_text(text, encoding="utf-8")


def main() -> None:
    """Fit on a sample of the phrasings, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrasings", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--knowledge", type=Path, default=None)
    arguments = parser.parse_args()
    engine = build_engine(arguments.knowledge)
    asked = [one for one in hidden(engine, arguments.phrasings, arguments.seed) if one.ranked]
    ranking = entry_weights(asked)
    new = Signals(**ranking)

    def again(ranked: list[Scored]) -> list[Scored]:
        rescored = [one._replace(score=float(np.dot(new, one.signals))) for one in ranked]
        return sorted(rescored, key=lambda one: -one.score)

    asked = [one._replace(ranked=again(one.ranked)) for one in asked]
    claims = claim_weights(asked)
    by_claim = ClaimSignals(**claims)
    # The decision weights are fitted on the claims that the new rankings put first.
    rows: list[Row] = []
    for one in asked:
        if one.question.asked:
            best = rank_claims(one.ranked, one.question, by_claim)
            right = best[0].claim.home == one.home if one.home else same_entry(one, best[0])
            rows.append(Row(grounds(one.ranked, best, one.question), True, right, WORDING_WEIGHT))
    for question, ranked, covered in asked_by_strangers(engine):
        best = rank_claims(again(ranked), question, by_claim)
        seen = grounds(again(ranked), best, question)
        rows.append(Row(seen, covered, None, 1.0))
    names = [name for name in fitted_weights.COVERED if name not in {"bias", "exact"}]
    made: list[dict[str, float]] = []
    for which in ("covered", "right"):
        told = [row for row in rows if getattr(row, which) is not None]
        seen_by_name = np.array([[row.seen[name] for name in names] for row in told])
        truth = np.array([getattr(row, which) for row in told])
        weight = np.array([row.weight for row in told])
        found = fit_decision(seen_by_name, truth, weight)
        made.append({"bias": found[0], "exact": VERY_WORDING["decision"]})
        made[-1] |= dict(zip(names, map(float, found[1:]), strict=True))
    write({"RANKING": ranking, "CLAIMS": claims, "COVERED": made[0], "RIGHT": made[1]})
    report(rows, names, made)


def entry_weights(asked: Sequence[Asked]) -> dict[str, float]:
    """Return the weights that put the right entry first."""
    lists = []
    for one in asked:
        ids = [scored.indexed.entry.id for scored in one.ranked]
        if one.entry.id in ids:
            lists.append(
                (np.array([scored.signals for scored in one.ranked]), ids.index(one.entry.id))
            )
    print(f"the right entry is a candidate for {len(lists)} of {len(asked)} hidden wordings")
    found = dict(zip(Signals._fields, map(float, fit_ranking(lists)), strict=True))
    found["exact"] = VERY_WORDING["ranking"]
    return found


def claim_weights(asked: Sequence[Asked]) -> dict[str, float]:
    """Return the weights that put the right claim first."""
    lists = []
    first = within = total = 0
    for one in asked:
        if not one.home:
            continue
        best = rank_claims(one.ranked, one.question)
        homes = [claim.claim.home for claim in best]
        total += 1
        if one.home in homes:
            first += homes[0] == one.home
            within += one.home in homes[:3]
            lists.append((np.array([claim.signals for claim in best]), homes.index(one.home)))
    print(f"before: the right claim first {first / total:.3f}, in three {within / total:.3f}")
    weights = fit_ranking(lists)
    scored = [(signals @ weights, right) for signals, right in lists]
    order = [int((scores > scores[right]).sum()) for scores, right in scored]
    print(
        f"after: first {sum(at == 0 for at in order) / total:.3f}, "
        f"in three {sum(at < 3 for at in order) / total:.3f}"
    )
    found = dict(zip(ClaimSignals._fields, map(float, weights), strict=True))
    found["exact"] = VERY_WORDING["claims"]
    return found


def report(rows: list[Row], names: list[str], made: list[dict[str, float]]) -> None:
    """Print the effect that each threshold would have on the strangers' questions."""
    strangers = [row for row in rows if row.weight == 1.0]
    seen = np.array([[row.seen[name] for name in names] for row in strangers])
    chance = 1 / (1 + np.exp(-(made[0]["bias"] + seen @ [made[0][name] for name in names])))
    covered = np.array([row.covered for row in strangers])
    print("covered from   refused of the uncovered   refused of the covered")
    for threshold in np.arange(0.05, 0.75, 0.05):
        given = chance >= threshold
        print(
            f"{threshold:12.2f}   {1 - given[~covered].mean():24.3f}   "
            f"{1 - given[covered].mean():22.3f}"
        )


if __name__ == "__main__":
    main()
