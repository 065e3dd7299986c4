"""A program that records until it is killed, and says what it received; started by `test_killed`.

python -m tests.engine.capture.recording_child LIBRARY CLIP SUBJECT
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from engine.capture.file_source import FileSource, Script
from engine.capture.frame_source import CameraFrame, CameraProblem
from engine.capture.recorder import Recorder
from engine.capture.recording_keeper import RecordingKeeper
from engine.capture.recording_library import RecordingLibrary


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Telling:
    """Says which frame came, then hands it on."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def take_frame(self, frame: CameraFrame) -> None:
        say(f"frame {frame.seconds:.6f}")
        self._recorder.take_frame(frame)

    def take_problem(self, problem: CameraProblem) -> None:
        say(f"problem {problem.trouble}")


def main() -> None:
    folder, clip, subject = sys.argv[1:]
    record_until_killed(RecordingLibrary(Path(folder)), clip, subject)


def record_until_killed(library: RecordingKeeper, clip: str, subject: str) -> None:
    recorder = Recorder(library, room=0)
    source = FileSource(Path(clip), script=Script(loop=True))
    recorder.use_camera(source.info, source.format)
    source.start(Telling(recorder))
    time.sleep(0.5)
    say(f"recording {recorder.start(subject).id}")
    time.sleep(3600)


if __name__ == "__main__":
    main()
