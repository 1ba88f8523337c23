"""What every command shares: its options, its settings, how it says what came of it, and how it fails."""

import asyncio
import getpass
import json
import logging
import os
import sys
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console, RenderableType
from sqlalchemy.exc import DBAPIError

from kit.errors import BadInput, PalaisError
from kit.logs import configure_logs
from kit.settings import LogFormat, LogSettings, Settings, check_bots, load_settings, unknown_variables
from palais.advice import advice
from palais.ground import all_bots
from palais.state import State
from provisioning.files import BadFiles
from provisioning.sample import config_folder

T = TypeVar("T")
SAMPLE = Path("communities") / "treaty-bodies"

StateOption = Annotated[Path | None, typer.Option("--state", help="Folder for all that the platform keeps.")]
CommunityOption = Annotated[
    Path | None, typer.Option("--community", help="The community's folder or file; else the last one used.")
]
SettingsOption = Annotated[Path | None, typer.Option("--settings", help="The settings file, palais.toml.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One call of a command. ``console`` is for people; with ``--json`` it is standard error."""

    settings: Settings
    state: State
    console: Console
    as_json: bool

    def community(self, given: Path | None) -> Path:
        """Return the community that is meant: the one given, in the settings, used last, else the sample."""
        remembered = self.state.remembered().get("community")
        for chosen in (given, self.settings.community, Path(remembered) if remembered else None):
            if chosen is not None:
                if not chosen.exists():
                    raise BadInput(f"there is no community at {chosen}: name its folder with --community")
                return chosen.absolute()
        return config_folder() / SAMPLE

    def say(self, result: Mapping[str, Any], *shown: RenderableType) -> None:
        """Print what came of it: for a program as JSON, for a person as shown."""
        if self.as_json:
            sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1, default=str) + "\n")
            return
        for piece in shown:
            self.console.print(piece)


@contextmanager
def framed(*, as_json: bool, state: Path | None = None, settings: Path | None = None) -> Iterator[Frame]:
    """Read the settings, run the block, and turn every failure of ours into a sentence and exit code 1."""
    os.umask(0o077)  # whatever a command writes is for its owner alone
    console = Console(stderr=as_json, highlight=False)
    folder = state or Settings.model_fields["state"].default
    try:
        known = load_settings(settings or _usual_settings())
        check_bots(known, all_bots())
        for stray in unknown_variables():
            console.print(f"[yellow]{stray} sets nothing: there is no such setting.[/]")
        folder = state or known.state
        yield Frame(settings=known, state=State(folder), console=console, as_json=as_json)
    except KeyboardInterrupt:
        _tell("Stopped. The next run goes on from here.", (), console, as_json=as_json)
        raise typer.Exit(130) from None
    except (PalaisError, OSError, DBAPIError, ExceptionGroup) as problem:
        sentence = advice(problem, folder)
        if sentence is None:
            raise
        _tell(sentence, _places(problem), console, as_json=as_json)
        raise typer.Exit(1) from None


def waited(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's work to its end."""
    return asyncio.run(work)


def log_to(state: State, settings: LogSettings) -> None:
    """Write the log into the state folder as JSON lines, so that the terminal stays with the person."""
    state.prepare()
    stream = state.log.open("a", encoding="utf-8", buffering=1)
    state.log.chmod(0o600)
    configure_logs(settings.model_copy(update={"format": LogFormat.JSON}), stream=stream)


def quiet() -> None:
    """Keep libraries from talking into a command's output."""
    logging.disable(logging.ERROR)


def officer() -> str:
    """Return who gives the command, for receipts."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "the operator"


def _usual_settings() -> Path | None:
    file = Path("palais.toml")
    return file if file.is_file() else None


def _places(problem: BaseException) -> tuple[str, ...]:
    """Return each mistake in files on its own, for programs."""
    return tuple(map(str, problem.problems)) if isinstance(problem, BadFiles) else ()


def _tell(sentence: str, problems: tuple[str, ...], console: Console, *, as_json: bool) -> None:
    if as_json:
        said: dict[str, Any] = {"error": sentence} | ({"problems": problems} if problems else {})
        sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    else:
        console.print(sentence, style="red", markup=False, soft_wrap=True)
