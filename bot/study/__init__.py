"""Study over weeks: reviews, reminders, progress, insights, decks to take along, and charts."""
