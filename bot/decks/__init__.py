"""Written decks of cards, and their export."""
