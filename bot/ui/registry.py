"""Everything that people press or fill in, by whose id it is found after a restart too."""

from __future__ import annotations

from bot.ui import buttons, modals, setting

ITEMS = (*buttons.ITEMS, *setting.ITEMS)
FORMS = (*modals.FORMS, *setting.FORMS)
