"""Pictures of a signed report: a moment of the walk with its skeleton, and the recording itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.core.video_sources import open_bytes
from scolioapp.storage.records.recording_paths import path_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def still_of(recording: str, files: Mapping[str, bytes]) -> NDArray[np.uint8] | None:
    """Return a moment of the walk with the skeleton and without faces; None where nobody was judged.

    Args:
        recording: Id of a recording whose video is kept.
        files: Of the judgement.

    Raises:
        ScolioError: The video is not kept or cannot be read, a file is damaged, or the records are locked.
    """
    from engine.pipeline.outputs import overlay_picture
    from engine.pipeline.screening_files import load

    return overlay_picture(load(files), path_of(recording))


def video_of(recording: str) -> bytes:
    """Return the video of a recording as it is kept.

    Raises:
        ScolioError: It is not kept, or the records are locked.
    """
    with open_bytes(path_of(recording)) as video:
        return video.read()
