"""Damaged copies of videos, the same for the same seed: for tests of everything that reads them.

`mutants` writes the files and can be used for any test that takes videos; `examine` (run by
`python -m tests.engine.video.mutations FILE...`) probes and reads them all in a process of its own, so that
a crash of the decoder is seen as a crash and does not take the test run along.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.core.errors import VideoError
from engine.video import SUFFIXES, VideoFile, probe

Mutation = Callable[[bytearray, random.Random], bytearray]


def flip_bytes(content: bytearray, dice: random.Random) -> bytearray:
    """Change 1 to 300 bytes anywhere."""
    for _ in range(dice.choice([1, 5, 30, 300])):
        content[dice.randrange(len(content))] = dice.randrange(256)
    return content


def flip_header(content: bytearray, dice: random.Random) -> bytearray:
    """Change 1 to 20 bytes in the index or the header, where sizes and numbers stand."""
    index = content.find(b"moov")
    start = index if index >= 0 and dice.random() < 0.8 else 0
    end = min(len(content), start + 2000)
    for _ in range(dice.choice([1, 3, 20])):
        content[dice.randrange(start, end)] = dice.choice([0, 1, 127, 128, 255])
    return content


def huge_number(content: bytearray, dice: random.Random) -> bytearray:
    """Put an extreme 32-bit number somewhere into the index or the header."""
    index = max(0, content.find(b"moov"))
    at = dice.randrange(index, max(index + 1, min(len(content) - 4, index + 2000)))
    content[at : at + 4] = dice.choice(
        [b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", bytes(4)]
    )
    return content


def cut_end(content: bytearray, dice: random.Random) -> bytearray:
    """Keep the beginning alone."""
    return content[: dice.randrange(1, len(content))]


def cut_start(content: bytearray, dice: random.Random) -> bytearray:
    """Keep the end alone."""
    return content[dice.randrange(1, len(content)) :]


def cut_middle(content: bytearray, dice: random.Random) -> bytearray:
    """Leave a stretch out, so that all after it is displaced."""
    start = dice.randrange(len(content))
    del content[start : start + dice.randrange(1, 1 + len(content) // 4)]
    return content


def zero_fill(content: bytearray, dice: random.Random) -> bytearray:
    """Fill a stretch with zeros, as a card reader does."""
    start = dice.randrange(len(content))
    length = min(len(content) - start, dice.randrange(1, 1 + len(content) // 2))
    content[start : start + length] = bytes(length)
    return content


def noise_fill(content: bytearray, dice: random.Random) -> bytearray:
    """Fill a stretch with noise."""
    start = dice.randrange(len(content))
    length = min(len(content) - start, dice.randrange(1, 1 + len(content) // 8))
    content[start : start + length] = dice.randbytes(length)
    return content


def repeat_block(content: bytearray, dice: random.Random) -> bytearray:
    """Repeat a stretch."""
    start = dice.randrange(len(content))
    block = content[start : start + dice.randrange(1, 1 + len(content) // 8)]
    return content[:start] + block * dice.randrange(2, 4) + content[start:]


def untouched(content: bytearray, dice: random.Random) -> bytearray:
    """Leave the content (the file gets a wrong suffix)."""
    return content


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    flip_header,
    huge_number,
    cut_end,
    cut_start,
    cut_middle,
    zero_fill,
    noise_fill,
    repeat_block,
    untouched,
)


def mutants(sources: Sequence[Path], folder: Path, *, count: int, seed: int) -> list[Path]:
    """Write ``count`` damaged copies of ``sources`` in turn into ``folder``.

    Args:
        sources: Videos to start from.
        folder: Where to write; made if it is not there.
        count: Number of files.
        seed: The same seed gives the same files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(seed)
    paths = []
    for number in range(count):
        source = sources[number % len(sources)]
        mutation = MUTATIONS[number // len(sources) % len(MUTATIONS)]
        content = mutation(bytearray(source.read_bytes()), dice)
        wrong = mutation is untouched or dice.random() < 0.1
        suffix = dice.choice([*SUFFIXES, ".txt", ".m3u8"]) if wrong else source.suffix
        path = folder / f"{number:03d}_{mutation.__name__}_{source.stem}{suffix}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def examine(path: Path) -> dict[str, object]:
    """Probe and read one file to its end; give what came of it."""
    began = time.process_time()
    frames = 0
    try:
        probe(path)
        with VideoFile(path) as video:
            last = -1.0
            for frame in video.frames():
                if frame.seconds <= last or frame.image.shape[2:] != (3,):
                    raise RuntimeError(f"time stood still after {last} s in {path.name}")
                last = frame.seconds
                frames += 1
            video.frame_at(last / 2)
            said = [str(finding.message) for finding in video.findings]
    except VideoError as error:
        said = [str(error)]
    return {
        "name": path.name,
        "frames": frames,
        "said": said,
        "seconds": time.process_time() - began,
        "memory_mb": _memory_mb(),
    }


def _memory_mb() -> float:
    import psutil

    facts = psutil.Process().memory_info()
    return float(getattr(facts, "peak_wset", facts.rss)) / 2**20


def main(arguments: Sequence[str]) -> None:
    """Examine each file and write one line of JSON about it."""
    for name in arguments:
        os.write(1, (json.dumps(examine(Path(name))) + "\n").encode())


if __name__ == "__main__":
    main(sys.argv[1:])
