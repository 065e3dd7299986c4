"""The models that are installed: listed, found, checked, imported, packed, removed, validated.

Bundled models lie in the program's resources and are never changed; the user's lie in one folder
(`engine.core.resources.user_models`), a folder for each. What stands there may come from anywhere: it
is checked before anything of it is used. Must not know windows, videos, or how a network computes.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.classes import ClassName
from engine.core.errors import ModelError, OutputError
from engine.core.files import hidden, written_beside
from engine.core.progress import Cancel, Progress, Stage, check
from engine.core.progress import report as tell
from engine.core.resources import resource, user_models
from engine.core.text import Text, text
from engine.inference.predictor import load_predictor
from engine.library.admission import check_new, target_folder, unvalidated_card, with_report
from engine.models import packs, validation
from engine.models.cards import CARD_FILE, REPORT_FILE, ModelCard, read_card, verified_file
from engine.models.folder_names import NAME, free_name, move_folder, staging_folder
from engine.runtime.onnx_file import check_self_contained
from engine.runtime.weights import read_weights

if TYPE_CHECKING:
    from engine.models.opengait import CheckpointFacts


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One model folder, whole or broken.

    Attributes:
        bundled: Whether it came with the program; such a model is never changed or removed.
        card: Its card, or None where that cannot be read.
        problem: Why it cannot be used, or None. Hashes and the known answer are checked by `verify`, and
            whenever a model is loaded.
        size: Bytes of its files.
    """

    name: str
    folder: Path
    bundled: bool
    card: ModelCard | None
    problem: Text | None
    size: int


def list_installed(user_folder: Path | None = None) -> tuple[InstalledModel, ...]:
    """List the gait networks that are bundled and those of the user.

    Folders of pose networks are left out, and so are links, files and hidden folders.

    Args:
        user_folder: Folder of the user's models; None: `user_models`. It need not exist.

    Returns:
        Bundled ones first, each group by name.
    """
    bundled = [
        _inspect_folder(folder, bundled=True)
        for folder in _folders(resource("models"))
        if packs.is_gait_network(folder)
    ]
    own = [
        _inspect_folder(folder, bundled=False)
        for folder in _folders(user_folder if user_folder is not None else user_models())
        if packs.is_gait_network(folder)
    ]
    return (*bundled, *own)


def _folders(root: Path) -> Iterator[Path]:
    """Return the real folders in ``root`` that hold a card, by name."""
    try:
        entries = sorted(os.scandir(root), key=lambda one: one.name)
    except OSError:
        # Not made yet, or not a folder: no models of the user.
        return
    for entry in entries:
        if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
            continue
        path = Path(entry.path)
        if os.path.lexists(path / CARD_FILE):
            yield path


def _inspect_folder(folder: Path, *, bundled: bool) -> InstalledModel:
    card, problem = None, None
    try:
        card = read_card(folder)
        _check_there(folder, card)
    except ModelError as failure:
        problem = failure.what
    if problem is None and not bundled and resource("models", folder.name).exists():
        problem = text("A model named “{name}” came with the program.", name=folder.name)
    return InstalledModel(folder.name, folder, bundled, card, problem, _size_of(folder))


def _check_there(folder: Path, card: ModelCard) -> None:
    """Check that the files that a card names are there, without reading them."""
    for name in card.sha256:
        path = folder / name
        if path.is_symlink() or not path.is_file():
            raise ModelError(
                text("The model “{model}” has no {file}.", model=card.name, file=name),
                text("Restore the folder, or import the checkpoint again."),
            )


def _size_of(folder: Path) -> int:
    with os.scandir(folder) as entries:
        return sum(
            entry.stat(follow_symlinks=False).st_size
            for entry in entries
            if entry.is_file(follow_symlinks=False)
        )


def find(name: str, user_folder: Path | None = None) -> Path:
    """Return the folder of an installed model, or of a model folder anywhere.

    Args:
        name: Name of an installed model, bundled ones first, or the path of a model folder.
        user_folder: Folder of the user's models; None: `user_models`.

    Raises:
        ModelError: There is no such model.
    """
    candidates = [Path(name)]
    if NAME.match(name):
        own = user_folder if user_folder is not None else user_models()
        candidates = [resource("models", name), own / name, *candidates]
    for folder in candidates:
        if (folder / CARD_FILE).is_file():
            return folder
    raise ModelError(
        text("There is no model “{name}”.", name=name),
        text("Give an installed model (see “scolioapp models list”) or a model folder."),
    )


