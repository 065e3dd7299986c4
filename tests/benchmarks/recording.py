"""What recording with a camera costs and loses: 1080p at 30 a second, JPEGs as large as a camera's.

    python -m tests.benchmarks.recording                 three rounds of a minute, 20 kills, conversion
    python -m tests.benchmarks.recording --folder DISK   on another disk

A file plays the camera (see `engine.capture.file_source`); its own share is measured beside and shown.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.capture.conversion import convert
from engine.capture.file_source import FileSource, Script
from engine.capture.frame_source import CameraFrame, CameraProblem
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from tests.engine.capture.camera_clips import lost_at_kill, noisy_clip


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Nobody:
    """Takes frames and does nothing."""

    def take_frame(self, frame: CameraFrame) -> None:
        """Take a frame."""

    def take_problem(self, problem: CameraProblem) -> None:
        """Take note of trouble."""


def share_of_a_core(work: Callable[[], None]) -> float:
    wall, own = time.monotonic(), time.process_time()
    work()
    return (time.process_time() - own) / (time.monotonic() - wall)


def one_minute(folder: Path, clip: Path, seconds: float) -> tuple[float, float, int, int, float]:
    """Return the recorder's share of a core, MB/s, frames, frames lost, and seconds until it had stopped."""
    source = FileSource(clip, script=Script(loop=True))
    source.start(Nobody())
    alone = share_of_a_core(lambda: time.sleep(min(10.0, seconds)))
    source.stop()
    library = RecordingLibrary(folder)
    recorder = Recorder(library, room=0)
    source.start(recorder)
    time.sleep(3.0)
    recorder.start("1")
    both = share_of_a_core(lambda: time.sleep(seconds))
    began = time.monotonic()
    recording = recorder.stop()
    stopped = time.monotonic() - began
    source.stop()
    recorder.close()
    rate = recording.path.stat().st_size / 1e6 / recording.seconds
    lost = recording.dropped + recorder.lost_frames
    library.discard(recording.id)
    library.empty()
    return both - alone, rate, recording.frames, lost, stopped


def conversion(folder: Path, clip: Path) -> None:
    library = RecordingLibrary(folder)
    recorder = Recorder(library, room=0)
    source = FileSource(clip, real_time=False)
    recorder.start("1")
    source.start(recorder)
    source.wait_until_end(600.0)
    recording = library.keep(recorder.stop().id)
    source.stop()
    recorder.close()
    own = time.process_time()
    done = convert(library, recording.id)
    seconds = time.process_time() - own
    if done.converted is not None:
        facts = done.converted
        say(
            f"conversion: {facts.bytes_before / facts.bytes_after:.1f} times smaller (noise of the camera "
            f"is simulated), {seconds / done.seconds:.1f} s of one core for each second"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        clip = noisy_clip(folder / "clip.mkv", 1920, 1080, 200)
        say(f"1920 x 1080, 30 a second, {clip.stat().st_size / 200 / 1000:.0f} kB a JPEG")
        rows = [
            one_minute(folder / "recordings", clip, options.seconds) for _ in range(options.rounds)
        ]
        share, rate, frames, _, stop = (
            statistics.median(column) for column in zip(*rows, strict=True)
        )
        say(f"recorder beside the source: {share:.1%} of a core, {rate:.1f} MB/s")
        say(
            f"{frames:.0f} frames in {options.seconds:.0f} s with the pre-roll, "
            f"lost in all {options.rounds} rounds: {sum(row[3] for row in rows)}"
        )
        say(f"the file is whole {stop:.2f} s after stop")
        chance = random.Random(1)
        lost = [
            lost_at_kill(folder / "killed", clip, str(n), chance.uniform(0.2, 3.0))
            for n in range(options.kills)
        ]
        if lost:
            middle, worst = float(np.median(lost)), max(lost)
            say(f"lost at a kill: median {middle:.3f} s, worst of {len(lost)}: {worst:.3f} s")
        conversion(folder / "converted", clip)


if __name__ == "__main__":
    main()
