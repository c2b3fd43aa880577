"""What a step would do as things are now, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.curation import payload
from bot.curation.curating import Change
from bot.curation.diffing import differences
from bot.curation.laying import NAMING
from bot.curation.owning import owners_in
from bot.curation.stepping import Do, Step, with_wording
from bot.curation.versions import based_on, entry_at
from bot.errors import KnowledgeError
from bot.paper.cross_checks import fold
from bot.paper.revision_file import check_entry
from bot.paper.writer import entry_data, source_data
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.served import Served
    from bot.paper.model import Entry, Source
    from bot.storage.revision_rows import Revision


@dataclass(frozen=True, slots=True)
class Outlook:
    """A step as things are now.

    `before` is the entry as it is, `after` as it would be, None for none. `against` says in words
    why it cannot be taken. `generation` is the state of the server that all this is of.
    """

    step: Step
    before: Entry | None
    after: Entry | None
    changes: tuple[Change, ...]
    against: tuple[str, ...]
    generation: int

    @property
    def detail(self) -> str:
        """The step in a line, for the record."""
        step = self.step
        told = {
            Do.RETIRE: "retired",
            Do.ROLL_BACK: f"rolled back to revision {step.number}",
            Do.MOVE: f"“{step.wording}” moved from {step.owner} to {step.entry}",
        }[step.do]
        return f"{told}: {step.comment}" if step.comment else told


def outlook_on(
    step: Step, made: Sequence[Revision], others: Sequence[Revision], served: Served
) -> Outlook:
    """What `step` would do to an entry with the revisions `made`.

    `others` are those of the entry that a wording is taken from.
    """
    match step.do:
        case Do.RETIRE:
            return _retiring(step, made, served)
        case Do.ROLL_BACK:
            return _rolling_back(step, made, served)
        case Do.MOVE:
            return _moving(step, made, others, served)


def _last(made: Sequence[Revision]) -> Revision | None:
    return made[-1] if made else None


def _retiring(step: Step, made: Sequence[Revision], served: Served) -> Outlook:
    before = entry_at(_last(made), step.entry, served.base.paper)
    against = () if before else ("it is retired already",)
    change = Change(step.entry, Action.RETIRE, step.seen, comment=step.comment)
    return Outlook(step, before, None, (change,), against, served.generation)


def _rolling_back(step: Step, made: Sequence[Revision], served: Served) -> Outlook:
    base = served.base.paper
    target = made[step.number - 1] if step.number else None
    before = entry_at(_last(made), step.entry, base)
    after = entry_at(target, step.entry, base)
    works: tuple[Source, ...] = ()
    against: tuple[str, ...] = ()
    action = target.action if target else Action.RESTORE
    if action is Action.UPSERT and target is not None:
        if after is None:
            against = ("that revision cannot be read by this version of the bot",)
        else:
            works = payload.read(target.payload)[1]
            against = _clashes(after, works, served)
    if not against and not differences(before, after):
        against = ("that would change nothing",)
    change = Change(
        step.entry,
        action,
        step.seen,
        after if action is Action.UPSERT else None,
        works,
        step.comment or f"rolled back to revision {step.number}",
        # What it was based on: where the paper's own has changed since, it is stale again.
        based_on=target.based_on if target else None,
    )
    return Outlook(step, before, after, (change,), against, served.generation)


def _clashes(entry: Entry, works: tuple[Source, ...], served: Served) -> tuple[str, ...]:
    """Why an entry of old no longer fits to the others."""
    paper = served.engine.paper
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(entry, name) if one in paper.entries) for name in NAMING
    }
    data = entry_data(replace(entry, **kept))
    owners = owners_in(paper, served.base.paper)
    try:
        check_entry(data, tuple(source_data(work) for work in works), paper, owners)
    except KnowledgeError as error:
        return tuple(f"it {problem.what}; {problem.remedy}" for problem in error.problems)
    return ()


def _moving(
    step: Step, made: Sequence[Revision], others: Sequence[Revision], served: Served
) -> Outlook:
    base = served.base.paper
    before = entry_at(_last(made), step.entry, base)
    owner = entry_at(_last(others), step.owner, base)
    if before is None or owner is None:
        against = ("one of the two entries is retired",)
        return Outlook(step, before, before, (), against, served.generation)
    wanted = fold(step.wording)
    left = tuple(one for one in owner.phrasings if fold(one) != wanted)
    after = with_wording(before, step.wording)
    gone = left == owner.phrasings
    changes = (
        _of_wordings(replace(owner, phrasings=left), step.owner_seen, _last(others)),
        _of_wordings(after, step.seen, _last(made)),
    )
    told = ("the other entry no longer has it",) if gone else ()
    return Outlook(step, before, after, changes, told, served.generation)


def _of_wordings(entry: Entry, seen: int, last: Revision | None) -> Change:
    return Change(entry.id, Action.UPSERT, seen, entry, sources_with(last), based_on=based_on(last))


def sources_with(last: Revision | None) -> tuple[Source, ...]:
    """The works that an entry's last revision brought with it."""
    if last is None or last.action is not Action.UPSERT:
        return ()
    return payload.read(last.payload)[1]
