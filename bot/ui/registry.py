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
    queueing,
    reporting,
    setting,
    steps,
)

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
)
FORMS = (
    *modals.FORMS,
    *drafts.FORMS,
    *reporting.FORMS,
    *attaching.FORMS,
    *queueing.FORMS,
    *setting.FORMS,
)
