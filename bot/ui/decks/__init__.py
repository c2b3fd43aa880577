"""Written decks as they are made, changed, excluded from and taken along."""
