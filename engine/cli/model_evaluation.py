"""``scolioapp models`` validate, calibrate and compare: how well networks judge."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told
from engine.cli.options import AsJson, DatasetFolder, ModelName
from engine.core.model_status import mark_of, with_mark

if TYPE_CHECKING:
    from engine.models.cards import ModelCard
    from engine.pipeline.model_comparison import ComparedRecording, Comparison, Judged

TrainingPartition = Annotated[
    Path | None, typer.Option(help="Partition used in training; its validation part is used.")
]
SubjectMap = Annotated[
    Path | None, typer.Option(help="CSV id,subject: the person each sequence shows.")
]
DataWords = Annotated[str, typer.Option(help="Description of the data, for the card.")]
Sensitivity = Annotated[
    float | None,
    typer.Option(min=0.01, max=1.0, help="Target sensitivity. [default: chosen by Youden's index]"),
]
InconclusiveShare = Annotated[
    float, typer.Option(min=0.0, max=0.49, help="Largest share of inconclusive outcomes.")
]
ScaleOnly = Annotated[bool, typer.Option("--scale-only", help="Leave the thresholds as they are.")]
SplitSeed = Annotated[
    int | None,
    typer.Option(help="If no validation part is listed: the seed training used to split it off."),
]
ValidationShare = Annotated[
    float, typer.Option(min=0.01, max=0.9, help="With --seed: the share training split off.")
]
TestShare = Annotated[
    float, typer.Option(min=0.01, max=0.9, help="The same for test, if there is no partition.")
]


def validate(
    name: ModelName,
    report: Annotated[Path, typer.Option(help="Its report, as written by “scolioapp evaluate”.")],
    by: Annotated[str, typer.Option(help="Full name of the person who declares it validated.")],
    as_json: AsJson = False,
) -> None:
    """Declare a model validated, with a report on exactly its weights and the name of a person."""
    with told():
        from engine.library import installed_models

        card = installed_models.validate(installed_models.find(name), report, by=by)
    if as_json:
        say(json.dumps(card.model_dump(mode="json")))
        return
    say(f"{card.name}: {card.status}, declared by {' '.join(by.split())}")
    say_evaluation(card)


def calibrate(
    name: ModelName,
    dataset: DatasetFolder,
    partition: TrainingPartition = None,
    subjects: SubjectMap = None,
    data: DataWords = "",
    sensitivity: Sensitivity = None,
    inconclusive: InconclusiveShare = 0.05,
    scale_only: ScaleOnly = False,
    seed: SplitSeed = None,
    share: ValidationShare = 0.15,
    test_share: TestShare = 0.2,
    as_json: AsJson = False,
) -> None:
    """Fit a model's probabilities and thresholds on validation people, never on the test set.

    A validated model is never changed.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.evaluation.calibrate import CalibrationRequest
        from engine.evaluation.calibrate import calibrate as fit
        from engine.evaluation.report_file import EvaluationSet
        from engine.inference.calibration import ThresholdRule
        from engine.library.installed_models import find

        done = fit(
            find(name),
            CalibrationRequest(
                EvaluationSet(dataset, partition, subjects, data),
                rule=None if scale_only else ThresholdRule(sensitivity, inconclusive),
                seed=seed,
                share=share,
                test_share=test_share,
            ),
            progress=progress,
            cancel=cancel,
        )
    if as_json:
        say(json.dumps(done.after.model_dump(mode="json")))
        return
    say(f"{done.after.name}, before: {_read_by(done.before)}")
    say(f"{done.after.name}, now: {_read_by(done.after)}")
    say(f"{done.sequences} sequences from {done.people} people, {done.left_out} left out.")
    if done.after.calibration is not None:
        say(f"Fitted on {done.after.calibration.fitted_on}.")


def _read_by(card: ModelCard) -> str:
    """Say how a model's cosines are read."""
    from engine.models.validation import scale_of

    limits = card.thresholds
    by = card.calibration.thresholds_by if card.calibration is not None else ""
    return (
        f"scale {scale_of(card):g}, abnormal from {limits.abnormal:.4f}, positive from "
        f"{limits.positive:.4f}, band {limits.inconclusive_band:.4f}" + (f" ({by})" if by else "")
    )


def say_evaluation(card: ModelCard) -> None:
    """Print the figures of a card."""
    if card.evaluation is None:
        return
    say(f"{card.evaluation.data} {card.evaluation.people} people:")
    for name, figure in card.evaluation.metrics.items():
        say(f"  {name}: {figure.value:.3f} (95 % interval {figure.low:.3f} to {figure.high:.3f})")


def compare(
    first: ModelName,
    second: Annotated[str, typer.Argument(help="Another one.")],
    recordings: Annotated[
        list[Path], typer.Argument(help="Files sequence.gait.npz, or folders that contain one.")
    ],
    as_json: AsJson = False,
) -> None:
    """Compare the outcomes of two models on the same recordings."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.kept_result import SEQUENCE, Revision, newest
        from engine.gait.sequence import GaitSequence
        from engine.inference.predictor import load_predictor
        from engine.library.installed_models import find
        from engine.pipeline import model_comparison

        files = [newest(one).folder / SEQUENCE if one.is_dir() else one for one in recordings]
        models = load_predictor(find(first)), load_predictor(find(second))
        found = model_comparison.compare(
            *models,
            [(str(one), GaitSequence.load(one)) for one in files],
            verdicts=[
                Revision(one.parent, 1).verdict if one.name == SEQUENCE else None for one in files
            ],
            progress=progress,
            cancel=cancel,
        )
    if as_json:
        say(json.dumps(_compared(found)))
        return
    for row in found.recordings:
        say(_row(row, [model.card.status for model in models]))
    largest = found.largest_difference
    more = "" if largest is None else f"; largest difference in score {largest:.3f}"
    say(f"Same outcome in {found.agreements} of {found.judged} recordings{more}")
    if found.refused:
        say(f"Left out because not usable: {found.refused}")


def _compared(found: Comparison) -> dict[str, Any]:
    return {
        **dataclasses.asdict(dataclasses.replace(found, recordings=())),
        "recordings": [
            {
                "name": row.name,
                "first": None if row.first is None else dataclasses.asdict(row.first),
                "second": None if row.second is None else dataclasses.asdict(row.second),
                "problem": None if row.problem is None else str(row.problem),
                "usable": row.usable,
            }
            for row in found.recordings
        ],
        "judged": found.judged,
        "refused": found.refused,
        "agreements": found.agreements,
        "largest_difference": found.largest_difference,
    }


def _row(row: ComparedRecording, statuses: Sequence[str]) -> str:
    """Say what two models of these statuses judged of one recording; each outcome with its warning."""
    sides = [
        _answer(one, status) for one, status in zip((row.first, row.second), statuses, strict=True)
    ]
    mark = {True: "same", False: "DIFFERENT", None: str(row.problem)}[row.same]
    return f"{row.name}: {sides[0]} | {sides[1]} | {mark}"


def _answer(said: Judged | None, status: str) -> str:
    from engine.report.wording import outcome_title

    if said is None:
        return "no answer"
    score = "unlike the training data" if said.score is None else f"{said.score:.3f}"
    return f"{with_mark(outcome_title(said.outcome), mark_of(status))} ({score})"
