"""The settings: what the example promises, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from bot.config import Config, is_loopback, load_config
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parents[1] / "config.example.yaml"


def problems(tmp_path: Path, text: str) -> list[str]:
    """What is said of a settings file."""
    file = tmp_path / "config.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    return str(caught.value).splitlines()


def test_the_example_holds_the_defaults() -> None:
    """Copying it changes nothing."""
    assert load_config(EXAMPLE) == Config()


def names(model: type[BaseModel], before: str = "") -> set[str]:
    """Every setting by its full name."""
    found = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found |= names(kind, f"{before}{name}.")
        else:
            found.add(f"{before}{name}")
    return found


def written(data: dict[str, Any], before: str = "") -> set[str]:
    """Every setting that a file holds, by its full name."""
    found = set()
    for name, value in data.items():
        if isinstance(value, dict):
            found |= written(value, f"{before}{name}.")
        else:
            found.add(f"{before}{name}")
    return found


def test_the_example_names_every_setting() -> None:
    """And none that there is not."""
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))

    assert written(data) == names(Config)


def test_every_setting_of_the_example_is_explained() -> None:
    """A line of comment stands right above it, or above the mapping that it is written in."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        starts = line.strip() and not line.lstrip().startswith("#") and ":" in line
        is_heading = line.rstrip().endswith(":")
        if starts and not is_heading and not line.startswith("    "):
            above = lines[number - 1].strip()
            continued = not line.startswith(" ") and above.startswith("#")
            assert continued or above.startswith("#") or ">-" in lines[number - 1], line


def test_no_file_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything has a default."""
    monkeypatch.chdir(tmp_path)

    assert load_config() == Config()


def test_the_file_beside_the_program_is_read_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name is config.yaml."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("replies: {private: true}\n", encoding="utf-8")

    assert load_config().replies.private


def test_a_file_of_comments_alone_is_the_defaults(tmp_path: Path) -> None:
    """As it is when everything has been commented out."""
    file = tmp_path / "config.yaml"
    file.write_text("# nothing\n\n", encoding="utf-8")

    assert load_config(file) == Config()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "knowlege: x\n",
            "config.yaml:1: has the unknown setting 'knowlege'; did you mean 'knowledge'?",
        ),
        (
            "log:\n  level: info\n  qestions: true\n",
            "config.yaml:3: has the unknown setting 'log.qestions'; did you mean 'questions'?",
        ),
        (
            "log: {format: jsn}\n",
            "config.yaml:1: has log.format 'jsn'; did you mean 'json'?",
        ),
        (
            "replies:\n  private: 1\n",
            "config.yaml:2: has replies.private 1, not true or false; write true or false",
        ),
        (
            "cooldowns:\n  user: {uses: 0, seconds: 5}\n",
            "config.yaml:2: has cooldowns.user.uses 0; write 1 or more",
        ),
        (
            "cooldowns:\n  user: {uses: 3}\n",
            "config.yaml:2: lacks the setting 'cooldowns.user.seconds'; add seconds:",
        ),
        ("log: loud\n", "config.yaml:1: has log 'loud', not a mapping; write a mapping"),
        (
            "token: abc\n",
            (
                "config.yaml:1: has the unknown setting 'token'; a token comes from DISCORD_TOKEN, "
                "never from this file"
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_remedy(tmp_path: Path, text: str, told: str) -> None:
    """Never a traceback."""
    assert problems(tmp_path, text) == [told]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """In the order of their lines."""
    found = problems(tmp_path, "log: {level: loud}\nreplies: {privat: true}\ndata: ''\n")

    assert [line.split(":")[1] for line in found] == ["1", "2", "3"]


def test_yaml_that_is_none_is_told(tmp_path: Path) -> None:
    """With the line where it breaks."""
    [told] = problems(tmp_path, "log: {level: info\ndata: x\n")

    assert told.startswith("config.yaml:2: cannot be read as YAML")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(ConfigError, match=r"other\.yaml: does not exist; name the settings file"):
        load_config(tmp_path / "other.yaml")


@pytest.mark.parametrize(
    "address",
    [
        "http://discord.example/api",
        "http://127.0.0.1.evil.example/api",
        "http://10.0.0.1:8080/api",
        "ftp://127.0.0.1/api",
        "https://user@proxy.example/api",
        "https://proxy.example/api?x=1",
        "http://127.0.0.1:99999/api",
        "//127.0.0.1/api",
        "discord",
    ],
)
def test_the_token_is_sent_only_over_https_or_to_this_machine(tmp_path: Path, address: str) -> None:
    """Whatever else stands in discord.api_base is refused."""
    [told] = problems(tmp_path, f'discord: {{api_base: "{address}"}}\n')

    assert told.startswith(f"config.yaml:1: has discord.api_base '{address}', which ")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://proxy.example/api/v10/", "https://proxy.example/api/v10"),
        ("http://127.0.0.1:8080/api/v10", "http://127.0.0.1:8080/api/v10"),
        ("http://localhost:8080/api/v10", "http://localhost:8080/api/v10"),
        ("http://[::1]:8080/api/v10", "http://[::1]:8080/api/v10"),
    ],
)
def test_a_safe_address_is_taken(tmp_path: Path, address: str, kept: str) -> None:
    """Without a slash at its end."""
    file = tmp_path / "config.yaml"
    file.write_text(f'discord: {{api_base: "{address}"}}\n', encoding="utf-8")

    assert load_config(file).discord.api_base == kept


def test_loopback_is_this_machine_and_no_name_that_looks_like_it() -> None:
    """Names are not looked up."""
    assert is_loopback("127.0.0.53")
    assert not is_loopback("localhost.example")
    assert not is_loopback(None)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:hunter2@h/x",
        "postgresql://u@h/x?password=hunter2",
        "postgresql://u@h/x?sslmode=on&Password=hunter2#top",
        "postgresql://u@h/x?pass%77ord=hunter2",
        "postgresql://u@h/x?sslpassword=hunter2",
        "mysql://u:hunter2@h/x",
    ],
)
def test_no_password_is_printed(tmp_path: Path, address: str) -> None:
    """The message ends up in a journal that others read."""
    file = tmp_path / "config.yaml"
    file.write_text(f"database: {address}\n", encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        load_config(file)

    assert "hunter2" not in str(refused.value)


def test_an_empty_password_is_none(tmp_path: Path) -> None:
    """As some tools write addresses."""
    file = tmp_path / "config.yaml"
    file.write_text("database: postgresql://postgres:@h/x\n", encoding="utf-8")

    assert load_config(file).database == "postgresql://postgres:@h/x"


def test_a_file_name_is_no_address(tmp_path: Path) -> None:
    """What stands after a question mark would be taken for options, and the file be another."""
    file = tmp_path / "config.yaml"
    file.write_text("database: 'study?mode=ro'\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="write a file name without one"):
        load_config(file)
