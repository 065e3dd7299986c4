"""Imports checkpoints of OpenGait's ScoNet into model folders, and says before what they hold.

A checkpoint does not say which output is which class, and upstream changed the order on 2025-08-27
(before: negative, positive, neutral; since: negative, neutral, positive). So the order is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from pydantic import ValidationError
from torch import Tensor

from engine.core.classes import ClassName
from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.core.text import text
from engine.models.cards import Normalisation, Origin, TrainingData
from engine.models.configs import Kind, NetworkConfig
from engine.models.folder_names import free_name
from engine.models.model_folder import check_names, fill, write_model_folder
from engine.models.registry import build
from engine.runtime.checkpoints import read_checkpoint

_STAGE = r"^Backbone\.forward_block\.layer([1-4])\.0\."
_RULES: tuple[tuple[str, str], ...] = (
    (r"^Backbone\.forward_block\.conv1\.conv\.", "backbone.stem.0."),
    (r"^Backbone\.forward_block\.bn1\.", "backbone.stem.1."),
    (_STAGE + r"conv([12])\.", "backbone.stages.{}.conv{}."),
    (_STAGE + r"bn([12])\.", "backbone.stages.{}.norm{}."),
    (_STAGE + r"downsample\.([01])\.", "backbone.stages.{}.shortcut.{}."),
    (r"^FCs\.fc_bin$", "embed.weight"),
    (r"^BNNecks\.fc_bin$", "necks.weight"),
    (r"^BNNecks\.bn1d\.", "necks.norm."),
)
"""OpenGait's names -> ours; stages are counted from 1 there and from 0 here."""


UNKNOWN_LICENCE = text("Unknown. Models trained on Scoliosis1K may not be used commercially.")
"""What a card says where nobody told."""


@dataclass(frozen=True, slots=True)
class CheckpointFacts:
    """What a checkpoint was recognised as, before it is imported.

    Attributes:
        config: Kind, channels, parts and classes, read from the shapes.
        iteration: Training steps that the file says it took, or None.
        parameters: Numbers in it, batch statistics included.
    """

    config: NetworkConfig
    iteration: int | None
    parameters: int
    sha256: str


def inspect_checkpoint(path: Path) -> CheckpointFacts:
    """Say what a checkpoint holds. Nothing in the file is run, nothing is written.

    Raises:
        ModelError: As `import_checkpoint`.
    """
    return _open(path)[1]


def import_checkpoint(
    path: Path,
    *,
    class_order: Sequence[ClassName | str],
    destination: Path,
    name: str | None = None,
    licence: str = "",
    origin: str = "",
) -> Path:
    """Turn an OpenGait checkpoint of ScoNet-MT, on silhouettes or skeleton maps, into a model folder.

    Nothing in the file is run. Sizes are read from the shapes; what OpenGait names ScoNet is
    ScoNet-MT, and so it is named here.

    Args:
        path: The ``.pt`` file.
        class_order: Class of each output, in order; never guessed.
        destination: The folder in which the model folder is made (with a number behind its name where
            that is taken).
        name: Name of the model; None: that of the file.
        licence: What its use is bound to, as told.
        origin: Where it came from, as told.

    Returns:
        The model folder: card with status ``research``, safetensors and ONNX.

    Raises:
        ModelError: The file is not such a checkpoint (missing and unknown weights are named), holds
            code, or the class order does not fit it.
        OutputError: The folder cannot be written.
    """
    order = _classes(class_order)
    weights, found = _open(path)
    _check_outputs(found.config, order, path.name)
    network = build(found.config)
    fill(network, {key: one.numpy() for key, one in weights.items()}, owner=path.name)
    maps = "maps" in found.config.frame_inputs
    facts = {
        "version": "imported",
        "status": "research",
        "description": "Imported from an OpenGait checkpoint.",
        "class_order": order,
        # OpenGait crops each channel of a skeleton map by itself.
        "normalisation": Normalisation(shared_crop=not maps),
        "training": TrainingData(
            data="Unknown: the checkpoint does not say.", licence=licence or str(UNKNOWN_LICENCE)
        ),
        "silhouette_source": "Unknown; Scoliosis1K used PP-HumanSeg v2.",
        "keypoint_set": "coco" if maps else None,
        "origin": Origin(
            file=path.name, sha256=found.sha256, iteration=found.iteration, told=origin
        ),
    }
    return write_model_folder(network, free_name(destination, name or path.stem), facts)


def _open(path: Path) -> tuple[dict[str, Tensor], CheckpointFacts]:
    """Read a checkpoint: its weights under our names, and what they are."""
    content = read_checkpoint(path)
    weights = _rename(_model_of(content, path.name), path.name)
    config = _sizes(weights, path.name)
    # Says now what `fill` would say later: what is missing, unknown or of another shape.
    # On no device: a small file must not have a huge network made.
    with torch.device("meta"):
        empty = build(config)
    shapes = {key: tuple(one.shape) for key, one in weights.items()}
    check_names(empty, shapes, owner=path.name)
    step = content.get("iteration")
    iteration = step if isinstance(step, int) and 0 <= step < 1 << 40 else None
    parameters = sum(one.numel() for one in weights.values())
    return weights, CheckpointFacts(config, iteration, parameters, sha256_of(path))


