"""Text rules that know nothing of the paper: normalising, splitting into words, small phrases."""
