"""Quizzes: questions generated from the paper, the state machine of rounds, cards and decks.

The modules import only downwards: `runtime` and `decks` at the top, then `generation` (within it
`generator`, `kinds`, `options`, `statements`), then `deck_schema` and `grading`, then `cards`, and
`round` at the bottom, which imports nothing else of this package.
"""
