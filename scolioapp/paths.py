"""Where the window keeps its files on this computer. Must not know Qt."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.core.resources import MODELS_VARIABLE, resource, user_models

APP = "ScolioApp"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """Folders and files of one person on this computer; none is made before it is needed.

    Attributes:
        data: Folder of everything that must not be lost.
        private: Folder of what is about people (results, recordings, days, lists of videos) in this run;
            None: where it is kept for good.
    """

    config: Path
    data: Path
    logs: Path
    private: Path | None = None

    @classmethod
    def of_this_computer(cls) -> AppPaths:
        """Return the folders that the operating system sets aside."""
        return cls(
            config=platformdirs.user_config_path(APP, appauthor=False),
            data=platformdirs.user_data_path(APP, appauthor=False),
            logs=platformdirs.user_log_path(APP, appauthor=False),
        )

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.ini"

    @property
    def results(self) -> Path:
        """The folder of finished screenings: the one that was chosen, or one among the data."""
        if self.private is not None:
            return self.private / "results"
        try:
            chosen = self.results_choice.read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            chosen = ""
        return Path(chosen) if chosen and Path(chosen).is_absolute() else self.data / "results"

    @property
    def _people(self) -> Path:
        return self.data if self.private is None else self.private

    @property
    def records(self) -> Path:
        """The folder of the protected records."""
        return self.data / "records"

    @property
    def quick(self) -> Path:
        """Where runs that keep nothing have their folders."""
        return self.data / "quick"

    @property
    def results_choice(self) -> Path:
        """The file that names the folder which was chosen for results; read without Qt."""
        return self.config / "results-folder.txt"

    @property
    def recordings(self) -> Path:
        """The folder of what was recorded with a camera."""
        return self._people / "recordings"

    @property
    def models(self) -> Path:
        """The folder of the models that were imported or trained here."""
        return user_models() if MODELS_VARIABLE in os.environ else self.data / "models"

    @property
    def datasets(self) -> Path:
        """The file that keeps which datasets were brought in."""
        return self.data / "datasets.json"

    @property
    def runs(self) -> Path:
        """The folder of the training runs."""
        return self.data / "runs"

    @property
    def evaluations(self) -> Path:
        """The folder of the evaluation reports."""
        return self.data / "evaluations"

    @property
    def days(self) -> Path:
        """The folder of the screening days, with the names of their children."""
        return self._people / "days"

    @property
    def queue(self) -> Path:
        """The file that keeps the videos which are still to be screened."""
        return self._people / "queue.json"

    @property
    def recent(self) -> Path:
        """The file that keeps the recently opened videos."""
        return self._people / "recent.json"

    @property
    def folders(self) -> dict[str, Path]:
        """Every folder by its name, as `engine.doctor.storage.TITLES` knows them."""
        return {
            "results": self.results,
            "data": self.data,
            "models": self.models,
            "config": self.config,
            "logs": self.logs,
            # Where `engine.runtime.device` keeps what it made for a GPU.
            "cache": platformdirs.user_cache_path("scolioapp", appauthor=False),
        }

    @property
    def log(self) -> Path:
        """The log file."""
        return self.logs / "scolioapp.log"


def samples() -> list[Path]:
    """Return the bundled sample videos, simulated walkers first."""
    found = sorted(resource("samples").glob("*.mp4"))
    return sorted(found, key=lambda path: not path.stem.startswith("simulated"))
