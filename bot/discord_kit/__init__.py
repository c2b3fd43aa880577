"""What the Discord features share, and the client itself."""
