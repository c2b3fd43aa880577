"""Discord commands, one folder per feature; they hold no state and no domain rules."""
