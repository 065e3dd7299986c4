"""A program that converts a recording until it is killed; started by `test_conversion`.

python -m tests.engine.capture.converting_child LIBRARY ID
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.capture.conversion import convert
from engine.capture.recording_library import RecordingLibrary


def main() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    convert(RecordingLibrary(Path(sys.argv[1])), sys.argv[2])
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
