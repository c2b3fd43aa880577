"""The kinds of generated questions: each module drafts one family and makes its cards."""
