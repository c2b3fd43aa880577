"""Modals that were filled in: found by their ids, so that one opened before a restart still works.

The library throws away a modal that this process has not opened itself; so what was typed is taken
from the interaction alone.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

import discord

from bot.discord_kit.access import need_admission
from bot.discord_kit.context import Interaction, data_of
from bot.discord_kit.error_replies import handled, went_wrong
from bot.discord_kit.layout import text_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


Values = dict[str, list[str]]


class PersistentModal:
    """Something that was filled in: `match` holds what its id carries, `values` what was given.

    `values` maps the id of each field to what was typed or chosen there, none for an empty one.
    What `answers` from the paper waits while a server holds answers back.
    """

    name: ClassVar[str]
    # Whether long texts are typed in it, which are sent back where they could not be kept.
    gives_back: ClassVar[bool] = False
    answers: ClassVar[bool] = False
    pattern: ClassVar[re.Pattern[str]]

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__()
        cls.pattern = re.compile(template)

    def __init__(self, match: re.Match[str], values: Values) -> None:
        self.match = match
        self.values = values

    def text(self, field: str) -> str:
        """What was typed or chosen in a field; empty for nothing."""
        return next(iter(self.values.get(field, ())), "")

    async def admitted(self, interaction: Interaction) -> None:
        """Act, unless it answers and answers are held back."""
        if self.answers:
            need_admission(interaction)
        await self.act(interaction)

    async def act(self, interaction: Interaction) -> None:
        """What submitting it does."""
        raise NotImplementedError


async def submit(interaction: Interaction, forms: Sequence[type[PersistentModal]]) -> bool:
    """Do what the modal is for; errors are told and logged. False where no form has its id."""
    data = data_of(interaction)
    custom_id = str(data.get("custom_id", ""))
    for form in forms:
        if match := form.pattern.fullmatch(custom_id):
            filled = form(match, dict(_values(data.get("components", ()))))
            await handled(interaction, form.name, filled.admitted)
            if form.gives_back and went_wrong(interaction):
                await _give_back(interaction, filled.values)
            return True
    return False


async def _give_back(interaction: Interaction, values: Values) -> None:
    """Send a person what they typed, as a file, so that an error costs them nothing."""
    typed = [f"{field}:\n{text}" for field, texts in values.items() for text in texts]
    file = text_file("typed.txt", "\n\n".join(typed).encode(errors="replace").decode())
    with suppress(discord.HTTPException):
        await interaction.followup.send("This is what you typed:", file=file, ephemeral=True)


def _values(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    for component in components:
        if field := component.get("custom_id"):
            values = component.get("values")
            typed = [str(component["value"])] if component.get("value") else []
            yield str(field), typed if values is None else [str(value) for value in values]
        inner = component.get("component")
        yield from _values([*component.get("components", ()), *([inner] if inner else [])])
