"""Two recordings of one person beside each other, played in step by gait phase, with one row of controls.

Must not know what was measured in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QSlider, QWidget

from engine.gait.phase_alignment import STEPS_A_CYCLE, Walk, align, alignment_words
from scolioapp.i18n import render
from scolioapp.jobs.worker import Worker
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.viewmodels.paired_playback import PairedPlayback
from scolioapp.viewmodels.playback import SPEEDS
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.glyph_button import GlyphButton
from scolioapp.widgets.page import heading, note
from scolioapp.widgets.step_picture import StepPicture, track_of

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening

_TICK_MS = 15


@dataclass(frozen=True, slots=True)
class Film:
    """One of the two.

    Attributes:
        title: What stands above it.
        video: The file, or what stands for it.
    """

    title: str
    screening: Screening
    video: Path


def walk_of(screening: Screening) -> Walk:
    """Return the times of the walk that was judged, seconds of the video."""
    track, result = track_of(screening), screening.result
    if track is None or len(track.seconds) == 0:
        return Walk(result.gait, 0.0, result.provenance.video.duration_seconds)
    return Walk(result.gait, float(track.seconds[0]), float(track.seconds[-1]))


class PairedPlayer(QFrame):
    """Two pictures, a slider of the gait phase, and play, step and speed for both."""

    def __init__(
        self,
        earlier: Film,
        newer: Film,
        worker: Worker,
        *,
        hide_faces: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        films = (earlier, newer)
        alignment = align(*(walk_of(film.screening) for film in films))
        self.playback = PairedPlayback(alignment, self)
        self.pictures = tuple(
            StepPicture(film.screening, film.video, worker, hide_faces=hide_faces, parent=self)
            for film in films
        )
        for picture, film in zip(self.pictures, films, strict=True):
            picture.setAccessibleName(self.tr("Picture of {title}").format(title=film.title))
        self.words = note(self._about(), self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._since = QElapsedTimer()
        self._build(films)
        self._connect_signals()
        self._show_position()

    def _build(self, films: tuple[Film, Film]) -> None:
        self.back_button = GlyphButton("back", self)
        self.play_button = GlyphButton("play", self)
        self.forward_button = GlyphButton("forward", self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        step = self.playback.alignment.step
        self.slider.setRange(0, round(self.playback.alignment.length / step))
        self.slider.setPageStep(STEPS_A_CYCLE // 2)
        self.place = QLabel(self)
        self.place.setFont(font(TextSize.NOTE, tabular=True))
        self.place.setMinimumWidth(space(16))
        self.speed_box = DropDown(self)
        self.speed_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for speed in SPEEDS:
            self.speed_box.addItem(f"{speed:g}x", speed)
        self.speed_box.setCurrentIndex(self.speed_box.findData(self.playback.speed))
        columns = in_row(gap=2)
        for film, picture in zip(films, self.pictures, strict=True):
            columns.addLayout(in_column(heading(film.title, self), picture, gap=0.5), 1)
        controls = in_row(self.back_button, self.play_button, self.forward_button, gap=0.5)
        controls.addSpacing(space(1))
        controls.addWidget(self.slider, 1)
        controls.addSpacing(space(1))
        controls.addWidget(self.place)
        controls.addWidget(self.speed_box)
        in_column(columns, controls, self.words, gap=1, margins=2, parent=self)
        self._set_words()

    def _set_words(self) -> None:
        self.back_button.setAccessibleName(self.tr("One step back"))
        self.back_button.setToolTip(self.tr("One step of the gait cycle back (Left arrow)"))
        self.forward_button.setAccessibleName(self.tr("One step on"))
        self.forward_button.setToolTip(self.tr("One step of the gait cycle on (Right arrow)"))
        self.speed_box.setAccessibleName(self.tr("Playback speed"))
        self.speed_box.setToolTip(self.tr("Playback speed"))
        by_phase = self.playback.alignment.by_phase
        name = self.tr("Gait phase of both") if by_phase else self.tr("Time of both")
        self.slider.setAccessibleName(name)
        self.slider.setToolTip(name)
        self._say_play()

    def _about(self) -> str:
        """Say how the two belong together, and which side is where."""
        words = render(alignment_words(self.playback.alignment))
        if not all(picture.from_behind for picture in self.pictures):
            return words
        turned = self.tr("Both are shown as seen from behind: the child's left is on the left.")
        return f"{words} {turned}"

    def _connect_signals(self) -> None:
        playback = self.playback
        self.back_button.clicked.connect(lambda: playback.step(-1))
        self.forward_button.clicked.connect(lambda: playback.step(1))
        self.play_button.clicked.connect(playback.toggle_playing)
        self.speed_box.activated.connect(lambda: playback.set_speed(self.speed_box.currentData()))
        self.slider.valueChanged.connect(self._slide)
        playback.position_changed.connect(self._show_position)
        playback.playing_changed.connect(self._play)
        self._timer.timeout.connect(self._tick)
        keys = QShortcut(QKeySequence(Qt.Key.Key_Space), self.slider)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(playback.toggle_playing)

    def stop(self) -> None:
        """Let go of the videos; the player is not used afterwards."""
        self._timer.stop()
        for picture in self.pictures:
            picture.stop()

    def _slide(self, value: int) -> None:
        """Go where the slider was moved; a position between its steps stays as it is."""
        if value != self._step_now():
            self.playback.set_playing(False)
            self.playback.seek(value * self.playback.alignment.step)

    def _step_now(self) -> int:
        return round(self.playback.position / self.playback.alignment.step)

    def _play(self, playing: bool) -> None:
        self.play_button.set_glyph("pause" if playing else "play")
        self._say_play()
        if playing:
            self._since.start()
            self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        self.playback.pass_time(self._since.restart() / 1000)

    def _show_position(self) -> None:
        for picture, seconds in zip(self.pictures, self.playback.seconds, strict=True):
            picture.show_at(seconds)
        self.slider.setValue(self._step_now())
        words = self._place_words()
        self.place.setText(words)
        self.slider.setAccessibleDescription(words)

    def _place_words(self) -> str:
        """Say where in the cycle both are."""
        alignment, position = self.playback.alignment, self.playback.position
        if not alignment.by_phase:
            return self.tr("{seconds} s").format(seconds=f"{position:.2f}")
        number, share = alignment.phase_at(position)
        words = self.tr("Cycle {number} of {count}: {percent} %")
        return words.format(number=number, count=int(alignment.length), percent=round(100 * share))

    def _say_play(self) -> None:
        words = self.tr("Pause") if self.playback.playing else self.tr("Play")
        self.play_button.setAccessibleName(words)
        self.play_button.setToolTip(self.tr("{action} (Space)").format(action=words))
