"""The process: logs, signals, heartbeat, token."""
