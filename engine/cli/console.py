"""Speaking to a terminal: sentences, progress bars, Ctrl-C, exit codes."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from enum import IntEnum
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel, ProgressReport, Stage
from engine.core.progress import Progress as Listener

STAGES: dict[Stage, str] = {
    Stage.OPEN: "opening the file",
    Stage.FIND: "finding people",
    Stage.FOLLOW: "following people",
    Stage.MEASURE: "measuring the gait",
    Stage.JUDGE: "judging the gait",
    Stage.WRITE: "writing files",
    Stage.SIMULATE: "simulating walkers",
    Stage.TRAIN: "training",
    Stage.EVALUATE: "evaluating",
    Stage.CHECK: "checking this computer",
    Stage.DONE: "done",
}


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    BAD_INPUT = 2
    REPEAT = 3
    CANCELLED = 130


def say(line: str = "") -> None:
    """Print one line."""
    typer.echo(line)


def complain(line: str) -> None:
    """Print one line on the error stream."""
    typer.echo(line, err=True)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn an expected failure into its sentence and exit code, and a cancel into its own."""
    try:
        yield
    except ScolioError as error:
        complain(str(error.what))
        complain(str(error.remedy))
        raise typer.Exit(error.exit_code) from error
    except CancelledError as cancelled:
        complain("Cancelled. No half-written files were left behind.")
        raise typer.Exit(Exit.CANCELLED) from cancelled


@contextlib.contextmanager
def cancelled_by_ctrl_c() -> Iterator[Cancel]:
    """Return a `Cancel` that Ctrl-C (or a request to terminate) sets while the block runs."""
    cancel = Cancel()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        cancel.set()

    if threading.current_thread() is not threading.main_thread():
        yield cancel
        return
    kept = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def progress_bar(*, shown: bool = True) -> Iterator[Listener]:
    """Return a listener that draws a bar on the error stream, where that is a terminal."""
    # A program with a window and no terminal has no error stream at all.
    if not shown or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _report: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0)

        def listen(report: ProgressReport) -> None:
            bar.update(task, description=STAGES[report.stage], completed=report.fraction)

        yield listen
