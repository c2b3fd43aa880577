"""Figures as text and as pictures."""
