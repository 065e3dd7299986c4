"""Which kept recordings are to be made smaller, and what is to be done for each: see `Conversions`.

Light to import: a window holds it from its start. Must not know when a computer is idle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ConversionOrder:
    """One conversion.

    Attributes:
        work: A function of a module, for a process that may be ended at any moment; takes ``arguments``, and
            ``progress``, which is told the share of the whole.
        arguments: What goes there through pickle; a key among them says nothing of itself.
        done: Called where that has ended well: the copy takes its place.
        dropped: Called otherwise.
    """

    work: Callable[..., None]
    arguments: tuple[object, ...]
    done: Callable[[], None] = lambda: None
    dropped: Callable[[], None] = lambda: None


class Conversions(Protocol):
    """The recordings of one keeper. Its methods touch the disk, but for `recording_of` and `there`."""

    @property
    def there(self) -> bool:
        """Whether there may be any recordings."""
        ...

    def recording_of(self, video: Path) -> str:
        """Return the recording that a video is of, or "" for any other video."""
        ...

    def note_walk(self, recording: str, walk: tuple[float, float] | None) -> None:
        """Note where the walk is in a recording, seconds of the file; None: all of it is kept.

        Raises:
            ScolioError: It cannot be noted.
        """
        ...

    def waiting(self) -> tuple[str, ...]:
        """Return the recordings that were kept and analysed, and are still as the camera sent them.

        Raises:
            ScolioError: They cannot be read now.
        """
        ...

    def order(self, recording: str) -> ConversionOrder:
        """Return what is to be done for one of them.

        Raises:
            ScolioError: It cannot be converted.
        """
        ...


class FolderConversions:
    """Those in a folder.

    Args:
        folder: See `engine.capture.recording_library`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def there(self) -> bool:
        """Whether anything was ever recorded here."""
        return self._folder.is_dir()

    def recording_of(self, video: Path) -> str:
        """Return the recording that a video is of, or ""."""
        return video.parent.name if video.parent.parent == self._folder else ""

    def note_walk(self, recording: str, walk: tuple[float, float] | None) -> None:
        """Note where the walk is."""
        from engine.capture.recording_library import RecordingLibrary

        RecordingLibrary(self._folder).note_walk(recording, walk)

    def waiting(self) -> tuple[str, ...]:
        """Return what is to be converted."""
        from engine.capture.conversion import unconverted
        from engine.capture.recording_library import RecordingLibrary

        return tuple(one.id for one in unconverted(RecordingLibrary(self._folder)) if one.analysed)

    def order(self, recording: str) -> ConversionOrder:
        """Return what is to be done for one."""
        from engine.capture.conversion import convert_gently

        return ConversionOrder(convert_gently, (self._folder, recording))
