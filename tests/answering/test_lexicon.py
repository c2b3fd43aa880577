"""What means the same is found alike; what the paper does not mention is known to be absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.lexicon import Lexicon
from bot.answering.outcome import Answered, Query
from bot.paper.model import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.answering.conftest import Made, Person

LIGHTS = {
    "synonyms": (("lamp", "lantern", "beacon light"), ("keeper", "warden")),
    "acronyms": {"KG": ("keepers guild", "guild of keepers")},
    "shorthand": {"ppl": "people"},
    "absent": ("trinity house", "foghorn"),
}


@pytest.fixture
def lights(made: type[Made]) -> Made:
    """A base on lighthouses, without its vocabulary."""
    return (
        made()
        .entry(
            "lamp",
            "The keeper lights every lamp at dusk.",
            title="The lamp",
            phrasings=("when is the lamp lit", "lamp lighting", "who lights the lamp"),
        )
        .entry(
            "guild",
            "The Keepers Guild was founded in Bergen.",
            title="The Keepers Guild",
            acronym="KG",
            phrasings=("where was the keepers guild founded", "the guild of keepers"),
        )
        .entry(
            "house",
            "The house on the rock has three rooms.",
            title="The house on the rock",
            phrasings=("how many rooms has the house", "rooms in the house"),
        )
        .entry(
            "people",
            "Forty people live on the island.",
            title="The islanders",
            phrasings=("how many people live on the island", "island people"),
        )
    )


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("who lights the lantern", "lamp"),
        ("who lights the lanterns", "lamp"),
        ("who lights the beacon light", "lamp"),
        ("where was the KG founded", "guild"),
        ("where was the guild of keepers founded", "guild"),
        ("how many ppl live on the island", "people"),
    ],
)
def test_other_words_for_it_find_the_same(lights: Made, asked: str, entry: str) -> None:
    """Synonyms, their plurals, fixed phrases, acronyms and shorthand stand for what they mean."""
    assert lights.person(**LIGHTS).is_told(asked).entries[0] == entry


def test_without_the_vocabulary_they_are_strangers(lights: Made) -> None:
    """It is the vocabulary that makes "lantern" mean "lamp", not a likeness of the words."""
    plain = lights.engine().index.lexicon
    knowing = lights.engine(**LIGHTS).index.lexicon

    def shared(lexicon: Lexicon, one: str, other: str) -> bool:
        features = [
            {name for unit in lexicon.read(text).units for name, _ in unit.features}
            for text in (one, other)
        ]
        return not features[0].isdisjoint(features[1])

    assert shared(knowing, "lantern", "lamp")
    assert shared(knowing, "KG", "keepers guild")
    assert not shared(plain, "lantern", "lamp")
    assert not shared(plain, "KG", "keepers guild")


def test_a_synonym_weighs_less_than_the_word_itself(made: type[Made]) -> None:
    """Where one entry has the word and another only its synonym, the word goes first."""
    engine = (
        made()
        .entry("warden", "The warden sleeps.", title="Warden", phrasings=("the warden sleeps",))
        .entry("keeper", "The keeper sleeps.", title="Keeper", phrasings=("the keeper sleeps",))
        .engine(**LIGHTS)
    )
    assert engine.ranking("keeper sleeps")[0].entry == "keeper"
    assert engine.ranking("warden sleeps")[0].entry == "warden"


def test_a_fixed_phrase_may_hold_stop_words(lights: Made) -> None:
    """The phrase is one unit, its small word included."""
    reading = lights.engine(**LIGHTS).index.lexicon.read("who led the guild of keepers")
    assert [unit.word for unit in reading.units] == ["led", "guild of keepers"]


@pytest.mark.parametrize(
    "asked",
    ["how many rooms has trinity house", "when is the foghorn lit", "when are foghorns lit"],
)
def test_what_the_paper_does_not_mention_is_refused(lights: Made, asked: str) -> None:
    """A question that fits but for a notion known to be absent is not answered by what fits."""
    knowing = lights.engine(**LIGHTS)
    assert not isinstance(knowing.ask(Query(asked)), Answered)


@pytest.mark.parametrize("asked", ["lighting of foghorns", "lighting in the foghorn"])
def test_an_absent_notion_is_known_with_its_words_turned_round(
    made: type[Made], asked: str
) -> None:
    """Where "foghorn lighting" is absent, so is the lighting of foghorns; lighting is not."""
    person = (
        made()
        .entry("lamp", title="The lamp", phrasings=("lighting of lamps", "lighting", "foghorn"))
        .person(absent=("foghorn lighting",))
    )
    assert person.is_told("lighting of lamps").entries == ("lamp",)
    person.is_refused(asked)


@pytest.mark.parametrize(
    "asked", ["lighting of the", "lighting of a", "lighting of", "lighting in"]
)
def test_a_question_may_end_where_the_rest_of_a_notion_would_stand(asked: str) -> None:
    """It is read as far as it goes."""
    small = frozenset({"of", "in", "the", "a"})
    lexicon = Lexicon(Vocabulary(stopwords=small, absent=("foghorn lighting",)))
    assert [unit.word for unit in lexicon.units(asked.split())] == ["lighting"]


def test_a_question_about_the_trade_in_organs_is_refused(student: Person) -> None:
    """The paper has organs of the UN, and trafficking in persons only."""
    for asked in ("organ trafficking", "what about trafficking of organs", "removal of an organ"):
        student.is_refused(asked)


def test_an_absent_phrase_shares_nothing_with_its_words(lights: Made) -> None:
    """Trinity House is absent, but a house is still a house."""
    person = lights.person(**LIGHTS)
    assert person.is_told("how many rooms has the house").entries == ("house",)


def test_an_entry_that_holds_an_absent_notion_makes_it_known(lights: Made) -> None:
    """Once a moderator adds an entry about the foghorn, it is answered and no longer refused."""
    before = lights.person(**LIGHTS)
    horn = (
        type(lights)()
        .entry(
            "foghorn",
            "The foghorn sounds every minute.",
            title="The foghorn",
            phrasings=("how often does the foghorn sound", "what is the foghorn"),
        )
        .entries
    )
    question = "how often does the foghorn sound"
    before.is_not_answered(question)
    after = type(before)(before.engine.with_entries(horn))
    assert after.is_told(question).entries[0] == "foghorn"
    before.is_not_answered(question)


@pytest.mark.parametrize(
    "asked",
    [
        "What does the paper say about peacekeepers in Afghanistan?",
        "What did the mission in Albania do about trafficking?",
    ],
)
def test_the_shipped_paper_says_nothing_of_other_countries(student: Person, asked: str) -> None:
    """A country that the paper never names is not answered with another one's findings."""
    student.is_not_answered(asked)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("What does SEA mean?", "What does sexual exploitation and abuse mean?"),
        ("what is BiH", "what is Bosnia and Herzegovina"),
        ("what is a TCC", "what is a troop-contributing country"),
    ],
)
def test_the_shipped_acronyms_are_their_long_forms(
    conversation: Callable[[], Person], short: str, long: str
) -> None:
    """Short and long form lead to the same entry."""
    assert conversation().is_told(short).entries[0] in conversation().is_told(long).entries


