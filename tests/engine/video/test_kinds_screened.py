"""The same walk in many kinds of file is measured the same: degrees and heel strikes of the plain file.

Containers, times and turns cost nothing: those files are within 0.3 degrees. What a codec takes away moves
the shoulders by itself (3.27 in the plain file, 3.51 without loss, 3.78 with 10 bits): files whose pictures
were coded in another way are within 0.6.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from engine.core.resources import resource
from engine.core.result import ScreeningResult, Unit
from engine.pipeline.screening import screen_video
from engine.video import VideoFile
from tests.engine.video.kinds import KINDS, Kind, Picture, expected, write_kind

PLAIN = "mp4"
DEGREES, CODED = 0.3, 0.6
FRAME = 1 / 30
SCREENED = (
    *("mp4, fragments", "mp4, open groups", "mov", "mkv without a duration", "avi, MPEG-4"),
    *("webm, VP9", "mkv, AV1", "AVCHD", "MPEG-TS, the clock runs over", "mpg", "wmv", "flv", "3gp"),
    *("hevc", "hevc, 10 bits", "h264, 4:4:4", "h264, full range", "mjpeg, avi", "ProRes", "FFV1"),
    *("HLG", "PQ", "turned by 90", "wide pixels", "interlaced, top first", "starts at 100 s"),
    *("starts in the middle of an edit", "varying frame rate", "one early frame", "dropped frames"),
    *("60 frames a second", "preview before it"),
)
"""Of each way in which files differ at least one; all `KINDS` are compared picture by picture elsewhere."""


class _Walk:
    """The pictures of the bundled walk, read when they are asked for: all at once take 1.5 GB."""

    def __init__(self) -> None:
        self._video = VideoFile(resource("samples", "simulated_walk.mp4"))

    def __len__(self) -> int:
        return round(self._video.info.duration_seconds / FRAME)

    def __getitem__(self, number: int, /) -> Picture:
        frame = self._video.frame_at((number + 0.1) * FRAME)
        assert frame is not None
        assert frame.number == number
        return frame.image


def screened(folder: Path, name: str) -> ScreeningResult:
    kind = KINDS[name]
    path = write_kind(folder / f"film{kind.suffix}", kind, _Walk())
    try:
        return screen_video(path)
    finally:
        path.unlink()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> ScreeningResult:
    return screened(tmp_path_factory.mktemp("plain"), PLAIN)


def strikes(result: ScreeningResult, kind: Kind) -> list[tuple[str, float]]:
    """Return the foot and the time in the film, not in the file, of each heel strike."""
    times, numbers = zip(*expected(len(_Walk()), kind), strict=True)
    return [
        (one.side.value, float(np.interp(one.seconds, times, np.array(numbers) * FRAME)))
        for one in result.gait.heel_strikes
    ]


@pytest.mark.heavy
@pytest.mark.parametrize("name", SCREENED)
def test_measurements_are_those_of_the_plain_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: ScreeningResult, name: str
) -> None:
    kind = KINDS[name]
    if kind.codec not in av.codecs_available:
        pytest.skip(f"this build of PyAV has no encoder {kind.codec}")
    monkeypatch.setenv("SVT_LOG", "1")
    result = screened(tmp_path, name)
    apart = {
        measured: abs((result.measurements[measured].value or 0.0) - (value.value or 0.0))
        for measured, value in plain.measurements.items()
        if value.unit is Unit.DEGREES
    }
    here = strikes(result, kind)
    there = strikes(plain, KINDS[PLAIN])
    late = [
        min((abs(seconds - one) for foot, one in there if foot == side), default=9.0)
        for side, seconds in here
    ]
    worst = max(apart, key=lambda measured: apart[measured])
    value = plain.measurements[worst].value or 0.0
    print(  # noqa: T201 - the table of kinds
        f"{name:32} {apart[worst]:5.2f} degrees ({worst} of {value:.2f}),"
        f" strikes {len(here)} of {len(there)},"
        f" at most {1000 * max(late):4.0f} ms; {result.quality.verdict.value}"
        f" {[one.code.value for one in result.quality.findings]}"
    )
    same = (kind.codec, kind.pix_fmt) == (KINDS[PLAIN].codec, KINDS[PLAIN].pix_fmt)
    assert max(apart.values()) <= (DEGREES if same and kind.transfer == "sdr" else CODED)
    # Of interlaced video, a frame of the file lasts as long as two of the film.
    assert max(late) <= (2 * FRAME if kind.field_order else FRAME)
