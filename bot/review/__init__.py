"""Spaced review of cards."""