def _classes(names: Sequence[ClassName | str]) -> tuple[ClassName, ...]:
    try:
        order = tuple(ClassName(str(name).lower()) for name in names)
    except ValueError as failure:
        raise ModelError(
            text("The class order “{order}” has an unknown class.", order=tuple(map(str, names))),
            text("Classes are negative, neutral and positive."),
        ) from failure
    if len(set(order)) != len(order):
        raise ModelError(
            text("The class order “{order}” names a class twice.", order=tuple(order)),
            text("Name each output's class once."),
        )
    return order


def _check_outputs(config: NetworkConfig, order: Sequence[ClassName], name: str) -> None:
    """Refuse a class order that does not name each output.

    Raises:
        ModelError: It names more or fewer.
    """
    if config.classes != len(order):
        raise ModelError(
            text(
                "“{name}” has {outputs} outputs, but the class order names {named}.",
                name=name,
                outputs=config.classes,
                named=len(order),
            ),
            text("Name each output's class once."),
        )


def _model_of(content: Mapping[str, Any], name: str) -> dict[str, Tensor]:
    """Return the tensors under ``model``, as finite dense arrays on the CPU."""
    model = content.get("model")
    if not isinstance(model, dict) or not all(isinstance(key, str) for key in model):
        raise ModelError(
            text("“{name}” has no weights under “model”; it contains: {keys}.", name=name,
                 keys=tuple(key[:40] for key in sorted(map(str, content))[:8])),
            text("Choose a checkpoint written by OpenGait."),
        )  # fmt: skip
    bad = [key for key, value in model.items() if not _is_plain(value)]
    if bad:
        raise ModelError(
            text("“{name}” has entries that are not finite arrays: {keys}.", name=name,
                 keys=tuple(key[:80] for key in bad[:8])),
            text("Choose a checkpoint written by OpenGait."),
        )  # fmt: skip
    return {key.removeprefix("module."): value for key, value in model.items()}


def _is_plain(value: object) -> bool:
    if not isinstance(value, Tensor) or value.layout != torch.strided or value.is_complex():
        return False
    # A view can claim more elements than the file holds; copying it would then fill the memory.
    if value.numel() * value.element_size() > value.untyped_storage().nbytes():
        return False
    return bool(torch.isfinite(value).all())


def _rename(model: Mapping[str, Tensor], name: str) -> dict[str, Tensor]:
    """Return the tensors under our names; unknown ones keep theirs, and are named by `fill`."""
    weights: dict[str, Tensor] = {}
    for key, value in model.items():
        weights[_our_name(key)] = value if value.dtype == torch.int64 else value.float()
    if len(weights) != len(model):
        raise ModelError(
            text("“{name}” contains the same weights twice.", name=name),
            text("Choose a checkpoint written by OpenGait."),
        )
    return weights


def _our_name(key: str) -> str:
    for pattern, template in _RULES:
        match = re.match(pattern, key)
        if match is None:
            continue
        groups = list(match.groups())
        if groups:
            groups[0] = str(int(groups[0]) - 1)
        return template.format(*groups) + key[match.end() :]
    return key


_KINDS: Mapping[int, Kind] = {1: "sconet_mt", 2: "sconet_mt_maps"}
"""Network for each number of input channels."""


def _sizes(weights: Mapping[str, Tensor], name: str) -> NetworkConfig:
    """Read the network's sizes from the shapes of its weights."""
    stem, embed, necks = (
        weights.get(key) for key in ("backbone.stem.0.weight", "embed.weight", "necks.weight")
    )
    stages = [weights.get(f"backbone.stages.{number}.conv1.weight") for number in range(4)]
    needed = [stem, embed, necks, *stages]
    ranks = [4, 3, 3, 4, 4, 4, 4]
    try:
        shapes = [
            tuple(one.shape) if one is not None and one.ndim == rank else None
            for one, rank in zip(needed, ranks, strict=True)
        ]
        stem_shape, embed_shape, necks_shape, *stage_shapes = shapes
        if stem_shape is None or embed_shape is None or necks_shape is None or None in stage_shapes:
            raise ValueError
        return NetworkConfig.model_validate(
            {
                "kind": _KINDS[stem_shape[1]],
                "channels": tuple(shape[0] for shape in stage_shapes if shape),
                "parts": embed_shape[0],
                "embedding": embed_shape[2],
                "classes": necks_shape[2],
            }
        )
    except (LookupError, ValueError, ValidationError) as failure:
        raise ModelError(
            text(
                "“{name}” is not a ScoNet from OpenGait: it contains {keys}.",
                name=name,
                keys=tuple(sorted(weights)[:6]) or "nothing",
            ),
            text("Choose a checkpoint of ScoNet or ScoNet-MT."),
        ) from failure
