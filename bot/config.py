"""Settings file: strict, frozen models with defaults; errors give file and line."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qs, unquote_plus, urlsplit

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from bot.errors import ConfigError, Problem
from bot.strict_yaml.error_words import EXPECTED_TYPES, as_clause, choices_in
from bot.strict_yaml.parser import Document, Refused, check_text
from bot.strict_yaml.strict_model import Strictly, Text, broken, did_you_mean, real_path
from bot.text.phrases import shorten

DEFAULT_FILE: Final = Path("config.yaml")
# The reply to a report of harm names it, and is short.
MOST_CONTACT: Final = 300
API_BASE: Final = "https://discord.com/api/v10"


def is_loopback(host: str | None) -> bool:
    """Return whether `host` names this machine and nothing else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _api_base(address: str) -> str:
    """Refuse addresses that would send tokens unencrypted off this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise broken("is not an address", f"use {API_BASE}") from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not host or not safe:
        raise broken(
            "is neither https nor on this machine", f"use {API_BASE}, or http://127.0.0.1:PORT"
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise broken("has more than an address and a path", f"use {API_BASE}")
    return address.rstrip("/")


class DiscordSettings(Strictly):
    """How Discord is reached."""

    api_base: Annotated[Text, AfterValidator(_api_base)] = API_BASE


class ReplySettings(Strictly):
    """How answers are given."""

    private: bool = False


class CooldownSettings(Strictly):
    """Rate limit: at most `uses` questions or presses in `seconds` seconds."""

    uses: Annotated[int, Field(ge=1, le=1000)]
    seconds: Annotated[int, Field(ge=1, le=3600)]


class CooldownsSettings(Strictly):
    """How often a person, and everybody in a channel together, may ask; how often one may press."""

    user: CooldownSettings = CooldownSettings(uses=8, seconds=30)
    channel: CooldownSettings = CooldownSettings(uses=30, seconds=30)
    presses: CooldownSettings = CooldownSettings(uses=40, seconds=20)


class LogSettings(Strictly):
    """What is logged and how it looks."""

    format: Literal["auto", "console", "json"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"
    questions: bool = False


class MonitoringSettings(Strictly):
    """The port on this machine for health and metrics; 0 turns them off."""

    port: Annotated[int, Field(ge=0, le=65535)] = 0


class OperatorSettings(Strictly):
    """The Discord user who gets error alerts (0: nobody), and the most alerts an hour."""

    user: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    alerts_per_hour: Annotated[int, Field(ge=1, le=100)] = 6


_Days = Annotated[int, Field(ge=1, le=3650)]


def masked(address: str) -> str:
    """Return an address with its passwords replaced, wherever they stand in it."""
    hidden = re.sub(r"(://[^/@\s:]*:)[^@/\s]*@", r"\1***@", address)
    return _OPTION.sub(_without_password, hidden)


# An option of an address: its mark, its name and its value.
_OPTION: Final = re.compile(r"([?&;])([^=&#;\s]*)=([^&#;\s]*)")


def _is_password(name: str) -> bool:
    """Return whether an option of an address is a password, however its name is written."""
    return re.search("(?i)pass(?:word|wd)|pwd", unquote_plus(name)) is not None


def _without_password(option: re.Match[str]) -> str:
    mark, name, value = option.groups()
    return f"{mark}{name}={'***' if _is_password(name) else value}"


class RetentionSettings(Strictly):
    """For how many days things are kept; questions are kept as each server says."""

    suggestions: _Days = 180
    reports: _Days = 180
    scores: _Days = 365
    drafts: _Days = 30
    audit_details: _Days = 365
    notices: _Days = 90
    after_leaving: _Days = 30


def _database(setting: str) -> str:
    """Return `setting` if it names a file in the data folder or a PostgreSQL without a password.

    Raises PydanticCustomError for other addresses; the password belongs in PGPASSWORD or
    ~/.pgpass.
    """
    if "://" not in setting:
        if "?" in setting:
            raise broken("has a “?” in it", "write a file name without one")
        return setting
    if not setting.startswith(("postgresql://", "postgres://")):
        raise broken(
            "is neither a file nor a PostgreSQL address",
            "write a file name, or postgresql://user@host/database",
        )
    try:
        parts = urlsplit(setting)
        password = parts.password or any(map(_is_password, parse_qs(parts.query)))
    except ValueError:
        raise broken("is not an address", "write postgresql://user@host/database") from None
    if password:
        raise broken(
            "contains a password", "leave it out, and give it in PGPASSWORD or in ~/.pgpass"
        )
    return setting


class Config(Strictly):
    """All settings; each field's meaning stands in config.example.yaml."""

    knowledge: str = ""
    data: Text = "data"
    database: Annotated[str, AfterValidator(_database)] = ""
    content_note: str = ""
    school_contact: Annotated[str, Field(max_length=MOST_CONTACT)] = ""
    discord: DiscordSettings = DiscordSettings()
    replies: ReplySettings = ReplySettings()
    cooldowns: CooldownsSettings = CooldownsSettings()
    retention: RetentionSettings = RetentionSettings()
    log: LogSettings = LogSettings()
    monitoring: MonitoringSettings = MonitoringSettings()
    operator: OperatorSettings = OperatorSettings()


