"""Imports checkpoints of OpenGait's ScoNet into model folders.

A checkpoint does not say which output is which class, and upstream changed the order on 2025-08-27
(before: negative, positive, neutral; since: negative, neutral, positive). So the order is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from pydantic import ValidationError
from torch import Tensor

from engine.core.errors import ModelError
from engine.core.labels import ClassName
from engine.core.text import text
from engine.models.cards import TrainingData
from engine.models.configs import ScoNetConfig
from engine.models.folder import fill, write_model_folder
from engine.models.networks import build
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


def import_checkpoint(
    path: Path, *, class_order: Sequence[ClassName | str], destination: Path
) -> Path:
    """Turn an OpenGait checkpoint of ScoNet or ScoNet-MT into a model folder.

    Nothing in the file is run. Sizes are read from the shapes; what OpenGait names ScoNet is
    ScoNet-MT, and so it is named here.

    Args:
        path: The ``.pt`` file.
        class_order: Class of each output, in order; never guessed.
        destination: The folder in which the model folder is made, named after the file (with a
            number where that name is taken).

    Returns:
        The model folder: card with status ``research``, safetensors and ONNX.

    Raises:
        ModelError: The file is not such a checkpoint (missing and unknown weights are named), holds
            code, or the class order does not fit it.
        OutputError: The folder cannot be written.
    """
    order = _classes(class_order)
    weights = _renamed(_model_of(read_checkpoint(path), path.name), path.name)
    config = _sizes(weights, path.name)
    if config.classes != len(order):
        raise ModelError(
            text(
                "“{name}” has {outputs} outputs, the class order names {named}.",
                name=path.name,
                outputs=config.classes,
                named=len(order),
            ),
            text("Name each output's class once."),
        )
    network = build(config)
    fill(network, {name: one.numpy() for name, one in weights.items()}, owner=path.name)
    facts = {
        "version": "imported",
        "status": "research",
        "description": "Imported from an OpenGait checkpoint.",
        "class_order": order,
        "training": TrainingData(
            data="Unknown: the checkpoint does not say.",
            licence="Unknown. Models trained on Scoliosis1K may not be used commercially.",
        ),
        "silhouette_source": "Unknown; Scoliosis1K used PP-HumanSeg v2.",
    }
    return write_model_folder(network, _free_name(destination, path.stem), facts)


def _classes(names: Sequence[ClassName | str]) -> tuple[ClassName, ...]:
    try:
        order = tuple(ClassName(str(name).lower()) for name in names)
    except ValueError as failure:
        raise ModelError(
            text(
                "The class order “{order}” has an unknown class.", order=", ".join(map(str, names))
            ),
            text("Classes are negative, neutral and positive."),
        ) from failure
    if len(set(order)) != len(order):
        raise ModelError(
            text("The class order “{order}” names a class twice.", order=", ".join(order)),
            text("Name each output's class once."),
        )
    return order


def _model_of(content: Mapping[str, Any], name: str) -> dict[str, Tensor]:
    """Give the tensors under ``model``, as finite dense arrays on the CPU."""
    model = content.get("model")
    if not isinstance(model, dict) or not all(isinstance(key, str) for key in model):
        raise ModelError(
            text("“{name}” has no weights under “model”; it holds: {keys}.", name=name,
                 keys=", ".join(sorted(map(str, content)))[:200]),
            text("Choose a checkpoint that OpenGait wrote."),
        )  # fmt: skip
    bad = [key for key, value in model.items() if not _is_plain(value)]
    if bad:
        raise ModelError(
            text("“{name}” has entries that are not finite arrays: {keys}.", name=name,
                 keys=", ".join(bad[:8])),
            text("Choose a checkpoint that OpenGait wrote."),
        )  # fmt: skip
    return {key.removeprefix("module."): value for key, value in model.items()}


def _is_plain(value: object) -> bool:
    if not isinstance(value, Tensor) or value.layout != torch.strided or value.is_complex():
        return False
    # A view can claim more elements than the file holds; copying it would then fill the memory.
    if value.numel() * value.element_size() > value.untyped_storage().nbytes():
        return False
    return bool(torch.isfinite(value).all())


def _renamed(model: Mapping[str, Tensor], name: str) -> dict[str, Tensor]:
    """Give the tensors under our names; unknown ones keep theirs, and are named by `fill`."""
    weights: dict[str, Tensor] = {}
    for key, value in model.items():
        weights[_our_name(key)] = value if value.dtype == torch.int64 else value.float()
    if len(weights) != len(model):
        raise ModelError(
            text("“{name}” holds the same weights twice.", name=name),
            text("Choose a checkpoint that OpenGait wrote."),
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


def _sizes(weights: Mapping[str, Tensor], name: str) -> ScoNetConfig:
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
        return ScoNetConfig.model_validate(
            {
                "kind": "sconet_mt",
                "in_channels": stem_shape[1],
                "channels": tuple(shape[0] for shape in stage_shapes if shape),
                "parts": embed_shape[0],
                "embedding": embed_shape[2],
                "classes": necks_shape[2],
            }
        )
    except (ValueError, ValidationError) as failure:
        raise ModelError(
            text(
                "“{name}” is not a ScoNet of OpenGait: it holds {keys}.",
                name=name,
                keys=", ".join(sorted(weights)[:6]) or "nothing",
            ),
            text("Choose a checkpoint of ScoNet or ScoNet-MT."),
        ) from failure


def _free_name(destination: Path, stem: str) -> Path:
    """Give a folder that does not exist yet, named after the checkpoint."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", stem).strip("._-")[:50] or "imported"
    candidate, number = destination / name, 2
    while candidate.exists():
        candidate = destination / f"{name}-{number}"
        number += 1
    return candidate
