"""Waiting for what worker threads compute."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from engine.perception.tracking.worker_pool import WorkerPool


class Late(Future):
    """Ends in the very moment after a wait has run out, as happens on a busy machine."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self._late = error

    def result(self, timeout: float | None = None):
        if timeout is not None and not self.done():
            if self._late is None:
                self.set_result("seen")
            else:
                self.set_exception(self._late)
            raise TimeoutError
        return super().result(timeout)


def test_what_ends_just_after_a_wait_is_not_lost() -> None:
    with WorkerPool(None) as pool:
        assert pool.result(Late()) == "seen"


def test_an_error_that_is_a_time_out_itself_is_raised() -> None:
    with WorkerPool(None) as pool, pytest.raises(TimeoutError, match="the disk"):
        pool.result(Late(TimeoutError("the disk")))


def test_cancel_is_heard_while_waiting() -> None:
    cancel = Cancel()
    cancel.set()
    with WorkerPool(cancel) as pool, pytest.raises(CancelledError):
        pool.result(Future())
