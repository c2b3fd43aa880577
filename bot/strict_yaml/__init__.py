"""Strict reading of YAML and JSON: parsers, models and error messages without surprises."""
