"""What encryption costs a recording of 1080p at 30 frames a second: into a container, and into a plain file.

    python -m tests.benchmarks.encrypted_recording [--folder FOLDER] [--rounds 3] [--seconds 20]

In turns, medians; the source that plays the clip is measured alone and taken off. ``--folder`` chooses the
disk: the cost is that of the processor and of forcing to the disk.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import astuple, dataclass
from pathlib import Path

from engine.capture.file_source import FileSource, Script
from engine.capture.recorder import Recorder
from engine.capture.recording_keeper import RecordingKeeper
from engine.capture.recording_library import RecordingLibrary
from engine.core import video_sources
from engine.core.video_sources import open_bytes, size_of
from scolioapp.storage.record_videos import RecordVideos
from scolioapp.storage.recorded_library import RecordedLibrary
from scolioapp.storage.records.record_roles import Role
from tests.app.storage.records.made_records import PASSWORD, made_clinic
from tests.benchmarks.recording import Nobody, share_of_a_core
from tests.engine.capture.camera_clips import noisy_clip


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass
class Round:
    """One recording."""

    share: float
    rate: float
    lost: int
    begun: float
    stopped: float
    read: float


def one_round(library: RecordingKeeper, clip: Path, seconds: float) -> Round:
    source = FileSource(clip, script=Script(loop=True))
    source.start(Nobody())
    alone = share_of_a_core(lambda: time.sleep(min(5.0, seconds)))
    source.stop()
    recorder = Recorder(library, room=0)
    source.start(recorder)
    time.sleep(3.0)
    start = time.monotonic()
    recorder.start("S-17")
    begun = time.monotonic() - start
    both = share_of_a_core(lambda: time.sleep(seconds))
    start = time.monotonic()
    recording = recorder.stop()
    stopped = time.monotonic() - start
    source.stop()
    recorder.close()
    size = size_of(recording.path) / 1e6
    start = time.monotonic()
    with open_bytes(recording.path) as stream:
        while stream.read(1 << 20):
            pass
    read = size / (time.monotonic() - start)
    lost = recording.dropped + recorder.lost_frames
    library.discard(recording.id)
    return Round(both - alone, size / recording.seconds, lost, begun, stopped, read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        clip = noisy_clip(folder / "clip.mkv", 1920, 1080, 200)
        say(f"1920 x 1080, 30 a second, {clip.stat().st_size / 200 / 1000:.0f} kB a JPEG")
        clinic = made_clinic(folder / "records")
        clinic.become(Role.EXAMINER)
        libraries: dict[str, RecordingKeeper] = {
            "plain file": RecordingLibrary(folder / "recordings"),
            "container": RecordedLibrary(lambda: clinic.store),
        }
        rounds: dict[str, list[Round]] = {each: [] for each in libraries}
        with video_sources.registered(RecordVideos(lambda: clinic.store)):
            for _ in range(options.rounds):
                for each, library in libraries.items():
                    rounds[each].append(one_round(library, clip, options.seconds))
        clinic.store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
        clinic.store.close()
    for each, made in rounds.items():
        share, rate, lost, begun, stopped, read = (
            statistics.median(values) for values in zip(*map(astuple, made), strict=True)
        )
        say(
            f"{each}: {100 * share:.1f} % of a core beside the source, {rate:.1f} MB/s, {lost:.0f} frames "
            f"lost, begun in {begun:.3f} s (pre-roll of 3 s), whole {stopped:.3f} s after the stop, "
            f"read at {read:.0f} MB/s"
        )
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    say(f"load at the end: {load:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
