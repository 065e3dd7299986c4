"""What a run goes on from, on disk: written beside and renamed, read as a stranger's file is.

Must not know what the parts of a checkpoint mean to those who gave them.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from engine.core.errors import ModelError
from engine.core.files import written_beside
from engine.core.text import text
from engine.runtime.checkpoints import read_checkpoint
from engine.runtime.device import gpu_random_states, set_gpu_random_states

KEYS = frozenset({"model", "optimizer", "scheduler", "iteration", "more"})


def write_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write tensors and plain values; the file of before stays until the new one is whole.

    Raises:
        OutputError: It cannot be written, as on a full disk.
    """
    content = io.BytesIO()
    torch.save(dict(state), content)
    with written_beside(path) as beside, beside.open("wb") as stream:
        stream.write(content.getbuffer())
        stream.flush()
        os.fsync(stream.fileno())


def read_run(path: Path) -> dict[str, Any]:
    """Read the checkpoint of a run.

    Raises:
        ModelError: It is missing, damaged, wants to run code, or is not that of a run.
    """
    state = read_checkpoint(path)
    if not state.keys() >= KEYS or not isinstance(state["iteration"], int):
        raise unfit_error(path)
    return state


def unfit_error(path: Path) -> ModelError:
    """Say that a checkpoint does not belong to its run."""
    return ModelError(
        text("The checkpoint “{name}” does not belong to this run.", name=path.name),
        text("Restore the run's own config.yaml and checkpoint.pt, or start a new run."),
    )


def random_state() -> dict[str, Any]:
    """Return the state of torch's global generators; numpy's streams belong to those who draw from them.

    Python's own generator is never drawn from.
    """
    return {"torch": torch.get_rng_state(), "gpu": gpu_random_states()}


def restore_random_state(state: Mapping[str, Any]) -> None:
    """Set torch's global generators; those of GPUs that are not here any more are left out."""
    torch.set_rng_state(state["torch"])
    set_gpu_random_states(state["gpu"])


def as_text(state: Mapping[str, Any]) -> str:
    """Return a plain state as text: the numbers of a generator are too long for torch's safe reader."""
    return json.dumps(state)


def from_text(content: str) -> dict[str, Any]:
    """Read what `as_text` gave."""
    read: dict[str, Any] = json.loads(content)
    return read
