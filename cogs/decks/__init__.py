"""Written decks."""
