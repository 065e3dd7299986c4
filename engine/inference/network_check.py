"""Tries a network that came as a file: whether it takes and gives what its card says.

A hash tells that a file is the one that was packed, not that whoever packed it made a network of the
kind that the card names. Must not know folders, or whether the answers are right (the known answer).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.text import text
from engine.models.cards import ModelCard, known_input
from engine.runtime import onnx
from engine.runtime.loaded_network import Network


def check_network(session: Network, card: ModelCard) -> None:
    """Run a few made-up frames and compare names, types and shapes with the card.

    Raises:
        ModelError: The network takes or gives something else, or does not run.
    """
    config = card.config
    wanted_inputs = {*config.inputs, "running"}
    if set(session.inputs) != wanted_inputs:
        raise _other_names(card, session.inputs, wanted_inputs)
    frames = max(1, card.known_answer.frames // 2)
    feeds = {
        **known_input(config, seed=0, frames=frames),
        "running": np.zeros((1, *config.feature_shape), np.float32),
    }
    _check_takes(session, card, feeds)
    try:
        answers = onnx.run_first(session, feeds, name=card.name)
    except MemoryError as failure:
        raise ModelError(
            text("The network of “{model}” needs more memory than there is.", model=card.name),
            _REMEDY,
        ) from failure
    given = dict(zip(session.outputs, answers, strict=True))
    _check_gives(given, card, frames)


def _check_takes(
    session: Network, card: ModelCard, feeds: Mapping[str, NDArray[np.float32]]
) -> None:
    for name, array in feeds.items():
        declared = session.shapes[name]
        fits = len(declared) == array.ndim and all(
            size in (None, given) for size, given in zip(declared, array.shape, strict=True)
        )
        if not fits or session.types[name] != "tensor(float)":
            raise ModelError(
                text(
                    "The network of “{model}” takes {input} as {type} {found}; "
                    "its card says float32 {wanted}.",
                    model=card.name,
                    input=name,
                    type=session.types[name],
                    found=_words(declared),
                    wanted=_words(array.shape),
                ),
                _REMEDY,
            )


def _check_gives(given: Mapping[str, NDArray[np.generic]], card: ModelCard, frames: int) -> None:
    config = card.config
    shapes = {
        "features": (1, frames, *config.feature_shape),
        "pooled": (1, *config.feature_shape),
        "embeddings": (1, *config.embedding_shape),
        "logits": (1, config.classes, config.parts),
    }
    if not shapes.keys() <= given.keys():
        raise _other_names(card, given, shapes)
    for name, shape in shapes.items():
        found = given[name]
        if found.shape != shape or found.dtype != np.float32:
            raise ModelError(
                text(
                    "The network of “{model}” gives {output} as {type} {found}; "
                    "its card says float32 {wanted}.",
                    model=card.name,
                    output=name,
                    type=str(found.dtype),
                    found=_words(found.shape),
                    wanted=_words(shape),
                ),
                _REMEDY,
            )


_REMEDY = text("Do not use this model. Restore the folder from its source.")


def _words(shape: Iterable[int | None]) -> str:
    return "[" + ", ".join("any" if size is None else str(size) for size in shape) + "]"


def _other_names(card: ModelCard, found: Iterable[str], wanted: Iterable[str]) -> ModelError:
    return ModelError(
        text(
            "The network of “{model}” is not of the kind its card says: it has {found}, not "
            "{wanted}.",
            model=card.name,
            found=tuple(name[:40] for name in sorted(found)[:8]),
            wanted=tuple(sorted(wanted)),
        ),
        _REMEDY,
    )
