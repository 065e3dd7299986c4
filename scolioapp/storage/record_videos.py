"""Videos of the protected records, opened as if they were files: each has a path that says its id alone.

Such a path (`path_of`) may stand in requests, queues and logs. It is no file: whoever opens videos asks the
`RecordVideos` that is registered with `engine.core.video_sources`, and reads the bytes out of the container.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scolioapp.storage.records.recording_paths import recording_of

if TYPE_CHECKING:
    from scolioapp.storage.records.kept_videos import KeptVideo
    from scolioapp.storage.records.record_store import RecordStore


class RecordVideos:
    """The videos of unlocked records, for `engine.core.video_sources.register`. Thread-safe.

    Each is looked up once until the records are locked, which closes it; the trail notes the looking up.

    Args:
        store: Gives the records, locked or not.
    """

    def __init__(self, store: Callable[[], RecordStore]) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._known: dict[str, KeptVideo] = {}

    def holds(self, path: Path) -> bool:
        """Tell whether a path stands for the video of a recording."""
        return bool(recording_of(path))

    def find(self, path: Path) -> KeptVideo:
        """Return a video; the worker's threads only.

        Raises:
            LockedError: The records are locked.
            NotAllowedError: Whoever is there may not see it.
            MissingRecordError: It is gone, or was never kept.
        """
        recording = recording_of(path)
        with self._guard:
            known = self._known.get(recording)
            if known is None or not known.usable:
                known = self._known[recording] = self._store().recordings.kept_video(recording)
            return known

    def forget(self) -> None:
        """Forget all keys: another user may be there, or videos may have moved."""
        with self._guard:
            known, self._known = self._known, {}
        for video in known.values():
            video.close()
