"""Screening in a process of its own: requests go in as data, findings come out as the bytes of their files.

The process holds a `Screener` whose networks stay open from video to video. Whatever ends it (a crash, too
little memory, a kill) costs the video at hand and a sentence; it ends when whoever started it is gone. It
writes no files, so it may be killed at any moment. Must not know windows, or where results are kept.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from engine.core.clinic_lock import Lock, system_lock
from engine.core.errors import CancelledError, ProcessBug, ProcessEndedError, ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, check
from engine.core.screening_request import ScreeningRequest
from engine.core.text import text
from engine.core.video_sources import OneVideo, VideoBytes, found, registered
from engine.pipeline.screening import Screener
from engine.runtime.cores import hold_to_cores
from engine.runtime.priority import give_way

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

POLL_SECONDS = 0.05
"""How often whoever waits for an answer looks whether it was asked to stop."""

CANCEL_SECONDS = 0.7
"""How long a process has to stop by itself; the engine looks for a cancel every half second."""


class OpenScreener(Protocol):
    """Opens a `Screener` in the process; goes there by its name, so it is a class or function of a module."""

    def __call__(self, *, lock: Callable[[], Lock | None]) -> Screener:
        """Open it.

        Args:
            lock: Tells whether clinic mode is on; looked at for each video.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Order:
    """One video to screen, on its way to the process; ``video`` where it is no plain file."""

    request: ScreeningRequest
    lock: Lock | None
    video: VideoBytes | None = field(default=None, repr=False)


class ScreeningProcess:
    """A process that screens, seen from the one that started it. Thread-safe; one video at a time.

    It is started by the first video, and by the next one after it has ended.

    Args:
        open_screener: Opens the `Screener` there, such as ``partial(Screener, models)``.
        gentle: Whether it gives way to every other program (the lowest priority).
        cores: How many cores it may use; None: as this process.
    """

    def __init__(
        self, open_screener: OpenScreener, *, gentle: bool = True, cores: int | None = None
    ) -> None:
        self._arguments = (open_screener, gentle, cores)
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._child: _Child | None = None
        self._busy = self._closing = False

    @property
    def pid(self) -> int | None:
        """Number of the process, or None where none runs."""
        child = self._child
        return None if child is None else child.process.pid

    def screen(
        self,
        request: ScreeningRequest,
        lock: Lock | None = None,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> dict[str, bytes]:
        """Screen one video, and return its files by name (see `engine.pipeline.screening_files.dump`).

        Args:
            request: What, and how.
            lock: What clinic mode is locked to; the administrator's file, read in the process, comes before.
            progress: Told of the stages, on the calling thread.
            cancel: Acts within a second, whatever the process is doing.

        Raises:
            ProcessEndedError: The process cannot be started, or ended without an answer.
            ScolioError: See `Screener.screen`.
            CancelledError: ``cancel`` was set.
        """
        while not self._turn.acquire(timeout=POLL_SECONDS):
            check(cancel)
        try:
            check(cancel)
            order = _Order(request, lock, found(request.path))
            told = self._told(order, progress, cancel)
        finally:
            self._turn.release()
        check(cancel)
        return answered_files(told)

    def _told(self, order: _Order, progress: Progress | None, cancel: Cancel | None) -> object:
        """Return what the process answers; a process that did not is ended."""
        with self._state:
            self._busy = True
        try:
            if self._child is None or not self._child.process.is_alive():
                self._end()
                self._child = _start(self._arguments)
            told = self._child.ask(order, progress, cancel)
            if isinstance(told, ProcessEndedError):
                self._end()
            return told
        except BaseException:
            # Its answer, if any, would be taken for that of the next video.
            self._end()
            raise
        finally:
            with self._state:
                self._busy = False
                if self._closing:
                    self._closing = False
                    self._end()

    def close(self) -> None:
        """End the process; one that is screening ends after its video."""
        with self._state:
            if self._busy:
                self._closing = True
            else:
                self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


@dataclass(frozen=True, slots=True)
class _Child:
    """A process that was started, and the pipe to it."""

    process: SpawnProcess
    pipe: Connection

    def ask(self, order: _Order, progress: Progress | None, cancel: Cancel | None) -> object:
        """Hand over a video, pass on what is told of it, and return the answer.

        Raises:
            ProcessEndedError: There is none.
            CancelledError: There is none, though ``cancel`` was set a while ago.
        """
        until: float | None = None
        try:
            self.pipe.send(order)
            while True:
                if self.pipe.poll(POLL_SECONDS):
                    told = self.pipe.recv()
                    if not isinstance(told, ProgressReport):
                        return told
                    if progress is not None and until is None:
                        progress(told)
                if until is not None and time.monotonic() > until:
                    raise CancelledError
                if until is None and cancel is not None and cancel.requested:
                    until = time.monotonic() + CANCEL_SECONDS
                    self.pipe.send(None)
        except (EOFError, OSError) as gone:
            check(cancel)
            raise ended_error() from gone

    def end(self) -> None:
        """End it at once; it has nothing to put in order.

        Nobody waits for it: on a busy computer what gives way takes seconds to go. `multiprocessing` takes
        away what is left of it when the next one starts, or at the end of this process.
        """
        self.process.kill()
        self.pipe.close()


def answered_files(told: object) -> dict[str, bytes]:
    """Return the files that a process answered with, or raise what it answered in their place."""
    if isinstance(told, ScolioError | CancelledError):
        raise told
    if isinstance(told, ProcessBug):
        raise told.exception()
    files: dict[str, bytes] = told  # type: ignore[assignment]  # what `_Service` sends else
    return files


def ended_error() -> ProcessEndedError:
    """Say that the process ended without an answer."""
    return ProcessEndedError(
        text("The analysis stopped unexpectedly; memory may have run out."),
        text("Close other programs, then try this video again."),
    )


def _start(arguments: tuple[OpenScreener, bool, int | None]) -> _Child:
    """Start a process.

    Raises:
        ProcessEndedError: The system has no room for it.
    """
    # Late: the window stands without it.
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    try:
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, *arguments), name="screening", daemon=True
        )
        with _no_interrupts():
            process.start()
    except OSError as error:
        raise ProcessEndedError(
            text("The analysis could not be started: {why}.", why=error.strerror or str(error)),
            text("Close other programs, then try this video again."),
        ) from error
    theirs.close()
    return _Child(process, ours)


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from processes that are started meanwhile: the whole group of a terminal gets it.

    Whoever started them decides. They inherit it, so that it holds before they can say it themselves.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    # Its own start takes the mask away.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(
    pipe: Connection, open_screener: OpenScreener, gentle: bool, cores: int | None
) -> NoReturn:
    """Screen what comes through the pipe until its other end is gone: all that the process does.

    Args:
        pipe: Brings `_Order`s, and None to cancel the one at hand; takes progress and answers.
        open_screener: Opens the `Screener`.
        gentle: Whether to give way to every other program.
        cores: How many cores to use; None: all that the system lends.
    """
    # See `_no_interrupts`; for Windows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if gentle:
        # First of all: every thread that is started from now on inherits it.
        give_way()
    if cores is not None:
        hold_to_cores(cores)
    _Service(pipe, open_screener).run()


