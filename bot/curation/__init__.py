"""Curation: a guild's own revisions of the paper's knowledge, append-only and audited."""
