"""Trains the network of the shoulder line on frames of simulated walkers seen through the pose network.

Besides the one for use, one is trained without each make of walkers. What these say of the make that they
never saw is what the network for use may be trusted with on pictures of another kind
(`engine.evaluation.transfer_fit`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.core.errors import DatasetError
from engine.core.files import check_folder, written_beside
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.perception.networks.shoulder_line import (
    CHANNELS,
    DILATIONS,
    TRUST,
    ShoulderLine,
    bumps,
)

FEWEST = 60
LOOKS = ".shoulders.npz"
"""How the file of the looks at one walker ends."""
WITHOUT = "without_{make}.npz"
FOR_USE = "shoulder_line.npz"
_WIDTH = 16
_BATCH, _EPOCHS = 128, 20
_RATE, _DECAY = 6e-3, 1e-2
_DROPPED, _NOISE, _JITTER = 0.1, 0.1, 0.3
_TILT_WEIGHT, _TILT_BETA = 2.0, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class ShoulderFrames:
    """Looks at people whose shoulders are known; N looks, in cells of a window.

    Attributes:
        windows: float16 ``[N, 48, ROWS, COLUMNS]``.
        seen: Shoulders as the pose network has them, float32 ``[N, 2, 2]``.
        truth: As they are, float32 ``[N, 2, 2]``.
        lean: What must be added to the clinical tilt of a line in the window for that against the plumb line,
            degrees, float32 ``[N]``.
        sign: +1 where the own left lies to the right in the window, else -1, float32 ``[N]``.
        person: Number of the person, int64 ``[N]``.
        make: Make of the person, ``[N]``.
    """

    windows: NDArray[np.float16]
    seen: NDArray[np.float32]
    truth: NDArray[np.float32]
    lean: NDArray[np.float32]
    sign: NDArray[np.float32]
    person: NDArray[np.int64]
    make: NDArray[np.str_]

    def of(self, chosen: NDArray[np.bool_]) -> ShoulderFrames:
        """Return some of the looks, bool ``[N]``."""
        return ShoulderFrames(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})

    def tilts(self, ends: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return the tilt of each person by lines ``[N, 2, 2]``, the mean over their looks, degrees."""
        way = ends[:, 1] - ends[:, 0]
        tilt = self.sign * np.degrees(np.arctan2(way[:, 1], way[:, 0])) + self.lean
        return np.array([tilt[self.person == one].mean() for one in np.unique(self.person)])


def read_shoulder_frames(folder: Path) -> ShoulderFrames:
    """Read the looks of all ``.shoulders.npz`` of a folder.

    Raises:
        DatasetError: There are none, or one cannot be read.
    """
    parts = []
    for number, file in enumerate(sorted(folder.glob(f"*{LOOKS}"))):
        try:
            with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as content:
                arrays = {name: content[name] for name in content.files}
            count = len(arrays["sign"])
            arrays["person"] = np.full(count, number, np.int64)
            arrays["make"] = np.full(count, str(arrays["make"]))
            if count:
                parts.append(ShoulderFrames(**arrays))
        except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
            raise DatasetError(
                text("“{name}” does not hold looks at shoulders.", name=file.name),
                text("Delete it and run the command again."),
            ) from error
    if not parts:
        raise DatasetError(
            text("There are no looks at shoulders in “{name}”.", name=folder.name),
            text("Make some with “scolioapp phantoms shoulders”."),
        )
    names = [one.name for one in fields(ShoulderFrames)]
    return ShoulderFrames(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})


class MakeError(NamedTuple):
    """Error of the tilt of people of a make, degrees, by a network that saw no picture of it.

    Attributes:
        people: How many.
        spread: Standard deviation of the error over people.
        slope: Of the found over the true tilt.
        plain_spread: The same as ``spread``, of the pose network's own shoulders.
        plain_slope: The same as ``slope``, of the pose network's own shoulders.
    """

    make: str
    people: int
    spread: float
    slope: float
    plain_spread: float
    plain_slope: float


