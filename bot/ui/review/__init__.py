"""Review as it is seen and pressed: cards, grades, settings, reminders."""
