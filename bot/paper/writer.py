"""Turn entries and works back into data and YAML that the loader reads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import yaml

from bot.paper.model import Basis, Source, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.paper.model import Claim, Entry, Name, Wording


_DIGEST_BYTES: Final = 16

_LISTS: Final = ("keywords", "names", "related", "actors", "who", "answers", "about")

_WIDTH: Final = 100

_DEFAULTS: Final = {one.name: one.default for one in fields(Source)}


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as data for a file of revisions, without empty fields.

    A claim that it refers to is named, not told.
    """
    data: dict[str, Any] = {"id": entry.id, "kind": entry.kind.value}
    for name in ("number", "date", "acronym"):
        if value := getattr(entry, name):
            data[name] = value
    if entry.standing is not Standing.STATED:
        data["standing"] = entry.standing.value
    if entry.actor_type is not None:
        data["actor_type"] = entry.actor_type.value
    if entry.slip is not None:
        data["slip"] = entry.slip.value
    data |= {"title": entry.title, "section": entry.section}
    data["claims"] = [
        claim_data(claim, entry.section) if entry.owns(claim) else {"ref": claim.home}
        for claim in entry.claims
    ]
    if entry.phrasings:
        data["phrasings"] = list(map(wording_data, entry.phrasings))
    if entry.premises:
        data["premises"] = [{"text": one.text, "claim": one.claim} for one in entry.premises]
    data |= {name: list(getattr(entry, name)) for name in _LISTS if getattr(entry, name)}
    if entry.curator_note is not None:
        keys = list(entry.curator_note.sources)
        data["curator_note"] = {
            "text": entry.curator_note.text,
            "source": keys if len(keys) > 1 else keys[0],
        }
    return data


def claim_data(claim: Claim, section: str) -> dict[str, Any]:
    """Return a claim, in an entry of `section`, as data for a file of entries."""
    data: dict[str, Any] = {"id": claim.id} if claim.id else {}
    data["text"] = claim.text
    if claim.basis is Basis.MODERATOR:
        data["source"] = claim.source
    elif claim.footnotes:
        data["footnotes"] = list(claim.footnotes)
    else:
        data["basis"] = Basis.PAPER.value
    if claim.section != section:
        data["section"] = claim.section
    if claim.uncertain:
        data["uncertain"] = True
    if claim.at:
        places = [{"page": place.page, "paragraph": place.paragraph} for place in claim.at]
        data["at"] = places if len(places) > 1 else places[0]
    if claim.errata:
        data["errata"] = list(claim.errata)
    return data


def wording_data(wording: Wording) -> str | dict[str, str]:
    """Return a wording as data: its text alone, if it names no claim and no verdict."""
    if not wording.claim and not wording.verdict:
        return wording.text
    data = {"text": wording.text, "claim": wording.claim, "verdict": wording.verdict}
    return {name: value for name, value in data.items() if value}


def source_data(source: Source) -> dict[str, Any]:
    """Return a work as data for the file of sources, without fields that have their default."""
    data: dict[str, Any] = {}
    for name, usual in _DEFAULTS.items():
        value = getattr(source, name)
        if value == usual:
            continue
        if name in {"authors", "editors"}:
            value = [_name_data(one) for one in value]
        data[name] = list(value) if isinstance(value, tuple) else value
    return data


def _name_data(name: Name) -> dict[str, str]:
    return {"family": name.family, **({"given": name.given} if name.given else {})}


def revisions_text(
    entries: Iterable[Entry], sources: Iterable[Source], retired: Iterable[str], head: str = ""
) -> str:
    """Return the YAML of a file of revisions, with `head` above as a comment.

    The loader reads it back as just these entries, works and ids.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in head.splitlines())
    works = "".join(map(_item, map(source_data, sources)))
    made = "".join(map(_item, map(entry_data, entries)))
    gone = "".join(map(_item, retired))
    return "".join(
        (
            comment,
            f"sources:\n{works}" if works else "",
            f"entries:\n{made}" if made else "entries: []\n",
            f"retired:\n{gone}" if gone else "",
        )
    )


def _item(data: Any) -> str:  # noqa: ANN401  # whatever YAML can hold
    # One by one: the nodes of thousands together keep the garbage collector, and so all else, busy.
    return yaml.safe_dump([data], allow_unicode=True, sort_keys=False, width=_WIDTH)


def older_digest_of(entry: Entry) -> str:
    """Return the digest that `digest_of` gave this entry in the older form of the base.

    What was made over the entry then need not be looked at again only because the form changed.
    """
    data = entry_data(entry)
    data["claims"] = [claim_data(claim, entry.section) for claim in entry.claims]
    for claim in data["claims"]:
        for name in ("id", "at", "errata"):
            claim.pop(name, None)
    if entry.errata:
        data["errata"] = list(entry.errata)
    if entry.phrasings:
        data["phrasings"] = list(entry.wordings)
    for name in ("premises", "standing", "slip", "about"):
        data.pop(name, None)
    return _digest(data)


def digest_of(entry: Entry | None) -> str:
    """Return a digest of an entry, which a later change alters; "" for no entry."""
    if entry is None:
        return ""
    return _digest(entry_data(entry))


def _digest(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()
