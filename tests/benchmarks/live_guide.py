"""How many skeletons a second the live guide gives, and how late, with 1080p JPEG frames at 30 a second.

    python -m tests.benchmarks.live_guide [--rounds N] [--seconds S]

A camera is played in real time; the guide looks at the newest of every second frame, on one thread of one
network. With and without an analysis beside it (`nice -n 19 python -m scolioapp screen`), in turns. The
machine may be shared: read the medians side by side.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from engine.capture.frame_source import CameraFrame
from engine.capture.live_guide import LiveGuide
from engine.core.resources import resource
from engine.video import VideoFile

RATE = 30.0
SIZE = (1920, 1080)
QUALITY = 92


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def packets(seconds: float) -> list[bytes]:
    """JPEGs of the bundled walk as a camera of 1080p sends them, a walk there and back over and over."""
    with VideoFile(resource("samples", "simulated_walk.mp4")) as video:
        pictures = [_full_size(frame.image) for frame in video.frames(rate=RATE)]
    there_and_back = pictures + pictures[-2:0:-1]
    count = round(seconds * RATE)
    return [there_and_back[number % len(there_and_back)] for number in range(count)]


def _full_size(image: np.ndarray) -> bytes:
    width, height = SIZE
    scale = min(width / image.shape[1], height / image.shape[0])
    inside = cv2.resize(image, None, fx=scale, fy=scale)
    picture = np.full((height, width, 3), 128, np.uint8)
    top, left = (height - inside.shape[0]) // 2, (width - inside.shape[1]) // 2
    picture[top : top + inside.shape[0], left : left + inside.shape[1]] = inside
    # The grain of a sensor, which makes JPEGs of a camera as large as they are.
    grain = np.random.default_rng(1).normal(0, 4, picture.shape)
    noisy = np.clip(picture + grain, 0, 255).astype(np.uint8)
    flags = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    return cv2.imencode(".jpg", noisy[..., ::-1], flags)[1].tobytes()


class Round(NamedTuple):
    """One playing: skeletons a second, how late each was, and what each took of a core, seconds."""

    rate: float
    lags: list[float]
    work: list[float]


def guide(frames: list[bytes]) -> Round:
    """Play the frames in real time."""
    live, seen = LiveGuide(), 0
    lags: list[float] = []
    work: list[float] = []
    began = time.perf_counter()
    taken = -2
    while True:
        newest = int((time.perf_counter() - began) * RATE)
        if newest >= len(frames):
            break
        if newest < taken + 2:
            time.sleep(max(0.0, began + (taken + 2) / RATE - time.perf_counter()))
            continue
        taken = newest
        came = began + newest / RATE
        spent = time.thread_time()
        found = live.look(CameraFrame(newest / RATE, *SIZE, jpeg=frames[newest]))
        work.append(time.thread_time() - spent)
        lags.append(time.perf_counter() - came)
        seen += found.keypoints is not None
    return Round(seen / (len(frames) / RATE), lags, work)


def with_analysis(clip: Path, frames: list[bytes]) -> Round:
    """The same while the bundled walk is analysed over and over at the lowest priority."""
    command = (
        f"while true; do {sys.executable} -m scolioapp screen {clip} --json >/dev/null 2>&1; done"
    )
    beside = subprocess.Popen(["nice", "-n", "19", "sh", "-c", command], start_new_session=True)
    try:
        time.sleep(3.0)
        return guide(frames)
    finally:
        os.killpg(beside.pid, 15)
        beside.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    frames = packets(options.seconds)
    size = statistics.median(map(len, frames)) / 1000
    say(f"{SIZE[0]} x {SIZE[1]}, {RATE:.0f} frames a second, {size:.0f} kB a JPEG")
    guide(frames[:60])
    rows: dict[str, list[Round]] = {"alone": [], "analysis at nice 19": []}
    clip = resource("samples", "simulated_walk.mp4")
    for _ in range(options.rounds):
        rows["alone"].append(guide(frames))
        rows["analysis at nice 19"].append(with_analysis(clip, frames))
    for name, rounds in rows.items():
        rate = statistics.median(one.rate for one in rounds)
        lags = 1000 * np.concatenate([one.lags for one in rounds])
        work = 1000 * np.concatenate([one.work for one in rounds])
        say(
            f"{name:20s} {rate:5.1f} skeletons/s, {np.median(lags):4.0f} ms late "
            f"(p95 {np.percentile(lags, 95):.0f}), {np.mean(work):.0f} ms of a core each"
        )


if __name__ == "__main__":
    main()
