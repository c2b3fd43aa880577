"""Discord's own description of its API, to tell whether it would take a request.

The description is not part of the project. It is found beside it or where DISCORD_OPENAPI says;
where it is not, `DESCRIPTION` is None, and whoever would judge by it skips and says so: `MISSING`.
"""

from __future__ import annotations

import itertools
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

VARIABLE = "DISCORD_OPENAPI"
BESIDE = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
JSON = "application/json"
MISSING = f"bodies not checked: {VARIABLE} names no file and there is no {BESIDE}"
_VERBS = frozenset({"get", "put", "post", "patch", "delete"})
_LONGEST = 300


def find_description() -> Description | None:
    """The description that DISCORD_OPENAPI names or that lies beside the project, or None."""
    for path in (os.environ.get(VARIABLE), BESIDE):
        if path and Path(path).is_file():
            return Description(json.loads(Path(path).read_text(encoding="utf-8")))
    return None


@dataclass
class Operation:
    """One method of one path; its validators are made when they are first needed."""

    template: str
    described: dict[str, Any]
    components: dict[str, Any]

    def __post_init__(self) -> None:
        self._validators: dict[str, Draft202012Validator] = {}
        self._errors: dict[tuple[str, str], str | None] = {}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the paths that this operation stands for."""
        parts = re.split(r"\{\w+\}", self.template)
        return re.compile("([^/]+)".join(map(re.escape, parts)))

    @property
    def takes(self) -> dict[str, Any]:
        """What may be sent, by content type."""
        content: dict[str, Any] = self.described.get("requestBody", {}).get("content", {})
        return content

    @property
    def needs_body(self) -> bool:
        """Whether a request without a body is refused."""
        return bool(self.described.get("requestBody", {}).get("required"))

    def validator(self, content_type: str) -> Draft202012Validator:
        """Checks bodies of a content type."""
        if content_type not in self._validators:
            # References point into the whole document, of which only this part is referred to.
            schema = {"components": self.components, **self.takes[content_type]["schema"]}
            self._validators[content_type] = Draft202012Validator(schema)
        return self._validators[content_type]

    def error(self, content_type: str, body: Any) -> str | None:
        """What is wrong with a body, or None."""
        # Many people get the same answer, and one check takes ten milliseconds.
        key = (content_type, json.dumps(body, sort_keys=True))
        if key not in self._errors:
            errors = self.validator(content_type).iter_errors(body)
            leaves = [leaf for error in errors for leaf in _leaves(error)]
            error = max(leaves, key=lambda leaf: len(leaf.absolute_path), default=None)
            self._errors[key] = _told(error) if error else None
        return self._errors[key]


class Description:
    """The description's operations, found by what a request asks for."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._operations: dict[str, list[Operation]] = {}
        for template, methods in document["paths"].items():
            for verb, described in methods.items():
                if verb in _VERBS:
                    operation = Operation(template, described, document["components"])
                    self._operations.setdefault(verb.upper(), []).append(operation)
        for operations in self._operations.values():
            # A path with "@me" or "@original" in it is nearer than one that takes anything there.
            operations.sort(key=lambda operation: operation.template.count("{"))

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation that a request to `path` is for, or None where Discord has none."""
        for operation in self._operations.get(method, ()):
            if operation.pattern.fullmatch(path):
                return operation
        return None

    def fault(self, method: str, path: str, body: Any, content_type: str = JSON) -> str | None:
        """What Discord would not accept in a request, in one line; None where it is valid.

        A body of several parts is its JSON part with each file's field added to it; a request
        without a body has None.
        """
        told = f"{method} {path}"
        operation = self.operation(method, path)
        if operation is None:
            return f"{told}: Discord has no such route"
        if body is None:
            return f"{told}: a body is missing" if operation.needs_body else None
        if content_type not in operation.takes:
            return f"{told}: takes no {content_type}"
        error = operation.error(content_type, body)
        return f"{told}: {error}" if error else None


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """An error, or instead of one over alternatives, the errors of those that may be meant."""
    if not error.context:
        yield error
        return
    alternatives: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        alternatives.setdefault(inner.schema_path[0], []).append(inner)
    # Which alternative is meant is told by its field "type".
    meant = [found for found in alternatives.values() if not any(map(_of_another_type, found))]
    for inner in itertools.chain.from_iterable(meant or alternatives.values()):
        yield from _leaves(inner)


def _of_another_type(error: ValidationError) -> bool:
    place = list(error.path)
    return place == ["type"] or (not place and error.validator == "type")


def _told(error: ValidationError) -> str:
    place = error.json_path
    message = error.message
    return f"{place}: {message if len(message) <= _LONGEST else message[:_LONGEST] + '…'}"


DESCRIPTION = find_description()
