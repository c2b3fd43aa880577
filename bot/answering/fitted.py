"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 3.03,
    "asked": -1.15,
    "worded": 0.68,
    "evidence": 8.13,
    "stated": 0.67,
    "alike": 1.24,
    "sorted": 2.56,
    "kind": 0.43,
    "kinds": 3.86,
    "profile": 3.33,
    "near": 1.01,
    "covered": 3.86,
    "missed": 2.99,
    "title": 0.55,
}
# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -5.73,
    "exact": 8.00,
    "lead": -0.13,
    "covered": 3.83,
    "missed": 1.09,
    "unknown": -2.70,
    "absent": -4.49,
    "wrong_kind": -1.48,
    "few_words": -2.49,
    "evidence": 2.89,
    "near": 0.26,
    "sorted": 2.42,
    "stated": -0.37,
    "profile": -0.95,
    "strongest": 3.36,
}
# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.67,
    "exact": 8.00,
    "lead": 0.55,
    "covered": 2.30,
    "missed": 0.11,
    "unknown": -1.91,
    "absent": -4.25,
    "wrong_kind": -1.47,
    "few_words": -1.46,
    "evidence": 0.59,
    "near": 0.33,
    "sorted": 2.59,
    "stated": 0.14,
    "profile": 3.39,
    "strongest": 3.35,
}
