"""Recognise messages that report harm to the writer or to someone close to them."""
