"""``scolioapp phantoms``: simulated walkers with a known body, to test and to fit the measurements."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told
from engine.core.progress import Cancel, Progress, ProgressReport
from engine.core.progress import check as check_cancelled

if TYPE_CHECKING:
    from engine.core.result import HeelStrike
    from engine.evaluation.agreement import Agreement
    from engine.evaluation.strikes import StrikeError
    from engine.simulation.phantoms import PhantomSpec

commands = typer.Typer(
    name="phantoms", no_args_is_help=True, help="Simulated walkers with known bodies."
)

Roll = Annotated[float, typer.Option(min=0, max=30, help="Largest roll of the cameras, degrees.")]
Pitch = Annotated[
    float, typer.Option(min=0, max=30, help="Largest downward pitch of the cameras, degrees.")
]
Turn = Annotated[
    float, typer.Option(min=0, max=60, help="Largest sideways angle of the cameras, degrees.")
]
Folder = Annotated[Path, typer.Argument(help="Folder of the phantom videos.")]


def _share(progress: Progress, number: int, count: int) -> Progress:
    """Give a listener for one of many equal pieces of work."""

    def listen(report: ProgressReport) -> None:
        fraction = None if report.fraction is None else (number + report.fraction) / count
        progress(ProgressReport(report.stage, fraction))

    return listen


@commands.command()
def make(
    folder: Folder,
    count: Annotated[int, typer.Option(min=1, help="Number of people.")] = 40,
    seed: Annotated[int, typer.Option(help="Nothing was fitted on seed 2026.")] = 2026,
    roll: Roll = 0.0,
    pitch: Pitch = 0.0,
    turn: Turn = 0.0,
) -> None:
    """Render phantom videos, each with its true values in a file beside it; existing ones are kept."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        _make(folder, _specs(count, seed, roll, pitch, turn), progress, cancel)


def _specs(
    count: int, seed: int, roll: float, pitch: float, turn: float
) -> tuple[PhantomSpec, ...]:
    from engine.simulation.camera import Tilt
    from engine.simulation.phantoms import phantom_specs

    return phantom_specs(count, seed, Tilt(roll, pitch, turn))


def _make(
    folder: Path, specs: Sequence[PhantomSpec], progress: Progress, cancel: Cancel
) -> list[Path]:
    from engine.core.files import check_folder
    from engine.simulation.phantoms import write_phantom

    check_folder(folder)
    videos, count = [], len(specs)
    for number, spec in enumerate(specs):
        video = folder / f"{spec.name}.mp4"
        if not video.with_suffix(".truth.json").exists():
            write_phantom(video, spec, progress=_share(progress, number, count), cancel=cancel)
        videos.append(video)
    return videos


