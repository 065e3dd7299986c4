"""``scolioapp models``: the networks that judge, listed, brought in, checked, compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.cli.model_evaluation import calibrate, compare, validate
from engine.cli.options import AsJson, ModelName
from engine.core.model_status import status_words

if TYPE_CHECKING:
    from engine.library.installed_models import InstalledModel
    from engine.models.opengait import CheckpointFacts

commands = typer.Typer(name="models", no_args_is_help=True, help="Networks that judge gait.")

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
def lock(name: ModelName) -> None:
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
def show(name: ModelName, as_json: AsJson = False) -> None:
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
    name: ModelName,
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
            folder, _destination(out), name=name, report=report, progress=progress, cancel=cancel
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
def remove(context: typer.Context, name: ModelName, as_json: AsJson = False) -> None:
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
    from engine.core.kept_result import judged_by
    from engine.core.text import text
    from engine.models.cards import read_card

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


for command in (validate, calibrate, compare):
    commands.command()(command)
