"""The Evaluation page: what is judged, the reports that are kept, and the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from engine.core.findings import Severity
from scolioapp.painting.layouts import add_to, in_column, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.settings import Settings
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.viewmodels.evaluation_table import Column, EvaluationTable
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.views import evaluation_files as files
from scolioapp.views.evaluation_calibrate import CalibrateDialog
from scolioapp.views.evaluation_form import EvaluationForm
from scolioapp.views.sequence_viewer import SequenceViewer
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.evaluation_view import ReportView
from scolioapp.widgets.kept_splitter import KeptSplitter
from scolioapp.widgets.page import Page, heading, note, primary_button
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell
from scolioapp.widgets.task_row import TaskRow

if TYPE_CHECKING:
    from engine.models.validation import EvaluationReport
    from engine.report.figure import Figure
    from scolioapp.storage.evaluations import KeptEvaluation

_FOLDER: Final = ""
"""Instead of a suffix: a folder is asked for."""


class EvaluationPage(Page):
    """Form beside the kept reports, and below these the one that is open."""

    def __init__(
        self, model: EvaluationModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.title.setText(self.tr("Evaluation"))
        self.setObjectName("evaluationPage")
        self._model = model
        self._settings = settings
        self._chosen: Path | None = None
        self.calibrate_dialog: CalibrateDialog | None = None
        self.evaluate_button = primary_button(self.tr("E&valuate"), self)
        self.export_button = QPushButton(self.tr("E&xport"), self)
        self.people_button = QPushButton(self.tr("Mis&judged…"), self)
        self.people_button.setToolTip(
            self.tr("View the people the model misjudged, or all of them")
        )
        self.delete_button = QPushButton(self.tr("De&lete…"), self)
        self.form = EvaluationForm(model, self)
        self.rows = EvaluationTable(model, self)
        self.table = RecordTable(
            self.rows,
            self.tr("Saved evaluations"),
            row_height=LinesCell.row_height(),
            fallback=self._opened_row,
            parent=self,
        )
        self.view = ReportView(self)
        self.task_row = TaskRow(model.task, self)
        self.hint = note("", self)
        self._build_table()
        self._build_export()
        self._lay_out()
        self._connect_signals()
        model.refresh()
        self._show_state()
        self._show_opened()

    # Building

    def _build_table(self) -> None:
        table = self.table
        table.setItemDelegate(
            LinesCell(LINES_ROLE, bold=Column.MODEL, small=Column.FIGURES, parent=table)
        )
        widest = QFontMetrics(font(TextSize.NOTE, tabular=True)).horizontalAdvance(
            "Macro F1 100.0 % (100.0 - 100.0)"
        )
        table.fit_columns({Column.FIGURES: widest + space(4)})

    def _build_export(self) -> None:
        self.export_button.setProperty("hasMenu", True)
        # The page keeps menu and action: Python may else let them go while the window still shows them.
        self._menu = menu = QMenu(self)
        for words, suffix, write in (
            (self.tr("&Report as PDF…"), ".pdf", files.write_pdf),
            (self.tr("Report as &HTML…"), ".html", files.write_page),
            (self.tr("Report as &JSON…"), ".json", files.write_json),
            (self.tr("All &figures (SVG and CSV) to a folder…"), _FOLDER, files.write_all_figures),
        ):
            action = QAction(words, self)
            action.triggered.connect(
                lambda _=False, suffix=suffix, write=write: self._export_report(suffix, write)
            )
            menu.addAction(action)
        self.answers_action = QAction(self.tr("&Answer for each sequence (CSV)…"), self)
        self.answers_action.triggered.connect(lambda: self._export_answers())
        menu.addAction(self.answers_action)
        self.export_button.setMenu(menu)

    def _lay_out(self) -> None:
        for button in (self.people_button, self.export_button, self.evaluate_button):
            self.header.addWidget(button)
        above = QWidget(self)
        upper = in_column(gap=1, margins=(0, 0, 0, 0.5), parent=above)
        row = in_row((heading(self.tr("Saved evaluations"), above), 1), self.delete_button)
        add_to(upper, row, self.hint, (self.table, 1), 0)
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self.reading = KeptSplitter(self._settings, "evaluation_reading", vertical, self)
        self.reading.addWidget(above)
        self.reading.addWidget(self.view)
        self.reading.setStretchFactor(0, 1)
        self.reading.setStretchFactor(1, 3)
        self.splitter = KeptSplitter(self._settings, "evaluation_splitter", horizontal, self)
        self.splitter.setHandleWidth(space(2))
        self.splitter.addWidget(self.form)
        self.splitter.addWidget(self.reading)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([space(42), space(100)])
        self.reading.setSizes([space(28), space(60)])
        above.setMinimumHeight(space(18))
        self.splitter.restore()
        self.reading.restore()
        self.content.setSpacing(space(1.5))
        add_to(self.content, self.task_row, (self.splitter, 1))

    def _connect_signals(self) -> None:
        model = self._model
        model.changed.connect(self._show_state)
        model.kept_changed.connect(self._show_hint)
        model.opened_changed.connect(self._show_opened)
        model.said.connect(self._say)
        model.doing.connect(self._on_doing)
        model.added.connect(self._on_added)
        self.evaluate_button.clicked.connect(model.evaluate)
        self.people_button.clicked.connect(self.open_viewer)
        self.delete_button.clicked.connect(self._ask_to_delete)
        self.form.calibrate_button.clicked.connect(self.open_calibrate)
        self.table.chosen.connect(self._on_selection)
        self.view.svg_asked.connect(partial(self._export_figure, ".svg", files.write_svg))
        self.view.csv_asked.connect(partial(self._export_figure, ".csv", files.write_csv))
        refresh = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        refresh.activated.connect(model.refresh)
        self.table.on_key(QKeySequence.StandardKey.Delete, self.delete_button.click)

    # From the state

    def _show_state(self) -> None:
        model = self._model
        self.evaluate_button.setEnabled(model.ready)
        self.evaluate_button.setToolTip(
            self.tr("Judge the people and save the report")
            if model.dataset is not None
            else self.tr("Add a dataset on the Dataset page first")
        )
        self._show_hint()

    def _show_hint(self) -> None:
        model = self._model
        words = ""
        if not model.known:
            words = self.tr("Looking for models and reports…")
        elif not model.kept:
            words = self.tr(
                "There are no evaluations yet. Choose a model and a dataset, read the notes below "
                "them, then press “Evaluate”."
            )
        if not model.datasets:
            words = self.tr(
                "An evaluation needs a dataset of people whose class is known. Add one on the "
                "Dataset page first."
            )
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        self.table.setVisible(bool(model.kept))
        self.delete_button.setVisible(bool(model.kept))

    def _show_opened(self) -> None:
        opened = self._model.opened
        self.view.show_report(None if opened is None else opened.report)
        self.view.setVisible(opened is not None)
        self._select_opened()
        self._show_actions()

    def _opened_row(self) -> int | None:
        opened = self._model.opened
        return None if opened is None else self.rows.row_of(opened.folder)

    def _select_opened(self) -> None:
        opened, selected = self._model.opened, self.selected
        if opened is not None and (selected is None or selected.folder != opened.folder):
            self.table.select(opened.folder)

    def _show_actions(self) -> None:
        opened = self._model.opened
        self.export_button.setEnabled(opened is not None)
        self.export_button.setToolTip(
            self.tr("Save the open report")
            if opened is not None
            else self.tr("Open a report first")
        )
        judged = opened is not None and opened.answers is not None
        self.answers_action.setEnabled(judged)
        self.people_button.setEnabled(judged and opened is not None and opened.about is not None)
        self.delete_button.setEnabled(self.selected is not None)

    # The list

    @property
    def selected(self) -> KeptEvaluation | None:
        """The evaluation that is selected, whether it can be read or not."""
        return self.table.current

    def _on_selection(self, *changes: object) -> None:
        selected = self.selected
        folder = None if selected is None else selected.folder
        # One that cannot be read says so once, not at each reading of the list.
        if selected is not None and (selected.problem is None or folder != self._chosen):
            self._model.open(selected)
        self._chosen = folder
        self._show_actions()

    def _ask_to_delete(self) -> None:
        selected = self.selected
        if selected is None:
            return
        name = selected.folder.name if selected.report is None else selected.report.model.name
        DestructiveBox(
            self,
            self.tr("Delete evaluation"),
            self.tr("Delete the evaluation of “{name}”?").format(name=name),
            self.tr(
                "This cannot be undone. It also counts how often the test people have been used."
            ),
            self.tr("&Delete"),
            lambda: self._model.remove(selected),
        )

    # Messages

    def _say(self, words: str, severity: Severity) -> None:
        self.banner.say(words, severity=severity)

    def _on_doing(self, words: str) -> None:
        self.banner.clear()
        self.task_row.say(words)

    def _on_added(self, name: str) -> None:
        words = self.tr("“{name}” is now in Models. It is local, unvalidated.").format(name=name)
        self.banner.say(
            words, action=self.tr("&Show in Models"), do=lambda: self._model.show_model(name)
        )

    def open_viewer(self) -> None:
        """Look at the people who were judged, first at those judged wrongly."""
        sequences, opened = self._model.judged_sequences(), self._model.opened
        if sequences is None or opened is None or opened.report is None:
            return
        title = self.tr("People judged by “{name}”").format(name=opened.report.model.name)
        viewer = SequenceViewer(sequences, title, self)
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.open()

    # Files

    def _export_report(self, suffix: str, write: Callable[[EvaluationReport, Path], None]) -> None:
        opened = self._model.opened
        if opened is None or opened.report is None:
            return
        self._ask_path(
            f"evaluation-{opened.report.model.name}", suffix, partial(write, opened.report)
        )

    def _export_answers(self) -> None:
        opened = self._model.opened
        if opened is None or opened.report is None or opened.answers is None:
            return
        name = f"answers-{opened.report.model.name}"
        self._ask_path(name, ".csv", partial(files.write_answers, opened.answers))

    def _export_figure(
        self, suffix: str, write: Callable[[Figure, Path], None], figure: Figure
    ) -> None:
        opened = self._model.opened
        if opened is not None and opened.report is not None:
            name = f"{figure.name}-{opened.report.model.name}"
            self._ask_path(name, suffix, partial(write, figure))

    def _ask_path(self, name: str, suffix: str, write: Callable[[Path], None]) -> None:
        """Ask where a file shall lie, or a folder, and write it there."""
        dialog = QFileDialog(self, self.tr("Save"), self._settings.last_dataset_folder)
        if suffix == _FOLDER:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(suffix.removeprefix("."))
            dialog.setNameFilters([f"*{suffix}"])
            dialog.selectFile(f"{name}{suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda chosen: self.save(Path(chosen[0]), write))
        dialog.open()

    def save(self, path: Path, write: Callable[[Path], None]) -> None:
        """Write a file or a folder where the person wants it."""
        self._settings.last_dataset_folder = str(path.parent)
        self._model.export(partial(write, path), path.name)

    # Calibration

    def open_calibrate(self) -> None:
        """Ask how the calibration is to be fitted."""
        if self.calibrate_dialog is not None:
            return
        dialog = CalibrateDialog(self._model, self)
        self.calibrate_dialog = dialog
        dialog.finished.connect(self._on_calibrate_closed)
        dialog.open()

    def _on_calibrate_closed(self) -> None:
        dialog, self.calibrate_dialog = self.calibrate_dialog, None
        if dialog is not None:
            dialog.deleteLater()
