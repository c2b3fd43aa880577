"""Everything of quizzes that people press or fill in."""

from __future__ import annotations

from typing import Final

from bot.ui.quiz import answering, board, exporting, redoing

ITEMS: Final = (*answering.ITEMS, *redoing.ITEMS, *exporting.ITEMS, *board.ITEMS)
FORMS: Final = (*answering.FORMS, *redoing.FORMS)
