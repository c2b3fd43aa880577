"""Text shown on Discord as it was written: no markup, no mention, no link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_kit.markdown import (
    cut,
    known,
    mark,
    marked,
    one_line,
    plain,
    plain_line,
    with_link,
)
from bot.paper.model import Basis, Claim

SIGNS = "\\`*_~|[]<>@:/#+-.) \n1ab“?"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("@everyone", r"\@everyone"),
        ("<@123>", r"\<\@123\>"),
        ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
        ("[a](https://b.example)", r"\[a\](https\://b.example)"),
        ("# heading", r"\# heading"),
        ("-# small", r"\-# small"),
        ("- one\n+ two", "\\- one\n\\+ two"),
        ("1. first", r"1\. first"),
        ("> quote", r"\> quote"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("`code`", r"\`code\`"),
        ("a \\ b", r"a \\ b"),
        ("well-known 3.5 (p. 7) #5", "well-known 3.5 (p. 7) #5"),
    ],
)
def test_signs_lose_their_meaning(written: str, sent: str) -> None:
    """And nothing else is changed."""
    assert plain(written) == sent


@given(st.text(max_size=200))
def test_taking_the_backslashes_off_gives_the_text_again(text: str) -> None:
    """What Discord shows is what was written."""
    assert re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", plain(text)) == text


@given(st.text(alphabet="ab *_`~|<>@#[]()-\n", max_size=60))
def test_no_sign_is_left_bare(text: str) -> None:
    """Every sign that opens markup has a backslash before it."""
    assert re.search(r"(?<!\\)(?:\\\\)*[*_`~|<>@\[\]]", plain(text)) is None


def test_a_cut_falls_between_words_where_it_can() -> None:
    """With an ellipsis, within the limit."""
    assert cut("peace and trust", 12) == "peace and…"
    assert cut("peacekeepers", 6) == "peace…"
    assert cut("peace", 5) == "peace"
    assert one_line("a\n\n  b", 10) == "a b"


@given(st.text(alphabet=SIGNS, max_size=120), st.integers(2, 60))
def test_a_line_is_cut_as_it_is_sent(text: str, most: int) -> None:
    """Backslashes count; what is short enough is whole."""
    sent = plain_line(text, most)
    whole = plain(one_line(text, 200))

    assert len(sent) <= most
    assert "\n" not in sent
    assert sent == whole or (sent.endswith("…") and len(whole) > most)


def test_a_line_of_signs_alone_is_cut_to_half_of_them() -> None:
    """And not to next to nothing."""
    assert 80 <= len(plain_line("_" * 400, 100)) <= 100


def test_the_basis_of_a_statement_is_told_in_words() -> None:
    """Marks for what is cited; the author's own and a moderator's are named."""
    cited = Claim("So it is.", "reform", (7, 42))
    own = Claim("So it is.", "reform", basis=Basis.PAPER)
    moderated = Claim("So it is.", "reform", (7,), basis=Basis.MODERATOR)
    inferred = Claim("So it is.", "reform", (7,), uncertain=True)

    assert marked(cited) == "So it is.⁷˒⁴²"
    assert marked(own) == "So it is. *(the paper itself, without a footnote)*"
    assert marked(moderated) == "So it is.⁷ *(a moderator’s note)*"
    assert marked(inferred) == "So it is.⁷\N{NO-BREAK SPACE}(?)"
    assert mark(80) == "⁸⁰"


def test_an_address_becomes_a_link_in_its_place() -> None:
    """Once, and the rest of the citation is shown as it is."""
    url = "https://doi.org/10.1000/a_b"

    assert with_link(f"Smith, *Title*, {url}.", url) == rf"Smith, \*Title\*, [link](<{url}>)."
    assert with_link("Smith, Title.", url) == f"Smith, Title. [link](<{url}>)"
    assert with_link("Smith, Title.", None) == "Smith, Title."


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/>x", "https://a b"])
def test_what_is_no_plain_address_is_no_link(url: str) -> None:
    """It is shown as text."""
    assert "](" not in with_link(f"Smith, {url}", url)


def slowly(text: str) -> str:
    """Every expression put to every text: the obvious way."""
    text = re.sub(r"([\\`*_~|\[\]<>@])", r"\\\1", text)
    text = re.sub(r"(?<=[A-Za-z]):(?=//)", r"\\:", text)
    text = re.sub(r"^(\s*\d+)([.)])", r"\1\\\2", text, flags=re.MULTILINE)
    return re.sub(r"^(\s*)([#+-])", r"\1\\\2", text, flags=re.MULTILINE)


@given(st.text(alphabet=SIGNS, max_size=30))
def test_a_quick_look_overlooks_nothing(text: str) -> None:
    """What has no sign is let through at once, and nothing else."""
    assert plain(text) == slowly(text)


@given(st.text(max_size=60))
def test_the_texts_of_the_base_are_written_as_any_other(text: str) -> None:
    """Keeping them changes nothing."""
    assert known(text) == known(text) == plain(text)