def load_config(path: Path | None = None) -> Config:
    """Load the settings in `path`, by default from config.yaml if there, else the defaults.

    Raises ConfigError with every problem found.
    """
    if path is None:
        if not DEFAULT_FILE.exists():
            return Config()
        path = DEFAULT_FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        what = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        remedy = "name the settings file with --config, or copy config.example.yaml"
        raise ConfigError([Problem(path.name, 0, "", what, remedy)]) from error
    text, problems = check_text(path.name, data)
    if text is None:
        raise ConfigError(problems)
    return _read(path.name, text)


def _read(name: str, text: str) -> Config:
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Config()
    document = Document(name, "config", text)
    problems = list(document.problems)
    if document.data is None:
        raise ConfigError(problems)
    try:
        config = Config.model_validate(document.data)
    except ValidationError as error:
        problems += _explained(document, error)
        raise ConfigError(sorted(problems, key=lambda problem: problem.line)) from None
    if problems:
        raise ConfigError(problems)
    return config


def _explained(document: Document, error: ValidationError) -> list[Problem]:
    found = []
    for detail in error.errors(include_url=False):
        if isinstance(detail["input"], Refused):
            continue
        path = real_path(document.data, detail["loc"])
        what, remedy = _told(path, detail["type"], detail["input"], detail)
        found.append(Problem(document.file, document.line(path), "", what, remedy))
    return found


_BOUNDS: Final = {"greater_than_equal": ("or more", "ge"), "less_than_equal": ("or less", "le")}


def _told(path: tuple[str | int, ...], kind: str, value: object, detail: Any) -> tuple[str, str]:  # noqa: ANN401  # pydantic's own mapping
    name = ".".join(map(str, path)) or "the file"
    context = detail.get("ctx", {})
    shown = f"'{shorten(masked(value))}'" if isinstance(value, str) else shorten(str(value))
    if kind == "extra_forbidden":
        return f"has the unknown setting '{shorten(name)}'", _instead(path)
    if kind == "rule":
        return f"has {name} {shown}, which {context['what']}", str(context["remedy"])
    if kind == "literal_error":
        choices = choices_in(context["expected"])
        return f"has {name} {shown}", did_you_mean(shorten(str(value)), choices)
    if kind == "missing":
        return f"lacks the setting '{name}'", f"add {path[-1]}:"
    return _wrong_value(f"has {name} {shown}", kind, detail)


def _wrong_value(what: str, kind: str, detail: Any) -> tuple[str, str]:  # noqa: ANN401  # as above
    if expected := EXPECTED_TYPES.get(kind):
        return f"{what}, not {expected}", f"write {expected}"
    if kind in _BOUNDS:
        words, bound = _BOUNDS[kind]
        return what, f"write {detail['ctx'][bound]} {words}"
    return what, as_clause(str(detail["msg"]))


def _instead(path: tuple[str | int, ...]) -> str:
    if "token" in str(path[-1]).lower():
        return "a token comes from DISCORD_TOKEN, never from this file"
    return did_you_mean(str(path[-1]), _settings_at(path[:-1]))


def _settings_at(path: tuple[str | int, ...]) -> list[str]:
    """Return the names of the settings allowed at `path`."""
    model: type[BaseModel] = Config
    for step in path:
        inner = model.model_fields[str(step)].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
