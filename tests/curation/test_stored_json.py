"""The exact JSON of what curation stores; rows of older versions must stay readable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from bot.curation import overlay
from bot.curation.drafts.draft import DRAFT, Draft, Origin
from bot.curation.entry_actions import STEP, ActionKind, EntryAction
from bot.curation.overlay import UnreadableRevisionError
from bot.curation.teach_phrasings import PhrasingBatch
from bot.paper.claim_references import reference
from bot.paper.model import Basis, Claim, Entry, Kind, Place, Slip, Source, Wording
from bot.strict_yaml import json_codec

PAGE = Source("un-page", "webpage", "A “Page”", outside=True, url="https://example.org/page")
ENTRY = Entry(
    id="troops",
    kind=Kind.FINDING,
    title="On the troops – “all”",
    section="start",
    claims=(
        Claim(
            "They were counted.",
            "start",
            (1, 2),
            id="counted",
            home="troops#counted",
            at=(Place(3, 1),),
            errata=("wrong-year",),
        ),
        Claim(
            "They left.",
            "start",
            (),
            Basis.MODERATOR,
            source="un-page",
            id="left",
            home="troops#left",
        ),
        reference("vote#date", "start"),
    ),
    phrasings=(Wording("how many troops"), Wording("Did they stay?", "left", "no")),
    related=("orders",),
)
REVISION = (
    '{"entry":{"id":"troops","kind":"finding","title":"On the troops – “all”","section":"start",'
    '"claims":[{"id":"counted","text":"They were counted.","footnotes":[1,2],'
    '"at":{"page":3,"paragraph":1},"errata":["wrong-year"]},'
    '{"id":"left","text":"They left.","source":"un-page"},{"ref":"vote#date"}],'
    '"phrasings":["how many troops",{"text":"Did they stay?","claim":"left","verdict":"no"}],'
    '"related":["orders"]},'
    '"sources":[{"key":"un-page","type":"webpage","title":"A “Page”",'
    '"url":"https://example.org/page","outside":true}]}'
)
# As an older version wrote it: without ids, with the slips at the entry, and with spaces.
OLD_REVISION = (
    '{"entry": {"id": "troops", "kind": "finding", "title": "On the troops – “all”", '
    '"section": "start", "claims": [{"text": "They were counted.", "footnotes": [1, 2]}, '
    '{"text": "They left.", "source": "un-page"}], "phrasings": ["how many troops"], '
    '"related": ["orders"], "errata": ["wrong-year"]}, '
    '"sources": [{"key": "un-page", "type": "webpage", "title": "A “Page”", '
    '"url": "https://example.org/page", "outside": true}]}'
)
DRAFT_OF_TROOPS = Draft(
    entry="troops",
    is_new=False,
    kind=Kind.FINDING,
    section="start",
    title="Troops",
    statements="They were “counted”. [1]",
    seen=2,
    based_on="1f",
    kept={"number": "1b"},
    works=(PAGE,),
    origin=Origin(7, (1, 2)),
    author=9,
)


def test_a_revision_is_written_in_exactly_these_words() -> None:
    """An entry and its works, in the words of the knowledge files."""
    assert overlay.dump_payload(ENTRY, [PAGE]) == REVISION
    assert overlay.load_payload(REVISION) == (ENTRY, (PAGE,))


def test_a_revision_of_an_older_version_is_read_in_the_present_form() -> None:
    """Its claims get ids, and each names the slips that the entry named."""
    entry, works = overlay.load_payload(OLD_REVISION)

    assert works == (PAGE,)
    assert [(claim.home, claim.errata) for claim in entry.claims] == [
        ("troops#counted", ("wrong-year",)),
        ("troops#left", ("wrong-year",)),
    ]
    assert entry.phrasings == (Wording("how many troops"),)
    assert overlay.load_payload(f'{OLD_REVISION[:-1]}, "more": 1}}') == (entry, works)
    assert overlay.is_older_payload(OLD_REVISION)
    assert not overlay.is_older_payload(REVISION)


def test_an_older_claim_has_the_id_of_the_papers_claim_that_says_the_same() -> None:
    """So whatever refers to the paper's claim shows the server's version of it."""
    own = replace(ENTRY, claims=tuple(replace(c, id=f"own-{c.id}") for c in ENTRY.claims[:2]))
    payload = OLD_REVISION.replace("They were counted.", "They were all counted.")

    entry, _ = overlay.load_payload(payload, own)

    assert [claim.id for claim in entry.claims] == ["own-counted", "own-left"]


def test_a_slip_of_an_older_version_rests_on_the_paper_and_names_its_notes() -> None:
    """Its notes say what it is about; they are no evidence for it."""
    payload = OLD_REVISION.replace('"finding"', '"erratum"').replace(
        ', "errata": ["wrong-year"]', ""
    )

    entry, _ = overlay.load_payload(payload)

    assert (entry.claims[0].basis, entry.claims[0].footnotes) == (Basis.PAPER, ())
    assert (entry.about, entry.slip) == ((1, 2), Slip.SENSE)


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ("", "it is not written as this program writes"),
        ('{"entry": {}}', "it is not written as this program writes"),
        ('{"entry": [], "sources": []}', "it is not written as this program writes"),
        (REVISION.replace('"title":"On', '"name":"On'), "finding.title: Field required"),
    ],
)
def test_anything_else_is_refused_in_one_line(payload: str, why: str) -> None:
    """The line says where it is wrong, where there is a place."""
    with pytest.raises(UnreadableRevisionError) as caught:
        overlay.load_payload(payload)
    assert str(caught.value) == why


def test_a_draft_is_written_in_exactly_these_words() -> None:
    """Every field, in the order of the dataclass."""
    text = (
        '{"entry":"troops","is_new":false,"kind":"finding","section":"start","title":"Troops",'
        '"statements":"They were “counted”. [1]","phrasings":"","keywords":"","related":"",'
        '"seen":2,"based_on":"1f","kept":{"number":"1b"},'
        '"works":[{"key":"un-page","type":"webpage","title":"A “Page”","authors":[],"editors":[],'
        '"short_title":"","container":"","sentence_title":"","sentence_container":"",'
        '"publisher":"","place":"","year":null,"issued":"","volume":"","issue":"","pages":"",'
        '"number":"","doi":"","url":"https://example.org/page","accessed":"","works_cited":true,'
        '"outside":true,"paper_form":"","note":"","names":[]}],'
        '"typed_source":{},"comment":"","origin":{"suggestion":7,"gaps":[1,2]},"author":9}'
    )
    assert json_codec.dump(DRAFT, DRAFT_OF_TROOPS) == text
    assert json_codec.load(DRAFT, text, ValueError) == DRAFT_OF_TROOPS


def test_actions_and_phrasings_are_written_in_exactly_these_words() -> None:
    """They wait for a month at most, but survive an update of the bot."""
    action = EntryAction(ActionKind.MOVE, "troops", 2, wording="who", owner="orders", owner_seen=1)
    text = (
        '{"do":"move a wording","entry":"troops","seen":2,"number":0,"wording":"who",'
        '"owner":"orders","owner_seen":1,"comment":""}'
    )
    assert json_codec.dump(STEP, action) == text
    assert json_codec.load(STEP, text, ValueError) == action
    batch, adapter = PhrasingBatch(("who",), (1,), (2, 3)), TypeAdapter(PhrasingBatch)
    text = (
        '{"wordings":["who"],"gaps":[1],"questions":[2,3],"suggestion":null,"statement":"",'
        '"note":null,"section":"","author":null}'
    )
    assert json_codec.dump(adapter, batch) == text
    assert json_codec.load(adapter, text, ValueError) == batch
