"""Renders the clips of the live guide and keeps what the guide's network saw in them.

    python -m tests.benchmarks.live_walks            write tests/data/live_walks/sightings.npz (20 minutes)
    python -m tests.benchmarks.live_walks NAME ...   only these clips, added to what is there

What is kept is what `engine.capture.start_stop` is fed with, so that the test of 60 clips and more takes
seconds. Real clips lie beside: what was seen in the videos of tests/data/videos and resources/samples.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from engine.capture.frame_source import CameraFrame
from engine.capture.live_guide import LiveEyes
from tests.engine.capture.acting import Play
from tests.engine.capture.live_clips import all_clips
from tests.engine.capture.sightings import PLACE, Replay, read_replays, write_replays

ROOT = Path(__file__).parents[2]
REAL = (
    *sorted((ROOT / "tests" / "data" / "videos").glob("p2s_*.mp4")),
    ROOT / "tests" / "data" / "videos" / "rot90_metadata.mp4",
    ROOT / "tests" / "data" / "feet_out" / "two_walkers.mp4",
    ROOT / "resources" / "samples" / "sports2d_demo.mp4",
)


def seen_in(frames, name: str, kind: str, make: str, truth) -> Replay:
    eyes = LiveEyes()
    seconds, points, lowest, others = [], [], [], []
    size = (0, 0)
    for at, image in frames:
        size = image.shape[1], image.shape[0]
        sighting = eyes.sighting(CameraFrame(at, *size, pixels=image))
        seconds.append(at)
        points.append(np.full((17, 2), np.nan) if sighting is None else sighting.points)
        lowest.append(np.nan if sighting is None else sighting.lowest)
        others.append(len(eyes.others))
    return Replay(
        name, kind, make, size, truth,
        np.array(seconds), np.array(points), np.array(lowest), np.array(others),
    )  # fmt: skip


def rendered(clip) -> Replay:
    play = Play(clip)
    frames = ((at, play.picture(moment)) for moment, at in enumerate(play.seconds.tolist()))
    return seen_in(frames, clip.name, clip.kind, clip.make, play.truth())


def real(path: Path) -> Replay:
    from engine.video import VideoFile

    with VideoFile(path) as video:
        frames = ((frame.seconds, frame.image) for frame in video.frames(rate=15.0))
        kind = "side-on, real" if path.stem == "sports2d_demo" else "treadmill, real"
        if path.stem == "two_walkers":
            kind = "feet out of the picture, real"
        return seen_in(frames, path.stem, kind, "real", None)


def main() -> None:
    wanted = sys.argv[1:]
    kept = {one.name: one for one in read_replays()} if PLACE.is_file() else {}
    makers = [(clip.name, lambda clip=clip: rendered(clip)) for clip in all_clips()]
    makers += [(path.stem, lambda path=path: real(path)) for path in REAL]
    for number, (name, maker) in enumerate(makers):
        if (wanted and name not in wanted) or (not wanted and name in kept):
            continue
        began = time.monotonic()
        kept[name] = maker()
        sys.stdout.write(f"{number + 1}/{len(makers)} {name} {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
        write_replays([kept[key] for key, _ in makers if key in kept])


if __name__ == "__main__":
    main()
