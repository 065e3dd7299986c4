"""A run on disk: where its files lie, what its status says, and how it is asked to stop.

Must not know torch: whoever lists runs should not wait for it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import psutil
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.errors import CancelledError, ConfigError, OutputError, ScolioError
from engine.core.files import write_text
from engine.core.progress import Cancel
from engine.core.text import Text, text
from engine.runtime.config import read_yaml
from engine.training.config import TrainConfig, read_config

State = Literal["waiting", "running", "stopped", "failed", "done"]

STATUS_SECONDS = 1.0
"""Between two updates of a status that changes in nothing but its iteration."""

STOP_SECONDS = 0.1
"""Between two looks for the file ``stop``."""


class Status(BaseModel):
    """What ``status.json`` says.

    Attributes:
        state: Where the run stands.
        iteration: Steps made.
        iterations: Steps of the whole run.
        message: A sentence for the person, or nothing.
        pid: Process that trains, or trained last.
        updated: When this was written, seconds since 1970.
    """

    model_config = ConfigDict(frozen=True)

    state: State
    iteration: int = 0
    iterations: int
    message: str = ""
    pid: int
    updated: float


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where the files of one run lie.

    Attributes:
        path: Its folder.
    """

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
    def stop(self) -> Path:
        """A file that asks the run to stop after the step at hand."""
        return self.path / "stop"

    def exists(self) -> bool:
        """Whether there is a run in it."""
        return self.config.is_file()


class Places(BaseModel):
    """Folders that a run goes on using when it is resumed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cache: Path
    out: Path | None = None


def create(folder: RunFolder, config: TrainConfig, base: Path, places: Places) -> TrainConfig:
    """Make the folder of a new run.

    Args:
        folder: Where; it must not hold a run.
        config: What is trained.
        base: Folder that paths in the configuration are relative to.
        places: Folders outside the run.

    Returns:
        The configuration with whole paths, as it was written.

    Raises:
        OutputError: The folder holds a run already, or cannot be written.
    """
    if folder.exists():
        raise OutputError(
            text("The folder “{name}” holds a run already.", name=folder.path.name),
            text("Resume that run, or choose another folder."),
        )
    whole = _with_whole_paths(config, base)
    content = whole.model_dump(mode="json")
    write_text(folder.places, _yaml(places.model_dump(mode="json", exclude_none=True)))
    write_text(folder.config, _yaml(content))
    return whole


def open_existing(folder: RunFolder) -> tuple[TrainConfig, Places]:
    """Read the configuration and the places of a run.

    Raises:
        ConfigError: There is no run in the folder, or its configuration cannot be used.
    """
    if not folder.exists():
        raise ConfigError(
            text("There is no run in the folder “{name}”.", name=folder.path.name),
            text("Choose a folder that holds config.yaml and checkpoint.pt."),
        )
    return read_config(folder.config), read_yaml(folder.places, Places)


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def _with_whole_paths(config: TrainConfig, base: Path) -> TrainConfig:
    if config.folder is None:
        return config
    paths = {
        name: (base / value).resolve() for name, value in config.folder if isinstance(value, Path)
    }
    return config.model_copy(update={"folder": config.folder.model_copy(update=paths)})


def read_status(folder: RunFolder) -> Status | None:
    """Say where a run stands; one whose process is gone is not said to be running.

    Returns:
        The status, or None where there is none that can be read.
    """
    try:
        status = Status.model_validate_json(folder.status.read_bytes())
    except (OSError, ValidationError):
        return None
    if status.state in ("waiting", "running") and not _alive(status):
        ended = str(text("The trainer was ended from outside; the run can be resumed."))
        return status.model_copy(update={"state": "failed", "message": ended})
    return status


def _alive(status: Status) -> bool:
    """Whether the process that wrote a status still is; its number may be another's by now."""
    try:
        return psutil.Process(status.pid).create_time() <= status.updated + 1
    except psutil.Error:
        return False


def check_free(folder: RunFolder) -> None:
    """Refuse a run that another process is training.

    Raises:
        OutputError: It is.
    """
    status = read_status(folder)
    if status is None or status.state not in ("waiting", "running") or status.pid == os.getpid():
        return
    raise OutputError(
        text("The run in “{name}” is being trained by another process.", name=folder.path.name),
        text("Wait until it ends, or stop it first."),
    )


class Reporter:
    """Keeps ``status.json`` true.

    Args:
        folder: The run.
        iterations: Steps of the whole run.
        writes: Whether this process is the one that writes.
    """

    def __init__(self, folder: RunFolder, iterations: int, *, writes: bool = True) -> None:
        self._folder = folder
        self._iterations = iterations
        self._writes = writes
        self._iteration = 0
        self._written = 0.0
        self._note: Text | None = None

    def at(self, iteration: int) -> None:
        """Take in how many steps are made."""
        self._iteration = iteration

    def running(self, iteration: int) -> None:
        """Say that the run goes on; written about once a second."""
        self._iteration = iteration
        if time.monotonic() - self._written >= STATUS_SECONDS:
            self._last("running", self._note)

    def note(self, message: Text | None) -> None:
        """Say what the person should know while the run goes on, until there is nothing any more."""
        if message != self._note:
            self._note = message
            self._last("running", message)

    def say(self, state: State, message: Text | None = None) -> None:
        """Write the status.

        Raises:
            OutputError: It cannot be written.
        """
        if not self._writes:
            return
        self._written = time.monotonic()
        status = Status(
            state=state,
            iteration=self._iteration,
            iterations=self._iterations,
            message="" if message is None else str(message),
            pid=os.getpid(),
            updated=datetime.now(UTC).timestamp(),
        )
        write_text(self._folder.status, status.model_dump_json() + "\n")

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Write how the block ended: stopped, failed with its sentence, or done."""
        self.say("waiting")
        try:
            yield
        except CancelledError:
            self._last("stopped", text("Stopped; the run can be resumed."))
            raise
        except ScolioError as error:
            self._last("failed", error.what)
            raise
        except BaseException as error:
            # Not swallowed: a bug takes its ordinary way, but the run's list should not say it runs.
            name = type(error).__name__
            self._last("failed", text("The trainer ended unexpectedly ({name}).", name=name))
            raise
        self.say("done")

    def _last(self, state: State, message: Text | None) -> None:
        # A full disk should not end a run for a line about it: the next second tries again.
        with contextlib.suppress(OutputError):
            self.say(state, message)


class Stop(Cancel):
    """A cancel switch that the file ``stop`` turns on as well.

    Args:
        folder: The run.
        cancel: The person's own switch, or None.
    """

    def __init__(self, folder: RunFolder, cancel: Cancel | None) -> None:
        super().__init__()
        self._file = folder.stop
        self._cancel = cancel
        self._looked = 0.0

    @property
    def requested(self) -> bool:
        """Whether the work was asked to stop."""
        if self._cancel is not None and self._cancel.requested:
            self.set()
        now = time.monotonic()
        if not super().requested and now - self._looked >= STOP_SECONDS:
            self._looked = now
            if self._file.exists():
                self.set()
        return super().requested
