"""What the Training page is made of: the form, the detail of the selected runs, the runs and their actions.

Imported off the interface's thread and built when the page is first shown: charts take a moment to import.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scolioapp.painting.icons import icon
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.training_runs import Run
from scolioapp.viewmodels.training import TrainingModel
from scolioapp.viewmodels.training_form import TrainingForm
from scolioapp.viewmodels.training_table import STATE_ROLE, Column, RunTable
from scolioapp.views.training_detail import DetailView
from scolioapp.views.training_form import FormView
from scolioapp.views.training_output import OutputDialog
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.kept_splitter import KeptSplitter
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.run_state import StateCell

FORM_WIDTH = 50
"""Width of the form at first, grid steps."""

LEAST_HEIGHT = 60
"""Height below which the page scrolls, grid steps."""


class Bench(QWidget):
    """Form, curves, runs."""

    def __init__(
        self,
        model: TrainingModel,
        form: TrainingForm,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._narrow: bool | None = None
        self.output_dialog: OutputDialog | None = None
        self.form = FormView(form, model.shelf, self)
        self.detail = DetailView(self)
        self.rows = RunTable(model, self)
        self.table = RecordTable(
            self.rows, self.tr("Training runs"), row_height=space(4), several=True, parent=self
        )
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.upper = KeptSplitter(settings, "training_upper", horizontal, self)
        self.splitter = KeptSplitter(settings, "training_splitter", vertical, self)
        self._build_buttons()
        self._build_table()
        self._lay_out()
        self._connect_signals()
        self._show()

    # Building

    def _build_buttons(self) -> None:
        self.pause_button = QPushButton(self.tr("Pa&use"), self)
        self.stop_button = QPushButton(self.tr("St&op"), self)
        self.stop_button.setToolTip(self.tr("Stop after the current step, with a checkpoint"))
        self.resume_button = QPushButton(self.tr("&Resume"), self)
        self.resume_button.setToolTip(self.tr("Continue from the last checkpoint"))
        self.evaluate_button = QPushButton(self.tr("Eva&luate…"), self)
        self.add_button = QPushButton(self.tr("&Add to models"), self)
        self.add_button.setToolTip(
            self.tr("Make the finished model available wherever models are chosen")
        )
        self.folder_button = QPushButton(self.tr("Open folder"), self)
        self.folder_button.setToolTip(self.tr("Open the run's folder"))
        self.output_button = QPushButton(self.tr("Show output"), self)
        self.output_button.setToolTip(self.tr("The last lines of the training output"))
        self.delete_button = QPushButton(self.tr("Delete…"), self)
        for button in self._at_end():
            button.setAccessibleName(button.text().rstrip("…"))
        self.buttons = (
            self.pause_button,
            self.stop_button,
            self.resume_button,
            self.evaluate_button,
            self.add_button,
            self.folder_button,
            self.output_button,
            self.delete_button,
        )

    def _at_end(self) -> dict[QPushButton, str]:
        """Return the buttons that are an icon alone where there is little room."""
        return {
            self.folder_button: "folder",
            self.output_button: "output",
            self.delete_button: "trash",
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words away where there is no room for them."""
        super().resizeEvent(event)
        narrow = self.width() < self._row_width
        if narrow == self._narrow:
            return
        self._narrow = narrow
        words = (self.tr("Open folder"), self.tr("Show output"), self.tr("Delete…"))
        for (button, drawing), said in zip(self._at_end().items(), words, strict=True):
            button.setText("" if narrow else said)
            button.setIcon(icon(drawing) if narrow else QIcon())
            button.setProperty("role", "quiet" if narrow else None)
            button.style().polish(button)

    def _build_table(self) -> None:
        table = self.table
        table.setItemDelegateForColumn(Column.STATE, StateCell(STATE_ROLE, table))
        table.setWordWrap(False)
        table.setMinimumHeight(space(14))
        steps = {
            Column.STATE: 13,
            Column.NETWORK: 15,
            Column.STEP: 14,
            Column.BEST: 17,
            Column.STARTED: 15,
            Column.DURATION: 12,
        }
        widths = {column: space(wide) for column, wide in steps.items()}
        table.fit_columns(widths, least=space(12), resizable=True)

    def _lay_out(self) -> None:
        self.upper.addWidget(self.form)
        self.upper.addWidget(self.detail)
        # The form keeps its width; the curves take what the window gives.
        self.upper.setStretchFactor(0, 0)
        self.upper.setStretchFactor(1, 1)
        self.upper.setSizes([space(FORM_WIDTH), space(2 * FORM_WIDTH)])
        self.upper.setHandleWidth(space(3))
        self.form.setMinimumWidth(space(33))
        self.detail.setMinimumWidth(space(33))
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(space(1))
        lower.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(space(0.75))
        for button in self.buttons:
            if button is self.folder_button:
                row.addStretch(1)
            row.addWidget(button)
        lower.addLayout(row)
        self._row_width = sum(button.sizeHint().width() + row.spacing() for button in self.buttons)
        self.splitter.addWidget(self.upper)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setHandleWidth(space(2))
        self.splitter.restore()
        self.upper.restore()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        # As wide as the page, whatever its buttons would like; as high as can be used.
        self.setMinimumSize(space(FORM_WIDTH), space(LEAST_HEIGHT))

    def _connect_signals(self) -> None:
        model = self._model
        model.runs_changed.connect(self._show)
        model.begun.connect(self.table.select)
        self.table.chosen.connect(self._on_selection)
        self.pause_button.clicked.connect(lambda: self._with_selected(self._pause))
        self.stop_button.clicked.connect(lambda: self._with_selected(model.stop))
        self.resume_button.clicked.connect(lambda: self._with_selected(model.resume))
        self.evaluate_button.clicked.connect(lambda: self._with_selected(model.evaluate))
        self.add_button.clicked.connect(lambda: self._with_selected(model.add))
        self.folder_button.clicked.connect(lambda: self._with_selected(_open_folder))
        self.output_button.clicked.connect(lambda: self._with_selected(self.show_output))
        self.delete_button.clicked.connect(lambda: self._with_selected(self._ask_to_delete))
        self.table.on_key(QKeySequence.StandardKey.Delete, self.delete_button.click)

    # The selection

    @property
    def selected(self) -> list[Run]:
        """The runs that are selected, from the top."""
        return self.table.selected

    def _on_selection(self, *_: object) -> None:
        self._model.follow(run.folder.path for run in self.selected)
        self._show()

    def _with_selected(self, do: Callable[[Run], object]) -> None:
        selected = self.selected
        if len(selected) == 1:
            do(selected[0])

    # Showing

    def _show(self) -> None:
        selected = self.selected
        one = selected[0] if len(selected) == 1 else None
        stopping = one is not None and self._model.stopping(one)
        self.detail.show_runs(selected, self._model.curves, self._empty_words(), stopping=stopping)
        self._show_actions(one, stopping)

    def _empty_words(self) -> str:
        if not self._model.known:
            return self.tr("Looking for runs…")
        return self.tr(
            "There are no runs yet. Choose a preset and a dataset, then start: the curves appear "
            "here while the network learns."
        )

    def _show_actions(self, one: Run | None, stopping: bool) -> None:
        at_work = one is not None and one.at_work
        self._show_pause(one, stopping)
        self.stop_button.setVisible(at_work or one is None or not one.can_resume)
        self.stop_button.setEnabled(at_work and not stopping)
        self.stop_button.setText(self.tr("Stopping…") if stopping else self.tr("St&op"))
        resumable = one is not None and one.can_resume
        self.resume_button.setVisible(resumable)
        self.resume_button.setEnabled(
            resumable and self._model.can_train and not self._model.starting
        )
        finished = one is not None and one.finished and one.state == "done"
        simulated = one is not None and one.dataset is None
        self._show_evaluate(one, finished, simulated)
        self.add_button.setEnabled(finished)
        self.folder_button.setEnabled(one is not None)
        self.output_button.setEnabled(one is not None)
        self.delete_button.setEnabled(one is not None and not at_work)
        self.delete_button.setToolTip(
            self.tr("Stop the run first.") if at_work else self.tr("Delete this run permanently")
        )

    def _show_evaluate(self, one: Run | None, finished: bool, simulated: bool) -> None:
        """Offer an evaluation, or of a run over folds its report: everybody was judged already."""
        folds = one is not None and one.folds > 0
        self.evaluate_button.setText(self.tr("Show repor&t") if folds else self.tr("Eva&luate…"))
        if one is not None and folds:
            self.evaluate_button.setEnabled(one.reported)
            self.evaluate_button.setToolTip(
                self.tr(
                    "Figures over all folds, each person judged by a network that never saw them"
                )
            )
            return
        self.evaluate_button.setEnabled(finished and not simulated)
        self.evaluate_button.setToolTip(
            self.tr(
                "People simulated for a run are not a dataset; the figures on the card are in its "
                "log."
            )
            if simulated
            else self.tr("Evaluate the finished model on its dataset")
        )

    def _show_pause(self, one: Run | None, stopping: bool) -> None:
        state = "" if one is None else one.state
        asked = "" if one is None else self._model.asked(one)
        several = one is not None and one.processes > 1
        words = self.tr("Contin&ue") if state == "paused" else self.tr("Pa&use")
        if asked:
            words = self.tr("Pausing…") if asked == "paused" else self.tr("Continuing…")
        self.pause_button.setText(words)
        able = state in ("running", "paused") and not (stopping or several or asked)
        self.pause_button.setEnabled(able)
        self.pause_button.setToolTip(
            self.tr("A run with several processes can be stopped but not paused.")
            if several
            else ""
        )

    # Actions

    def _pause(self, run: Run) -> None:
        if run.state == "paused":
            self._model.go_on(run)
        else:
            self._model.pause(run)

    def show_output(self, run: Run) -> None:
        """Show the last lines that the trainer printed."""
        if self.output_dialog is not None:
            return
        dialog = OutputDialog(run.name, self)
        self.output_dialog = dialog
        dialog.finished.connect(self._on_output_closed)
        self._model.output(run, done=dialog.show_output)
        dialog.open()

    def _on_output_closed(self) -> None:
        dialog, self.output_dialog = self.output_dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def close_dialogs(self) -> None:
        """Close what is open."""
        if self.output_dialog is not None:
            self.output_dialog.reject()

    def _ask_to_delete(self, run: Run) -> None:
        DestructiveBox(
            self,
            self.tr("Delete run"),
            self.tr("Delete the run “{name}” permanently?").format(name=run.name),
            self.tr(
                "Its checkpoints, log and model will be deleted. This cannot be undone. A model "
                "that was added to Models stays there."
            ),
            self.tr("&Delete"),
            lambda: self._model.delete(run),
        )


def _open_folder(run: Run) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder.path)))
