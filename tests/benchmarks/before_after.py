"""A whole screening by another checkout of the program against this one, in turns in one run.

    git worktree add ../before COMMIT
    python -m tests.benchmarks.before_after ../before                  three rounds
    python -m tests.benchmarks.before_after ../before --rounds 7 --clip mine.mp4

Each checkout screens in a process of its own whose networks stay open, as in the window after the first.
Besides the time on the clock, the processor's time is told: on a busy machine go by that. And how far the
results, and the walker's keypoints, are apart.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from tests.benchmarks.clips import SOURCE, ten_seconds_1080p

ROOT = Path(__file__).parents[2]

_SCREENS = """
    import hashlib, json, resource, sys, time
    from pathlib import Path
    from engine.perception.networks.blazepose import BlazePose
    from engine.pipeline.analysis import analyse_video
    from engine.pipeline.judgement import judge, open_model
    pose, model = BlazePose(), open_model(None)
    runs, run = [0], pose._landmarks.run
    def counted(*given, **named):
        runs[0] += 1
        return run(*given, **named)
    pose._landmarks.run = counted
    for line in sys.stdin:
        runs[0], clock, before = 0, time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
        analysis = analyse_video(Path(line.strip()), open_networks=lambda: pose)
        result = judge(analysis, person=None, model=model).result
        after, walker = resource.getrusage(resource.RUSAGE_SELF), analysis.recording.walker
        points = b"" if walker is None else analysis.recording.tracks[walker].keypoints.tobytes()
        measured = result.measurements.items()
        print(json.dumps({
            "clock": time.perf_counter() - clock,
            "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
            "runs": runs[0],
            "level": {} if result.level is None else {"roll": result.level.roll_degrees},
            "walker": hashlib.sha256(points).hexdigest(),
            "outcome": str(result.outcome),
            "findings": [one.code.value for one in result.quality.findings],
            "degrees": {name: m.value for name, m in measured if m.unit == "degrees"},
            "scores": result.probabilities or {},
        }), flush=True)
"""


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Checkout:
    """A process that screens with the program in a folder."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_SCREENS)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def screen(self, clip: Path) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{clip}\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate()


def apart(one: dict[str, Any], other: dict[str, Any]) -> str:
    """Say how far two results are apart."""
    said = ["the walker's keypoints " + ("equal" if one["walker"] == other["walker"] else "differ")]
    for what in ("degrees", "level", "scores"):
        both = [(one[what][name], other[what].get(name)) for name in one[what]]
        known = [abs(a - b) for a, b in both if a is not None and b is not None]
        said.append(f"{what} {max(known):.4f}" if known else f"no {what}")
    same = all(one[what] == other[what] for what in ("outcome", "findings"))
    return ", ".join([*said, "same outcome and findings" if same else "OTHER OUTCOME OR FINDINGS"])


def compare(clip: Path, before: Checkout, after: Checkout, rounds: int) -> None:
    rows: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for _ in range(rounds + 1):
        rows.append((before.screen(clip), after.screen(clip)))
    first, second = rows[0]
    say(f"{clip.name}: {first['runs']} and {second['runs']} runs of the heavy network")
    for what in ("clock", "processor"):
        # The first round warms up and does not count.
        old, new = (statistics.median(row[side][what] for row in rows[1:]) for side in (0, 1))
        say(f"  {what}: {old:.2f} s and {new:.2f} s, {old / new:.2f} x")
    say(f"  results: {apart(first, second)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path, help="the other checkout")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clip", type=Path, help="this video alone")
    options = parser.parse_args()
    before, after = Checkout(options.before.resolve()), Checkout(ROOT)
    say(f"before and after, median of {options.rounds} rounds in turns, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        samples = sorted((ROOT / "resources" / "samples").glob("*.mp4"))
        usual = () if options.clip else (*samples, SOURCE, ten_seconds_1080p(Path(name)))
        for clip in usual or (options.clip.resolve(),):
            compare(clip, before, after, options.rounds)
    before.close()
    after.close()


if __name__ == "__main__":
    main()
