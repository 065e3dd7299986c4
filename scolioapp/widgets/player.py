"""The video with what was seen in it, and its controls: play, scrub, step by frame, slower, nearer.

`Player` asks for frames, paces the playback by the frames' real times, and carries the controls;
`VideoCanvas` paints. Frames are decoded elsewhere (`player_frames`), so the window never waits. Must
not know what is said about the person.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.text import text
from engine.report.picture_view import FilmedFrom, OverlayMode
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.player_frames import Ask, DrawnFrames, FrameRequest, ShownFrame, VideoFrames
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.viewmodels.playback import SPEEDS
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.aim_layer import DotLayer, LineLayer
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.glyph_button import GlyphButton
from scolioapp.widgets.page import quiet_button
from scolioapp.widgets.video_canvas import VideoCanvas

_TICK_MS = 15
_FRAMES_AT_END = 1.5
"""Nearer than that to the end, playing begins anew."""


def clock(seconds: float) -> str:
    """Write a time as minutes, seconds and hundredths."""
    whole = max(0, round(seconds * 100))
    return f"{whole // 6000}:{whole // 100 % 60:02d}.{whole % 100:02d}"


class Player(QWidget):
    """The canvas with its controls."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._frames: VideoFrames | DrawnFrames | None = None
        self._asked: FrameRequest | None = None
        self._waiting = False
        self._fits = True
        self._began = QElapsedTimer()
        self._began_at = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(80)
        self._build()
        self._set_words()
        self._connect_signals()
        self._open()

    def _build(self) -> None:
        self.canvas = VideoCanvas(self._model, self)
        self.lines = LineLayer(self.canvas, self._model.vertical)
        self.dots = DotLayer(self.canvas, self._model.dots)
        self.notice = QLabel(self)
        self.notice.setWordWrap(True)
        self.notice.setProperty("role", "note")
        self.back_button = GlyphButton("back", self)
        self.play_button = GlyphButton("play", self)
        self.forward_button = GlyphButton("forward", self)
        self.time_label = QLabel(self)
        self.time_label.setFont(font(TextSize.NOTE, tabular=True))
        self.speed_box = DropDown(self)
        self._build_overlay_menu()
        controls = in_row(self.back_button, self.play_button, self.forward_button, gap=0.5)
        controls.addSpacing(space())
        controls.addWidget(self.time_label)
        controls.addStretch(1)
        self.speed_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        controls.addWidget(self.speed_box)
        controls.addSpacing(space(0.5))
        controls.addWidget(self.overlay_button)
        in_column(
            self._build_side_row(),
            (self.canvas, 1),
            self.notice,
            controls,
            gap=1,
            margins=0,
            parent=self,
        )

    def _build_side_row(self) -> QHBoxLayout:
        """Say which way round and how near the person is seen, with the ways to the other one."""
        self.side_label = QLabel(self)
        self.side_label.setProperty("role", "note")
        self.side_label.setMinimumWidth(1)
        self.side_label.setWordWrap(True)
        self.zoom_box = QCheckBox(self)
        self.side_button = quiet_button(parent=self)
        row = in_row((self.side_label, 1), self.zoom_box, self.side_button, gap=1)
        return row

    def _build_overlay_menu(self) -> None:
        """One button for what is drawn over the video, so that the row fits a small window."""
        self.overlay_button = QPushButton(self)
        menu = QMenu(self.overlay_button)
        self.overlay_actions = {mode: QAction(menu) for mode in OverlayMode}
        group = QActionGroup(menu)
        for action in self.overlay_actions.values():
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        self.plumb_action, self.dots_action, self.blur_action = (QAction(menu) for _ in range(3))
        for action in (self.plumb_action, self.dots_action, self.blur_action):
            action.setCheckable(True)
            menu.addAction(action)
        self.overlay_button.setMenu(menu)

    def _connect_signals(self) -> None:
        model = self._model
        self.play_button.clicked.connect(model.playback.toggle_playing)
        self.back_button.clicked.connect(lambda: model.playback.step(-1))
        self.forward_button.clicked.connect(lambda: model.playback.step(1))
        self.speed_box.activated.connect(
            lambda: model.playback.set_speed(self.speed_box.currentData())
        )
        for mode, action in self.overlay_actions.items():
            action.triggered.connect(partial(self._choose_overlay, mode))
        self.blur_action.toggled.connect(model.display.set_blur_faces)
        self.plumb_action.toggled.connect(model.vertical.set_shown)
        self.dots_action.toggled.connect(model.dots.set_shown)
        model.vertical.changed.connect(self._show_choices)
        model.dots.changed.connect(self._show_choices)
        self.zoom_box.toggled.connect(model.display.set_zoomed)
        self.side_button.clicked.connect(
            lambda: model.display.set_as_filmed(not model.display.as_filmed)
        )
        model.display.view_changed.connect(self._take_view)
        model.screening_changed.connect(self._take_view)
        self._timer.timeout.connect(self._tick)
        self._resized.timeout.connect(self._fit)
        model.playback.seek_requested.connect(self._seek)
        model.playback.step_requested.connect(self._step)
        model.playback.playing_changed.connect(self._play)
        model.playback.speed_changed.connect(self._take_speed)
        model.display.overlay_changed.connect(self._take_overlay)
        model.playback.position_changed.connect(self._show_time)
        model.display.video_problem_changed.connect(self._open)
        model.closed.connect(self.stop)

    # Frames

    def _open(self) -> None:
        """Open the video, or the drawing that stands for it."""
        self._close_frames()
        path = self._model.display.video
        if path is not None:
            self._frames = VideoFrames(path, self._model.worker)
        else:
            self._frames = DrawnFrames(self._model.recording.frame_seconds)
        self._frames.ready.connect(self._take_frame)
        self._frames.broken.connect(self._take_problem)
        problem = self._model.display.video_problem
        self.notice.setVisible(problem is not None)
        self.notice.setText(render(problem) if problem is not None else "")
        self.overlay_button.setEnabled(path is not None)
        self._ask(Ask.AT, self._model.playback.position)

    def _close_frames(self) -> None:
        if self._frames is not None:
            self._frames.ready.disconnect(self._take_frame)
            self._frames.broken.disconnect(self._take_problem)
            self._frames.stop()
            self._frames = None
        self._waiting = False

    def stop(self) -> None:
        """Let go of the file; the player is not used afterwards."""
        self._timer.stop()
        self._resized.stop()
        self._close_frames()

    def _ask(self, ask: Ask, seconds: float) -> None:
        if self._frames is not None:
            self._waiting = True
            view = self.canvas.wanted_view(seconds)
            self._asked = FrameRequest(ask, seconds, self.canvas.room(), view)
            self._frames.ask(self._asked)

    def _fit(self) -> None:
        """Ask for the picture in its new size, but not in place of a step that is still to come."""
        if self._waiting:
            self._fits = False
        else:
            self._ask(Ask.AT, self._model.playback.position)

    def _take_frame(self, shown: ShownFrame) -> None:
        """Show a frame; one that was asked for before the last wish does not move the time."""
        self.canvas.show_frame(shown.image, shown.seconds, shown.request.view)
        if shown.request is not self._asked:
            return
        self._waiting = False
        if not self._model.playback.playing or shown.request.ask is not Ask.AT:
            self._model.playback.show_position(shown.seconds)
        if not self._fits:
            self._fits = True
            self._fit()

    def _take_problem(self, error: ScolioError) -> None:
        self._model.playback.set_playing(False)
        self._model.display.report_video_problem(
            text(
                "{problem} A drawing shows the walk instead.",
                problem=f"{render(error.what)} {render(error.remedy)}",
            )
        )

    # Moving

    def _seek(self, seconds: float) -> None:
        self._start_clock(seconds)
        self._ask(Ask.AT, seconds)

    def _step(self, frames: int) -> None:
        self._ask(Ask.AFTER if frames > 0 else Ask.BEFORE, self.canvas.seconds)

    def _play(self, playing: bool) -> None:
        self.play_button.set_glyph("pause" if playing else "play")
        self._say_play()
        if not playing:
            self._timer.stop()
            self._ask(Ask.AT, self._model.playback.position)
            return
        first, last = self._model.span
        fps = max(self._model.recording.info.fps, 1.0)
        if self._model.playback.position >= last - _FRAMES_AT_END / fps:
            self._model.playback.show_position(first)
        self._start_clock(self._model.playback.position)
        self._timer.start()

    def _start_clock(self, seconds: float) -> None:
        self._began.start()
        self._began_at = seconds

    def _tick(self) -> None:
        """Show the frame whose time has come; while one is awaited, none other is asked for."""
        seconds = self._began_at + self._began.elapsed() / 1000 * self._model.playback.speed
        last = self._model.span[1]
        if seconds >= last:
            self._model.playback.show_position(last)
            self._model.playback.set_playing(False)
            return
        self._model.playback.show_position(seconds)
        if not self._waiting:
            self._ask(Ask.AT, seconds)

    def _take_speed(self) -> None:
        self._start_clock(self._model.playback.position)
        self._show_choices()

    # What is shown

    def _choose_overlay(self, mode: OverlayMode, _checked: bool = False) -> None:
        self._model.display.set_overlay(mode)

    def _take_overlay(self) -> None:
        self._show_choices()

    def _take_view(self) -> None:
        self._show_choices()
        self._show_side()
        self._fit()

    def _show_side(self) -> None:
        """Say which way round the person is seen."""
        model = self._model
        from_front = model.display.filmed_from is FilmedFrom.FRONT
        left_first = self.tr("The child's left is on the left of every picture and scale.")
        if model.display.mirrored:
            words, more = self.tr("Shown mirrored, as seen from behind"), left_first
        elif from_front:
            words = self.tr("As filmed, from the front")
            more = self.tr("The child's left is on the right of every picture and scale.")
        elif model.display.filmed_from is FilmedFrom.BEHIND:
            words, more = self.tr("Seen from behind"), left_first
        elif model.track is not None:
            words = self.tr("Seen from the side")
            more = self.tr("L and R show the child's own sides.")
        else:
            words = more = ""
        self.side_label.setText(words)
        self.side_label.setToolTip(more)
        self.side_button.setVisible(from_front)
        self.side_button.setText(
            self.tr("Show as fil&med")
            if model.display.mirrored
            else self.tr("Show as seen from &behind")
        )

    def _show_choices(self) -> None:
        self.speed_box.setCurrentIndex(self.speed_box.findData(self._model.playback.speed))
        self.overlay_actions[self._model.display.overlay].setChecked(True)
        self.blur_action.setChecked(self._model.display.blur_faces)
        self.plumb_action.setChecked(self._model.vertical.shown)
        level = self._model.level
        self.plumb_action.setEnabled(level is not None and level.known)
        self.dots_action.setChecked(self._model.dots.shown)
        self.dots_action.setVisible(self._model.dots.used)
        self.zoom_box.setChecked(self._model.display.zoomed)

    def _show_time(self) -> None:
        position, last = clock(self._model.playback.position), clock(self._model.span[1])
        self.time_label.setText(f"{position} / {last}")

    def _say_play(self) -> None:
        words = self.tr("Pause") if self._model.playback.playing else self.tr("Play")
        self.play_button.setAccessibleName(words)
        self.play_button.setToolTip(self.tr("{action} (Space)").format(action=words))

    def _set_words(self) -> None:
        self.back_button.setAccessibleName(self.tr("One frame back"))
        self.back_button.setToolTip(self.tr("One frame back (Left arrow)"))
        self.forward_button.setAccessibleName(self.tr("One frame forward"))
        self.forward_button.setToolTip(self.tr("One frame forward (Right arrow)"))
        self._say_play()
        self.speed_box.clear()
        for speed in SPEEDS:
            self.speed_box.addItem(f"{speed:g}x", speed)
        self.speed_box.setAccessibleName(self.tr("Playback speed"))
        self.speed_box.setToolTip(self.tr("Playback speed"))
        names = {
            OverlayMode.ALL: self.tr("&Skeleton and outline"),
            OverlayMode.SKELETON: self.tr("S&keleton only"),
            OverlayMode.MASK: self.tr("&Outline only"),
            OverlayMode.NONE: self.tr("&Video only"),
        }
        for mode, words in names.items():
            self.overlay_actions[mode].setText(words)
        self.blur_action.setText(self.tr("&Hide faces"))
        self.plumb_action.setText(self.tr("&Plumb line"))
        self.dots_action.setText(self.tr("&Dots"))
        self.overlay_button.setText(self.tr("&Overlay"))
        self.overlay_button.setToolTip(self.tr("What is drawn over the video"))
        self.zoom_box.setText(self.tr("&Zoom in"))
        self.zoom_box.setToolTip(self.tr("Enlarge the child and follow"))
        self.canvas.setAccessibleName(self.tr("Video with overlay"))
        self._show_side()
        self._show_choices()
        self._show_time()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the frame in its new size, once the resizing rests."""
        super().resizeEvent(event)
        self._resized.start()
