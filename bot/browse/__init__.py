"""What can be looked up and listed without a search."""
