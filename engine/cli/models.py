"""``scolioapp models``: the networks that judge, listed, brought in, checked, compared."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.core.model_status import mark_of, status_words, with_mark

if TYPE_CHECKING:
    from engine.library.installed_models import InstalledModel
    from engine.models.cards import ModelCard
    from engine.models.opengait import CheckpointFacts
    from engine.pipeline.model_comparison import ComparedRecording, Comparison, Judged

commands = typer.Typer(name="models", no_args_is_help=True, help="Networks that judge gait.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="Installed model or model folder.")]
Checkpoint = Annotated[Path, typer.Argument(help="A .pt file of a ScoNet from OpenGait.")]
Out = Annotated[
    Path | None,
    typer.Option(help="Folder in which the model folder is made. [default: your models folder]"),
]

CLASS_ORDER_HELP = (
    "Class of each output, in order. A checkpoint does not state it, so it is never guessed: OpenGait"
    " changed it on 2025-08-27. If trained with code from that day or later: negative,neutral,positive;"
    " with earlier code, or by the authors of DRF: negative,positive,neutral. With the wrong order,"
    " borderline features are shown where the network found those of scoliosis."
)


@commands.command("list")
def list_models(as_json: AsJson = False) -> None:
    """List the installed models, those that came with the program first."""
    with told():
        from engine.library.installed_models import list_installed

        models = list_installed()
    if as_json:
        say(json.dumps([_as_data(model) for model in models]))
        return
    for model in models:
        say(_line(model))


def _line(model: InstalledModel) -> str:
    start = f"{model.name} ({'bundled' if model.bundled else 'yours'}, {model.size / 1e6:.1f} MB)"
    if model.problem is not None or model.card is None:
        return f"{start}: cannot be used. {model.problem}"
    card = model.card
    return f"{start}: {card.version}, {card.kind}, {status_words(card.status)}. {card.description}"


def _as_data(model: InstalledModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "folder": str(model.folder),
        "bundled": model.bundled,
        "size": model.size,
        "problem": None if model.problem is None else str(model.problem),
        "card": None if model.card is None else model.card.model_dump(mode="json"),
    }


@commands.command()
def lock(name: Name) -> None:
    """Print the file that locks a computer to clinic mode with this model, and say where it belongs."""
    with told():
        from engine.core.clinic_lock import FixedModel, system_file
        from engine.library.installed_models import find, verify

        folder = find(name)
        verify(folder)
        fixed = FixedModel.of(folder)
    say(json.dumps(fixed.as_data(), indent=2))
    complain(f"An administrator must save this as {system_file()}, where users cannot write.")


@commands.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """Print the card of a model."""
    with told():
        from engine.library.installed_models import find
        from engine.models.cards import read_card

        card = read_card(find(name))
    if as_json:
        say(json.dumps(card.model_dump(mode="json")))
        return
    say(card.to_yaml().rstrip())
    if card.notice is not None:
        say(str(card.notice))


@commands.command()
def inspect(checkpoint: Checkpoint, as_json: AsJson = False) -> None:
    """Say what is in a checkpoint from OpenGait. Nothing in it is run, nothing is written."""
    with told():
        from engine.library import installed_models

        found = installed_models.inspect(checkpoint)
    if as_json:
        say(json.dumps(_recognised(found)))
        return
    _say_recognised(found)


def _recognised(found: CheckpointFacts) -> dict[str, Any]:
    return {
        **found.config.model_dump(mode="json"),
        "inputs": list(found.config.inputs),
        "iteration": found.iteration,
        "parameters": found.parameters,
        "sha256": found.sha256,
    }


def _say_recognised(found: CheckpointFacts) -> None:
    config = found.config
    channels = "-".join(map(str, config.channels))
    say(f"Recognised: {config.kind}, on {' and '.join(config.inputs)}")
    say(f"  channels {channels}, embedding {config.embedding}, {config.parts} parts,")
    say(f"  {config.classes} classes; {found.parameters} numbers")
    say(f"  iteration {'not stated' if found.iteration is None else found.iteration}")
    say(f"  SHA-256 {found.sha256}")


@commands.command("import-opengait")
def import_opengait(
    checkpoint: Checkpoint,
    class_order: Annotated[str, typer.Option(help=CLASS_ORDER_HELP)],
    name: Annotated[str | None, typer.Option(help="Name. [default: the file's]")] = None,
    licence: Annotated[str, typer.Option(help="Its terms of use.")] = "",
    origin: Annotated[str, typer.Option(help="Where it came from.")] = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Turn a checkpoint from OpenGait into an installed model, and test it.

    Nothing in the file is run; a file that contains more than weights is refused.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.library import installed_models

        found = installed_models.inspect(checkpoint)
        if not as_json:
            _say_recognised(found)
        folder = installed_models.import_opengait(
            checkpoint,
            class_order=[one.strip() for one in class_order.split(",")],
            destination=_destination(out),
            name=name,
            licence=licence,
            origin=origin,
            progress=progress,
            cancel=cancel,
        )
    _say_made(folder, as_json)


def _destination(out: Path | None) -> Path:
    from engine.core.resources import user_models

    return user_models() if out is None else out


def _say_made(folder: Path, as_json: bool) -> None:
    from engine.inference.predictor import possible_precisions
    from engine.models.cards import read_card

    card = read_card(folder)
    if as_json:
        say(json.dumps({"folder": str(folder), "card": card.model_dump(mode="json")}))
        return
    say(f"Class order: {', '.join(card.class_order)}")
    say(
        f"It passes its known-answer test. Precisions available here: {', '.join(possible_precisions(card))}."
    )
    say(f"Written: {folder}")
    if card.notice is not None:
        say(str(card.notice))


@commands.command()
def pack(
    name: Name,
    file: Annotated[Path, typer.Argument(help="The .scoliomodel file to write.")],
    as_json: AsJson = False,
) -> None:
    """Write a model as a single file to pass on."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.library import installed_models

        written = installed_models.export_pack(
            installed_models.find(name), file, progress=progress, cancel=cancel
        )
    say(json.dumps({"file": str(written)}) if as_json else f"Written: {written}")


