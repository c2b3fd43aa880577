"""Decks that curators write: storing, exclusions, the card form, and export to Anki and CSV."""
