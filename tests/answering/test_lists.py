"""A question that asks for a list gets the list, in order, each item with its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.outcome import Answered
from bot.paper.model import ActorType, Kind

if TYPE_CHECKING:
    from bot.answering.engine import Engine
    from tests.answering.conftest import Made, Person


def each_item_is_cited(answer: Answered) -> bool:
    """Whether no claim of the answer stands without a citation."""
    return all(
        len(part.claims) == len(part.citations) and all(part.citations) for part in answer.parts
    )


@pytest.fixture(scope="module")
def recommendations(shipped: Engine) -> list[str]:
    """The ids of the numbered recommendations, in the paper's order."""
    return [
        entry.id
        for entry in shipped.paper.entries.values()
        if entry.kind is Kind.RECOMMENDATION and entry.number
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "What are the recommendations?",
        "give me all the recommendations",
        "list every recommendation",
        "What are all the recommendations of the paper, in order?",
    ],
)
def test_all_recommendations_come_in_order(
    student: Person, recommendations: list[str], asked: str
) -> None:
    """Every one of them, as the paper counts them."""
    answer = student.is_told(asked)
    assert list(answer.entries) == recommendations
    assert each_item_is_cited(answer)
    assert answer.heading == "Recommendations"


def test_what_one_actor_should_do(shipped: Engine, student: Person) -> None:
    """Exactly the recommendations that name the Secretary-General as who should act."""
    answer = student.is_told("What should the UN Secretary-General do?")
    wanted = [e.id for e in shipped.paper.entries.values() if "secretary-general" in e.who]
    assert wanted
    assert list(answer.entries) == wanted
    assert "Secretary-General" in answer.heading


@pytest.mark.parametrize("asked", ["What should the DPKO do?", "what should the dpko do"])
def test_what_the_dpko_should_do(shipped: Engine, student: Person, asked: str) -> None:
    """Every note on which a recommendation to the DPKO rests is cited."""
    answer = student.is_told(asked)
    wanted = {
        n
        for entry in shipped.paper.entries.values()
        if entry.number and "dpko" in entry.who
        for n in entry.claims[0].footnotes
    }
    assert wanted
    assert wanted <= {citation.footnote for citation in answer.citations}


@pytest.mark.parametrize("asked", ["List all recommendations.", "Name the proposals in order."])
def test_a_list_in_a_curators_words_is_given_whole(
    shipped: Engine, student: Person, asked: str
) -> None:
    """The entry that sums the list up names each recommendation, in the order of its numbers."""
    answer = student.is_told(asked)
    (whole,) = answer.entries
    assert answer.claims == shipped.paper.entries[whole].claims
    said = [claim.text for claim in answer.claims]
    made = [entry for entry in shipped.paper.entries.values() if entry.number]
    told = [{claim.text for claim in entry.claims} for entry in made]
    assert all(texts & set(said) for texts in told)
    places = [max(n for n, text in enumerate(said) if text in texts) for texts in told]
    assert places == sorted(places)


def test_the_sources_of_a_section(shipped: Engine, student: Person) -> None:
    """Each work that a note of the laws part cites, and no other, with those notes."""
    answer = student.is_told("Which sources does the laws part use?")
    there = {n: f.source for n, f in shipped.paper.footnotes.items() if f.section == "laws"}
    assert {citation.footnote for citation in answer.citations} == {
        n for n, s in there.items() if s
    }
    assert len(answer.claims) == len({source for source in there.values() if source})
    assert each_item_is_cited(answer)


def test_the_sources_on_an_actor(shipped: Engine, student: Person) -> None:
    """The Kosovo part is no section of its own: its works are those that claims on Kosovo cite."""
    answer = student.is_told("Which sources does the Kosovo part use?")
    said = " ".join(claim.text for claim in answer.claims)
    assert "Westendorf" in said
    assert "Simi" in said
    cited = {citation.footnote for citation in answer.citations}
    assert 48 in cited
    assert cited < set(shipped.paper.footnotes)
    assert each_item_is_cited(answer)


@pytest.mark.parametrize(
    ("asked", "sort"),
    [
        ("all the missions named", ActorType.MISSION),
        ("Which missions are mentioned in the paper?", ActorType.MISSION),
        ("what resolutions are mentioned", ActorType.RESOLUTION),
        ("list the people named", ActorType.PERSON),
    ],
)
def test_all_actors_of_a_sort(
    shipped: Engine, student: Person, asked: str, sort: ActorType
) -> None:
    """Every one that the base has, and none of another sort."""
    answer = student.is_told(asked)
    entries = shipped.paper.entries.values()
    assert set(answer.entries) == {e.id for e in entries if e.actor_type is sort}
    assert each_item_is_cited(answer)


def test_all_definitions_and_all_events(shipped: Engine, student: Person) -> None:
    """Definitions as they stand in the paper; a timeline in the order of time."""
    of_kind = {kind: [e for e in shipped.paper.entries.values() if e.kind is kind] for kind in Kind}
    defined = student.is_told("which definitions are there")
    assert list(defined.entries) == [e.id for e in of_kind[Kind.DEFINITION]]
    dated = student.is_told("name all the events mentioned")
    dates = [shipped.paper.entries[i].date for i in dated.entries]
    assert len(dates) == len(of_kind[Kind.EVENT])
    assert dates == sorted(dates)


def test_a_list_of_what_the_paper_does_not_have_is_no_list(student: Person) -> None:
    """Asked for the recommendations of another paper's subject, it does not give its own."""
    answer = student.asks("What are the recommendations for cooking pasta?")
    assert not isinstance(answer, Answered)


def test_a_small_base_lists_what_it_has(made: type[Made]) -> None:
    """Each item by its first claim, under its own title; nothing of another kind."""
    person = (
        made()
        .entry("door", "Paint the door.", "It peels.", kind=Kind.RECOMMENDATION, number="1")
        .entry("stairs", "Mend the stairs.", kind=Kind.RECOMMENDATION, number="2", section="end")
        .entry("gull", "Gulls nest there.")
        .person()
    )
    answer = person.is_told("list all the recommendations")
    assert [part.title for part in answer.parts] == ["Door", "Stairs"]
    assert [claim.text for claim in answer.claims] == ["Paint the door.", "Mend the stairs."]
    part = person.is_told("which recommendations are in The End?")
    assert [claim.text for claim in part.claims] == ["Mend the stairs."]
