"""The state of the Evaluation page: what is chosen, what runs, which reports are kept, which one is open.

Nothing here touches a disk or a network on the interface's thread. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.jobs.evaluator import (
    CalibrationWish,
    DatasetPlace,
    EvaluableModel,
    EvaluationRequest,
    Evaluator,
    Parts,
)
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import files_of
from scolioapp.storage.dataset_requests import DatasetFiles
from scolioapp.storage.evaluations import KeptEvaluation
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.model_manager import ModelManager, sentence
from scolioapp.viewmodels.sequences import SequencesModel
from scolioapp.words.evaluation_page_words import Choice, Remark, can_calibrate, remarks

if TYPE_CHECKING:
    from engine.evaluation.calibrate import CalibrationResult


class EvaluationModel(QObject):
    """State of the page.

    Attributes:
        task: Runs what is long, one thing at a time.

    Signals:
        changed: What may be chosen, or what is chosen, is another.
        kept_changed: The list of kept evaluations is another.
        opened_changed: Another report is open, or none.
        said: Words for the page, and their severity.
        doing: Words for what has just been begun.
        added: The name of a model that was installed.
        calibrated: A `CalibrationResult`.
        show_model_asked: The name of a model that is to be shown on the Models page.
    """

    changed = Signal()
    kept_changed = Signal()
    opened_changed = Signal()
    said = Signal(str, object)
    doing = Signal(str)
    added = Signal(str)
    calibrated = Signal(object)
    show_model_asked = Signal(str)

    def __init__(
        self,
        shelf: DatasetShelf,
        models: ModelManager,
        paths: AppPaths,
        settings: Settings,
        worker: Worker,
        parent: QObject | None = None,
        *,
        evaluator: Evaluator | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.task = TaskSlot(worker, self)
        self._evaluator = evaluator or Evaluator(paths.models, paths.runs, paths.evaluations)
        self._shelf = shelf
        self._models = models
        self._worker = worker
        self._candidates: tuple[EvaluableModel, ...] = ()
        self._kept: tuple[KeptEvaluation, ...] = ()
        self._known = False
        self._active = False
        self._reads = 0
        self._wanted: Path | None = None
        self._missing: Path | None = None
        self._asked: Path | None = None
        self._model: EvaluableModel | None = None
        self._against: EvaluableModel | None = None
        self._dataset: KnownDataset | None = None
        self._subjects: Path | None = None
        self._parts: Parts | None = None
        self._problem = ""
        self._opened: KeptEvaluation | None = None
        self.description = ""
        self.prevalence = settings.prevalence
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.task.changed.connect(self.changed)
        self._shelf.changed.connect(self._on_shelf)
        self._models.models_changed.connect(self._on_models)

    # What may be chosen

    @property
    def candidates(self) -> tuple[EvaluableModel, ...]:
        """The models that can be evaluated: installed ones, then those of runs."""
        return self._candidates

    @property
    def datasets(self) -> tuple[KnownDataset, ...]:
        """The known datasets."""
        return self._shelf.datasets

    @property
    def known(self) -> bool:
        """Whether models and reports were read at least once."""
        return self._known

    def judged_sequences(self) -> SequencesModel | None:
        """Return a viewer's state for those whom the open report judged, or None where they are not known."""
        opened = self._opened
        if opened is None or opened.answers is None or opened.about is None:
            return None
        known = self._shelf.dataset(opened.about.dataset)
        files = DatasetFiles(opened.about.dataset) if known is None else files_of(known)
        return SequencesModel(files, self._worker, opened.answers)

    def refresh(self) -> None:
        """Read models and kept reports again; from now on they are followed."""
        self._active = True
        if self._dataset is None and self.datasets:
            self.set_dataset(self.datasets[0].path)
        if not self._models.known:
            # Their list brings us here again; without it, a run's model would be chosen before them.
            self._models.refresh()
            return
        self._reads += 1
        read = self._reads
        self._worker.run(
            partial(self._read, self._models.usable),
            done=partial(self._take, read),
            failed=self._say_error,
        )

    def _read(self, usable: Any) -> tuple[Any, Any]:  # noqa: ANN401 - what the library gives
        return self._evaluator.candidates(usable), self._evaluator.kept()

    def _take(self, read: int, found: tuple[Any, Any]) -> None:
        if read != self._reads:
            return
        self._candidates, self._kept = found
        self._known = True
        self._keep_choices()
        self.changed.emit()
        self.kept_changed.emit()
        if self._asked is not None:
            asked = next((one for one in self._kept if one.folder == self._asked), None)
            self._asked = None
            self.open(asked)

    def _keep_choices(self) -> None:
        """Find again what was chosen among what there is now; says what is gone."""
        wanted = self._wanted or (self._model.folder if self._model is not None else None)
        found = self._at(wanted)
        if found is not None:
            self._wanted = None
        elif self._wanted is not None and self._models.known:
            name, self._wanted = self._wanted.name, None
            words = self.tr("The model “{name}” is no longer there, or cannot be used.")
            self.said.emit(words.format(name=name), Severity.REPEAT)
        if self._missing is not None:
            name, self._missing = self._missing.name, None
            words = self.tr(
                "The dataset “{name}” is no longer in the list. Add it on the Dataset page, or "
                "choose another one."
            )
            self.said.emit(words.format(name=name), Severity.CARE)
        first = self._candidates[0] if self._candidates else None
        self._model = found or first
        self._against = self._at(self._against.folder if self._against is not None else None)

    def _at(self, folder: Path | None) -> EvaluableModel | None:
        """Return the model of a folder, its own or that in its run."""
        return next((one for one in self._candidates if folder in (one.folder, one.run)), None) if (
            folder is not None
        ) else None  # fmt: skip

    def _on_models(self) -> None:
        if self._active:
            self.refresh()

    def _on_shelf(self) -> None:
        path = self._dataset.path if self._dataset is not None else None
        there = self._shelf.dataset(path) if path is not None else None
        if there is None and self.datasets and self._active:
            there = self.datasets[0]
        self._take_dataset(there)

    # What is chosen

    @property
    def model(self) -> EvaluableModel | None:
        """The model that is to be evaluated."""
        return self._model

    @property
    def against(self) -> EvaluableModel | None:
        """The model that it is compared with, or None."""
        return self._against

    @property
    def dataset(self) -> KnownDataset | None:
        """The dataset it is evaluated on."""
        return self._dataset

    @property
    def subjects(self) -> Path | None:
        """The subject map that was chosen, or None for the dataset's own."""
        return self._subjects

    @property
    def parts(self) -> Parts | None:
        """What is known of the dataset, or None while that is looked up or its partition cannot be read."""
        return self._parts

    def choose(self, model: Path, dataset: Path) -> None:
        """Choose what is evaluated next: a model folder, installed or of a run, and a dataset."""
        self._wanted = model
        self._missing = dataset if self._shelf.dataset(dataset) is None else None
        self.set_dataset(dataset)
        self.refresh()

    def show_report(self, folder: Path) -> None:
        """Open the report in a folder as soon as the reports are read anew."""
        self._asked = folder
        self.refresh()

    def set_model(self, folder: Path) -> None:
        """Choose the model."""
        self._wanted = None
        self._model = self._at(folder)
        if self._against is not None and self._against == self._model:
            self._against = None
        self.changed.emit()

    def set_against(self, folder: Path | None) -> None:
        """Choose what it is compared with, or None."""
        self._against = self._at(folder)
        self.changed.emit()

    def set_dataset(self, path: Path) -> None:
        """Choose the dataset."""
        self._take_dataset(self._shelf.dataset(path))

    def _take_dataset(self, dataset: KnownDataset | None) -> None:
        if dataset is None or self._dataset is None or dataset.path != self._dataset.path:
            self._subjects = None
        self._dataset = dataset
        self._parts, self._problem = None, ""
        self.changed.emit()
        if dataset is not None:
            self._worker.run(
                partial(self._evaluator.parts, _place(dataset, None)),
                done=partial(self._take_parts, dataset),
                failed=partial(self._take_problem, dataset),
            )

    def _take_parts(self, dataset: KnownDataset, parts: Parts) -> None:
        if dataset == self._dataset:
            self._parts = parts
            self.changed.emit()

    def _take_problem(self, dataset: KnownDataset, error: ScolioError) -> None:
        if dataset == self._dataset:
            self._problem = sentence(error)
            self.changed.emit()

    def set_subjects(self, path: Path | None) -> None:
        """Choose a subject map, or None for the dataset's own."""
        self._subjects = path
        self.changed.emit()

    @property
    def ready(self) -> bool:
        """Whether an evaluation can be begun."""
        return self._model is not None and self._dataset is not None and not self.task.running

    def remarks(self) -> tuple[Remark, ...]:
        """Say who is judged and what must be known before it."""
        choice = Choice(self._model, self._dataset, self._parts, self._problem, self._looks())
        return tuple(remarks(choice))

    def _looks(self) -> int:
        """Count the kept evaluations of these weights on the test people of this dataset."""
        model, dataset = self._model, self._dataset
        if model is None or dataset is None:
            return 0
        hashes = {
            name: model.card.sha256.get(name) for name in ("weights.safetensors", "model.onnx")
        }
        return sum(
            kept.report is not None
            and kept.about is not None
            and kept.about.dataset == dataset.path
            and kept.report.data.part == "test"
            and all(kept.report.model.sha256.get(n) == one for n, one in hashes.items())  # type: ignore[call-overload]  # names of weight files
            for kept in self._kept
        )

    # What is done

    def evaluate(self) -> None:
        """Judge the people, and keep the report."""
        if self._model is None or self._dataset is None:
            return
        request = EvaluationRequest(
            model=self._model,
            dataset=_place(self._dataset, self._subjects),
            description=self.description.strip(),
            prevalence=self.prevalence,
            against=self._against,
        )
        words = self.tr("Evaluating “{model}” on “{dataset}”…")
        self._start(
            lambda progress, cancel: self._evaluator.evaluate(
                request, progress=progress, cancel=cancel
            ),
            words.format(model=request.model.name, dataset=self._dataset.name),
            done=self._on_evaluated,
            cancelled=self.tr("Cancelled. No report was saved."),
        )

    def _on_evaluated(self, kept: KeptEvaluation) -> None:
        self._kept = (kept, *self._kept)
        self.kept_changed.emit()
        self.open(kept)
        self.changed.emit()

    @property
    def can_calibrate(self) -> bool:
        """Whether a calibration of what is chosen can be fitted."""
        return can_calibrate(self._model, self._parts) and not self.task.running

    def calibrate(
        self, *, sensitivity: float | None, inconclusive: float, scale_only: bool
    ) -> None:
        """Fit probabilities, and thresholds unless told otherwise, on validation people."""
        if self._model is None or self._dataset is None:
            return
        wish = CalibrationWish(
            model=self._model,
            dataset=_place(self._dataset, self._subjects),
            description=self.description.strip(),
            sensitivity=sensitivity,
            inconclusive=inconclusive,
            scale_only=scale_only,
        )
        words = self.tr("Fitting “{name}” on validation people…").format(name=self._model.name)
        self._start(
            lambda progress, cancel: self._evaluator.calibrate(
                wish, progress=progress, cancel=cancel
            ),
            words,
            done=self._on_calibrated,
            cancelled=self.tr("Cancelled. The model is unchanged."),
        )

    def _on_calibrated(self, done: CalibrationResult) -> None:
        self.calibrated.emit(done)
        # Its card is another now.
        self._models.refresh()
        self.refresh()

    def add_to_models(self, model: Path) -> None:
        """Install a model folder, such as that of a run; it is in the lists at once."""
        self._start(
            lambda progress, cancel: self._evaluator.add(model, progress=progress, cancel=cancel),
            self.tr("Adding the model…"),
            done=self._on_added,
            cancelled=self.tr("Cancelled. Nothing was added."),
        )

    def _on_added(self, name: str) -> None:
        self._models.take_added(name)
        self.added.emit(name)

    def show_model(self, name: str) -> None:
        """Ask that a model be shown on the Models page."""
        self.show_model_asked.emit(name)

    def _start(
        self, work: Callable[..., Any], words: str, *, done: Callable[[Any], None], cancelled: str
    ) -> None:
        begun = self.task.run(
            work,
            done=done,
            failed=self._say_error,
            cancelled=lambda: self.said.emit(cancelled, Severity.INFO),
        )
        if begun:
            self.doing.emit(words)
        else:
            self.said.emit(
                self.tr("Another task is running. Wait for it to finish."), Severity.INFO
            )

    def _say_error(self, error: ScolioError) -> None:
        self.said.emit(sentence(error), Severity.REPEAT)

    # Kept reports

    @property
    def kept(self) -> tuple[KeptEvaluation, ...]:
        """The kept evaluations, the newest first."""
        return self._kept

    @property
    def opened(self) -> KeptEvaluation | None:
        """The evaluation whose report is shown, or None."""
        return self._opened

    def open(self, kept: KeptEvaluation | None) -> None:
        """Show the report of an evaluation; one that cannot be read says why."""
        if kept is not None and kept.problem is not None:
            self.said.emit(render(kept.problem), Severity.REPEAT)
            kept = None
        if kept != self._opened:
            self._opened = kept
            self.opened_changed.emit()

    def remove(self, kept: KeptEvaluation) -> None:
        """Delete an evaluation for good."""
        self._worker.run(
            partial(self._evaluator.remove, kept),
            done=partial(self._on_removed, kept),
            failed=self._say_error,
        )

    def _on_removed(self, kept: KeptEvaluation, _: object) -> None:
        self._kept = tuple(one for one in self._kept if one.folder != kept.folder)
        if self._opened is not None and self._opened.folder == kept.folder:
            self.open(None)
        self.kept_changed.emit()
        self.changed.emit()

    def export(self, write: Callable[[], object], name: str) -> None:
        """Write a file of a report elsewhere than on the interface's thread, and say that it was saved."""
        self._worker.run(
            write,
            done=lambda _: self.said.emit(
                self.tr("“{name}” was saved.").format(name=name), Severity.INFO
            ),
            failed=self._say_error,
        )


def _place(dataset: KnownDataset, subjects: Path | None) -> DatasetPlace:
    """Return where a dataset lies, with the subject map that was chosen for it."""
    return DatasetPlace(
        path=dataset.path,
        partition=dataset.partition,
        subjects=subjects if subjects is not None else dataset.subjects,
        pose=dataset.pose,
    )
