"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 2.44,
    "asked": -1.09,
    "worded": 0.01,
    "evidence": 7.34,
    "stated": 0.57,
    "alike": 1.06,
    "sorted": 2.97,
    "kind": 0.40,
    "kinds": 3.40,
    "profile": 3.62,
    "near": 2.55,
    "covered": 3.58,
    "missed": 2.38,
    "title": 0.48,
}
# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -5.60,
    "exact": 8.00,
    "lead": -0.10,
    "covered": 4.30,
    "missed": 1.01,
    "unknown": -3.00,
    "absent": -4.50,
    "wrong_kind": -1.50,
    "few_words": -2.63,
    "evidence": 1.78,
    "near": 0.45,
    "sorted": 3.01,
    "stated": 0.14,
    "profile": -1.64,
    "strongest": 2.99,
}
# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -6.34,
    "exact": 8.00,
    "lead": 0.47,
    "covered": 2.65,
    "missed": 0.20,
    "unknown": -2.21,
    "absent": -4.15,
    "wrong_kind": -1.54,
    "few_words": -1.68,
    "evidence": 0.18,
    "near": 0.61,
    "sorted": 2.77,
    "stated": 0.28,
    "profile": 2.54,
    "strongest": 2.87,
}
