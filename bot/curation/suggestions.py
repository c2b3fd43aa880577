"""Students' suggestions: checked, stored, approved or rejected once, with notices to authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.curation.drafts.draft import Origin, new_draft, sound
from bot.curation.drafts.draft_validation import DraftNotReadyError
from bot.curation.pending import PendingClosedError
from bot.curation.resolve_feedback import AlreadyDecidedError
from bot.curation.statement_syntax import statement_text
from bot.errors import StudyBotError
from bot.paper.model import Claim, NoteStatus
from bot.storage import feedback_rows, retention_rows, revision_rows
from bot.storage.feedback_rows import OPEN, REJECTED, StoredSuggestion
from bot.text.tokenizer import words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clock import Clock
    from bot.curation.drafts.draft import Draft
    from bot.curation.drafts.draft_service import DraftService, Published
    from bot.curation.guild_knowledge import GuildKnowledgeRegistry
    from bot.paper.model import Entry
    from bot.paper.paper import Paper
    from bot.storage.database import Database


MOST_OPEN: Final = 20

_QUOTED: Final = 200


class TooManyOpenError(StudyBotError):
    """The person has as many open suggestions as one person may have."""

    def __str__(self) -> str:
        return (
            f"you already have {MOST_OPEN} suggestions waiting here, the most that one person may "
            f"have; please wait until the moderators have looked at some"
        )


class NoSuchSuggestionError(StudyBotError, LookupError):
    """The guild has no suggestion of this id."""

    def __str__(self) -> str:
        return "there is no such suggestion here"


class NotApprovableError(StudyBotError):
    """The suggestion cannot become an entry without a curator's editing."""

    def __str__(self) -> str:
        return (
            "this suggestion cannot become an entry as it is; use Write it up, or attach it to one"
        )


class SuggestionService:
    """Stores students' suggestions, and approves or rejects them."""

    def __init__(
        self, database: Database, guilds: GuildKnowledgeRegistry, drafts: DraftService, clock: Clock
    ) -> None:
        self._database = database
        self._guilds = guilds
        self._drafts = drafts
        self._clock = clock

    async def suggest(self, guild: int, person: int, said: CheckedSuggestion, request: str) -> bool:
        """Store a suggestion; return False if this request was stored before.

        Raises TooManyOpenError.
        """
        async with self._database.begin() as connection:
            if await feedback_rows.count_open_suggestions(connection, guild, person) >= MOST_OPEN:
                raise TooManyOpenError
            return await feedback_rows.add_suggestion(
                connection,
                guild=guild,
                author=person,
                text=said.text,
                place=said.place,
                at=self._clock.now(),
                request=request,
            )

    async def waiting(self, guild: int, after: int = 0) -> tuple[StoredSuggestion | None, int]:
        """Return the first open suggestion after `after`, else the first, and how many are open."""
        async with self._database.read() as connection:
            found = await feedback_rows.suggestion_after(connection, guild, after)
            if found is None and after:
                found = await feedback_rows.suggestion_after(connection, guild)
            return found, await feedback_rows.count_open_suggestions(connection, guild)

    async def open_one(self, guild: int, suggestion: int) -> StoredSuggestion:
        """Return an open suggestion; raise NoSuchSuggestionError and AlreadyDecidedError."""
        async with self._database.read() as connection:
            return await _open_one(connection, guild, suggestion)

    async def made_of(self, guild: int, suggestion: StoredSuggestion) -> Entry | None:
        """Return the entry that a suggestion would make as it is, or None."""
        draft = draft_of(suggestion, (await self._guilds.load(guild)).engine.paper)
        if draft is None:
            return None
        looked = await self._drafts.look_at(guild, draft)
        return looked.checked.entry if looked.publishable else None

    async def approve(self, guild: int, actor: int, suggestion: int) -> Published:
        """Publish the entry that a suggestion makes, with the student as its author.

        Raises NotApprovableError, NoSuchSuggestionError and AlreadyDecidedError.
        """
        found = await self.open_one(guild, suggestion)
        draft = draft_of(found, (await self._guilds.load(guild)).engine.paper)
        if draft is None:
            raise NotApprovableError
        # One draft per suggestion: two curators who approve it at once make one entry.
        name = f"suggestion{suggestion}"
        try:
            await self._drafts.keep(guild, actor, name, draft)
            published = await self._drafts.publish(guild, actor, name)
        except DraftNotReadyError as error:
            raise NotApprovableError from error
        except PendingClosedError:
            published = None
        if published is None or published.again:
            raise AlreadyDecidedError(await self._decided(guild, suggestion) or found)
        return published

    async def _decided(self, guild: int, suggestion: int) -> StoredSuggestion | None:
        async with self._database.read() as connection:
            return await feedback_rows.find_suggestion(connection, guild, suggestion)

    async def reject(
        self, guild: int, actor: int, suggestion: int, reason: str
    ) -> StoredSuggestion:
        """Reject a suggestion, add a notice to its author, and return it as it was before.

        Raises NoSuchSuggestionError and AlreadyDecidedError.
        """
        now = self._clock.now()
        async with self._database.begin() as connection:
            found = await _open_one(connection, guild, suggestion)
            rejected = await feedback_rows.decide_suggestion(
                connection,
                guild=guild,
                suggestion=suggestion,
                state=REJECTED,
                by=actor,
                at=now,
                reason=reason,
            )
            if not rejected:
                raise AlreadyDecidedError(
                    await feedback_rows.find_suggestion(connection, guild, suggestion) or found
                )
            quoted = found.text if len(found.text) <= _QUOTED else f"{found.text[:_QUOTED]}…"
            text = f"Your suggestion, “{quoted}”, was not taken up. The moderators say: {reason}"
            await feedback_rows.add_notice(
                connection, guild=guild, person=found.author, text=text, at=now
            )
            # Without the student's words, which must not outlive the suggestion in a channel.
            detail = f"suggestion {suggestion}, because: {reason}"
            await revision_rows.record_audit(
                connection, guild=guild, at=now, actor=actor, action="reject", detail=detail
            )
        return found

    async def erase(self, guild: int, actor: int, suggestion: int) -> None:
        """Delete a suggestion with its text, whatever was decided; raise NoSuchSuggestionError.

        Its author is told nothing, and the record of changes holds no word of it.
        """
        async with self._database.begin() as connection:
            if not await retention_rows.erase_suggestion(connection, guild, suggestion):
                raise NoSuchSuggestionError
            await revision_rows.record_audit(
                connection,
                guild=guild,
                at=self._clock.now(),
                actor=actor,
                action="delete suggestion",
                detail=f"suggestion {suggestion}",
            )


