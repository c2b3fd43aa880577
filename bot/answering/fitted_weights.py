"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 2.19,
    "asked": 0.05,
    "worded": 1.02,
    "evidence": 6.11,
    "stated": 1.24,
    "alike": 1.18,
    "sorted": 3.01,
    "kind": 0.43,
    "kinds": 2.51,
    "profile": 3.31,
    "near": 1.60,
    "covered": 3.16,
    "missed": 2.45,
    "title": 0.60,
}

# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -6.01,
    "exact": 8.00,
    "lead": 0.12,
    "covered": 3.47,
    "missed": -0.04,
    "unknown": -1.59,
    "absent": -2.70,
    "unfit": -2.68,
    "few_words": -2.40,
    "evidence": 1.13,
    "near": -0.15,
    "sorted": 2.32,
    "stated": -0.27,
    "profile": -1.74,
    "strongest": 2.44,
    "claim_worded": 0.77,
    "claim_stated": 0.39,
    "claim_covered": 0.94,
    "claim_missed": 0.26,
    "chance": -0.10,
}

# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.58,
    "exact": 8.00,
    "lead": 0.22,
    "covered": 1.30,
    "missed": -1.28,
    "unknown": -2.03,
    "absent": -2.02,
    "unfit": -2.10,
    "few_words": -0.47,
    "evidence": 0.83,
    "near": 0.66,
    "sorted": 1.84,
    "stated": -0.49,
    "profile": -0.15,
    "strongest": 3.20,
    "claim_worded": -0.22,
    "claim_stated": 0.47,
    "claim_covered": -0.48,
    "claim_missed": -0.57,
    "chance": 2.36,
}

# How a claim's signals add up to its score.
CLAIMS: Final = {
    "exact": 10.00,
    "worded": 0.94,
    "ahead": 0.70,
    "stated": 0.58,
    "said": 1.61,
    "covered": 6.05,
    "missed": 2.79,
    "stated_ahead": 0.66,
    "fits": 1.16,
    "first": 0.30,
    "seen": -0.38,
    "entry": 7.43,
}
