"""Recognise messages in which somebody tells of harm done to themselves or to someone close."""
