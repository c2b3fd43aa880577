"""The bot's latest replies to messages, so that they can follow what becomes of the question."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

# Of a message that was answered longer ago, the reply stays until somebody removes it.
_MOST_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class RecentReply:
    """A reply of the bot's: where it is, whether it is a card, and a digest of its question."""

    channel: int
    message: int
    is_card: bool
    digest: bytes


class RecentReplies:
    """Replies by the id of the message that they answer; kept in memory, the latest ones only.

    No text is kept. After a restart nothing is known of earlier replies.
    """

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._most = most
        self._replies: OrderedDict[int, RecentReply] = OrderedDict()

    def note(self, question: int, reply: RecentReply) -> None:
        """Remember a reply, in place of an earlier one to the same message."""
        self._replies[question] = reply
        self._replies.move_to_end(question)
        while len(self._replies) > self._most:
            self._replies.popitem(last=False)

    def find(self, question: int) -> RecentReply | None:
        """Return the reply to a message, or None."""
        return self._replies.get(question)

    def take(self, question: int) -> RecentReply | None:
        """Return the reply to a message and forget it, or None."""
        return self._replies.pop(question, None)


def digest_of(text: str) -> bytes:
    """Return a digest by which it shows whether a message still says the same."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
