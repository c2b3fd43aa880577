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
    "stated": 0.68,
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
    "bias": -5.69,
    "exact": 8.00,
    "lead": -0.14,
    "covered": 3.70,
    "missed": 0.85,
    "unknown": -2.71,
    "absent": -4.47,
    "wrong_kind": -1.49,
    "few_words": -2.46,
    "evidence": 2.98,
    "near": 0.21,
    "sorted": 2.51,
    "stated": -0.43,
    "profile": -1.06,
    "strongest": 3.46,
}
# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.64,
    "exact": 8.00,
    "lead": 0.55,
    "covered": 2.21,
    "missed": -0.03,
    "unknown": -1.92,
    "absent": -4.24,
    "wrong_kind": -1.47,
    "few_words": -1.44,
    "evidence": 0.60,
    "near": 0.31,
    "sorted": 2.63,
    "stated": 0.12,
    "profile": 3.34,
    "strongest": 3.42,
}
