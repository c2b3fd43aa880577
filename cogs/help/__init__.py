"""About the bot and its commands."""
