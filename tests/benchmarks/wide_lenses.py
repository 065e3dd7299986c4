"""How well walkers are measured through a wide lens: corrected by the file's tags, uncorrected, and straight.

    python -m tests.benchmarks.wide_lenses FOLDER [--count 16] [--seed 5300]

Simulated walkers are rendered by a pinhole wide enough, seen through a calibrated lens of the table (each
frame is bent), coded as H.264 with and without the tags of its camera, and screened as a user would. The same
walk is rendered by the pinhole too. Needs the extra ``simulation``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.lens import Lens
from engine.core.level import Level
from engine.gait.by_hand import ByHand
from engine.perception.camera.named_lens import CalibratedLens, calibrated_lenses
from engine.pipeline.analysis import Analysis, analyse_video
from engine.pipeline.judgement import judge
from engine.simulation.camera import Camera
from engine.simulation.phantoms import Phantom, PhantomSpec, draw_phantom
from engine.video import VideoWriter
from tests.gopro_files import with_gopro_tags

Image = NDArray[np.uint8]
NAMES = ("shoulder_tilt", "trunk_lean", "lateral_shift", "head_offset")
SIZES = ((1280, 720), (1920, 1080), (720, 1280))
FEWEST_PX = 0.03


def wide_lenses() -> list[CalibratedLens]:
    """Return the lines of the table that bend edges, of films of 16 : 9."""
    return [one for one in calibrated_lenses() if one.lens.bends and one.aspect > 1.7]


def bending_maps(
    lens: Lens, size: tuple[int, int]
) -> tuple[tuple[NDArray[np.float32], ...], Camera]:
    """Return the maps that bend a pinhole's picture, and that pinhole (its size and focal length alone)."""
    width, height = size
    focal = lens.focal * max(size)
    y, x = np.mgrid[:height, :width] + 0.5
    flat = np.stack([x - width / 2, y - height / 2], axis=-1) / focal
    straight = lens.straighten(flat) * focal
    wide = tuple(2 * int(np.ceil(np.abs(straight[..., k]).max()) + 2) for k in (0, 1))
    maps = tuple((straight[..., k] + wide[k] / 2 - 0.5).astype(np.float32) for k in (0, 1))
    return maps, Camera("front", 0.0, 0.0, 1.0, focal, wide[0], wide[1])


def wide_phantom(number: int, seed: int, lens: Lens) -> tuple[PhantomSpec, tuple[int, int]]:
    """Draw a walker before a wide camera that is near, not level, and not straight before the walk."""
    rng = np.random.default_rng([seed, number, 53])
    size = SIZES[int(rng.integers(len(SIZES)))]
    spec = replace(draw_phantom(number, seed), seconds=3.4, fps=15.0, on_the_spot=False)
    _, pinhole = bending_maps(lens, size)
    walker, camera = spec.walker, spec.camera
    way = 0.78 * walker.person.height_m * walker.walk.cadence / 120.0 * spec.seconds
    near = float(rng.uniform(1.3, 2.2))
    for _ in range(60):
        aside = float(rng.uniform(-0.8, 0.8))
        place = -(way + near) if camera.facing == "front" else near
        sight = np.degrees(np.arctan2(-aside, near + 0.5 * way))
        turn = float(rng.uniform(-16.0, 16.0))
        moved = Camera(
            camera.facing, aside, place, float(rng.uniform(0.9, 1.5)),
            pinhole.focal_px, pinhole.width, pinhole.height,
            turn + (sight if camera.facing == "front" else -sight),
            float(rng.uniform(-2.0, 9.0)), float(rng.normal(0.0, 2.0)),
        )  # fmt: skip
        made = replace(spec, camera=moved)
        seen = Phantom(made).keypoints()[..., :2] - np.array([pinhole.width, pinhole.height]) / 2
        bent = lens.bend(seen / pinhole.focal_px) * pinhole.focal_px + np.array(size) / 2
        if (bent > FEWEST_PX * size[1]).all() and (bent < np.array(size) - 0.04 * size[1]).all():
            return made, size
        near += 0.05
    raise SystemExit(f"walker {number} cannot be kept in the picture")


