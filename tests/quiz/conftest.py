"""What the stories about rounds share."""

from __future__ import annotations

import pytest

from tests.quiz.classroom import BUTTONS, TYPED_CARD, Classroom, asking


@pytest.fixture
def room() -> Classroom:
    """Three questions of 30 seconds, the second one typed; the first one is open."""
    return asking(BUTTONS, TYPED_CARD, BUTTONS)
