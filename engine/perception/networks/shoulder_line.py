"""Where the shoulders lie, read again from the features of the pose network by a small network of its own.

The pose network draws every person's shoulders nearly level: of a tilt it shows about six tenths. What it
saw is still in the features that its heatmaps are made of. Five small convolutions over the part about the
shoulders find both ends of the line through the shoulder joints. They were trained on simulated walkers alone
(`engine.training.shoulder_fit`), and how far they are trusted is fitted on ways of making walkers that they
never saw (`engine.gait.transfer`). numpy alone.

Must not know: which shoulder is the left one, or what is measured with the line.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.text import text

Floats = NDArray[np.float32]

ROWS, COLUMNS = 14, 24
"""Cells of the features that are looked at, about the middle of the shoulders."""
CHANNELS = 48
SHOULDERS = [11, 12]
"""Of the pose network's points."""
_BUMP = 4.0
TRUST = 4.0
"""Logits that the pose network's own shoulders begin with."""
DILATIONS = (1, 2, 4)
_ARRAYS = (
    *("mean", "sd", "enter.weight", "enter.bias", "leave.weight", "leave.bias"),
    *(f"middle{n}.{name}" for n in range(len(DILATIONS)) for name in ("weight", "bias")),
)


def window_of(features: Floats, shoulders: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Cut the part about the shoulders out of features; zero beyond their edge.

    Args:
        features: float32 ``[48, 64, 64]``.
        shoulders: As the pose network has them, cells, float32 ``[2, 2]``.

    Returns:
        float32 ``[48, ROWS, COLUMNS]``, and the cell of its first column and row, int64 ``[2]``.
    """
    middle = np.clip(shoulders.mean(axis=0), 0, features.shape[-1] - 1)
    first = np.rint(middle).astype(np.int64) - np.array([COLUMNS // 2, ROWS // 2])
    low = np.maximum(first, 0)
    seen = features[:, low[1] : first[1] + ROWS, low[0] : first[0] + COLUMNS]
    window = np.zeros((len(features), ROWS, COLUMNS), features.dtype)
    column, row = low - first
    window[:, row : row + seen.shape[1], column : column + seen.shape[2]] = seen
    return window, first


def bumps(shoulders: Floats) -> Floats:
    """Draw both shoulders as the pose network has them, float32 ``[2, ROWS, COLUMNS]``.

    Args:
        shoulders: Cells of the window, the one further left in the picture first, float32 ``[2, 2]``.
    """
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    away = (columns - shoulders[:, 0, None, None]) ** 2 + (rows - shoulders[:, 1, None, None]) ** 2
    return np.asarray(np.exp(-away / _BUMP), np.float32)


def from_left(points: Floats) -> Floats:
    """Return two points, the one further left in the picture first, ``[2, 2]``."""
    return points[np.argsort(points[:, 0], kind="stable")]


class ShoulderLine:
    """Finds both ends of the line through the shoulders. Thread-safe.

    Args:
        arrays: Weights by name, see `load_shoulder_line`.

    Raises:
        KeyError: One is missing.
        ValueError: One has another shape, or is not a finite number.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        own = {name: np.asarray(arrays[name], np.float32) for name in _ARRAYS}
        width = len(own["enter.bias"])
        shapes: dict[str, tuple[int, ...]] = {
            "enter.weight": (width, CHANNELS + 2),
            "leave.weight": (2, width),
        }
        shapes |= {f"middle{n}.weight": (width, width, 3, 3) for n in range(len(DILATIONS))}
        shapes |= {"mean": (CHANNELS,), "sd": (CHANNELS,), "leave.bias": (2,)}
        if any(own[name].shape != shape for name, shape in shapes.items()):
            raise ValueError(shapes)
        if not all(bool(np.isfinite(one).all()) for one in own.values()):
            raise ValueError(_ARRAYS)
        self._own = own

    def find(self, features: Floats, shares: Floats) -> Floats:
        """Return both ends of the line, shares of the crop's side, float32 ``[2, 2]``.

        Args:
            features: float32 ``[48, 64, 64]``.
            shares: All points of the pose network, shares of the crop's side, float32 ``[39, 2]``.

        Returns:
            x and y, the end further left in the crop first.
        """
        side = np.float32(features.shape[-1])
        cells = from_left(shares[SHOULDERS] * side)
        window, first = window_of(features, cells)
        return np.asarray((self.ends(window, cells - first) + first) / side, np.float32)

    def ends(self, window: Floats, shoulders: Floats) -> Floats:
        """Return both ends in cells of a window, float32 ``[2, 2]``; see `window_of` and `bumps`."""
        own, drawn = self._own, bumps(np.asarray(shoulders, np.float32))
        seen = (window - own["mean"][:, None, None]) / own["sd"][:, None, None]
        layer = np.concatenate([seen, drawn]).reshape(CHANNELS + 2, -1)
        layer = np.maximum(own["enter.weight"] @ layer + own["enter.bias"][:, None], 0)
        layer = layer.reshape(-1, ROWS, COLUMNS)
        for number, dilation in enumerate(DILATIONS):
            weight, bias = own[f"middle{number}.weight"], own[f"middle{number}.bias"]
            layer = layer + np.maximum(_convolve(layer, weight, bias, dilation), 0)
        maps = own["leave.weight"] @ layer.reshape(len(layer), -1) + own["leave.bias"][:, None]
        maps = maps + TRUST * drawn.reshape(2, -1)
        shares = np.exp(maps - maps.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        rows, columns = np.mgrid[:ROWS, :COLUMNS].reshape(2, -1)
        return np.asarray(np.stack([shares @ columns, shares @ rows], axis=1), np.float32)


def _convolve(layer: Floats, weight: Floats, bias: Floats, dilation: int) -> Floats:
    """Convolve ``[C, H, W]`` with ``[D, C, 3, 3]``; zero beyond the edge."""
    count, height, width = layer.shape
    padded = np.zeros((count, height + 2 * dilation, width + 2 * dilation), np.float32)
    padded[:, dilation:-dilation, dilation:-dilation] = layer
    pieces = [
        padded[:, y * dilation : y * dilation + height, x * dilation : x * dilation + width]
        for y in range(3)
        for x in range(3)
    ]
    columns = np.stack(pieces, axis=1).reshape(count * 9, -1)
    summed = weight.reshape(len(weight), -1) @ columns + bias[:, None]
    return np.asarray(summed.reshape(-1, height, width), np.float32)


def load_shoulder_line(path: Path, *, sha256: str = "") -> ShoulderLine:
    """Read the weights of a shoulder line, ``.npz``.

    Args:
        path: The file.
        sha256: Hash that it must have; "" does not look.

    Raises:
        ModelError: It is missing, damaged or not the one that was asked for.
    """
    try:
        packed = path.read_bytes()
        if sha256 and hashlib.sha256(packed).hexdigest() != sha256:
            raise ValueError(sha256)
        with np.load(io.BytesIO(packed), allow_pickle=False) as content:
            return ShoulderLine({name: content[name] for name in content.files})
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(
            text("The network of the shoulder line in “{name}” cannot be used.", name=path.name),
            text("Reinstall the program."),
        ) from error
