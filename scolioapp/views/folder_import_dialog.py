"""Many videos for the protected records: whose each is by its name, who may not be recorded, who is left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.progress import ProgressReport
from engine.core.text import by_number
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.folder_import import FolderImport, NamedVideo
from scolioapp.viewmodels.video_import import patient_words
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.page import paragraph, primary_button


class FolderImportDialog(QDialog):
    """Shows whose the videos are, and brings in those of patients who may be recorded.

    Args:
        model: The videos; becomes the dialog's.
        parent: Owner.

    Signals:
        others_asked: The `ScreeningRequest`s of the videos that are nobody's yet.
    """

    others_asked = Signal(object)

    def __init__(self, model: FolderImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Whose are these videos?"))
        self.banner = Banner(self)
        self.facts = paragraph(self._facts(), self)
        self.table = self._table()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.others = QCheckBox(self._others_words(), self)
        self.others.setChecked(True)
        self.others.setVisible(bool(model.unknown))
        able = len(model.able)
        words = by_number(able, self.tr("&Take in 1 video"), self.tr("&Take in {count} videos"))
        self.start_button = primary_button(words.format(count=able), self)
        self.start_button.setEnabled(able > 0)
        self.leave_button = QPushButton(self.tr("Cancel"), self)
        in_column(
            self.banner,
            self.facts,
            (self.table, 1),
            self.others,
            self.bar,
            button_row(self, action=self.start_button, leave=self.leave_button),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self._connect_signals()
        resize_within(self, QSize(space(96), space(70)), parent)

    def _connect_signals(self) -> None:
        self.start_button.clicked.connect(self._start)
        self.leave_button.clicked.connect(self.reject)
        self._model.finished.connect(self._on_finished)
        self._model.refused.connect(self._on_refused)
        self._model.locked.connect(self.reject)
        self._model.copying.progressed.connect(self._show_progress)

    def _facts(self) -> str:
        videos = self._model.videos
        able, lacking = len(self._model.able), sum(each.needs_consent for each in videos)
        said = by_number(
            able,
            self.tr("1 video has its patient by the number in its name."),
            self.tr("{count} videos have their patient by the number in their name."),
        )
        words = [said.format(count=able)]
        if lacking:
            said = by_number(
                lacking,
                self.tr("1 is left out: no consent is noted for its patient."),
                self.tr("{count} are left out: no consent is noted for their patients."),
            )
            words.append(said.format(count=lacking))
        return " ".join(words)

    def _others_words(self) -> str:
        count = len(self._model.unknown)
        words = by_number(
            count,
            self.tr("&Ask afterwards about the video that is nobody's by its name"),
            self.tr("&Ask afterwards about the {count} videos that are nobody's by their name"),
        )
        return words.format(count=count)

    def _table(self) -> QTableWidget:
        videos = self._model.videos
        table = QTableWidget(len(videos), 2, self)
        table.setHorizontalHeaderLabels([self.tr("Video"), self.tr("Patient")])
        table.setAccessibleName(self.tr("Videos"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, each in enumerate(videos):
            table.setItem(row, 0, QTableWidgetItem(each.name))
            table.setItem(row, 1, QTableWidgetItem(self._whose(each)))
        return table

    def _whose(self, video: NamedVideo) -> str:
        if video.patient is None:
            return self.tr("nobody known")
        words = patient_words(video.patient)
        return self.tr("{who}: no consent").format(who=words) if video.needs_consent else words

    def _start(self) -> None:
        self.banner.clear()
        self.start_button.setEnabled(False)
        self.others.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._model.start()

    def _show_progress(self, report: ProgressReport) -> None:
        fraction = report.fraction
        self.bar.setRange(0, 0 if fraction is None else 100)
        self.bar.setValue(round(100 * (fraction or 0.0)))

    def reject(self) -> None:
        """Close; what is being copied is stopped first: what is in stays in, and is screened."""
        if self._model.copying.running:
            self._model.copying.cancel()
            return
        super().reject()

    def _on_finished(self) -> None:
        others = self._model.unknown if self.others.isChecked() else []
        self.accept()
        if others:
            self.others_asked.emit(others)

    def _on_refused(self, error: ScolioError) -> None:
        self.bar.hide()
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
