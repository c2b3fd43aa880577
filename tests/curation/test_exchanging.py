"""A server's knowledge as a file, and files over what is served."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.engine import Engine
from bot.curation import overlay
from bot.curation.file_exchange import exchange_plan
from bot.curation.guild_settings import UNSET
from bot.curation.overlay import GuildKnowledge, apply_revisions
from bot.errors import KnowledgeError
from bot.paper.writer import revisions_text
from bot.storage.revision_rows import Action, Revision
from tests.storage.classroom import PAGE, WORDS, entry, paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.curation.revision_service import Change
    from bot.paper.model import Entry, Source

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
OWN = {name: entry(name, f"The {name} were counted.") for name in WORDS[:3]}
BASE = Engine(paper(OWN), {})


def served(
    *revised: tuple[Action, Entry | str], sources: Iterable[Source] = (PAGE,)
) -> GuildKnowledge:
    """A server that has made these revisions, in this order."""
    rows = [
        Revision(
            id=number,
            guild=1,
            entry=one if isinstance(one, str) else one.id,
            number=number,
            action=action,
            payload="" if isinstance(one, str) else overlay.dump_payload(one, sources),
            based_on="",
            author=9,
            approver=9,
            at=NOW,
            comment="",
            request=str(number),
        )
        for number, (action, one) in enumerate(revised, 1)
    ]
    last = {row.entry: row for row in rows}
    laid = apply_revisions(BASE.paper, last.values())
    assert not laid.invalid
    engine = BASE.with_entries(laid.changed, laid.retired, laid.sources)
    return GuildKnowledge(engine, BASE, UNSET, len(rows), overlay_size=len(laid.changed))


def planned(text: str, over: GuildKnowledge) -> exchange_plan.ImportPlan:
    """What a file with this text would change."""
    return exchange_plan.plan_import(exchange_plan.read("file.yaml", text.encode(), over), over)


def carried_out(changes: Iterable[Change], over: GuildKnowledge) -> dict[str, Entry]:
    """What would be served after it."""
    shown = dict(over.engine.paper.entries)
    for change in changes:
        if change.action is Action.RETIRE:
            del shown[change.entry_id]
        elif change.action is Action.RESTORE:
            shown[change.entry_id] = over.base.paper.entries[change.entry_id]
        else:
            assert change.entry is not None
            shown[change.entry_id] = change.entry
    return shown


def test_an_export_holds_what_the_server_made_of_the_paper() -> None:
    """Its own entries and works, its edits, and the ids it retired; nothing else."""
    now = served(
        (Action.UPSERT, entry("convoy", "A convoy came.", source=PAGE.key)),
        (Action.UPSERT, entry("troops", "The troops were counted twice.")),
        (Action.RETIRE, "orders"),
        (Action.UPSERT, OWN["harbour"]),
    )

    text = exchange_plan.exported(now, exchange_plan.head("The\nclass \x07#1", NOW, BASE.paper))

    lines = text.splitlines()
    assert lines[0] == "# Revisions of the server The class �#1, exported on 2026-01-01 12:00 UTC."
    assert lines[1].startswith("# They lie over “On Lighthouses”, edition ")
    read = exchange_plan.read("export.yaml", text.encode(), served())
    assert [one.id for one in read.entries] == ["troops", "convoy"]
    assert [work.key for work in read.sources] == [PAGE.key]
    assert read.retired == ("orders",)


def test_a_file_is_planned_whole() -> None:
    """What it adds, changes, retires, and leaves."""
    now = served((Action.UPSERT, entry("convoy", "A convoy came.")))
    other = served(
        (Action.UPSERT, entry("convoy", "A convoy came late.")),
        (Action.UPSERT, entry("ledger", "A ledger was kept.")),
        (Action.UPSERT, entry("troops", "The troops were counted twice.")),
        (Action.RETIRE, "orders"),
    )

    plan = planned(exchange_plan.exported(other), now)

    assert [one.id for one in plan.added] == ["ledger"]
    assert [one.after.id for one in plan.changed] == ["troops", "convoy"]
    assert [one.id for one in plan.retired] == ["orders"]
    changes = exchange_plan.changes(plan, {"convoy": 4}, "from a file")
    assert {one.entry_id: one.seen for one in changes} == {
        "ledger": 0,
        "troops": 0,
        "convoy": 4,
        "orders": 0,
    }
    assert {one.comment for one in changes} == {"from a file"}
    assert carried_out(changes, now) == dict(other.engine.paper.entries)


def test_the_papers_own_entry_in_a_file_is_taken_back() -> None:
    """No copy of it is made, so that it follows the paper again."""
    now = served((Action.UPSERT, entry("troops", "Ours.")), (Action.RETIRE, "orders"))
    over = served((Action.UPSERT, entry("troops", "Ours.")))
    text = revisions_text([OWN["troops"], OWN["orders"]], [], [])

    changes = exchange_plan.changes(planned(text, now), {"troops": 1, "orders": 1})

    assert [(one.entry_id, one.action) for one in changes] == [
        ("orders", Action.RESTORE),
        ("troops", Action.RESTORE),
    ]
    assert carried_out(changes, over) == OWN


def test_a_work_that_says_something_else_changes_the_entries_that_rest_on_it() -> None:
    """Though the entries read as before."""
    noted = entry("convoy", "A convoy came.", source=PAGE.key)
    now = served((Action.UPSERT, noted))
    other = served((Action.UPSERT, noted), sources=[replace(PAGE, title="Another Page")])

    plan = planned(exchange_plan.exported(other), now)

    assert [one.after.id for one in plan.changed] == ["convoy"]
    assert [work.title for work in plan.works] == ["Another Page"]


def test_a_plan_is_told_apart_from_another() -> None:
    """By all that it would do."""
    one = exchange_plan.exported(served((Action.UPSERT, entry("convoy", "A convoy came."))))
    same = planned(one, served()).digest()

    assert planned(one, served()).digest() == same
    assert planned(one, served((Action.RETIRE, "orders"))).digest() == same
    assert planned(one, served((Action.UPSERT, entry("convoy", "Otherwise.")))).digest() != same


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("entries: [", 2, "cannot be read as YAML"),
        ("entries:\n- id: x\n  kind: finding\n", 2, "lacks"),
        ("retired: [nowhere]\n", 1, "retires the unknown entry 'nowhere'"),
    ],
)
def test_errors_have_their_line(text: str, line: int, what: str) -> None:
    """Whatever is wrong with the file."""
    with pytest.raises(KnowledgeError) as caught:
        exchange_plan.read("mine.yaml", text.encode(), served())

    assert caught.value.problems[0].line == line
    assert what in str(caught.value)


FAULTY = """\
entries:
- id: ledger
  kind: opinion
  title: The ledger
  section: nowhere
  related: [no-such]
  claims:
  - id: kept
    text: It was kept.
    footnotes: [99]
