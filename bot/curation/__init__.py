"""Curation: a server's own knowledge, laid over the paper's, revised and never overwritten."""
