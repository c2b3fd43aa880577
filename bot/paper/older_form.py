"""Bring entries of the older form, as data, into the present one.

In the older form claims had no ids, wordings stood in their entry, and an entry named its slips.
Servers' revisions are stored as they were made, so this reads them for as long as there are any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from bot.text.normalize import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping


# Too common to tell one claim of an entry from another.
_PLAIN: Final = frozenset(
    "about also and are been being but did does for from had has have her his into its more most "
    "not one only other our out over paper says she than that the their them then there these "
    "they this those too under was were what when where which who whom whose why will with would "
    "you your".split()
)

_SHORTEST: Final = 3

_LONGEST: Final = 40

_MOST_WORDS: Final = 3


def is_older(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry's data has the older form: none of its claims has an id."""
    claims = entry.get("claims")
    told = [one for one in claims if isinstance(one, dict)] if isinstance(claims, list) else []
    return bool(told) and not any({"id", "ref"} & one.keys() for one in told)


def modernised(
    entry: Mapping[str, Any],
    lost: Container[int] | None = None,
    known: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return an entry of the older form in the present one; another one as it is.

    `lost` are the notes whose mark is lost, if that is known: a claim is then uncertain if it rests
    on one of them, and only then. `known` are the claims of the paper's own entry, from text to id:
    one that says nearly the same keeps its id.
    """
    made = dict(entry)
    if not is_older(entry):
        return made
    errata = made.pop("errata", [])
    claims: list[Any] = []
    notes: list[int] = []
    named = _known_ids([one for one in made["claims"] if isinstance(one, dict)], known or {})
    for claim in made["claims"]:
        if not isinstance(claim, dict):
            claims.append(claim)
            continue
        text = str(claim.get("text", ""))
        taken = {one["id"] for one in claims if isinstance(one, dict)} | set(named.values())
        name = named.get(text) or claim_id(text, taken, str(made.get("title", "")))
        new = {"id": name, **claim}
        if made.get("kind") == "erratum":
            notes += _without_notes(new)
        elif lost is not None and isinstance(new.get("footnotes"), list):
            new.pop("uncertain", None)
            if any(number in lost for number in new["footnotes"]):
                new["uncertain"] = True
        if errata:
            # A copy each: YAML would write a shared list as an anchor and aliases.
            new["errata"] = list(errata)
        claims.append(new)
    made["claims"] = claims
    if made.get("kind") == "erratum":
        made |= {"slip": "sense"} | ({"about": sorted(set(notes))} if notes else {})
    return made


# Out of 100, in any order of the words: below it, a claim is taken for another.
_THE_SAME: Final = 80


def _known_ids(claims: list[dict[str, Any]], known: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of the claims that say nearly what a known one says, by their text."""
    texts = [text for claim in claims if isinstance(text := claim.get("text"), str)]
    return nearest_ids(texts, known, _THE_SAME)


def nearest_ids(
    texts: Collection[str], known: Mapping[str, str], at_least: float
) -> dict[str, str]:
    """Return which of `texts` is which of the `known` ones, as ids by text; each id once.

    The same text comes first, then the most similar one from `at_least` on, out of 100.
    """
    found = {text: known[text] for text in texts if text in known}
    left = [text for text in known if text not in found]
    pairs = (
        (fuzz.token_sort_ratio(text, other, score_cutoff=at_least), text, other)
        for text in texts
        if text not in found
        for other in left
    )
    for alike, text, other in sorted(pairs, key=lambda pair: -pair[0]):
        if alike and text not in found and other in left:
            found[text] = known[other]
            left.remove(other)
    return found


def _without_notes(claim: dict[str, Any]) -> list[int]:
    """Let a claim of a slip rest on the paper itself; return the notes that it was about."""
    notes = claim.pop("footnotes", None)
    if not notes:
        return []
    claim.pop("uncertain", None)
    claim["basis"] = "paper"
    return [number for number in notes if isinstance(number, int)]


def claim_id(text: str, taken: Collection[str], title: str = "") -> str:
    """Return an id for a claim: its first telling words that the title lacks, else c1, c2 and on.

    It is none of `taken`.
    """
    told = {word for word in slug(title).split("-") if word}
    words = [
        word
        for word in re.split(r"[^a-z0-9]+", slug(text))
        if len(word) >= _SHORTEST and word not in _PLAIN and word not in told
    ]
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        name = "-".join(words[:count])
        if name not in taken and len(name) <= _LONGEST and not name.isdigit():
            return name
    number = len(taken) + 1
    while f"c{number}" in taken:
        number += 1
    return f"c{number}"
