"""A draft as it stands against what a server has now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curation.checking import Checked, Over, checked
from bot.curation.curating import Change
from bot.curation.diffing import differences
from bot.curation.owning import owners_in
from bot.curation.resembling import resembling
from bot.errors import StudyBotError
from bot.storage.revision_rows import Action

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.curation.diffing import Difference
    from bot.curation.drafting import Draft
    from bot.curation.resembling import Resembling
    from bot.curation.served import Served
    from bot.paper.model import Entry


class NotReady(StudyBotError):  # noqa: N818  # reads as the sentence it is
    """A draft that cannot be published as it is."""

    def __str__(self) -> str:
        return "this draft cannot be published yet; look at what the preview says"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a draft comes to.

    `before` is the entry that the curator began with, None for a new one.
    """

    draft: Draft
    checked: Checked
    before: Entry | None
    resembling: tuple[Resembling, ...]
    served: Served

    @property
    def title(self) -> str:
        """What the entry is called, as far as it can be told."""
        shown = self.checked.shown
        return shown.title if shown else self.draft.title

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What publishing would change; nothing while it cannot be published."""
        entry = self.checked.entry
        return differences(self.before, entry) if entry else ()

    @property
    def publishable(self) -> bool:
        """Whether it may be published: without faults, and not as it is already."""
        return bool(self.differences)

    @property
    def detail(self) -> str:
        """The change in a line, for the record."""
        fields = ", ".join(one.field for one in self.differences)
        told = "new entry" if self.before is None else fields
        return f"{told}: {self.draft.comment}" if self.draft.comment else told

    def change(self) -> Change:
        """What publishing does; raises NotReady."""
        if self.checked.entry is None or not self.publishable:
            raise NotReady
        return Change(
            entry_id=self.checked.entry_id,
            action=Action.UPSERT,
            seen=self.draft.seen,
            entry=self.checked.entry,
            sources=self.checked.works,
            comment=self.draft.comment,
            author=self.draft.author,
            based_on=None if self.draft.is_new else self.draft.based_on,
        )


def look(draft: Draft, before: Entry | None, served: Served, taken: Collection[str]) -> Looked:
    """What a draft comes to; a new entry may have none of the ids `taken`, nor one that is there.

    Takes some hundredths of a second: not for the event loop.
    """
    paper, base = served.engine.paper, served.base.paper
    ids = {*taken, *paper.entries, *base.entries} if draft.is_new else frozenset()
    made = checked(draft, Over(paper, base, owners_in(paper, base), ids))
    like = resembling(made.shown, before, served.engine) if made.shown else ()
    return Looked(draft, made, before, like, served)
