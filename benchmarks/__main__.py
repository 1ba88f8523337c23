"""``python -m benchmarks NAME [--json]``: measure one claim, against its floor, in the same run."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from benchmarks.common import Figures, as_json, show

Measure = Callable[[argparse.Namespace], Coroutine[Any, Any, Figures]]


def _provisioning(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.provisioning import measure

    return measure(people=options.people or 150, seed=options.seed)


def _echo(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.echo import measure

    return measure(rounds=options.rounds)


def _restart(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.restart import measure

    return measure(people=options.people or 500, rooms=options.rooms or 120)


def _desired(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.desired import measure

    return measure(people=options.people or 20_000, rooms=options.rooms or 1_000, seed=options.seed)


def _revocation(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.revocation import measure

    return measure(people=options.people or 500, seed=options.seed)


def _extraction(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.extraction import measure

    return measure(folder=options.folder or Path("../shared/data"))


def _retrieval(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.retrieval import measure

    return measure(folder=options.folder, encoder=options.encoder)


def _scans(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.scans import measure

    return measure(folder=options.folder or Path("../shared/data"))


def _library(options: argparse.Namespace) -> Coroutine[Any, Any, Figures]:
    from benchmarks.library import measure

    return measure(passages=options.passages, words_only=options.words_only, files=options.files)


NAMES: dict[str, Measure] = {
    "provisioning": _provisioning,
    "echo": _echo,
    "restart": _restart,
    "desired": _desired,
    "extraction": _extraction,
    "library": _library,
    "revocation": _revocation,
    "retrieval": _retrieval,
    "scans": _scans,
}


def main(words: list[str] | None = None) -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=sorted(NAMES))
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="extraction: files with their known texts; retrieval: corpus.jsonl and queries.jsonl; "
        "scans: the folder of udhr-containers",
    )
    parser.add_argument("--encoder", default="packaged", help="retrieval: packaged, none, or a folder")
    parser.add_argument("--passages", type=int, default=100_000, help="library: how many are asked")
    parser.add_argument("--words-only", action="store_true", help="library: leave out meaning")
    parser.add_argument("--files", type=int, default=20, help="library: files of 20 pages to take in")
    parser.add_argument("--people", type=int, help="people in the community")
    parser.add_argument("--rooms", type=int, help="restart, desired: how many rooms")
    parser.add_argument("--rounds", type=int, default=200, help="echo: commands asked of each side")
    parser.add_argument("--seed", type=int, default=1, help="provisioning: which sample community")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args(words)
    figures = asyncio.run(NAMES[options.name](options))
    if options.json:
        print(as_json(figures))
    else:
        show(figures, f"benchmarks {options.name}")
    return 0 if all(figure.kept for figure in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
