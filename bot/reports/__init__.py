"""Progress, insights, leaderboards and personal data."""
