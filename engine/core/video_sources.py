"""Where the bytes of a video come from: a plain file, or a place that was registered for such paths.

A path may stand for a video that is no file of its own, such as one that is encrypted on the disk: whoever
keeps it registers a `VideoPlace`, and everything that opens videos goes through here. What a place hands
out can be pickled, so that another process opens the same video (see `engine.pipeline.screening_process`).
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from engine.core.files import sha256_of_stream
from engine.core.progress import Cancel


class VideoBytes(Protocol):
    """The bytes of one video. It may hold a key: its ``repr`` says none of it; it goes through pickle."""

    def open(self) -> BinaryIO:
        """Return them from the start, seekable; each call gives a stream of its own.

        Raises:
            ScolioError: They cannot be read.
        """
        ...


class VideoPlace(Protocol):
    """Keeps videos that are no plain files."""

    def holds(self, path: Path) -> bool:
        """Tell at once, by the path alone, whether it stands for a video of this place."""
        ...

    def find(self, path: Path) -> VideoBytes:
        """Return the bytes of one of its videos; may take a while.

        Raises:
            ScolioError: It is gone, or may not be read now.
        """
        ...


_PLACES: Final[list[VideoPlace]] = []


@contextlib.contextmanager
def registered(place: VideoPlace) -> Iterator[None]:
    """Have videos of a place opened, until the end of the block."""
    register(place)
    try:
        yield
    finally:
        unregister(place)


def register(place: VideoPlace) -> None:
    """Have videos of a place opened from now on; the latest place is asked first."""
    _PLACES.insert(0, place)


def unregister(place: VideoPlace) -> None:
    """Open no more videos of a place; what is open stays open."""
    _PLACES[:] = [each for each in _PLACES if each is not place]


class OneVideo:
    """A place that keeps a single video, for as long as somebody works on it.

    Args:
        path: What stands for it.
        video: Its bytes.
    """

    def __init__(self, path: Path, video: VideoBytes) -> None:
        self._path, self._video = path, video

    def holds(self, path: Path) -> bool:
        """Tell whether it is this one."""
        return path == self._path

    def find(self, path: Path) -> VideoBytes:
        """Return its bytes."""
        return self._video


def place_of(path: Path) -> VideoPlace | None:
    """Return the place that keeps a video, or None for a plain file."""
    return next((each for each in tuple(_PLACES) if each.holds(path)), None)


def found(path: Path) -> VideoBytes | None:
    """Return the bytes of a video that is kept in a place, or None for a plain file.

    Raises:
        ScolioError: It is gone, or may not be read now.
    """
    place = place_of(path)
    return None if place is None else place.find(path)


def open_bytes(path: Path) -> BinaryIO:
    """Open the bytes of a video, wherever they are.

    Raises:
        OSError: The plain file cannot be read.
        ScolioError: The place cannot give them.
    """
    video = found(path)
    return path.open("rb") if video is None else video.open()


def is_there(path: Path) -> bool:
    """Tell at once whether a video can be expected: a file by looking, others by their path alone."""
    return place_of(path) is not None or path.is_file()


def size_of(path: Path) -> int:
    """Return the size of a video, bytes.

    Raises:
        OSError: The plain file is gone.
        ScolioError: The place cannot give it.
    """
    if place_of(path) is None:
        return path.stat().st_size
    with open_bytes(path) as stream:
        return stream.seek(0, io.SEEK_END)


def sha256_of(path: Path, *, cancel: Cancel | None = None) -> str:
    """Return the SHA-256 of a video as 64 hexadecimal digits, in constant memory.

    Raises:
        CancelledError: ``cancel`` was set.
        ScolioError: The place cannot give it.
    """
    with open_bytes(path) as stream:
        return sha256_of_stream(stream, cancel=cancel)


def name_of(path: Path) -> str:
    """Return what a video is called in its result: its file's name, or what a place calls it by itself.

    A place's paths are made of an identifier and an ending of its own, of which nobody else knows.
    """
    return path.name if place_of(path) is None else path.stem
