"""The rules of a quiz round, as a pure state machine."""
