"""`python tests/bench `: one table of how long things take, and what they hold."""

from __future__ import annotations

import real


def main() -> None:
    """Print each line as soon as it is measured."""
    for line in real.report():
        print(line, flush=True)


if __name__ == "__main__":
    main()
