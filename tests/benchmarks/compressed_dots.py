"""What adhesive dots measure on recordings that were squeezed as messengers do.

    python -m tests.benchmarks.compressed_dots FOLDER [--count 14] [--seed 6152]

Simulated people with dots are rendered in 1080p, made as large as asked for, coded by x264 at a constant
quality or a bit rate, and screened with the level of the camera known. Needs the extra ``simulation``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding
from engine.core.level import Level
from engine.core.progress import Cancel
from engine.core.video import Frame, VideoInfo
from engine.gait.events import gait_facts
from engine.gait.levelling import with_level
from engine.gait.measurements import measure
from engine.gait.silhouettes import normalize_silhouette
from engine.perception.networks.estimators import open_estimator
from engine.perception.recording import perceive
from engine.pipeline.analysis import sequence_of
from engine.pipeline.judgement import noticed_dots
from engine.simulation.camera import Camera
from engine.simulation.film import Film, decode, encode
from engine.simulation.phantoms import Phantom, PhantomSpec, draw_phantom
from engine.simulation.stickers import BLUE, GREEN, PINK, YELLOW, Stickers

Image = NDArray[np.uint8]
FPS, SECONDS = 15.0, 3.4
NAMES = ("shoulder_tilt", "hip_tilt", "c7_over_pelvis", "c7_over_ankles")
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
STRENGTHS = ("crf 30", "crf 36", "0.05", "0.02")


class Squeezed:
    """A `FrameSource` of pictures that were coded and decoded."""

    def __init__(self, name: str, packed: bytes, size: tuple[int, int], count: int) -> None:
        self._packed = packed
        self.info = VideoInfo(
            name=name, width=size[0], height=size[1], duration_seconds=count / FPS, fps=FPS,
            variable_frame_rate=False, rotation_degrees=0, codec="h264", container="matroska",
            bytes=len(packed),
        )  # fmt: skip
        self.findings: Sequence[Finding] = ()

    def frames(
        self, *, start: float = 0.0, end: float | None = None, rate: float | None = None,
        cancel: Cancel | None = None,
    ) -> Iterator[Frame]:  # fmt: skip
        """Yield all frames between two times."""
        del rate, cancel
        for number, picture in enumerate(decode(self._packed)):
            if start <= number / FPS < (np.inf if end is None else end):
                yield Frame(picture, number / FPS, number)


def draw(number: int, seed: int) -> PhantomSpec:
    """Draw a person who walks between about 2 and 6 m before a camera, with dots."""
    rng = np.random.default_rng([seed, number, 8])
    spec = draw_phantom(number, seed)
    camera, walker = spec.camera, spec.walker
    way = 0.78 * walker.person.height_m * walker.walk.cadence / 120.0 * SECONDS
    width, height = SIZES["1080p"]
    focal = 0.78 * width
    near = max(float(rng.uniform(2.0, 3.2)), 1.25 * walker.person.height_m * focal / height)
    place = -(way + near) if camera.facing == "front" else near
    lens = float(rng.uniform(0.9, 1.5))
    pitch = float(np.degrees(np.arctan2(lens - 0.5 * walker.person.height_m, near + 0.3 * way)))
    level = Camera(camera.facing, 0.0, place, lens, focal, width, height, pitch=pitch)
    worn = Stickers(diameter_m=float(rng.uniform(0.018, 0.03)))
    made = replace(
        spec, camera=level, seconds=SECONDS, fps=FPS, on_the_spot=False, stickers=worn,
    )  # fmt: skip
    return replace(made, stickers=replace(worn, colour=least_like(made)))


def least_like(spec: PhantomSpec) -> tuple[float, float, float]:
    """Return the colour of four that is least like skin and clothes."""
    bare = Phantom(replace(spec, stickers=None))
    shown, mask = bare.picture(0), bare.mask(0) > 0
    own = cv2.cvtColor(shown.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)[mask][:, 1:]
    own = own[:: max(1, len(own) // 4000)]
    colours = (GREEN, PINK, BLUE, YELLOW)
    lab = cv2.cvtColor(np.array([colours], np.float32), cv2.COLOR_RGB2LAB)[0, :, 1:]
    near = np.quantile(np.linalg.norm(lab[:, None] - own[None], axis=2), 0.05, axis=1)
    return colours[int(np.argmax(near))]


def film_of(strength: str, size: tuple[int, int]) -> Film:
    """Return how strongly it is coded: a constant quality, or bits for each px of a frame."""
    if strength.startswith("crf"):
        return Film(crf=int(strength.split()[1]))
    return Film(kbps=round(float(strength) * size[0] * size[1] * FPS / 1000.0))


def screen(
    phantom: Phantom, pictures: list[Image], size: tuple[int, int], strength: str, kept: Path
) -> dict[str, Any]:
    """Code, read and measure one recording."""
    camera = phantom.spec.camera
    shown = [cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in pictures]
    packed = encode(iter(shown), film_of(strength, size), FPS)
    source = Squeezed("squeezed", packed, size, len(pictures))
    recording = perceive(
        source, open_estimator(), silhouette=normalize_silhouette, rate=None, dots=True
    )
    said: dict[str, Any] = {
        "strength": strength, "size": size, "kbps": len(packed) * 8 / 1000 / (len(pictures) / FPS)
    }  # fmt: skip
    if recording.walker is None:
        return said
    level = Level(
        known=True, source="hand", focal_px=camera.focal_px * size[0] / camera.width, focal_from_tags=True,
        roll_degrees=-camera.roll, pitch_degrees=-camera.pitch, error_degrees=0.0,
        width=size[0], height=size[1],
    )  # fmt: skip
    sequence = with_level(sequence_of(recording, recording.tracks[recording.walker]), level)
    sequence.save(kept)
    found = measure(sequence, gait_facts(sequence))
    said["measured"] = {
        name: [found[name].value, found[name].low, found[name].high]
        for name in NAMES
        if name in found and found[name].source == "dots"
    }
    said["findings"] = [str(one.code) for one in noticed_dots(sequence)]
    said["sentences"] = [str(one.message) for one in noticed_dots(sequence)]
    return said


def main() -> None:
    """Run all and keep a line for each recording."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=14)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=6152)
    parser.add_argument("--strengths", default=",".join(STRENGTHS))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for number in range(given.first, given.count):
        wanted = {
            (name, strength): given.folder / f"{number:03d}_{name}_{strength.replace(' ', '')}"
            for name in SIZES
            for strength in given.strengths.split(",")
        }
        left = {kind: file for kind, file in wanted.items() if not Path(f"{file}.json").is_file()}
        if left:
            film(Phantom(draw(number, given.seed)), number, left)


def film(phantom: Phantom, number: int, left: dict[tuple[str, str], Path]) -> None:
    """Render one person, and screen each recording of them that is left to do."""
    pictures = [phantom.picture(moment) for moment in range(len(phantom.seconds))]
    stickers, heights = phantom.spec.stickers, phantom.truth()["height_px"]
    for (name, strength), file in left.items():
        size = SIZES[name]
        said = screen(phantom, pictures, size, strength, Path(f"{file}.gait.npz"))
        said |= {
            "number": number, "facing": phantom.spec.camera.facing, "truth": phantom.dot_truth(),
            "height_px": [heights[end] * size[1] / 1080 for end in ("smallest", "largest")],
            "dot_m": stickers.diameter_m if stickers else 0.0,
        }  # fmt: skip
        Path(f"{file}.json").write_text(json.dumps(said), "utf-8")
        sys.stdout.write(f"{number} {name} {strength} {said.get('measured')} {said['truth']}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
