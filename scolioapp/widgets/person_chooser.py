"""Asks which person of the recording is to be judged; collects the answer and does nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.core.result import PersonSummary
from engine.perception.types import Recording
from scolioapp.widgets.page import paragraph, primary_button
from scolioapp.widgets.player import clock
from scolioapp.widgets.silhouette_strip import silhouette_image
from scolioapp.widgets.theme import space, tokens


class PersonChooser(QDialog):
    """A list of everyone who was followed, with a silhouette and the times in view."""

    def __init__(
        self,
        people: tuple[PersonSummary, ...],
        recording: Recording,
        chosen: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose person"))
        self.setMinimumWidth(space(56))
        self.list = QListWidget(self)
        self.list.setIconSize(QSize(64, 64))
        self.list.setSpacing(2)
        self.list.setMinimumHeight(space(30))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("People in the recording"))
        for person in people:
            self._add(person, recording, chosen)
        words = paragraph(
            self.tr("Whom is this screening about? The numbers are those in the video."), self
        )
        self.buttons = QDialogButtonBox(self)
        accept = primary_button(self.tr("&Judge this person"), self)
        self.buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(3), space(3), space(3), space(3))
        layout.setSpacing(space(2))
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.itemDoubleClicked.connect(self.accept)
        self.list.setFocus()

    def _add(self, person: PersonSummary, recording: Recording, chosen: int | None) -> None:
        title = self.tr("Person {number}").format(number=person.number)
        if person.number == chosen:
            title = self.tr("{person} (judged now)").format(person=title)
        walks = self.tr("walks") if person.walks else self.tr("does not walk")
        times = self.tr("in view from {start} to {end}").format(
            start=clock(person.start_seconds), end=clock(person.end_seconds)
        )
        size = self.tr("{height} px tall").format(height=round(person.height_px))
        item = QListWidgetItem(f"{title}\n{walks}, {size}\n{times}")
        item.setData(Qt.ItemDataRole.UserRole, person.number)
        icon = self._picture(person.number, recording)
        if icon is not None:
            item.setIcon(icon)
        self.list.addItem(item)
        if person.number == chosen:
            self.list.setCurrentItem(item)

    def _picture(self, number: int, recording: Recording) -> QIcon | None:
        if not 0 < number <= len(recording.tracks):
            return None
        silhouettes = recording.tracks[number - 1].silhouettes
        if len(silhouettes) == 0:
            return None
        image = silhouette_image(silhouettes[len(silhouettes) // 2], tokens(self.palette()).text)
        return QIcon(QPixmap.fromImage(image))

    @property
    def person(self) -> int | None:
        """The number that is chosen in the list, or None."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(Qt.ItemDataRole.UserRole))
