"""Videos: a tiny bundled clip of each codec is really decoded, and a tiny one is written and read again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.errors import ScolioError
from engine.core.examination import State
from engine.core.progress import Cancel, check
from engine.core.resources import resource
from engine.core.text import text
from engine.doctor.step import Finding, Step

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLIPS: Final = {"H.264": "h264.mp4", "HEVC": "hevc.mp4", "VP9": "vp9.webm", "MPEG-4": "mpeg4.mp4"}
"""Codec and its clip in ``resources/checks``: four frames of 64 x 48 pixels, dark on one side, light on the
other, a grey bar below that grows."""

_FRAMES: Final = 4
_WIDTH, _HEIGHT = 64, 48
_DARK, _LIGHT = 60, 180


def steps() -> Sequence[Step]:
    """Return the checks of this family."""
    return (
        Step("decoding", text("Reading videos"), _decoding),
        Step("encoding", text("Writing videos"), _encoding),
    )


def _decoding(cancel: Cancel | None) -> Finding:
    good: list[str] = []
    bad: list[str] = []
    for codec, clip in CLIPS.items():
        check(cancel)
        try:
            whole = _is_whole(resource("checks", clip), cancel)
        except ScolioError:
            whole = False
        (good if whole else bad).append(codec)
    for kind, shown in (("HDR", _shows_high_range), ("interlaced", _shows_fields)):
        (good if shown() else bad).append(kind)
    if bad:
        return Finding(
            State.FAILS,
            text(
                "Cannot be read: {bad}. Can be read: {good}.",
                bad=tuple(bad),
                good=tuple(good) or "-",
            ),
            text("Reinstall the program; until then, convert such videos to another codec."),
        )
    return Finding(State.OK, text("Can be read: {codecs}.", codecs=tuple(good)))


def _shows_high_range() -> bool:
    """Whether grey of HLG (38 % of the signal: 26 of 100 cd/m²) becomes the grey that it is."""
    import numpy as np
    from av.error import FFmpegError
    from av.video.frame import VideoFrame

    from engine.video.light import ToneMapper

    rows = np.full((_HEIGHT * 3 // 2, _WIDTH), 512, np.uint16)
    rows[:_HEIGHT] = 64 + round(0.38 * 876)
    frame = VideoFrame.from_ndarray(rows, format="yuv420p10le")
    frame.pts, frame.time_base = 0, Fraction(1, 30)
    try:
        mapped = ToneMapper("hlg", 100.0).to_rgb(frame, _WIDTH, _HEIGHT)
    except (FFmpegError, ValueError):
        return False
    return bool(abs(float(mapped.to_ndarray(format="rgb24").mean()) - 146) < 3)


def _shows_fields() -> bool:
    """Whether a field that is dark, between fields that are light, becomes a dark picture."""
    import numpy as np
    from av.error import FFmpegError
    from av.video.frame import VideoFrame

    from engine.video.fields import Deinterlacer

    made = Deinterlacer()
    shown: list[float] = []
    try:
        for number in range(3):
            image = np.full((_HEIGHT, _WIDTH, 3), _LIGHT + 20, np.uint8)
            image[::2] = _LIGHT + 20 if number != 1 else _DARK - 20
            frame = VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            pairs = made.add(frame) if number < 2 else [*made.add(frame), *made.end()]
            shown += [
                float(one.to_ndarray(format="gray").mean()) for two in pairs for one in two[1:]
            ]
    except (FFmpegError, ValueError):
        return False
    return len(shown) == 6 and shown.index(min(shown)) == 2


def _is_whole(clip: Path, cancel: Cancel | None) -> bool:
    """Whether a clip gives all of its frames, with dark and light where they belong."""
    from engine.video import VideoFile

    with VideoFile(clip, cancel=cancel) as file:
        frames = list(file.frames(cancel=cancel))
    return len(frames) == _FRAMES and all(_as_drawn(one.image) for one in frames)


def _as_drawn(image: NDArray[np.uint8]) -> bool:
    """Whether one side of a frame, RGB uint8 ``[H, W, 3]``, is dark and the other light."""
    middle = image.shape[1] // 2
    upper = image[: _HEIGHT - 12]
    return bool(upper[:, : middle - 4].mean() < _DARK and upper[:, middle + 4 :].mean() > _LIGHT)


def _encoding(cancel: Cancel | None) -> Finding:
    import numpy as np

    from engine.video import VideoWriter
    from engine.video.writer import codec_name

    image = np.zeros((_HEIGHT, _WIDTH, 3), np.uint8)
    image[:, _WIDTH // 2 :] = 235
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.mp4"
        with VideoWriter(path, _WIDTH, _HEIGHT, 15.0) as writer:
            for _ in range(_FRAMES):
                check(cancel)
                writer.write(image)
        whole = _is_whole(path, cancel)
    name = codec_name()
    if not whole:
        return Finding(
            State.FAILS, text("A video written as {codec} cannot be read back.", codec=name)
        )
    if name != "H.264":
        return Finding(
            State.NOTE,
            text(
                "Videos with overlay are written as {codec}: H.264 is not available here.", codec=name),
            text("No action needed; a few players cannot play such videos."),
        )  # fmt: skip
    return Finding(State.OK, text("Videos with overlay are written as {codec}.", codec=name))
