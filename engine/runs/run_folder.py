"""A run on disk: where its files lie, and how a new one is made.

Must not know torch: whoever lists runs should not wait for it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from engine.core.errors import ConfigError, OutputError
from engine.core.files import write_text
from engine.core.frozen_model import FrozenModel
from engine.core.text import text
from engine.runs.training_config import TrainConfig, as_yaml, read_config
from engine.runtime.strict_config import read_yaml


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where the files of one run lie."""

    path: Path

    @property
    def config(self) -> Path:
        """The configuration, with whole paths."""
        return self.path / "config.yaml"

    @property
    def places(self) -> Path:
        """Where simulated people are kept and the finished model is copied to."""
        return self.path / "places.yaml"

    @property
    def log(self) -> Path:
        """One JSON object a line."""
        return self.path / "log.jsonl"

    @property
    def status(self) -> Path:
        """What `read_status` reads."""
        return self.path / "status.json"

    @property
    def checkpoint(self) -> Path:
        """What the run goes on from."""
        return self.path / "checkpoint.pt"

    @property
    def best(self) -> Path:
        """The best weights by validation."""
        return self.path / "best.pt"

    @property
    def model(self) -> Path:
        """The finished model folder."""
        return self.path / "model"

    @property
    def held_out(self) -> Path:
        """Of a fold: what its network said of the people that were held out."""
        return self.path / "held_out.json"

    @property
    def report(self) -> Path:
        """Of a run over folds: the folder of its evaluation report."""
        return self.path / "report"

    def fold(self, number: int) -> RunFolder:
        """Return the folder of one fold of a run over folds, numbered from 1."""
        return RunFolder(self.path / f"fold-{number}")

    @property
    def stop(self) -> Path:
        """A file that asks the run to stop after the step at hand."""
        return self.path / "stop"

    @property
    def pause(self) -> Path:
        """A file that holds the run where it is, for as long as it lies there."""
        return self.path / "pause"

    @property
    def launch(self) -> Path:
        """Which process was started for the run last, as `engine.runs.launch` writes it."""
        return self.path / "launch.json"

    @property
    def output(self) -> Path:
        """What a trainer that the window started printed: read when it ended unexpectedly."""
        return self.path / "output.txt"

    def exists(self) -> bool:
        """Whether there is a run in it."""
        return self.config.is_file()


class Places(FrozenModel):
    """Folders that a run goes on using when it is resumed."""

    cache: Path
    out: Path | None = None


def create(folder: RunFolder, config: TrainConfig, base: Path, places: Places) -> TrainConfig:
    """Make the folder of a new run.

    Returns:
        The configuration with whole paths, as it was written.

    Raises:
        OutputError: The folder holds a run already, or cannot be written.
    """
    if folder.exists():
        raise OutputError(
            text("The folder “{name}” already contains a run.", name=folder.path.name),
            text("Resume that run, or choose another folder."),
        )
    whole = _with_whole_paths(config, base)
    kept = places.model_dump(mode="json", exclude_none=True)
    write_text(folder.places, yaml.safe_dump(kept, sort_keys=False, allow_unicode=True))
    write_text(folder.config, as_yaml(whole))
    return whole


def discard(folder: RunFolder, *, made: bool) -> None:
    """Take away a run that was refused before it began; other files in its folder stay.

    Args:
        folder: The run.
        made: Whether its folder was made for it, and goes, too, where it is empty.
    """
    with contextlib.suppress(OSError):
        shutil.rmtree(folder.path / "tensorboard", ignore_errors=True)
        for path in (folder.log, folder.status, folder.places, folder.config):
            path.unlink(missing_ok=True)
        if made:
            folder.path.rmdir()


def open_existing(folder: RunFolder) -> tuple[TrainConfig, Places]:
    """Read the configuration and the places of a run.

    Raises:
        ConfigError: There is no run in the folder, or its configuration cannot be used.
    """
    if not folder.exists():
        raise ConfigError(
            text("There is no run in the folder “{name}”.", name=folder.path.name),
            text("Choose a folder that contains config.yaml and checkpoint.pt."),
        )
    return read_config(folder.config), read_yaml(folder.places, Places)


def _with_whole_paths(config: TrainConfig, base: Path) -> TrainConfig:
    if config.folder is None:
        return config
    paths = {
        name: (base / value).resolve() for name, value in config.folder if isinstance(value, Path)
    }
    return config.model_copy(update={"folder": config.folder.model_copy(update=paths)})


def runs_in(folder: Path) -> tuple[RunFolder, ...]:
    """Find the runs in a folder, by name; none where it cannot be read."""
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return ()
    return tuple(run for run in map(RunFolder, found) if run.exists())


def free_folder(runs: Path, name: str) -> RunFolder:
    """Return a folder that is not there yet: the model's name, with a number where that is taken."""
    path, number = runs / name, 2
    while os.path.lexists(path):
        path, number = runs / f"{name}-{number}", number + 1
    return RunFolder(path)


def cache_folder() -> Path:
    """Return the folder of simulated people, and of the runs of the command line."""
    import platformdirs

    return platformdirs.user_cache_path("scolioapp", appauthor=False)
