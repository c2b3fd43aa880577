"""Actions on entries (retire, roll back, move a phrasing) and their previews."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import TypeAdapter

from bot.curation import overlay
from bot.curation.diff import differences
from bot.curation.overlay import NAMING, entry_at, inherited_base_digest, owners_in
from bot.curation.revision_service import Change
from bot.errors import KnowledgeError
from bot.paper.model import Wording
from bot.paper.revision_file import check_entry
from bot.paper.writer import entry_data, source_data
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.overlay import GuildKnowledge
    from bot.paper.model import Entry, Source
    from bot.storage.revision_rows import Revision


@dataclass(frozen=True, slots=True)
class ActionPreview:
    """Preview of an action against the guild's current knowledge.

    `before` is the entry as it is and `after` as it would be; None means that there is no entry.
    `against` says in words why the action cannot be taken.
    """

    step: EntryAction
    before: Entry | None
    after: Entry | None
    changes: tuple[Change, ...]
    against: tuple[str, ...]

    @property
    def detail(self) -> str:
        """Return the action in one line, for the audit record."""
        step = self.step
        told = {
            ActionKind.RETIRE: "retired",
            ActionKind.ROLL_BACK: f"rolled back to revision {step.number}",
            ActionKind.MOVE: f"“{step.wording}” moved from {step.owner} to {step.entry}",
        }[step.do]
        return f"{told}: {step.comment}" if step.comment else told


def preview_action(
    step: EntryAction,
    made: Sequence[Revision],
    others: Sequence[Revision],
    knowledge: GuildKnowledge,
) -> ActionPreview:
    """Return what `step` would do to an entry whose revisions are `made`, oldest first.

    `others` are the revisions of the entry that loses a phrasing.
    """
    match step.do:
        case ActionKind.RETIRE:
            return _preview_retire(step, made, knowledge)
        case ActionKind.ROLL_BACK:
            return _preview_roll_back(step, made, knowledge)
        case ActionKind.MOVE:
            return _preview_move(step, made, others, knowledge)


def _last(made: Sequence[Revision]) -> Revision | None:
    return made[-1] if made else None


def _preview_retire(
    step: EntryAction, made: Sequence[Revision], knowledge: GuildKnowledge
) -> ActionPreview:
    before = entry_at(_last(made), step.entry, knowledge)
    against = () if before else ("it is retired already",)
    change = Change(step.entry, Action.RETIRE, step.seen, comment=step.comment)
    return ActionPreview(step, before, None, (change,), against)


def _preview_roll_back(
    step: EntryAction, made: Sequence[Revision], knowledge: GuildKnowledge
) -> ActionPreview:
    target = made[step.number - 1] if step.number else None
    before = entry_at(_last(made), step.entry, knowledge)
    after = entry_at(target, step.entry, knowledge)
    works: tuple[Source, ...] = ()
    against: tuple[str, ...] = ()
    action = target.action if target else Action.RESTORE
    if action is Action.UPSERT and target is not None:
        if after is None:
            against = ("that revision cannot be read by this version of the bot",)
        else:
            works = overlay.load_payload(target.payload)[1]
            against = _clashes(after, works, knowledge)
    if not against and not differences(before, after):
        against = ("that would change nothing",)
    change = Change(
        step.entry,
        action,
        step.seen,
        after if action is Action.UPSERT else None,
        works,
        step.comment or f"rolled back to revision {step.number}",
        # The old digest: if the paper's entry has changed since, the revision is stale again.
        based_on=target.based_on if target else None,
    )
    return ActionPreview(step, before, after, (change,), against)


def _clashes(entry: Entry, works: tuple[Source, ...], knowledge: GuildKnowledge) -> tuple[str, ...]:
    """Return why an old version of an entry no longer fits the other entries."""
    paper = knowledge.engine.paper
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(entry, name) if one in paper.entries) for name in NAMING
    }
    data = entry_data(replace(entry, **kept))
    owners = owners_in(paper, knowledge.base.paper)
    try:
        check_entry(data, tuple(source_data(work) for work in works), paper, owners)
    except KnowledgeError as error:
        return tuple(f"it {problem.what}; {problem.remedy}" for problem in error.problems)
    return ()


def _preview_move(
    step: EntryAction,
    made: Sequence[Revision],
    others: Sequence[Revision],
    knowledge: GuildKnowledge,
) -> ActionPreview:
    before = entry_at(_last(made), step.entry, knowledge)
    owner = entry_at(_last(others), step.owner, knowledge)
    if before is None or owner is None:
        against = ("one of the two entries is retired",)
        return ActionPreview(step, before, before, (), against)
    key_of = knowledge.base.paper.vocabulary.wording_key
    wanted = key_of(step.wording)
    left = tuple(one for one in owner.phrasings if key_of(one.text) != wanted)
    after = with_wording(before, step.wording)
    gone = left == owner.phrasings
    changes = (
        _phrasings_change(replace(owner, phrasings=left), step.owner_seen, _last(others)),
        _phrasings_change(after, step.seen, _last(made)),
    )
    told = ("the other entry no longer has it",) if gone else ()
    return ActionPreview(step, before, after, changes, told)


def _phrasings_change(entry: Entry, seen: int, last: Revision | None) -> Change:
    return Change(
        entry.id,
        Action.UPSERT,
        seen,
        entry,
        sources_with(last),
        based_on=inherited_base_digest(last),
    )


def sources_with(last: Revision | None) -> tuple[Source, ...]:
    """Return the works that an entry's last revision brought with it."""
    if last is None or last.action is not Action.UPSERT:
        return ()
    return overlay.load_payload(last.payload)[1]


class ActionKind(StrEnum):
    """The kinds of actions on an entry."""

    RETIRE = "retire"
    ROLL_BACK = "roll back"
    MOVE = "move a wording"


@dataclass(frozen=True, slots=True)
class EntryAction:
    """An action that waits to be confirmed.

    `seen` is the number of the entry's last revision that the curator has seen. Rolling back leads
    to revision `number`, 0 for the paper's own entry. Moving takes the phrasing `wording` from the
    entry `owner`, whose last revision seen was `owner_seen`.
    """

    do: ActionKind
    entry: str
    seen: int
    number: int = 0
    wording: str = ""
    owner: str = ""
    owner_seen: int = 0
    comment: str = ""


class SeenRevision(NamedTuple):
    """The numbers of the last revisions that a curator was shown: of the entry and of the owner.

    The confirm button carries them, so that nobody overwrites a revision they have not seen.
    """

    entry: int
    owner: int


# (De)serialises actions for storage.
STEP: Final = TypeAdapter(EntryAction)


def with_wording(entry: Entry, wording: str) -> Entry:
    """Return the entry with one more phrasing."""
    return replace(entry, phrasings=(*entry.phrasings, Wording(wording)))
