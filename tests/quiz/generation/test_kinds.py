"""Each kind of generated question, tested on papers of a few entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import TooFewQuestionsError
from bot.paper.model import ActorType, Basis, Claim, Kind, QuizWords, Standing
from bot.quiz.cards import CardKind
from bot.quiz.generation import generate
from bot.quiz.generation.claim_wording import GAP, ClaimWording, standalone_text
from bot.quiz.generation.kinds.fill_in import quantity_in

if TYPE_CHECKING:
    from tests.quiz.generation.conftest import Made

TERMS = {
    "lamp-room": "A lamp room is the upper part of a tower, where oil is burnt.",
    "fog-horn": "A fog horn is the loud device that warns ships in thick weather.",
    "keel-watch": "A keel watch is the long duty of one man beside the water.",
    "reef-chart": "A reef chart is the folded sheet on which rocks are marked.",
}


def terms(made: Made) -> Made:
    """The paper with four terms defined."""
    for name, said in TERMS.items():
        made.entry(Kind.DEFINITION, name, said)
    return made


def test_a_term_is_asked_for_its_description(made: Made) -> None:
    """Without the term in the description, beside those of other terms."""
    cards = terms(made).asks(CardKind.DEFINITION)
    card = next(card for card in cards if "Fog horn" in card.prompt)
    assert card.prompt == "Which description does the paper give of “Fog horn”?"
    assert set(card.wrong) == {
        "It is the upper part of a tower, where oil is burnt",
        "It is the long duty of one man beside the water",
        "It is the folded sheet on which rocks are marked",
    }
    assert card.explanation == TERMS["fog-horn"]
    assert card.footnotes == (1,)


def test_a_description_is_asked_for_its_term(made: Made) -> None:
    """It can be typed too, by any name of the term."""
    card = next(c for c in terms(made).asks(CardKind.TERM) if c.right == "Reef chart")
    assert card.prompt == (
        "Which term fits this description from the paper? "
        "“It is the folded sheet on which rocks are marked”"
    )
    assert card.accepted[0] == "Reef chart"
    assert len(card.wrong) == 3


def test_a_description_that_repeats_its_term_is_no_question(made: Made) -> None:
    """A "keel watch" that "is the watch …" answers itself."""
    terms(made).entry(Kind.DEFINITION, "bell-buoy", "A bell buoy is the buoy with a heavy bell.")
    cards = made.asks(CardKind.TERM)
    assert all("bell-buoy" not in card.entries for card in cards)


def test_a_term_within_a_term_is_no_wrong_option(made: Made) -> None:
    """A "grand reef chart" may be called a reef chart as well."""
    terms(made).entry(
        Kind.DEFINITION, "grand-reef-chart", "A grand reef chart is the widest page of an atlas."
    )
    for card in made.asks(CardKind.TERM):
        if card.right in {"Reef chart", "Grand reef chart"}:
            assert {"Reef chart", "Grand reef chart"}.isdisjoint(card.wrong)


def recommendations(made: Made) -> Made:
    """The paper with bodies that are asked to act."""
    for name in ("guild", "harbour-board", "crown-office", "pilots-union"):
        made.body(name, f"{name.replace('-', ' ').capitalize()} keeps the coast.", "It is old.")
    made.entry(
        Kind.RECOMMENDATION,
        "rec-oil",
        "The Guild should buy better oil for every tower.",
        title="Better oil",
        number="1",
        who=("guild",),
    )
    return made.entry(
        Kind.RECOMMENDATION,
        "rec-silent",
        "Better ropes are needed on every pier.",
        title="Better ropes",
        number="2",
        who=("harbour-board",),
    )


def test_who_should_act_is_asked_only_where_the_paper_says_it(made: Made) -> None:
    """A claim that names nobody is no question, whomever the entry was filed under."""
    cards = recommendations(made).asks(CardKind.WHO)
    assert [card.entries for card in cards] == [("rec-oil",)]
    assert cards[0].prompt == (
        "Who should do this, as the paper recommends? “Buy better oil for every tower”"
    )
    assert cards[0].right == "Guild"


def test_nobody_who_is_asked_too_is_a_wrong_option(made: Made) -> None:
    """Nor an ally of the right one, who might be meant as well."""
    made.body("town-council", "Town council keeps the pier.", "It is old.", actors=("guild",))
    for card in recommendations(made).asks(CardKind.WHO):
        assert "Town council" not in card.options


def test_a_finding_is_asked_for_the_recommendation_that_takes_it_up(made: Made) -> None:
    """Beside recommendations that have nothing to do with it."""
    made.entry(Kind.FINDING, "dim", "Towers burnt cheap oil and their light stayed dim at sea.")
    said = {
        "oil": "Dim light is to be met by dearer oil than the cheap kind that towers burnt.",
        "rope": "Every pier needs a stronger rope.",
        "boat": "Each crew needs a second boat.",
        "bell": "Harbours need a heavier bell.",
    }
    for number, (name, text) in enumerate(said.items(), 1):
        made.entry(
            Kind.RECOMMENDATION,
            f"rec-{name}",
            text,
            title=f"Buying a {name} for all",
            number=str(number),
            answers=("dim",) if name == "oil" else (),
        )
    made.entries[1] = made.entries[1].__class__(
        **{
            **{f: getattr(made.entries[1], f) for f in made.entries[1].__slots__},
            "title": "Spending more on fuel",
        }
    )
    card = made.asks(CardKind.REMEDY)[0]
    assert card.right == "Spending more on fuel"
    assert card.entries == ("rec-oil", "dim")
    assert "cheap oil" in card.prompt


def events(made: Made) -> Made:
    """The paper with five events in as many years."""
    for year, what in (
        (1901, "the first tower was lit by the guild"),
        (1905, "a storm took the old pier away"),
        (1909, "keepers were paid by the crown at last"),
        (1913, "the lamps were changed to gas"),
        (1917, "ferries stopped for two winters"),
    ):
        made.event(f"event-{year}", f"In {year} {what}.", str(year))
    return made


def test_an_event_is_asked_for_its_date(made: Made) -> None:
    """Told without the date, beside others of the same grain in order."""
    card = next(c for c in events(made).asks(CardKind.DATE) if c.right == "1909")
    assert card.prompt == (
        "When was this, by the paper's account? “Keepers were paid by the crown at last”"
    )
    assert list(card.options) == sorted(card.options)
    assert all(len(one) == 4 for one in card.options)


def test_a_date_that_the_paper_gives_twice_is_not_asked(made: Made) -> None:
    """Where an erratum tells of another date, there is no one right answer."""
    made.entry(Kind.ERRATUM, "slip", "Elsewhere the date is 1908.")
    made.event("event-1908", "In 1908 the bell was cast.", "1908", errata=("slip",))
    cards = events(made).asks(CardKind.DATE)
    assert all("event-1908" not in card.entries for card in cards)


def test_events_are_put_in_order(made: Made) -> None:
    """The first or the last of four; the explanation dates them all."""
    card = events(made).asks(CardKind.ORDER)[0]
    years = [key.removeprefix("event-") for key in card.entries]
    right = years[0] if "first" in card.prompt else years[-1]
    assert f"{right}, {card.right}" in card.explanation
    assert len(card.options) == 4


def test_what_a_claim_dates_is_an_event_whatever_its_entry(made: Made) -> None:
    """But a document that is named by its year is not asked for it: that is bibliography."""
    made.entry(Kind.FINDING, "bell", "In March 1908 the guild cast a bell.")
    made.entry(Kind.FINDING, "oil", "Oil was dear, by the guild's 1909 report.")
    made.entry(Kind.FINDING, "rope", "A report that the guild published in 1910 praised ropes.")
    (card,) = made.asks(CardKind.DATE)
    assert card.prompt == "When was this, by the paper's account? “The guild cast a bell”"
    assert card.right == "March 1908"
    assert "1908-03" in card.accepted


def test_a_claim_with_a_slip_is_not_asked(made: Made) -> None:
    """Students would learn the slip."""
    made.entry(Kind.ERRATUM, "slip", "The barrels were not the guild's.")
    made.entry(Kind.FINDING, "ships", "The guild lost 35,000 barrels of oil.", errata=("slip",))
    with pytest.raises(TooFewQuestionsError):
        made.asks(CardKind.FIGURE)


def test_what_a_cited_person_asks_for_is_no_recommendation_of_the_paper(made: Made) -> None:
    """Nobody is asked who should do it, as the paper recommends."""
    recommendations(made).entry(
        Kind.RECOMMENDATION,
        "rec-roe",
        "The Guild should sell every second boat.",
        title="Fewer boats",
        number="3",
        who=("guild",),
        standing=Standing.REPORTED,
    )
    assert {card.entries for card in made.asks(CardKind.WHO)} == {("rec-oil",)}


def test_the_book_is_asked_about_where_nothing_else_can_be(made: Made) -> None:
    """A topic without other questions has those at least."""
    made.entry(
        Kind.FINDING, "dread", "Pilots charted seven islands along the western shore.", note=4
    )
    assert {card.kind for card in generate(made.paper(), 1, 5)} == {CardKind.FIGURE}
    made.entries.clear()
    made.entry(Kind.FINDING, "oil", "Oil was dear in every winter of the war.", note=4)
    assert {card.kind for card in generate(made.paper(), 1, 5)} <= {
        CardKind.SOURCE,
        CardKind.SECTION,
    }


def test_a_note_is_asked_for_its_work(made: Made) -> None:
    """With the statement that it supports; uncertain notes are not asked about."""
    made.entry(Kind.FINDING, "oil", "Oil was dear in every winter of the war.", note=4)
    doubtful = Claim("Ropes were dear in every summer.", "start", (5,), uncertain=True)
    made.entry(Kind.FINDING, "rope", doubtful)
    cards = made.asks(CardKind.SOURCE)
    assert [card.entries for card in cards] == [("oil",)]
    assert cards[0].prompt == (
        "Which work does footnote 4 cite for this? “Oil was dear in every winter of the war”"
    )
    assert cards[0].right == "Doe, Blue Helmets"
    assert "Doe" in cards[0].accepted


def test_a_statement_that_names_its_author_is_not_asked_for_the_work(made: Made) -> None:
    """Doe's own name would answer it."""
    made.entry(Kind.FINDING, "oil", "Oil was dear, as Doe reports of the war.", note=4)
    with pytest.raises(TooFewQuestionsError):
        made.asks(CardKind.SOURCE)


