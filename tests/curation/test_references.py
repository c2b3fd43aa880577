"""A server's entries refer to the paper's claims and to its own; a correction is one edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.answering.engine import Engine
from bot.curation.drafts.draft import draft_of, typed
from bot.curation.drafts.draft_validation import ValidationContext, validated
from bot.curation.file_exchange import exchange_plan
from bot.curation.overlay import GuildKnowledge, dump_payload, owners_in, serve
from bot.paper.claim_references import reference, resolved
from bot.paper.model import Claim, Entry, Kind, Place, Premise, Wording
from bot.paper.writer import digest_of
from bot.storage.guild_rows import Guild
from bot.storage.revision_rows import Action, Revision
from tests.storage.classroom import paper

if TYPE_CHECKING:
    from bot.paper.paper import Paper

NOW = datetime(2026, 11, 3, tzinfo=UTC)


def claim(home: str, text: str, note: int = 1, **more: object) -> Claim:
    """A claim at its home."""
    return Claim(text, "start", (note,), id=home.partition("#")[2], home=home, **more)  # type: ignore[arg-type]  # as a story needs


def entry(name: str, *claims: Claim, **more: object) -> Entry:
    """An entry of these claims."""
    return Entry(name, Kind.FINDING, f"On the {name}", "start", claims, **more)  # type: ignore[arg-type]  # as a story needs


def ref(home: str) -> Claim:
    """A claim that is referred to."""
    return reference(home, "start")


COUNT = claim("troops#count", "About forty went.", at=(Place(2, 1),), errata=())
TROOPS = entry(
    "troops",
    COUNT,
    claim("troops#late", "Half came back late.", 2),
    phrasings=(Wording("how many went"), Wording("did all come back in time", "late", "no")),
    premises=(Premise("all came back in time", "late"),),
)
ROADS = entry("roads", claim("roads#north", "They took the northern road."))
OVERVIEW = entry("overview", ref("troops#late"), ref("roads#north"), related=("troops", "roads"))
ONLY_LATE = entry("only-late", ref("troops#late"))


def base() -> Paper:
    """A paper of four entries, two of which only refer to the others."""
    made = paper({one.id: one for one in (TROOPS, ROADS, OVERVIEW, ONLY_LATE)})
    return replace(made, entries={k: resolved(e, made.claim) for k, e in made.entries.items()})


def served(*made: Entry | str) -> GuildKnowledge:
    """A server that has made these entries; it has retired those that are only named."""
    below = Engine(base(), {})
    rows = tuple(
        Revision(
            id=number,
            guild=300,
            entry=one if isinstance(one, str) else one.id,
            number=1,
            action=Action.RETIRE if isinstance(one, str) else Action.UPSERT,
            payload="" if isinstance(one, str) else dump_payload(one, ()),
            based_on=digest_of(below.paper.entries.get(one if isinstance(one, str) else one.id)),
            author=9,
            approver=9,
            at=NOW,
            comment="",
            request=str(number),
        )
        for number, one in enumerate(made, 1)
    )
    return serve(below, Guild(300, len(rows), "{}", "salt"), rows, None)


def texts(knowledge: GuildKnowledge, name: str) -> list[str]:
    """What an entry says there."""
    return [one.text for one in knowledge.engine.paper.entries[name].claims]


def test_one_correction_corrects_it_wherever_it_is_shown() -> None:
    """The entries that only refer to it are not the server's own by that."""
    fixed = replace(TROOPS.claims[1], text="A third came back late.")
    knowledge = served(replace(TROOPS, claims=(COUNT, fixed)))

    assert texts(knowledge, "overview") == [
        "A third came back late.",
        "They took the northern road.",
    ]
    own = exchange_plan.own_work(knowledge)
    assert [one.id for one in own.edited] == ["troops"]
    assert own.added == own.retired == ()


