"""Asking and browsing."""
