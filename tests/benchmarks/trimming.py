"""How far from the truth recordings are trimmed: rendered walks, guided live, then analysed exactly.

    python -m tests.benchmarks.trimming                    all walks; a minute or two each
    python -m tests.benchmarks.trimming --every 4          every fourth of them
    python -m tests.benchmarks.trimming --only NAME        this one

Needs the simulation (the extra of that name). Seconds are signed: above zero is too late.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from engine.capture.frame_source import CameraFrame
from engine.capture.guidance import GuideState
from engine.capture.live_guide import LiveGuide
from engine.capture.recorder import PRE_ROLL
from engine.pipeline.analysis import analyse_video
from engine.pipeline.walk_window import walk_window
from engine.video import VideoWriter
from tests.engine.capture.acting import RATE, Clip, Play
from tests.engine.capture.live_clips import walks


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class MissedError(Exception):
    """A walk that was not recorded, or not found in what was recorded."""


def trimmed(clip: Clip, folder: Path) -> tuple[float, float]:
    """Return how far begin and end of the trimmed recording are from the truth, seconds.

    Raises:
        MissedError: The guide never started or never stopped, or nobody walks in what was recorded.
    """
    play, guide = Play(clip), LiveGuide()
    start = stop = None
    path = folder / "walk.mp4"
    pictures = []
    for moment, at in enumerate(play.seconds.tolist()):
        picture = play.picture(moment)
        pictures.append(picture)
        state = guide.look(CameraFrame(at, *clip.size, pixels=picture)).state
        if start is None and state is GuideState.WALK:
            start = max(0.0, at - PRE_ROLL)
        if start is not None and stop is None and state is GuideState.STOP:
            stop = at
    if start is None:
        raise MissedError("the guide never started")
    if stop is None:
        raise MissedError("the guide never stopped")
    with VideoWriter(path, *clip.size, RATE) as writer:
        for picture, at in zip(pictures, play.seconds.tolist(), strict=True):
            if start <= at <= stop:
                writer.write(picture)
    found = walk_window(analyse_video(path), margin=0.0)
    truth = play.truth()
    if found is None or truth is None:
        raise MissedError("nobody walks in what was recorded")
    began, ended = truth
    return found[0] + start - began, found[1] + start - ended


def main() -> None:
    """Print a line for each walk, and the figures over all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="names of walks")
    arguments = parser.parse_args()
    errors: list[tuple[float, float]] = []
    only = arguments.only or [clip.name for clip in walks()]
    clips, missed = [clip for clip in walks() if clip.name in only][:: arguments.every], 0
    for clip in clips:
        with tempfile.TemporaryDirectory() as folder:
            try:
                error = trimmed(clip, Path(folder))
            except MissedError as error_of:
                missed += 1
                say(f"{clip.name:32} {error_of}")
                continue
        errors.append(error)
        say(f"{clip.name:32} begin {error[0]:+.2f} s   end {error[1]:+.2f} s")
    both = [abs(each) for error in errors for each in error]
    within = sum(max(map(abs, error)) <= 0.5 for error in errors)
    say(f"{len(clips)} walks, {missed} missed, {within} within half a second at both ends")
    say(f"median {statistics.median(both):.2f} s, worst {max(both):.2f} s")


if __name__ == "__main__":
    main()
