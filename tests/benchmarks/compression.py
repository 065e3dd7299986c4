"""What a recording is called when it is only stored differently: compressed more, smaller, noisier.

    python -m tests.benchmarks.compression                  the bundled clips
    python -m tests.benchmarks.compression CLIP [CLIP ...]  others

Each clip is written again at several qualities (crf 18 to 36), at three quarters of its size and with
noise, and analysed like the clip itself. A flip is a verdict, or a finding with its severity, that the
clip itself gets and the copy does not, or the other way round.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.findings import verdict
from engine.pipeline.analysis import analyse_video
from engine.pipeline.judgement import judge
from engine.video import VideoFile

ROOT = Path(__file__).parents[2]
CLIPS = (
    *sorted((ROOT / "resources" / "samples").glob("*.mp4")),
    *sorted((ROOT / "tests" / "data" / "videos").glob("*.mp4")),
)

Image = NDArray[np.uint8]


class Copy(NamedTuple):
    """A way to store a clip again: its name, the quality, and what is done to each frame first."""

    name: str
    crf: int
    change: Callable[[Image, int], Image]


def _same(image: Image, number: int) -> Image:
    del number
    return image


def _smaller(image: Image, number: int) -> Image:
    del number
    size = (round(image.shape[1] * 0.375) * 2, round(image.shape[0] * 0.375) * 2)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _noisy(image: Image, number: int) -> Image:
    noise = np.random.default_rng(number).normal(0, 6, image.shape[:2])[..., None]
    return np.clip(image + noise, 0, 255).astype(np.uint8)


QUALITIES = tuple(Copy(f"crf {crf}", crf, _same) for crf in (18, 24, 30, 36))
COPIES = (*QUALITIES, Copy("x 0.75", 20, _smaller), Copy("noise", 23, _noisy))


def stored_again(clip: Path, copy: Copy, folder: Path) -> Path:
    """Write a copy of a clip into ``folder``; every frame at its own time."""
    path = folder / f"{clip.stem}_{copy.name.replace(' ', '_')}.mp4"
    with VideoFile(clip) as source, av.open(str(path), "w") as output:
        stream = None
        for frame in source.frames():
            image = copy.change(frame.image, frame.number)
            if stream is None:
                stream = output.add_stream("libx264", rate=round(source.info.fps))
                stream.height, stream.width = (side - side % 2 for side in image.shape[:2])
                stream.pix_fmt = "yuv420p"
                stream.options = {"crf": str(copy.crf), "preset": "veryfast"}
                size = (slice(stream.height), slice(stream.width))
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(image[size]), format="rgb24")
            output.mux(stream.encode(picture))
        if stream is not None:
            output.mux(stream.encode())
    return path


class Judged(NamedTuple):
    """What a recording is called, and its findings as ``code:severity``."""

    verdict: str
    findings: frozenset[str]


def judged(path: Path) -> Judged:
    """Analyse a recording without a model."""
    findings = judge(analyse_video(path)).result.quality.findings
    return Judged(
        verdict(findings).value,
        frozenset(f"{one.code.value}:{one.severity.value}" for one in findings),
    )


def compared(clip: Path, copies: tuple[Copy, ...], folder: Path) -> list[tuple[Copy, Judged]]:
    """Analyse each copy of a clip."""
    judgements = []
    for copy in copies:
        path = stored_again(clip, copy, folder)
        judgements.append((copy, judged(path)))
        path.unlink()
    return judgements


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print what each copy of each clip is called, and the share of flips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", type=Path, default=CLIPS)
    copies = verdicts = findings = pairs = 0
    with tempfile.TemporaryDirectory() as name:
        for clip in parser.parse_args().clips:
            plain = judged(clip)
            _say(f"{clip.name}: {plain.verdict}; {', '.join(sorted(plain.findings)) or 'nothing'}")
            for copy, again in compared(clip, COPIES, Path(name)):
                copies += 1
                verdicts += again.verdict != plain.verdict
                findings += len(plain.findings ^ again.findings)
                pairs += len(plain.findings | again.findings)
                gone = [f"-{one}" for one in sorted(plain.findings - again.findings)]
                come = [f"+{one}" for one in sorted(again.findings - plain.findings)]
                _say(f"  {copy.name:7} {again.verdict:24} {' '.join(gone + come)}")
    _say()
    _say(f"verdicts that flip: {verdicts} of {copies} copies")
    _say(f"findings that flip: {findings} of {pairs} ({findings / max(pairs, 1):.0%})")


if __name__ == "__main__":
    main()
