"""The training runs of this computer, as they stand on disk: read off the interface's thread, time and again.

A run is a folder; whoever trains in it, this window, an earlier one or the command line, writes the same
files.
Imports the engine's runs: imported late. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from engine.core.errors import ConfigError, OutputError
from engine.core.files import hidden, write_failure
from engine.core.text import Text, text
from engine.runs.launch import Launched, end_of_output, is_launched
from engine.runs.log import Record, RunLog
from engine.runs.run_folder import RunFolder, open_existing, runs_in
from engine.runs.status import AT_WORK, Status, read_status
from engine.runs.training_config import TrainConfig

State = Literal["starting", "waiting", "running", "paused", "stopped", "failed", "done"]

LAST_STEPS = 30
"""Records of steps from which the time that is needed is told."""


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: steps and values; over folds the means, with their standard deviations."""

    steps: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    deviations: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Curves:
    """What is drawn of a run.

    Attributes:
        series: Curves by name, as in the log; ``total`` is the weighted sum of the losses, and what comes of
            looks at the validation people begins with ``validation_``.
        best: Step of the best look at the validation people, or None.
        folds: Curves of each fold, where ``series`` are means over the folds.
    """

    series: Mapping[str, Series] = field(default_factory=dict)
    best: int | None = None
    folds: tuple[Mapping[str, Series], ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """The best look at the validation people."""

    by: str
    value: float
    step: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it stood when it was looked at.

    Attributes:
        config: What is trained, or None where that cannot be read.
        best: The best look, or None.
        started: When it was made, seconds since 1970.
        left: Seconds that it needs still, or None where that is not known.
        device: Where it computes, or "".
        processes: How many processes train together; several cannot be paused.
        events: What happened besides steps and looks, as logged.
        evaluation: What the finished model's card says of its evaluation, or None.
        fold: Of a run over folds: the one at work, from 1; None for an ordinary run.
        counted: How many of how many people are simulated for it, while they are.
    """

    folder: RunFolder
    state: State
    config: TrainConfig | None = None
    iteration: int = 0
    iterations: int = 0
    sentences: tuple[Text, ...] = ()
    best: Best | None = None
    started: float = 0.0
    seconds: float = 0.0
    left: float | None = None
    device: str = ""
    processes: int = 1
    events: tuple[Record, ...] = ()
    finished: bool = False
    evaluation: Mapping[str, Any] | None = None
    fold: int | None = None
    reported: bool = False
    counted: tuple[int, int] | None = None

    @property
    def folds(self) -> int:
        """How many folds it has; 0 for an ordinary run."""
        return 0 if self.config is None else self.config.folds.count or 0

    @property
    def name(self) -> str:
        """What it is called: its folder's name."""
        return self.folder.path.name

    @property
    def at_work(self) -> bool:
        """Whether a process holds it."""
        return self.state == "starting" or self.state in AT_WORK

    @property
    def can_resume(self) -> bool:
        """Whether it can be gone on with."""
        return self.config is not None and self.state in ("stopped", "failed")

    @property
    def dataset(self) -> Path | None:
        """The dataset it learns from, or None for people simulated for it."""
        if self.config is None or self.config.folder is None:
            return None
        return self.config.folder.root


@dataclass(frozen=True, slots=True)
class Reading:
    """All runs at one moment, the newest first, and the curves of those that were asked for."""

    runs: tuple[Run, ...]
    curves: Mapping[Path, Curves]

    def differs(self, other: Reading) -> bool:
        """Say whether anything is not as it was; curves are made anew only when they have grown."""
        if self.runs != other.runs or self.curves.keys() != other.curves.keys():
            return True
        return any(curves is not other.curves[path] for path, curves in self.curves.items())


@dataclass(slots=True)
class _Known:
    """What is kept of a run between two looks."""

    log: RunLog
    config: TrainConfig | None = None
    problem: tuple[Text, ...] = ()
    folds: tuple[RunLog, ...] = ()
    curves: Curves | None = None
    run: Run | None = None
    stamp: tuple[object, ...] = ()

    @property
    def steps(self) -> list[Record]:
        """Records of the steps of the run, or of the fold that is at work."""
        begun = [log for log in self.folds if log.steps]
        return (begun[-1] if begun else self.log).steps


class RunsReader:
    """Reads the runs in a folder; one thread at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[Path, _Known] = {}

    def read(self, wanted: Iterable[Path] = ()) -> Reading:
        """Look at all runs."""
        folders = runs_in(self._root)
        there = {folder.path for folder in folders}
        self._known = {path: known for path, known in self._known.items() if path in there}
        runs = [self._look(folder) for folder in folders]
        curves = {
            path: _curves(self._known[path]) for path in dict.fromkeys(wanted) if path in there
        }
        newest = sorted(runs, key=lambda run: run.started, reverse=True)
        return Reading(tuple(newest), curves)

    def _look(self, folder: RunFolder) -> Run:
        known = self._known.get(folder.path)
        if known is None:
            known = self._known[folder.path] = _Known(RunLog(folder.log))
            try:
                known.config, _ = open_existing(folder)
            except ConfigError as error:
                known.problem = (error.what, error.remedy)
            if known.config is not None and known.config.is_cross_validation:
                count = known.config.folds.count or 0
                known.folds = tuple(
                    RunLog(folder.fold(number).log) for number in range(1, count + 1)
                )
        status = read_status(folder)
        begun = is_launched(folder, status)
        logs = (known.log, *known.folds)
        stamps = tuple(_stamp(log.path) for log in logs)
        there = (folder.model.is_dir(), folder.report.is_dir())
        stamp = (stamps, status, begun, there)
        if known.run is None or stamp != known.stamp:
            if any([log.refresh() for log in logs]):
                known.curves = None
            known.run, known.stamp = _run(folder, known, status, begun), stamp
        return known.run


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _run(folder: RunFolder, known: _Known, status: Status | None, begun: Launched) -> Run:
    state, sentences = _standing(status, begun)
    steps, config = known.steps, known.config
    reached, fold = _reached(folder, known)
    # The log is ahead of a status that is written once a second.
    iteration = reached if status is None else max(status.iteration, reached)
    iterations = 0 if status is None else status.iterations
    if not iterations and config is not None:
        iterations = config.optimiser.iterations * max(1, len(known.folds))
    begins = [one for one in known.log.events if one.get("event") in ("start", "resume")]
    done = [one for one in known.log.events if one.get("event") == "done"]
    return Run(
        folder=folder,
        state=state,
        config=config,
        iteration=iteration,
        iterations=iterations,
        sentences=(*known.problem, *sentences),
        best=_best(known),
        started=_stamp(folder.config)[1] / 1e9,
        seconds=sum(_seconds(log.steps) for log in known.folds or (known.log,)),
        left=_left(steps, iterations, iteration) if state == "running" else None,
        device=str(begins[-1].get("device", "")) if begins else "",
        processes=int(begins[-1].get("processes", 1)) if begins else 1,
        events=tuple(known.log.events),
        finished=folder.model.is_dir(),
        evaluation=done[-1].get("evaluation") if done else None,
        fold=fold,
        reported=folder.report.is_dir(),
        counted=status.counted if status is not None and state in AT_WORK else None,
    )


def _reached(folder: RunFolder, known: _Known) -> tuple[int, int | None]:
    """Return the steps that the logs tell of, over all folds, and which fold is at work."""
    if not known.folds or known.config is None:
        steps = known.log.steps
        return (int(steps[-1]["iteration"]) if steps else 0), None
    each, total, fold = known.config.optimiser.iterations, 0, 1
    for number, log in enumerate(known.folds, start=1):
        finished = folder.fold(number).model.is_dir()
        if log.steps:
            fold = number
        # One that stopped early is as far as one that went to the end.
        total += each if finished else int(log.steps[-1]["iteration"]) if log.steps else 0
    return total, fold


def _standing(status: Status | None, begun: Launched) -> tuple[State, tuple[Text, ...]]:
    """Say where a run stands, from its status and from whether a process was started since."""
    if begun == "starting":
        return "starting", ()
    if begun == "gone":
        return "failed", (text("Training ended before it could start."),)
    if status is None:
        return "stopped", (text("This run was never started; it can be resumed."),)
    sentences = status.sentences
    if not sentences and status.message:
        # One that an older program wrote.
        sentences = (Text(template="{message}", params={"message": status.message}),)
    return status.state, sentences


def _best(known: _Known) -> Best | None:
    looks = [look for look in known.log.looks if look.get("best")]
    if not looks or known.config is None:
        return None
    by = known.config.validation.by
    value = looks[-1].get(by)
    if not isinstance(value, int | float):
        return None
    return Best(by, float(value), int(looks[-1]["iteration"]))


def _seconds(steps: list[Record]) -> float:
    """Return the time that was learned; the clock begins anew with each process."""
    total = last = 0.0
    for step in steps:
        now = float(step.get("seconds", 0.0))
        total += now - last if now >= last else now
        last = now
    return total


def _left(steps: list[Record], iterations: int, reached: int) -> float | None:
    """Return the seconds that are needed still, as fast as the last steps were."""
    recent = steps[-LAST_STEPS:]
    pairs = [(int(one["iteration"]), float(one.get("seconds", 0.0))) for one in recent]
    # Only those of the process at work: its clock began anew.
    while len(pairs) > 1 and pairs[0][1] > pairs[-1][1]:
        pairs.pop(0)
    if len(pairs) < 2 or pairs[-1][0] <= pairs[0][0]:
        return None
    each = (pairs[-1][1] - pairs[0][1]) / (pairs[-1][0] - pairs[0][0])
    return max(0.0, each * (iterations - reached))


def _curves(known: _Known) -> Curves:
    if known.curves is None and known.folds:
        folds = tuple(_of_log(log, known.config) for log in known.folds if log.steps)
        known.curves = Curves(_means(folds), None, folds)
    elif known.curves is None:
        best = _best(known)
        series = _of_log(known.log, known.config)
        known.curves = Curves(series, None if best is None else best.step)
    return known.curves or Curves()


def _of_log(log: RunLog, config: TrainConfig | None) -> dict[str, Series]:
    """Return the curves of one log by name."""
    series = {
        **_series(log.steps, "", ("iteration", "seconds", "triplet_nonzero")),
        **_series(log.looks, "validation_", ("iteration", "event", "best")),
    }
    total = _total(log, config)
    if total is not None:
        series["total"] = total
    return series


def _means(folds: tuple[Mapping[str, Series], ...]) -> dict[str, Series]:
    """Return mean and standard deviation (n - 1) of each curve over the folds that have come so far.

    Where only one fold has come to a step, its value is the mean and the deviation is 0.
    """
    found: dict[str, Series] = {}
    for name in dict.fromkeys(name for fold in folds for name in fold):
        values: dict[int, list[float]] = {}
        for fold in folds:
            series = fold.get(name, Series())
            for step, value in zip(series.steps, series.values, strict=True):
                if math.isfinite(value):
                    values.setdefault(step, []).append(value)
        steps = sorted(values)
        found[name] = Series(
            tuple(steps),
            tuple(statistics.fmean(values[step]) for step in steps),
            tuple(
                statistics.stdev(values[step]) if len(values[step]) > 1 else 0.0 for step in steps
            ),
        )
    return found


def _series(records: list[Record], before: str, without: tuple[str, ...]) -> dict[str, Series]:
    points: dict[str, tuple[list[int], list[float]]] = {}
    for record in records:
        for name, value in record.items():
            if name not in without and isinstance(value, int | float):
                steps, values = points.setdefault(f"{before}{name}", ([], []))
                steps.append(record["iteration"])
                values.append(float(value))
    return {name: Series(tuple(steps), tuple(values)) for name, (steps, values) in points.items()}


def _total(log: RunLog, config: TrainConfig | None) -> Series | None:
    """Return the weighted sum of the losses, where there is more than one."""
    if config is None or config.network.kind == "sconet":
        return None
    losses = config.losses
    rows = [one for one in log.steps if "cross_entropy" in one and "triplet" in one]
    return Series(
        tuple(one["iteration"] for one in rows),
        tuple(
            losses.entropy_weight * one["cross_entropy"] + losses.triplet_weight * one["triplet"]
            for one in rows
        ),
    )


def delete(folder: RunFolder) -> None:
    """Delete a run for good, unless a process holds it.

    Raises:
        OutputError: A process holds it, or it cannot be deleted.
    """
    status = read_status(folder)
    working = status is not None and status.state in AT_WORK
    if working or is_launched(folder, status) == "starting":
        raise OutputError(
            text("The run “{name}” is still running.", name=folder.path.name),
            text("Stop it first."),
        )
    # Away at once, although the disk may take its time.
    aside = hidden(folder.path, "deleted")
    try:
        os.rename(folder.path, aside)
    except OSError as error:
        raise write_failure(folder.path, error) from error
    with contextlib.suppress(OSError):
        shutil.rmtree(aside)


def output_of(folder: RunFolder) -> str:
    """Return the end of what the trainer printed."""
    return end_of_output(folder)
