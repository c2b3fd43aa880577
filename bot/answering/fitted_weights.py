"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 3.38,
    "asked": -0.67,
    "worded": 0.20,
    "evidence": 6.88,
    "stated": 0.47,
    "alike": 1.35,
    "sorted": 2.11,
    "kind": 0.45,
    "kinds": 3.20,
    "profile": 3.14,
    "near": 1.34,
    "covered": 4.21,
    "missed": 2.76,
    "title": 0.59,
}

# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -5.64,
    "exact": 8.00,
    "lead": -0.08,
    "covered": 3.72,
    "missed": 0.41,
    "unknown": -2.22,
    "absent": -4.08,
    "wrong_kind": -1.25,
    "few_words": -2.56,
    "evidence": 3.19,
    "near": 0.08,
    "sorted": 2.30,
    "stated": -0.51,
    "profile": -1.24,
    "strongest": 3.69,
}

# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.46,
    "exact": 8.00,
    "lead": 0.63,
    "covered": 2.27,
    "missed": 0.16,
    "unknown": -1.49,
    "absent": -4.13,
    "wrong_kind": -1.17,
    "few_words": -1.71,
    "evidence": 0.66,
    "near": 0.27,
    "sorted": 2.76,
    "stated": 0.25,
    "profile": 3.28,
    "strongest": 2.96,
}

# How a claim's signals add up to its score.
CLAIMS: Final = {
    "exact": 10.00,
    "worded": 4.00,
    "ahead": 2.00,
    "stated": 3.00,
    "said": 1.00,
    "stated_ahead": 2.00,
    "fits": 0.70,
    "first": 0.50,
    "seen": -0.50,
    "entry": 8.00,
}
