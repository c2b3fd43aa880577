"""Options and hypothesis profiles of all tests."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import HealthCheck, settings

_STEADY: Final = "steady"
_SEARCH: Final = "search"

# How many times as many examples a search tries as a property asks for.
_THOROUGHNESS: Final = 20

# The same examples in every run and on every machine, and none fails for being slow: a change is
# judged by what it does, not by luck. New faults are looked for with `make search-faults`.
settings.register_profile(_STEADY, derandomize=True, deadline=None)
settings.register_profile(
    _SEARCH,
    max_examples=_THOROUGHNESS * settings.get_profile("default").max_examples,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(_STEADY)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--full`, which the targets for long proofs give."""
    parser.addoption("--full", action="store_true", help="run the long proofs at their full length")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let a search go beyond the number of examples that a property itself sets."""
    if config.getoption("hypothesis_profile") != _SEARCH:
        return
    usual = settings.get_profile(_SEARCH).max_examples
    functions = (item.obj for item in items if isinstance(item, pytest.Function))
    # A property with parameters is one function, and so is a method of several instances.
    for test in {getattr(function, "__func__", function) for function in functions}:
        # Hypothesis has no public way to change the settings of a property from outside.
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own is not None and own.max_examples != usual:
            more = settings(own, max_examples=_THOROUGHNESS * own.max_examples)
            test._hypothesis_internal_use_settings = more  # noqa: SLF001  # as above