def write(path: Path, frames: Iterator[Image], fps: float) -> None:
    """Code frames as H.264."""
    writer: VideoWriter | None = None
    for frame in frames:
        if writer is None:
            writer = VideoWriter(path, frame.shape[1], frame.shape[0], fps).__enter__()
        writer.write(np.ascontiguousarray(frame))
    if writer is not None:
        writer.__exit__(None, None, None)


def true_level(camera: Camera, size: tuple[int, int], lens: Lens | None, focal: float) -> Level:
    """Return how the camera stood."""
    return Level(
        known=True, source="hand", roll_degrees=-camera.roll, pitch_degrees=-camera.pitch,
        focal_px=focal, focal_from_tags=True, error_degrees=0.5, width=size[0], height=size[1], lens=lens,
    )  # fmt: skip


def measured(analysis: Analysis, level: Level | None = None) -> dict[str, list[float | None]]:
    """Return value, low and high of each measurement."""
    found = judge(analysis, by_hand=ByHand(level)).result.measurements
    return {name: [found[name].value, found[name].low, found[name].high] for name in NAMES}


def said(analysis: Analysis) -> dict[str, object]:
    """Return what is known of the level and of the lens."""
    level = analysis.recording.level
    assert level is not None
    return {
        "known": level.known, "roll": level.roll_degrees, "pitch": level.pitch_degrees,
        "error": level.error_degrees, "bend": level.bend, "told_by": level.told_by,
        "named": level.named, "lens": None if level.lens is None else level.lens.name,
    }  # fmt: skip


def run(folder: Path, number: int, seed: int) -> dict[str, object]:
    """Render, screen and compare one walker."""
    rows = wide_lenses()
    row = rows[number * 5 % len(rows)]
    spec, size = wide_phantom(number, seed, row.lens)
    maps, _ = bending_maps(row.lens, size)
    phantom = Phantom(spec)
    pictures = [phantom.picture(moment) for moment in range(len(phantom.seconds))]
    straight, bent = folder / f"{number:03d}_straight.mp4", folder / f"{number:03d}_bent.mp4"
    write(straight, iter(pictures), spec.fps)
    write(bent, (cv2.remap(one, *maps, cv2.INTER_LINEAR) for one in pictures), spec.fps)
    tagged = with_gopro_tags(
        bent,
        folder / f"{number:03d}_tagged.mp4",
        row.camera,
        view=row.view,
        stabilised=row.stabilised,
    )
    found: dict[str, object] = {
        "number": number, "lens": row.lens.name, "stabilised": row.stabilised, "size": size,
        "camera": [spec.camera.roll, spec.camera.pitch], "truth": phantom.truth()["measurements"],
    }  # fmt: skip
    focal = row.lens.focal * max(size)
    arms = (
        ("straight", straight, None),
        ("uncorrected", bent, None),
        ("corrected", tagged, row.lens),
    )
    for name, path, lens in arms:
        analysis = analyse_video(path)
        if analysis.recording.walker is None:
            continue
        info = analysis.recording.info
        level = true_level(spec.camera, (info.width, info.height), lens, focal)
        found[name] = {
            "measured": measured(analysis), "true level": measured(analysis, level), "said": said(analysis),
        }  # fmt: skip
    return found


def main() -> None:
    """Run all and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--seed", type=int, default=5300)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    results = given.folder / "results.jsonl"
    done = set()
    if results.is_file():
        done = {json.loads(line)["number"] for line in results.read_text("utf-8").splitlines()}
    for number in range(given.count):
        if number in done:
            continue
        line = json.dumps(run(given.folder, number, given.seed))
        with results.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        sys.stdout.write(line[:300] + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
