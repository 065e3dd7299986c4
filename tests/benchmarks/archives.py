"""What an archive of videos costs in hours, disk and money, from rates measured here.

    python -m tests.benchmarks.archives
    python -m tests.benchmarks.archives --videos 250000 --cores 32 --price 0.03

Rates are the processor's own time on one core, so that a busy computer hardly changes them. What is assumed,
not measured: that cores on one computer do not hinder each other, that the shared disk keeps up, the price.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

from engine.core.screening_request import ScreeningRequest
from engine.runtime.cores import VARIABLE

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "simulated_walk.mp4"
NODES = (1, 10, 100)
ROWS = 300


@dataclass(frozen=True, slots=True)
class Rates:
    """What was measured.

    Attributes:
        open_seconds: Of a core, to start and open the networks once.
        video_seconds: Of a core, for one video.
        keep_seconds: Of a core, to write one result.
        row_seconds: Of a core, for one row of the table when parts are merged.
        row_bytes: Of memory, for the same.
        result_bytes: On disk, for one result and its entry in the ledger.
        files: Of one result, with folders and the entry in the ledger.
    """

    open_seconds: float
    video_seconds: float
    keep_seconds: float
    row_seconds: float
    row_bytes: float
    result_bytes: float
    files: float


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")


def measure(video: Path, rounds: int) -> Rates:
    """Screen one video on one core, keep its result many times, and merge."""
    os.environ[VARIABLE] = "1"
    from engine.pipeline.batch_folder import BatchFolder
    from engine.pipeline.screening import Screener
    from engine.pipeline.screening_files import dump

    request = ScreeningRequest(video)
    screener = Screener(exact=True)
    screener.screen(request)
    first = time.process_time()
    seconds = []
    for _ in range(rounds):
        begun = time.process_time()
        files = dump(screener.screen(request))
        seconds.append(time.process_time() - begun)
    each = sorted(seconds)[len(seconds) // 2]
    with tempfile.TemporaryDirectory() as home:
        videos, out = Path(home, "videos"), Path(home, "out")
        videos.mkdir()
        folder = BatchFolder(out, request)
        facts = video.stat()
        begun = time.process_time()
        for number in range(ROWS):
            name = f"{number:06}.mp4"
            os.link(video, videos / name) if _same_disk(video, videos) else os.symlink(
                video, videos / name
            )
            folder.keep(name, files, "", (facts.st_size, facts.st_mtime_ns), {})
        kept = (time.process_time() - begun) / ROWS
        there = [path for part in ("results", "ledger") for path in (out / part).rglob("*")]
        used = sum(path.lstat().st_blocks * 512 for path in there) / ROWS
        row_seconds, row_bytes = _merged(videos, out)
    return Rates(first - each, each, kept, row_seconds, row_bytes, used, len(there) / ROWS)


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _merged(videos: Path, out: Path) -> tuple[float, float]:
    """Return seconds of a core and bytes of memory that a row of the merged table takes."""
    from engine.pipeline import batch_folder
    from engine.pipeline.batch import BatchRequest, run_batch

    # As for an archive, whose table is too long for a workbook.
    vars(batch_folder).update(SHEET_ROWS=0)
    request = BatchRequest(videos, out, ScreeningRequest(videos), merge=True)
    begun = time.process_time()
    run_batch(request)
    seconds = time.process_time() - begun
    tracemalloc.start()
    done = run_batch(request)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    if len(done.table) != ROWS or any(row["state"] != "screened" for row in done.table):
        raise RuntimeError("the merged table is not whole")
    return seconds / ROWS, peak / ROWS


def table(rates: Rates, videos: int, cores: int, price: float) -> None:
    """Print the figures of so many videos, and how they come about."""
    work = videos * rates.video_seconds / 3600
    say(
        f"{videos:,} videos, {cores} cores a node, {price} a core-hour (an assumption, in any currency)"
    )
    say("| nodes | hours | disk | node-hours | money |")
    say("|---|---|---|---|---|")
    for nodes in NODES:
        hours = work / (nodes * cores) + rates.open_seconds / 3600
        disk = videos * rates.result_bytes / 1e9
        say(
            f"| {nodes} | {hours:,.1f} | {disk:,.0f} GB | {hours * nodes:,.0f} | "
            f"{hours * nodes * cores * price:,.0f} |"
        )
    say("hours = videos x core-seconds of a video / (3600 x nodes x cores)")
    say("money = hours x nodes x cores x price")
    say(f"merging: {videos * rates.row_seconds / 3600:,.1f} h on one core")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--video", type=Path, default=SAMPLE)
    parser.add_argument("--videos", type=int, default=1_000_000)
    parser.add_argument("--cores", type=int, default=16)
    parser.add_argument("--price", type=float, default=0.04)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    from engine.video import probe

    rates = measure(options.video, options.rounds)
    facts = probe(options.video)
    say(f"{options.video.name}: {facts.width}x{facts.height}, {facts.duration_seconds:.1f} s")
    say(json.dumps({name: round(getattr(rates, name), 5) for name in Rates.__slots__}))
    table(rates, options.videos, options.cores, options.price)


if __name__ == "__main__":
    main()
