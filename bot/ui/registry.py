"""Everything that people press or fill in, by whose id it is found after a restart too."""

from __future__ import annotations

from bot.ui import attaching, buttons, gapping, modals, queueing, reporting

ITEMS = (
    *buttons.ITEMS,
    *reporting.ITEMS,
    *attaching.ITEMS,
    *gapping.ITEMS,
    *queueing.ITEMS,
)
FORMS = (*modals.FORMS, *reporting.FORMS, *attaching.FORMS, *queueing.FORMS)