def draft_of(suggestion: StoredSuggestion, paper: Paper) -> Draft | None:
    """Return a draft of a statement with its footnote; None if a curator has to write it."""
    claim = claim_of(suggestion.text, suggestion.place, paper)
    if claim is None:
        return None
    return new_draft(
        section=claim.section,
        title=title_of(claim.text),
        statements=statement_text(claim, claim.section),
        origin=Origin(suggestion=suggestion.id),
        author=suggestion.author,
    )


async def _open_one(connection: AsyncConnection, guild: int, suggestion: int) -> StoredSuggestion:
    found = await feedback_rows.find_suggestion(connection, guild, suggestion)
    if found is None:
        raise NoSuchSuggestionError
    if found.state != OPEN:
        raise AlreadyDecidedError(found)
    return found


LONGEST_TEXT: Final = 1000

SHORTEST_TEXT: Final = 5

LONGEST_PLACE: Final = 200

LONGEST_REASON: Final = 500

_LONGEST_TITLE: Final = 70

_FEW_WORDS: Final = 5

_NOTE: Final = re.compile(r"\W*(?:footnote|note|fn|n)?\W*(\d{1,6})\W*", re.IGNORECASE)

_LINK: Final = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)

_ASKING: Final = frozenset(
    "what who whom whose when where why how which is are was were do does did can could should "
    "would will has have had may might".split()
)


class WrongSuggestionError(StudyBotError):
    """A suggestion that cannot be accepted; the message names the field and the remedy."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class CheckedSuggestion:
    """A valid suggestion; `place` is a footnote's number, a URL, or empty."""

    text: str
    place: str


def checked(text: str, place: str, paper: Paper) -> CheckedSuggestion:
    """Return what was typed, cleaned and checked; raise WrongSuggestionError."""
    said = " ".join(sound(text).split())
    where = " ".join(sound(place).split())
    if len(words(said)) < 1 or len(said) < SHORTEST_TEXT:
        raise WrongSuggestionError("the question or statement is too short: write it in a sentence")
    if len(said) > LONGEST_TEXT:
        raise WrongSuggestionError(
            f"the question or statement has {len(said):,} characters: {LONGEST_TEXT:,} at most"
        )
    return CheckedSuggestion(said, _place(where, paper))


def _place(typed: str, paper: Paper) -> str:
    if not typed:
        return ""
    if _LINK.fullmatch(typed) and len(typed) <= LONGEST_PLACE:
        return typed
    if found := _NOTE.fullmatch(typed):
        number = int(found[1])
        if number in paper.footnotes:
            return str(number)
        last = max(paper.footnotes, default=0)
        raise WrongSuggestionError(
            f"there is no footnote {number}: the paper’s footnotes are 1 to {last}"
        )
    raise WrongSuggestionError(
        "where it stands must be a footnote’s number, such as 12, or a link that begins with "
        "https://; leave it empty if you do not know"
    )


def note_of(place: str, paper: Paper) -> int | None:
    """Return the number of the footnote that a place names, if the paper has its text."""
    number = int(place) if place.isdecimal() else None
    note = paper.footnotes.get(number) if number is not None else None
    return number if note is not None and note.status is not NoteStatus.MISSING else None


def is_question(text: str) -> bool:
    """Return whether a text is a question; a few words without a full stop count as one."""
    bare, said = text.rstrip(), words(text)
    if bare.endswith("?") or (said and said[0] in _ASKING):
        return True
    return len(said) < _FEW_WORDS and not bare.endswith((".", "!"))


def claim_of(text: str, place: str, paper: Paper) -> Claim | None:
    """Return a suggestion's statement with its footnote; None for a question, or without a note."""
    number = note_of(place, paper)
    if number is None or is_question(text):
        return None
    return Claim(text, paper.footnotes[number].section, (number,))


def title_of(text: str) -> str:
    """Return a title made of the beginning of a statement."""
    bare = text.strip().rstrip(".!…")
    if len(bare) <= _LONGEST_TITLE:
        return bare
    kept = bare[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0]
    return f"{kept.rstrip(',;:')}…"
