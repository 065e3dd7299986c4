"""Decides which of the guide's sentences are spoken, and when. Must not know how they are spoken."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from engine.capture.guidance import Cue
from scolioapp.settings import Settings
from scolioapp.viewmodels.camera import CameraModel, CameraState

ONCE_MORE = "once_more"
"""Name of the sentence that asks for another walk; the others are named as their cues."""

_AGAIN = 7.0
"""Seconds after which what still holds is said again."""
_MOST = 3
_ONCE = (Cue.NOBODY, Cue.KEEP_WALKING, Cue.WALK_NOW, Cue.TURN_BACK, Cue.DONE)
"""Said once: an empty room is not spoken to, and who walks is not disturbed."""


class CueSpeaker(QObject):
    """Has the guide's cue spoken when it changes, and again while it holds.

    Args:
        model: What is said on the page.
        settings: Whether it is spoken.
        say: Speaks the sentence of a name.
        hush: Ends what is being spoken.
        parent: Owner.
    """

    def __init__(
        self,
        model: CameraModel,
        settings: Settings,
        say: Callable[[str], None],
        hush: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._settings = settings
        self._say = say
        self._hush = hush
        self._name = ""
        self._said_at = 0.0
        self._times = 0
        model.guided.connect(self._on_guided)
        model.state_changed.connect(self._on_state)
        settings.changed.connect(self._on_setting)

    def _on_guided(self) -> None:
        model = self._model
        if model.guidance is None or model.state not in (CameraState.LIVE, CameraState.RECORDING):
            return
        cue = model.guidance.cue
        if cue is None or model.blocked:
            self._name = ""
            return
        most = 1 if cue in _ONCE else _MOST
        now = time.monotonic()
        if cue.value != self._name:
            self._name, self._times = cue.value, 0
        elif self._times >= most or now - self._said_at < _AGAIN:
            return
        self._speak(cue.value)

    def _on_state(self) -> None:
        model = self._model
        if model.state is CameraState.VERDICT:
            usable = model.verdict is None or model.verdict.usable
            self._speak(Cue.DONE if usable and model.interrupted is None else ONCE_MORE)
        elif model.state in (CameraState.CLOSED, CameraState.OPENING):
            self._name = ""
            self._hush()

    def _speak(self, name: str) -> None:
        self._name, self._said_at = name, time.monotonic()
        self._times += 1
        if self._settings.spoken_cues:
            self._say(name)

    def _on_setting(self, name: str) -> None:
        if name == "spoken_cues" and not self._settings.spoken_cues:
            self._hush()
