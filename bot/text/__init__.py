"""Plain text: normal forms and small phrases."""
