"""Look-ups and lists that need no search."""
