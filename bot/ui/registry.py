"""Everything that people press or fill in, by whose id it is found after a restart too."""

from __future__ import annotations

from bot.ui import (
    attaching,
    buttons,
    draft_buttons,
    drafts,
    gapping,
    histories,
    importing,
    modals,
    privacy,
    queueing,
    reporting,
    setting,
    steps,
)
from bot.ui.decks import excluding, writing
from bot.ui.quiz import items as quiz
from bot.ui.review import pressing
from bot.ui.review import settings as review_settings

ITEMS = (
    *buttons.ITEMS,
    *draft_buttons.ITEMS,
    *steps.ITEMS,
    *histories.ITEMS,
    *reporting.ITEMS,
    *attaching.ITEMS,
    *gapping.ITEMS,
    *queueing.ITEMS,
    *setting.ITEMS,
    *importing.ITEMS,
    *quiz.ITEMS,
    *pressing.ITEMS,
    *review_settings.ITEMS,
    *writing.ITEMS,
    *excluding.ITEMS,
    *privacy.ITEMS,
)
FORMS = (
    *modals.FORMS,
    *drafts.FORMS,
    *reporting.FORMS,
    *attaching.FORMS,
    *queueing.FORMS,
    *setting.FORMS,
    *quiz.FORMS,
    *writing.FORMS,
)
