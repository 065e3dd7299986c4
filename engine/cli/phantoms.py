"""``scolioapp phantoms``: simulated walkers with a known body, to test and to fit the measurements."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told
from engine.core.progress import Cancel, Progress, share_of
from engine.core.progress import check as check_cancelled

if TYPE_CHECKING:
    from engine.core.result import HeelStrike, Measurement
    from engine.evaluation.agreement import Agreement
    from engine.evaluation.agreement_by_condition import Case, MeasuredPair
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
MakeName = Annotated[
    str,
    typer.Option(
        "--make", help="Way of making walkers: plain, puppet, dressed, toon, washed, or all."
    ),
]
FittingSeed = Annotated[int, typer.Option(min=100000, help="Seeds from 100000 on are for fitting.")]
Filmed = Annotated[
    Literal["usual", "any"],
    typer.Option(help="usual: level camera, 720p or 1080p; any: turned, 360p to 4K, compressed."),
]


@commands.command()
def make(
    folder: Folder,
    count: Annotated[int, typer.Option(min=1, help="Number of people.")] = 40,
    seed: Annotated[int, typer.Option(help="Nothing was fitted on seed 2026.")] = 2026,
    roll: Roll = 0.0,
    pitch: Pitch = 0.0,
    turn: Turn = 0.0,
    make_name: MakeName = "plain",
    conditions: Filmed = "usual",
) -> None:
    """Render phantom videos, each with its true values in a file beside it; existing ones are kept."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        specs = _specs(count, seed, (roll, pitch, turn), make_name, conditions)
        _make(folder, specs, progress, cancel)


def _specs(
    count: int,
    seed: int,
    tilt: tuple[float, float, float],
    make_name: str,
    conditions: Literal["usual", "any"],
) -> tuple[PhantomSpec, ...]:
    from engine.simulation.camera import Tilt
    from engine.simulation.phantoms import phantom_specs

    return phantom_specs(count, seed, Tilt(*tilt), make=make_name, conditions=conditions)


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
            piece = share_of(progress, number, count)
            write_phantom(video, spec, progress=piece, cancel=cancel)
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
    make_name: MakeName = "plain",
    conditions: Filmed = "usual",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Screen phantom videos and compare measured with true values.

    Missing videos are rendered first. Prints bias, slope and 95 % limits of agreement of each measurement,
    the same and the coverage of its intervals in each condition, and how early or late heel strikes are
    found; writes each result next to its video.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        specs = _specs(count, seed, (roll, pitch, turn), make_name, conditions)
        videos = _make(folder, specs, progress, cancel)
        checked = _screen_all(videos, progress, cancel)
        strikes = _strike_errors(videos, specs, cancel)
    from engine.core.measurands import BY_KEYPOINTS
    from engine.evaluation.agreement_by_condition import condition_rows, condition_table

    rows = condition_rows(checked.cases, tuple(BY_KEYPOINTS))
    if as_json:
        figures = [dataclasses.asdict(one) for one in checked.agreements]
        by_condition = [dataclasses.asdict(row) | {"coverage": row.coverage} for row in rows]
        say(json.dumps({"measurements": figures, "conditions": by_condition}))
        return
    from engine.evaluation.agreement import agreement_table
    from engine.evaluation.strikes import strike_table

    say(f"{count} simulated walkers, seed {seed}, from the video file to the result:")
    for line in (
        *agreement_table(checked.agreements),
        *strike_table(strikes),
        *condition_table(rows),
    ):
        say(line)


def _strike_errors(
    videos: list[Path], specs: Sequence[PhantomSpec], cancel: Cancel
) -> list[tuple[str, StrikeError]]:
    """Return the error of heel strikes: from the videos, and from true keypoints by frame rate."""
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
    """Return found and true strikes of a walker seen as keypoints alone, 1 % of the height off."""
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
    return gait_facts(sequence).heel_strikes, phantom.walk_motion.heel_strikes


class _Checked(NamedTuple):
    """What screening phantoms gave: agreement of each measurement, and each recording with its bands."""

    agreements: list[Agreement]
    cases: list[Case]


