"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 2.90,
    "asked": -1.64,
    "worded": -0.27,
    "evidence": 7.60,
    "stated": 1.02,
    "alike": 1.01,
    "sorted": 3.32,
    "kind": 0.25,
    "kinds": 3.97,
    "profile": 3.04,
    "near": 2.63,
    "covered": 3.76,
    "missed": 2.53,
    "title": 0.67,
}
# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -6.18,
    "exact": 8.00,
    "lead": -0.30,
    "covered": 5.36,
    "missed": 2.12,
    "unknown": -1.73,
    "absent": -3.57,
    "wrong_kind": -2.71,
    "few_words": -3.01,
    "evidence": 2.58,
    "near": 0.89,
    "sorted": 2.14,
    "stated": 0.60,
    "profile": -0.79,
    "strongest": 2.59,
}
# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -7.16,
    "exact": 8.00,
    "lead": 0.47,
    "covered": 3.21,
    "missed": 1.08,
    "unknown": -1.23,
    "absent": -3.08,
    "wrong_kind": -1.51,
    "few_words": -1.72,
    "evidence": 0.11,
    "near": 0.66,
    "sorted": 2.60,
    "stated": 0.28,
    "profile": 4.57,
    "strongest": 2.85,
}
