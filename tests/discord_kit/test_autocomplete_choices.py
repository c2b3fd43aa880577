"""What is offered while somebody types: no more than Discord takes."""

from __future__ import annotations

from bot.discord_kit.autocomplete_choices import choices_of_topics
from bot.discord_kit.layout import OPTION_LABEL
from bot.quiz.generation import Topic


def test_a_topic_is_offered_while_discord_takes_its_key() -> None:
    """A value that is longer by one letter would refuse the whole list."""
    longest = Topic("a" * OPTION_LABEL, "Lamps of the north")
    too_long = Topic("b" * (OPTION_LABEL + 1), "Lamps of the south")

    offered = choices_of_topics("lamps", [longest, too_long])

    assert [(one.name, one.value) for one in offered] == [("Lamps of the north", longest.key)]
