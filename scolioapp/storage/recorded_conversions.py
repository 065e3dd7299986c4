"""Recordings in the protected records are made smaller from container to container: nothing readable between.

The process that does it is handed the keys of both containers, and nothing else. Must not know Qt.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.capture.conversions import ConversionOrder
from engine.core.errors import ScolioError
from engine.core.progress import Progress
from engine.core.video_sources import OneVideo, registered
from scolioapp.storage.records.recording_paths import path_of, recording_of

if TYPE_CHECKING:
    from scolioapp.storage.recorded_library import RecordedLibrary
    from scolioapp.storage.records.encrypted_target import EncryptedTarget
    from scolioapp.storage.records.live_recordings import VideoCopy
    from scolioapp.storage.records.record_store import RecordStore


class RecordedConversions:
    """The recordings in the records, as `engine.capture.conversions.Conversions`.

    Args:
        store: Gives the records, locked or not.
        library: Gives the recordings.
    """

    def __init__(
        self, store: Callable[[], RecordStore], library: Callable[[], RecordedLibrary]
    ) -> None:
        self._store, self._library = store, library
        self._guard = threading.Lock()
        self._walks: dict[str, tuple[float, float] | None] = {}

    @property
    def there(self) -> bool:
        """Whether there may be any recordings."""
        return True

    def recording_of(self, video: Path) -> str:
        """Return the recording that a video is of, or ""."""
        return recording_of(video)

    def note_walk(self, recording: str, walk: tuple[float, float] | None) -> None:
        """Note where the walk is; while the records are locked, at the next unlock."""
        with self._guard:
            self._walks[recording] = walk
        with contextlib.suppress(ScolioError):
            self._note_walks()

    def _note_walks(self) -> None:
        with self._guard:
            walks = dict(self._walks)
        for recording, walk in walks.items():
            if self._store().live.of_camera(recording):
                self._library().note_walk(recording, walk)
            with self._guard:
                self._walks.pop(recording, None)

    def waiting(self) -> tuple[str, ...]:
        """Return the recordings that were kept and analysed, and are still as the camera sent them.

        For a user who may not read them there are none: they wait for somebody who may.
        """
        from scolioapp.storage.records.record_roles import Right

        store = self._store()
        if not store.unlocked or not store.user.may(Right.EXAMINE):
            return ()
        self._note_walks()
        return tuple(
            one.id for one in self._library().kept() if one.analysed and one.converted is None
        )

    def order(self, recording: str) -> ConversionOrder:
        """Return what is to be done for one.

        Raises:
            OutputError: There is no room for the copy.
            RecordsError: It is gone, or the records are locked.
        """
        from engine.capture.conversion import check_room

        facts = self._library().get(recording)
        check_room(facts)
        copy = self._store().live.copy_of(recording)
        return ConversionOrder(
            convert_container,
            (copy, facts.walk),
            partial(self._take, copy),
            partial(copy.path.unlink, missing_ok=True),
        )

    def _take(self, copy: VideoCopy) -> None:
        """Have the copy take its place."""
        from engine.capture.conversion import check_kept, converted

        library = self._library()
        with _readable(copy) as path:
            changes = converted(path)
        facts = library.get(copy.recording)
        check_kept(facts)  # Somebody may have thought otherwise meanwhile.
        now = facts.model_copy(update=changes)
        self._store().live.swap(copy, now.model_dump_json())


def convert_container(
    copy: VideoCopy, walk: tuple[float, float] | None, *, progress: Progress
) -> None:
    """Write the smaller copy of a video, in a process that is there for this alone.

    Args:
        copy: The video, and where the copy goes.
        walk: Seconds between which frames are kept; None: all.
        progress: Told the share of the whole.

    Raises:
        ScolioError: See `engine.capture.conversion.write_smaller`.
    """
    from engine.capture.conversion import write_smaller
    from engine.runtime.priority import give_way

    give_way()
    source = path_of(copy.recording)
    with registered(OneVideo(source, copy.source)), _readable(copy) as path:
        write_smaller(source, _ContainerCopy(copy, path), walk, progress=progress)


@contextlib.contextmanager
def _readable(copy: VideoCopy) -> Iterator[Path]:
    """Have the copy opened by a path."""
    from scolioapp.storage.records.kept_videos import KeptVideo

    path = Path(f"{copy.path.stem}.copy")
    with registered(OneVideo(path, KeptVideo(copy.path, copy.key))):
        yield path


class _ContainerCopy:
    """A copy that is written into a container."""

    def __init__(self, copy: VideoCopy, path: Path) -> None:
        self._copy, self.path = copy, path

    @contextlib.contextmanager
    def written(self) -> Iterator[EncryptedTarget]:
        """Let it be written, and through to the disk."""
        from scolioapp.storage.records.encrypted_target import EncryptedTarget

        target = EncryptedTarget(self._copy.path, self._copy.key, "video.mkv")
        try:
            yield target
            target.sync()
        finally:
            target.close()
