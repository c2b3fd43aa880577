"""Drafts of entries: typing, validation, preview, publication."""
