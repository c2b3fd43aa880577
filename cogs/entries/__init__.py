"""Adding and changing entries."""
