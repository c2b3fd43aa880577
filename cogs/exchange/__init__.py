"""Export, import and status of the knowledge."""