@contextlib.contextmanager
def _opened_here(order: _Order) -> Iterator[None]:
    """Have the video of an order opened, and forget how once it is done."""
    if order.video is None:
        yield
        return
    with registered(OneVideo(order.request.path, order.video)):
        yield


class _Service:
    """The process from inside: one thread listens to the pipe, the first one screens."""

    def __init__(self, pipe: Connection, open_screener: OpenScreener) -> None:
        self._pipe = pipe
        self._sending = threading.Lock()
        self._orders: queue.SimpleQueue[tuple[_Order, Cancel]] = queue.SimpleQueue()
        self._lock: Lock | None = None
        self._screener = open_screener(lock=lambda: system_lock() or self._lock)

    def run(self) -> NoReturn:
        """Screen one video after the other; ends with `_listen`."""
        threading.Thread(target=self._listen, name="orders", daemon=True).start()
        while True:
            order, cancel = self._orders.get()
            self._lock = order.lock
            answer = self._answer(order, cancel)
            # The key of its video is not kept while waiting for the next one.
            del order
            self._send(answer)

    def _listen(self) -> None:
        """Take orders and cancels; end the process when nobody is at the other end any more."""
        cancel = Cancel()
        while True:
            try:
                order = self._pipe.recv()
            except (EOFError, OSError):
                # Wherever the work is: nobody wants it, and nothing lies half-written.
                os._exit(0)
            if order is None:
                cancel.set()
            else:
                cancel = Cancel()
                self._orders.put((order, cancel))
                del order

    def _send(self, told: Any) -> None:  # noqa: ANN401 - what `_Child` understands
        with self._sending, contextlib.suppress(OSError):
            self._pipe.send(told)

    def _answer(self, order: _Order, cancel: Cancel) -> dict[str, bytes] | Exception | ProcessBug:
        """Return the files of a video, or what became of it."""
        try:
            with _opened_here(order):
                screening = self._screener.screen(order.request, progress=self._send, cancel=cancel)
            from engine.pipeline.screening_files import dump

            return dump(screening)
        except (ScolioError, CancelledError) as error:
            return error
        except MemoryError:
            # Nothing can be relied on now: whoever asked starts another process.
            return ended_error()
        except Exception as bug:  # noqa: BLE001 - takes the crash path of whoever asked
            return ProcessBug.of(bug)
