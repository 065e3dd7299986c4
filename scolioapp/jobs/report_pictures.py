"""Pictures of a signed report: a moment of the walk with its skeleton, and the recording itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.core.video_sources import OneVideo, registered
from scolioapp.storage.records.recording_paths import path_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scolioapp.storage.records.record_store import RecordStore


def still_of(
    store: RecordStore, recording: str, files: Mapping[str, bytes]
) -> NDArray[np.uint8] | None:
    """Return a moment of the walk with the skeleton and without a face; None where nobody was judged.

    Args:
        store: The records, unlocked.
        recording: Id of the recording.
        files: Of the judgement.

    Raises:
        ScolioError: The video is not kept or cannot be read, a file is damaged, or the records are locked.
    """
    from engine.pipeline.outputs import overlay_picture
    from engine.pipeline.screening_files import load

    path = path_of(recording)
    with registered(OneVideo(path, store.recordings.kept_video(recording))):
        return overlay_picture(load(files), path)


def video_of(store: RecordStore, recording: str) -> bytes:
    """Return the video of a recording as it is kept.

    Raises:
        ScolioError: It is not kept, or the records are locked.
    """
    with store.recordings.kept_video(recording).open() as video:
        return video.read()
