"""Worker threads for the networks, waited for in short steps so that Cancel is heard."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any, Self, TypeVar

from engine.core.progress import Cancel, check
from engine.runtime.cores import usable_cores

_LISTEN_SECONDS = 0.2
_T = TypeVar("_T")


class WorkerPool:
    """A few threads that run independent calls; a context manager.

    What is computed never depends on how many threads there are or which is faster: callers wait for
    results in a fixed order.

    Args:
        threads: Number of threads; None takes one for each core, at least two, at most four.
    """

    def __init__(self, cancel: Cancel | None, *, threads: int | None = None) -> None:
        count = max(2, min(4, usable_cores())) if threads is None else threads
        self._cancel = cancel
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="perception")

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what has not begun and wait for what has."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, call: Callable[..., _T], *arguments: Any) -> Future[_T]:  # noqa: ANN401 - any call
        """Start a call in the background."""
        return self._pool.submit(call, *arguments)

    def result(self, future: Future[_T]) -> _T:
        """Wait for a result.

        Raises:
            CancelledError: The person cancelled.
        """
        while True:
            check(self._cancel)
            try:
                return future.result(timeout=_LISTEN_SECONDS)
            except NotYet:
                # It may have ended just after the wait; and what it ended with may be a time-out, too.
                if future.done():
                    return future.result()
