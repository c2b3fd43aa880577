"""A study bot that answers questions about one paper and always gives the footnote."""

__version__ = "0.1.0"
