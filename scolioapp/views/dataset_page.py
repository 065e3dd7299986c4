"""The Dataset page: what there is to train on, whether it is sound, and how it is split."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.core.findings import Severity
from engine.core.video_suffixes import SUFFIXES
from scolioapp.painting.layouts import add_to, in_column
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import Offer
from scolioapp.storage.dataset_requests import (
    ExtractRequest,
    PackWish,
    SimulateRequest,
    SplitRequest,
)
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.dataset_table import DIM_ROLE, Column, DatasetTable
from scolioapp.viewmodels.datasets import DatasetsModel
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.model_manager import MODEL_SUFFIXES
from scolioapp.views.dataset_details import DatasetDetails
from scolioapp.views.dataset_dialogs import AgreementDialog, FilesDialog, FilesTold
from scolioapp.views.dataset_empty import EmptyDatasets
from scolioapp.views.dataset_found import SPLIT
from scolioapp.views.dataset_make import ExtractDialog, SimulateDialog
from scolioapp.views.dataset_pack import PackDialog
from scolioapp.views.dataset_split import SplitDialog
from scolioapp.views.sequence_viewer import SequenceViewer
from scolioapp.widgets.kept_splitter import KeptSplitter
from scolioapp.widgets.page import Page, note, primary_button
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell
from scolioapp.widgets.task_row import TaskRow
from scolioapp.words.dataset_words import train_words

_ELSEWHERE = (*SUFFIXES, *MODEL_SUFFIXES)
"""Endings of files that other pages take when they are dropped."""


class DatasetPage(Page):
    """List above, the selected dataset below; or, while there is none, the ways to one.

    Attributes:
        dialog: What is being asked, or None.
    """

    def __init__(
        self, model: DatasetsModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("datasetPage")
        self.title.setText(self.tr("Dataset"))
        self.setAcceptDrops(True)
        self._model = model
        self._settings = settings
        self.dialog: QDialog | None = None
        self.rows = DatasetTable(model, self)
        self.empty = EmptyDatasets(self)
        self.table = RecordTable(
            self.rows, self.tr("Known datasets"), row_height=LinesCell.row_height(1), parent=self
        )
        self.details = DatasetDetails(settings, self)
        self.task_row = TaskRow(model.task, self)
        self.splitter = KeptSplitter(settings, "dataset_splitter", Qt.Orientation.Vertical, self)
        self._build_header()
        self._build_table()
        self._lay_out()
        self._connect_signals()
        self._make_shortcuts()
        self._on_changed()

    # Building

    def _build_header(self) -> None:
        self.add_button = QPushButton(self.tr("&Add dataset"), self)
        self.add_button.setProperty("hasMenu", True)
        self.open_action = QAction(self.tr("&Open dataset…"), self)
        self.extract_action = QAction(self.tr("From your own &videos…"), self)
        self.simulate_action = QAction(self.tr("&Simulate…"), self)
        menu = QMenu(self.add_button)
        menu.addActions([self.open_action, self.extract_action, self.simulate_action])
        self.add_button.setMenu(menu)
        self.train_button = primary_button(self.tr("T&rain on this…"), self)
        add_to(self.header, self.add_button, self.train_button)

    def _build_table(self) -> None:
        table = self.table
        table.setItemDelegate(
            LinesCell(LINES_ROLE, bold=Column.DATASET, dim=DIM_ROLE, notes=1, parent=table)
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setMinimumHeight(space(15))
        table.fit_columns({Column.SPLIT: space(16)}, least=space(10))

    def _lay_out(self) -> None:
        self.hint = note("", self)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([space(24), space(48)])
        # As high as the window lets it be; where that is not enough, the page scrolls.
        self.splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.splitter.setMinimumHeight(space(56))
        self.splitter.restore()
        self.content.setSpacing(space(1))
        add_to(self.content, (self.empty, 1), (self.splitter, 1), self.hint)
        # What is being done stays in sight, however far the page was scrolled.
        foot = in_column(self.task_row, margins=(3, 0, 3, 2))
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.addLayout(foot)

    def _connect_signals(self) -> None:
        model, details = self._model, self.details
        model.changed.connect(self._on_changed)
        model.facts_changed.connect(self._on_facts)
        model.said.connect(self._on_said)
        model.agreement_asked.connect(self.ask_agreement)
        model.taken.connect(self.table.select)
        model.working.connect(self.task_row.say)
        model.task.changed.connect(self._show_actions)
        model.closing.connect(self.close_dialog)
        self.table.chosen.connect(self._show_selected)
        for action, button, do in (
            (self.open_action, self.empty.open_button, self.choose_folder),
            (self.extract_action, self.empty.extract_button, self.open_extract),
            (self.simulate_action, self.empty.simulate_button, self.open_simulate),
        ):
            action.triggered.connect(lambda _=False, do=do: do())
            button.clicked.connect(lambda _=False, do=do: do())
        self.train_button.clicked.connect(self.train)
        details.wanted.connect(self._do)
        details.found.report_asked.connect(self._choose_report)
        details.found.partition_asked.connect(self._choose_partition)

    def _make_shortcuts(self) -> None:
        check = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        check.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        check.activated.connect(self.details.check_button.click)
        self.table.on_key(QKeySequence.StandardKey.Delete, self.details.remove_button.click)

    # The list

    @property
    def selected(self) -> KnownDataset | None:
        """The dataset that is shown below the list, or None."""
        return self.table.current

    def _on_changed(self) -> None:
        some = self.rows.rowCount() > 0
        for widget in (self.splitter, self.hint, self.add_button, self.train_button):
            widget.setVisible(some)
        self.empty.setVisible(not some)
        self._say_hint()
        self._show_selected()

    def _on_facts(self, path: Path) -> None:
        self.table.viewport().update()
        dataset = self.selected
        if dataset is not None and dataset.path == path:
            self._show_selected()

    def _show_selected(self, *_changes: object) -> None:
        dataset = self.selected
        if dataset is not None:
            self.details.show_dataset(dataset, self._model.facts(dataset.path))
        self._show_actions()

    def _show_actions(self) -> None:
        dataset, idle = self.selected, not self._model.task.running
        for control in (self.open_action, self.extract_action, self.simulate_action):
            control.setEnabled(idle)
        empty = self.empty
        for button in (empty.open_button, empty.extract_button, empty.simulate_button):
            button.setEnabled(idle)
        if dataset is None:
            return
        missing = self._model.missing(dataset.path)
        can, words = train_words(dataset, self._model.facts(dataset.path), missing=missing)
        self.train_button.setEnabled(can)
        self.train_button.setToolTip(words or self.tr("Choose a network and train it on this"))
        self.details.train_note.setText(words)
        self.details.train_note.setVisible(bool(words))
        self.details.show_actions(idle=idle, there=not missing)

    # Doing

    def _do(self, word: str) -> None:
        dataset = self.selected
        if dataset is None:
            return
        self.banner.clear()
        if word == "look":
            self.open_viewer(dataset)
        elif word == "check":
            self._model.check(dataset.path)
        elif word == "pack":
            self.open_pack(dataset)
        elif word == "split":
            self.open_split(dataset)
        elif word == "files":
            self._open_files(dataset)
        else:
            self._model.remove(dataset.path)

    def train(self) -> None:
        """Go on to training with the selected dataset."""
        dataset = self.selected
        if dataset is not None:
            self._model.train(dataset.path)

    def open_folder(self, folder: Path) -> None:
        """Take in a folder that was chosen or dropped."""
        self.banner.clear()
        self._settings.last_dataset_folder = str(folder.parent)
        self._model.open(folder)

    def _on_said(self, words: str, severity: Severity, again: object) -> None:
        action, do = "", None
        if isinstance(again, KnownDataset):
            action, do = self.tr("Put &back"), lambda: self._model.put_back(again)
        elif again is not None:
            action, do = self.tr("Ask a&gain…"), lambda: self._open_again(again)
        self.banner.say(words, severity=severity, action=action, do=do)

    def _open_again(self, request: object) -> None:
        """Ask again with what was told before."""
        if isinstance(request, ExtractRequest):
            self.open_extract(request)
        elif isinstance(request, SimulateRequest):
            self.open_simulate(request)
        elif isinstance(request, PackWish | SplitRequest):
            dataset = self._model.dataset(request.files.root)
            if dataset is None:
                return
            if isinstance(request, PackWish):
                self.open_pack(dataset, request)
            else:
                self.open_split(dataset, request)

    # Dialogs

    def _show_dialog(self, dialog: QDialog) -> None:
        self.banner.clear()
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    def _on_dialog_closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def close_dialog(self) -> None:
        """Close what is being asked."""
        if self.dialog is not None:
            self.dialog.reject()

    def choose_folder(self) -> None:
        """Ask for the folder of a dataset."""
        dialog = QFileDialog(self, self.tr("Open dataset"), self._settings.last_dataset_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda chosen: self.open_folder(Path(chosen[0])))
        dialog.open()

    def ask_agreement(self, offer: Offer) -> None:
        """Have the person agree to the terms of a dataset, or leave it alone."""
        self.close_dialog()
        dialog = AgreementDialog(offer, self._model.agreement(), self._settings, self)
        dialog.asked.connect(self._model.take)
        dialog.rejected.connect(lambda: self._model.refuse(offer))
        self._show_dialog(dialog)

    def open_extract(self, before: ExtractRequest | None = None) -> None:
        """Ask for videos and their labels."""
        if self.dialog is None:
            dialog = ExtractDialog(self._settings, self, before=before)
            dialog.asked.connect(self._model.extract)
            self._show_dialog(dialog)

    def open_simulate(self, before: SimulateRequest | None = None) -> None:
        """Ask how many people are to be simulated."""
        if self.dialog is None:
            dialog = SimulateDialog(self._settings, self, before=before)
            dialog.asked.connect(self._model.simulate)
            self._show_dialog(dialog)

    def open_pack(self, dataset: KnownDataset, before: PackWish | None = None) -> None:
        """Ask for a store."""
        if self.dialog is None:
            dialog = PackDialog(dataset, self._settings, self, before=before)
            dialog.asked.connect(self._model.pack)
            self._show_dialog(dialog)

    def open_split(self, dataset: KnownDataset, before: SplitRequest | None = None) -> None:
        """Ask how to split."""
        if self.dialog is None:
            facts = self._model.facts(dataset.path)
            dialog = SplitDialog(
                dataset, facts, self._model.models, self._settings, self, before=before
            )
            dialog.asked.connect(self._split)
            self._show_dialog(dialog)

    def open_viewer(self, dataset: KnownDataset) -> None:
        """Look through the sequences."""
        if self.dialog is None:
            title = self.tr("Sequences of “{name}”").format(name=dataset.name)
            viewer = SequenceViewer(self._model.sequences(dataset), title, self)
            self._show_dialog(viewer)

    def _split(self, request: SplitRequest) -> None:
        self.details.found.open_part(SPLIT)
        self._model.split(request)

    def _open_files(self, dataset: KnownDataset) -> None:
        if self.dialog is None:
            dialog = FilesDialog(dataset, self._settings, self)
            dialog.asked.connect(self._take_files)
            self._show_dialog(dialog)

    def _take_files(self, told: FilesTold) -> None:
        self._model.set_files(told.path, told.pose, told.subjects)

    def _choose_report(self) -> None:
        dataset = self.selected
        if dataset is not None:
            filters = [self.tr("Report (*.json)"), self.tr("Table of findings (*.csv)")]
            dialog = self._save_dialog(self.tr("Save report"), f"{dataset.name}-check", filters)
            dialog.filesSelected.connect(
                lambda chosen: self._model.save_report(dataset.path, self._took(chosen))
            )
            dialog.open()

    def _choose_partition(self) -> None:
        dataset = self.selected
        if dataset is not None:
            filters = [self.tr("Partitions (*.json)")]
            dialog = self._save_dialog(self.tr("Save partition"), f"{dataset.name}-split", filters)
            dialog.filesSelected.connect(
                lambda chosen: self._model.save_partition(dataset.path, self._took(chosen))
            )
            dialog.open()

    def _save_dialog(self, title: str, name: str, filters: list[str]) -> QFileDialog:
        dialog = QFileDialog(self, title, self._settings.last_dataset_folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix("json")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("csv" if "csv" in chosen else "json")
        )
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _took(self, chosen: list[str]) -> Path:
        path = Path(chosen[0])
        self._settings.last_dataset_folder = str(path.parent)
        return path

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """Look again which folders are there."""
        super().showEvent(event)
        self._model.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what may be a dataset; videos and models are the window's."""
        if _offered(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.hint.setText(self.tr("Drop it to open it as a dataset."))
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say again what can be done."""
        self._say_hint()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was let go."""
        self._say_hint()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_files(_offered(event))

    def take_files(self, paths: list[Path]) -> None:
        """Open what was dropped: one folder."""
        if len(paths) == 1:
            self.open_folder(paths[0])
        else:
            words = self.tr("One at a time: drop one folder.")
            self.banner.say(words, severity=Severity.INFO)

    def _say_hint(self) -> None:
        self.hint.setText(self.tr("To add a dataset, drop its folder here."))


def _offered(event: QDropEvent) -> list[Path]:
    """Return what hangs over the page and may be a dataset."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in paths if path.suffix.lower() not in _ELSEWHERE]
