"""The token: where it may come from, and that no message ever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import StartError
from bot.runtime.token import read_token

if TYPE_CHECKING:
    from pathlib import Path

# Has the shape of a token, and is none.
TOKEN = "c2VjcmV0.Zm9v.YmFyYmF6"  # noqa: S105  # made up


def refused(environment: dict[str, str]) -> str:
    """What is said of an environment: one line."""
    with pytest.raises(StartError) as caught:
        read_token(environment)
    told = str(caught.value)
    assert "\n" not in told
    return told


def test_it_comes_from_the_environment() -> None:
    """Spaces around it do no harm."""
    assert read_token({"DISCORD_TOKEN": f" {TOKEN}\n"}) == TOKEN


def test_it_comes_from_a_file(tmp_path: Path) -> None:
    """As container secrets do."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")

    assert read_token({"DISCORD_TOKEN_FILE": str(file)}) == TOKEN


def test_none_at_all_names_both_ways_and_the_one_without() -> None:
    """What to do, not only what is wrong."""
    told = refused({})

    assert "DISCORD_TOKEN" in told
    assert "DISCORD_TOKEN_FILE" in told
    assert "make try" in told


@pytest.mark.parametrize(
    "text", ["secret", "Bot c2VjcmV0.Zm9v.YmFyYmF6", "'c2VjcmV0.Zm9v.YmFyYmF6'", "a.b", "a.b.c.d"]
)
def test_what_is_no_token_is_refused_without_being_shown(text: str) -> None:
    """It may be a password that was pasted by mistake."""
    told = refused({"DISCORD_TOKEN": text})

    assert "three parts" in told
    assert text not in told
    assert "c2VjcmV0" not in told


def test_two_are_one_too_many() -> None:
    """Nobody could say which of them is used."""
    assert "Both" in refused({"DISCORD_TOKEN": TOKEN, "DISCORD_TOKEN_FILE": "token"})


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """With the reason."""
    told = refused({"DISCORD_TOKEN_FILE": str(tmp_path / "none")})

    assert "cannot be read (No such file or directory)" in told


def test_a_file_without_anything_in_it_is_told(tmp_path: Path) -> None:
    """It is not taken for a malformed token."""
    file = tmp_path / "token"
    file.write_text("\n", encoding="utf-8")

    assert "is empty" in refused({"DISCORD_TOKEN_FILE": str(file)})


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """Such as an image chosen by mistake."""
    file = tmp_path / "token"
    file.write_bytes(b"\xff\xfe\x00")

    assert "it is not text" in refused({"DISCORD_TOKEN_FILE": str(file)})
