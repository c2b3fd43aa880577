"""Discord commands, one cog a concern; they hold no state and no domain rules."""
