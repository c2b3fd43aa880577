"""Works are cited as the style manuals ask, in plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.browse.entries import the_paper_itself
from bot.paper.citations import Style, brief_source, format_source
from bot.paper.citations.common import locator_text, page_range
from bot.paper.model import Name, Source
from tests.support.shipped import shipped_paper

ARTICLE = Source(
    key="horne-barney-2019",
    type="article-journal",
    title="The Impact of UN Peacekeeping Operations on Human Trafficking",
    authors=(Name("Horne", "Cale"), Name("Barney", "Morgan")),
    short_title="Impact of UN Peacekeeping Operations",
    container="International Migration",
    year=2019,
    volume="57",
    issue="5",
    pages="215-228",
    doi="10.1111/imig.12606",
)
BOOK = Source(
    key="obrien-2018",
    type="book",
    title="Criminalising Peacekeepers: Modernising National Approaches",
    authors=(Name("O'Brien", "Melanie"),),
    publisher="Palgrave Macmillan",
    place="Basingstoke",
    year=2018,
)
EDITED = Source(
    key="ni-aolain-2018",
    type="book",
    title="The Oxford Handbook of Gender and Conflict",
    editors=(
        Name("Ní Aoláin", "Fionnuala"),
        Name("Cahn", "Naomi"),
        Name("Haynes", "Dina Francesca"),
        Name("Valji", "Nahla"),
    ),
    publisher="Oxford University Press",
    year=2018,
)
CHAPTER = Source(
    key="simic-2010",
    type="chapter",
    title="‘Boys Will Be Boys’: Human Trafficking in Bosnia and Kosovo",
    authors=(Name("Simić", "Olivera"),),
    editors=(Name("Holmes", "Leslie"),),
    container="Trafficking and Human Rights",
    publisher="Edward Elgar",
    year=2010,
    pages="79-94",
)
UN_REPORT = Source(
    key="a-59-710",
    type="report",
    title="A Comprehensive Strategy",
    authors=(Name("United Nations General Assembly"),),
    number="A/59/710",
    year=2005,
    issued="2005-03-24",
    url="https://undocs.org/A/59/710",
)
RESOLUTION = Source(
    key="s-res-1325",
    type="document",
    title="Resolution 1325 (2000)",
    authors=(Name("United Nations Security Council"),),
    number="S/RES/1325 (2000)",
    year=2000,
    issued="2000-10-31",
)
PAGE = Source(
    key="our-history",
    type="webpage",
    title="Our History",
    authors=(Name("United Nations"),),
    container="United Nations Peacekeeping",
    accessed="2022-05-14",
    url="https://peacekeeping.un.org/en/our-history",
)
ANONYMOUS = Source(key="foreword", type="webpage", title="Foreword")
EVERY = (ARTICLE, BOOK, EDITED, CHAPTER, UN_REPORT, RESOLUTION, PAGE, ANONYMOUS)


@pytest.mark.parametrize(
    ("source", "locator", "text"),
    [
        (
            ARTICLE,
            "216",
            (
                "Cale Horne and Morgan Barney, “The Impact of UN Peacekeeping Operations on Human "
                "Trafficking,” International Migration 57, no. 5 (2019): 216, "
                "https://doi.org/10.1111/imig.12606."
            ),
        ),
        (
            BOOK,
            "8",
            (
                "Melanie O’Brien, Criminalising Peacekeepers: Modernising National Approaches "
                "(Basingstoke: Palgrave Macmillan, 2018), 8."
            ),
        ),
        (
            EDITED,
            "409",
            (
                "Fionnuala Ní Aoláin et al., eds., The Oxford Handbook of Gender and Conflict "
                "(Oxford University Press, 2018), 409."
            ),
        ),
        (
            CHAPTER,
            "82",
            (
                "Olivera Simić, “‘Boys Will Be Boys’: Human Trafficking in Bosnia and Kosovo,” in "
                "Trafficking and Human Rights, ed. Leslie Holmes (Edward Elgar, 2010), 82."
            ),
        ),
        (
            UN_REPORT,
            "4-6",
            (
                "United Nations General Assembly, A Comprehensive Strategy, A/59/710 "
                "(March 24, 2005), 4–6, https://undocs.org/A/59/710."
            ),
        ),
        (
            RESOLUTION,
            None,
            (
                "United Nations Security Council, “Resolution 1325 (2000),” S/RES/1325 (2000), "
                "October 31, 2000."
            ),
        ),
        (
            PAGE,
            None,
            (
                "United Nations, “Our History,” United Nations Peacekeeping, accessed May 14, "
                "2022, https://peacekeeping.un.org/en/our-history."
            ),
        ),
        (ANONYMOUS, None, "“Foreword.”"),
    ],
)
def test_a_chicago_note_is_complete(source: Source, locator: str | None, text: str) -> None:
    """Full names, commas within quotation marks, the locator last but for the address."""
    assert format_source(source, Style.CHICAGO_NOTE, locator) == text


def test_an_article_cited_as_a_whole_gives_its_pages() -> None:
    """Where the note has no locator, the range stands for it."""
    assert "(2019): 215–28, https" in format_source(ARTICLE, Style.CHICAGO_NOTE)


def test_an_unpublished_paper_is_in_quotation_marks() -> None:
    """In the note, in later notes and on one line; Chicago keeps italics for published works."""
    own = the_paper_itself(shipped_paper())

    told = "Jocelyn Kelley, “UN Peacekeeping Mission and its Nexus to Human Trafficking"
    assert format_source(own, Style.CHICAGO_NOTE) == f"{told},” May 16, 2022."
    assert "Kelley, “UN Peacekeeping" in format_source(own, Style.CHICAGO_SHORT)
    assert brief_source(own) == f"{told}” (2022)"


@pytest.mark.parametrize(
    ("source", "locator", "text"),
    [
        (ARTICLE, "4", "Horne and Barney, “Impact of UN Peacekeeping Operations,” 4."),
        (BOOK, "8", "O’Brien, Criminalising Peacekeepers, 8."),
        (EDITED, None, "Ní Aoláin et al., The Oxford Handbook of Gender and Conflict."),
        (RESOLUTION, None, "United Nations Security Council, “Resolution 1325 (2000).”"),
        (ANONYMOUS, None, "“Foreword.”"),
    ],
)
def test_a_short_note_names_family_title_and_page(
    source: Source, locator: str | None, text: str
) -> None:
    """It carries no address."""
    assert format_source(source, Style.CHICAGO_SHORT, locator) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            ARTICLE,
            (
                "Horne, C., & Barney, M. (2019). The Impact of UN Peacekeeping Operations on Human "
                "Trafficking. International Migration, 57(5), 215–228. "
                "https://doi.org/10.1111/imig.12606"
            ),
        ),
        (
            EDITED,
            (
                "Ní Aoláin, F., Cahn, N., Haynes, D. F., & Valji, N. (Eds.). (2018). The Oxford "
                "Handbook of Gender and Conflict. Oxford University Press."
            ),
        ),
        (
            CHAPTER,
            (
                "Simić, O. (2010). ‘Boys Will Be Boys’: Human Trafficking in Bosnia and Kosovo. "
                "In L. Holmes (Ed.), Trafficking and Human Rights (pp. 79–94). Edward Elgar."
            ),
        ),
        (
            UN_REPORT,
            (
                "United Nations General Assembly. (2005, March 24). A Comprehensive Strategy "
                "(A/59/710). https://undocs.org/A/59/710"
            ),
        ),
        (
            PAGE,
            (
                "United Nations. (n.d.). Our History. United Nations Peacekeeping. Retrieved "
                "May 14, 2022, from https://peacekeeping.un.org/en/our-history"
            ),
        ),
        (ANONYMOUS, "Foreword. (n.d.)."),
    ],
)
def test_apa_lists_initials_and_the_year_second(source: Source, text: str) -> None:
    """As citeproc does it, but for "(Eds.)" with a capital and editors named once."""
    assert format_source(source, Style.APA) == text


def test_apa_writes_titles_in_sentence_case_where_it_is_known() -> None:
    """Of the chapter and of the book it is in; all other styles keep the capitals."""
    known = replace(
        CHAPTER,
        sentence_title="‘Boys will be boys’: Human trafficking in Bosnia and Kosovo",
        sentence_container="Trafficking and human rights",
    )
    assert format_source(known, Style.APA) == (
        "Simić, O. (2010). ‘Boys will be boys’: Human trafficking in Bosnia and Kosovo. "
        "In L. Holmes (Ed.), Trafficking and human rights (pp. 79–94). Edward Elgar."
    )
    assert format_source(known, Style.MLA) == format_source(CHAPTER, Style.MLA)
    assert format_source(known, Style.CHICAGO_NOTE) == format_source(CHAPTER, Style.CHICAGO_NOTE)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            ARTICLE,
            (
                "Horne, Cale, and Morgan Barney. “The Impact of UN Peacekeeping Operations on "
                "Human Trafficking.” International Migration, vol. 57, no. 5, 2019, pp. 215–28, "
                "https://doi.org/10.1111/imig.12606."
            ),
        ),
        (
            EDITED,
            (
                "Ní Aoláin, Fionnuala, et al., editors. The Oxford Handbook of Gender and "
                "Conflict. Oxford University Press, 2018."
            ),
        ),
        (
            CHAPTER,
            (
                "Simić, Olivera. “‘Boys Will Be Boys’: Human Trafficking in Bosnia and Kosovo.” "
                "Trafficking and Human Rights, edited by Leslie Holmes, Edward Elgar, 2010, "
                "pp. 79–94."
            ),
        ),
        (
            RESOLUTION,
            (
                "United Nations Security Council. “Resolution 1325 (2000).” S/RES/1325 (2000), "
                "31 Oct. 2000."
            ),
        ),
        (
            PAGE,
            (
                "United Nations. “Our History.” United Nations Peacekeeping, "
                "https://peacekeeping.un.org/en/our-history. Accessed 14 May 2022."
            ),
        ),
    ],
)
def test_mla_lists_containers(source: Source, text: str) -> None:
    """Full names, the title in quotation marks within its container."""
    assert format_source(source, Style.MLA) == text


def test_bibtex_is_an_entry_of_the_right_kind() -> None:
    """With macros for months, double dashes, and braces that keep bodies and capitals whole."""
    assert format_source(UN_REPORT, Style.BIBTEX) == (
        "@techreport{a-59-710,\n"
        "  author = {{United Nations General Assembly}},\n"
        "  title = {{A Comprehensive Strategy}},\n"
        "  number = {A/59/710},\n"
        "  year = {2005},\n"
        "  url = {https://undocs.org/A/59/710},\n"
        "  month = mar,\n"
        "}"
    )
    article = format_source(ARTICLE, Style.BIBTEX)
    assert article.startswith("@article{horne-barney-2019,")
    assert "  author = {Horne, Cale and Barney, Morgan},\n" in article
    assert "  pages = {215--228},\n" in article


@given(st.text(alphabet="{}\\%$&#_^~\"'ab ,\n@=", max_size=30))
def test_nothing_in_a_title_breaks_out_of_bibtex(text: str) -> None:
    """Braces stay balanced, as BibTeX counts them, and each field keeps to its line."""
    entry = format_source(replace(BOOK, title=f"x{text}", url=f"https://e/{text}"), Style.BIBTEX)
    depth = 0
    for sign in entry:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    fields = ["author", "title", "publisher", "address", "year", "url"]
    assert [line.split(" = ")[0].strip() for line in entry.split("\n")[1:-1]] == fields


@pytest.mark.parametrize(
    ("pages", "least", "text"),
    [
        ("3-20", 1, "3–20"),
        ("71-72", 1, "71–72"),
        ("100-104", 1, "100–104"),
        ("107-108", 1, "107–8"),
        ("107-108", 2, "107–08"),
        ("215-228", 1, "215–28"),
        ("498-532", 1, "498–532"),
        ("1087-1089", 1, "1087–89"),
        ("12991-13001", 1, "12991–3001"),
        ("99-104", 1, "99–104"),
        ("e17", 1, "e17"),
    ],
)
def test_page_ranges_are_cut_as_the_manuals_cut_them(pages: str, least: int, text: str) -> None:
    """The examples are those of Chicago 9.61."""
    assert page_range(pages, least=least) == text


@pytest.mark.parametrize(
    ("locator", "kind", "text"),
    [
        ("27", "page", "p. 27"),
        ("4-6", "page", "pp. 4–6"),
        ("xii", "page", "p. xii"),
        ("89", "paragraph", "para. 89"),
        ("3", "section", "sec. 3"),
        ("Article 3", "section", "Article 3"),
        ("", "page", ""),
    ],
)
def test_a_locator_can_stand_alone(locator: str, kind: str, text: str) -> None:
    """It says what it counts, unless it says so itself."""
    assert locator_text(locator, kind) == text


@pytest.mark.parametrize("style", Style)
def test_any_work_can_be_cited_in_any_style(style: Style) -> None:
    """Whatever is missing is left out, with no sign left dangling."""
    for source in EVERY:
        for bare in (source, replace(source, authors=()), replace(source, year=None, issued="")):
            text = format_source(bare, style, "7")
            assert text
            assert "  " not in text.replace("\n  ", "\n")
            if style is not Style.BIBTEX:
                assert not any(bad in text for bad in (",,", " ,", "()", "..", ", .", ",.", "None"))