def verify(folder: Path, *, cancel: Cancel | None = None) -> None:
    """Check a model folder whole: its card, every hash, every file's format, and its known answer.

    Nothing in it is run but the network, on a made-up input. torch is imported only where there is no
    ``model.onnx``.

    Raises:
        ModelError: Something is not as the card says; the sentence says what.
        MissingExtraError: What runs the network is not installed.
        CancelledError: ``cancel`` was set.
    """
    card = read_card(folder)
    _check_there(folder, card)
    for name in card.sha256:
        check(cancel)
        path = verified_file(folder, card, name)
        if name.endswith(".onnx"):
            check_self_contained(path.read_bytes(), name=name, loops=False)
        elif name.endswith(".safetensors"):
            read_weights(path)
    if REPORT_FILE in card.sha256:
        validation.read_report(folder / REPORT_FILE).check_about(card)
    check(cancel)
    for precision in ("fp32", "int8"):
        if precision in card.offered:
            check(cancel)
            load_predictor(folder, device="cpu", precision=precision)


def inspect(checkpoint: Path) -> CheckpointFacts:
    """Say what a checkpoint of OpenGait holds. Nothing in it is run, nothing is written.

    Raises:
        ModelError: It is not such a checkpoint, is damaged, or holds code.
    """
    from engine.models.opengait import inspect_checkpoint

    return inspect_checkpoint(checkpoint)