@commands.command()
def unpack(
    file: Annotated[Path, typer.Argument(help="A .scoliomodel file.")],
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Install a model from a single file, after checking all of it."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.library import installed_models

        folder = installed_models.import_pack(
            file, _destination(out), progress=progress, cancel=cancel
        )
    _say_made(folder, as_json)


@commands.command()
def add(
    folder: Annotated[Path, typer.Argument(help="Model folder, such as <run>/model.")],
    name: Annotated[
        str | None, typer.Option(help="Its name. [default: the card's, with a number if taken]")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Its report, as written by “scolioapp evaluate”.")
    ] = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Install a model that was trained here; it stays local, unvalidated."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.library import installed_models

        made = installed_models.add(
            folder,
            _destination(out),
            name=name,
            report=report,
            progress=progress,
            cancel=cancel,
        )
    _say_made(made, as_json)


@commands.command()
def ensemble(
    folders: Annotated[
        list[str], typer.Argument(help="Installed models or model folders, two or more.")
    ],
    name: Annotated[str, typer.Option("--name", "-o", help="Name of the ensemble.")],
    description: Annotated[str, typer.Option(help="What it is, for its card.")] = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Combine several models of the same network into one by averaging their class probabilities.

    It is never validated by itself, whatever its members are.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.library.admission import target_folder
        from engine.library.ensembles import make_ensemble
        from engine.library.installed_models import find
        from engine.models.cards import read_card

        members = [find(one) for one in folders]
        made = make_ensemble(
            members,
            target_folder(_destination(out), name, read_card(members[0])),
            description=description,
            progress=progress,
            cancel=cancel,
        )
    _say_made(made, as_json)


@commands.command()
def verify(
    name: Annotated[str | None, typer.Argument(help="Model. [default: all]")] = None,
    as_json: AsJson = False,
) -> None:
    """Check every hash of a model, and that it still passes its known-answer test."""
    with told(), cancelled_by_ctrl_c() as cancel:
        from engine.core.errors import ModelError
        from engine.library import installed_models

        if name is not None:
            places = {name: installed_models.find(name)}
        else:
            places = {model.name: model.folder for model in installed_models.list_installed()}
        problems: dict[str, str | None] = {}
        for each, folder in places.items():
            try:
                installed_models.verify(folder, cancel=cancel)
                problems[each] = None
            except ModelError as failure:
                problems[each] = str(failure)
    if as_json:
        say(json.dumps(problems))
    for each, problem in problems.items():
        if problem is not None:
            complain(f"{each}: {problem}")
        elif not as_json:
            say(f"{each}: intact, and it passes its known-answer test.")
    if any(problems.values()):
        raise typer.Exit(Exit.BAD_INPUT)


@commands.command()
def remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Permanently remove one of your models; never one that a kept result depends on."""
    with told():
        from engine.library import installed_models

        folder = installed_models.find(name)
        _check_unused(folder, (context.obj or {}).get("results"))
        installed_models.remove(folder)
    say(json.dumps({"removed": folder.name}) if as_json else f"Removed: {folder.name}")


def _check_unused(folder: Path, results: Path | None) -> None:
    """Refuse to remove what judged a kept result."""
    from engine.core.errors import ModelError
    from engine.core.text import text
    from engine.models.cards import read_card
    from engine.pipeline.screening_files import judged_by

    try:
        hashes = frozenset(read_card(folder).sha256.values())
    except ModelError:
        # Nothing can have been judged by a model whose card cannot be read.
        return
    count = 0 if results is None else judged_by(results, hashes)
    if count:
        raise ModelError(
            text(
                "“{name}” was not removed. Saved results that come from it and could not be "
                "repeated without it: {count}.",
                name=folder.name,
                count=count,
            ),
            text("Delete those results first, on the Results page of the window."),
        )


@commands.command()
def validate(
    name: Name,
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


@commands.command()
def calibrate(
    name: Name,
    dataset: Annotated[Path, typer.Argument(help="Dataset in the Scoliosis1K layout.")],
    partition: Annotated[
        Path | None,
        typer.Option(help="Partition used in training; its validation part is used."),
    ] = None,
    subjects: Annotated[
        Path | None, typer.Option(help="CSV id,subject: the person each sequence shows.")
    ] = None,
    data: Annotated[str, typer.Option(help="Description of the data, for the card.")] = "",
    sensitivity: Annotated[
        float | None,
        typer.Option(
            min=0.01, max=1.0, help="Target sensitivity. [default: chosen by Youden's index]"
        ),
    ] = None,
    inconclusive: Annotated[
        float, typer.Option(min=0.0, max=0.49, help="Largest share of inconclusive outcomes.")
    ] = 0.05,
    scale_only: Annotated[
        bool, typer.Option("--scale-only", help="Leave the thresholds as they are.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(
            help="If no validation part is listed: the seed training used to split it off."
        ),
    ] = None,
    share: Annotated[
        float, typer.Option(min=0.01, max=0.9, help="With --seed: the share training split off.")
    ] = 0.15,
    test_share: Annotated[
        float, typer.Option(min=0.01, max=0.9, help="The same for test, if there is no partition.")
    ] = 0.2,
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


@commands.command()
def compare(
    first: Annotated[str, typer.Argument(help="Installed model or model folder.")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    recordings: Annotated[
        list[Path], typer.Argument(help="Files sequence.gait.npz, or folders that contain one.")
    ],
    as_json: AsJson = False,
) -> None:
    """Compare the outcomes of two models on the same recordings."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.gait.sequence import GaitSequence
        from engine.inference.predictor import load_predictor
        from engine.library.installed_models import find
        from engine.pipeline import model_comparison
        from engine.pipeline.screening_files import SEQUENCE, verdict_of

        files = [path / SEQUENCE if path.is_dir() else path for path in recordings]
        models = load_predictor(find(first)), load_predictor(find(second))
        found = model_comparison.compare(
            *models,
            [(str(path), GaitSequence.load(path)) for path in files],
            verdicts=[verdict_of(path.parent) if path.name == SEQUENCE else None for path in files],
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
