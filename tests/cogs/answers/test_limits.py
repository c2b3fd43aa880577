"""The longest entry, the longest question and the worst of texts, within Discord's limits.

The simulated Discord refuses what the real one would: over 40 components, over 4,000 characters,
ids over 100 characters or twice in a message.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.answering.outcome import Context
from bot.browse.entries import opened
from bot.browse.lists import EntryList
from bot.discord_kit import custom_ids
from bot.discord_kit.answer_text import fit
from bot.discord_kit.custom_ids import pack
from bot.discord_kit.layout import LONGEST_QUESTION
from bot.paper.model import Basis, Claim, Entry, Kind, Wording
from cogs.answers.answer_card import CardOptions, outcome_card
from cogs.answers.list_pages import page
from tests.cogs.school import ids as ids_on
from tests.cogs.school import labels, message_of, options, texts

if TYPE_CHECKING:
    import simcord

    from bot.answering.engine import Engine
    from bot.discord_kit.layout import Layout
    from bot.paper.paper import Paper
    from tests.cogs.school import School

SHARED = CardOptions(share=True, tell=True, edit=True, asker=1 << 62)

WORST = "@everyone <@123456789012345678> <#1> `code` **bold** [a](https://evil.example) ||x|| # no"


@pytest.fixture(scope="module")
def paper(engine: Engine) -> Paper:
    """The shipped knowledge."""
    return engine.paper


def within_limits(view: Layout) -> None:
    """Assert what Discord demands of a message of components."""
    found = [getattr(item, "custom_id", None) for item in view.walk_children()]
    custom_ids = [one for one in found if one is not None]
    assert view.content_length() <= 4000
    assert view.total_children_count <= 40
    assert all(1 <= len(one) <= 100 for one in custom_ids)
    assert len(custom_ids) == len(set(custom_ids))
    for item in view.walk_children():
        if isinstance(item, discord.ui.Button):
            assert 1 <= len(item.label or "") <= 80
        if isinstance(item, discord.ui.ActionRow):
            assert 1 <= len(item.children) <= 5
        if isinstance(item, discord.ui.Select):
            assert 1 <= len(item.options) <= 25
            assert len({option.value for option in item.options}) == len(item.options)
            assert all(1 <= len(option.label) <= 100 for option in item.options)
            assert all(1 <= len(option.value) <= 100 for option in item.options)
        if isinstance(item, discord.ui.TextDisplay):
            assert item.content.strip()


def test_every_entry_of_the_shipped_knowledge_fits(paper: Paper) -> None:
    """Opened whole, with a share button."""
    for entry in paper.entries.values():
        within_limits(outcome_card(opened(paper, entry), entry.title, paper, SHARED))


def test_every_page_of_every_list_fits(paper: Paper) -> None:
    """Footnotes, works, sections, relations and the rest."""
    shelves = [
        *(EntryList("footnote", str(number)) for number in paper.footnotes),
        *(EntryList("source", key) for key in paper.sources),
        *(EntryList("section", section.id) for section in paper.sections),
        *(EntryList.related([entry.id]) for entry in paper.entries.values()),
        *(EntryList(kind) for kind in ("definitions", "sections", "recommendations", "sources")),
        *(EntryList(kind) for kind in ("timeline", "timeline-text", "map", "map-text")),
    ]
    for shelf in shelves:
        for number in (0, 1, 999):
            within_limits(page(paper, shelf, number))


def huge(paper: Paper, claims: int, text: str, footnotes: tuple[int, ...]) -> Entry:
    """An entry beyond anything that is shipped."""
    made = tuple(
        Claim(f"{number}: {text}", "reform", footnotes, Basis.CITED, uncertain=True)
        for number in range(claims)
    )
    return Entry("huge", Kind.FINDING, text[:300], paper.sections[1].id, made)


@pytest.mark.parametrize("claims", [1, 2, 40])
@pytest.mark.parametrize("text", ["word " * 900, "*" * 5000, WORST * 30, "字" * 4000])
@pytest.mark.parametrize("notes", [(1,), tuple(range(1, 81))])
def test_the_longest_entry_fits_and_keeps_its_marks(
    paper: Paper, claims: int, text: str, notes: tuple[int, ...]
) -> None:
    """However long its claims, and with all eighty footnotes behind each."""
    entry = huge(paper, claims, text, notes)
    view = outcome_card(opened(paper, entry), text[:LONGEST_QUESTION], paper, SHARED)

    within_limits(view)
    shown = texts(as_sent(view))
    assert "⁸⁰" in shown or notes == (1,)


@pytest.mark.parametrize("claims", [1, 2, 40])
@pytest.mark.parametrize("text", ["*" * 5000, WORST * 30, "*a " * 30, "字" * 4000])
@pytest.mark.parametrize("notes", [(1,), (49, 50, 51), tuple(range(1, 81))])
@pytest.mark.parametrize("missing", [(), ("* lamp " * 80,) * 8])
def test_the_longest_remarks_fit_under_the_longest_entry(
    paper: Paper, claims: int, text: str, notes: tuple[int, ...], missing: tuple[str, ...]
) -> None:
    """Signs that take two characters each, lost notes, and what had no answer, all at once."""
    whole = opened(paper, huge(paper, claims, text, notes))
    parts = tuple(replace(part, remarks=("*" * 300,) * 2) for part in whole.parts)
    question = (text * 9)[:LONGEST_QUESTION]

    within_limits(
        outcome_card(replace(whole, parts=parts, missing=missing), question, paper, SHARED)
    )


@pytest.mark.parametrize("text", ["word " * 900, "*" * 5000, WORST * 30, "字" * 4000])
@pytest.mark.parametrize("notes", [(42,), tuple(range(1, 81))])
def test_a_list_of_the_longest_claims_fits(paper: Paper, text: str, notes: tuple[int, ...]) -> None:
    """All of them on one footnote."""
    entries = [replace(huge(paper, 30, f"{n}{text}", notes), id=f"huge-{n}") for n in range(3)]
    larger = paper.with_entries(entries)

    for shelf in (EntryList("footnote", "42"), EntryList("section", paper.sections[1].id)):
        for number in range(12):
            within_limits(page(larger, shelf, number))


def test_a_claim_is_shown_with_all_its_sources_or_not_at_all(paper: Paper) -> None:
    """What does not fit is counted, and is not part of what a follow-up takes as shown."""
    entry = huge(paper, 30, "A statement of some length. " * 8, (2, 3, 42))
    answer = opened(paper, entry)

    fitted = fit(answer)

    shown = fitted.answer.claims
    assert 0 < len(shown) < 30
    assert fitted.left == 30 - len(shown)
    assert shown == entry.claims[: len(shown)]
    assert len(fitted.sources) == 3
    assert len(fitted.answer.as_context("x").shown) == len(shown)


def test_the_longest_question_leaves_room_for_what_a_follow_up_needs(paper: Paper) -> None:
    """The names are kept; of the question, its beginning."""
    context = Context(
        question="why " * 1000,
        entries=tuple(list(paper.entries)[:12]),
        sources=tuple(list(paper.sources)[:6]),
        footnotes=tuple(range(1, 21)),
        shown=tuple(claim.text for e in list(paper.entries.values())[:8] for claim in e.claims)[
            :12
        ],
    )

    carriers = custom_ids.carrier_ids(context)

    assert all(len(one) <= 100 for one in carriers.values())
    found = custom_ids.context_carried(reversed(list(carriers.values())), paper)
    assert found is not None
    assert found.entries == context.entries
    assert found.footnotes == context.footnotes
    assert found.question.startswith("why why why")


def test_an_id_too_long_for_a_button_is_shortened_and_found_again(paper: Paper) -> None:
    """Two that begin alike stay apart."""
    names = [f"{'very-' * 40}long-{end}" for end in ("one", "two")]
    entry = next(iter(paper.entries.values()))
    larger = paper.with_entries(replace(entry, id=name) for name in names)

    for name in names:
        custom_id = custom_ids.opening_id(name)
        assert len(custom_id) <= 100
        assert custom_ids.entry_named(larger, custom_id.removeprefix("open:")).id == name


@dataclass
class SentView:
    """The components of a view, as Discord would be sent them."""

    components: list[dict[str, Any]]


def as_sent(view: Layout) -> SentView:
    """A view as the components that would go out."""
    return SentView([item.to_component_dict() for item in view.children])


class TestHostileKnowledge:
    """An entry written by somebody who wants to ping, link and break the layout."""

    @pytest.fixture
    def knowledge(self, engine: Engine) -> Engine:
        """The shipped knowledge with the worst of entries in it."""
        old = engine.paper.entries["sea"]
        claims = (replace(old.own_claims[0], text=WORST),)
        return engine.with_entries([replace(old, title=WORST, claims=claims)])

    async def test_it_is_shown_as_written_and_pings_nobody(self, school: School) -> None:
        """On the card, on buttons, in lists and when it is shared."""
        question = f"What is SEA? {WORST}"[:LONGEST_QUESTION]
        first = await school.alice.slash(school.channel, "define", term="SEA", private=True)
        opened_ = await school.alice.slash(school.channel, "define", term="sea", private=True)
        shared = await school.alice.click(message_of(opened_), label="Share")
        asked = await school.alice.slash(school.channel, "ask", question=question)

        for reply in (first, opened_, shared, asked):
            shown = texts(reply)
            assert reply.response is not None
            message = reply.response.message
            assert message.mentions == []
            assert not message.mention_everyone
            assert message.role_mentions == []
            assert "<@123" not in shown
            assert "](https://evil" not in shown
            assert "**bold**" not in shown
        assert "\\@everyone" in texts(opened_)

    async def test_a_mention_with_a_hostile_question_pings_nobody(self, school: School) -> None:
        """The reply is a reply, and no ping."""
        await school.alice.send(school.channel, f"{school.me.mention} {school.bob.mention} {WORST}")

        answer = school.channel.last_message
        assert answer is not None
        assert answer.author.id == school.me.id
        assert answer.mentions == []


class TestManyEntries:
    """Another class's base, with hundreds of everything."""

    @pytest.fixture
    def knowledge(self, engine: Engine) -> Engine:
        """A hundred and twenty more definitions."""
        old = engine.paper.entries["sea"]
        return engine.with_entries(
            replace(
                old,
                id=f"term-{n:03}",
                title=f"Term number {n:03}",
                phrasings=(Wording(f"term {n:03}?"),),
            )
            for n in range(120)
        )

    async def test_every_one_can_be_reached_by_turning_pages(self, school: School) -> None:
        """To the last page, and not beyond."""
        reply = await school.alice.slash(school.channel, "define")
        seen: set[str] = set()
        for _ in range(40):
            seen |= set(options(reply))
            if not _can_go_on(reply):
                break
            reply = await school.alice.click(message_of(reply), label="Next")

        assert {f"Term number {n:03}" for n in range(120)} <= seen
        assert not _can_go_on(reply)

    async def test_a_box_offers_no_more_than_discord_takes(self, school: School) -> None:
        """Twenty-five."""
        choices = await school.alice.autocomplete(school.channel, "define", "term", "term")

        assert len(choices) == 25


def _can_go_on(reply: simcord.InteractionResult) -> bool:
    components = message_of(reply).components[0]["components"]
    buttons = [one for row in components if row["type"] == 1 for one in row["components"]]
    return any(b.get("label") == "Next" and not b.get("disabled") for b in buttons)


async def test_the_longest_question_is_answered(school: School) -> None:
    """Five hundred letters, which is what the box takes."""
    question = ("Why did the UN fail to prosecute peacekeepers in Kosovo and Bosnia? " * 10)[
        :LONGEST_QUESTION
    ]

    reply = await school.alice.slash(school.channel, "ask", question=question)

    assert texts(reply)
    assert reply.response is not None
    assert all(len(one) <= 100 for one in ids_on(reply))
    assert labels(reply)


def test_what_does_not_fit_at_all_is_refused() -> None:
    """A programming error, not a silent loss."""
    with pytest.raises(ValueError, match="no room"):
        pack(Context("x", footnotes=tuple(range(1, 21))), 40)
