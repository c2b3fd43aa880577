"""Running quiz rounds: storing events in batches, ticking, and sending from the outbox."""