def test_a_claim_is_asked_for_its_section(made: Made) -> None:
    """But not where another section says the same."""
    said = "Captains feared the narrow channel during heavy northern storms."
    made.entry(Kind.FINDING, "fear", said)
    made.entry(Kind.FINDING, "dread", "Pilots charted seven islands along the western shore.")
    made.entry(
        Kind.FINDING,
        "again",
        Claim("Captains feared the channel in northern storms.", "end", basis=Basis.PAPER),
    )
    cards = made.asks(CardKind.SECTION)
    assert [card.entries for card in cards] == [("dread",)]
    assert cards[0].right == "Start"


def test_a_figure_is_left_out_of_its_claim(made: Made) -> None:
    """Its options are other figures of its size and grain, in order."""
    made.entry(Kind.FINDING, "ships", "The guild lost 35,000 barrels of oil to the storm.")
    card = made.asks(CardKind.FIGURE)[0]
    assert card.prompt == (
        f"Which figure belongs in the gap? “The guild lost {GAP} barrels of oil to the storm”"
    )
    values = [int(one.replace(",", "")) for one in card.options]
    assert values == sorted(values)
    assert all(value % 1000 == 0 for value in values)
    assert card.accepted == ("35,000", "35000")


def test_a_figure_that_another_claim_gives_is_no_wrong_option(made: Made) -> None:
    """What the base says of the same thing elsewhere may be true."""
    made.entry(Kind.FINDING, "ships", "The guild lost 35,000 barrels of oil to the storm.")
    made.entry(Kind.FINDING, "more", "The guild lost 40,000 barrels of oil to the storm at sea.")
    for card in made.asks(CardKind.FIGURE):
        assert {"35,000", "40,000"} - set(card.options)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1325 asks for more.",
        "It was in 1999 that they came.",
        "Three things were missing, oil, rope and bread.",
        "Between 10 and 20 ships came.",
        "The code ST/SGB/2003/13 is cited.",
        "Nothing is counted here.",
    ],
)
def test_what_is_no_quantity_is_not_asked(text: str) -> None:
    """Numbers that name a thing, dates, lists that count themselves, and several at once."""
    assert quantity_in(text) is None


