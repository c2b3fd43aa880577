"""Messages that report harm are recognised, and questions about the paper are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.evaluation.__main__ import main
from tools.evaluation.disclosure_rates import disclosure_rates

SETS = Path(__file__).parent


@pytest.mark.parametrize("name", ["disclosures.jsonl", "disclosures-dev.jsonl"])
def test_disclosures_are_recognised_and_look_alikes_are_not(name: str) -> None:
    """Both figures stay at their floors, and what was missed is still not shown or kept."""
    rates = disclosure_rates(SETS / name)

    assert rates.recall >= 0.90
    assert rates.precision >= 0.95
    assert rates.guarded >= 0.99


def test_the_rates_of_a_file_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """By `make eval EVAL=FILE`, as those of other sets."""
    assert main([str(SETS / "disclosures-dev.jsonl"), "--failures"]) == 0

    assert capsys.readouterr().out.startswith("recall 0.9")
