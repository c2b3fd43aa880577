"""Rounds generated from the shipped paper: properties of every question for every seed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.browse.name_matching import folded
from bot.errors import TooFewQuestionsError
from bot.paper.model import Basis, Claim, Entry, Kind
from bot.quiz.cards import CardKind, dump_card, load_card
from bot.quiz.generation import ALL_KINDS, generate, topics
from bot.quiz.generation.claim_wording import contains_name
from bot.quiz.generation.options import alike_in_length
from bot.quiz.grading import graded
from bot.quiz.round.round_events import TypedGrade
from bot.quiz.round.state import Mode

if TYPE_CHECKING:
    from bot.paper.paper import Paper
    from bot.quiz.cards import Card

ROOT = Path(__file__).parents[3]
SEEDS = range(12)
# Whose options are told apart by content alone, and have any length.
ANY_LENGTH = {CardKind.SECTION, CardKind.ORDER}
# Those that hold their answer by their nature.
SHOWN = {CardKind.ORDER, CardKind.TRUTH}
CODE = """
from bot.paper.loader import find_knowledge, load
from bot.quiz.generation import generate
for card in generate(load(find_knowledge()), "a seed", 25):
    print(card.id, card.prompt, card.options, card.answer)
"""


@pytest.fixture(scope="module")
def rounds(shipped: Paper) -> list[tuple[Card, ...]]:
    """Full rounds of a dozen seeds."""
    return [generate(shipped, seed, 25) for seed in SEEDS]


@pytest.fixture(scope="module")
def cards(rounds: list[tuple[Card, ...]]) -> list[Card]:
    """All their cards."""
    return [card for drawn in rounds for card in drawn]


def test_rounds_are_full(rounds: list[tuple[Card, ...]]) -> None:
    """The shipped knowledge has enough for 25 questions, whatever the seed."""
    assert {len(drawn) for drawn in rounds} == {25}


def test_every_card_has_one_right_option_among_different_ones(cards: list[Card]) -> None:
    """Two options that differ by letters and signs alone would both be right."""
    for card in cards:
        assert 2 <= len(card.options) <= 5
        assert len({folded(one) for one in card.options}) == len(card.options), card.prompt
        assert card.right in card.options
        assert card.right not in card.wrong


def test_no_prompt_holds_its_answer(cards: list[Card]) -> None:
    """Nor any name of it that would be taken for right when typed; nor a wrong option."""
    for card in cards:
        if card.kind not in SHOWN:
            assert not contains_name(card.prompt, card.right), card.prompt
            assert not any(contains_name(card.prompt, one) for one in card.wrong), card.prompt
        if card.accepted and card.kind is not CardKind.SOURCE:
            assert not any(contains_name(card.prompt, one) for one in card.accepted), card.prompt


def test_no_length_gives_the_answer_away(cards: list[Card]) -> None:
    """Wrong options are 0.6 to 1.7 times as long as the right one, or within 12 characters."""
    for card in cards:
        if card.kind not in ANY_LENGTH:
            assert all(alike_in_length(card.right, one) for one in card.wrong), card.options
    choosable = [card for card in cards if len({len(one) for one in card.options}) > 2]
    longest = sum(len(card.right) == max(map(len, card.options)) for card in choosable)
    assert longest < 0.5 * len(choosable)


def test_every_card_is_cited_as_its_claim_is(shipped: Paper, cards: list[Card]) -> None:
    """By the notes of the very claims that it was made from, in full."""
    for card in cards:
        assert card.citations
        entries = [shipped.entries[key] for key in card.entries]
        notes = {n for entry in entries for claim in entry.claims for n in claim.footnotes}
        assert set(card.footnotes) <= notes
        for one in card.citations:
            if one.footnote is not None:
                assert one.text == shipped.cite(one.footnote).text
            else:
                assert one.basis is Basis.PAPER


def test_the_explanation_is_a_claim_of_the_base(shipped: Paper, cards: list[Card]) -> None:
    """A question adds nothing to what the curators wrote; only order gathers dates."""
    for card in cards:
        claims = [claim.text for key in card.entries for claim in shipped.entries[key].claims]
        if card.kind is not CardKind.ORDER:
            assert any(card.explanation.endswith(text) for text in claims), card.explanation


def test_no_slip_of_the_paper_is_asked_about(shipped: Paper, cards: list[Card]) -> None:
    """Errata tell of doubts, and summaries say what other entries say."""
    kinds = {shipped.entries[key].kind for card in cards for key in card.entries}
    assert Kind.ERRATUM not in kinds
    assert Kind.SECTION not in kinds


def test_no_two_cards_of_a_round_come_from_the_same_claim(rounds: list[tuple[Card, ...]]) -> None:
    """Nor do two ask the same thing."""
    for drawn in rounds:
        assert len({card.id for card in drawn}) == len(drawn)
        assert len({(card.prompt, card.options) for card in drawn}) == len(drawn)
        told = [card.explanation for card in drawn]
        assert len(set(told)) == len(told)


def test_kinds_take_turns(rounds: list[tuple[Card, ...]]) -> None:
    """No kind comes a second time before each that has a question came once, and so on."""
    for drawn in rounds:
        counted: Counter[CardKind] = Counter()
        for card in drawn:
            counted[card.kind] += 1
            later = Counter(one.kind for one in drawn)
            behind = [kind for kind in later if counted[kind] < counted[card.kind] - 1]
            assert all(counted[kind] == later[kind] for kind in behind)


def test_the_book_is_asked_about_only_if_chosen(rounds: list[tuple[Card, ...]]) -> None:
    """All other kinds are drawn: a question about the subject is worth more."""
    drawn = {card.kind for cards in rounds for card in cards}
    assert drawn == set(ALL_KINDS) - {CardKind.SOURCE, CardKind.SECTION}


def test_no_claim_with_a_slip_is_asked_about(shipped: Paper, cards: list[Card]) -> None:
    """A question would teach the slip; which recommendation answers a finding is no fact of it."""
    slips = {claim.text for one in shipped.entries.values() for claim in one.claims if claim.errata}
    assert slips
    for card in cards:
        if card.kind is not CardKind.REMEDY:
            assert not any(text in card.explanation for text in slips)


def test_the_right_option_stands_anywhere(cards: list[Card]) -> None:
    """Position tells nothing: with four options, each place is taken often."""
    places = Counter(card.answer for card in cards if len(card.options) == 4)
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 0.12 * sum(places.values())


def test_true_and_false_are_balanced(shipped: Paper) -> None:
    """Who always says true gains nothing."""
    answers = [
        card.right
        for seed in range(8)
        for card in generate(shipped, seed, 20, kinds=[CardKind.TRUTH])
    ]
    assert 0.3 < answers.count("True") / len(answers) < 0.7


def test_a_false_statement_stands_nowhere_in_the_base(shipped: Paper) -> None:
    """What is called false is not what some other claim says."""
    said = {folded(claim.text) for entry in shipped.entries.values() for claim in entry.claims}
    for seed in range(6):
        for card in generate(shipped, seed, 30, kinds=[CardKind.TRUTH]):
            shown = card.prompt.partition("“")[2].removesuffix("”")
            if card.right == "False":
                assert folded(shown) not in said


def test_no_name_is_put_in_place_of_another_where_harm_is_told(shipped: Paper) -> None:
    """A false statement about a wrong differs by a date or a figure, never by who did it."""
    people = [e for e in shipped.entries.values() if e.actor_type and e.actor_type == "person"]
    for seed in range(6):
        for card in generate(shipped, seed, 30, kinds=[CardKind.TRUTH]):
            told = card.explanation
            for person in people:
                for name in person.names:
                    assert contains_name(card.prompt, name) <= contains_name(told, name), (
                        card.prompt
                    )


def test_cards_survive_as_json(cards: list[Card]) -> None:
    """Every card comes back as it was."""
    assert all(load_card(dump_card(card)) == card for card in cards)


def test_the_answer_shown_is_right_when_typed(cards: list[Card]) -> None:
    """And each wrong option, typed, is not."""
    for card in cards:
        if card.accepted:
            assert graded(card, card.right).grade is TypedGrade.RIGHT
            for one in card.accepted:
                assert graded(card, one).grade is TypedGrade.RIGHT, one
            for one in card.wrong:
                assert graded(card, one).grade is not TypedGrade.RIGHT, (card.prompt, one)


def test_another_process_draws_the_same_round() -> None:
    """By the seed, and not by the order of sets, which differs from process to process."""
    told = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert told != {b""}


def test_another_seed_draws_another_round(rounds: list[tuple[Card, ...]]) -> None:
    """Two rounds of a class seldom ask the same."""
    first, second = ({card.id for card in drawn} for drawn in rounds[:2])
    assert len(first & second) < 15


def test_ids_stay_the_same_from_round_to_round(cards: list[Card]) -> None:
    """What is asked twice is the same card, though its options may differ."""
    prompts: dict[str, str] = {}
    for card in cards:
        if card.kind is not CardKind.TRUTH:
            assert prompts.setdefault(card.id, card.prompt) == card.prompt


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_each_kind_can_be_asked_alone(shipped: Paper, kind: CardKind) -> None:
    """The host of a round chooses kinds."""
    drawn = generate(shipped, 3, 4, kinds=[kind])
    assert {card.kind for card in drawn} == {kind}


@pytest.mark.parametrize("topic", ["laws", "UN Accountability", "events", "Kosovo", "Zeid report"])
def test_a_round_keeps_to_its_topic(shipped: Paper, topic: str) -> None:
    """A section, a kind of entry or an actor, by any of its names, spelt well or badly."""
    drawn = generate(shipped, 5, 5, topic=topic)
    entries = [[shipped.entries[key] for key in card.entries] for card in drawn]
    match topic:
        case "laws":
            assert {card.section for card in drawn} == {"laws"}
        case "UN Accountability":
            assert {card.section for card in drawn} == {"accountability"}
        case "events":
            assert all(any(e.kind is Kind.EVENT for e in many) for many in entries)
        case "Kosovo":
            assert all(any("kosovo" in (e.id, *e.actors) for e in many) for many in entries)
        case _:
            assert all(any("zeid-report" in (e.id, *e.actors) for e in many) for many in entries)


def test_every_topic_that_is_offered_is_known(shipped: Paper) -> None:
    """By its key and by its label; some have too little for a question, and say so."""
    for topic in topics(shipped):
        for name in (topic.key, topic.label):
            told = ""
            try:
                generate(shipped, 1, 1, topic=name)
            except TooFewQuestionsError as error:
                told = str(error)
            assert "which does not exist" not in told


def test_a_strange_topic_is_told(shipped: Paper) -> None:
    """With something to try instead."""
    with pytest.raises(TooFewQuestionsError, match=r"'zzzz', which does not exist; try "):
        generate(shipped, 1, 5, topic="zzzz")


def test_what_has_too_little_is_told(shipped: Paper) -> None:
    """By kind, topic and mode."""
    with pytest.raises(TooFewQuestionsError) as caught:
        generate(shipped, 1, 5, kinds=[CardKind.ORDER], topic="askin", mode=Mode.TYPED)
    assert str(caught.value) == (
        "the knowledge has too little material for questions of kind order on topic 'askin' that "
        "can be typed; choose others"
    )


def test_entries_and_questions_can_be_excluded(shipped: Paper) -> None:
    """What a curator has excluded does not come back, in any form."""
    drawn = generate(shipped, 1, 25)
    again = generate(shipped, 1, 25, excluded=frozenset({drawn[0].id, drawn[1].entries[0]}))
    assert drawn[0].id not in {card.id for card in again}
    assert all(drawn[1].entries[0] not in card.entries for card in again)


def test_typed_rounds_are_typed_and_mixed_ones_mixed(shipped: Paper) -> None:
    """A typed card keeps its options for grading."""
    typed = generate(shipped, 2, 12, mode=Mode.TYPED)
    mixed = generate(shipped, 2, 12, mode=Mode.MIXED)
    assert all(card.typed and card.accepted and card.options for card in typed)
    assert {card.typed for card in mixed} == {True, False}
    assert not any(card.typed for card in generate(shipped, 2, 12))


def test_a_moderators_entry_joins_in(shipped: Paper) -> None:
    """It is drawn and cited as soon as it lies over the paper's own; what is retired is not."""
    claim = Claim("A lamp duty is the work that keepers of a tower have at night.", "laws", (27,))
    added = Entry("lamp-duty", Kind.DEFINITION, "Lamp duty", "laws", (claim,))
    kept = replace(added, claims=(replace(claim, text="A lamp duty is the watch of a keeper."),))
    laid = shipped.with_entries([added], retired=["impunity"])

    drawn = generate(laid, 1, 60, kinds=[CardKind.TERM])
    asked = [card for card in drawn if card.entries == ("lamp-duty",)]
    assert [card.footnotes for card in asked] == [(27,)]
    assert all("impunity" not in card.entries for card in drawn)
    assert generate(shipped.with_entries([kept]), 1, 60, kinds=[CardKind.TERM])


def test_a_publisher_or_a_website_is_no_answer_for_a_work(shipped: Paper) -> None:
    """Nor is an author who stands second on its title page."""
    elsewhere = {
        folded(name)
        for work in shipped.sources.values()
        for name in (work.publisher, work.container, *(n.family for n in work.authors[1:]))
        if name and folded(name) not in {folded(one.title) for one in shipped.sources.values()}
    }
    firsts = {folded(w.authors[0].full) for w in shipped.sources.values() if w.authors}
    firsts |= {folded(w.authors[0].family) for w in shipped.sources.values() if w.authors}
    asked = 0
    for seed in range(4):
        for card in generate(shipped, seed, 20, kinds=(CardKind.SOURCE,), mode=Mode.TYPED):
            asked += 1
            assert not {folded(name) for name in card.accepted} & (elsewhere - firsts)
    assert asked
