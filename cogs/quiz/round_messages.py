"""The public messages of a round: start, question, reveal and podium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord.utils import format_dt

from bot.discord_kit import quiz_card_text
from bot.discord_kit.layout import ANSWER, NOTHING, Layout, button, container, line, rows
from bot.discord_kit.markdown import plain
from bot.quiz.cards import card_in
from bot.quiz.round.scoring import POINT
from bot.quiz.round.state import Ending, Mode
from bot.text.phrases import counted, percent
from cogs.quiz import quiz_ids

if TYPE_CHECKING:
    from datetime import datetime

    import discord
    from discord import ui

    from bot.quiz.cards import Card
    from bot.quiz.round.effects import Podium
    from bot.quiz.round.standings import PlayerPlace
    from bot.quiz.round.state import QuestionResult, Round, RoundSettings


_MODES: Final = {
    Mode.BUTTONS: "answers by buttons",
    Mode.TYPED: "answers are typed",
    Mode.MIXED: "buttons and typed answers",
}

_ENDINGS: Final = {
    Ending.FINISHED: "The round is over",
    Ending.STOPPED: "The round was stopped; the scores so far",
    Ending.HELD_BACK: "Answers are held back here now; the scores so far",
    Ending.SILENT: "Discord took no question for ten minutes; the round ends here",
    Ending.AWAY: "The bot was away for over an hour; the round ends here",
    Ending.BLOCKED: "This server’s AutoMod lets no question through; the round ends here",
    Ending.DELETED: "The question was deleted again and again; the round ends here",
}


_BAR: Final = 8


def announcement(state: Round, mark: int) -> Layout:
    """Return the message that a round begins."""
    settings = state.plan.settings
    first = (
        f" The first comes {format_dt(state.due, 'R')}." if state.due and not state.asked else ""
    )
    many = counted(len(state.plan.cards), "question")
    return _card(
        "### A quiz round begins",
        f"{many}, {_settings_text(settings)}.{first}",
        "Everybody here can answer. Only you see your answer, and you may change it once.",
        f"-# Begun by <@{state.plan.host}>, who can end it with /quiz stop, as can curators.",
        mark=mark,
    )


def question(state: Round, place: int, deadline: datetime, mark: int) -> Layout:
    """Return an open question."""
    card = card_in(state.plan.cards[place])
    tail = "Only you see your answer; you may change it once."
    return _card(
        *_question_texts(state, place, card),
        f"Time is up {format_dt(deadline, 'R')}.\n-# {tail}",
        *rows(_answer_buttons(state, place, card, closed=False)),
        mark=mark,
    )


def closed(state: Round, place: int, mark: int) -> Layout:
    """Return a closed question."""
    card = card_in(state.plan.cards[place])
    return _card(
        *_question_texts(state, place, card),
        "-# Time is up.",
        *rows(_answer_buttons(state, place, card, closed=True)),
        mark=mark,
        colour=NOTHING,
    )


def revealed(state: Round, result: QuestionResult, mark: int) -> Layout:
    """Return the right answer, explanation, sources, and how many were right."""
    card = card_in(state.plan.cards[result.question])
    last = result.question + 1 == len(state.plan.cards)
    return _card(
        f"-# Question {result.question + 1} of {len(state.plan.cards)}",
        quiz_card_text.right_answer(card),
        quiz_card_text.why(card),
        quiz_card_text.sources(card),
        line(),
        _counts_text(card, result),
        f"-# The {'scores follow' if last else 'next question follows'} in a moment.",
        mark=mark,
    )


def podium(state: Round, effect: Podium) -> Layout:
    """Return the final scores, with buttons for missed cards and the export."""
    number = state.plan.id
    best = [_place_line(one, state.plan.settings) for one in effect.places] if effect.right else []
    left = effect.players - len(effect.places)
    more = [f"-# and {counted(left, 'player')} more"] if best and left > 0 else []
    share = percent(effect.right / effect.answered) if effect.answered else ""
    text = (
        f"-# {counted(effect.players, 'player')}, {counted(effect.counted, 'question')}; "
        f"{share} of all answers were right."
    )
    nobody = "Nobody had a right answer." if effect.players else "Nobody answered."
    under = [
        button(quiz_ids.round_button_id("quiz-misses", number), "Redo my misses"),
        button(quiz_ids.round_button_id("quiz-export", number), "Export this deck"),
    ]
    return _card(
        f"### {_ENDINGS[effect.ending]}",
        "\n".join([*best, *more]) or nobody,
        text if effect.players else "",
        *rows(under if effect.players else under[1:]),
        mark=effect.mark,
    )


def _card(*items: str | ui.Item[Any], mark: int, colour: discord.Colour = ANSWER) -> Layout:
    """Return a card whose container has the id `mark`, by which the message can be found."""
    box = container(*items, colour=colour)
    box.id = mark
    return Layout(box)


def _settings_text(settings: RoundSettings) -> str:
    speed = ", quick answers count more" if settings.speed else ""
    return f"{settings.seconds} seconds each, {_MODES[settings.mode]}{speed}"


def _question_texts(state: Round, place: int, card: Card) -> list[str]:
    shown = (
        "" if card.typed or quiz_card_text.fits_buttons(card) else quiz_card_text.options_list(card)
    )
    return [
        f"-# Question {place + 1} of {len(state.plan.cards)}",
        quiz_card_text.prompt(card),
        shown,
    ]


def _answer_buttons(
    state: Round, place: int, card: Card, *, closed: bool
) -> list[ui.Button[ui.LayoutView]]:
    number = state.plan.id
    if card.typed:
        return [
            button(quiz_ids.answer_button_id(number, place), "Type your answer", disabled=closed)
        ]
    return [
        button(
            quiz_ids.option_id(number, place, at), quiz_card_text.label(card, at), disabled=closed
        )
        for at in range(len(card.options))
    ]


def _counts_text(card: Card, result: QuestionResult) -> str:
    if not result.answered:
        return "Nobody answered."
    text = f"{result.right} of {result.answered} had it right."
    if card.typed or not result.options:
        return text
    labels = [plain(quiz_card_text.label(card, at)) for at in range(len(result.options))]
    bars = [
        f"-# {_bar(count, result.answered)} {count}\N{EN SPACE}{one}"
        for one, count in zip(labels, result.options, strict=True)
    ]
    return "\n".join([text, *bars])


def _bar(count: int, all_of_them: int) -> str:
    """Return a bar of equal length for each option, filled by its share of the answers."""
    filled = round(_BAR * count / all_of_them)
    return "▰" * filled + "▱" * (_BAR - filled)


def _place_line(one: PlayerPlace, settings: RoundSettings) -> str:
    points = f", {one.points / POINT:.2f} points" if settings.speed else ""
    return f"{one.place}\\. <@{one.player}>: {one.right} right of {one.answered}{points}"
