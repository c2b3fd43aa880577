"""A knowledge base of a few entries about an invented paper, which gets every kind of reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.support.folders import write_files

if TYPE_CHECKING:
    from pathlib import Path

# A question of yes or no that the paper denies, and the statement that answers it.
DENIED: Final = "Was the lamp of the lighthouse lit by gas?"
LIT: Final = "Oil, not gas, lit the lamp of the lighthouse."

# What the paper tells of a topic, with the entry's title and its source.
ASKED: Final = "Who kept the lighthouse on the rock?"
KEEPER: Final = "Two brothers kept the lighthouse on the rock."
KEEPER_TITLE: Final = "The keepers of the lighthouse"
SOURCE: Final = "Lamps of the North"

# The paper speaks of the storm, but says nothing of how long it lasted.
NOT_STATED: Final = "How long did the storm that broke the lantern last?"
STORM: Final = "The storm broke the lantern and drowned the boat of the keepers."
STORM_TITLE: Final = "The storm that broke the lantern"

NOT_COVERED: Final = "Who won the football world cup?"
THANKS: Final = "thank you so much"
QUIZ: Final = "quiz me"
HARM: Final = "my uncle hits me, what should I do"

_FILES: Final = {
    "paper.yaml": """\
title: On the Keeping of Lighthouses
author: {family: Roe, given: Jane}
date: "2021-03-04"
sections: [{id: start, title: The Start}, {id: end, title: The End}]
""",
    "sources.yaml": f"""\
sources:
  - key: doe-2001
    type: book
    title: {SOURCE}
    authors: [{{family: Doe, given: John}}]
    publisher: Acme
    year: 2001
""",
    "footnotes.yaml": """\
footnotes:
  - {number: 1, source: doe-2001, locator: "27", status: full, marker: printed, section: start}
  - {number: 2, source: doe-2001, locator: "31", status: full, marker: printed, section: end}
""",
    "vocabulary.yaml": """\
stopwords: [a, an, and, are, by, did, do, how, in, is, it, of, "on", the, that, to, was, what, who]
""",
    "entries/all.yaml": f"""\
entries:
  - id: lamp
    kind: finding
    title: The lamp of the lighthouse
    section: start
    claims:
      - {{id: oil, text: "{LIT}", footnotes: [1]}}
      - {{id: dusk, text: Each evening the lamp burnt from dusk., footnotes: [2]}}
    related: [keepers]
  - id: keepers
    kind: finding
    title: {KEEPER_TITLE}
    section: start
    claims: [{{id: brothers, text: {KEEPER}, footnotes: [1]}}]
    related: [lamp]
  - id: storm
    kind: finding
    title: {STORM_TITLE}
    section: end
    claims: [{{id: broke, text: {STORM}, footnotes: [2]}}]
    related: [keepers]
""",
    "phrasings/all.yaml": f"""\
phrasings:
  lamp:
    - {{text: "{DENIED}", claim: oil, verdict: "no"}}
    - {{text: what lit the lamp of the lighthouse, claim: oil}}
    - {{text: when did the lamp of the lighthouse burn, claim: dusk}}
  keepers:
    - {{text: "{ASKED}", claim: brothers}}
    - {{text: keepers of the lighthouse on the rock, claim: brothers}}
    - {{text: who lived in the lighthouse on the rock, claim: brothers}}
  storm:
    - {{text: What did the storm that broke the lantern do?, claim: broke}}
    - {{text: what happened in the storm that broke the lantern, claim: broke}}
    - {{text: the storm that broke the lantern, claim: broke}}
""",
}


def write_lighthouse(folder: Path) -> Path:
    """Write the knowledge base into `folder` and return it."""
    return write_files(folder, _FILES)
