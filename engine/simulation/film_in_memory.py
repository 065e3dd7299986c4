"""A phantom as a recording in memory: its frames go to perception without a video file.

For fitting, where hundreds of walkers are needed and a file would cost half of the time. Tests of the
whole chain write files (`engine.simulation.phantoms.write_phantom`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding
from engine.core.progress import Cancel, check
from engine.core.video import Frame, VideoInfo
from engine.simulation.film import decode, encode
from engine.simulation.phantoms import Phantom


class PhantomSource:
    """A `FrameSource` that renders a phantom when its frames are asked for.

    Frames carry noise that is drawn in their order: read from the start, they are the same each time.
    """

    def __init__(self, phantom: Phantom) -> None:
        self._phantom = phantom
        self._packed = b""
        spec = phantom.spec
        self.info = VideoInfo(
            name=spec.name,
            width=spec.camera.width,
            height=spec.camera.height,
            duration_seconds=len(phantom.seconds) / spec.fps,
            fps=spec.fps,
            variable_frame_rate=False,
            rotation_degrees=0,
            codec="none",
            container="simulated",
            bytes=0,
        )
        self.findings: Sequence[Finding] = ()

    def frames(
        self,
        *,
        start: float = 0.0,
        end: float | None = None,
        rate: float | None = None,
        cancel: Cancel | None = None,
    ) -> Iterator[Frame]:
        """Render frames with ``start <= seconds < end``; see `FrameSource.frames`.

        Raises:
            CancelledError: ``cancel`` was set.
        """
        due = 0
        for number, seconds, picture in self._pictures(cancel):
            if rate is not None:
                if seconds < due / rate - 1e-9:
                    continue
                due = int(seconds * rate + 1e-9) + 1
            if seconds < start:
                continue
            if end is not None and seconds >= end:
                return
            yield Frame(picture(), seconds, number)

    def _pictures(
        self, cancel: Cancel | None
    ) -> Iterator[tuple[int, float, Callable[[], NDArray[np.uint8]]]]:
        """Return number, seconds and a drawer of each frame; compressed frames are drawn once."""
        phantom, film = self._phantom, self._phantom.spec.film
        if film.compressed and not self._packed:
            self._packed = encode(phantom.raw_pictures(cancel), film, phantom.spec.fps)
        kept = decode(self._packed)
        for number, seconds in enumerate(phantom.seconds.tolist()):
            check(cancel)
            if film.compressed:
                yield number, seconds, partial(_identity, next(kept))
            else:
                yield number, seconds, partial(phantom.picture, number)


def _identity(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return picture
