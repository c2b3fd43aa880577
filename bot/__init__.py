"""A study bot that answers questions about one paper and always gives the footnote."""
