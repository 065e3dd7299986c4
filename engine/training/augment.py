"""Changes of what a network sees: turned, bent, erased, thickened, blurred; drawn for whole sequences.

What is done to a frame is drawn first, as numbers, and then done on whatever device the frames lie, to
silhouettes and skeleton maps alike, so that both still lie on each other. The asymmetry vector was measured
before and stays as it is; so do the labels. Mirroring is not here: it changes the vector (see
`engine.training.data`). Must not know where frames come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.models.configs import FRAME_HEIGHT, FRAME_WIDTH
from engine.runs.data_config import Augmentation


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One kind of change to some sequences of a batch.

    Attributes:
        rows: Which sequences, int64 [M], increasing.
        values: What to do to each: ``warp`` float64 [M, 3, 3], the map from places (x, y, 1) in the new
            picture to those in the old one; ``erase`` int64 [M, T or 1, 4], top, bottom, left, right;
            ``dilate`` and ``blur`` int64 [M, 2], first row and the one after the last.
        size: Pixels of the window of ``dilate`` and ``blur``.
    """

    rows: NDArray[np.int64]
    values: NDArray[Any]
    size: int = 0

    def part(self, first: int, end: int, frames: int) -> Change:
        """Return the change of sequences ``first`` to ``end``, numbered from 0, and of their first frames."""
        kept = (self.rows >= first) & (self.rows < end)
        values = self.values[kept]
        if values.ndim == 3 and values.shape[2] == 4:
            values = values[:, :frames]
        return Change(self.rows[kept] - first, values, self.size)


Changes = Mapping[str, Change]
"""Changes by kind, in the order in which they are made."""


def draw_changes(
    rng: np.random.Generator, settings: Augmentation, sequences: int, frames: int
) -> Changes:
    """Draw what is done to the sequences of a batch."""
    changes = {
        "warp": _draw_warps(rng, settings, sequences),
        "erase": _draw_boxes(rng, settings, sequences, frames),
        "dilate": _draw_bands(rng, settings, settings.part_dilate, sequences, settings.dilate_size),
        "blur": _draw_bands(rng, settings, settings.part_blur, sequences, settings.blur_size),
    }
    return {name: one for name, one in changes.items() if len(one.rows)}


def _choose(rng: np.random.Generator, probability: float, count: int) -> NDArray[np.int64]:
    """Draw which of ``count`` sequences are changed; nothing is drawn where none can be."""
    if not probability:
        return np.empty(0, np.int64)
    return np.flatnonzero(rng.random(count) < probability).astype(np.int64)


def _draw_warps(rng: np.random.Generator, settings: Augmentation, sequences: int) -> Change:
    """Draw rotation, affine and perspective maps, joined to one, so that pixels are read only once."""
    forward = np.tile(np.eye(3), (sequences, 1, 1))
    touched = np.zeros(sequences, np.bool_)
    for probability, draw in (
        (settings.rotate, _rotations),
        (settings.affine, _affines),
        (settings.perspective, _perspectives),
    ):
        rows = _choose(rng, probability, sequences)
        if len(rows):
            forward[rows] = draw(rng, settings, len(rows)) @ forward[rows]
            touched[rows] = True
    rows = np.flatnonzero(touched).astype(np.int64)
    return Change(rows, np.linalg.inv(forward[rows]))


_CENTRE = np.array([(FRAME_WIDTH - 1) / 2, (FRAME_HEIGHT - 1) / 2])
_CORNERS = np.array(
    [
        (0.0, 0.0),
        (FRAME_WIDTH - 1, 0.0),
        (FRAME_WIDTH - 1, FRAME_HEIGHT - 1),
        (0.0, FRAME_HEIGHT - 1),
    ]
)


