"""The rules of a quiz round: a pure state machine, its events, effects, scoring and JSON."""
