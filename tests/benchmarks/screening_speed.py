"""A screening on one provider against another, side by side in one run, and whether the results are the same.

    python -m tests.benchmarks.screening_speed                       ONNX Runtime against OpenVINO
    python -m tests.benchmarks.screening_speed --rounds 7            the figures of docs/benchmarks.md
    python -m tests.benchmarks.screening_speed --other CUDAExecutionProvider

Both take turns in every round, so that a busy minute slows both: read the ratios. Networks stay open and
libraries are loaded, as in the window after the first video.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from engine.core.resources import resource
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.perception.networks.blazepose import BlazePose, runs_at_once
from engine.perception.networks.pose_question import known_question
from engine.pipeline.analysis import analyse_video
from engine.pipeline.judgement import DEFAULT_MODEL, judge
from engine.runtime.providers import OPENVINO, PROCESSOR, title
from tests.benchmarks.clips import SOURCE, ten_seconds_1080p

SAMPLES = ("simulated_walk.mp4", "sports2d_demo.mp4")


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def in_turns(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each work; the first round warms up and does not count."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            if number:
                times[name].append(time.perf_counter() - begun)
    return {name: statistics.median(values) for name, values in times.items()}


def network(pose: BlazePose, runs: int = 24) -> None:
    """Run the heavy network on the known question, as many at once as a screening does."""
    loaded = pose._landmarks
    feeds = {loaded.inputs[0]: known_question().feeds["picture"]}
    with ThreadPoolExecutor(runs_at_once(os.cpu_count() or 1)) as pool:
        list(pool.map(lambda _: loaded.run(feeds), range(runs)))


class Screening:
    """Screens a clip with networks that stay open; keeps the latest result."""

    def __init__(self, clip: Path, pose: BlazePose) -> None:
        from engine.inference.predictor import load_predictor
        from engine.library.installed_models import find

        self._request, self._pose = ScreeningRequest(clip), pose
        self._predictor = load_predictor(find(DEFAULT_MODEL), device="cpu")
        self.result: ScreeningResult | None = None

    def __call__(self) -> None:
        request = self._request
        analysis = analyse_video(request.path, rate=request.rate, open_networks=lambda: self._pose)
        self.result = judge(analysis, person=None, model=self._predictor).result


def apart(one: ScreeningResult, other: ScreeningResult) -> str:
    """Say how far two results are apart."""
    degrees = [
        abs(measured.value - other.measurements[name].value)
        for name, measured in one.measurements.items()
        if measured.unit == "degrees"
        and measured.value is not None
        and other.measurements[name].value is not None
    ]
    first, second = one.probabilities or {}, other.probabilities or {}
    scores = [abs(first[name] - second[name]) for name in first.keys() & second.keys()]
    said = [f"{max(degrees):.4f} degrees" if degrees else "no angle measured"]
    said.append(f"{max(scores):.4f} of a score" if scores else "no score")
    said.append("same outcome" if one.outcome == other.outcome else "OTHER OUTCOME")
    return ", ".join(said)


def compare(clip: Path, poses: Mapping[str, BlazePose], rounds: int) -> None:
    works = {name: Screening(clip, pose) for name, pose in poses.items()}
    middle = in_turns(works, rounds)
    before, after = works.values()
    assert before.result is not None
    assert after.result is not None
    say(f"{clip.name}: {told(middle)}; apart by {apart(before.result, after.result)}")


def told(middle: Mapping[str, float]) -> str:
    (first, before), (second, after) = middle.items()
    return f"{first} {before:.2f} s, {second} {after:.2f} s, {before / after:.2f} x"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--other", default=OPENVINO, help="the provider that is compared")
    options = parser.parse_args()
    poses = {title(name): BlazePose(provider=name) for name in (PROCESSOR, options.other)}
    runs = {name: partial(network, pose) for name, pose in poses.items()}
    say(f"median of {options.rounds} rounds in turns, {os.cpu_count()} cores")
    say(f"heavy landmark network, 24 runs: {told(in_turns(runs, options.rounds))}")
    with tempfile.TemporaryDirectory() as name:
        clips = [resource("samples", sample) for sample in SAMPLES]
        for clip in (*clips, SOURCE, ten_seconds_1080p(Path(name))):
            compare(clip, poses, options.rounds)


if __name__ == "__main__":
    main()
