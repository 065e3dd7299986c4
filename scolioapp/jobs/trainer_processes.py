"""Starts trainers: processes of their own, which go on when the window is closed.

The window never holds the trainer. It makes the run folder, starts the program's own command line on it and
reads what is written there (`engine.runs`). Every function may be called off the interface's thread, and
imports the engine at its first use. Must not know Qt.
"""

from __future__ import annotations

import functools
import importlib.util
import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ConfigError, DatasetError, MissingExtraError, TrainingError
from engine.core.text import text
from engine.runtime.extras import remedy
from scolioapp.jobs.detached_process import DetachedProcess, start_program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.datasets.scoliosis1k import Entry
    from engine.runs.data_config import FolderData
    from engine.runs.run_folder import RunFolder
    from engine.runs.training_config import TrainConfig


@functools.cache
def can_train() -> bool:
    """Say whether a trainer can run here at all: it takes torch, which a clinic's program has not."""
    return importlib.util.find_spec("torch") is not None


class Trainers:
    """Starts trainers, and takes away what is left of those that ended while this window was open."""

    def __init__(self, runs: Path) -> None:
        self._runs = runs
        self._started: list[DetachedProcess] = []

    def begin(self, config: TrainConfig) -> RunFolder:
        """Make the folder of a new run, and start its trainer.

        Raises:
            MissingExtraError: torch is not installed.
            DatasetError: The dataset is not there, or its parts are such that no network can be made of them.
            ConfigError: A file that the configuration names is not there.
            OutputError: The folder cannot be written.
            TrainingError: The process cannot be started; the run is there, and can be resumed.
        """
        from engine.runs.run_folder import Places, cache_folder, create, free_folder

        _check_torch()
        _check_data(config)
        folder = free_folder(self._runs, config.name)
        create(folder, config, self._runs, Places(cache=cache_folder()))
        self.launch(folder)
        return folder

    def launch(self, folder: RunFolder) -> None:
        """Start a trainer on a run: from its checkpoint, or from the start where there is none.

        Raises:
            MissingExtraError: torch is not installed.
            OutputError: Another process is training the run, or the folder cannot be written.
            TrainingError: The process cannot be started.
        """
        from engine.runs.launch import note_launch
        from engine.runs.status import check_free

        _check_torch()
        check_free(folder)
        self.reap()
        at = time.time()
        try:
            process = start_program("train", "--resume", str(folder.path), output=folder.output)
        except OSError as error:
            raise TrainingError(
                text("Training could not be started: {why}.", why=error.strerror or str(error)),
                text("Check that the program is fully installed, then resume the run."),
            ) from error
        self._started.append(process)
        note_launch(folder, process.pid, at)

    def reap(self) -> None:
        """Take away what is left of trainers that ended."""
        self._started = [process for process in self._started if process.poll() is None]


def _check_torch() -> None:
    if not can_train():
        raise MissingExtraError(
            text("Training needs torch, which is not installed."), remedy("training")
        )


def _check_data(config: TrainConfig) -> None:
    """Say before a process is started what it would say seconds later."""
    data = config.folder
    if data is None:
        return
    if not data.root.exists():
        raise DatasetError(
            text("The dataset “{name}” is no longer there.", name=data.root.name),
            text("Connect its disk, or choose another dataset."),
        )
    for path in (data.pose, data.partition):
        if path is not None and not path.exists():
            raise ConfigError(
                text("“{name}” is no longer there.", name=path.name),
                text("Connect its disk, or choose another one under Data."),
            )
    _check_parts(config, data)


def _check_parts(config: TrainConfig, data: FolderData) -> None:
    from engine.datasets.partitions import check_learnable, split_entries
    from engine.datasets.scoliosis1k import read_index

    entries = read_index(data.root, pose=data.pose)
    if config.is_cross_validation:
        _check_folds(config, data, entries)
        return
    parts = split_entries(
        entries,
        seed=config.seed,
        validation=data.validation,
        test=data.test,
        partition=data.partition,
    )
    classes = {entry.id: entry.class_name for entry in entries}
    train, validation, test = (
        {classes[id] for id in ids} for ids in (parts.train, parts.validation, parts.test)
    )
    check_learnable(train, validation, test if config.report_on_test else None, config.class_order)


def _check_folds(config: TrainConfig, data: FolderData, entries: Sequence[Entry]) -> None:
    from engine.datasets.partitions import check_learnable, fold_of_entries, not_in_test

    kept = entries if data.partition is None else not_in_test(data.partition, entries)
    count = config.folds.count or 0
    for number in range(1, count + 1):
        fold = fold_of_entries(
            kept, number=number, count=count, seed=config.folds.seed, validation=data.validation
        )
        train, validation, held_out = (
            {entry.class_name for entry in part}
            for part in (fold.train, fold.validation, fold.held_out)
        )
        check_learnable(train, validation, held_out, config.class_order)
