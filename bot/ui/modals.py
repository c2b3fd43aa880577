"""The modals, which are answered by their ids too, and so survive a restart while they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.ui import ids
from bot.ui.host import data_of, paper_of
from bot.ui.replying import asks_too_often, context_of, in_bot_dm, reply_with_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

QUESTION: Final = "question"
LONGEST_QUESTION: Final = 500


class FollowUp(ui.Modal, title="Follow up"):
    """Asks for a question that leans on the answer under whose button it was opened.

    What is submitted is taken from the interaction alone, by `submitted`: the library throws away
    modals that were opened before a restart.
    """

    def __init__(self) -> None:
        super().__init__(custom_id=ids.FOLLOW_UP_MODAL, timeout=None)
        self.add_item(
            ui.Label(
                text="Your question",
                description="It is read in the light of this answer: “who said that?”, “more”.",
                component=ui.TextInput(
                    custom_id=QUESTION, max_length=LONGEST_QUESTION, placeholder="who said that?"
                ),
            )
        )


async def submitted(interaction: discord.Interaction[Any]) -> None:
    """Answer a follow-up as publicly as the answer that it was asked under."""
    if await asks_too_often(interaction):
        return
    question = next(_values(data_of(interaction).get("components", ())), "")
    message = interaction.message
    private = bool(message and message.flags.ephemeral)
    context = context_of(message, paper_of(interaction))
    await reply_with_answer(
        interaction, question, private=private and not in_bot_dm(interaction), context=context
    )


def _values(components: Iterable[Mapping[str, Any]]) -> Any:  # noqa: ANN401  # an iterator of str
    for component in components:
        if component.get("custom_id") == QUESTION:
            yield str(component.get("value", ""))
        inner = component.get("component")
        yield from _values([*component.get("components", ()), *([inner] if inner else [])])
