"""What the person has chosen and what the window remembers. Must not know QtWidgets."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from engine.report.prevalence import DEFAULT_PREVALENCE
from scolioapp.clinic import Clinic


class Settings(QObject):
    """Settings in one ini file; every property reads and writes at once.

    A value that somebody wrote by hand and that makes no sense reads as the default. So does everything that
    clinic mode holds, whatever was saved.

    Signals:
        changed: The name of the property that was changed by the person.
    """

    changed = Signal(str)

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

    def _set(self, key: str, value: object) -> None:
        if self.clinic.holds(key):
            return
        self._store.setValue(key, value)
        self.changed.emit(key.rpartition("/")[2])

    @property
    def scheme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        value = self._text("look/scheme", "system")
        return value if value in {"system", "light", "dark"} else "system"

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._set("look/scheme", value)

    @property
    def language(self) -> str:
        """Language code, or "" for the system's; takes effect at the next start."""
        return self._text("look/language")

    @language.setter
    def language(self, value: str) -> None:
        self._set("look/language", value)

    @property
    def rate(self) -> float | None:
        """Frames a second to analyse, or None for all."""
        return None if self._text("screening/rate", "15") == "all" else 15.0

    @rate.setter
    def rate(self, value: float | None) -> None:
        self._set("screening/rate", "all" if value is None else "15")

    @property
    def model(self) -> str:
        """Name of the model that judges, or "" for the program's choice."""
        return self._text("screening/model", self.clinic.model_name)

    @model.setter
    def model(self, value: str) -> None:
        self._set("screening/model", value)

    @property
    def precision(self) -> str:
        """``fp32``, ``bf16`` or ``int8``; a model that does not offer it computes in ``fp32``."""
        value = self._text("screening/precision", "fp32")
        return value if value in {"fp32", "bf16", "int8"} else "fp32"

    @precision.setter
    def precision(self, value: str) -> None:
        self._set("screening/precision", value)

    @property
    def device(self) -> Literal["auto", "cpu", "gpu"]:
        """Where networks compute: ``auto``, ``cpu`` or ``gpu``."""
        match self._text("screening/device", "auto"):
            case "cpu":
                return "cpu"
            case "gpu":
                return "gpu"
        return "auto"

    @device.setter
    def device(self, value: str) -> None:
        self._set("screening/device", value)

    @property
    def pose(self) -> Path | None:
        """Folder of a pose network of one's own, or None for the bundled one."""
        return self._folder("perception/pose")

    @pose.setter
    def pose(self, value: Path | None) -> None:
        self._set("perception/pose", "" if value is None else str(value))

    @property
    def segmenter(self) -> Path | None:
        """Folder of a segmentation network of one's own, or None for the masks of the bundled one."""
        return self._folder("perception/segmenter")

    @segmenter.setter
    def segmenter(self, value: Path | None) -> None:
        self._set("perception/segmenter", "" if value is None else str(value))

    def _folder(self, key: str) -> Path | None:
        value = self._text(key)
        return Path(value) if value else None

    @property
    def prevalence(self) -> float:
        """Share of people with features that predictive values are worked out for, in (0, 1)."""
        try:
            value = float(self._text("result/prevalence", str(DEFAULT_PREVALENCE)))
        except ValueError:
            return DEFAULT_PREVALENCE
        return value if 0.0 < value < 1.0 else DEFAULT_PREVALENCE

    @prevalence.setter
    def prevalence(self, value: float) -> None:
        self._set("result/prevalence", str(value))

    @property
    def operator(self) -> str:
        """Who screens; written into every result. May be empty."""
        return self._text("screening/operator")

    @operator.setter
    def operator(self, value: str) -> None:
        self._set("screening/operator", value)

    @property
    def blur_faces(self) -> bool:
        """Whether faces are blurred in pictures and videos that are saved."""
        return self._text("export/blur_faces", "true") == "true"

    @blur_faces.setter
    def blur_faces(self, value: bool) -> None:
        self._set("export/blur_faces", "true" if value else "false")

    @property
    def look_for_updates(self) -> bool:
        """Whether to look for a newer version at the start; off until the person switches it on."""
        return self._text("program/look_for_updates", "false") == "true"

    @look_for_updates.setter
    def look_for_updates(self, value: bool) -> None:
        self._set("program/look_for_updates", "true" if value else "false")

    @property
    def camera(self) -> str:
        """Key of the camera that was chosen last, or "" for the first that is listed."""
        return self._text("camera/key")

    @camera.setter
    def camera(self, value: str) -> None:
        self._set("camera/key", value)

    @property
    def camera_format(self) -> str:
        """Format of that camera, as `scolioapp.viewmodels.camera.format_key` names it; "" for the best."""
        return self._text("camera/format")

    @camera_format.setter
    def camera_format(self, value: str) -> None:
        self._set("camera/format", value)

    @property
    def hands_free(self) -> bool:
        """Whether recordings begin and end by themselves, as the guide sees the walk."""
        return self._text("camera/hands_free", "true") == "true"

    @hands_free.setter
    def hands_free(self, value: bool) -> None:
        self._set("camera/hands_free", "true" if value else "false")

    @property
    def spoken_cues(self) -> bool:
        """Whether the guide's sentences are spoken, too."""
        return self._text("camera/spoken_cues", "true") == "true"

    @spoken_cues.setter
    def spoken_cues(self, value: bool) -> None:
        self._set("camera/spoken_cues", "true" if value else "false")

    @property
    def mirrored_camera(self) -> bool:
        """Whether the live picture is mirrored: the child's left on the left while it comes nearer."""
        return self._text("camera/mirrored", "true") == "true"

    @mirrored_camera.setter
    def mirrored_camera(self, value: bool) -> None:
        self._set("camera/mirrored", "true" if value else "false")

    @property
    def last_folder(self) -> str:
        """Folder of the last video that was chosen."""
        return self._text("window/last_folder")

    @last_folder.setter
    def last_folder(self, value: str) -> None:
        self._set("window/last_folder", value)

    @property
    def last_model_folder(self) -> str:
        """Folder of the last checkpoint, pack or report that was chosen."""
        return self._text("window/last_model_folder")

    @last_model_folder.setter
    def last_model_folder(self, value: str) -> None:
        self._set("window/last_model_folder", value)

    @property
    def show_outcomes(self) -> bool:
        """Whether a screening day shows outcomes to who screens while children are still there."""
        return self._text("day/show_outcomes", "false") == "true"

    @show_outcomes.setter
    def show_outcomes(self, value: bool) -> None:
        self._set("day/show_outcomes", "true" if value else "false")

    @property
    def screening_day(self) -> str:
        """Identifier of the screening day that is open, or ""."""
        return self._text("day/open")

    @screening_day.setter
    def screening_day(self, value: str) -> None:
        self._set("day/open", value)

    @property
    def last_roster_folder(self) -> str:
        """Folder of the last list of children that was chosen, or of the last files of a day."""
        return self._text("window/last_roster_folder")

    @last_roster_folder.setter
    def last_roster_folder(self, value: str) -> None:
        self._set("window/last_roster_folder", value)

    @property
    def last_dataset_folder(self) -> str:
        """Folder of the last dataset, label file or partition that was chosen."""
        return self._text("window/last_dataset_folder")

    @last_dataset_folder.setter
    def last_dataset_folder(self, value: str) -> None:
        self._set("window/last_dataset_folder", value)

    @property
    def research_page(self) -> str:
        """Key of the Research page that was open last, or ""."""
        return self._text("window/research_page")

    @research_page.setter
    def research_page(self, value: str) -> None:
        self._set("window/research_page", value)

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
