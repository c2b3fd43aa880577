"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 3.74,
    "asked": -1.06,
    "worded": 0.08,
    "evidence": 6.72,
    "stated": 0.49,
    "alike": 1.72,
    "sorted": 1.98,
    "kind": 0.47,
    "kinds": 3.44,
    "profile": 3.37,
    "near": 1.33,
    "covered": 4.22,
    "missed": 2.67,
    "title": 0.64,
}
# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -5.83,
    "exact": 8.00,
    "lead": -0.09,
    "covered": 3.79,
    "missed": 0.50,
    "unknown": -2.44,
    "absent": -3.94,
    "wrong_kind": -1.36,
    "few_words": -2.50,
    "evidence": 3.14,
    "near": 0.06,
    "sorted": 2.49,
    "stated": -0.54,
    "profile": -1.30,
    "strongest": 3.60,
}
# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.70,
    "exact": 8.00,
    "lead": 0.61,
    "covered": 2.42,
    "missed": 0.19,
    "unknown": -1.62,
    "absent": -4.02,
    "wrong_kind": -1.13,
    "few_words": -1.58,
    "evidence": 0.98,
    "near": 0.29,
    "sorted": 2.97,
    "stated": 0.22,
    "profile": 2.51,
    "strongest": 2.85,
}
