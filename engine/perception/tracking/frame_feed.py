"""Frames on their way to the networks: decoded ahead in a thread of their own, held in bounded memory.

Bounds are in bytes, not in frames, so that a 4K recording takes no more memory than a small one.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from engine.core.video import Frame


@dataclass(frozen=True)
class MemoryBudget:
    """How much memory whole frames may take, bytes. Every buffer holds two frames at least.

    Attributes:
        ahead: Decoded frames that wait for the networks.
        recent: Frames kept to follow somebody backwards who was just found.
        part: Frames of an earlier part that is read again to follow somebody further backwards.
    """

    ahead: int = 16 << 20
    recent: int = 64 << 20
    part: int = 64 << 20


class FeedFrame(NamedTuple):
    """An analysed frame and its place among the analysed frames, from 0."""

    position: int
    frame: Frame


class FrameFeed:
    """Reads frames ahead in a thread while others work on earlier ones; a context manager.

    Args:
        frames: What to read; it is started, used and closed in the thread.
        limit_bytes: The reader waits while more than so many bytes lie ready (at least one frame may).
    """

    def __init__(self, frames: Iterator[Frame], *, limit_bytes: int) -> None:
        self._frames = frames
        self._limit = limit_bytes
        self._ready: deque[Frame] = deque()
        self._bytes = 0
        self._done = False
        self._closed = False
        self._error: BaseException | None = None
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._read, name="frames", daemon=True)

    def __enter__(self) -> Self:
        """Start reading."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop reading and wait for the thread."""
        with self._change:
            self._closed = True
            self._ready.clear()
            self._change.notify_all()
        self._thread.join()

    def __iter__(self) -> Iterator[Frame]:
        """Yield frames in order; raise what the reading raised."""
        while True:
            with self._change:
                self._change.wait_for(lambda: self._ready or self._done)
                if not self._ready:
                    break
                frame = self._ready.popleft()
                self._bytes -= frame.image.nbytes
                self._change.notify_all()
            yield frame
        if self._error is not None:
            raise self._error

    def _read(self) -> None:
        try:
            for frame in self._frames:
                with self._change:
                    self._change.wait_for(
                        lambda: self._closed or not self._ready or self._bytes < self._limit
                    )
                    if self._closed:
                        return
                    self._ready.append(frame)
                    self._bytes += frame.image.nbytes
                    self._change.notify_all()
        except BaseException as error:  # noqa: BLE001 - handed to the reading thread, which raises it
            self._error = error
        finally:
            close = getattr(self._frames, "close", None)
            if close is not None:
                close()
            with self._change:
                self._done = True
                self._change.notify_all()


class RecentFrames:
    """The last frames, as many as fit into ``limit_bytes`` (at least two)."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._feed_frames: deque[FeedFrame] = deque()
        self._bytes = 0

    def add(self, feed_frame: FeedFrame) -> None:
        """Add the newest frame and drop the oldest that no longer fit."""
        self._feed_frames.append(feed_frame)
        self._bytes += feed_frame.frame.image.nbytes
        while self._bytes > self._limit and len(self._feed_frames) > 2:
            self._bytes -= self._feed_frames.popleft().frame.image.nbytes

    def clear(self) -> None:
        """Let go of all frames."""
        self._feed_frames.clear()
        self._bytes = 0

    def before(self, position: int) -> list[FeedFrame]:
        """Return the held frames before ``position``, the latest first."""
        return [
            feed_frame
            for feed_frame in reversed(self._feed_frames)
            if feed_frame.position < position
        ]
