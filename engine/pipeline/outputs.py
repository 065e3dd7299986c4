"""The files of a screening: result, sequence, overlay video, report. All of them, or none."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.errors import OutputError
from engine.core.files import check_folder, sha256_of, write_text
from engine.core.keypoints import Keypoint
from engine.core.names import file_name
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.result import ScreeningResult
from engine.core.sites import Site
from engine.core.text import text
from engine.gait.mid_stance import mid_stance
from engine.perception.types import Track
from engine.pipeline.judgement import Screening
from engine.report.overlay_video import Drawn, Ends, draw, hide_face
from engine.video import SUFFIXES, VideoFile, VideoWriter

PdfWriter = Callable[[Screening, Path], None]
"""Writes the one-page report; the application passes its own, so that the engine needs no Qt."""

RESULT, SEQUENCE, OVERLAY, REPORT = (
    "result.json",
    "sequence.gait.npz",
    "overlay.mp4",
    "report.pdf",
)

_LONG_SIDE = 1280
_HIDDEN_FOR_SECONDS = 1.0
_ROOM_AROUND = 0.15
"""Room around a person in a picture, of the height of the person."""


_SMALL_FILES = 32_000_000
_LARGEST_OVERLAY = 1_000_000_000


def default_folder(video: Path, place: Path | None = None) -> Path:
    """Return the default folder for the files of a video: never one with another video's results.

    It is named after the video, with its suffix where another file has the same name without (a phone writes
    ``IMG_0001.MOV`` beside ``IMG_0001.mp4``).

    Args:
        video: The video; it need not exist.
        place: Where the folder is to lie; None: here.
    """
    place = Path() if place is None else place
    stems = [video.stem, video.name, *(f"{video.name}-{number}" for number in range(2, 1000))]
    candidates = [place / file_name(stem, "-screening") for stem in stems]
    if _has_a_twin(video):
        del candidates[0]
    return next((one for one in candidates if _is_free_for(video, one)), candidates[-1])


def _has_a_twin(video: Path) -> bool:
    """Whether another video beside has the same name, but for its suffix and for large letters."""
    try:
        names = [one.name for one in video.absolute().parent.iterdir()]
    except OSError:
        return False
    alike = {name for name in names if Path(name).stem.casefold() == video.stem.casefold()}
    return any(Path(name).suffix.lower() in SUFFIXES for name in alike - {video.name})


def _is_free_for(video: Path, folder: Path) -> bool:
    """Whether a folder is not there, or holds nothing but the results of this very video."""
    if not os.path.lexists(folder):
        return True
    try:
        return folder.is_dir() and screened_in(folder) in ("", sha256_of(video))
    except OSError:
        return False


def screened_in(folder: Path) -> str | None:
    """Return the SHA-256 of the video whose results a folder holds; "" for none, None if unknown."""
    path = folder / RESULT
    if not path.exists():
        return ""
    try:
        return ScreeningResult.from_json(path.read_text("utf-8")).provenance.video.sha256
    except (OSError, ValueError):
        return None


def check_outputs(folder: Path, video: Path) -> None:
    """Check that the files of a screening can be written, before the video is read.

    Raises:
        OutputError: They cannot.
    """
    size = os.path.getsize(video) if os.path.isfile(video) else 0
    check_folder(folder, room=_SMALL_FILES + min(size, _LARGEST_OVERLAY))
    for name in (RESULT, SEQUENCE, OVERLAY, REPORT):
        if (folder / name).is_dir():
            raise OutputError(
                text(
                    "“{folder}” already contains a folder named “{name}”.",
                    folder=folder.absolute().name,
                    name=name,
                ),
                text("Choose another folder."),
            )


def write_outputs(
    screening: Screening,
    video: Path,
    folder: Path,
    *,
    blur_face: bool = False,
    write_pdf: PdfWriter | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> list[Path]:
    """Write ``result.json``, ``sequence.gait.npz``, ``overlay.mp4`` and ``report.pdf``.

    They are made in a hidden folder beside and moved when all are there, so a cancelled or failed
    run changes nothing.

    Args:
        screening: What to write.
        video: The video it was made from.
        folder: Where to; made where it is missing, files of the same names are replaced.
        blur_face: Hide the faces of everyone who was followed.
        write_pdf: Writes the report; none is written where it is None.
        progress: Told of the overlay's fraction.
        cancel: Checked between frames.

    Returns:
        The files written.

    Raises:
        OutputError: The folder cannot be written.
        VideoError: The video is gone or cannot be read.
        CancelledError: ``cancel`` was set.
    """
    # Inside where the folder is there, which may be a disk of its own.
    within = folder if os.path.isdir(folder) else folder.absolute().parent
    beside = within / f".{uuid.uuid4().hex[:8]}.part"
    try:
        beside.mkdir(parents=True)
        write_text(beside / RESULT, screening.result.to_json())
        if screening.sequence is not None:
            screening.sequence.save(beside / SEQUENCE)
        write_overlay(
            screening,
            video,
            beside / OVERLAY,
            blur_face=blur_face,
            progress=progress,
            cancel=cancel,
        )
        if write_pdf is not None:
            write_pdf(screening, beside / REPORT)
        check(cancel)
        return _move_all(beside, folder)
    except OSError as error:
        raise _unwritten(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unwritten(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        text(
            "The results could not be written to “{name}”: {reason}.",
            name=folder.absolute().name,
            reason=error.strerror or str(error),
        ),
        text("Choose another folder, or free some space, and try again."),
    )


def _move_all(beside: Path, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    moved = []
    for path in sorted(beside.iterdir()):
        os.replace(path, folder / path.name)
        moved.append(folder / path.name)
    return moved


def write_overlay(
    screening: Screening,
    video: Path,
    path: Path,
    *,
    blur_face: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Write the analysed frames with outline, skeleton and sides drawn, at most 1280 px long.

    Raises:
        OutputError: The file cannot be written.
        VideoError: The video is gone or cannot be read.
        CancelledError: ``cancel`` was set.
    """
    info = screening.analysis.info
    scale = min(1.0, _LONG_SIDE / max(info.width, info.height))
    width, height = (max(2, int(side * scale) // 2 * 2) for side in (info.width, info.height))
    rate = screening.analysis.rate
    fps = info.fps if rate is None else min(rate, info.fps)
    hider = _FaceHider() if blur_face else None
    with VideoFile(video) as source, VideoWriter(path, width, height, fps) as writer:
        for frame in source.frames(rate=rate, cancel=cancel):
            people = _people_at(screening, frame.number)
            small = cv2.resize(frame.image, (width, height), interpolation=cv2.INTER_AREA)
            image = np.asarray(small, dtype=np.uint8)
            if hider is not None:
                hider.hide(image, people, frame.seconds, scale)
            draw(image, people, scale=scale)
            writer.write(image, seconds=frame.seconds)
            report(
                progress, Stage.WRITE, min(1.0, frame.seconds / max(info.duration_seconds, 1e-3))
            )


def overlay_picture(screening: Screening, video: Path) -> NDArray[np.uint8] | None:
    """Return one moment of the walk: the judged person with outline, skeleton and sides, the face hidden.

    The picture is cut to that person with some room around; of others who are in it, the faces of those
    who were followed at that moment are hidden, too.

    Returns:
        uint8 ``[H, W, 3]`` RGB, at most 1280 px long; None where nobody was judged.

    Raises:
        VideoError: The video is gone or cannot be read.
    """
    sequence = screening.sequence
    if sequence is None or len(sequence.seconds) == 0:
        return None
    place = mid_stance(screening.result, sequence)
    seconds = float(sequence.seconds[place]) * screening.result.provenance.slow_motion
    with VideoFile(video) as source:
        frame = source.frame_at(seconds)
    people = [] if frame is None else _people_at(screening, frame.number)
    judged = next((person for person in people if person.chosen), None)
    if frame is None or judged is None:
        return None
    image = frame.image.copy()
    _FaceHider().hide(image, people, frame.seconds, 1.0)
    draw(image, people)
    part = _around(image, judged)
    scale = min(1.0, _LONG_SIDE / max(part.shape[:2]))
    size = round(part.shape[1] * scale), round(part.shape[0] * scale)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _around(image: NDArray[np.uint8], person: Drawn) -> NDArray[np.uint8]:
    """Return the part of a picture in which a person is, with some room."""
    points = np.concatenate([person.keypoints[:, :2], person.outline.reshape(-1, 2)])
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    room = _ROOM_AROUND * float(y1 - y0)
    height, width = image.shape[:2]
    left, top = max(0, int(x0 - room)), max(0, int(y0 - room))
    right, bottom = min(width, int(x1 + room) + 1), min(height, int(y1 + room) + 1)
    return image[top:bottom, left:right]


class _FaceHider:
    """Hides faces, and for a second those of people who were just lost."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[float, NDArray[np.float32]]] = {}

    def hide(
        self, image: NDArray[np.uint8], people: list[Drawn], seconds: float, scale: float
    ) -> None:
        """Blur every face of this frame in place."""
        for person in people:
            keypoints = person.keypoints.copy()
            keypoints[:, :2] *= scale
            self._last[person.number] = (seconds, keypoints)
        for seen, keypoints in self._last.values():
            if seconds - seen <= _HIDDEN_FOR_SECONDS:
                hide_face(image, keypoints)


def _dots_at(screening: Screening, seconds: float) -> list[tuple[Site, float, float, float]]:
    """Return the named dots of the judged person at a time of the recording."""
    sequence = screening.sequence
    dots = None if sequence is None else sequence.dots
    if sequence is None or dots is None:
        return []
    times = sequence.seconds * screening.result.provenance.slow_motion
    frame = int(np.abs(times - seconds).argmin())
    if abs(float(times[frame]) - seconds) > 1e-3:
        return []
    found = []
    for site, track in dots.tracks.items():
        x, y, diameter = (float(value) for value in dots.places[frame, track, :3])
        if diameter > 0:
            found.append((site, x, y, diameter))
    return found


def _people_at(screening: Screening, frame_number: int) -> list[Drawn]:
    people = []
    for index, track in enumerate(screening.analysis.recording.tracks):
        place = int(np.searchsorted(track.indices, frame_number))
        if place < len(track.indices) and track.indices[place] == frame_number:
            chosen = index + 1 == screening.result.person
            people.append(
                Drawn(
                    keypoints=track.keypoints[place],
                    outline=track.outlines[place],
                    number=index + 1,
                    chosen=chosen,
                    plumb=_plumb(screening, track, place) if chosen else None,
                    dots=_dots_at(screening, float(track.seconds[place])) if chosen else (),
                )
            )
    return people


_PLUMB_LENGTH = 1.15
"""Length of the plumb line, of the height of the person's box."""


def _plumb(screening: Screening, track: Track, place: int) -> Ends | None:
    """Return the ends of the vertical through the middle of the hips, px; None where it is not known."""
    level = screening.result.level
    if level is None or not level.known:
        return None
    hips = track.keypoints[place, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP], :2].mean(axis=0)
    top, bottom = track.boxes[place, [1, 3]]
    middle = float(hips[0]), float(hips[1])
    ends = level.plumb_line(*middle, 2.0 * float(bottom - top), float(track.seconds[place]))
    # From above the head to below the feet, wherever between them the hips are.
    above, below = (_PLUMB_LENGTH * abs(float(row) - middle[1]) for row in (top, bottom))
    slant = (ends[0][0] - ends[1][0]) / max(ends[1][1] - ends[0][1], 1.0)
    return (
        (middle[0] + slant * above, middle[1] - above),
        (middle[0] - slant * below, middle[1] + below),
    )