class _Network(nn.Module):
    """`engine.perception.networks.shoulder_line.ShoulderLine`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout2d(_DROPPED)
        self.enter = nn.Conv2d(CHANNELS + 2, _WIDTH, 1)
        self.middle = nn.ModuleList(
            nn.Conv2d(_WIDTH, _WIDTH, 3, padding=reach, dilation=reach) for reach in DILATIONS
        )
        self.leave = nn.Conv2d(_WIDTH, 2, 1)

    def forward(self, windows: Tensor, drawn: Tensor) -> Tensor:
        """Return both ends, ``[N, 2, 2]`` cells, of standardised windows and `bumps`."""
        layer = functional.relu(self.enter(self.drop(torch.cat([windows, drawn], dim=1))))
        for convolution in self.middle:
            layer = layer + functional.relu(convolution(layer))
        shares = (self.leave(layer) + TRUST * drawn).flatten(2).softmax(-1)
        rows, columns = torch.meshgrid(
            torch.arange(drawn.shape[2]), torch.arange(drawn.shape[3]), indexing="ij"
        )
        places = torch.stack([columns.flatten(), rows.flatten()], dim=-1).float()
        return torch.matmul(shares, places)

    def arrays(self, mean: Tensor, sd: Tensor) -> dict[str, NDArray[np.float32]]:
        """Return the weights by the names of `ShoulderLine`."""
        own = {"mean": mean, "sd": sd, **self.state_dict()}
        for name in ("enter.weight", "leave.weight"):
            own[name] = own[name][:, :, 0, 0]
        return {
            name.replace("middle.", "middle"): one.detach().numpy().astype(np.float32)
            for name, one in own.items()
        }


def train_shoulder_line(
    frames: ShoulderFrames,
    chosen: NDArray[np.bool_],
    *,
    seed: int = 0,
    cancel: Cancel | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Train on some of the looks; same looks, seed and processor, same weights.

    Args:
        frames: All looks.
        chosen: Those to train on, bool ``[N]``.
        seed: Of weights and order.
        cancel: Checked between batches.

    Returns:
        Weights by name, as `ShoulderLine` reads them.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    windows = torch.from_numpy(frames.windows[chosen]).float()
    seen, truth = frames.seen[chosen], torch.from_numpy(frames.truth[chosen])
    mean, sd = windows.mean(dim=(0, 2, 3)), windows.std(dim=(0, 2, 3)) + 1e-3
    windows = (windows - mean[:, None, None]) / sd[:, None, None]
    network = _Network()
    steps = _EPOCHS * (len(truth) // _BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(truth))
        for first in range(0, len(order) - _BATCH + 1, _BATCH):
            check(cancel)
            batch = order[first : first + _BATCH]
            noisy = windows[batch] + _NOISE * torch.randn_like(windows[batch])
            moved = seen[batch] + rng.normal(0, _JITTER, seen[batch].shape).astype(np.float32)
            drawn = torch.from_numpy(np.stack([bumps(one) for one in moved]))
            loss = _loss(network(noisy, drawn), truth[batch])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's stub
            optimiser.step()
            schedule.step()
    return network.eval().arrays(mean, sd)


def _loss(ends: Tensor, truth: Tensor) -> Tensor:
    """Return how far ends lie off, and above all how far the tilt does."""
    lower, truly = ends[:, 1, 1] - ends[:, 0, 1], truth[:, 1, 1] - truth[:, 0, 1]
    tilt = functional.smooth_l1_loss(lower, truly, beta=_TILT_BETA)
    return functional.smooth_l1_loss(ends, truth) + _TILT_WEIGHT * tilt


def fit_shoulder_line(
    frames: ShoulderFrames,
    destination: Path,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[MakeError, ...]:
    """Train one network on all makes and one without each, and write them.

    Args:
        frames: All looks.
        destination: Folder for `FOR_USE` and a `WITHOUT` for each make.
        progress: Told which one is trained.
        cancel: Checked between batches.

    Returns:
        The error on each make, by the network that never saw it.

    Raises:
        DatasetError: There are fewer than 60 people, or one make alone.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set.
    """
    people, makes = len(np.unique(frames.person)), np.unique(frames.make)
    if people < FEWEST or len(makes) < 2:
        raise DatasetError(
            text(
                "The shoulders of {count} people of {makes} makes are known.",
                count=people,
                makes=len(makes),
            ),
            text("Give at least {count} of {makes}.", count=FEWEST, makes=2),
        )
    check_folder(destination)
    destination.mkdir(parents=True, exist_ok=True)
    errors = []
    for number, make in enumerate(makes):
        report(progress, Stage.TRAIN, number / (len(makes) + 1))
        arrays = train_shoulder_line(frames, frames.make != make, cancel=cancel)
        _write(destination / WITHOUT.format(make=make), arrays)
        errors.append(_error(frames, str(make), arrays))
    report(progress, Stage.TRAIN, len(makes) / (len(makes) + 1))
    everything = np.ones(len(frames.make), np.bool_)
    _write(destination / FOR_USE, train_shoulder_line(frames, everything, cancel=cancel))
    return tuple(errors)


def _write(path: Path, arrays: Mapping[str, NDArray[np.float32]]) -> None:
    with written_beside(path) as beside, beside.open("wb") as stream:
        np.savez(stream, **arrays)  # type: ignore[arg-type]  # its stub knows no **arrays


def _error(
    frames: ShoulderFrames, make: str, arrays: Mapping[str, NDArray[np.float32]]
) -> MakeError:
    network = ShoulderLine(arrays)
    own = frames.of(frames.make == make)
    found = [
        network.ends(window.astype(np.float32), seen)
        for window, seen in zip(own.windows, own.seen, strict=True)
    ]
    true = own.tilts(own.truth)
    tilt, plain = own.tilts(np.stack(found)), own.tilts(own.seen)
    slopes = [float(np.polyfit(true, one, 1)[0]) for one in (tilt, plain)]
    return MakeError(
        make,
        len(true),
        float((tilt - true).std()),
        slopes[0],
        float((plain - true).std()),
        slopes[1],
    )