def _screen_all(videos: list[Path], progress: Progress, cancel: Cancel) -> _Checked:
    from engine.core.files import write_text
    from engine.core.measurands import BY_KEYPOINTS, MEASURANDS
    from engine.evaluation.agreement import agreement
    from engine.evaluation.agreement_by_condition import Case
    from engine.pipeline.screening import Screener, ScreeningRequest
    from engine.simulation.bands import bands_of
    from engine.simulation.phantoms import read_truth

    cases, screener = [], Screener()
    for number, video in enumerate(videos):
        piece = share_of(progress, number, len(videos))
        screening = screener.screen(ScreeningRequest(video), progress=piece, cancel=cancel)
        write_text(video.with_suffix(".result.json"), screening.result.to_json())
        if screening.sequence is not None:
            screening.sequence.save(video.with_suffix(".gait.npz"))
        truth = read_truth(video)
        measured = screening.result.measurements
        judged = {
            name: _judged(truth["measurements"][name], measured.get(name)) for name in BY_KEYPOINTS
        }
        cases.append(Case(bands_of(truth), judged))
    agreements = []
    for name in BY_KEYPOINTS:
        column = [case.pairs[name] for case in cases]
        true, found = [one.true for one in column], [one.value for one in column]
        agreements.append(agreement(name, true, found, unit=MEASURANDS[name].unit.value))
    return _Checked(agreements, cases)


def _judged(true: float, measured: Measurement | None) -> MeasuredPair:
    """Put a measurement beside its truth."""
    from engine.evaluation.agreement_by_condition import MeasuredPair

    if measured is None or not measured.measurable:
        return MeasuredPair(true, None)
    return MeasuredPair(true, measured.value, measured.low, measured.high)


@commands.command()
def fit(
    folder: Annotated[Path, typer.Argument(help="Folder for the walks; existing ones are kept.")],
    count: Annotated[int, typer.Option(min=30, help="Number of people.")] = 400,
    seed: FittingSeed = 100000,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the fit. [default: FOLDER/measurements]")
    ] = None,
    make_name: MakeName = "plain",
    conditions: Filmed = "usual",
) -> None:
    """Fit the measurement correction on simulated walkers, as the bundled one was.

    Short walks (3.3 s, at most 15 frames a second) are rendered in memory and read by the pose networks.
    Prints how well the fit does on people it left out.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.evaluation.measurement_fit import fit_measurements

        people = _People(count, seed, make_name, conditions)
        destination = out or folder / "measurements"
        _watch(folder, destination, people, progress, cancel)
        result = fit_measurements(
            folder, destination, note=people.recipe("fit"), progress=progress, cancel=cancel
        )
    from engine.evaluation.agreement import agreement_table

    say(
        f"{result.people} simulated people, each predicted from the others ({result.left_out} left out):"
    )
    for row in agreement_table(result.agreements):
        say(row)
    say(f"Written: {destination}")


@commands.command()
def shoulders(
    folder: Annotated[Path, typer.Argument(help="Folder for the looks; those there are kept.")],
    count: Annotated[int, typer.Option(min=60, help="How many people.")] = 545,
    seed: FittingSeed = 700000,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the networks. [default: FOLDER/networks]")
    ] = None,
    make_name: MakeName = "all",
    conditions: Filmed = "any",
) -> None:
    """Train the network of the shoulder line, as the bundled one was, and one without each make.

    Four frames of each walker are seen through the pose network. Prints the error on each make by the
    network that never saw it.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.core.files import check_folder
        from engine.training.shoulder_fit import fit_shoulder_line, read_shoulder_frames

        people = _People(count, seed, make_name, conditions)
        destination = out or folder / "networks"
        check_folder(destination)
        _look_at_shoulders(folder, people, progress, cancel)
        frames = read_shoulder_frames(folder)
        errors = fit_shoulder_line(frames, destination, progress=progress, cancel=cancel)
    say("Shoulder tilt of single people, degrees: the make left out, and the pose network's own:")
    for one in errors:
        say(
            f"{one.make:8} {one.people:4}  sd {one.spread:.2f}  slope {one.slope:.2f}    "
            f"sd {one.plain_spread:.2f}  slope {one.plain_slope:.2f}"
        )
    say(f"Written: {destination}")


def _look_at_shoulders(folder: Path, people: _People, progress: Progress, cancel: Cancel) -> None:
    """See frames of simulated walkers through the pose network; keep each walker's looks."""
    import numpy as np

    from engine.core.progress import Stage, report
    from engine.perception.networks.blazepose import BlazePose
    from engine.simulation.shoulder_frames import save_looks, shoulder_looks
    from engine.training.shoulder_fit import LOOKS

    folder.mkdir(parents=True, exist_ok=True)
    specs, estimator = people.specs(), BlazePose()
    for number, spec in enumerate(specs):
        check_cancelled(cancel)
        report(progress, Stage.SIMULATE, number / len(specs))
        file = folder / f"{spec.name}{LOOKS}"
        if not file.exists():
            rng = np.random.default_rng([people.seed, number, 77])
            save_looks(file, shoulder_looks(spec, estimator, rng), spec.make)