- id: troops
  kind: finding
  title: The troops
  section: start
  colour: red
  claims:
  - id: counted
    text: They were counted.
    footnotes: [98]
retired: [no-one]
"""


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Of one entry and of several: nobody mends a file four times."""
    with pytest.raises(KnowledgeError) as caught:
        exchange_plan.read("mine.yaml", FAULTY.encode(), served())

    told = str(caught.value)
    for line, what in (
        (2, "opinion"),
        (5, "unknown section 'nowhere'"),
        (6, "unknown entry 'no-such'"),
        (10, "footnote 99"),
        (15, "colour"),
        (19, "footnote 98"),
        (20, "unknown entry 'no-one'"),
    ):
        assert any(
            one.startswith(f"mine.yaml:{line}:") and what in one for one in told.splitlines()
        ), (line, told)


WORDING = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    str.strip
)


@st.composite
def revisions(draw: st.DrawFn) -> list[tuple[Action, Entry | str]]:
    """What curators do: write anything, on any ground, retire and take back."""
    made: list[tuple[Action, Entry | str]] = []
    for name in draw(st.lists(st.sampled_from(WORDS), max_size=8)):
        action = draw(
            st.sampled_from([Action.UPSERT, Action.UPSERT, Action.RETIRE, Action.RESTORE])
        )
        if action is not Action.UPSERT:
            made.append((action, name))
            continue
        said = draw(WORDING)
        written = entry(
            name,
            said,
            note=draw(st.integers(1, 3)),
            source=draw(st.sampled_from(["", "", PAGE.key])),
            related=draw(st.sampled_from(["", *(one for one in WORDS if one != name)])),
        )
        made.append((action, replace(written, title=draw(WORDING))))
    return made


@settings(max_examples=60, deadline=None)
@given(revisions(), WORDING)
def test_importing_an_export_changes_nothing(
    made: list[tuple[Action, Entry | str]], name: str
) -> None:
    """Whatever the server has made, and is called."""
    now = served(*made)

    text = exchange_plan.exported(now, exchange_plan.head(name, NOW, BASE.paper))

    assert planned(text, now).is_empty


@settings(max_examples=60, deadline=None)
@given(revisions(), revisions())
def test_a_file_brings_another_server_to_the_same(
    ours: list[tuple[Action, Entry | str]], theirs: list[tuple[Action, Entry | str]]
) -> None:
    """In all that the file names; the rest stays."""
    now, other = served(*ours), served(*theirs)

    try:
        plan = planned(exchange_plan.exported(other), now)
    except KnowledgeError:
        # It names an entry that only the other server has, or one that is retired here.
        return
    after = carried_out(exchange_plan.changes(plan, {}), now)

    for key, one in other.engine.paper.entries.items():
        if one != OWN.get(key):
            assert after[key] == one
    for key in OWN.keys() - other.engine.paper.entries.keys():
        assert key not in after
