"""How the platform shows its own start: a line for each stage, with its progress, then the panel."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Stages:
    """Shows stages of work, one under the other; plain lines where there is no terminal."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._progress: Progress | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show while the block runs."""
        columns = (
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        if not self.console.is_terminal:
            yield
            return
        with Progress(*columns, console=self.console) as self._progress:
            yield
        self._progress = None

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator["Stage"]:
        """Show one stage while the block runs."""
        if self._progress is None:
            self.console.print(f"{name} …", highlight=False)
            yield Stage(None, None)
            return
        task = self._progress.add_task(name, total=total)
        stage = Stage(self._progress, task)
        yield stage
        stage.end()


class Stage:
    """One stage on its way."""

    def __init__(self, progress: Progress | None, task: TaskID | None) -> None:
        self._progress = progress
        self._task = task

    def at(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)

    def end(self) -> None:
        """Show that it is done, whatever it had to do."""
        if self._progress is None or self._task is None:
            return
        known = next(task for task in self._progress.tasks if task.id == self._task)
        total = known.total or 1
        self._progress.update(self._task, completed=total, total=total)
