"""Scoring answers against questions whose facts and footnotes are known."""
