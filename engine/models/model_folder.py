"""Writes and reads model folders with torch: card, safetensors and ONNX, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.core.text import text
from engine.models.cards import (
    CARD_FILE,
    ONNX_FILE,
    WEIGHTS_FILE,
    KnownAnswer,
    ModelCard,
    WeightFile,
    check_known_answer,
    known_input,
    read_card,
    verified_file,
)
from engine.models.folder_names import folder_beside
from engine.models.network import GaitNetwork
from engine.models.onnx_export import write_onnx
from engine.models.registry import build
from engine.runtime.weights import read_weights, write_weights

KNOWN_SEED = 2025
KNOWN_FRAMES = 4


def load_network(folder: Path) -> GaitNetwork:
    """Load a network; see `engine.models.load_model`."""
    card = read_card(folder)
    weights = read_weights(verified_file(folder, card, WEIGHTS_FILE))
    network = build(card.config)
    fill(network, weights, owner=card.name)
    network.eval()
    answer = card.known_answer
    sample = known_input(card.config, seed=answer.seed, frames=answer.frames)
    check_known_answer(card, logits_of(network, sample)[0])
    return network


def fill(network: GaitNetwork, weights: Mapping[str, NDArray[Any]], *, owner: str) -> None:
    """Put weights into a network; none may be missing, unknown or of another shape.

    Raises:
        ModelError: Weights are missing, unknown or of another shape; each is named.
    """
    check_names(network, {name: array.shape for name, array in weights.items()}, owner=owner)
    state = {name: torch.from_numpy(np.array(array)) for name, array in weights.items()}
    network.load_state_dict(state)


def check_names(network: GaitNetwork, shapes: Mapping[str, tuple[int, ...]], *, owner: str) -> None:
    """Compare names and shapes of weights with those of a network.

    Raises:
        ModelError: Weights are missing, unknown or of another shape; each is named.
    """
    wanted = network.state_dict()
    missing = sorted(wanted.keys() - shapes.keys())
    unknown = sorted(shapes.keys() - wanted.keys())
    misshapen = sorted(
        name for name in wanted.keys() & shapes.keys() if tuple(wanted[name].shape) != shapes[name]
    )
    if missing or unknown or misshapen:
        raise ModelError(
            text(
                "The weights of “{owner}” do not fit the network. Missing: {missing}. Unknown: "
                "{unknown}. Wrong shape: {misshapen}.",
                owner=owner,
                missing=_named(missing),
                unknown=_named(unknown),
                misshapen=_named(misshapen),
            ),
            text("Check that the file belongs to this kind of network."),
        )


def _named(names: list[str], most: int = 8) -> str | tuple[str, ...]:
    if not names:
        return "none"
    more = (f"… ({len(names)})",) if len(names) > most else ()
    return (*names[:most], *more)


def logits_of(
    network: GaitNetwork, inputs: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Run a network in eval mode on the CPU: inputs by name -> logits float32 [N, classes, P]."""
    with torch.inference_mode():
        given = {name: torch.from_numpy(array) for name, array in inputs.items()}
        result: NDArray[np.float32] = network(**given).logits.numpy()
    return result


def write_model_folder(
    network: GaitNetwork,
    destination: Path,
    facts: Mapping[str, Any],
    *,
    replace: bool = False,
    more: Mapping[WeightFile, Callable[[Path], None]] | None = None,
) -> Path:
    """Write card, ``weights.safetensors`` and ``model.onnx``; the folder appears whole or not at all.

    Args:
        network: The network; it is put into eval mode and moved to the CPU.
        destination: The model folder; its name is the model's.
        facts: Fields of `ModelCard` but name, kind, network, inputs, sha256 and known_answer.
        replace: Whether a folder that is there already is replaced.
        more: What writes each further file, such as ``reference.safetensors``, at the path it is given.

    Raises:
        OutputError: The folder exists, or cannot be written.
        pydantic.ValidationError: A fact does not fit the card.
    """
    network.cpu().eval()
    with folder_beside(destination, replace=replace) as beside:
        state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
        write_weights(beside / WEIGHTS_FILE, state)
        write_onnx(network, beside / ONNX_FILE)
        for name, write in (more or {}).items():
            write(beside / name)
        sample = known_input(network.config, seed=KNOWN_SEED, frames=KNOWN_FRAMES)
        logits = np.round(logits_of(network, sample)[0].astype(float), 6)
        card = ModelCard(
            name=destination.name,
            kind=network.config.kind,
            network=network.config.sizes,
            inputs=network.config.inputs,
            sha256={
                name: sha256_of(beside / name) for name in (WEIGHTS_FILE, ONNX_FILE, *(more or {}))
            },
            known_answer=KnownAnswer(
                seed=KNOWN_SEED,
                frames=KNOWN_FRAMES,
                logits=dict(zip(facts["class_order"], map(tuple, logits.tolist()), strict=True)),
            ),
            **facts,
        )
        (beside / CARD_FILE).write_text(card.to_yaml(), encoding="utf-8")
    return destination
