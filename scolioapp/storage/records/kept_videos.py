"""Videos in containers, to be opened again and again: by the window, or by a process that screens one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from weakref import WeakSet

from sqlalchemy import Connection

from engine.core.video_suffixes import SUFFIXES
from scolioapp.storage.records import containers
from scolioapp.storage.records.containers import Container
from scolioapp.storage.records.record_errors import LockedError, MissingRecordError
from scolioapp.storage.records.records_session import Session


class KeptVideo:
    """A video in a container, for whoever opens it, here or in another process: it holds the key.

    It can be opened until `close`, which the records do when they are locked. It goes through pickle, in
    memory, to a process that was asked to read this one video; nothing that prints it shows the key.

    Args:
        path: The container.
        key: Its key.
    """

    __slots__ = ("__weakref__", "_key", "_opened", "path")

    def __init__(self, path: Path, key: bytes) -> None:
        self.path, self._key = path, key
        self._opened: WeakSet[Container] = WeakSet()

    def __repr__(self) -> str:
        """Say which container it is, and nothing else."""
        return f"KeptVideo({self.path.stem})"

    def __reduce__(self) -> tuple[type[KeptVideo], tuple[Path, bytes]]:
        """Return what another process makes it of."""
        return KeptVideo, (self.path, self._key)

    @property
    def usable(self) -> bool:
        """Whether it was not closed, and its container is still there."""
        return bool(self._key) and self.path.exists()

    def open(self) -> BinaryIO:
        """Open the video; closing the stream closes the container.

        Raises:
            LockedError: It was closed.
            MissingRecordError: There is no video in it.
            DamagedError: It is missing, or not as it was written.
        """
        if not self._key:
            raise LockedError
        container = Container(self.path, self._key)
        self._opened.add(container)
        video = video_in(container.names)
        if not video:
            container.close()
            raise MissingRecordError
        return container.stream(video, whole=True)

    def close(self) -> None:
        """Forget the key, and close what is open; whoever reads it is told that the records are locked."""
        self._key = b""
        for each in list(self._opened):
            each.close()


def video_in(names: Sequence[str]) -> str:
    """Return which file of a container is the video, or ""."""
    videos = sorted(name for name in names if Path(name).suffix.lower() in SUFFIXES)
    return next(iter(videos), names[0] if len(names) == 1 else "")


def kept_video(
    connection: Connection, session: Session, patient: str, identifier: str
) -> KeptVideo:
    """Return a video to open again and again, until the records are locked.

    Raises:
        MissingRecordError: It is no longer there.
        DamagedError: Its key is not as it was written.
    """
    key = containers.key_of(connection, session, patient, identifier)
    video = KeptVideo(containers.path_of(session.folder, identifier), key)
    session.open_files.add(video)
    return video
