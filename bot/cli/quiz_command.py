"""The `quiz` command: print generated questions with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.paper.loader import find_knowledge, load
from bot.quiz.cards import CardKind
from bot.quiz.generation import generate
from bot.quiz.round.state import Mode

if TYPE_CHECKING:
    import argparse

    from bot.quiz.cards import Card


def run_quiz(arguments: argparse.Namespace) -> int:
    """Print the questions that a round with this seed would ask."""
    cards = generate(
        load(arguments.knowledge or find_knowledge()),
        arguments.seed,
        arguments.count,
        kinds=[CardKind(kind) for kind in arguments.kind] or None,
        topic=arguments.topic,
        mode=Mode(arguments.mode),
    )
    print("\n\n".join(f"{number}. {shown(card)}" for number, card in enumerate(cards, 1)))
    return 0


def shown(card: Card) -> str:
    """Return a card as lines: question, options with a mark at the right one, reason, sources."""
    lines = [f"[{card.kind}] {card.prompt}"]
    if not card.typed:
        lines += [f"   {'*' if one == card.right else ' '} {one}" for one in card.options]
    if card.typed:
        lines.append(f"   = {' | '.join(card.accepted)}")
    lines.append(f"   {card.explanation}")
    for one in card.citations:
        note = f"[{one.footnote}]" if one.footnote is not None else "[paper]"
        lines.append(f"   {note}{' (?)' if one.uncertain else ''} {one.text}")
    return "\n".join(lines)
