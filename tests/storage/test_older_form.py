"""A database from before claims had ids goes on over a paper of the present form."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest_asyncio
from sqlalchemy import select

from bot.answering.engine import Engine
from bot.curation.drafts.draft_service import DraftService
from bot.curation.revision_history import HistoryService
from bot.decks.deck_service import DeckService
from bot.decks.exclusions import ExclusionService
from bot.paper.claim_references import reference, resolved
from bot.paper.model import Basis, Claim, Entry, Kind, Slip, Wording
from bot.storage.database import open_database
from bot.storage.renamed_entries import rename_entries
from bot.storage.restore import restore
from bot.storage.tables import QUESTIONS, REVIEW_LOG, REVIEWS, SCORES
from tests.storage.classroom import Classroom, paper

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.curation.overlay import GuildKnowledge
    from bot.paper.paper import Paper
    from bot.storage.database import Database

# A server's revisions, drafts, deck, exclusions and reviews, as the version before wrote them.
DUMP = Path(__file__).parent / "data" / "before_claim_ids.sql"
CLASS, CAROL = 300, 9
FORMER = {"convoy": "patrols", "ledger": "patrols"}


def claim(home: str, text: str, *notes: int, basis: Basis = Basis.CITED) -> Claim:
    """A claim at its home."""
    return Claim(text, "start", notes, basis, id=home.partition("#")[2], home=home)


def present() -> Paper:
    """The paper in its present form: two entries were merged into a third, one refers to it."""
    patrols = Entry(
        id="patrols",
        kind=Kind.FINDING,
        title="Patrols and the convoy",
        section="start",
        claims=(
            claim("patrols#count", "About forty patrols went out.", 1),
            claim("patrols#late", "Half of them came back late.", 2),
            claim("patrols#road", "The convoy took the northern road.", 2),
        ),
        phrasings=(Wording("how many patrols went out", "count"),),
    )
    overview = Entry(
        id="overview",
        kind=Kind.FINDING,
        title="The mission in short",
        section="start",
        claims=(reference("patrols#count", "start"), reference("patrols#road", "start")),
        phrasings=(Wording("which road did the convoy take", "patrols#road"),),
    )
    harbour = Entry(
        id="harbour",
        kind=Kind.FINDING,
        title="On the harbour",
        section="start",
        claims=(claim("harbour#closed", "The harbour was closed in winter.", 1),),
        phrasings=(Wording("when was the harbour closed"),),
    )
    slip = Entry(
        id="wrong-year",
        kind=Kind.ERRATUM,
        title="On the wrong-year",
        section="start",
        claims=(claim("wrong-year#years", "Note 1 gives 1999.", basis=Basis.PAPER),),
        slip=Slip.CLERICAL,
    )
    made = {entry.id: entry for entry in (patrols, overview, harbour, slip)}
    whole = replace(paper(made), former=FORMER)
    return replace(whole, entries={k: resolved(e, whole.claim) for k, e in made.items()})


@pytest_asyncio.fixture
async def old(address: str, tmp_path: Path) -> AsyncIterator[Database]:
    """The old database, restored from its backup."""
    file = tmp_path / "old-backup.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    await restore(address, file, datetime(2026, 11, 3, tzinfo=UTC))
    opened = await open_database(address)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def room(old: Database) -> Classroom:
    """The servers of that database, started with the present paper."""
    made = Classroom(old, {}, build=lambda: Engine(present(), {}))
    await made.start()
    return made


async def served(room: Classroom) -> GuildKnowledge:
    """What the server has."""
    return await room.guilds.load(CLASS)


def history(room: Classroom) -> HistoryService:
    """The revisions, and what curators do with them."""
    return HistoryService(room.database, room.guilds, room.revisions, room.clock)


async def test_what_a_server_had_changed_is_served_in_the_present_form(room: Classroom) -> None:
    """With the ids of the paper's claims that say the same."""
    shown = await room.shown(CLASS)
    patrols = shown["patrols"]

    assert [(c.home, c.text) for c in patrols.claims] == [
        ("patrols#count", "About fifty patrols went out."),
        ("patrols#late", "Half of them came back late."),
    ]
    assert patrols.wordings[-1] == "how many of them were sent"
    assert patrols.errata == ("wrong-year",)
    assert shown["our-class"].claims[0].basis is Basis.MODERATOR
    slip = shown["wrong-year"]
    assert (slip.about, slip.slip) == ((1, 2), Slip.SENSE)
    assert (slip.claims[0].basis, slip.claims[0].footnotes) == (Basis.PAPER, ())


