"""What the window asks of the installed models: list, import, check, compare, remove.

Imports the engine at its first use. Every method may be called off the interface's thread. Must not know
QtGui or QtWidgets.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.classes import ClassName
from engine.core.errors import MissingExtraError, ScolioError, SequenceError
from engine.core.findings import Verdict
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.runtime.extras import remedy

if TYPE_CHECKING:
    from engine.gait.sequence import GaitSequence
    from engine.inference.inputs import WalkLike
    from engine.library.installed_models import InstalledModel as InstalledModel
    from engine.models.cards import ModelCard
    from engine.models.opengait import CheckpointFacts as CheckpointFacts
    from engine.pipeline.model_comparison import ComparedRecording as ComparedRecording
    from engine.pipeline.model_comparison import Judged as Judged
    from scolioapp.storage.result_keeper import KeptRevision

    _Read = Callable[[], tuple[GaitSequence | WalkLike, Verdict | None]]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A checkpoint that is to become a model.

    Attributes:
        class_order: Class of each output, in order; told by the person, never guessed.
        licence: What its use is bound to, or "".
        origin: Where it comes from, or "".
    """

    checkpoint: Path
    class_order: tuple[ClassName, ...]
    name: str
    licence: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A kept result, whose gait sequence two models can be compared on.

    Attributes:
        date: When it was screened, ISO 8601.
        label: What a person called it, or "".
    """

    video: str
    date: str
    judgement: KeptRevision
    label: str = ""


class ModelLibrary:
    """The installed models as the window sees them."""

    def __init__(self, user_folder: Path) -> None:
        self._folder = user_folder

    @property
    def program_choice(self) -> str:
        """Name of the model that judges where nobody chose one."""
        from engine.pipeline.judgement import DEFAULT_MODEL

        return DEFAULT_MODEL

    def installed(self) -> tuple[InstalledModel, ...]:
        """Return all models, those that come with the program first; broken ones with their problem."""
        from engine.library import installed_models

        return installed_models.list_installed(self._folder)

    def verify(self, model: InstalledModel, *, cancel: Cancel | None = None) -> None:
        """Check the hashes and the known answer of a model.

        Raises:
            ModelError: One of them does not hold; says which.
        """
        from engine.library import installed_models

        installed_models.verify(model.folder, cancel=cancel)

    def inspect(self, checkpoint: Path) -> CheckpointFacts:
        """Say what a checkpoint holds, without running or writing anything.

        Raises:
            ModelError: It is no checkpoint that can be imported; says why.
            MissingExtraError: Reading checkpoints takes torch, which is not installed.
        """
        from engine.library import installed_models

        with _torch_needed():
            return installed_models.inspect(checkpoint)

    def import_checkpoint(
        self,
        request: ImportRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> str:
        """Make a model of a checkpoint, and check its known answer.

        Returns:
            The name of the new model.

        Raises:
            ScolioError: It cannot be imported; nothing is left behind.
        """
        from engine.library import installed_models

        with _torch_needed():
            folder = installed_models.import_opengait(
                request.checkpoint,
                class_order=request.class_order,
                destination=self._folder,
                name=request.name,
                licence=request.licence,
                origin=request.origin,
                progress=progress,
                cancel=cancel,
            )
        return folder.name

    def import_pack(
        self, pack: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> str:
        """Install a model pack and give the name of the new model.

        Raises:
            ScolioError: It cannot be installed; nothing is left behind.
        """
        from engine.library import installed_models

        return installed_models.import_pack(
            pack, self._folder, progress=progress, cancel=cancel
        ).name

    def export_pack(
        self,
        model: InstalledModel,
        pack: Path,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write a model as a pack."""
        from engine.library import installed_models

        installed_models.export_pack(model.folder, pack, progress=progress, cancel=cancel)

    def remove(self, model: InstalledModel) -> None:
        """Delete a model for good; never one that comes with the program."""
        from engine.library import installed_models

        installed_models.remove(model.folder)

    def validate(self, model: InstalledModel, report: Path, *, by: str) -> None:
        """Set the status to validated, if the report is about exactly these weights.

        Raises:
            ModelError: It is not, or the model can never be validated; says why.
        """
        from engine.library import installed_models

        installed_models.validate(model.folder, report, by=by)

    def compare(
        self,
        models: tuple[InstalledModel, InstalledModel],
        recordings: Sequence[KeptRecording] | None,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> tuple[ComparedRecording, ...]:
        """Have two models judge the same recordings.

        Args:
            models: The two.
            recordings: Kept results, or None for the simulated people that come with the program.
            progress: Told the share done.
            cancel: Checked within every recording.

        Returns:
            One for each recording, in order.

        Raises:
            ScolioError: A model cannot be loaded.
            CancelledError: The person cancelled.
        """
        from engine.inference.predictor import load_predictor
        from engine.pipeline.model_comparison import compare

        report(progress, Stage.OPEN, 0.0)
        first = load_predictor(models[0].folder)
        check(cancel)
        second = load_predictor(models[1].folder)
        walks = _simulated() if recordings is None else [_kept(each) for each in recordings]
        rows: list[ComparedRecording] = []
        for number, (name, read) in enumerate(walks):
            check(cancel)
            report(progress, Stage.JUDGE, number / len(walks))
            # One at a time, so that only one is in memory.
            try:
                walk, verdict = read()
            except SequenceError as error:
                rows.append(_unread(name, error))
            else:
                found = compare(first, second, [(name, walk)], verdicts=[verdict], cancel=cancel)
                rows.extend(found.recordings)
        return tuple(rows)


def _kept(recording: KeptRecording) -> tuple[str, _Read]:
    """Return the name of a kept result and what reads its gait sequence and its verdict."""

    def read() -> tuple[GaitSequence, Verdict | None]:
        from engine.core.kept_result import SEQUENCE
        from engine.gait.sequence import GaitSequence

        content = recording.judgement.files(SEQUENCE).get(SEQUENCE)
        if content is None:
            raise SequenceError(
                text("Nobody was screened in this recording."),
                text("Choose other recordings to compare."),
            )
        return GaitSequence.parse(content, SEQUENCE), recording.judgement.verdict

    return recording.video, read


def _simulated() -> list[tuple[str, _Read]]:
    """Return the simulated people that come with the program."""
    from engine.gait import sample_walks

    def given(walk: WalkLike) -> _Read:
        return lambda: (walk, None)

    return [(walk.name, given(walk)) for walk in sample_walks.read()]


def _unread(name: str, error: ScolioError) -> ComparedRecording:
    from engine.pipeline.model_comparison import ComparedRecording

    return ComparedRecording(name, None, None, error.what)


@contextlib.contextmanager
def _torch_needed() -> Iterator[None]:
    """Say in a sentence that torch is missing, where it is."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise MissingExtraError(
            text("Reading a checkpoint needs torch, which is not installed."), remedy("training")
        ) from error


def hashes_of(card: ModelCard) -> frozenset[str]:
    """Return every hash under which a result may name these weights."""
    return frozenset(card.sha256.values())
