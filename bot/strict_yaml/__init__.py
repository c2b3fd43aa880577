"""YAML without surprises: strict parsing and strict models."""
