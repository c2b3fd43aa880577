"""Modals that are found by their ids, so that one opened before a restart still works.

The library ignores modals that this process has not opened; so the input is read from the
interaction itself.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

import discord

from bot.discord_kit.access import need_answers_allowed
from bot.discord_kit.context import Interaction, data_of
from bot.discord_kit.error_replies import input_was_lost, run_handled, went_wrong
from bot.discord_kit.inputs import check_numbers, cleaned
from bot.discord_kit.layout import text_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


Values = dict[str, list[str]]


class PersistentModal:
    """A submitted modal; `match` holds the parts of its id, `values` the input.

    `values` maps each field's id to what was typed or chosen, an empty list for nothing. With
    `answers` the modal is refused while answers are paused. With `plays` it works while a quiz
    question is open.
    """

    name: ClassVar[str]
    # For modals with long texts: sends the input back also where it was the person's to mend. What
    # is lost by a fault of the bot or of its database is sent back by every modal.
    gives_back: ClassVar[bool] = False
    answers: ClassVar[bool] = False
    plays: ClassVar[bool] = False
    pattern: ClassVar[re.Pattern[str]]

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__()
        cls.pattern = re.compile(template)

    def __init__(self, match: re.Match[str], values: Values) -> None:
        self.match = match
        self.values = values

    def text(self, field: str) -> str:
        """Return the input of a field; "" for none."""
        return next(iter(self.values.get(field, ())), "")

    async def run_checked(self, interaction: Interaction) -> None:
        """Run `run_if_allowed`, unless the id holds a number that is none of ours."""
        check_numbers(self.match)
        await self.run_if_allowed(interaction)

    async def run_if_allowed(self, interaction: Interaction) -> None:
        """Run `run`, unless it answers and answers are not allowed here."""
        if self.answers:
            need_answers_allowed(interaction, playing=self.plays)
        await self.run(interaction)

    async def run(self, interaction: Interaction) -> None:
        """Do what submitting the modal is for."""
        raise NotImplementedError


async def submit(interaction: Interaction, forms: Sequence[type[PersistentModal]]) -> bool:
    """Handle a submitted modal, and report and log errors; return False if its id is unknown."""
    data = data_of(interaction)
    custom_id = str(data.get("custom_id", ""))
    for form in forms:
        if match := form.pattern.fullmatch(custom_id):
            filled = form(match, cleaned(dict(_input_of(data.get("components", ())))))
            await run_handled(interaction, form.name, filled.run_checked)
            lost = input_was_lost(interaction) or (form.gives_back and went_wrong(interaction))
            if lost and any(filled.values.values()):
                await _send_back_input(interaction, filled.values)
            return True
    return False


async def _send_back_input(interaction: Interaction, values: Values) -> None:
    """Send a person what they typed, as a file, so that an error costs them nothing."""
    typed = [f"{field}:\n{text}" for field, texts in values.items() for text in texts]
    file = text_file("typed.txt", "\n\n".join(typed))
    with suppress(discord.HTTPException):
        await interaction.followup.send("This is what you typed:", file=file, ephemeral=True)


def _input_of(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    for component in components:
        if field := component.get("custom_id"):
            values = component.get("values")
            typed = [str(component["value"])] if component.get("value") else []
            yield str(field), typed if values is None else [str(value) for value in values]
        inner = component.get("component")
        yield from _input_of([*component.get("components", ()), *([inner] if inner else [])])
