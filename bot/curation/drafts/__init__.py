"""Drafts of entries: typed, checked, published."""
