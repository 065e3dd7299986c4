"""The state of the Models page: what is installed, what judges by default, what is being done.

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
from engine.core.progress import Cancel, Progress
from scolioapp.i18n import render
from scolioapp.jobs.model_library import KeptRecording, ModelLibrary, hashes_of
from scolioapp.jobs.worker import Lane, Task, TaskSlot, Worker
from scolioapp.settings import Settings
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.words.default_model_words import DefaultQuestion
from scolioapp.words.model_card_words import Check, CheckState
from scolioapp.words.model_comparison_words import Comparison

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel

CHECKPOINT_SUFFIXES = (".pt", ".pth")
"""Endings of checkpoints of OpenGait."""

PACK_SUFFIX = ".scoliomodel"
"""Ending of a model pack."""

MODEL_SUFFIXES = (*CHECKPOINT_SUFFIXES, PACK_SUFFIX)
"""Endings of files that belong on the Models page."""

Failed = Callable[[ScolioError], None]


def sentence(error: ScolioError) -> str:
    """Return what happened and what to do, in the window's language."""
    return f"{render(error.what)} {render(error.remedy)}"


class ModelManager(QObject):
    """The installed models, and everything that can be done with them.

    Args:
        store: Kept results; a model that judged one of them stays.
        settings: Holds the chosen model: the one truth, here and on the Settings page.

    Attributes:
        task: Runs what is long, one thing at a time.

    Signals:
        models_changed: The list, the default, or both.
        checked: The name of a model whose check stands elsewhere now.
        said: Words for the page, and their severity.
        removal_ready: A model that may be removed once the person has confirmed it.
        added: The name of a model that was installed.
        default_asked: A `DefaultQuestion`: another model is to judge, once the person has confirmed it.
    """

    models_changed = Signal()
    checked = Signal(str)
    said = Signal(str, object)
    removal_ready = Signal(object)
    added = Signal(str)
    default_asked = Signal(object)

    def __init__(
        self,
        library: ModelLibrary,
        store: ResultKeeper,
        settings: Settings,
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.task = TaskSlot(worker, self)
        self._store = store
        self._settings = settings
        self._worker = worker
        self._models: tuple[InstalledModel, ...] = ()
        self._program_choice = ""
        self._known = False
        self._checks: dict[str, Check] = {}
        self._reads = 0
        self._checking: str | None = None
        self._next_check: str | None = None
        settings.changed.connect(self._on_setting)

    # The list

    @property
    def models(self) -> tuple[InstalledModel, ...]:
        """All models, those that come with the program first."""
        return self._models

    @property
    def known(self) -> bool:
        """Whether the list was read at least once."""
        return self._known

    @property
    def usable(self) -> tuple[InstalledModel, ...]:
        """The models that can judge."""
        return tuple(model for model in self._models if model.problem is None)

    @property
    def default(self) -> str:
        """Name of the model that judges."""
        return self._settings.model or self._program_choice

    @property
    def program_choice(self) -> InstalledModel | None:
        """The model that judges while none is chosen."""
        return self.model(self._program_choice)

    @property
    def missing_default(self) -> str:
        """Name of the chosen model when it is not there or cannot judge, else ""."""
        chosen = self._settings.model
        found = {model.name for model in self.usable}
        return chosen if self._known and chosen and chosen not in found else ""

    def model(self, name: str) -> InstalledModel | None:
        """Return the model with this name, or None; one that can judge before one that cannot."""
        named = [model for model in self._models if model.name == name]
        named.sort(key=lambda model: model.problem is not None)
        return named[0] if named else None

    def refresh(self) -> None:
        """Read the list again; what was checked is forgotten."""
        self._worker.run(self._read, done=self._take, failed=self._say_error, series="models")

    def _read(self) -> tuple[str, tuple[InstalledModel, ...]]:
        return self.library.program_choice, self.library.installed()

    def _take(self, answer: tuple[str, tuple[InstalledModel, ...]]) -> None:
        missing = self.missing_default
        self._program_choice, self._models = answer
        self._known = True
        self._reads += 1
        self._checks.clear()
        self.models_changed.emit()
        if missing and not self.missing_default and not self._settings.clinic.on:
            question = self._question(missing, returned=True)
            if question is not None:
                self.default_asked.emit(question)

    # The default

    def ask_default(self, name: str) -> None:
        """Ask by `default_asked` whether a model is to judge from now on.

        Args:
            name: Its name; "" for the program's choice, whichever that is.
        """
        question = self._question(name)
        if question is None:
            return
        if question.model.name == self.default:
            # The same model by another way.
            self._settings.model = name
        else:
            self.default_asked.emit(question)

    def _question(self, choice: str, *, returned: bool = False) -> DefaultQuestion | None:
        model = self.model(choice or self._program_choice)
        if model is None or model.card is None or model.problem is not None:
            return None
        current = self._program_choice if returned else self.default
        judging = self.model(current)
        there = judging is not None and judging.problem is None
        card = judging.card if judging is not None and there else None
        return DefaultQuestion(model, model.card, choice, current, card, returned)

    def set_default(self, question: DefaultQuestion) -> None:
        """Have this model judge from now on; the person was asked."""
        self._settings.model = question.choice
        words = self.tr("“{name}” is used from now on.").format(name=question.model.name)
        if question.card.notice is not None:
            words = f"{words} {render(question.card.notice)}"
        self.said.emit(words, Severity.INFO)

    def keep_default(self, question: DefaultQuestion) -> None:
        """Leave everything as it was; one that came back does not judge then."""
        if question.returned:
            self._settings.model = ""
            words = self.tr("“{name}” is used from now on.").format(name=self.default)
            self.said.emit(words, Severity.INFO)

    def _on_setting(self, name: str) -> None:
        if name == "model":
            self.models_changed.emit()

    # The check of one model

    def check_of(self, model: InstalledModel) -> Check:
        """Return how the check of a model stands."""
        return self._checks.get(str(model.folder), Check())

    def verify(self, model: InstalledModel) -> None:
        """Check a model's hashes and known answer, unless that was done; the last one asked for wins."""
        if model.problem is not None or self.check_of(model).state is not CheckState.WAITING:
            return
        if self._checking is not None:
            self._next_check = model.name
            return
        self._checking = str(model.folder)
        self._set_check(model, Check(CheckState.RUNNING))
        read = self._reads
        self._worker.submit(
            Task(
                Lane.LONG,
                lambda _progress, cancel: self.library.verify(model, cancel=cancel),
                done=lambda _: self._check_ended(model, Check(CheckState.HOLDS), read),
                failed=lambda error: self._check_ended(
                    model, Check(CheckState.FAILS, sentence(error)), read
                ),
            )
        )

    def _check_ended(self, model: InstalledModel, check: Check, read: int) -> None:
        self._checking = None
        if read == self._reads:
            # Else the list was read anew meanwhile, and the folder may have changed with it.
            self._set_check(model, check)
        name, self._next_check = self._next_check, None
        following = self.model(name) if name is not None else None
        if following is not None:
            self.verify(following)

    def _set_check(self, model: InstalledModel, check: Check) -> None:
        self._checks[str(model.folder)] = check
        self.checked.emit(model.name)

    # Packs

    def import_pack(self, pack: Path) -> None:
        """Install a model pack."""
        self._start(
            lambda progress, cancel: self.library.import_pack(
                pack, progress=progress, cancel=cancel
            ),
            done=self._on_pack_imported,
        )

    def _on_pack_imported(self, name: str) -> None:
        words = self.tr("“{name}” was installed; its files and its known answer were checked.")
        self.said.emit(words.format(name=name), Severity.INFO)
        self.take_added(name)

    def take_added(self, name: str) -> None:
        """Read the list again because of a new model."""
        self.added.emit(name)
        self.refresh()

    def export_pack(self, model: InstalledModel, pack: Path) -> None:
        """Write a model as a pack."""
        if pack.suffix != PACK_SUFFIX:
            pack = pack.with_name(pack.name + PACK_SUFFIX)
        self._start(
            lambda progress, cancel: self.library.export_pack(
                model, pack, progress=progress, cancel=cancel
            ),
            done=lambda _: self.said.emit(
                self.tr("“{name}” was saved as {file}.").format(name=model.name, file=pack.name),
                Severity.INFO,
            ),
        )

    def _start(self, work: Callable[..., Any], *, done: Callable[[Any], None]) -> None:
        begun = self.task.run(work, done=done, failed=self._say_error, cancelled=self._on_cancelled)
        if not begun:
            self.said.emit(
                self.tr("Another task is running. Wait for it to finish."), Severity.INFO
            )

    def _on_cancelled(self) -> None:
        self.said.emit(self.tr("Cancelled. Nothing was changed."), Severity.INFO)

    def _say_error(self, error: ScolioError) -> None:
        self.said.emit(sentence(error), Severity.REPEAT)

    # Removal

    def ask_removal(self, model: InstalledModel) -> None:
        """Look whether a model may be removed; says why not, or asks by `removal_ready`."""
        if model.bundled:
            words = self.tr("“{name}” came with the program and cannot be removed.")
            self.said.emit(words.format(name=model.name), Severity.INFO)
            return
        self._worker.run(
            partial(self._judged_by, model),
            done=partial(self._on_counted, model),
            failed=self._say_error,
        )

    def _judged_by(self, model: InstalledModel) -> int:
        """Count the kept results that a model judged; off the interface's thread."""
        others = {each.name for each in self._models} - {model.name}
        hashes = hashes_of(model.card) if model.card is not None else frozenset()
        return self._store.judged_by(model.name, hashes, others)

    def _on_counted(self, model: InstalledModel, count: int) -> None:
        if not count:
            self.removal_ready.emit(model)
            return
        words = self.tr(
            "“{name}” was not removed: {count} saved results come from it, and could not be "
            "explained or repeated without it. Delete those results first, on the Results page."
        )
        if count == 1:
            words = self.tr(
                "“{name}” was not removed: a saved result comes from it, and could not be "
                "explained or repeated without it. Delete that result first, on the Results page."
            )
        self.said.emit(words.format(name=model.name, count=count), Severity.CARE)

    def remove(self, model: InstalledModel) -> None:
        """Delete a model for good, unless a result was judged by it meanwhile."""
        self._worker.run(
            partial(self._remove, model),
            done=partial(self._on_removed, model),
            failed=self._say_error,
        )

    def _remove(self, model: InstalledModel) -> int:
        count = self._judged_by(model)
        if not count:
            self.library.remove(model)
        return count

    def _on_removed(self, model: InstalledModel, count: int) -> None:
        if count:
            self._on_counted(model, count)
            return
        words = self.tr("“{name}” was removed.").format(name=model.name)
        if self._settings.model == model.name:
            self._settings.model = ""
            words += " " + self.tr("From now on “{name}” is used.").format(name=self.default)
        self.said.emit(words, Severity.INFO)
        self.refresh()

    # Validation

    def validate(
        self,
        model: InstalledModel,
        report: Path,
        by: str,
        *,
        done: Callable[[], None],
        failed: Failed,
    ) -> None:
        """Mark a model as validated, by an evaluation report and a name; the engine decides."""

        def marked(_: object) -> None:
            words = self.tr("“{name}” is marked as validated by {by}.")
            self.said.emit(words.format(name=model.name, by=by), Severity.INFO)
            self.refresh()
            done()

        self._worker.run(
            partial(self.library.validate, model, report, by=by), done=marked, failed=failed
        )

    # Comparison

    def compare(
        self,
        models: tuple[InstalledModel, InstalledModel],
        newest: int | None,
        *,
        done: Callable[[Comparison], None],
        failed: Failed,
        cancelled: Callable[[], None],
    ) -> None:
        """Have two models judge the same recordings.

        Args:
            models: The two.
            newest: How many of the newest kept results, 0 for all, or None for the simulated people
                that come with the program.
            done: Takes the answer.
            failed: Takes the reason.
            cancelled: Called when the person stopped it.
        """
        first, second = models

        def work(progress: Progress, cancel: Cancel) -> Comparison:
            recordings = None if newest is None else self._recordings(newest)
            rows = self.library.compare(models, recordings, progress=progress, cancel=cancel)
            dates = tuple(each.date for each in recordings or ())
            labels = tuple(each.label for each in recordings or ())
            return Comparison(first, second, rows, dates, labels, simulated=newest is None)

        self.task.run(work, done=done, failed=failed, cancelled=cancelled)

    def _recordings(self, newest: int) -> tuple[KeptRecording, ...]:
        entries = self._store.entries()[: newest or None]
        return tuple(
            KeptRecording(each.video, each.date, revisions[-1], each.label)
            for each in entries
            if (revisions := self._store.revisions(each.identifier))
        )

    def close(self) -> None:
        """Stop what is being done, so that no dialog is held open by it."""
        self.task.close()
