"""The paper as data: files, checks, types and citations."""