async def test_a_correction_shows_wherever_the_paper_refers_to_the_claim(room: Classroom) -> None:
    """A claim that the old revision could not know of stays as the paper has it."""
    shown = await room.shown(CLASS)

    assert [c.text for c in shown["overview"].claims] == [
        "About fifty patrols went out.",
        "The convoy took the northern road.",
    ]


async def test_references_to_merged_entries_lead_to_what_took_their_place(room: Classroom) -> None:
    """Each once."""
    assert (await room.shown(CLASS))["our-class"].related == ("patrols",)


async def test_only_what_the_paper_says_differently_is_to_be_looked_at(room: Classroom) -> None:
    """The form of the paper's entry is not what it says."""
    stale = {one.entry for one in (await served(room)).stale}

    assert stale == {"patrols", "wrong-year"}


async def test_revisions_of_merged_entries_are_set_aside_and_told(room: Classroom) -> None:
    """Nothing is lost: they are in the history, and wait for a curator."""
    knowledge = await served(room)

    told = {one.revision.entry: (one.merged, one.why) for one in knowledge.invalid}
    why = "it is part of “Patrols and the convoy” (patrols) now; compare the two"
    assert told == {"convoy": (True, why), "ledger": (True, why)}
    assert not {"convoy", "ledger"} & set(knowledge.engine.paper.entries)
    kept = await history(room).history(CLASS, "convoy")
    assert kept.state(1) is not None
    assert kept.title == "On the convoy"


async def test_a_curator_serves_a_merged_entry_again_or_drops_it(room: Classroom) -> None:
    """Served again it is the server's own, without wordings that others have by now."""
    first = {one.revision.entry: one.revision for one in (await served(room)).invalid}

    await history(room).confirm_stale(CLASS, CAROL, first["convoy"])
    await history(room).drop_stale(CLASS, CAROL, first["ledger"])

    knowledge = await served(room)
    convoy = knowledge.engine.paper.entries["convoy"]
    assert convoy.claims[0].text == "The convoy took the coastal road."
    assert convoy.phrasings == ()
    assert knowledge.invalid == ()
    assert "convoy" not in {one.entry for one in knowledge.stale}
    assert "ledger" not in knowledge.engine.paper.entries


async def test_drafts_go_on(room: Classroom) -> None:
    """Claims keep their ids; a draft of a merged entry says where to go."""
    drafts = DraftService(room.database, room.guilds, room.revisions, room.clock)

    done = await drafts.publish(CLASS, CAROL, "draft-patrols")
    slip = await drafts.publish(CLASS, CAROL, "draft-wrong-year")
    merged = await drafts.look_at(CLASS, await drafts.find_open(CLASS, CAROL, "draft-convoy"))

    assert done.entry is not None
    assert done.entry.title == "On the patrols, once more"
    assert [c.home for c in done.entry.claims] == ["patrols#count", "patrols#late"]
    assert slip.entry is not None
    assert (slip.entry.about, slip.entry.slip) == ((1, 2), Slip.SENSE)
    assert not merged.publishable
    told = [fault.told for fault in merged.checked.faults]
    assert any("is part of “On the patrols, once more” now" in one for one in told)


async def test_decks_reviews_and_scores_name_the_entry_of_today(old: Database) -> None:
    """Of two exclusions that become one, one is left; a second start changes nothing."""
    for changed in (6, 0):
        async with old.begin() as connection:
            assert await rename_entries(connection, FORMER) == changed

    async with old.read() as connection:
        for column, named in (
            (REVIEWS.c.entries, "patrols"),
            (REVIEW_LOG.c.entries, "patrols"),
            (SCORES.c.entries, "patrols"),
            (QUESTIONS.c.entry, "patrols"),
        ):
            assert list(await connection.scalars(select(column))) == [named]
    clock = Classroom(old, {}).clock
    assert await ExclusionService(old, clock).items(CLASS) == {"patrols"}
    (card,) = (await DeckService(old, clock).find(CLASS, "roads")).cards
    assert present().entry(card.entries[0]) is not None
