"""The numbers that weigh signals; written by tools/fit.py from phrasings hidden from the index."""

from __future__ import annotations

from typing import Final

# How a candidate's signals add up to its score.
RANKING: Final = {
    "exact": 20.00,
    "harmony": 3.20,
    "asked": -1.89,
    "worded": -0.30,
    "evidence": 7.32,
    "stated": 0.89,
    "alike": 1.54,
    "sorted": 2.93,
    "kind": 0.34,
    "kinds": 3.69,
    "profile": 3.25,
    "near": 2.45,
    "covered": 3.84,
    "missed": 2.53,
    "title": 0.63,
}
# Whether the paper covers the question at all, as log odds.
COVERED: Final = {
    "bias": -4.27,
    "exact": 8.00,
    "lead": -0.33,
    "covered": 4.80,
    "missed": 2.33,
    "unknown": -1.82,
    "absent": -3.25,
    "wrong_kind": -2.61,
    "few_words": -3.34,
    "evidence": 3.60,
    "near": 1.87,
    "sorted": 2.57,
}
# Whether the first candidate is the right one, as log odds.
RIGHT: Final = {
    "bias": -4.96,
    "exact": 8.00,
    "lead": 0.61,
    "covered": 2.57,
    "missed": 1.31,
    "unknown": -1.31,
    "absent": -2.82,
    "wrong_kind": -1.55,
    "few_words": -2.34,
    "evidence": 1.90,
    "near": 2.16,
    "sorted": 3.02,
}
