"""Gaps, suggestions and reports of wrong answers."""
