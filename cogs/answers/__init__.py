"""Asking questions and browsing the paper."""
