"""Quiz rounds."""
