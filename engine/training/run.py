"""One training run: data, network, loop, calibration, figures, model folder."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import torch

import engine
from engine.core.files import written_beside
from engine.core.progress import Cancel, Progress, Stage, report
from engine.inference.distance import write_reference
from engine.inference.precision import add_precisions
from engine.models.cards import REFERENCE_FILE
from engine.models.folder import write_model_folder
from engine.models.network import GaitNetwork
from engine.models.networks import build
from engine.models.places import folder_beside
from engine.runtime.device import choose_device, describe
from engine.runtime.seeds import seed_torch
from engine.training.config import TrainConfig, read_config
from engine.training.data import Sequences, batches, class_weights, load_sequences, shuffled
from engine.training.findings import Findings, found
from engine.training.loop import Trainer, fit, trainer_of
from engine.training.sources import gather


class _Journal:
    """A log of one JSON object a line, readable while the run goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, record: Mapping[str, Any]) -> None:
        self._stream.write(json.dumps(record) + "\n")
        self._stream.flush()


def train(
    config_path: Path,
    out: Path,
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path:
    """Train a network and write its model folder.

    Args:
        config_path: A file as in ``configs/``.
        out: Folder in which the model folder is made; one of the same name is replaced.
        cache: Folder for simulated people, the log (``runs/<name>/log.jsonl``) and the checkpoint;
            None is the user's cache folder.
        progress: Told stage, share and time left.
        cancel: Checked in every step.

    Returns:
        The model folder, ``out / name``.

    Raises:
        ConfigError: The configuration is wrong, or its device is not there.
        DatasetError: The data cannot be used.
        MissingExtraError: An extra that the run needs is not installed.
        OutputError: A folder cannot be written.
        CancelledError: ``cancel`` was set; ``out`` is as it was.
    """
    config = read_config(config_path)
    cache = cache if cache is not None else _user_cache()
    device = choose_device(config.device)
    torch.set_num_threads(config.threads)
    run = cache / "runs" / config.name
    run.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with (run / "log.jsonl").open("w", encoding="utf-8") as stream:
        log = _Journal(stream)
        log(_header(config, device))
        sources = gather(config, config_path, cache, progress=progress, cancel=cancel)
        log({"event": "data", "seconds": round(time.monotonic() - started, 1)})
        known = load_sequences(sources.train, config, cancel=cancel)
        trainer = _fitted(config, known, device, log, progress=progress, cancel=cancel)
        _write_checkpoint(run / "checkpoint.pt", trainer)
        report(progress, Stage.EVALUATE)
        findings = found(config, sources, known, trainer, device=device, cancel=cancel)
        folder = out / config.name
        with folder_beside(folder, replace=True) as beside:
            made = run / config.name
            _write_model(_plain(trainer), made, findings)
            if config.precisions:
                add_precisions(made, progress=progress, cancel=cancel)
            shutil.copytree(made, beside, dirs_exist_ok=True)
        evaluation = findings.facts["evaluation"]
        log(
            {
                "event": "done",
                "seconds": round(time.monotonic() - started, 1),
                "evaluation": None if evaluation is None else evaluation.model_dump(),
            }
        )
    report(progress, Stage.DONE, 1.0, 0.0)
    return folder


def _write_model(network: GaitNetwork, place: Path, findings: Findings) -> None:
    """Write a model folder where nobody looks for models yet: it may still be stopped."""
    write_model_folder(
        network,
        place,
        findings.facts,
        replace=True,
        more={REFERENCE_FILE: partial(write_reference, embeddings=findings.embeddings)},
    )


def _user_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("scolioapp", appauthor=False)


def _header(config: TrainConfig, device: torch.device) -> dict[str, Any]:
    """Give what makes the run again: configuration, versions, device."""
    return {
        "event": "start",
        "config": config.model_dump(mode="json"),
        "engine": engine.__version__,
        "torch": str(torch.__version__),
        "numpy": np.__version__,
        "device": describe(device),
    }


def _fitted(
    config: TrainConfig,
    sequences: Sequences,
    device: torch.device,
    log: _Journal,
    *,
    progress: Progress | None,
    cancel: Cancel | None,
) -> Trainer:
    seed_torch(config.seed)
    # Channels last is 1.8 times as fast on a processor, and on a GPU no slower.
    network = build(config.network).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack this form
    weights = None
    if config.losses.class_weights == "balanced":
        balanced = class_weights(sequences, config.network.classes)
        weights = torch.from_numpy(balanced).to(device)
    trainer = trainer_of(network, config, weights=weights)
    draw = batches if network.uses_triplet else shuffled
    source = draw(sequences, config.batches, seed=config.seed)
    fit(trainer, source, config, device=device, log=log, progress=progress, cancel=cancel)
    return trainer


def _write_checkpoint(path: Path, trainer: Trainer) -> None:
    with written_beside(path) as beside:
        torch.save(trainer.state(), beside)


def _plain(trainer: Trainer) -> GaitNetwork:
    """Give the trained network in ordinary memory order."""
    network: GaitNetwork = trainer.network.to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]  # torch's stubs lack this form
    return network
