"""A training run, of one network or over folds: begun, refused, or gone on with."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import torch

from engine.core.errors import ConfigError, DatasetError, MissingExtraError
from engine.core.progress import Cancel, Progress
from engine.runs.run_folder import (
    Places,
    RunFolder,
    cache_folder,
    create,
    discard,
    free_folder,
    open_existing,
)
from engine.runs.training_config import TrainConfig, read_config
from engine.runtime.device import choose_device
from engine.training.cross_validation import CrossValidationRun
from engine.training.distributed import Ranks, process_group, ranks_of_environment
from engine.training.single_run import Notify, SingleRun


def train(  # noqa: PLR0913  # one run, all but the configuration by name
    config_path: Path,
    out: Path | None = None,
    *,
    run: Path | None = None,
    cache: Path | None = None,
    folds: int | None = None,
    go_on: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    notify: Notify | None = None,
) -> Path | None:
    """Train a network, or one for each fold, and write its model folder.

    Started by ``torchrun``, all its processes train together; the first one writes.

    Args:
        config_path: A file as in ``configs/``.
        out: Folder in which a copy of the model folder is made, under the model's name; one of the same
            name is replaced. None: the run folder's own ``model`` is all.
        run: Folder of the run; None makes a new one, ``<cache>/runs/<name>``.
        cache: Folder for simulated people and runs; None is the user's cache folder.
        folds: Folds of a cross-validation by person (`engine.training.cross_validation`), whatever the
            configuration says; None: as it says. The model folder is then the ensemble of all folds.
        go_on: Go on with the run that ``run`` holds, if it holds one, as `resume` does: what a cluster starts
            again need not know whether it was begun before. All processes do what the first one finds.
        progress: Told stage, share and time left.
        cancel: Asked after every step; so is a file ``stop`` in the run folder.
        notify: Takes sentences that the person should know, such as that batches are smaller than asked for.

    Returns:
        The model folder, ``out / name`` or ``model`` in the run folder; None in every process but the first.

    Raises:
        ConfigError: The configuration is wrong, its device is not there, or the processes cannot share a
            batch. A run that is refused before its first step leaves no folder behind.
        DatasetError: The data cannot be used; the same.
        MissingExtraError: An extra that the run needs is not installed; the same.
        TrainingError: A step could not be computed, and the run can be resumed; or its numbers are not finite
            any more, and the last checkpoint is that of sound ones.
        OutputError: A folder cannot be written, or holds a run already.
        CancelledError: The run was asked to stop; ``out`` is as it was, and the run can be resumed.
    """
    config = _with_folds(read_config(config_path), folds)
    ranks = ranks_of_environment()
    device = choose_device(config.device, number=ranks.local)
    with process_group(ranks, device):
        cache = cache if cache is not None else cache_folder()
        folder = RunFolder(run) if run is not None else free_folder(cache / "runs", config.name)
        folder = ranks.broadcast(folder)
        if go_on and ranks.broadcast(folder.exists()):
            return _go_on(folder, device, ranks, notify, progress, cancel)
        # On a shared disk, what is looked for before it is there may be hidden for a while.
        made = ranks.first and not folder.path.exists()
        if ranks.first:
            places = Places(cache=cache.resolve(), out=None if out is None else out.resolve())
            create(folder, config, config_path.parent, places)
        ranks.wait()
        with _discard_if_refused(folder, made=made, ranks=ranks):
            return _run_of(config)(folder, device, ranks, notify).run(progress, cancel)


def _go_on(
    folder: RunFolder,
    device: torch.device,
    ranks: Ranks,
    notify: Notify | None,
    progress: Progress | None,
    cancel: Cancel | None,
) -> Path | None:
    config, _ = open_existing(folder)
    return _run_of(config)(folder, device, ranks, notify).run(progress, cancel)


def _with_folds(config: TrainConfig, count: int | None) -> TrainConfig:
    """Return a configuration with another number of folds."""
    if count is None:
        return config
    folds = config.folds.model_copy(update={"count": count, "number": None})
    return config.model_copy(update={"folds": folds})


def _run_of(config: TrainConfig) -> type[CrossValidationRun] | type[SingleRun]:
    return CrossValidationRun if config.is_cross_validation else SingleRun


@contextlib.contextmanager
def _discard_if_refused(folder: RunFolder, *, made: bool, ranks: Ranks) -> Iterator[None]:
    """Take a new run away again if it is refused before it begins, which is before its first checkpoint."""
    try:
        yield
    except (ConfigError, DatasetError, MissingExtraError):
        begun = (folder.checkpoint, *folder.path.glob("fold-*/checkpoint.pt"))
        if ranks.first and not any(file.exists() for file in begun):
            for fold in folder.path.glob("fold-*"):
                shutil.rmtree(fold, ignore_errors=True)
            discard(folder, made=made)
        raise


def resume(
    run: Path,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    notify: Notify | None = None,
) -> Path | None:
    """Go on with a run from its last checkpoint; it ends as if it had never been ended in between.

    Args:
        run: Folder of the run.
        progress: As for `train`.
        cancel: As for `train`.
        notify: As for `train`.

    Returns:
        As for `train`; a finished run is finished once more from its weights.

    Raises:
        ModelError: The checkpoint is damaged or does not belong to the run.
        ConfigError: There is no run in the folder. And everything that `train` raises.
    """
    folder = RunFolder(run)
    config, _ = open_existing(folder)
    ranks = ranks_of_environment()
    device = choose_device(config.device, number=ranks.local)
    with process_group(ranks, device):
        return _go_on(folder, device, ranks, notify, progress, cancel)
