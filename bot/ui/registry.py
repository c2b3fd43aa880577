"""Everything that people press or fill in, by whose id it is found after a restart too."""

from __future__ import annotations

from bot.ui import buttons, draft_buttons, drafts, histories, modals, privacy, steps
from bot.ui.decks import excluding, writing
from bot.ui.quiz import items as quiz
from bot.ui.review import pressing
from bot.ui.review import settings as review_settings

ITEMS = (
    *buttons.ITEMS,
    *draft_buttons.ITEMS,
    *steps.ITEMS,
    *histories.ITEMS,
    *quiz.ITEMS,
    *pressing.ITEMS,
    *privacy.ITEMS,
    *writing.ITEMS,
    *excluding.ITEMS,
    *review_settings.ITEMS,
)
FORMS = (*modals.FORMS, *drafts.FORMS, *quiz.FORMS, *writing.FORMS)
