"""Speaks the sentences of ``resources/sounds``, where the computer can. Must not know when they are said.

The files were made with ``packaging/spoken_cues.py``. Nothing is recorded, and nobody's name is spoken.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from engine.capture.frame_source import CameraProblem
from engine.core.resources import resource
from scolioapp import i18n
from scolioapp.jobs.multimedia import load_multimedia

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect


class Voice(QObject):
    """Speaks one sentence at a time, in the window's language or in English."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._multimedia: ModuleType | None = None
        self._looked = False
        self._sounds: dict[str, QSoundEffect] = {}
        self._speaks: QSoundEffect | None = None

    def say(self, name: str) -> None:
        """Speak a sentence, in place of one that is being spoken; silence where nothing can be heard."""
        multimedia = self._ready()
        if multimedia is None:
            return
        self.hush()
        sound = self._sounds.get(name)
        if sound is None:
            sound = multimedia.QSoundEffect(self)
            sound.setSource(QUrl.fromLocalFile(str(sound_file(name))))
            self._sounds[name] = sound
        self._speaks = sound
        sound.play()

    def hush(self) -> None:
        """Be silent at once."""
        if self._speaks is not None:
            self._speaks.stop()
            self._speaks = None

    def _ready(self) -> ModuleType | None:
        """Return Qt Multimedia where it is there and has something to be heard by."""
        if not self._looked:
            self._looked = True
            loaded = load_multimedia()
            if not isinstance(loaded, CameraProblem):
                silent = loaded.QMediaDevices.defaultAudioOutput().isNull()
                self._multimedia = None if silent else loaded
        return self._multimedia


def sound_file(name: str, language: str = "") -> Path:
    """Return the file of a sentence.

    Args:
        name: Of the sentence: a cue of the guide, or ``once_more``.
        language: Code; "" for the window's. English stands in for languages without sounds.
    """
    folder = resource("sounds", language or i18n.current())
    if not folder.is_dir():
        folder = resource("sounds", "en")
    return folder / f"{name}.wav"
