"""Networks (torch only), the table of their builders, model folders with cards, OpenGait import.

Must not know: files of video, cameras, devices. Importing this package does not import torch, so
that cards can be read where only ONNX Runtime is installed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.models.network import GaitNetwork


def load_model(folder: Path) -> GaitNetwork:
    """Load the network of a model folder, in eval mode, on the CPU.

    The hash of the weights and the known answer are checked first.

    Args:
        folder: A folder with ``card.yaml`` and ``weights.safetensors``.

    Returns:
        A network; ``network(silhouettes float32 [N, T, 64, 44])`` (map networks: ``maps=``, ``pav=``) gives
        ``.embeddings [N, C, P]`` and ``.logits [N, classes, P]`` (classes in the order of the card).

    Raises:
        ModelError: The card is wrong, a file is missing or was changed, a weight is missing or
            unknown, or the known answer does not hold.
        MissingExtraError: torch is not installed.
    """
    from engine.models.model_folder import load_network

    return load_network(folder)
