"""What the person has chosen and what the window remembers. Must not know QtWidgets."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from engine.core.screening_request import DEFAULT_RATE
from engine.report.prevalence import DEFAULT_PREVALENCE
from scolioapp.clinic import Clinic

_Value = TypeVar("_Value")


class _Setting(Generic[_Value]):
    """A property of `Settings` that stands in the file as text.

    Args:
        key: Its key in the file.
        default: The text where the file has none.
        read: Makes a value of a text; of one that makes no sense the default.
        write: Makes the text of a value.
    """

    def __init__(
        self,
        key: str,
        default: str,
        read: Callable[[str], _Value],
        write: Callable[[_Value], str] = str,
    ) -> None:
        self._key, self._default = key, default
        self._read, self._write = read, write

    def __get__(self, settings: Settings, kind: type[Settings]) -> _Value:
        """Read it."""
        return self._read(settings._text(self._key, self._default))

    def __set__(self, settings: Settings, value: _Value) -> None:
        """Write it, and say that it was changed."""
        settings._set(self._key, self._write(value))


def _words(key: str) -> _Setting[str]:
    return _Setting(key, "", str)


def _switch(key: str, *, on: bool) -> _Setting[bool]:
    return _Setting(key, str(on).lower(), lambda text: text == "true", lambda on: str(on).lower())


def _choice(key: str, *choices: _Value) -> _Setting[_Value]:
    """Return one of some texts, by default the first."""
    by_text = {str(each): each for each in choices}
    return _Setting(key, str(choices[0]), lambda text: by_text.get(text, choices[0]))


def _folder(key: str) -> _Setting[Path | None]:
    return _Setting(
        key, "", lambda text: Path(text) if text else None, lambda path: str(path or "")
    )


def _rate(text: str) -> float | None:
    return None if text == "all" else DEFAULT_RATE


def _prevalence(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return DEFAULT_PREVALENCE
    return value if 0.0 < value < 1.0 else DEFAULT_PREVALENCE


class Settings(QObject):
    """Settings in one ini file; every property reads and writes at once.

    A value that somebody wrote by hand and that makes no sense reads as the default. So does everything that
    clinic mode holds, whatever was saved.

    Signals:
        changed: The name of the property that was changed by the person.
    """

    changed = Signal(str)

    scheme = _choice("look/scheme", "system", "light", "dark")
    """``system``, ``light`` or ``dark``."""
    language = _words("look/language")
    """Language code, or "" for the system's; takes effect at the next start."""
    rate = _Setting("screening/rate", "15", _rate, lambda rate: "all" if rate is None else "15")
    """Frames a second to analyse, or None for all."""
    precision = _choice("screening/precision", "fp32", "bf16", "int8")
    """``fp32``, ``bf16`` or ``int8``; a model that does not offer it computes in ``fp32``."""
    device: _Setting[Literal["auto", "cpu", "gpu"]] = _choice(
        "screening/device", "auto", "cpu", "gpu"
    )
    """Where networks compute: ``auto``, ``cpu`` or ``gpu``."""
    pose = _folder("perception/pose")
    """Folder of a pose network of one's own, or None for the bundled one."""
    segmenter = _folder("perception/segmenter")
    """Folder of a segmentation network of one's own, or None for the masks of the bundled one."""
    prevalence = _Setting("result/prevalence", str(DEFAULT_PREVALENCE), _prevalence)
    """Share of people with features that predictive values are worked out for, in (0, 1)."""
    keeping = _choice("records/keeping", "undecided", "quick", "records", "folder")
    """How results are kept: value of `scolioapp.storage.keeping.Keeping`."""
    operator = _words("screening/operator")
    """Who screens; written into every result. May be empty."""
    blur_faces = _switch("export/blur_faces", on=True)
    """Whether faces are blurred in pictures and videos that are saved."""
    look_for_updates = _switch("program/look_for_updates", on=False)
    """Whether to look for a newer version at the start; off until the person switches it on."""
    camera = _words("camera/key")
    """Key of the camera that was chosen last, or "" for the first that is listed."""
    camera_format = _words("camera/format")
    """Format of that camera, as `scolioapp.viewmodels.camera.format_key` names it; "" for the best."""
    hands_free = _switch("camera/hands_free", on=True)
    """Whether recordings begin and end by themselves, as the guide sees the walk."""
    spoken_cues = _switch("camera/spoken_cues", on=True)
    """Whether the guide's sentences are spoken, too."""
    mirrored_camera = _switch("camera/mirrored", on=True)
    """Whether the live picture is mirrored: the child's left on the left while it comes nearer."""
    last_folder = _words("window/last_folder")
    """Folder of the last video that was chosen."""
    last_model_folder = _words("window/last_model_folder")
    """Folder of the last checkpoint, pack or report that was chosen."""
    show_outcomes = _switch("day/show_outcomes", on=False)
    """Whether a screening day shows outcomes to who screens while children are still there."""
    screening_day = _words("day/open")
    """Identifier of the screening day that is open, or ""."""
    last_roster_folder = _words("window/last_roster_folder")
    """Folder of the last list of children that was chosen, or of the last files of a day."""
    last_dataset_folder = _words("window/last_dataset_folder")
    """Folder of the last dataset, label file or partition that was chosen."""
    research_page = _words("window/research_page")
    """Key of the Research page that was open last, or ""."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        # Where the file cannot be written Qt holds the values in memory.
        self._store = QSettings(str(path), QSettings.Format.IniFormat, self)
        self.clinic = Clinic(self._store, self)
        # Another model may judge now.
        self.clinic.changed.connect(lambda: self.changed.emit("model"))

    @property
    def path(self) -> Path:
        """The settings file."""
        return self._path

    @property
    def writable(self) -> bool:
        """Whether what is chosen now still holds at the next start."""
        place = self._path if self._path.exists() else self._path.parent
        return place.exists() and os.access(place, os.W_OK)

    def _text(self, key: str, default: str = "") -> str:
        value = default if self.clinic.holds(key) else self._store.value(key, default)
        return value if isinstance(value, str) else default

    def _set(self, key: str, value: str) -> None:
        if self.clinic.holds(key):
            return
        self._store.setValue(key, value)
        self.changed.emit(key.rpartition("/")[2])

    @property
    def model(self) -> str:
        """Name of the model that judges, or "" for the program's choice."""
        return self._text("screening/model", self.clinic.model_name)

    @model.setter
    def model(self, value: str) -> None:
        self._set("screening/model", value)

    def state(self, name: str) -> QByteArray | None:
        """Return the kept geometry of a window, splitter or header, or None."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Keep the geometry of a window, splitter or header."""
        self._store.setValue(f"window/{name}", value)

    def flush(self) -> None:
        """Write everything to the file now."""
        self._store.sync()