PHRASED = {
    "synonyms": (("red lamp post", "beacon"), ("red lamp", "ember light"), ("lamp", "lantern")),
    "acronyms": {"RL": ("red lamp",)},
    "shorthand": {},
    "absent": ("red lamp inn", "blue lamp"),
}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("red lamp post", ["red lamp post"]),
        ("red lamp", ["red lamp"]),
        ("red lamps posted", ["red lamps posted"]),
        ("red lamp inn", ["red lamp inn"]),
        ("red lamp red lamp post", ["red lamp", "red lamp post"]),
        ("red red lamp", ["red", "red lamp"]),
        ("lamp red", ["lamp", "red"]),
        ("red", ["red"]),
    ],
)
def test_the_longest_fixed_phrase_is_one_unit(lights: Made, text: str, units: list[str]) -> None:
    """Whatever shorter phrase begins alike, and wherever the text ends."""
    lexicon = lights.engine(**PHRASED).index.lexicon
    assert [unit.word for unit in lexicon.read(text).units] == units


def test_a_phrase_is_all_that_it_stands_for(lights: Made) -> None:
    """Each of its concepts in full and its words by half; an absent one is itself alone."""
    lexicon = lights.engine(**PHRASED).index.lexicon

    def features(text: str) -> dict[str, float]:
        (unit,) = lexicon.read(text).units
        return dict(unit.features)

    assert features("red lamp") == {"~1": 1.0, "=rl": 1.0, "red": 0.5, "lamp": 0.5}
    assert features("blue lamp") == {"!blue lamp": 1.0}
