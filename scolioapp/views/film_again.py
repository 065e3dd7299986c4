"""Filming a child again: says what to change, worst first, and takes the new film."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QLabel,
    QScrollArea,
    QWidget,
)

from engine.core.findings import Severity
from engine.core.result import ScreeningResult
from engine.core.video_suffixes import SUFFIXES
from engine.report import repeat, wording
from engine.report.screening_document import finding_of
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, add_to, in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import resize_within
from scolioapp.widgets.page import heading, note, paragraph, primary_button
from scolioapp.widgets.quality_panel import FindingRow


class FilmAgainDialog(QDialog):
    """What to change, then the new film.

    Args:
        video: Its video, which is no new film.

    Signals:
        filmed: The path of the new film.
    """

    filmed = Signal(object)

    def __init__(
        self,
        result: ScreeningResult,
        video: Path | None,
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._result = result
        self._video = video
        self._folder = folder
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Film again"))
        self.banner = Banner(self)
        # No way to the place in the video: that is behind the dialog.
        findings = (
            one.model_copy(update={"start_seconds": None}) for one in repeat.to_change(result)
        )
        self.rows = [FindingRow(finding_of(finding, render), self) for finding in findings]
        height = min(space(44 + 9 * len(self.rows)), space(80))
        resize_within(self, QSize(space(78), height), parent)
        self.choose_button = primary_button(self.tr("&Choose the new video…"), self)
        self.buttons = QDialogButtonBox(self)
        self.buttons.addButton(self.choose_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        self.choose_button.clicked.connect(self.choose)
        self._lay_out()
        self.choose_button.setFocus()

    def _lay_out(self) -> None:
        column = in_column(gap=1.5, margins=(3, 3, 3, 2), parent=self)
        title = QLabel(self.tr("Film {name} again").format(name=self._result.title), self)
        title.setProperty("role", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        add_to(
            column,
            title,
            self.banner,
            heading(self._head(), self),
            (self._what_to_change(), 1),
            note(
                self.tr(
                    "The new video is screened with the same name, operator and model. Both "
                    "results are kept and shown side by side. You can also drop the video here."
                ),
                self,
            ),
            self.buttons,
        )

    def _head(self) -> str:
        if self.rows:
            return self.tr("What to change this time")
        return self.tr("Film it the same way again")

    def _what_to_change(self) -> QWidget:
        """List what was wrong with its remedy, then what makes any recording good."""
        inner = QWidget()
        inner.setProperty("role", "page")
        column = in_column(*self.rows, gap=1, margins=(0, 0, 1, 0), parent=inner)
        if self._result.unlike_training:
            column.addWidget(
                paragraph(render(wording.next_step(self._result.outcome, unlike=True)), inner)
            )
        if not self.rows:
            column.addWidget(
                paragraph(self.tr("There is nothing to change about this recording."), inner)
            )
        tips = self.tr(
            "As always: head and feet in the picture the whole time, straight towards the camera "
            "or away from it, six steps or more, even light, and a camera that stands still."
        )
        add_to(column, note(tips, inner), STRETCH)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def choose(self) -> None:
        """Ask for the new film."""
        endings = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, self.tr("Choose the new video"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Videos ({endings})").format(endings=endings), self.tr("All files (*)")]
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def take(self, paths: list[Path]) -> None:
        """Take the new film, unless it is none."""
        problem = self._problem(paths)
        if problem:
            self.banner.say(problem, severity=Severity.CARE)
            return
        self.filmed.emit(paths[0].absolute())
        self.accept()

    def _problem(self, paths: list[Path]) -> str:
        if len(paths) != 1:
            return self.tr("Drop one video: the new one of this child.")
        film = paths[0]
        if film.suffix.lower() not in SUFFIXES or not film.is_file():
            words = self.tr(
                "“{name}” is not a video this program can read. Choose a file such as mp4, mov, "
                "mkv, avi or mts."
            )
            return words.format(name=film.name)
        if self._video is not None and self._video.exists() and film.samefile(self._video):
            words = self.tr("“{name}” is the recording you are repeating. Choose the new one.")
            return words.format(name=film.name)
        return ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files in."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the film that fell here."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(paths)
