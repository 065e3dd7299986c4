"""Asks which person of the recording is to be judged; collects the answer and does nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from engine.core.result import PersonSummary
from engine.perception.types import Recording
from engine.report.picture_view import Follower, PictureView
from scolioapp.jobs.worker import Worker
from scolioapp.painting.layouts import in_column
from scolioapp.painting.overlay import with_hidden_faces
from scolioapp.painting.silhouette_image import silhouette_image
from scolioapp.painting.theme import space, tokens
from scolioapp.painting.video_crops import CropWish, VideoCrops
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.page import paragraph, primary_button
from scolioapp.widgets.player import clock

_PICTURE = QSize(84, 112)
"""Size of a person's picture, logical px."""


def _icon(image: QImage) -> QIcon:
    """Make an icon that keeps its colours where its row is selected."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(QPixmap.fromImage(image), mode)
    return icon


class PersonChooser(QDialog):
    """A list of everyone who was followed, each with a picture and the times in view."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        recording = model.recording
        self._mirrored = model.display.mirrored
        self._hidden = recording if model.display.blur_faces else None
        self._crops: VideoCrops | None = None
        self.setWindowTitle(self.tr("Choose person"))
        self.setMinimumWidth(space(56))
        self.list = QListWidget(self)
        self.list.setIconSize(_PICTURE)
        self.list.setSpacing(2)
        self.list.setMinimumHeight(space(34))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("People in the recording"))
        for person in model.result.people:
            self._add(person, recording, model.person)
        if model.display.video is not None:
            self._read(model.display.video, recording, model.worker)
        words = paragraph(
            self.tr("Who is being screened? The numbers match those in the video."), self
        )
        self.buttons = QDialogButtonBox(self)
        accept = primary_button(self.tr("&Screen this person"), self)
        self.buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        in_column(words, (self.list, 1), self.buttons, gap=2, margins=3, parent=self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.itemDoubleClicked.connect(self.accept)
        self.list.setFocus()
        self.finished.connect(self._stop)

    def _stop(self) -> None:
        if self._crops is not None:
            self._crops.stop()
            self._crops = None

    def _read(self, video: Path, recording: Recording, worker: Worker) -> None:
        """Cut everyone out of the video, in the middle of the time they are in view."""
        aspect = _PICTURE.width() / _PICTURE.height()
        wishes = []
        for row in range(self.list.count()):
            number = int(self.list.item(row).data(Qt.ItemDataRole.UserRole))
            if not 0 < number <= len(recording.tracks):
                continue
            track, info = recording.tracks[number - 1], recording.info
            if len(track.seconds) == 0:
                continue
            seconds = float(track.seconds[len(track.seconds) // 2])
            region = Follower(track, info.width, info.height).region(seconds, aspect)
            view = PictureView(region, self._mirrored)
            wishes.append(CropWish(row, seconds, view, _PICTURE * self.devicePixelRatioF()))
        self._crops = VideoCrops(video, wishes, worker, self)
        self._crops.ready.connect(self._take)

    def _take(self, wish: CropWish, image: QImage) -> None:
        if self._hidden is not None:
            image = with_hidden_faces(image, wish.view, self._hidden, wish.seconds)
        self.list.item(wish.key).setIcon(_icon(image))

    def _add(self, person: PersonSummary, recording: Recording, chosen: int | None) -> None:
        title = self.tr("Person {number}").format(number=person.number)
        if person.number == chosen:
            title = self.tr("{person} (current)").format(person=title)
        walks = self.tr("walking") if person.walks else self.tr("not walking")
        times = self.tr("in view from {start} to {end}").format(
            start=clock(person.start_seconds), end=clock(person.end_seconds)
        )
        item = QListWidgetItem(f"{title}\n{walks}\n{times}")
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
        silhouette = silhouettes[len(silhouettes) // 2]
        if self._mirrored:
            silhouette = silhouette[:, ::-1]
        image = silhouette_image(silhouette, tokens(self.palette()).text)
        return _icon(image)

    @property
    def person(self) -> int | None:
        """The number that is chosen in the list, or None."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(Qt.ItemDataRole.UserRole))
