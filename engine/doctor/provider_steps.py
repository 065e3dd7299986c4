"""Which way to compute is right and fastest here: a known question to each, and what was kept of it.

The table is the only thing that an examination keeps: the program computes by it from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from engine.core.examination import State
from engine.core.progress import Cancel, Progress
from engine.core.text import Text, text
from engine.doctor.step import Finding, Step
from engine.runtime import providers, race_table
from engine.runtime.race import KnownQuestion, Trial, race
from engine.runtime.race import State as Answer
from engine.runtime.race_table import RaceTable

_PLACES: Final = {
    "pose": lambda provider: text("Finding people: {provider}", provider=provider),
    "gait": lambda provider: text("Judging gait: {provider}", provider=provider),
}


@dataclass(slots=True, eq=False)
class _Race:
    """What was asked so far in one examination."""

    questions: Sequence[KnownQuestion]
    trials: list[Trial] = field(default_factory=list)


def steps(*, ask: bool) -> Sequence[Step]:
    """Return the checks of this family: a line for each way to compute where they are asked anew.

    Args:
        ask: Whether every provider is asked now; else what was kept is told.
    """
    if not ask:
        return [Step("providers", text("Fastest correct way to compute"), _kept)]
    asked = _Race(known_questions())
    found = [
        Step(
            f"provider:{question.network}:{name}",
            _PLACES[question.network](providers.title(name)),
            partial(_ask, asked, question, name),
        )
        for question in asked.questions
        for name in asked_of(question)
    ]
    decide = partial(_decide, asked)
    return [*found, Step("providers", text("Fastest correct way to compute"), decide)]


def known_questions() -> tuple[KnownQuestion, ...]:
    """Return the questions about the pose network and about the gait network that come with the program."""
    from engine.inference import gait_question as gait
    from engine.library import installed_models
    from engine.perception.networks import pose_question as pose

    bundled = [
        one for one in installed_models.list_installed() if one.bundled and one.problem is None
    ]
    return (pose.known_question(), *(gait.known_question(one.folder) for one in bundled[:1]))


def asked_of(question: KnownQuestion) -> tuple[str, ...]:
    """Return the providers that could compute the network of a question; torch has gait networks alone."""
    names = providers.offered()
    if question.network == "gait":
        return names
    return tuple(name for name in names if name != providers.TORCH)


def run_race(
    *,
    found: Callable[[Trial], None] | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> RaceTable:
    """Ask every provider every question, and keep the table.

    Raises:
        CancelledError: ``cancel`` was set; the table is as it was.
        OutputError: The table cannot be written.
    """
    questions = known_questions()
    trials = [
        trial
        for question in questions
        for trial in race(
            [question], asked_of(question), found=found, progress=progress, cancel=cancel
        )
    ]
    table = race_table.table_of(questions, trials)
    race_table.keep(table)
    return table


def _ask(asked: _Race, question: KnownQuestion, name: str, cancel: Cancel | None) -> Finding:
    trial = race([question], [name], cancel=cancel)[0]
    asked.trials.append(trial)
    return finding_of(trial)


def finding_of(trial: Trial) -> Finding:
    """Say how a provider came out; what is crossed out is no obstacle, another computes."""
    if trial.state is Answer.RIGHT:
        return Finding(
            State.OK,
            text("Correct, {milliseconds} ms a run.", milliseconds=f"{trial.milliseconds:.1f}"),
        )
    if trial.state is Answer.ABSENT:
        return Finding(State.OK, text("This computer does not have it."))
    return Finding(State.NOTE, _crossed_out(trial), _REMEDY)


_REMEDY: Final = text(
    "No action needed: it is not used. After an update of its driver, check this computer again."
)


def _crossed_out(trial: Trial) -> Text:
    if trial.state is Answer.WRONG:
        return text("Crossed out: its answer to a known question is wrong.")
    if trial.state is Answer.CRASHED:
        return text("Crossed out: it crashed ({detail}).", detail=trial.detail)
    if trial.state is Answer.TIMED_OUT:
        return text("Crossed out: it did not answer in time.")
    if trial.state is Answer.OUT_OF_MEMORY:
        return text("Crossed out: it needs more memory than there is.")
    return text("Crossed out: it does not run ({detail}).", detail=trial.detail[:200])


def _decide(asked: _Race, _cancel: Cancel | None) -> Finding:
    table = race_table.table_of(asked.questions, asked.trials)
    race_table.keep(table)
    return _said(table)


def _kept(_cancel: Cancel | None) -> Finding:
    table = race_table.kept()
    if table is None:
        return Finding(
            State.OK,
            text("Not tested on this computer yet; until then ONNX Runtime computes on the processor."),
        )  # fmt: skip
    return _said(table)


def _said(table: RaceTable) -> Finding:
    pose, gait = (table.choose(network) for network in ("pose", "gait"))
    return Finding(
        State.OK,
        text(
            "{pose} finds people, {gait} judges gait. {reason}",
            pose=providers.title(pose),
            gait=providers.title(gait),
            reason=str(table.reason("pose", pose)),
        ),
    )
