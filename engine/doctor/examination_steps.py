"""The whole examination: which checks are made, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.core.computing import DeviceName
from engine.core.examination import Check
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import Text, text
from engine.doctor import (
    cameras,
    computer,
    computing_steps,
    model_steps,
    packages,
    provider_steps,
    storage,
    this_program,
    video_check,
)
from engine.doctor.step import Finding, Step, run_step


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be examined.

    Attributes:
        folders: Where the program keeps its files, by name (see `engine.doctor.storage.TITLES`).
        deep: Whether torch is started, too, and a bundled walk is screened from file to result; takes some
            ten seconds more.
        cameras: Whether cameras are looked for. The window asks Qt, which sees more, and leaves this out.
        device: Where judging was asked to compute.
        providers: Whether every way to compute is asked a known question anew, and the fastest that answers
            right is kept; takes some ten seconds for each.
        more: Checks of the program around the engine, made after those of the folders.
    """

    folders: Mapping[str, Path] = field(default_factory=dict)
    deep: bool = False
    cameras: bool = True
    device: DeviceName = "auto"
    providers: bool = False
    more: Sequence[Step] = ()


def examine(
    request: Request,
    *,
    found: Callable[[Check], None] | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[Check, ...]:
    """Make every check; what breaks is a line that fails.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    steps = plan(request)
    made: list[Check] = []
    for number, step in enumerate(steps):
        check(cancel)
        report(progress, Stage.CHECK, number / len(steps))
        made.append(run_step(step, cancel))
        if found is not None:
            found(made[-1])
    report(progress, Stage.DONE, 1.0, 0.0)
    return tuple(made)


def plan(request: Request) -> tuple[Step, ...]:
    """Return every step, in the order in which they are shown."""
    families: list[tuple[str, Text, Callable[[], Sequence[Step]]]] = [
        ("program", text("Program"), this_program.steps),
        ("packages", text("Packages"), packages.steps),
        ("computer", text("Processor and memory"), computer.steps),
        (
            "computing",
            text("Where networks run"),
            lambda: computing_steps.steps(request.device, deep=request.deep),
        ),
        (
            "providers",
            text("Fastest correct way to compute"),
            lambda: provider_steps.steps(ask=request.providers),
        ),
        ("video", text("Reading videos"), video_check.steps),
        ("models", text("Models"), lambda: model_steps.steps(request.folders.get("models"))),
        ("storage", text("Folders"), lambda: storage.steps(request.folders)),
        ("more", text("Protected records"), lambda: request.more),
    ]
    if request.cameras:
        families.append(("cameras", text("Cameras"), cameras.steps))
    if request.deep:
        families.append(("screening", text("Screening a bundled walk"), model_steps.deep_steps))
    steps: list[Step] = []
    for name, title, family in families:
        steps.extend(_steps_of(name, title, family))
    return tuple(steps)


def _steps_of(name: str, title: Text, family: Callable[[], Sequence[Step]]) -> Sequence[Step]:
    """Return the steps of a family; one that raises what hindered the family where it has none."""
    try:
        return family()
    except Exception as error:  # noqa: BLE001 - raised again within its step, which tells it and goes on
        hindered = error

    def run(_cancel: Cancel | None) -> Finding:
        raise hindered

    return [Step(name, title, run)]