def test_a_name_is_left_out_of_a_claim(made: Made) -> None:
    """Its options are others of the same sort that fit the place."""
    for name in ("Norwick", "Sandhaven", "Eastpoint", "Gullrock"):
        made.entry(
            Kind.ACTOR,
            name.lower(),
            f"{name} keeps its tower in good repair.",
            title=name,
            actor_type=ActorType.PLACE,
        )
    made.entry(Kind.FINDING, "first-gas", "Gas lamps were lit in Norwick before any other harbour.")
    card = next(c for c in made.asks(CardKind.CLOZE) if c.entries[0] == "first-gas")
    assert card.right == "Norwick"
    assert GAP in card.prompt
    assert set(card.wrong) == {"Sandhaven", "Eastpoint", "Gullrock"}


def test_a_false_statement_differs_in_one_thing(made: Made) -> None:
    """By another year here; the explanation says what the paper says."""
    made.entry(Kind.FINDING, "gas", "The harbour of the north was lit by gas in 1913.")
    shown = {card.right: card for seed in range(9) for card in made.asks(CardKind.TRUTH, seed)}
    true, false = shown["True"], shown["False"]
    assert "in 1913" in true.prompt
    assert "in 1913" not in false.prompt
    assert false.explanation.endswith("was lit by gas in 1913.")
    assert true.id != false.id


