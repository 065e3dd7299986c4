"""What is kept beside the pictures of a recording, as data: ``recording.json``.

Must not know how it is written, nor who the child is: a number stands for it.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from engine.core.text import Text

VIDEO: Final = "video.mkv"
FACTS: Final = "recording.json"
"""Names of the files in the folder of a recording."""

_LARGEST_FACTS: Final = 1 << 20


class RecordingState(StrEnum):
    """What became of a recording."""

    RECORDING = "recording"
    """It is being written; found in a folder where nobody writes, it was interrupted."""
    STOPPED = "stopped"
    """It is whole, and nobody has decided yet."""
    KEPT = "kept"
    """It was kept."""
    DISCARDED = "discarded"
    """It was discarded, and is there until the discarded ones are emptied."""


class Conversion(BaseModel):
    """How a recording was converted.

    Attributes:
        codec: Of the pictures now, such as ``h264``.
        crf: Quality that was asked of the encoder; lower is better.
        bytes_before: Size of the file as it was recorded.
        bytes_after: Size now.
        frames: How many frames it holds now.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    codec: str
    crf: float
    bytes_before: int
    bytes_after: int
    frames: int


class CapturedRecording(BaseModel):
    """One recording, as it is kept.

    Attributes:
        format_version: Of this file.
        id: Tells it from all others; also the name of its folder.
        folder: Where it lies; not written.
        video: What stands for the video where it is no file in the folder; not written.
        subject: The child's own number, or "" while nobody said whose it is.
        state: What became of it.
        started: When the first frame was taken, UTC.
        monotonic: The computer's monotonic clock at that moment, seconds; links recordings of one day.
        camera: What the system calls the camera, or "".
        width: Pixels.
        height: Pixels.
        named_rate: Frames a second, as the camera names it; 0 where it names none.
        compressed: Whether the camera itself sent JPEGs.
        measured_rate: Frames a second, as they came; 0 while it is recorded.
        seconds: From the first frame to the last; 0 while it is recorded.
        frames: How many there are; 0 while it is recorded.
        dropped: How many the camera, or a slow disk, left out: steps over 1.5 medians.
        guide_began: Where the walk began by the guide, seconds of the file as recorded; or None.
        guide_ended: Where it ended by the guide, or None.
        analysed: Whether the exact analysis has looked at it.
        walk: What that found worth keeping, seconds of the file as recorded; None where nobody walks.
        trim: Beginning and end of what the conversion kept, seconds of the file as recorded; or None.
        converted: How it was converted, or None.
        about: What else the caller noted; never a name.
        problem: Why it ended by itself, or lost frames; or None.
    """

    # What a later version noted besides is kept as it is: the child must not be forgotten over it.
    model_config = ConfigDict(frozen=True, extra="allow")

    format_version: Literal[1] = 1
    id: str
    folder: Path = Field(exclude=True)
    video: Path | None = Field(default=None, exclude=True)
    subject: str = ""
    state: RecordingState = RecordingState.RECORDING
    started: AwareDatetime
    monotonic: float = 0.0
    camera: str = ""
    width: int = 0
    height: int = 0
    named_rate: float = 0.0
    compressed: bool = True
    measured_rate: float = 0.0
    seconds: float = 0.0
    frames: int = 0
    dropped: int = 0
    guide_began: float | None = None
    guide_ended: float | None = None
    analysed: bool = False
    walk: tuple[float, float] | None = None
    trim: tuple[float, float] | None = None
    converted: Conversion | None = None
    about: dict[str, str] = Field(default_factory=dict)
    problem: Text | None = None

    @property
    def path(self) -> Path:
        """The video; a file, or what `engine.core.video_sources` opens."""
        return self.video or self.folder / VIDEO


def read_facts(path: Path) -> CapturedRecording | None:
    """Read the facts of a recording; None where there are none, or they are damaged or of a later version.

    Args:
        path: The file that holds them, in the recording's folder.
    """
    folder = path.parent
    try:
        if path.stat().st_size > _LARGEST_FACTS:
            return None
        noted = json.loads(path.read_bytes())
        return CapturedRecording.model_validate({**noted, "folder": folder, "id": folder.name})
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def is_converted_from(video: Path, size: int) -> bool:
    """Whether a video is the converted form of what a camera sent, with the same frames at the same times.

    Args:
        video: The video.
        size: Bytes of what the camera sent.
    """
    facts = read_facts(video.parent / FACTS) if video.name == VIDEO else None
    return (
        facts is not None
        and facts.converted is not None
        and facts.converted.bytes_before == size
        and facts.converted.bytes_after == video.stat().st_size
    )
