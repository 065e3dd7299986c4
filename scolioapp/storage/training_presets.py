"""The training configurations that come with the program. Imports the schema: imported late."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.core.errors import ConfigError
from engine.core.resources import configurations_folder
from engine.runs.training_config import TrainConfig, read_config


@dataclass(frozen=True, slots=True)
class Preset:
    """A configuration that comes with the program."""

    name: str
    path: Path
    config: TrainConfig

    @property
    def published(self) -> bool:
        """Whether it holds published settings, for a dataset on disk."""
        return self.config.folder is not None


def presets(folder: Path | None = None) -> tuple[Preset, ...]:
    """Read the configurations that come with the program, small ones first; broken ones are left out."""
    found = []
    for path in sorted((folder or configurations_folder()).glob("*.yaml")):
        try:
            found.append(Preset(path.stem, path, read_config(path)))
        except ConfigError:
            continue
    return tuple(sorted(found, key=lambda preset: preset.published))
