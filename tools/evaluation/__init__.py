"""Measure how well the bot answers: question sets, metrics, floors, rival searches."""
