"""Writing a video: H.264 in mp4 where the encoder is there, MPEG-4 otherwise.

The file is written beside and renamed: it appears only when all of it was written.
"""

from __future__ import annotations

import contextlib
from fractions import Fraction
from pathlib import Path
from typing import Final, Self

import av
import av.error
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.core.errors import VideoError
from engine.core.files import write_failure, written_beside
from engine.core.text import text
from engine.video.formats import MAX_SIDE

# Exact for 15, 25, 29.97, 30, 50 and 60 frames a second; MPEG-4 allows no finer one than 1/65535.
_TICK: Final = Fraction(1, 60_000)
_H264: Final = "libx264"
SAME_EACH_TIME: Final = {"preset": "veryfast", "mbtree": "0"}
"""Options of x264 with which the same frames always give the same file: its macroblock tree, left out here,
reads memory that nobody wrote."""
_MPEG4_QUALITY: Final = 3 * 118
_BT601: Final = 6
_LIMITED_RANGE: Final = 1


def codec_name() -> str:
    """Return the name of the codec that videos are written with here: ``H.264`` or ``MPEG-4``."""
    return "H.264" if _H264 in av.codecs_available else "MPEG-4"


class VideoWriter:
    """Writes RGB frames into an mp4 file; a context manager.

    Leaving the ``with`` block by an exception (cancelling is one) leaves nothing behind.

    Args:
        path: The file to write; replaced where it exists.
        width: Width of a frame, px. Odd sizes are widened by one repeated column or row.
        height: Height of a frame, px.
        fps: Frames a second.
    """

    def __init__(self, path: Path, width: int, height: int, fps: float) -> None:
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and 0 < fps <= 1000):
            raise VideoError(
                text(
                    "A video of {width} x {height} pixels at {fps} frames a second cannot be written.",
                    width=width,
                    height=height,
                    fps=fps,
                ),
                text("Choose a size up to 8192 pixels and a rate up to 1000."),
            )
        self._path = path
        self._shape = (height, width, 3)
        self._rate = Fraction(fps).limit_denominator(1001)
        self._beside = written_beside(path)
        self._container: OutputContainer | None = None
        self._stream: VideoStream | None = None
        self._count = 0
        self._last = -1

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            OutputError: The folder cannot be written.
        """
        beside = self._beside.__enter__()
        try:
            self._container = av.open(str(beside), mode="w", format="mp4")
            self._stream = self._new_stream(self._container)
        except BaseException as error:
            self._beside.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def write(self, image: NDArray[np.uint8], *, seconds: float | None = None) -> None:
        """Append one frame.

        Args:
            image: RGB uint8 ``[H, W, 3]`` of the writer's size.
            seconds: Its time from the first frame on, later than that of the frame before; None for
                the next step of the frame rate.

        Raises:
            VideoError: Another size or type, or the writer is not open.
            OutputError: The disk is full or gone.
        """
        if self._container is None or self._stream is None:
            raise VideoError(
                text("The video “{name}” is not open for writing.", name=self._path.name),
                text("This is a fault in the program: please report it."),
            )
        if image.shape != self._shape or image.dtype != np.uint8:
            raise VideoError(
                text(
                    "A frame of shape {shape} does not fit the video “{name}”.",
                    shape=str(image.shape),
                    name=self._path.name,
                ),
                text("This is a fault in the program: please report it."),
            )
        frame = VideoFrame.from_ndarray(_even(image), format="rgb24")
        moment = Fraction(self._count) / self._rate if seconds is None else Fraction(seconds)
        stamp = max(self._last + 1, round(moment / _TICK))
        frame.pts, frame.time_base = stamp, _TICK
        try:
            self._container.mux(self._stream.encode(frame))
        except OSError as error:
            raise write_failure(self._path, error) from error
        self._last = stamp
        self._count += 1

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Finish the file and let it appear, or remove it after an exception."""
        container, stream = self._container, self._stream
        self._container = self._stream = None
        if error is not None:
            with contextlib.suppress(av.error.FFmpegError):
                if container is not None:
                    container.close()
            # Not the error itself: an unrelated OSError of the body would be told as one of writing.
            given_up = _GivenUpError()
            self._beside.__exit__(_GivenUpError, given_up, None)
            return
        try:
            if container is not None and stream is not None:
                self._finish(container, stream)
        except BaseException as failure:
            self._beside.__exit__(type(failure), failure, failure.__traceback__)
            raise
        self._beside.__exit__(None, None, None)

    def _finish(self, container: OutputContainer, stream: VideoStream) -> None:
        try:
            if self._count == 0:
                raise VideoError(
                    text("The video “{name}” received no frames.", name=self._path.name),
                    text("This is a fault in the program: please report it."),
                )
            container.mux(stream.encode(None))
        finally:
            container.close()

    def _new_stream(self, container: OutputContainer) -> VideoStream:
        height, width, _ = self._shape
        if _H264 in av.codecs_available:
            stream = container.add_stream(_H264, rate=self._rate)
            stream.options = {**SAME_EACH_TIME, "crf": "20"}
        else:
            stream = container.add_stream("mpeg4", rate=self._rate)
            stream.codec_context.qscale = True
            stream.codec_context.global_quality = _MPEG4_QUALITY
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = _TICK
        context.colorspace, context.color_range = _BT601, _LIMITED_RANGE
        context.thread_count = 2
        return stream


class _GivenUpError(Exception):
    """Tells `written_beside` that the body failed."""


def _even(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    if height % 2 or width % 2:
        image = np.pad(image, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return np.ascontiguousarray(image)
