"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 1.94,
    "asked": -0.82,
    "worded": 1.01,
    "evidence": 7.76,
    "stated": 1.85,
    "alike": 0.50,
    "sorted": 3.45,
    "kind": 0.11,
    "kinds": 2.94,
    "profile": 4.33,
    "near": 0.68,
    "covered": 1.94,
    "missed": 2.57,
    "title": 0.32,
}

# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -6.69,
    "exact": 8.00,
    "lead": -0.26,
    "covered": 3.13,
    "missed": 2.04,
    "unknown": -2.51,
    "absent": -4.98,
    "unfit": -2.40,
    "few_words": -2.09,
    "evidence": 2.62,
    "near": -0.67,
    "sorted": 3.48,
    "stated": 0.84,
    "profile": -0.85,
    "strongest": 3.54,
    "claim_worded": 0.71,
    "claim_stated": -0.02,
    "chance": 0.62,
}

# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.70,
    "exact": 8.00,
    "lead": 0.20,
    "covered": 1.50,
    "missed": 0.27,
    "unknown": -2.23,
    "absent": -3.88,
    "unfit": -1.21,
    "few_words": 0.15,
    "evidence": -0.03,
    "near": -0.72,
    "sorted": 1.52,
    "stated": -0.48,
    "profile": 2.19,
    "strongest": 3.62,
    "claim_worded": -0.83,
    "claim_stated": 0.90,
    "chance": 2.83,
}

# How a claim's signals add up to its score.
CLAIMS: Final = {
    "exact": 10.00,
    "worded": 1.72,
    "ahead": 0.94,
    "stated": 0.81,
    "said": 2.08,
    "stated_ahead": 1.14,
    "fits": 1.16,
    "first": 0.43,
    "seen": 0.07,
    "entry": 8.66,
}
