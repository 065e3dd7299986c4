"""The state of the Training page: the form of the next run, and the runs of this computer.

Light at the start of the window: the schema and the engine's runs are imported by `open`, off the interface's
thread. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.jobs.trainer_processes import Trainers, can_train
from scolioapp.jobs.worker import Worker
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.model_manager import ModelManager, sentence

if TYPE_CHECKING:
    from engine.runs.run_folder import RunFolder
    from scolioapp.storage.training_presets import Preset
    from scolioapp.storage.training_runs import Curves, Reading, Run, RunsReader
    from scolioapp.viewmodels.training_form import TrainingForm

BUSY_MS, QUIET_MS = 400, 2000
"""Between two looks at the runs: while one is at work, and while none is."""


class TrainingModel(QObject):
    """State of the page.

    Attributes:
        form: What the next run is; None before `opened`.

    Signals:
        evaluate_asked: A finished model folder and the dataset it learned from (`Path`, `Path`).
        report_asked: The folder of a report over folds (`Path`).
        add_asked: A finished model folder that is to be among the models (`Path`).
        opened: The form is there.
        runs_changed: The runs, or the curves of those that are followed.
        form_asked: A dataset was chosen elsewhere; the form shows it.
        begun: A trainer was started on a run (`Path`).
        said: Words for the page, and their severity.
        still_running: Names of runs that went on without the window, at its start.
    """

    evaluate_asked = Signal(object, object)
    report_asked = Signal(object)
    add_asked = Signal(object)
    opened = Signal()
    runs_changed = Signal()
    begun = Signal(object)
    said = Signal(str, object)
    still_running = Signal(object)

    def __init__(
        self,
        shelf: DatasetShelf,
        models: ModelManager,
        paths: AppPaths,
        settings: Settings,
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.shelf = shelf
        self.form: TrainingForm | None = None
        self._runs_folder = paths.runs
        self._worker = worker
        self._trainers = Trainers(paths.runs)
        self._reader: RunsReader | None = None
        self._reading: Reading | None = None
        self._following: tuple[Path, ...] = ()
        self._watched = False
        self._closed = False
        self._opening = False
        self._wanted_dataset: Path | None = None
        self._stops: set[Path] = set()
        # State that a run was asked for and has not reached yet.
        self._asked: dict[Path, str] = {}
        self._starting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    # Opening

    def open(self, more: Iterable[str] = ()) -> None:
        """Import what the page needs, off the interface's thread; then `opened`."""
        if self.form is not None or self._opening:
            return
        self._opening = True
        self._worker.run(
            partial(_imported, tuple(more)), done=self._on_imported, failed=self._say_error
        )

    def _on_imported(self, presets: tuple[Preset, ...]) -> None:
        from scolioapp.storage.training_runs import RunsReader
        from scolioapp.viewmodels.training_form import TrainingForm

        self._opening = False
        self.form = TrainingForm(self.shelf, presets, self)
        self._reader = RunsReader(self._runs_folder)
        if self._wanted_dataset is not None:
            self.choose_dataset(self._wanted_dataset)
        self.opened.emit()
        self.look()

    @property
    def can_train(self) -> bool:
        """Whether a trainer can run here: whether torch is installed."""
        return can_train()

    # The runs

    @property
    def known(self) -> bool:
        """Whether the runs were looked at."""
        return self._reading is not None

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, the newest first."""
        return () if self._reading is None else self._reading.runs

    def run(self, folder: Path) -> Run | None:
        """Return the run in a folder, or None."""
        return next((run for run in self.runs if run.folder.path == folder), None)

    @property
    def following(self) -> tuple[Run, ...]:
        """The runs whose curves are shown."""
        found = (self.run(folder) for folder in self._following)
        return tuple(run for run in found if run is not None)

    @property
    def curves(self) -> Mapping[Path, Curves]:
        """Curves of the runs that are followed."""
        return {} if self._reading is None else self._reading.curves

    def follow(self, folders: Iterable[Path]) -> None:
        """Choose the runs whose curves are shown."""
        self._following = tuple(folders)
        self.look()

    def watch(self, shown: bool) -> None:
        """Look at the runs again and again while the page is shown."""
        self._watched = shown
        if shown:
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Look at the runs now."""
        if self._reader is None or self._closed:
            return
        work = partial(self._reader.read, self._following)
        self._worker.run(work, done=self._take, failed=self._on_look_failed, series="runs")

    def _take(self, reading: Reading) -> None:
        changed = self._reading is None or reading.differs(self._reading)
        self._reading = reading
        self._trainers.reap()
        self._keep_stopping()
        if changed:
            self.runs_changed.emit()
        self._look_later()

    def _on_look_failed(self, error: ScolioError) -> None:
        self._say_error(error)
        self._look_later()

    def _look_later(self) -> None:
        if self._watched and not self._closed:
            busy = any(run.at_work for run in self.runs)
            self._timer.start(BUSY_MS if busy else QUIET_MS)

    # Starting

    def choose_dataset(self, dataset: Path) -> None:
        """Choose what is trained on next."""
        if self.form is None:
            self._wanted_dataset = dataset
            return
        self._wanted_dataset = None
        known = self.shelf.dataset(dataset)
        if known is not None:
            self.form.choose_dataset(known)

    @property
    def starting(self) -> bool:
        """Whether a trainer is being started."""
        return self._starting

    def start(self) -> bool:
        """Start a run of what the form holds.

        Returns:
            False, and the form says what is wrong, if something is.
        """
        if self.form is None or self._starting:
            return False
        config = self.form.ask()
        if config is None:
            return False
        self._launch(partial(self._trainers.begin, config))
        return True

    def resume(self, run: Run) -> None:
        """Go on with a run from its last checkpoint."""
        if not self._starting:
            self._launch(partial(self._launched, run.folder))

    def _launched(self, folder: RunFolder) -> RunFolder:
        self._trainers.launch(folder)
        return folder

    def _launch(self, work: Callable[[], RunFolder]) -> None:
        self._starting = True
        self.runs_changed.emit()
        self._worker.run(work, done=self._on_begun, failed=self._on_not_begun)

    def _on_begun(self, folder: RunFolder) -> None:
        self._starting = False
        self._stops.discard(folder.path)
        self.begun.emit(folder.path)
        self.runs_changed.emit()
        self.look()

    def _on_not_begun(self, error: ScolioError) -> None:
        self._starting = False
        self.runs_changed.emit()
        self._say_error(error)
        self.look()

    # Asking a run

    def pause(self, run: Run) -> None:
        """Ask a run to wait after the step at hand."""
        from engine.runs.requests import ask_to_pause

        self._asked[run.folder.path] = "paused"
        self._do(partial(ask_to_pause, run.folder))
        self.runs_changed.emit()

    def go_on(self, run: Run) -> None:
        """Let a paused run go on."""
        from engine.runs.requests import ask_to_continue

        self._asked[run.folder.path] = "running"
        self._do(partial(ask_to_continue, run.folder))
        self.runs_changed.emit()

    def asked(self, run: Run) -> str:
        """Return the state that a run was asked for and has not reached: ``paused``, ``running`` or ""."""
        wanted = self._asked.get(run.folder.path, "")
        return wanted if run.at_work and run.state != wanted else ""

    def stop(self, run: Run) -> None:
        """Ask a run to stop after the step at hand, with a checkpoint."""
        self._stops.add(run.folder.path)
        self._ask_to_stop(run)
        self.runs_changed.emit()

    def stopping(self, run: Run) -> bool:
        """Say whether a run was asked to stop and has not yet."""
        return run.at_work and run.folder.path in self._stops

    def _ask_to_stop(self, run: Run) -> None:
        from engine.runs.requests import ask_to_stop

        self._do(partial(ask_to_stop, run.folder))

    def _keep_stopping(self) -> None:
        """Ask again: a trainer that begins takes away what was asked of the one before."""
        still = {run.folder.path for run in self.runs if self.asked(run)}
        self._asked = {path: state for path, state in self._asked.items() if path in still}
        for run in self.runs:
            if run.folder.path in self._stops:
                if run.at_work:
                    self._ask_to_stop(run)
                else:
                    self._stops.discard(run.folder.path)

    def delete(self, run: Run) -> None:
        """Delete a run for good."""
        from scolioapp.storage.training_runs import delete

        words = self.tr("The run “{name}” was deleted.").format(name=run.name)
        self._do(partial(delete, run.folder), done=lambda _: self.said.emit(words, Severity.INFO))

    def output(self, run: Run, *, done: Callable[[str], None]) -> None:
        """Read the end of what the trainer of a run printed."""
        from scolioapp.storage.training_runs import output_of

        self._worker.run(partial(output_of, run.folder), done=done, failed=self._say_error)

    def evaluate(self, run: Run) -> None:
        """Ask for an evaluation of a finished run's model on its dataset; over folds, for the report."""
        if run.folds:
            if run.reported:
                self.report_asked.emit(run.folder.report)
        elif run.finished and run.dataset is not None:
            self.evaluate_asked.emit(run.folder.model, run.dataset)

    def add(self, run: Run) -> None:
        """Ask that a finished run's model is added to the models."""
        if run.finished:
            self.add_asked.emit(run.folder.model)

    def _do(self, work: Callable[[], object], *, done: Callable[[Any], None] | None = None) -> None:
        def ended(answer: object) -> None:
            if done is not None:
                done(answer)
            self.look()

        self._worker.run(work, done=ended, failed=self._say_error)

    # Files

    def save(self, path: Path) -> None:
        """Save the form as a configuration file."""
        if self.form is None:
            return
        if self.form.ask() is None:
            self.said.emit(self.tr("Correct what is marked before you save it."), Severity.CARE)
            return
        words = self.tr("The configuration was saved as {file}.").format(file=path.name)
        self._worker.run(
            partial(self.form.save, path),
            done=lambda _: self.said.emit(words, Severity.INFO),
            failed=self._say_error,
        )

    def open_config(self, path: Path) -> None:
        """Fill the form from a configuration file."""
        from engine.runs.training_config import read_config

        form = self.form
        if form is not None:
            self._worker.run(
                partial(read_config, path),
                done=lambda config: form.take(config, path.parent),
                failed=self._say_error,
            )

    # The window's start and end

    def look_for_running(self) -> None:
        """Say by `still_running` which runs went on while no window was open."""
        self._worker.run(
            partial(_running_in, self._runs_folder),
            done=lambda names: self.still_running.emit(names) if names else None,
            failed=self._say_error,
        )

    def close(self) -> None:
        """Stop looking; trainers go on."""
        self._closed = True
        self._timer.stop()

    def _say_error(self, error: ScolioError) -> None:
        self.said.emit(sentence(error), Severity.REPEAT)


def _imported(more: tuple[str, ...]) -> tuple[Preset, ...]:
    for name in ("scolioapp.storage.training_runs", *more):
        importlib.import_module(name)
    from scolioapp.storage.training_presets import presets

    return presets()


def _running_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the runs that a process trains; the engine is imported if there are any."""
    if not folder.is_dir():
        return ()
    from scolioapp.storage.training_runs import RunsReader

    return tuple(run.name for run in RunsReader(folder).read().runs if run.at_work)
