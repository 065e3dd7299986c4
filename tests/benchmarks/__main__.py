"""Speed and memory of a screening, measured side by side in one run.

    python -m tests.benchmarks                 the sample clips, 10 s of 1080p, the first window
    python -m tests.benchmarks --long          also ten minutes of 1080p (takes as long)

The machine may be shared and noisy: read the ratios. Every rate is a median over rounds that take
turns, so that a busy minute slows all of them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.clips import SOURCE, repeated, ten_seconds_1080p

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
ROUNDS = 5


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def network_rates(clip: Path, threads: int, at_once: int, frames: int = 60) -> float:
    """Frames a second of the heavy landmark network alone on one crop, ``at_once`` runs side by side."""
    from engine.perception.networks.blazepose import BlazePose
    from engine.video import VideoFile

    estimator = BlazePose(threads=threads)
    with VideoFile(clip) as source:
        image = next(iter(source.frames())).image
    person = estimator.people(image, 0.0, thoroughness=1)[0]
    network = estimator._landmarks
    from engine.perception.crops import crop

    feed = {network.inputs[0]: crop(image, person.box, 256).astype("float32")[None] / 255.0}
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda _: network.run(feed), range(4)))
        start = time.perf_counter()
        list(pool.map(lambda _: network.run(feed), range(frames)))
    return frames / (time.perf_counter() - start)


def perception_rate(clip: Path) -> tuple[float, float]:
    """Analysed frames a second of perception end to end, and people looked at a second."""
    from engine.gait.silhouettes import normalize_silhouette
    from engine.perception.networks.blazepose import BlazePose
    from engine.perception.recording import perceive
    from engine.video import VideoFile

    estimator = BlazePose()
    with VideoFile(clip) as source:
        start = time.perf_counter()
        recording = perceive(source, estimator, silhouette=normalize_silhouette)
        seconds = time.perf_counter() - start
    people = sum(len(track.seconds) for track in recording.tracks)
    return len(recording.frame_seconds) / seconds, people / seconds


def decode_rate(clip: Path) -> float:
    """Frames a second of decoding alone, at the analysis rate (frames not analysed are decoded, too)."""
    from engine.video import VideoFile

    with VideoFile(clip) as source:
        start = time.perf_counter()
        count = sum(1 for _ in source.frames(rate=15.0))
    return count / (time.perf_counter() - start)


def perception_against_network(clip: Path) -> None:
    """Compare perception end to end with the landmark network alone, in turns."""
    rates: dict[str, list[float]] = {
        name: [] for name in ("one", "pairs", "decode", "all", "people")
    }
    perception_rate(clip)  # imports and first allocations are not what is compared
    for _ in range(ROUNDS):
        rates["one"].append(network_rates(clip, threads=2, at_once=1))
        rates["pairs"].append(network_rates(clip, threads=1, at_once=2))
        rates["decode"].append(decode_rate(clip))
        frames, people = perception_rate(clip)
        rates["all"].append(frames)
        rates["people"].append(people)
    middle = {name: statistics.median(values) for name, values in rates.items()}
    say(f"perception at 1080p, {clip.name}, median of {ROUNDS} rounds in turns")
    say(f"  heavy landmark network alone, two threads       {middle['one']:7.1f} runs/s")
    say(f"  the same, two runs of one thread side by side   {middle['pairs']:7.1f} runs/s")
    say(f"  decoding alone, 15 frames kept a second         {middle['decode']:7.1f} frames/s")
    say(f"  perception end to end                           {middle['all']:7.1f} frames/s")
    say(f"  the same, people looked at (one run each)       {middle['people']:7.1f} a second")
    say(
        f"  people looked at / network on two threads       {middle['people'] / middle['one']:7.0%}"
    )
    say(
        f"  people looked at / network in pairs             {middle['people'] / middle['pairs']:7.0%}"
    )


_SCREEN = """
    import sys, time
    start = time.perf_counter()
    from pathlib import Path
    from engine.pipeline import screen_video
    result = screen_video(Path(sys.argv[1]))
    seconds = time.perf_counter() - start
    # Not getrusage: its peak is inherited from the process that started this one.
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    stages = result.provenance.stage_seconds
    shares = ", ".join(f"{name} {value / seconds:.0%}" for name, value in stages.items())
    print(f"{seconds:.2f}|{peak:.0f}|{result.provenance.frames_analysed}|{shares}|{result.outcome}")
"""


def whole_screening(clip: Path, rounds: int = 3) -> None:
    """Screen a clip in a process of its own: time against its duration, peak memory, shares."""
    from engine.video import probe

    info = probe(clip)
    rows = []
    for _ in range(rounds):
        out = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(_SCREEN), str(clip)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        rows.append(out.strip().split("|"))
    rows.sort(key=lambda row: float(row[0]))
    seconds, peak, frames, shares, outcome = rows[len(rows) // 2]
    worst = max(float(row[1]) for row in rows)
    say(f"{clip.name}: {info.width}x{info.height}, {info.fps:.0f}/s, {info.duration_seconds:.1f} s")
    say(
        f"  file to result {float(seconds):.1f} s = {float(seconds) / info.duration_seconds:.2f} x its "
        f"duration; {frames} frames of the walker; {outcome}"
    )
    say(f"  shares: {shares}")
    say(f"  peak memory {peak} MB (worst of {rounds}: {worst:.0f} MB)")


def first_window() -> None:
    """Time from the start of the process to a window that takes input."""
    rows = []
    for _ in range(ROUNDS):
        process = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.first_window", str(time.monotonic())],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        rows.append(process.stdout.strip().split("|"))
    seconds = [float(row[0]) for row in rows]
    say(
        f"first window usable after {statistics.median(seconds):.2f} s (median of {ROUNDS}; first, "
        f"cold: {seconds[0]:.2f} s); heavy modules in it: {rows[-1][1]}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="also a clip of ten minutes")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = ten_seconds_1080p(folder)
        # One person walks in the sample, two people are in the other clip.
        perception_against_network(SAMPLES / "simulated_walk.mp4")
        perception_against_network(clip)
        say()
        for path in (clip, *sorted(SAMPLES.glob("*.mp4")), SOURCE):
            whole_screening(path, options.rounds)
        say()
        first_window()
        if options.long:
            say()
            whole_screening(repeated(clip, 60, folder / "ten_minutes.mp4"), 1)


if __name__ == "__main__":
    main()
