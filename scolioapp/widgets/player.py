"""The video with what was seen in it, and its controls: play, scrub, step by frame, slower.

`VideoCanvas` paints one frame with the overlay; `Player` asks for frames, paces the playback by the
frames' real times, and carries the controls. Frames are decoded elsewhere (`player_frames`), so the
window never waits. Must not know what is said about the person.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.text import text
from scolioapp.i18n import render
from scolioapp.viewmodels.result import SPEEDS, OverlayMode, ResultViewModel
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.ink import painting, screen_ink
from scolioapp.widgets.overlay import (
    Placement,
    faces_at,
    paint_hidden_faces,
    paint_people,
    people_at,
)
from scolioapp.widgets.player_frames import (
    Ask,
    DrawnFrames,
    FrameRequest,
    ShownFrame,
    VideoFrames,
)
from scolioapp.widgets.theme import TextSize, font, space, tokens

_PLAIN_GROUND = "#3a4049"
"""Behind a drawing, in both schemes: both sides' colours and the white lines stand out on it."""
_TICK_MS = 15
_FRAMES_AT_END = 1.5
"""Nearer than that to the end, playing begins anew."""


def clock(seconds: float) -> str:
    """Write a time as minutes, seconds and hundredths."""
    whole = max(0, round(seconds * 100))
    return f"{whole // 6000}:{whole // 100 % 60:02d}.{whole % 100:02d}"


class VideoCanvas(QWidget):
    """Paints the frame shown, with the people over it; a drawing on plain ground without a video."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._image: QImage | None = None
        self._seconds: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 136)
        self.setAccessibleName(self.tr("Video with overlay"))
        model.overlay_changed.connect(self.update)
        model.screening_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Prefer a picture of ordinary size."""
        return QSize(640, 400)

    @property
    def seconds(self) -> float:
        """Time of the frame shown; where none has come yet, the time that is awaited."""
        return self._model.position if self._seconds is None else self._seconds

    @property
    def image(self) -> QImage | None:
        """The picture shown, without overlay; None where a drawing stands for it."""
        return self._image

    def show_frame(self, image: QImage | None, seconds: float) -> None:
        """Show a frame."""
        self._image, self._seconds = image, seconds
        self.update()

    def room(self) -> QSize:
        """Give the room for a picture, px of the screen."""
        return self.size() * self.devicePixelRatioF()

    def placement(self) -> Placement:
        """Give where the frame lies in the widget."""
        info = self._model.recording.info
        return Placement.fit(info.width, info.height, QRectF(self.rect()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, hidden faces and people."""
        with painting(self) as painter:
            info = self._model.recording.info
            placement = self.placement()
            frame = placement.rect(0, 0, info.width, info.height)
            colours = tokens(self.palette())
            painter.fillRect(self.rect(), QColor(colours.sunken))
            self._paint_ground(painter, frame, placement)
            ink = screen_ink(colours)
            mode = self._model.overlay if self._image is not None else OverlayMode.ALL
            people = people_at(self._model.recording, self.seconds, self._model.person)
            paint_people(painter, people, placement, mode=mode, ink=ink, frame=frame)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(ink.pen(colours.accent, 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_ground(self, painter: QPainter, frame: QRectF, placement: Placement) -> None:
        """Paint the picture, with faces hidden where that is wished; or plain ground."""
        if self._image is None:
            painter.fillRect(frame, QColor(_PLAIN_GROUND))
            return
        self._paint_image(painter, self._image, frame)
        if self._model.blur_faces:
            faces = faces_at(self._model.recording, self.seconds)
            paint_hidden_faces(painter, self._image, faces, frame=frame, placement=placement)

    def _paint_image(self, painter: QPainter, image: QImage, frame: QRectF) -> None:
        """Paint px for px where the picture was made for this size; scale it until such a one comes."""
        ratio = self.devicePixelRatioF()
        if abs(image.width() - frame.width() * ratio) <= 1.5:
            image.setDevicePixelRatio(ratio)
            painter.drawImage(frame.topLeft().toPoint(), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image)


class GlyphButton(QToolButton):
    """A button with a drawn sign, in the colour of the text, at any scale."""

    def __init__(self, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(40, 36)

    def set_glyph(self, glyph: str) -> None:
        """Change the sign: ``play``, ``pause``, ``forward`` or ``back``."""
        self._glyph = glyph
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then its sign."""
        super().paintEvent(event)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colours = tokens()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.text if self.isEnabled() else colours.strong_border))
            painter.translate(self.width() / 2, self.height() / 2)
            if self._glyph == "back":
                painter.scale(-1, 1)
            if self._glyph == "pause":
                painter.drawRoundedRect(QRectF(-6, -7, 4, 14), 1, 1)
                painter.drawRoundedRect(QRectF(2, -7, 4, 14), 1, 1)
            elif self._glyph == "play":
                painter.drawPolygon(QPolygonF([QPointF(-5, -8), QPointF(8, 0), QPointF(-5, 8)]))
            else:
                painter.drawPolygon(QPolygonF([QPointF(-2, -6), QPointF(7, 0), QPointF(-2, 6)]))
                painter.drawRoundedRect(QRectF(-7, -6, 3, 12), 1, 1)


