"""The Record page: who stands there, the live picture, what to do now, and the recording.

Every state has one large button for what comes next; a presenter's remote and the space bar press it, too.
Must not know the roster: `CameraPage.set_side` shows whatever belongs beside the picture.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.capture.guidance import Cue
from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.jobs.camera_list import DEMONSTRATION
from scolioapp.painting.layouts import STRETCH, in_row
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.viewmodels.camera import CameraModel, CameraState
from scolioapp.viewmodels.kept_recordings import KeptRecordings
from scolioapp.widgets.camera_trouble import CameraTroubleCard
from scolioapp.widgets.cue_band import CueBand
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.kept_bar import KeptBar
from scolioapp.widgets.live_view import LiveView
from scolioapp.widgets.page import Page, primary_button
from scolioapp.widgets.unfinished_list import UnfinishedList
from scolioapp.widgets.verdict_card import WIDTH, VerdictCard
from scolioapp.words.camera_words import format_words

_CUE_SHARE = 0.19
"""Of the page's height that the cue takes: its capitals are 16 mm high and more on a screen of 14 inches."""

_ACT_NOW = (Cue.WALK_NOW, Cue.TURN_BACK)


class CameraPage(Page):
    """Camera, picture, cue, buttons; the verdict and other panels beside the picture.

    Args:
        model: State of the page.
        kept: What became of recordings.
        settings: Spoken cues, hands-free, mirrored.
    """

    def __init__(
        self,
        model: CameraModel,
        kept: KeptRecordings,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.title.setText(self.tr("Record a walk"))
        self._model = model
        self._kept = kept
        self._settings = settings
        self._side: QWidget | None = None
        self.camera_list = DropDown(self)
        self.format_list = DropDown(self)
        self.subject = QLabel(self)
        self.patient_button = QPushButton(self)
        self.patient_button.hide()
        self.view = LiveView(model, self)
        self.trouble = CameraTroubleCard(model, self)
        self.cue = CueBand(self)
        self.verdict = VerdictCard(model, self)
        self.unfinished = UnfinishedList(self)
        self.kept_bar = KeptBar(self)
        self.start_button = self._large(primary_button(self.tr("&Start recording"), self))
        self.stop_button = self._large(primary_button(self.tr("S&top"), self))
        self.keep_button = self._large(primary_button(self.tr("&Keep"), self))
        self.repeat_button = self._large(QPushButton(self))
        self.hands_free = QCheckBox(self.tr("&Hands-free"), self)
        self.spoken = QCheckBox(self.tr("S&poken cues"), self)
        self.mirrored = QCheckBox(self.tr("&Mirrored"), self)
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._lay_out()
        self._fill()
        self._connect_signals()
        self.kept_bar.show_kept(kept.shown)
        self.unfinished.show_recordings(kept.unfinished)
        self._show_cameras()
        self._show_subject()

    def _large(self, button: QPushButton) -> QPushButton:
        button.setProperty("large", "true")
        button.setMinimumWidth(space(18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _fill(self) -> None:
        settings = self._settings
        self.hands_free.setChecked(settings.hands_free)
        self.spoken.setChecked(settings.spoken_cues)
        self.mirrored.setChecked(settings.mirrored_camera)
        self.hands_free.setToolTip(
            self.tr("Recordings begin and end by themselves when somebody walks")
        )
        self.spoken.setToolTip(self.tr("The sentences below the picture are spoken, too"))
        self.mirrored.setToolTip(
            self.tr("Left and right as in a mirror: the child's left on the left")
        )
        # A click leaves the focus on the picture, where the space bar does what comes next.
        for field in (
            self.hands_free,
            self.spoken,
            self.mirrored,
            self.camera_list,
            self.format_list,
            self.patient_button,
        ):
            field.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.camera_list.setAccessibleName(self.tr("Camera"))
        self.format_list.setAccessibleName(self.tr("Format of the camera"))
        self.subject.setProperty("role", "title")
        self.subject.setTextFormat(Qt.TextFormat.PlainText)

    def _lay_out(self) -> None:
        self.camera_list.setMinimumWidth(space(26))
        self.format_list.setMinimumWidth(space(30))
        self.header.addWidget(self.camera_list)
        self.header.addWidget(self.format_list)
        self._stage = QStackedWidget(self)
        self._stage.addWidget(self.view)
        self._stage.addWidget(self.trouble)
        stage = QVBoxLayout()
        stage.setSpacing(0)
        stage.addWidget(self._stage, 1)
        stage.addWidget(self.cue)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(space(1))
        self._beside.addWidget(self.verdict, 1)
        self.verdict.setFixedWidth(WIDTH)
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addLayout(stage, 1)
        row.addLayout(self._beside)
        self.content.setSpacing(space(1))
        self.content.addWidget(self.unfinished)
        self.content.addLayout(in_row(self.subject, self.patient_button, STRETCH, gap=2))
        self.content.addLayout(row, 1)
        self.content.addLayout(self._controls())
        self.content.addWidget(self.kept_bar)

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(1.5))
        for button in (
            self.start_button,
            self.stop_button,
            self.keep_button,
            self.repeat_button,
        ):
            row.addWidget(button)
        row.addStretch(1)
        for box in (self.hands_free, self.spoken, self.mirrored):
            row.addWidget(box)
        return row

    def _connect_signals(self) -> None:
        model, settings = self._model, self._settings
        self.camera_list.activated.connect(self._on_camera)
        self.format_list.activated.connect(self._on_format)
        self.start_button.clicked.connect(model.advance)
        self.stop_button.clicked.connect(model.stop_recording)
        self.keep_button.clicked.connect(model.keep)
        self.repeat_button.clicked.connect(self._on_repeat)
        self.hands_free.toggled.connect(lambda on: setattr(settings, "hands_free", on))
        self.spoken.toggled.connect(lambda on: setattr(settings, "spoken_cues", on))
        self.mirrored.toggled.connect(model.camera.turn)
        model.camera.changed.connect(self._show_cameras)
        model.camera.problem_changed.connect(self._show_stage)
        model.state_changed.connect(self._show_state)
        model.subject_changed.connect(self._show_subject)
        model.guided.connect(self._show_cue)
        model.failed.connect(self._say_error)
        model.refused.connect(lambda: self.banner.say(model.blocked, severity=Severity.CARE))
        self._kept.changed.connect(lambda: self.kept_bar.show_kept(self._kept.shown))
        self._kept.unfinished_changed.connect(
            lambda: self.unfinished.show_recordings(self._kept.unfinished)
        )
        self._kept.failed.connect(self._say_error)
        self.unfinished.keep_asked.connect(self._kept.keep)
        self.unfinished.discard_asked.connect(self._kept.discard)
        self.kept_bar.repeat_asked.connect(self._on_repeat_kept)
        self._clock.timeout.connect(self.view.update)
        settings.changed.connect(self._on_setting)
        for key, do in ((Qt.Key.Key_PageDown, model.advance), (Qt.Key.Key_PageUp, model.go_back)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(do)

    def offer_patients(self, *, shown: bool, chosen: bool) -> None:
        """Offer to choose who is recorded.

        Args:
            shown: Whether it can be chosen here.
            chosen: Whether somebody is.
        """
        change, choose = self.tr("Ch&ange patient…"), self.tr("Choose p&atient…")
        self.patient_button.setText(change if chosen else choose)
        self._let_stand_out(self.patient_button, not chosen)
        self.patient_button.setVisible(shown)
        self.patient_button.setEnabled(not self._model.state.busy)

    def set_side(self, widget: QWidget | None) -> None:
        """Show something beside the picture, below a verdict, in place of what stood there; None: nothing."""
        if self._side is not None:
            self._beside.removeWidget(self._side)
            self._side.setParent(None)
        self._side = widget
        if widget is not None:
            widget.setParent(self)
            self._beside.addWidget(widget, 1)
            widget.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the letters in proportion to the page."""
        super().resizeEvent(event)
        share = round(_CUE_SHARE * event.size().height())
        self.cue.setFixedHeight(min(max(share, space(9)), space(32)))

    def showEvent(self, event: QShowEvent) -> None:
        """Open the camera."""
        super().showEvent(event)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        # The page stands first: looking for cameras takes a moment.
        QTimer.singleShot(0, self, self._open)

    def _open(self) -> None:
        if self.isVisible():
            self._model.open()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the camera, unless a recording is being made."""
        super().hideEvent(event)
        self._model.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the space bar do what comes next, where no button or list uses it itself."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._model.advance()
        else:
            super().keyPressEvent(event)

    def _on_camera(self) -> None:
        self._model.choose_camera(self.camera_list.currentData())
        self._show_cameras()

    def _on_format(self) -> None:
        if not self._model.state.busy:
            self._model.camera.choose_format(self.format_list.currentData())

    def _on_repeat(self) -> None:
        if self._model.state is CameraState.VERDICT:
            self._model.repeat()
        else:
            self._model.go_back()

    def _on_repeat_kept(self) -> None:
        shown = self._kept.shown
        if shown is not None:
            self._kept.settle(shown.recording)
            self._model.repeat_asked.emit(shown.recording.subject)

    def _on_setting(self, name: str) -> None:
        boxes = {
            "hands_free": self.hands_free,
            "spoken_cues": self.spoken,
            "mirrored_camera": self.mirrored,
        }
        if name in boxes:
            boxes[name].setChecked(bool(getattr(self._settings, name)))
            self._show_cue()

    def _say_error(self, error: ScolioError) -> None:
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)

    def _show_cameras(self) -> None:
        camera = self._model.camera
        with QSignalBlocker(self.camera_list), QSignalBlocker(self.format_list):
            self.camera_list.clear()
            for one in camera.listed:
                name = one.name
                if one.key == DEMONSTRATION:
                    name = self.tr("Demonstration: sample video (simulated)")
                self.camera_list.addItem(name, one.key)
            if camera.info is None or not camera.is_open:
                self.camera_list.insertItem(0, self.tr("No camera"), "")
                self.camera_list.setCurrentIndex(0)
            else:
                self.camera_list.setCurrentIndex(self.camera_list.findData(camera.info.key))
            self.format_list.clear()
            formats = () if camera.info is None else camera.info.formats
            for number, form in enumerate(formats):
                words = format_words(form)
                best = number == 0 and len(formats) > 1
                shown = self.tr("Best: {format}").format(format=words) if best else words
                self.format_list.addItem(shown, form)
            if camera.format in formats:
                self.format_list.setCurrentIndex(formats.index(camera.format))
            self.format_list.setVisible(bool(formats))
        self._show_state()

    def _show_subject(self) -> None:
        model = self._model
        self.subject.setText(model.subject_name or model.subject)
        self.subject.setVisible(bool(self.subject.text()))
        self._show_state()

    def _show_stage(self) -> None:
        problem = self._model.camera.problem
        self.trouble.show_problem()
        self._stage.setCurrentWidget(self.view if problem is None else self.trouble)
        self.cue.setVisible(problem is None)
        self._show_cue()

    def _show_state(self) -> None:
        """Offer what can be done now."""
        model, state = self._model, self._model.state
        buttons = (self.start_button, self.stop_button, self.keep_button, self.repeat_button)
        held = any(button.hasFocus() for button in buttons)
        judged = state is CameraState.VERDICT
        counting, recording = state is CameraState.COUNTDOWN, state is CameraState.RECORDING
        self.start_button.setVisible(not (judged or recording or state is CameraState.SAVING))
        self.start_button.setEnabled(counting or (state is CameraState.LIVE and not model.blocked))
        self.start_button.setText(
            self.tr("&Start now") if counting else self.tr("&Start recording")
        )
        self.stop_button.setVisible(recording or state is CameraState.SAVING)
        self.stop_button.setEnabled(recording)
        self.keep_button.setVisible(judged)
        self.repeat_button.setVisible(judged or counting or recording)
        self.repeat_button.setText(self.tr("&Cancel") if counting else self.tr("&Repeat"))
        if judged and self.verdict.isHidden():
            self.verdict.show_verdict()
        self._advise(judged and self.verdict.advises_repeat)
        self.verdict.setVisible(judged)
        self.camera_list.setEnabled(not state.busy)
        self.format_list.setEnabled(not state.busy)
        if recording:
            self._clock.start()
        else:
            self._clock.stop()
        if held and not any(button.hasFocus() for button in buttons):
            # Or the space bar would press what stands next to a button that has gone.
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_stage()

    def _advise(self, repeat: bool) -> None:
        """Let the button stand out that the verdict speaks for."""
        self._let_stand_out(self.keep_button, not repeat)
        self._let_stand_out(self.repeat_button, repeat)

    def _let_stand_out(self, button: QPushButton, primary: bool) -> None:
        role = "primary" if primary else ""
        if button.property("role") != role:
            button.setProperty("role", role)
            button.style().unpolish(button)
            button.style().polish(button)

    def _show_cue(self) -> None:
        """Say what to do now, in large letters."""
        model, guidance = self._model, self._model.guidance
        match model.state:
            case CameraState.COUNTDOWN:
                self.cue.say(str(model.countdown), lit=True)
            case CameraState.VERDICT if self.verdict.advises_repeat:
                self.cue.say(self.tr("Once more, please."))
            case CameraState.VERDICT | CameraState.SAVING:
                self.cue.say(self.tr("Done. Thank you."))
            case CameraState.LIVE if model.blocked:
                self.cue.say(model.blocked)
            case CameraState.LIVE | CameraState.RECORDING if guidance is not None:
                words = "" if guidance.sentence is None else render(guidance.sentence)
                lit = guidance.cue in _ACT_NOW
                self.cue.say(words, progress=guidance.progress, lit=lit)
            case _:
                self.cue.say("")
