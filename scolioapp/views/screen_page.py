"""The Screen page: give the program a walking video. Knows its view-model, no engine."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLabel, QMenu, QWidget

from engine.core.findings import Severity
from engine.core.text import Text
from engine.core.video_suffixes import SUFFIXES
from scolioapp.i18n import render
from scolioapp.painting.theme import space
from scolioapp.viewmodels.screen import RecentVideo, ScreenModel
from scolioapp.widgets.drop_area import DropArea
from scolioapp.widgets.page import Page, heading
from scolioapp.widgets.recent_list import RecentList
from scolioapp.widgets.tile import Tile


class ScreenPage(Page):
    """Drop area, what makes a good recording, and the recent videos.

    Signals:
        result_asked: A `ResultEntry` that is to be shown.
        record_asked: A walk is to be recorded with a camera.
    """

    result_asked = Signal(object)
    record_asked = Signal()

    def __init__(
        self, model: ScreenModel, samples: list[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("Screen a walking video"))
        self._model = model
        self._samples = samples
        self.drop_area = DropArea(self)
        self._offer_samples()
        self.dots_box = QCheckBox(self.tr("Adhesive &dots were used"), self)
        self.dots_box.setToolTip(
            self.tr("Look for round coloured dots on shoulders, hips, neck and ankles")
        )
        self.dots_box.setChecked(model.dots)
        self.clothes_box = QCheckBox(self.tr("Loose &clothes or hair hide the shoulders"), self)
        self.clothes_box.setToolTip(
            self.tr("A jacket, a hood, long hair: the range of the shoulder tilt becomes wider")
        )
        self.clothes_box.setChecked(model.loose_clothes)
        self.recent = RecentList(self)
        self._recent_title = heading(self.tr("Recent videos"), self)
        self._nothing_recent = QLabel(self.tr("Videos you have screened appear here."), self)
        self._nothing_recent.setProperty("role", "note")
        self.content.addWidget(self.drop_area)
        self.content.addWidget(self.dots_box)
        self.content.addWidget(self.clothes_box)
        self.content.addSpacing(space(1))
        self.content.addWidget(heading(self.tr("What makes a good recording"), self))
        self.content.addLayout(self._tiles())
        self.content.addSpacing(space(1))
        self.content.addWidget(self._recent_title)
        self.content.addWidget(self._nothing_recent)
        self.content.addWidget(self.recent)
        self.content.addStretch(1)
        self._show_recent()
        self._connect_signals()

    def _tiles(self) -> QGridLayout:
        tiles = (
            Tile(
                "tile-whole-body",
                self.tr("The whole body"),
                self.tr("Head and feet stay in the picture the whole time."),
                self,
            ),
            Tile(
                "tile-towards-camera",
                self.tr("Towards the camera"),
                self.tr("Straight towards it or away from it, six steps or more."),
                self,
            ),
            Tile(
                "tile-even-light",
                self.tr("Even light"),
                self.tr("No window behind the person; the camera stands still."),
                self,
            ),
        )
        grid = QGridLayout()
        grid.setSpacing(space(2))
        for column, tile in enumerate(tiles):
            grid.addWidget(tile, 0, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _offer_samples(self) -> None:
        """Let the button screen the one sample there is, or ask which of several."""
        button = self.drop_area.sample_button
        button.setEnabled(bool(self._samples))
        if len(self._samples) < 2:
            button.clicked.connect(lambda: self._model.offer(self._samples))
            return
        menu = QMenu(self)
        for path in self._samples:
            simulated = path.stem.startswith("simulated")
            words = self.tr("A simulated &walker") if simulated else self.tr("A &real clip")
            menu.addAction(words, partial(self._model.offer, [path]))
        button.setMenu(menu)
        button.setProperty("hasMenu", "true")

    def _connect_signals(self) -> None:
        self.drop_area.open_button.clicked.connect(self.choose_files)
        self.drop_area.folder_button.clicked.connect(self._choose_folder)
        self.drop_area.record_button.clicked.connect(self.record_asked)
        self.dots_box.toggled.connect(self._take_dots)
        self.clothes_box.toggled.connect(self._take_clothes)
        self.recent.opened.connect(self._on_recent_opened)
        self.recent.screen_again.connect(lambda recent: self._model.offer([recent.path]))
        self.recent.find_asked.connect(lambda recent: self.find_video(recent.path))
        self.recent.forgotten.connect(lambda recent: self._model.forget(recent.path))
        self._model.refused.connect(self._on_refused)
        self._model.recent_changed.connect(self._show_recent)

    def _take_dots(self, used: bool) -> None:
        self._model.dots = used

    def _take_clothes(self, loose: bool) -> None:
        self._model.loose_clothes = loose

    def choose_files(self) -> None:
        """Ask for videos; nothing else waits while the dialog is open."""
        dialog = self._dialog(self.tr("Open video"), QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _choose_folder(self) -> None:
        """Ask for a folder of videos."""
        dialog = QFileDialog(self, self.tr("Open folder"), self._model.start_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(
            lambda name: self._model.folder_asked.emit(Path(name).absolute())
        )
        dialog.open()

    def find_video(self, path: Path) -> None:
        """Ask where a video is that is not where it was."""
        words = self.tr("Find the video {name}").format(name=path.name)
        dialog = self._dialog(words, QFileDialog.FileMode.ExistingFile)
        dialog.selectFile(path.name)
        dialog.filesSelected.connect(
            lambda names: self._model.find_again(path, Path(names[0]).absolute())
        )
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        """Return a dialog for videos."""
        endings = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, title, self._model.start_folder)
        dialog.setFileMode(mode)
        dialog.setNameFilters(
            [self.tr("Videos ({endings})").format(endings=endings), self.tr("All files (*)")]
        )
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _on_chosen(self, names: list[str]) -> None:
        self._model.offer(Path(name) for name in names)

    def _on_recent_opened(self, recent: RecentVideo) -> None:
        if recent.entry is not None:
            self.result_asked.emit(recent.entry)
        else:
            self._model.offer([recent.path])

    def _on_refused(self, said: list[Text]) -> None:
        words = "\n".join(render(each) for each in said)
        self.banner.say(words, severity=Severity.CARE)

    def _show_recent(self) -> None:
        videos = self._model.recent
        self.recent.show_videos(videos)
        self.recent.setVisible(bool(videos))
        self._nothing_recent.setVisible(not videos)
