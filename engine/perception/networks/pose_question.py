"""The question that every provider must answer before it may run the heavy landmark network.

The picture is a crop of the bundled video of a simulated walker; the answers are those of ONNX Runtime on the
processor. Mask and heatmap are compared at every fourth place, so that the file stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import PerceptionError
from engine.core.resources import resource
from engine.core.text import text
from engine.perception.networks.blazepose import read_card, runs_at_once, threads_for
from engine.runtime.cores import usable_cores
from engine.runtime.race import KnownQuestion, Run, start

NETWORK: Final = "pose"
"""What the race calls this use of networks."""

FILE: Final = "known_answer.npz"
_NAMES: Final = ("points", "presence", "mask", "heatmap", "world")
_TOLERANCES: Final = {
    "points": 0.05,  # px of the crop; half floats are half a px off
    "presence": 1e-3,
    "mask": 0.1,  # logits
    "heatmap": 0.1,  # logits
    "world": 2e-3,  # metres
}


def known_question(folder: Path | None = None) -> KnownQuestion:
    """Return the question about the heavy landmark network.

    Args:
        folder: Folder of the bundle; None: the bundled one.

    Raises:
        PerceptionError: The card or the answer cannot be read.
    """
    place = resource("models", "blazepose") if folder is None else folder
    card = read_card(place)
    try:
        with np.load(place / FILE, allow_pickle=False) as content:
            arrays = {name: content[name] for name in ("picture", *_NAMES)}
    except (OSError, ValueError, KeyError) as error:
        raise PerceptionError(
            text("The known answer of the pose networks cannot be read: {reason}", reason=str(error)),
            text("Reinstall the program."),
        ) from error  # fmt: skip
    cores = usable_cores()
    return KnownQuestion(
        network=NETWORK,
        feeds={"picture": arrays.pop("picture").astype(np.float32)[None] / 255.0},
        answers=arrays,
        tolerances=_TOLERANCES,
        file=place / card.landmarks.file,
        sha256=card.landmarks.sha256,
        threads=threads_for(cores),
        at_once=runs_at_once(cores),
        open=open_pose,
    )


def open_pose(question: KnownQuestion, provider: str) -> Run:
    """Open the network on a provider; give what is compared."""
    network = start(question, provider)
    return lambda feeds: reduced(network.run({network.inputs[0]: feeds["picture"]}))


def reduced(outputs: Sequence[NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Return what is compared of the network's outputs, by what it is; heatmaps speak for their features."""
    points, presence, mask, heatmap, world = outputs[:5]
    return {
        "points": points.reshape(-1),
        "presence": presence.reshape(-1),
        "mask": mask.reshape(256, 256)[::4, ::4],
        "heatmap": heatmap.reshape(64, 64, -1)[::4, ::4],
        "world": world.reshape(-1),
    }
