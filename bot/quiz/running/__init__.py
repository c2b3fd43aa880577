"""Rounds as they run: kept, ticked, and told to Discord, through restarts and failures."""