def import_opengait(  # noqa: PLR0913  # what the form asks for, all by name
    checkpoint: Path,
    *,
    class_order: Sequence[ClassName | str],
    destination: Path,
    name: str | None = None,
    licence: str = "",
    origin: str = "",
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path:
    """Turn a checkpoint of OpenGait into an installed model that was tried out.

    The folder appears when all is done: its known answer held in ONNX Runtime, and lower precisions
    were measured. Else nothing stays.

    Args:
        checkpoint: The ``.pt`` file; nothing in it is run.
        class_order: Class of each output, in order; never guessed.
        destination: Folder of model folders, such as `user_models`; made where it is missing.
        name: Name of the model; None: that of the file. A number is put behind it where it is taken.
        licence: What its use is bound to, as told.
        origin: Where it came from, as told.
        progress: Told the share of the work done.
        cancel: Checked between steps.

    Returns:
        The model folder.

    Raises:
        ModelError: The file is not such a checkpoint, holds code, or the order does not fit it.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set.
    """
    from engine.library.reduced_precision import add_precisions
    from engine.models.opengait import import_checkpoint

    tell(progress, Stage.OPEN, 0.0)
    check(cancel)
    with staging_folder(destination) as stage:
        target = free_name(destination, name or checkpoint.stem)
        made = import_checkpoint(
            checkpoint,
            class_order=class_order,
            destination=stage,
            name=target.name,
            licence=licence,
            origin=origin,
        )
        check(cancel)
        tell(progress, Stage.JUDGE, 0.1)
        verify(made, cancel=cancel)
        add_precisions(made, progress=progress, cancel=cancel)
        check(cancel)
        move_folder(made, target)
    tell(progress, Stage.DONE, 1.0)
    return target


def export_pack(
    folder: Path, pack: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Write a model folder as one ``.scoliomodel`` file, once it has been verified.

    The same folder gives the same bytes. Nothing that the card does not name is packed.

    Args:
        folder: A model folder.
        pack: The file to write; the suffix is put behind a name that lacks it. A file of this name is
            replaced.
        progress: Told the share of the bytes written.
        cancel: Checked while bytes are written.

    Returns:
        The path written.

    Raises:
        ModelError: The folder is not whole.
        OutputError: The file cannot be written.
        CancelledError: ``cancel`` was set; no file is left.
    """
    verify(folder, cancel=cancel)
    return packs.write_pack(folder, pack, progress=progress, cancel=cancel)


def import_pack(
    pack: Path, destination: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Install a model from a ``.scoliomodel`` file, once all of it has been verified.

    Args:
        pack: The file.
        destination: Folder of model folders, such as `user_models`; made where it is missing.
        progress: Told the share of the bytes read.
        cancel: Checked while bytes are read.

    Returns:
        The model folder. Where its name is taken, a number is put behind it, in the card too.

    Raises:
        ModelError: The file is not such a pack, was changed, or its model fails its test.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set; nothing is left.
    """
    with staging_folder(destination) as stage:
        made = stage / "model"
        made.mkdir()
        packs.unpack(pack, made, progress=progress, cancel=cancel)
        verify(made, cancel=cancel)
        card = read_card(made)
        target = free_name(destination, card.name)
        if target.name != card.name:
            renamed = card.model_copy(update={"name": target.name})
            (made / CARD_FILE).write_text(renamed.to_yaml(), encoding="utf-8")
        check(cancel)
        move_folder(made, target)
    tell(progress, Stage.DONE, 1.0)
    return target


def add(
    folder: Path,
    destination: Path,
    *,
    name: str | None = None,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path:
    """Install a finished model folder, such as that of a training run; whole or not at all.

    Only what its card names is copied; hashes and the known answer hold in the copy. It is never
    validated by this, whatever the folder says of itself.

    Args:
        folder: The model folder.
        destination: Folder of model folders, such as `user_models`; made where it is missing.
        name: Name of the model, which must be free; None: that in its card, with a number behind it where
            that is taken.
        report: An evaluation report about exactly these weights; its figures are put into the card.
        progress: Told the share of the work done.
        cancel: Checked between files.

    Returns:
        The new model folder.

    Raises:
        ModelError: The folder is not whole, or is in ``destination`` already; the name is not free; the
            report is about other weights.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set; nothing is left.
    """
    tell(progress, Stage.OPEN, 0.0)
    card = read_card(folder)
    check_new(card, [one.card for one in list_installed(destination) if one.problem is None])
    target = target_folder(destination, name, card)
    with staging_folder(destination) as stage:
        made = stage / "model"
        made.mkdir()
        for number, file in enumerate(card.sha256):
            check(cancel)
            shutil.copyfile(verified_file(folder, card, file), made / file)
            tell(progress, Stage.OPEN, 0.5 * (number + 1) / len(card.sha256))
        card = unvalidated_card(card, target.name)
        if report is not None:
            card = with_report(card, report, made)
        (made / CARD_FILE).write_text(card.to_yaml(), encoding="utf-8")
        tell(progress, Stage.JUDGE, 0.6)
        verify(made, cancel=cancel)
        check(cancel)
        move_folder(made, target)
    tell(progress, Stage.DONE, 1.0)
    return target


def remove(folder: Path) -> None:
    """Remove a model of the user: it is gone at once, then its files are deleted.

    Raises:
        ModelError: It came with the program, or is not a model folder (a link, or with folders in it).
        OutputError: It cannot be removed.
    """
    check_own(folder)
    with os.scandir(folder) as entries:
        inner = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    if inner:
        raise ModelError(
            text("“{name}” contains a folder, “{inner}”, so it is more than a model folder.",
                 name=folder.name, inner=inner[0]),
            text("Check what is in it, and delete by hand what you do not need."),
        )  # fmt: skip
    away = hidden(folder, "removed")
    try:
        os.rename(folder, away)
        shutil.rmtree(away)
    except OSError as failure:
        raise OutputError(
            text(
                "The model “{name}” could not be removed: {reason}.",
                name=folder.name,
                reason=failure.strerror or str(failure),
            ),
            text("Close any program that is using it, and try again."),
        ) from failure


def check_own(folder: Path) -> None:
    """Refuse folders that came with the program, links, and what is no model folder.

    Raises:
        ModelError: The folder is one of these.
    """
    if folder.resolve().is_relative_to(resource("models").resolve()):
        raise ModelError(
            text(
                "The model “{name}” came with the program and cannot be removed.", name=folder.name
            ),
            text("Choose a model that you imported or trained."),
        )
    if folder.is_symlink() or not (folder / CARD_FILE).is_file():
        raise ModelError(
            text("“{name}” is not one of your model folders.", name=folder.name),
            text("Give an installed model (see “scolioapp models list”)."),
        )


def validate(folder: Path, report: Path, *, by: str) -> ModelCard:
    """Declare a model validated: by an evaluation report about exactly its weights, and a name.

    Args:
        folder: A model folder of the user.
        report: A file that ``scolioapp evaluate`` wrote, about people and not simulated walkers.
        by: Name of the person who declares it.

    Returns:
        The new card: status ``validated``, the report's figures, ``report.json`` beside it.

    Raises:
        ModelError: The model came with the program, is a demonstration, or is not whole; the report is
            about other weights, or about simulated walkers; or the name is missing.
        OutputError: The folder cannot be written.
    """
    check_own(folder)
    verify(folder)
    content = validation.report_content(report)
    card = validation.validated_card(
        read_card(folder),
        validation.parse_report(content, report.name),
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        on=datetime.datetime.now(tz=datetime.UTC).date(),
    )
    kept = (folder / REPORT_FILE).read_bytes() if (folder / REPORT_FILE).is_file() else None
    with written_beside(folder / REPORT_FILE) as beside:
        beside.write_bytes(content)
    try:
        with written_beside(folder / CARD_FILE) as beside:
            beside.write_text(card.to_yaml(), encoding="utf-8")
    except OutputError:
        # The card still speaks of the report that was there.
        if kept is None:
            (folder / REPORT_FILE).unlink(missing_ok=True)
        else:
            (folder / REPORT_FILE).write_bytes(kept)
        raise
    return card
