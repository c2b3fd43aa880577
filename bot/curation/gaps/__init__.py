"""Questions the knowledge does not answer yet."""
