"""Quizzes: questions made from the knowledge, the rules of rounds, and decks."""
