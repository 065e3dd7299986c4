"""Work that must be endable at any moment: in a process of its own, seen as any other work of the worker.

For what imports or compiles for seconds, where no ``cancel`` is looked at. Must not know Qt, which the child
would import, or what the work is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.core.errors import ProcessBug, ProcessEndedError, ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, check
from engine.core.text import text

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

POLL_SECONDS = 0.1


def in_child_process(
    work: Callable[..., None], *arguments: object
) -> Callable[[Progress | None, Cancel | None], None]:
    """Return work for a lane of the worker that does ``work(*arguments, progress=…)`` in its own process.

    Args:
        work: A function of a module; it gives no answer.
        arguments: What it takes; plain values and paths.

    Returns:
        What waits for the process, passes on its progress, and ends it within `POLL_SECONDS` of a cancel,
        wherever it is. Raises the `ScolioError` that the work raised, a `RuntimeError` that notes where
        another exception came about, `ProcessEndedError` where its process ended by itself, and
        `CancelledError`.
    """
    return partial(_run, work, arguments)


def _run(
    work: Callable[..., None],
    arguments: tuple[object, ...],
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
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
        elif isinstance(told, ScolioError):
            raise told
        elif isinstance(told, ProcessBug):
            raise told.exception()


def _child(theirs: Connection, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """Do the work; whoever asked for it may have gone meanwhile, which ends it, too."""
    with contextlib.suppress(BrokenPipeError):
        try:
            work(*arguments, progress=theirs.send)
        except ScolioError as error:
            theirs.send(error)
        except Exception as bug:
            if isinstance(bug, BrokenPipeError):
                raise
            theirs.send(ProcessBug.of(bug))
            raise
        else:
            theirs.send(None)