class Player(QWidget):
    """The canvas with its controls."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._frames: VideoFrames | DrawnFrames | None = None
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
        self._retranslate()
        self._connect_signals()
        self._open()

    def _build(self) -> None:
        self.canvas = VideoCanvas(self._model, self)
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
        controls = QHBoxLayout()
        controls.setSpacing(space(0.5))
        for widget in (self.back_button, self.play_button, self.forward_button):
            controls.addWidget(widget)
        controls.addSpacing(space())
        controls.addWidget(self.time_label)
        controls.addStretch(1)
        self.speed_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        controls.addWidget(self.speed_box)
        controls.addSpacing(space(0.5))
        controls.addWidget(self.overlay_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space())
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.notice)
        layout.addLayout(controls)

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
        self.blur_action = QAction(menu)
        self.blur_action.setCheckable(True)
        menu.addAction(self.blur_action)
        self.overlay_button.setMenu(menu)

    def _connect_signals(self) -> None:
        model = self._model
        self.play_button.clicked.connect(model.toggle_playing)
        self.back_button.clicked.connect(lambda: model.step(-1))
        self.forward_button.clicked.connect(lambda: model.step(1))
        self.speed_box.activated.connect(lambda: model.set_speed(self.speed_box.currentData()))
        for mode, action in self.overlay_actions.items():
            action.triggered.connect(partial(self._choose_overlay, mode))
        self.blur_action.toggled.connect(model.set_blur_faces)
        self._timer.timeout.connect(self._tick)
        self._resized.timeout.connect(self._fit)
        model.seek_requested.connect(self._seek)
        model.step_requested.connect(self._step)
        model.playing_changed.connect(self._play)
        model.speed_changed.connect(self._take_speed)
        model.overlay_changed.connect(self._take_overlay)
        model.position_changed.connect(self._show_time)
        model.video_problem_changed.connect(self._open)
        model.closed.connect(self.stop)

    # Frames

    def _open(self) -> None:
        """Open the video, or the drawing that stands for it."""
        self._close_frames()
        path = self._model.video
        if path is not None:
            self._frames = VideoFrames(path)
        else:
            self._frames = DrawnFrames(self._model.recording.frame_seconds)
        self._frames.ready.connect(self._take_frame)
        self._frames.broken.connect(self._take_problem)
        problem = self._model.video_problem
        self.notice.setVisible(problem is not None)
        self.notice.setText(render(problem) if problem is not None else "")
        self.overlay_button.setEnabled(path is not None)
        self._ask(Ask.AT, self._model.position)

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
            self._frames.ask(FrameRequest(ask, seconds, self.canvas.room()))

    def _fit(self) -> None:
        """Ask for the picture in its new size, but not in place of a step that is still to come."""
        if self._waiting:
            self._fits = False
        else:
            self._ask(Ask.AT, self._model.position)

    def _take_frame(self, shown: ShownFrame) -> None:
        self._waiting = False
        self.canvas.show_frame(shown.image, shown.seconds)
        if not self._model.playing or shown.request.ask is not Ask.AT:
            self._model.show_position(shown.seconds)
        if not self._fits:
            self._fits = True
            self._fit()

    def _take_problem(self, error: ScolioError) -> None:
        self._model.set_playing(False)
        self._model.report_video_problem(
            text(
                "{problem} The drawing shows the walk instead.",
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
        self._retranslate_play()
        if not playing:
            self._timer.stop()
            self._ask(Ask.AT, self._model.position)
            return
        first, last = self._model.span
        fps = max(self._model.recording.info.fps, 1.0)
        if self._model.position >= last - _FRAMES_AT_END / fps:
            self._model.show_position(first)
        self._start_clock(self._model.position)
        self._timer.start()

    def _start_clock(self, seconds: float) -> None:
        self._began.start()
        self._began_at = seconds

    def _tick(self) -> None:
        """Show the frame whose time has come; while one is awaited, none other is asked for."""
        seconds = self._began_at + self._began.elapsed() / 1000 * self._model.speed
        last = self._model.span[1]
        if seconds >= last:
            self._model.show_position(last)
            self._model.set_playing(False)
            return
        self._model.show_position(seconds)
        if not self._waiting:
            self._ask(Ask.AT, seconds)

    def _take_speed(self) -> None:
        self._start_clock(self._model.position)
        self._show_choices()

    # What is shown

    def _choose_overlay(self, mode: OverlayMode, _checked: bool = False) -> None:
        self._model.set_overlay(mode)

    def _take_overlay(self) -> None:
        self._show_choices()

    def _show_choices(self) -> None:
        self.speed_box.setCurrentIndex(self.speed_box.findData(self._model.speed))
        self.overlay_actions[self._model.overlay].setChecked(True)
        self.blur_action.setChecked(self._model.blur_faces)

    def _show_time(self) -> None:
        position, last = clock(self._model.position), clock(self._model.span[1])
        self.time_label.setText(f"{position} / {last}")

    def _retranslate_play(self) -> None:
        words = self.tr("Pause") if self._model.playing else self.tr("Play")
        self.play_button.setAccessibleName(words)
        self.play_button.setToolTip(self.tr("{action} (Space)").format(action=words))

    def _retranslate(self) -> None:
        self.back_button.setAccessibleName(self.tr("One frame back"))
        self.back_button.setToolTip(self.tr("One frame back (Left arrow)"))
        self.forward_button.setAccessibleName(self.tr("One frame on"))
        self.forward_button.setToolTip(self.tr("One frame on (Right arrow)"))
        self._retranslate_play()
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
        self.overlay_button.setText(self.tr("&Overlay"))
        self.overlay_button.setToolTip(self.tr("What is drawn over the video"))
        self.canvas.setAccessibleName(self.tr("Video with overlay"))
        self._show_choices()
        self._show_time()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the frame in its new size, once the resizing rests."""
        super().resizeEvent(event)
        self._resized.start()
