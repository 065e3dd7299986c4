"""The Training page. What it is made of is imported when it is first shown, off the interface's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from engine.core.findings import Severity
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.viewmodels.training import TrainingModel
from scolioapp.widgets.page import Page, paragraph, primary_button

if TYPE_CHECKING:
    from scolioapp.storage.training_runs import Run
    from scolioapp.views.training_bench import Bench

NARROW = 95
"""Width below which the buttons on top say less, grid steps."""

_BENCH = "scolioapp.views.training_bench"


class TrainingPage(Page):
    """Start, save and open above; the bench below."""

    def __init__(
        self, model: TrainingModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("Training"))
        self._model = model
        self._settings = settings
        self.bench: Bench | None = None
        self._states: dict[Path, str] = {}
        self._narrow: bool | None = None
        self.open_button = QPushButton(self)
        self.open_button.setAccessibleName(self.tr("Open configuration"))
        self.open_button.setToolTip(self.tr("Fill in the form from a file like those in configs/"))
        self.save_button = QPushButton(self)
        self.save_button.setAccessibleName(self.tr("Save configuration"))
        self.save_button.setToolTip(self.tr("Save the form as a file for “scolioapp train”"))
        self.start_button = primary_button(self.tr("Start trai&ning"), self)
        for button in (self.open_button, self.save_button, self.start_button):
            button.setEnabled(False)
            self.header.addWidget(button)
        self._waiting = paragraph(self.tr("Looking for runs and presets…"), self)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.content.addWidget(self._waiting, 1)
        self._connect_signals()
        if model.form is not None:
            self._on_opened()

    def _connect_signals(self) -> None:
        model = self._model
        model.opened.connect(self._on_opened)
        model.said.connect(self._say)
        model.begun.connect(self._on_begun)
        model.runs_changed.connect(self._on_runs)
        self.start_button.clicked.connect(self.start)
        self.save_button.clicked.connect(self._choose_save)
        self.open_button.clicked.connect(self._choose_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < space(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            opens, saves = self.tr("Open &configuration…"), self.tr("Sa&ve configuration…")
            if narrow:
                opens, saves = self.tr("Open…"), self.tr("Save…")
            self.open_button.setText(opens)
            self.save_button.setText(saves)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the runs from now on."""
        super().showEvent(event)
        self._model.open((_BENCH,))
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the runs be."""
        super().hideEvent(event)
        self._model.watch(False)
        if self.bench is not None:
            self.bench.close_dialogs()

    def _on_opened(self) -> None:
        from scolioapp.views.training_bench import Bench

        form = self._model.form
        if self.bench is not None or form is None:
            return
        self.bench = Bench(self._model, form, self._settings, self)
        self._waiting.hide()
        self.content.addWidget(self.bench, 1)
        for button in (self.open_button, self.save_button):
            button.setEnabled(True)
        self._show_start()
        if not self._model.can_train:
            self.banner.say(
                self.tr(
                    "This program comes without torch, which training needs. You can view runs; "
                    "to train, install the extra “training” on a research computer."
                )
            )

    def _show_start(self) -> None:
        able = self._model.can_train
        starting = self._model.starting
        self.start_button.setEnabled(self.bench is not None and able and not starting)
        self.start_button.setText(self.tr("Starting…") if starting else self.tr("Start trai&ning"))
        self.start_button.setToolTip("" if able else self.tr("Training needs torch."))

    # Starting

    def start(self) -> None:
        """Start a run of what the form holds, or go to what is wrong with it."""
        if self.bench is None:
            return
        self.banner.clear()
        if not self._model.start():
            self.bench.form.show_first_problem()
            form = self._model.form
            count = len(form.problems) if form is not None else 0
            if count:
                words = self.tr("Nothing was started: correct what is marked in the form.")
                self._say(words, Severity.CARE)

    def _on_begun(self, folder: Path) -> None:
        self._states[folder] = "starting"
        self.banner.clear()

    def _on_runs(self) -> None:
        """Say once when a run fails that this page has seen at work."""
        self._show_start()
        for run in self._model.runs:
            before = self._states.get(run.folder.path)
            self._states[run.folder.path] = run.state
            if run.state == "failed" and before not in (None, "failed"):
                self._say_failed(run)

    def _say_failed(self, run: Run) -> None:
        from scolioapp.words.run_words import message_of

        words = self.tr("“{name}” failed. {why}").format(name=run.name, why=message_of(run))

        def show() -> None:
            if self.bench is not None:
                self.bench.show_output(run)

        self.banner.say(words, severity=Severity.REPEAT, action=self.tr("S&how output"), do=show)

    def _say(self, words: str, severity: Severity) -> None:
        self.banner.say(words, severity=severity)

    # Files

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self._settings.last_dataset_folder)
        dialog.setNameFilters([self.tr("Configurations (*.yaml *.yml)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _choose_save(self) -> None:
        form = self._model.form
        dialog = self._dialog(self.tr("Save configuration"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("yaml")
        dialog.selectFile(f"{form.value('name') if form is not None else 'training'}.yaml")
        dialog.filesSelected.connect(lambda chosen: self._model.save(Path(chosen[0])))
        dialog.open()

    def _choose_open(self) -> None:
        dialog = self._dialog(self.tr("Open configuration"))
        dialog.filesSelected.connect(lambda chosen: self._model.open_config(Path(chosen[0])))
        dialog.open()
