"""The logs of a run: JSON lines always; TensorBoard and Weights & Biases where they are asked for.

Must not know how a network learns.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import MissingExtraError
from engine.core.files import write_failure
from engine.core.text import text
from engine.runs.training_config import TrainConfig

MOST_PENDING = 10_000
"""Lines kept while the disk is full; older ones are dropped."""


class Journal(Protocol):
    """Takes what a run has to tell."""

    def record(self, record: Mapping[str, Any]) -> None:
        """Take one record; one with ``iteration`` holds figures of that step."""
        ...

    def pictures(self, iteration: int, pictures: Mapping[str, NDArray[np.float32]]) -> None:
        """Take pictures by name, float32 [T, H, W] in [0, 1]: the frames of one sequence."""
        ...

    def close(self) -> None:
        """Write what is pending."""
        ...


class JsonLinesJournal:
    """A log of one JSON object a line, readable while the run goes on.

    A full disk does not end the run: lines wait until there is room again.

    Args:
        path: The file; it is appended to, after a line that was cut by a power cut is taken away.

    Raises:
        OutputError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._pending: list[bytes] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _cut_half_line(path)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise write_failure(path, error) from error

    def record(self, record: Mapping[str, Any]) -> None:
        """Append a line."""
        self._pending.append(json.dumps(record).encode() + b"\n")
        del self._pending[:-MOST_PENDING]
        try:
            while self._pending:
                written = os.write(self._file, self._pending[0])
                self._pending[0] = self._pending[0][written:]
                if not self._pending[0]:
                    del self._pending[0]
        except OSError:
            return

    def pictures(self, iteration: int, pictures: Mapping[str, NDArray[np.float32]]) -> None:
        """Leave pictures out."""

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def _cut_half_line(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as stream:
        content = stream.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            stream.truncate(whole)


class TensorBoardJournal:
    """Writes TensorBoard's files.

    Args:
        start: Steps made; what an earlier process wrote beyond is hidden.
    """

    def __init__(self, folder: Path, start: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(folder), purge_step=start + 1)

    def record(self, record: Mapping[str, Any]) -> None:
        """Write the figures of a step as scalars."""
        for name, value in _figures(record).items():
            self._writer.add_scalar(name, value, record["iteration"])

    def pictures(self, iteration: int, pictures: Mapping[str, NDArray[np.float32]]) -> None:
        """Write the frames of a sequence side by side."""
        for name, frames in pictures.items():
            strip = np.concatenate(list(frames), axis=1)
            self._writer.add_image(name, strip[None], iteration)

    def close(self) -> None:
        """Write what is pending."""
        self._writer.close()


class WeightsAndBiasesJournal:
    """Tells Weights & Biases figures and settings, never where the data lies.

    Args:
        folder: Where the package keeps its own files.

    Raises:
        MissingExtraError: The package is not installed.
    """

    def __init__(self, config: TrainConfig, folder: Path) -> None:
        try:
            wandb = importlib.import_module("wandb")
        except ImportError as failure:
            raise MissingExtraError(
                text("The run is set to log to wandb, but the package wandb is not installed."),
                text("Install the extra “wandb”, or set logs.wandb to false."),
            ) from failure
        self._run = wandb.init(
            project="scolioapp",
            name=config.name,
            id=f"{config.name}-{folder.name}",
            resume="allow",
            dir=str(folder),
            config=config.model_dump(mode="json", exclude={"folder"}),
        )

    def record(self, record: Mapping[str, Any]) -> None:
        """Tell the figures of a step."""
        figures = _figures(record)
        if figures:
            self._run.log(figures, step=record["iteration"])

    def pictures(self, iteration: int, pictures: Mapping[str, NDArray[np.float32]]) -> None:
        """Leave pictures out: they show people."""

    def close(self) -> None:
        """End the run there."""
        self._run.finish()


def _figures(record: Mapping[str, Any]) -> dict[str, float]:
    """Return the numbers of a record, with their part of the run before the name."""
    if "iteration" not in record:
        return {}
    part = record.get("event", "train")
    return {
        f"{part}/{name}": float(value)
        for name, value in record.items()
        if name != "iteration" and isinstance(value, int | float)
    }


class SilentJournal:
    """Takes everything and writes nothing: every process of a run but the first."""

    def record(self, record: Mapping[str, Any]) -> None:
        """Leave it."""

    def pictures(self, iteration: int, pictures: Mapping[str, NDArray[np.float32]]) -> None:
        """Leave them."""

    def close(self) -> None:
        """Nothing is pending."""


class JournalGroup:
    """Several logs as one."""

    def __init__(self, *journals: Journal) -> None:
        self._journals = journals

    def record(self, record: Mapping[str, Any]) -> None:
        """Pass a record to every logger."""
        for journal in self._journals:
            journal.record(record)

    def pictures(self, iteration: int, pictures: Mapping[str, NDArray[np.float32]]) -> None:
        """Pass pictures to every logger."""
        for journal in self._journals:
            journal.pictures(iteration, pictures)

    def close(self) -> None:
        """Close all."""
        for journal in self._journals:
            journal.close()


def open_journal(log: Path, config: TrainConfig, *, start: int) -> JournalGroup:
    """Open the logs that a run asks for.

    Args:
        log: The file of JSON lines; the others lie beside it.
        config: The run.
        start: Steps made.

    Raises:
        OutputError: The file cannot be opened.
        MissingExtraError: Weights & Biases is asked for and not installed.
    """
    lines = JsonLinesJournal(log)
    journals: list[Journal] = [lines]
    if config.logs.tensorboard:
        if importlib.util.find_spec("tensorboard") is None:
            lines.record({"event": "note", "message": "TensorBoard is not installed"})
        else:
            journals.append(TensorBoardJournal(log.parent / "tensorboard", start))
    if config.logs.wandb:
        journals.append(WeightsAndBiasesJournal(config, log.parent))
    return JournalGroup(*journals)
