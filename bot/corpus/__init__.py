"""The knowledge base: its types, how it is read from YAML, and how its sources are cited."""
