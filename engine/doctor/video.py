"""Videos: a tiny bundled clip of each codec is really decoded, and a tiny one is written and read again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
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

CLIPS: Final = {
    "H.264": "h264.mp4",
    "HEVC": "hevc.mp4",
    "VP9": "vp9.webm",
    "MPEG-4": "mpeg4.mp4",
}
"""Codec and its clip in ``resources/checks``: four frames of 64 x 48 pixels, dark on one side, light on the
other, a grey bar below that grows."""

_FRAMES: Final = 4
_WIDTH, _HEIGHT = 64, 48
_DARK, _LIGHT = 60, 180


def steps() -> Sequence[Step]:
    """Give the checks of this family."""
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
    if bad:
        return Finding(
            State.FAILS,
            text("Not read: {bad}. Read: {good}.", bad=", ".join(bad), good=", ".join(good) or "-"),
            text("Install the program again; until then convert such videos to another codec."),
        )
    return Finding(State.OK, text("{codecs} are read.", codecs=", ".join(good)))


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
            State.FAILS, text("A video written as {codec} cannot be read again.", codec=name)
        )
    if name != "H.264":
        return Finding(
            State.NOTE,
            text("The video with overlay is written as {codec}: H.264 cannot be written here.", codec=name),
            text("Nothing needs to be done; a few players do not show such videos."),
        )  # fmt: skip
    return Finding(State.OK, text("The video with overlay is written as {codec}.", codec=name))