def test_harm_is_never_laid_on_another(made: Made) -> None:
    """Where a claim tells of a wrong, no other name stands in its place."""
    for name in ("Guild", "Crown", "Union", "Board"):
        made.body(name.lower(), f"{name} was accused of theft and abuse.", names=(name,))
    with pytest.raises(TooFewQuestionsError):
        made.asks(CardKind.TRUTH)


def test_what_leans_on_its_neighbour_is_not_asked() -> None:
    """A claim that begins with "It" or "These" needs what stood before."""
    english = ClaimWording(QuizWords())
    assert english.needs_context("It was built of stone.")
    assert english.needs_context("These towers fell.")
    assert english.needs_context("Such a duty is hard.")
    assert english.needs_context("Ropes were dear, which made the problem worse.")
    assert not english.needs_context("Ropes were dear, the problem of every pilot.")
    assert not english.needs_context("The guild paid those who rowed.")
    assert not english.needs_context("The tower at Norwick was built of stone.")


def test_glosses_and_links_are_left_out() -> None:
    """Acronyms, names and years in parentheses stay."""
    assert standalone_text("He was sent home (repatriated) by the UN (United Nations).") == (
        "He was sent home by the UN (United Nations)."
    )
    assert standalone_text("Ropes were also dear, too.") == "Ropes were dear."


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The charter forbade open fires.", False),
        ("The charters of the north forbade open fires.", True),
        ("Pilots lived in the quarter of the men.", False),
        ("Pilots feared the edict.", False),
        ("Pilots feared the edict of the crown.", True),
        ("Pilots feared the edict on oil, and the Edict Office.", True),
        ("Pilots are named in the lamp chapter.", False),
        ("Pilots are named in the Lamp chapter.", False),
        ("Pilots were named after lamp chapters.", True),
    ],
)
def test_a_paper_adds_words_of_its_own_for_what_stands_alone(text: str, alone: bool) -> None:  # noqa: FBT001  # a column of the table
    """They count as whole words; without them each of these claims would stand alone."""
    own = QuizWords(
        openings=("The charter",),
        back_references=("of the men",),
        bare_nouns=("edict",),
        about_text=("lamp chapter",),
    )
    assert ClaimWording(own).stands_alone(text) is alone
    assert ClaimWording(QuizWords()).stands_alone(text)


