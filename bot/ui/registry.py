"""Everything that people press or fill in, by whose id it is found after a restart too."""

from __future__ import annotations

from bot.ui import buttons, draft_buttons, drafts, histories, importing, modals, setting, steps

ITEMS = (
    *buttons.ITEMS,
    *draft_buttons.ITEMS,
    *steps.ITEMS,
    *histories.ITEMS,
    *setting.ITEMS,
    *importing.ITEMS,
)
FORMS = (*modals.FORMS, *drafts.FORMS, *setting.FORMS)