@commands.command()
def check(
    folder: Folder,
    count: Annotated[int, typer.Option(min=3, help="Number of people.")] = 40,
    seed: Annotated[int, typer.Option(help="Nothing was fitted on seed 2026.")] = 2026,
    roll: Roll = 0.0,
    pitch: Pitch = 0.0,
    turn: Turn = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Screen phantom videos and compare measured with true values.

    Missing videos are rendered first. Prints bias, slope and 95 % limits of agreement of each
    measurement, and how early or late heel strikes are found; writes each result next to its video.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        specs = _specs(count, seed, roll, pitch, turn)
        videos = _make(folder, specs, progress, cancel)
        results = _screen_all(videos, progress, cancel)
        strikes = _strike_errors(videos, specs, cancel)
    if as_json:
        say(json.dumps([dataclasses.asdict(result) for result in results]))
        return
    from engine.evaluation.agreement import agreement_table
    from engine.evaluation.strikes import strike_table

    say(f"{count} simulated walkers, seed {seed}, from the video file to the result:")
    for row in (*agreement_table(results), *strike_table(strikes)):
        say(row)


def _strike_errors(
    videos: list[Path], specs: Sequence[PhantomSpec], cancel: Cancel
) -> list[tuple[str, StrikeError]]:
    """Give the error of heel strikes: from the videos, and from true keypoints by frame rate."""
    from engine.core.result import HeelStrike
    from engine.evaluation.strikes import strike_error
    from engine.simulation.phantoms import read_truth

    seen: list[tuple[Sequence[HeelStrike], Sequence[HeelStrike]]] = []
    for video in videos:
        result = json.loads(video.with_suffix(".result.json").read_text(encoding="utf-8"))
        found = ((result.get("gait") or {}).get("heel_strikes")) or []
        true = read_truth(video)["heel_strikes"]
        walk = [[HeelStrike.model_validate(one) for one in strikes] for strikes in (found, true)]
        seen.append((walk[0], walk[1]))
    rows = [("from the videos", strike_error(seen))]
    for rate in _STRIKE_RATES:
        check_cancelled(cancel)
        walks = [_true_strikes(spec, rate) for spec in specs]
        rows.append((f"true keypoints, {rate:.0f} frames a second", strike_error(walks)))
    return rows


_STRIKE_RATES = (10.0, 15.0, 25.0, 30.0, 60.0)
_KEYPOINT_NOISE = 0.01


def _true_strikes(
    spec: PhantomSpec, rate: float
) -> tuple[Sequence[HeelStrike], Sequence[HeelStrike]]:
    """Give found and true strikes of a walker seen as keypoints alone, 1 % of the height off."""
    import numpy as np

    from engine.gait.events import gait_facts
    from engine.gait.sequence import GaitSequence, SourceFacts
    from engine.simulation.phantoms import Phantom

    phantom = Phantom(dataclasses.replace(spec, fps=rate))
    points = phantom.keypoints().astype(np.float64)
    height = np.ptp(points[..., 1], axis=1)[:, None, None]
    noise = np.random.default_rng(spec.seed).normal(size=(*points.shape[:2], 2))
    points[..., :2] += _KEYPOINT_NOISE * height * noise
    sequence = GaitSequence(
        silhouettes=np.zeros((len(points), 64, 64), np.uint8),
        keypoints=points.astype(np.float32),
        seconds=phantom.seconds,
        source=SourceFacts(spec.camera.width, spec.camera.height, rate),
        keypoint_set="true",
    )
    return gait_facts(sequence).heel_strikes, phantom.stroll.heel_strikes


def _screen_all(videos: list[Path], progress: Progress, cancel: Cancel) -> list[Agreement]:
    from engine.core.files import write_text
    from engine.evaluation.agreement import agreement
    from engine.gait.measurements import NAMES
    from engine.pipeline.screening import analyse_video, judge
    from engine.simulation.phantoms import read_truth

    true: dict[str, list[float]] = {name: [] for name in NAMES}
    found: dict[str, list[float | None]] = {name: [] for name in NAMES}
    units = dict.fromkeys(NAMES, "degrees")
    for number, video in enumerate(videos):
        piece = _share(progress, number, len(videos))
        screening = judge(analyse_video(video, progress=piece, cancel=cancel))
        write_text(video.with_suffix(".result.json"), screening.result.to_json())
        if screening.sequence is not None:
            screening.sequence.save(video.with_suffix(".gait.npz"))
        truth = read_truth(video)["measurements"]
        for name in NAMES:
            measured = screening.result.measurements.get(name)
            true[name].append(truth[name])
            found[name].append(measured.value if measured and measured.measurable else None)
            units[name] = measured.unit if measured else units[name]
    return [agreement(name, true[name], found[name], unit=units[name]) for name in NAMES]


@commands.command()
def fit(
    folder: Annotated[Path, typer.Argument(help="Folder for the walks; existing ones are kept.")],
    count: Annotated[int, typer.Option(min=30, help="Number of people.")] = 400,
    seed: Annotated[
        int, typer.Option(min=100000, help="Seeds from 100000 are for fitting.")
    ] = 100000,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the fit. [default: FOLDER/measurements]")
    ] = None,
) -> None:
    """Fit the measurement correction on simulated walkers, as the bundled one was.

    Short walks (3.3 s, 15 frames a second) are rendered in memory and read by the pose networks.
    Prints how well the fit does on people it left out.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.core.files import check_folder
        from engine.evaluation.measurement_fit import fit_measurements

        destination = out or folder / "measurements"
        check_folder(folder)
        check_folder(destination)
        _watch(folder, count, seed, progress, cancel)
        note = (
            f"scolioapp phantoms fit --count {count} --seed {seed}: {_FIT_SECONDS} s at {_FIT_RATE:.0f} "
            "frames a second, rendered in memory and seen through the pose networks"
        )
        result = fit_measurements(folder, destination, note=note, progress=progress, cancel=cancel)
    from engine.evaluation.agreement import agreement_table

    say(
        f"{result.people} simulated people, each predicted from the others ({result.left_out} left out):"
    )
    for row in agreement_table(result.agreements):
        say(row)
    say(f"Written: {destination}")


_FIT_SECONDS, _FIT_RATE = 3.3, 15.0


def _watch(folder: Path, count: int, seed: int, progress: Progress, cancel: Cancel) -> None:
    """See simulated walkers through the pose networks; keep each walk with its truth."""
    from engine.core.files import write_text
    from engine.gait.silhouettes import normalize_silhouette
    from engine.perception.blazepose import BlazePose
    from engine.perception.recording import perceive
    from engine.pipeline.analysis import sequences_of
    from engine.simulation.filming import PhantomSource
    from engine.simulation.phantoms import Phantom, draw_phantom

    folder.mkdir(parents=True, exist_ok=True)
    estimator = BlazePose()
    for number in range(count):
        spec = draw_phantom(number, seed)
        file = folder / f"{spec.name}.gait.npz"
        if file.exists():
            continue
        spec = dataclasses.replace(spec, fps=_FIT_RATE, seconds=_FIT_SECONDS)
        phantom = Phantom(spec)
        piece = _share(progress, number, count)
        recording = perceive(
            PhantomSource(phantom),
            estimator,
            silhouette=normalize_silhouette,
            progress=piece,
            cancel=cancel,
        )
        if recording.walker is None:
            continue
        write_text(folder / f"{spec.name}.truth.json", json.dumps(phantom.truth()))
        sequences_of(recording)[recording.walker].save(file)
