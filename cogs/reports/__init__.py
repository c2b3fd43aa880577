"""Progress and insights."""
