"""Runs one function in a process of its own, which can be ended at any moment.

For work that imports or compiles for seconds, where no ``cancel`` is looked at. Must not know Qt or what the
work is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, check
from engine.core.text import Text, text

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

POLL_SECONDS = 0.1


class ProcessEndedError(ScolioError):
    """The process ended by itself, without an answer."""

    code = "process"


def run_apart(
    work: Callable[..., None],
    *arguments: object,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Run ``work(*arguments, progress=…)`` in a process of its own and wait for it.

    Args:
        work: A function of a module; it gives no answer.
        arguments: What it takes; plain values and paths.
        progress: Told what the work tells.
        cancel: Ends the process within `POLL_SECONDS`, wherever it is.

    Raises:
        ScolioError: The work raised it, or its process ended by itself.
        CancelledError: ``cancel`` was set.
    """
    # Late: the window stands without it.
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(theirs, work, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        _follow(ours, progress, cancel)
    finally:
        if process.is_alive():
            process.terminate()
        process.join()
        process.close()
        ours.close()


def _follow(ours: Connection, progress: Progress | None, cancel: Cancel | None) -> None:
    """Pass on what the process tells, until it says that it is done."""
    while True:
        check(cancel)
        if not ours.poll(POLL_SECONDS):
            continue
        try:
            told = ours.recv()
        except EOFError as failure:
            raise ProcessEndedError(
                text("The process doing the work stopped unexpectedly; memory may have run out."),
                text("Close other programs or ask for less, then try again."),
            ) from failure
        if told is None:
            return
        if isinstance(told, ProgressReport):
            if progress is not None:
                progress(told)
        elif isinstance(told, _Failure):
            raise told.error()
        else:
            raise RuntimeError(str(told))


class _Failure:
    """A `ScolioError` on its way between processes."""

    def __init__(self, error: ScolioError) -> None:
        self.kind: type[ScolioError] = type(error)
        self.what: Text = error.what
        self.remedy: Text = error.remedy

    def error(self) -> ScolioError:
        """Return the error."""
        return self.kind(self.what, self.remedy)


def _child(theirs: Connection, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """Do the work; whoever asked for it may have gone meanwhile, which ends it, too."""
    with contextlib.suppress(BrokenPipeError):
        try:
            work(*arguments, progress=theirs.send)
        except ScolioError as error:
            theirs.send(_Failure(error))
        except Exception as bug:
            if isinstance(bug, BrokenPipeError):
                raise
            theirs.send(f"{type(bug).__name__}: {bug}")
            raise
        else:
            theirs.send(None)
