"""The state of the Dataset page: what is known, what is missing, what is being done.

Nothing here touches a disk on the interface's thread but the list itself, which is a small file. Must not
know QtGui or QtWidgets.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.progress import Cancel, Progress, ProgressReport
from engine.core.text import Text
from scolioapp.jobs.dataset_jobs import DatasetLibrary
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import (
    CHECK,
    OUT,
    PARTITION,
    SPLIT,
    Facts,
    Offer,
    classes_of,
    dataset_of,
    files_of,
    read_facts,
)
from scolioapp.storage.dataset_records import DatasetRecords
from scolioapp.storage.dataset_requests import (
    LEFT_OUT,
    ExtractRequest,
    LeftOut,
    PackWish,
    SimulateRequest,
    SplitFacts,
    SplitRequest,
)
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.model_manager import ModelManager, sentence
from scolioapp.viewmodels.sequences import SequencesModel
from scolioapp.words.dataset_words import check_words, progress_words, split_words

if TYPE_CHECKING:
    from engine.datasets.check_report import DatasetReport


class DatasetsModel(QObject):
    """State of the page.

    Attributes:
        task: Runs what is long, one thing at a time.

    Signals:
        train_asked: The folder of a dataset that is to be trained on (`Path`).
        changed: The list, or whether a folder is there.
        facts_changed: The path of a dataset of which more is known now.
        said: Words for the page, their severity, and what can be tried again: a request, or a dataset
            that can be put back, or None.
        agreement_asked: An `Offer` whose terms the person must agree to first.
        taken: The path of a dataset that came into the list.
        working: What is being done, and how far it is.
        closing: Everything is being stopped.
    """

    train_asked = Signal(object)
    changed = Signal()
    facts_changed = Signal(object)
    said = Signal(str, object, object)
    agreement_asked = Signal(object)
    taken = Signal(object)
    working = Signal(str)
    closing = Signal()

    def __init__(
        self,
        shelf: DatasetShelf,
        models: ModelManager,
        paths: AppPaths,
        settings: Settings,
        worker: Worker,
        parent: QObject | None = None,
        *,
        library: DatasetLibrary | None = None,
    ) -> None:
        super().__init__(parent)
        self.library = library if library is not None else DatasetLibrary()
        self.models = models
        self.task = TaskSlot(worker, self)
        self._shelf = shelf
        self._settings = settings
        self._worker = worker
        self._records = DatasetRecords(paths.datasets.parent / "datasets")
        self._facts: dict[Path, Facts] = {}
        self._reading: set[Path] = set()
        self._missing: frozenset[Path] = frozenset()
        self._words = ""
        shelf.changed.connect(self.changed)
        shelf.changed.connect(self.refresh)
        self.task.progressed.connect(self._on_progress)

    # The list

    @property
    def datasets(self) -> tuple[KnownDataset, ...]:
        """The known datasets, the newest first."""
        return self._shelf.datasets

    def dataset(self, path: Path) -> KnownDataset | None:
        """Return the dataset in a folder, or None."""
        return self._shelf.dataset(path)

    def missing(self, path: Path) -> bool:
        """Whether the folder of a dataset was not there when it was looked for last."""
        return path in self._missing

    def refresh(self) -> None:
        """Look which folders are there."""
        paths = [each.path for each in self.datasets]
        self._worker.run(
            lambda: frozenset(path for path in paths if not path.is_dir()),
            done=self._on_looked_for,
            failed=self._say_error,
        )

    def _on_looked_for(self, missing: frozenset[Path]) -> None:
        if missing != self._missing:
            self._missing = missing
            self.changed.emit()

    def remove(self, path: Path) -> None:
        """Take a dataset off the list; its folder stays as it is."""
        dataset = self.dataset(path)
        if dataset is None:
            return
        self._shelf.remove(path)
        self._facts.pop(path, None)
        words = self.tr("“{name}” was removed from the list. Its folder is unchanged.")
        self.said.emit(words.format(name=dataset.name), Severity.INFO, dataset)

    def put_back(self, dataset: KnownDataset) -> None:
        """Take a dataset into the list again."""
        self._shelf.put(dataset)
        self.taken.emit(dataset.path)

    def train(self, path: Path) -> None:
        """Go on to training."""
        self.train_asked.emit(path)

    # What is known of one

    def facts(self, path: Path) -> Facts:
        """Return what is known of a dataset; what is still to be read arrives by `facts_changed`."""
        if path not in self._facts and path not in self._reading:
            self._reading.add(path)
            self._worker.run(
                partial(read_facts, self._records, path),
                done=partial(self._on_read, path),
                failed=self._say_error,
            )
        return self._facts.get(path, Facts())

    def _on_read(self, path: Path, facts: Facts) -> None:
        self._reading.discard(path)
        if path not in self._facts:
            self._facts[path] = facts
            self.facts_changed.emit(path)

    def _know(self, path: Path, **news: Any) -> None:  # noqa: ANN401 - fields of `Facts`
        self._facts[path] = dataclasses.replace(self._facts.get(path, Facts()), **news)
        self.facts_changed.emit(path)

    # Opening

    def open(self, folder: Path) -> None:
        """Take a folder or a store into the list, once its terms are agreed to, and check it."""
        path = Path(os.path.abspath(folder))
        words = self.tr("Opening {name}…").format(name=path.name)
        self._start(words, partial(self._look, path), done=self._on_looked)

    def _look(self, path: Path, progress: Progress | None, cancel: Cancel) -> Offer:
        seen = self.library.look(path, cancel=cancel)
        kept = self._records.place(path, PARTITION)
        return Offer(seen, kept if kept.is_file() else None)

    def _on_looked(self, offer: Offer) -> None:
        known = self.dataset(offer.seen.path)
        if offer.seen.needs_agreement and not (known is not None and known.agreed):
            self.agreement_asked.emit(offer)
        else:
            self.take(offer)

    def take(self, offer: Offer, before: str = "") -> None:
        """Take a dataset in whose terms the person agrees to, if it has any; ``before`` is said, too."""
        path = offer.seen.path
        self._shelf.put(dataset_of(offer, self.dataset(path)))
        self.taken.emit(path)
        self.check(path, before)

    def refuse(self, offer: Offer) -> None:
        """Leave a dataset alone whose terms the person did not agree to."""
        words = self.tr(
            "“{name}” was not added: only people who have signed the release agreement may use it."
        )
        self.said.emit(words.format(name=offer.seen.path.name), Severity.INFO, None)

    def set_files(self, path: Path, pose: Path | None, subjects: Path | None) -> None:
        """Say where poses and the list of people lie, and check again."""
        dataset = self.dataset(path)
        if dataset is None:
            return
        changes: dict[str, object] = {"pose": pose, "subjects": subjects}
        if subjects != dataset.subjects:
            # Whoever is who decides on which side they stand.
            changes["partition"] = None
            self._records.forget(path, SPLIT)
            self._know(path, split=None)
        self._shelf.put(dataset.model_copy(update=changes))
        self.check(path)

    def sequences(self, dataset: KnownDataset) -> SequencesModel:
        """Return the state of a viewer of a dataset's sequences."""
        return SequencesModel(files_of(dataset), self._worker)

    # Checking

    def check(self, path: Path, before: str = "") -> None:
        """Look through every sequence of a dataset; ``before`` is said together with what is found."""
        dataset = self.dataset(path)
        if dataset is None:
            return

        def work(progress: Progress, cancel: Cancel) -> tuple[DatasetReport, Facts]:
            report = self.library.check(files_of(dataset), progress=progress, cancel=cancel)
            self._records.write(path, CHECK, report.to_json())
            return report, read_facts(self._records, path)

        words = self.tr("Checking {name}…").format(name=dataset.name)
        stopped = self.tr("The check was cancelled. Nothing was changed.")
        self._start(
            words,
            work,
            done=partial(self._on_checked, path, before),
            stopped=f"{before} {stopped}".strip(),
        )

    def _on_checked(self, path: Path, before: str, answer: tuple[DatasetReport, Facts]) -> None:
        report, kept = answer
        dataset = self.dataset(path)
        if dataset is None:
            return
        self._know(
            path, report=report, checked=kept.checked, split=kept.split, left_out=kept.left_out
        )
        self._shelf.put(dataset.model_copy(update={"classes": classes_of(report)}))
        words, severity = check_words(report)
        self.said.emit(f"{before} {words}".strip(), severity, None)

    def save_report(self, path: Path, file: Path) -> None:
        """Save the last check as JSON or CSV."""
        report = self.facts(path).report
        if report is None:
            return
        if file.suffix.lower() not in (".json", ".csv"):
            file = file.with_name(file.name + ".json")
        self._worker.run(
            partial(report.save, file), done=lambda _: self._say_saved(file), failed=self._say_error
        )

    def _say_saved(self, file: Path) -> None:
        words = self.tr("Saved as {file}.").format(file=file.name)
        self.said.emit(words, Severity.INFO, None)

    # Packing

    def pack(self, wish: PackWish) -> None:
        """Make a packed store, and take it into the list."""
        dataset = self.dataset(wish.files.root)
        if dataset is None:
            return
        store = Path(os.path.abspath(wish.store))

        def work(progress: Progress, cancel: Cancel) -> tuple[Offer, tuple[LeftOut, ...]]:
            whole = dataclasses.replace(wish, store=store)
            left_out = self.library.pack(whole, progress=progress, cancel=cancel)
            return self._packed(dataset, store, left_out), left_out

        words = self.tr("Packing {name}…").format(name=dataset.name)
        done = partial(self._on_packed, wish, dataset)
        self._start(words, work, done=done, again=wish)

    def _packed(self, dataset: KnownDataset, store: Path, left_out: tuple[LeftOut, ...]) -> Offer:
        """Keep what is known of a new store; a split that names what was left out does not fit it."""
        self._records.write(store, OUT, LEFT_OUT.dump_json(left_out).decode())
        out: Path | None = None
        if dataset.partition is not None and not left_out:
            out = self._records.place(store, PARTITION)
            self.library.copy_partition(dataset.partition, out)
            kept = self._records.read(dataset.path, SPLIT)
            if kept is not None:
                self._records.write(store, SPLIT, kept[0])
        seen = self.library.look(store)
        return Offer(dataclasses.replace(seen, agreed=dataset.agreed or seen.agreed), out)

    def _on_packed(
        self, wish: PackWish, dataset: KnownDataset, answer: tuple[Offer, tuple[LeftOut, ...]]
    ) -> None:
        offer, left_out = answer
        if wish.instead:
            self._shelf.remove(dataset.path)
        words = self.tr("Packed as “{name}”.").format(name=offer.seen.path.name)
        if left_out:
            more = self.tr("Sequences left out: {count}, listed under “Left out”.")
            words = f"{words} {more.format(count=len(left_out))}"
        if dataset.partition is not None and offer.partition is None:
            again = self.tr("Split the store again: it lacks some sequences of the split.")
            words = f"{words} {again}"
        self.take(offer, words)

    # Splitting

    def split(self, request: SplitRequest) -> None:
        """Split a dataset, look for leaks, and keep the partition."""
        path = request.files.root
        dataset = self.dataset(path)
        if dataset is None:
            return
        whole = dataclasses.replace(request, out=self._records.place(path, PARTITION))

        def work(progress: Progress, cancel: Cancel) -> SplitFacts:
            facts = self.library.split(whole, progress=progress, cancel=cancel)
            self._records.write(path, SPLIT, facts.model_dump_json())
            return facts

        words = self.tr("Splitting {name} and looking for leaks…").format(name=dataset.name)
        self._start(words, work, done=partial(self._on_split, whole), again=request)

    def _on_split(self, request: SplitRequest, facts: SplitFacts) -> None:
        path, subjects = request.files.root, request.files.subjects
        dataset = self.dataset(path)
        if dataset is None:
            return
        self._know(path, split=facts)
        told = subjects != dataset.subjects
        update = {"partition": request.out, "subjects": subjects}
        self._shelf.put(dataset.model_copy(update=update))
        words, severity = split_words(facts)
        self.said.emit(words, severity, None)
        if told:
            # Who is who changes what the check says of people.
            self.check(path)

    def save_partition(self, path: Path, file: Path) -> None:
        """Save the partition of a dataset elsewhere, as OpenGait reads it."""
        dataset = self.dataset(path)
        if dataset is None or dataset.partition is None:
            return
        if file.suffix.lower() != ".json":
            file = file.with_name(file.name + ".json")
        self._worker.run(
            partial(self.library.copy_partition, dataset.partition, file),
            done=lambda _: self._say_saved(file),
            failed=self._say_error,
        )

    # Making

    def extract(self, request: ExtractRequest) -> None:
        """Make a dataset of videos, or go on with one."""
        out = Path(os.path.abspath(request.out))

        def work(progress: Progress, cancel: Cancel) -> tuple[Offer, tuple[LeftOut, ...]]:
            whole = dataclasses.replace(request, out=out)
            left_out = self.library.extract(whole, progress=progress, cancel=cancel)
            self._records.write(out, OUT, LEFT_OUT.dump_json(left_out).decode())
            return self._look(out, None, cancel), left_out

        words = self.tr("Reading the videos of {name}…").format(name=request.videos.name)
        stopped = self.tr(
            "Stopped. Finished videos are kept: continue with the same folders whenever you like."
        )
        self._start(words, work, done=self._on_extracted, again=request, stopped=stopped)

    def _on_extracted(self, answer: tuple[Offer, tuple[LeftOut, ...]]) -> None:
        offer, left_out = answer
        self._facts.pop(offer.seen.path, None)
        words = ""
        if left_out:
            words = self.tr(
                "Videos that could not be used: {count}, listed under “Left out” with the reasons."
            )
        self.take(offer, words.format(count=len(left_out)))

    def simulate(self, request: SimulateRequest) -> None:
        """Write a dataset of simulated walkers."""
        folder = Path(os.path.abspath(request.folder))

        def work(progress: Progress, cancel: Cancel) -> Offer:
            whole = dataclasses.replace(request, folder=folder)
            self.library.simulate(whole, progress=progress, cancel=cancel)
            return self._look(folder, None, cancel)

        self._start(self.tr("Simulating…"), work, done=self.take, again=request)

    # Working

    def _start(
        self,
        words: str,
        work: Callable[[Progress, Cancel], Any],
        *,
        done: Callable[[Any], None],
        again: object = None,
        stopped: str = "",
    ) -> None:
        if self.task.running:
            busy = self.tr("Another task is running. Wait for it, or cancel it.")
            self.said.emit(busy, Severity.INFO, None)
            return
        said = stopped or self.tr("Cancelled. Nothing was changed.")
        self._words = words
        self.working.emit(words)
        self.task.run(
            work,
            done=done,
            failed=lambda error: self.said.emit(sentence(error), Severity.REPEAT, again),
            cancelled=lambda: self.said.emit(said, Severity.INFO, again),
        )

    def _on_progress(self, report: ProgressReport) -> None:
        self.working.emit(progress_words(self._words, report))

    def _say_error(self, error: ScolioError) -> None:
        self.said.emit(sentence(error), Severity.REPEAT, None)

    def agreement(self) -> Text:
        """Return the release agreement."""
        return self.library.agreement()

    def close(self) -> None:
        """Say that nothing is shown any more."""
        self.closing.emit()