@dataclasses.dataclass(frozen=True, slots=True)
class _People:
    """Simulated walkers to fit on."""

    count: int
    seed: int
    make_name: str
    conditions: Literal["usual", "any"]

    def specs(self) -> tuple[PhantomSpec, ...]:
        """Draw them."""
        from engine.simulation.phantoms import short_walk

        return tuple(
            short_walk(number, self.seed, make=self.make_name, conditions=self.conditions)
            for number in range(self.count)
        )

    def recipe(self, command: str) -> str:
        """Say how their walks were made, for a card."""
        from engine.simulation.phantoms import SHORT_RATE, SHORT_SECONDS

        return (
            f"scolioapp phantoms {command} --count {self.count} --seed {self.seed} --make "
            f"{self.make_name} --conditions {self.conditions}: {SHORT_SECONDS} s at up to "
            f"{SHORT_RATE:.0f} frames a second, rendered in memory and seen through the pose networks"
        )


@commands.command()
def adapt(
    folder: Annotated[Path, typer.Argument(help="Folder for the walks; those there are kept.")],
    count: Annotated[int, typer.Option(min=30, help="How many people.")] = 400,
    seed: FittingSeed = 100000,
    base: Annotated[
        Path | None,
        typer.Option(help="Folder of the fit to start from. [default: the bundled one]"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the fit. [default: FOLDER/measurements]")
    ] = None,
    make_name: MakeName = "all",
    conditions: Filmed = "any",
    shoulders: Annotated[
        Path | None,
        typer.Option(
            help="Folder of networks that “shoulders” wrote: fit how far the shoulder line is trusted, each "
            "make seen by the network that never saw it; the rest stays."
        ),
    ] = None,
) -> None:
    """Fit how far a correction is trusted on pictures of other makes than it was fitted on.

    Short walks of all makes under any conditions are seen through the pose networks, each as by a level
    camera. Prints agreement on makes left out: of the mixture, of the correction alone, of plain means.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.evaluation.transfer_fit import adapt_correction

        people = _People(count, seed, make_name, conditions)
        destination = out or folder / "measurements"
        _watch(folder, destination, people, progress, cancel, shoulders)
        note = people.recipe("adapt")
        result = adapt_correction(
            folder,
            destination,
            base=base,
            shoulder_line=shoulders is not None,
            note=note,
            progress=progress,
            cancel=cancel,
        )
    from engine.evaluation.agreement import agreement_table

    makes = ", ".join(f"{name} {number}" for name, number in result.makes.items())
    say(f"{result.people} simulated people ({makes}), each make predicted from the others:")
    for title, table in (
        ("mixture of both, those shown", result.mixed),
        ("correction alone", result.alone),
        ("plain means", result.plain),
    ):
        say(f"{title}:")
        for row in agreement_table(table):
            say(row)
    for name, held in result.coverage.items():
        say(f"{name}: {100 * held:.0f} % of the stated 95 % intervals hold the truth")
    say(f"Written: {destination}")


def _watch(
    folder: Path,
    destination: Path,
    people: _People,
    progress: Progress,
    cancel: Cancel,
    shoulders: Path | None = None,
) -> None:
    """See simulated walkers through the pose networks; keep each walk with its truth.

    Whether the fit can be written to ``destination`` is looked at before. The shoulders of each make are seen
    by the network of ``shoulders`` that never saw the make.
    """
    from engine.core.files import check_folder, write_text
    from engine.gait.silhouettes import normalize_silhouette
    from engine.perception.networks.blazepose import BlazePose
    from engine.perception.recording import perceive
    from engine.pipeline.analysis import sequences_of
    from engine.simulation.film_in_memory import PhantomSource
    from engine.simulation.makes.catalogue import NAMES
    from engine.simulation.phantoms import Phantom
    from engine.training.shoulder_fit import WITHOUT

    check_folder(folder)
    check_folder(destination)
    folder.mkdir(parents=True, exist_ok=True)
    specs = people.specs()
    networks = {} if shoulders is None else {m: shoulders / WITHOUT.format(make=m) for m in NAMES}
    estimators = {
        make: BlazePose(shoulder_line=networks.get(make)) for make in {s.make for s in specs}
    }
    for number, spec in enumerate(specs):
        truth = folder / f"{spec.name}.truth.json"
        if truth.exists():
            continue
        phantom = Phantom(spec)
        piece = share_of(progress, number, len(specs))
        recording = perceive(
            PhantomSource(phantom),
            estimators[spec.make],
            silhouette=normalize_silhouette,
            progress=piece,
            cancel=cancel,
        )
        if recording.walker is not None:
            sequences_of(recording)[recording.walker].save(folder / f"{spec.name}.gait.npz")
        # The truth last: it says that this walker was seen, whether or not somebody was found.
        write_text(truth, json.dumps(phantom.truth()))
