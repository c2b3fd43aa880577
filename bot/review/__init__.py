"""Spaced repetition: FSRS scheduling, the review queue, statistics and daily reminders."""
