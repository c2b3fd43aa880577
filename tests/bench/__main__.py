"""`python tests/bench`: one table of how long things take, and what they hold."""

from __future__ import annotations

import argparse

from tests.bench import real, scaled

_SIZES = (1_000, 10_000)


def main() -> None:
    """Print each line as soon as it is measured."""
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("--no-real", action="store_true", help="leave out the real base")
    parser.add_argument("--scaled", action="store_true", help="made-up bases too; takes minutes")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="N")
    parser.add_argument("--questions", type=int, default=300, metavar="N", help="to ask each base")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="ours, WRatio, …")
    arguments = parser.parse_args()
    if not arguments.no_real:
        for line in real.report(arguments.only):
            print(line, flush=True)
    if arguments.scaled:
        for line in scaled.report(arguments.sizes, arguments.only, arguments.questions):
            print(line, flush=True)


if __name__ == "__main__":
    main()
