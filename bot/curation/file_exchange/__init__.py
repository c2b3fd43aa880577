"""Export and import of a guild's knowledge as a file."""
