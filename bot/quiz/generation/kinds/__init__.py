"""The kinds of questions that are made from the knowledge."""