def test_a_statement_that_a_server_withdrew_is_shown_nowhere() -> None:
    """An entry that consisted of it alone is gone, though nobody has retired it."""
    knowledge = served(replace(TROOPS, claims=(COUNT,), premises=(), phrasings=()))

    assert texts(knowledge, "overview") == ["They took the northern road."]
    assert "only-late" not in knowledge.engine.paper.entries
    own = exchange_plan.own_work(knowledge)
    assert [one.id for one in own.edited] == ["troops"]
    assert own.retired == ()
    assert knowledge.invalid == ()


def test_what_names_a_retired_entry_is_not_edited_by_that() -> None:
    """It is not in an export either, so that it follows the paper again once that is undone."""
    knowledge = served("roads")

    assert texts(knowledge, "overview") == ["Half came back late."]
    own = exchange_plan.own_work(knowledge)
    assert ([one.id for one in own.retired], own.edited) == (["roads"], ())
    assert "overview" not in exchange_plan.exported(knowledge)


def test_a_server_may_refer_to_the_papers_claims_and_to_its_own() -> None:
    """Whichever was made first."""
    mine = entry("mine", claim("mine#seen", "We saw them."), ref("ours#said"), ref("roads#north"))
    knowledge = served(mine, entry("ours", claim("ours#said", "They said so.")))

    assert texts(knowledge, "mine") == [
        "We saw them.",
        "They said so.",
        "They took the northern road.",
    ]
    text = exchange_plan.exported(knowledge)
    assert "ref: ours#said" in text
    assert "They took the northern road." not in text
    plan = exchange_plan.plan_import(exchange_plan.read("f", text.encode(), knowledge), knowledge)
    assert plan.is_empty


def test_what_refers_to_a_claim_that_is_gone_is_set_aside() -> None:
    """And so is what refers to that."""
    mine = entry("mine", claim("mine#seen", "We saw them."), ref("roads#north"))
    more = entry("more", ref("mine#seen"))
    knowledge = served(mine, more, "roads")

    assert {one.revision.entry: one.why for one in knowledge.invalid} == {
        "mine": "it refers to 'roads#north', a statement that is no longer there",
        "more": "it refers to 'mine#seen', a statement that is no longer there",
    }
    assert not {"mine", "more"} & set(knowledge.engine.paper.entries)


def test_an_edit_keeps_what_the_form_does_not_show() -> None:
    """Ids, places, slips, verdicts; a new statement gets an id from its words."""
    there = base()
    draft = draft_of(TROOPS, there.entries, seen=0, own=TROOPS)
    draft = typed(
        draft,
        {
            "statements": "About fifty went. [1]\nTheir number doubled later. [3]\n"
            "Half came back late. [2]\nThey took the northern road. [see roads#north]",
            "phrasings": "how many went\ndid all come back in time\nwas it many",
        },
    )
    made = validated(draft, ValidationContext(there, there, owners_in(there, there), (), TROOPS))

    assert made.faults == ()
    assert made.entry is not None
    assert [(one.home, one.at) for one in made.entry.claims] == [
        ("troops#count", (Place(2, 1),)),
        ("troops#number", ()),
        ("troops#late", ()),
        ("roads#north", ()),
    ]
    assert made.entry.phrasings == (
        Wording("how many went"),
        Wording("did all come back in time", "late", "no"),
        Wording("was it many"),
    )
    assert made.entry.premises == TROOPS.premises


def test_what_names_a_removed_statement_goes_with_it() -> None:
    """A wording stays, without its verdict; a premise has nothing left that contradicts it."""
    there = base()
    draft = typed(
        draft_of(TROOPS, there.entries, seen=0, own=TROOPS), {"statements": "About forty went. [1]"}
    )
    made = validated(draft, ValidationContext(there, there, owners_in(there, there), (), TROOPS))

    assert made.faults == ()
    assert made.entry is not None
    assert made.entry.phrasings[1] == Wording("did all come back in time")
    assert made.entry.premises == ()