def _about_centre(linear: NDArray[np.float64], shift: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return maps [M, 3, 3] that apply [M, 2, 2] about the middle of the picture and then shift by [M, 2]."""
    maps = np.tile(np.eye(3), (len(linear), 1, 1))
    maps[:, :2, :2] = linear
    maps[:, :2, 2] = _CENTRE - linear @ _CENTRE + shift
    return maps


def _rotations(rng: np.random.Generator, settings: Augmentation, count: int) -> NDArray[np.float64]:
    angle = np.deg2rad(rng.uniform(-1, 1, count) * settings.rotate_degrees)
    turn = np.stack([np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)], axis=1)
    return _about_centre(turn.reshape(-1, 2, 2), np.zeros((count, 2)))


def _affines(rng: np.random.Generator, settings: Augmentation, count: int) -> NDArray[np.float64]:
    scale = 1 + rng.uniform(-1, 1, (count, 2)) * settings.affine_scale
    shear = np.tan(np.deg2rad(rng.uniform(-1, 1, count) * settings.affine_shear))
    shift = rng.uniform(-1, 1, (count, 2)) * settings.affine_shift
    linear = np.zeros((count, 2, 2))
    linear[:, 0, 0], linear[:, 1, 1] = scale[:, 0], scale[:, 1]
    linear[:, 0, 1] = shear
    return _about_centre(linear, shift * (FRAME_WIDTH, FRAME_HEIGHT))


def _perspectives(
    rng: np.random.Generator, settings: Augmentation, count: int
) -> NDArray[np.float64]:
    """Draw the maps that bring the corners of the picture to corners drawn around them."""
    reach = settings.perspective_shift * np.array([FRAME_WIDTH, FRAME_HEIGHT])
    target = _CORNERS + rng.uniform(-1, 1, (count, 4, 2)) * reach
    left = np.zeros((count, 8, 8))
    for number, (x, y) in enumerate(_CORNERS):
        for axis in range(2):
            row = left[:, 2 * number + axis]
            row[:, 3 * axis : 3 * axis + 3] = (x, y, 1)
            row[:, 6:] = -target[:, number, axis, None] * (x, y)
    solved = np.linalg.solve(left, target.reshape(count, 8, 1))[..., 0]
    return np.concatenate([solved, np.ones((count, 1))], axis=1).reshape(count, 3, 3)


def _draw_boxes(
    rng: np.random.Generator, settings: Augmentation, sequences: int, frames: int
) -> Change:
    """Draw rectangles (Zhong et al. 2020, arXiv 1708.04896), cut at the size of the picture."""
    count = frames if settings.erase_per_frame else 1
    if not settings.erase:
        return Change(np.empty(0, np.int64), np.empty((0, count, 4), np.int64))
    erased = rng.random((sequences, count)) < settings.erase
    low, high = settings.erase_area
    area = rng.uniform(low, high, erased.shape) * FRAME_HEIGHT * FRAME_WIDTH
    narrowest = np.log(settings.erase_narrowest)
    ratio = np.exp(rng.uniform(narrowest, -narrowest, erased.shape))
    height = np.clip(np.sqrt(area * ratio).round(), 1, FRAME_HEIGHT)
    width = np.clip(np.sqrt(area / ratio).round(), 1, FRAME_WIDTH)
    top = np.floor(rng.random(erased.shape) * (FRAME_HEIGHT - height + 1))
    left = np.floor(rng.random(erased.shape) * (FRAME_WIDTH - width + 1))
    boxes = np.stack([top, top + height, left, left + width], axis=-1) * erased[..., None]
    rows = np.flatnonzero(erased.any(axis=1)).astype(np.int64)
    return Change(rows, boxes[rows].astype(np.int64))


def _draw_bands(
    rng: np.random.Generator, settings: Augmentation, probability: float, sequences: int, size: int
) -> Change:
    rows = _choose(rng, probability, sequences)
    ranges = np.array([settings.part_top, settings.part_bottom])
    bands = rng.integers(ranges[:, 0], ranges[:, 1] + 1, (len(rows), 2))
    return Change(rows, bands, size)


def apply_changes(frames: Tensor, changes: Changes) -> Tensor:
    """Change frames as drawn.

    Args:
        frames: uint8 [N, T, 64, 44] or [N, T, C, 64, 44], on any device; left as they are.
        changes: What to do; numbers are moved to the device of the frames.

    Returns:
        uint8, same shape and device.
    """
    if not changes:
        return frames
    done = frames.clone()
    for name, change in changes.items():
        rows = torch.from_numpy(change.rows).to(frames.device)
        values = torch.from_numpy(change.values).to(frames.device)
        before = done[rows]
        shape = before.shape
        before = before.view(
            *shape[:2], -1, *shape[-2:]
        )  # [M, T, C, H, W]; silhouettes have one channel
        done[rows] = _MADE[name](before, values, change.size).view(shape)
    return done


def _warp(frames: Tensor, inverse: Tensor, _: int) -> Tensor:
    """Read frames uint8 [M, T, C, H, W] at other places, linearly between pixels; black beyond."""
    height, width = frames.shape[-2:]
    y, x = torch.meshgrid(
        torch.arange(height, device=frames.device, dtype=torch.float64),
        torch.arange(width, device=frames.device, dtype=torch.float64),
        indexing="ij",
    )
    places = torch.stack([x, y, torch.ones_like(x)], dim=-1) @ inverse.transpose(1, 2)[:, None]
    size = torch.tensor([width - 1, height - 1], device=frames.device, dtype=torch.float64)
    grid = 2 * places[..., :2] / places[..., 2:] / size - 1
    read = functional.grid_sample(
        frames.flatten(1, 2).float(), grid.float(), padding_mode="zeros", align_corners=True
    )
    return _bytes(read).view_as(frames)


def _erase(frames: Tensor, boxes: Tensor, _: int) -> Tensor:
    """Make rectangles of frames uint8 [M, T, C, H, W] black."""
    height, width = frames.shape[-2:]
    rows = torch.arange(height, device=frames.device)
    columns = torch.arange(width, device=frames.device)
    top, bottom, left, right = boxes[..., None].unbind(dim=2)
    across = (rows >= top) & (rows < bottom)
    along = (columns >= left) & (columns < right)
    inside = across[..., :, None] & along[..., None, :]
    return frames.masked_fill(inside[:, :, None], 0)


def _dilate(frames: Tensor, bands: Tensor, size: int) -> Tensor:
    """Replace each pixel of a band of rows by the largest value in the window around it."""
    grown = frames
    for axis in (-2, -1):
        # By shifts: on a processor several times as fast as pooling, which takes no bytes.
        grown = reduce(torch.maximum, _shift(grown, axis, size))
    return _keep_band(frames, grown, bands)


def _blur(frames: Tensor, bands: Tensor, size: int) -> Tensor:
    """Blur a band of rows by a Gaussian as wide as OpenCV takes for the window: 0.15 size + 0.35."""
    along = torch.arange(size, dtype=torch.float64) - size // 2
    weights = torch.exp(-(along**2) / (2 * (0.15 * size + 0.35) ** 2))
    shares = (weights / weights.sum()).tolist()
    soft = frames.float()
    for axis in (-2, -1):
        parts = _shift(soft, axis, size)
        soft = parts[0] * shares[0]
        for part, share in zip(parts[1:], shares[1:], strict=True):
            soft += part * share
    return _keep_band(frames, _bytes(soft), bands)


def _shift(frames: Tensor, axis: int, size: int) -> list[Tensor]:
    """Return frames shifted along an axis to every place of a window; black comes in from beyond."""
    reach = size // 2
    pad = (reach, reach) if axis == -1 else (0, 0, reach, reach)
    wide = functional.pad(frames, pad)
    return [wide.narrow(axis, start, frames.shape[axis]) for start in range(size)]


def _keep_band(before: Tensor, after: Tensor, bands: Tensor) -> Tensor:
    """Take rows of a band from one, the others from the other, uint8 [M, T, C, H, W]."""
    rows = torch.arange(before.shape[-2], device=before.device)
    inside = (rows >= bands[:, :1]) & (rows < bands[:, 1:])
    return torch.where(inside[:, None, None, :, None], after, before)


def _bytes(values: Tensor) -> Tensor:
    return values.round().clamp(0, 255).to(torch.uint8)


_MADE = {"warp": _warp, "erase": _erase, "dilate": _dilate, "blur": _blur}
