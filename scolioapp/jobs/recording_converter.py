"""Converts kept recordings to H.264, cut after the walk as its exact analysis says. Must not know when.

The beginning stays: results name times of the file, and the pictures must lie where they did.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress, check

if TYPE_CHECKING:
    from engine.capture.recording_library import RecordingLibrary
    from scolioapp.jobs.screener import Screening

Find = Callable[[Path], "Screening | None"]
"""Gives the newest screening of a video, or None."""


def convert_next(
    library: Callable[[], RecordingLibrary],
    find: Find,
    passed: set[str],
    progress: Progress,
    cancel: Cancel,
) -> bool:
    """Convert the oldest recording that is still as the camera sent it.

    Args:
        library: Gives where recordings are kept.
        find: Gives what was seen of a recording.
        passed: Recordings that could not be converted; not tried again. The one that fails now is added.
        progress: Told the share of the whole.
        cancel: Asked whether to stop; the recording is as it was, then.

    Returns:
        Whether there was one.

    Raises:
        CancelledError: Cancelled.
    """
    from engine.capture.conversion import convert, unconverted

    kept = library()
    waiting = (one for one in unconverted(kept) if one.id not in passed)
    recording = next(waiting, None)
    if recording is None:
        return False
    try:
        window = _window(find, recording.path)
        check(cancel)
        convert(kept, recording.id, window, progress=progress, cancel=cancel)
    except ScolioError:
        # As it was recorded it is as good, only larger.
        passed.add(recording.id)
    return True


def _window(find: Find, path: Path) -> tuple[float, float] | None:
    from engine.pipeline.walk_window import walk_window

    screening = find(path)
    found = None if screening is None else walk_window(screening.analysis)
    return None if found is None else (0.0, found[1])


def finder(entries: Callable[[], list[tuple[str, str]]], load: Callable[[str], Screening]) -> Find:
    """Return what finds the newest screening of a video.

    Args:
        entries: Gives path and identifier of each result, the newest first.
        load: Loads a result.
    """
    return partial(_find, entries, load)


def _find(
    entries: Callable[[], list[tuple[str, str]]], load: Callable[[str], Screening], path: Path
) -> Screening | None:
    identifier = next((one for video, one in entries() if video == str(path)), None)
    return None if identifier is None else load(identifier)
