"""Everything that people press or fill in, by whose id it is found after a restart too."""

from __future__ import annotations

from bot.ui import buttons, modals
from bot.ui.quiz import items as quiz

ITEMS = (*buttons.ITEMS, *quiz.ITEMS)
FORMS = (*modals.FORMS, *quiz.FORMS)
