"""Parse the command line and run the command's module."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import StudyBotError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


# Named here, since a person waits for the first answer and the generator is slow to load.
QUESTIONS: Final = (
    "definition", "term", "who", "remedy", "date", "order", "source", "section", "figure", "truth",
    "cloze",
)  # fmt: skip

# Each command's module, loaded when the command is given: a person waits for the first answer.
_MODULES: Final = {
    "ask": "ask_command",
    "backup": "data_commands",
    "check": "knowledge_commands",
    "dump": "knowledge_commands",
    "export": "data_commands",
    "forget": "forget_command",
    "health": "run_commands",
    "import": "data_commands",
    "migrate": "knowledge_commands",
    "quiz": "quiz_command",
    "restore": "data_commands",
    "run": "run_commands",
    "schema": "knowledge_commands",
    "try": "run_commands",
}
_ABOUT: Final = """\
Answers questions about one academic paper. Every statement comes with the footnote it rests on;
what the paper does not cover is said to be not covered."""

_EXAMPLES: Final = """\
examples:
  python -m bot ask "What is footnote 42?"  one answer
  python -m bot ask                         a conversation; follow-ups such as "who said that?" work
  python -m bot ask --json "section 2"      one JSON object
  python -m bot ask --jsonl < questions     one question a line in, one object a line out
  python -m bot check                       are settings, knowledge and token sound?
  python -m bot try                         the whole bot in a browser page, without a token
  python -m bot run                         the bot on Discord
"""


# Ids on Discord are whole numbers of 64 bits, and so are the columns that hold them.
_LARGEST_ID: Final = 2**63 - 1


def _discord_id(typed: str) -> int:
    """Return an id as it was typed; raise ArgumentTypeError, one line, for anything else."""
    if typed.isascii() and typed.isdecimal() and 0 < (number := int(typed[:20])) <= _LARGEST_ID:
        return number
    raise argparse.ArgumentTypeError(
        f"'{typed[:40]}' is not an id on Discord: a number of up to 19 digits"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, short: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=short, description=f"{short[0].upper()}{short[1:]}.")
        sub.add_argument(
            "--knowledge",
            type=Path,
            metavar="DIR",
            help="folder of another knowledge base (default: the one that comes with the bot)",
        )
        return sub

    _add_ask(command("ask", "answer a question; without one, hold a conversation"))

    _add_quiz(command("quiz", "print quiz questions made from the knowledge, with their answers"))

    _add_config(
        command("check", "check settings and knowledge, and with a token the bot on Discord")
    )
    _add_config(command("run", "run the bot on Discord; the token comes from DISCORD_TOKEN"))
    _add_config(command("health", "tell whether the bot that runs here is connected"))
    tried = command("try", "try the whole bot in a local browser page, without a token")
    _add_config(tried)
    tried.add_argument(
        "--no-browser", action="store_true", help="print the page's address and open nothing"
    )

    _add_database(command)

    _add_knowledge(command)
    return parser


def _add_knowledge(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    dump = command("dump", "print the whole knowledge base")
    dump.add_argument(
        "--json", action="store_true", help="as one JSON object (the only form there is)"
    )
    dump.add_argument(
        "--indent", type=int, metavar="N", help="over several lines, each level N spaces further in"
    )

    migrate = command("migrate", "bring a knowledge base of the older form into the present one")
    migrate.add_argument("old", type=Path, metavar="OLD", help="its folder, or a file of revisions")
    migrate.add_argument("new", type=Path, metavar="NEW", help="what to write; not there yet")

    schema = command("schema", "write the JSON Schemas of the knowledge files, for editors")
    schema.add_argument(
        "--into", type=Path, metavar="FOLDER", help="folder to write to (default: knowledge/schema)"
    )


def _add_config(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--config", type=Path, metavar="FILE", help="settings (default: config.yaml, if there)"
    )


def _add_database(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    backup = command("backup", "copy the database into one file, while the bot runs")
    restore = command("restore", "put a backup back; stop the bot first")
    export = command("export", "write what a server has made of the paper into a file")
    imported = command("import", "show what a file of revisions would change in a server")
    for sub in (backup, restore, export, imported):
        _add_config(sub)
    for sub in (export, imported):
        sub.add_argument(
            "--guild",
            type=_discord_id,
            required=True,
            metavar="ID",
            help="the server's id on Discord",
        )
    forget = command("forget", "show what is stored about a server or a person, or delete it")
    _add_config(forget)
    whose = forget.add_mutually_exclusive_group(required=True)
    whose.add_argument("--guild", type=_discord_id, metavar="ID", help="the server's id on Discord")
    whose.add_argument("--user", type=_discord_id, metavar="ID", help="the person's id on Discord")
    forget.add_argument(
        "--apply", action="store_true", help="delete it; stop the bot first (default: only show it)"
    )
    for sub in (backup, restore, export, imported):
        sub.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="put aside what the database holds now"
    )
    imported.add_argument(
        "--apply", action="store_true", help="change it; stop the bot first (default: only tell)"
    )


def _add_ask(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", nargs="?", help="the question, in quotes")
    ways = ask.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    ways.add_argument(
        "--jsonl",
        action="store_true",
        help="read a question or a conversation a line from standard input, write an object a line",
    )
    ways.add_argument(
        "--explain",
        action="store_true",
        help="say why the answer is that one, and which phrasings and words matched",
    )


def _add_quiz(quiz: argparse.ArgumentParser) -> None:
    quiz.add_argument("--seed", default="1", help="questions are the same for the same seed")
    quiz.add_argument("--count", type=int, default=10, metavar="N", help="how many (default: 10)")
    quiz.add_argument("--kind", action="append", default=[], choices=QUESTIONS, help="only these")
    quiz.add_argument("--topic", help="a section, an actor or a kind of entry, by name")
    quiz.add_argument(
        "--mode",
        choices=("buttons", "typed", "mixed"),
        default="buttons",
        help="how they are asked",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0, 1 for an expected error, 2 for bad usage."""
    _write_anything()
    arguments = _parser().parse_args(argv)
    module = import_module(f"bot.cli.{_MODULES[arguments.command]}")
    try:
        status: int = getattr(module, f"run_{arguments.command}")(arguments)
        sys.stdout.flush()
    except StudyBotError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) went away; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    return status


def _write_anything() -> None:
    """Replace characters that a terminal cannot show; write UTF-8 into pipes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
