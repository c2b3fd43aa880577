"""Running rounds: storing, ticking, sending."""