def test_a_papers_opposite_makes_a_false_statement(made: Made) -> None:
    """But not of a claim with a word that the paper counts as grave."""
    said = "The guild of Norwick keeps no boat for its pilots."
    wrecked = "The guild of Gullrock keeps no boat for wreckers."
    made.words = QuizWords(opposites={"keeps no": "keeps a"}, grave=("wreck",))
    made.entry(Kind.FINDING, "boat", said).entry(Kind.FINDING, "wreckers", wrecked)
    shown = {card.right: card for seed in range(9) for card in made.asks(CardKind.TRUTH, seed)}
    assert "keeps no boat" in shown["True"].prompt
    assert "keeps a boat" in shown["False"].prompt
    assert {card.entries for card in shown.values()} == {("boat",)}


def test_a_papers_own_opposite_is_tried_before_plain_english(made: Made) -> None:
    """It says more of the claim than a single word does."""
    made.words = QuizWords(opposites={"rowed before dawn": "slept until noon"})
    made.entry(Kind.FINDING, "rowers", "Pilots of the northern harbour rowed before dawn.")
    shown = [card.prompt for seed in range(9) for card in made.asks(CardKind.TRUTH, seed)]
    assert any("slept until noon" in prompt for prompt in shown)
    assert not any("after dawn" in prompt for prompt in shown)


def test_a_name_that_the_next_word_belongs_to_is_no_gap(made: Made) -> None:
    """Of "Norwick pilots" nobody is asked for Norwick."""
    for name in ("Norwick", "Sandhaven", "Eastpoint", "Gullrock"):
        made.entry(
            Kind.ACTOR,
            name.lower(),
            f"{name} keeps its tower in good repair.",
            title=name,
            actor_type=ActorType.PLACE,
        )
    made.entry(
        Kind.FINDING, "gas", "Gas lamps were lit by Norwick pilots before any other harbour."
    )
    assert any(card.entries[0] == "gas" for card in made.asks(CardKind.CLOZE))

    made.words = QuizWords(name_tails=("pilots",))
    with pytest.raises(TooFewQuestionsError):
        made.asks(CardKind.CLOZE)


def test_only_the_actor_itself_is_asked_for(made: Made) -> None:
    """Of "the plans of the Guild" nobody can be asked for the Guild."""
    recommendations(made).entry(
        Kind.RECOMMENDATION,
        "rec-plans",
        "The plans of the Guild should name every tower.",
        title="Named towers",
        number="3",
        who=("guild",),
    )
    assert {card.entries for card in made.asks(CardKind.WHO)} == {("rec-oil",)}


def test_what_overlaps_by_the_limit_may_be_true_and_is_no_option(made: Made) -> None:
    """Of the whistle's five words two are the buoy's: as many as are too many, and none more."""
    terms(made)
    made.entry(
        Kind.DEFINITION,
        "bell-buoy",
        "A bell buoy is the iron float with cap, cup, rod, pin, oar, tar, net, kit.",
    )
    made.entry(
        Kind.DEFINITION,
        "fog-whistle",
        "A fog whistle is the iron float with cylindrical loudspeaker, foghorn.",
    )
    # Each of the words is in two of nine claims, so that all weigh the same.
    made.entry(
        Kind.FINDING,
        "stock",
        "Cap, cup, rod, pin, oar, tar, net, kit, cylindrical loudspeaker, foghorn.",
        "Winters were hard.",
        "Summers were short.",
    )
    cards = [card for seed in range(9) for card in made.asks(CardKind.DEFINITION, seed)]
    asked = [card for card in cards if card.entries == ("bell-buoy",)]
    assert asked
    assert not any("loudspeaker" in option for card in asked for option in card.options)
