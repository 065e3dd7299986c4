"""Corrects measurements for what a pose network sees wrongly; fitted on people whose body is known.

Linear in odd features (`engine.gait.features`), separately from the front and from behind, with a normal
prior on the weights of each group of features: Gaussian-process regression (Rasmussen and Williams 2006,
chapter 2), which also says how sure it is. Where pictures are unlike those it was fitted on, plain means
of the keypoints take its place by a share (`engine.gait.transfer`), with a wider answer. numpy alone.

Must not know: how it was fitted (`engine.evaluation.measurement_fit` does).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.files import write_text, written_beside
from engine.core.resources import resource
from engine.core.text import text
from engine.gait.features import Features
from engine.gait.sequence import SHOULDER_LINE
from engine.gait.transfer import CorrectedValue, Evidence, Transfer, read_transfer

Doubles = NDArray[np.float64]

SCHEMA = "scolioapp.measurement_correction/2"
CARD, WEIGHTS = "card.yaml", "weights.npz"
FARTHEST = 4.0
"""Odd features are cut at so many root mean squares of those fitted on."""

SMALLEST = 240.0
"""Standing height in the picture, px, below which the error grows in inverse proportion to it.

Fewer people than a quarter of those fitted on were smaller, and their pictures were not compressed.
"""

MEASURED: Mapping[str, str] = {SHOULDER_LINE: "shoulder_tilt"}
"""What a plain mean of another name measures; it goes before the one of the same name."""

_USUAL = 3.5
_SHARED = ("odd_names", "odd_scale", "rows", "facing", "even_names", "even_mean", "even_sd")
_OWN = ("prior", "truth", "noise", "spread", "largest")


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """What was fitted for one measurement; N people, F odd features.

    Attributes:
        prior: Prior variance of the weights, float64 ``[2, F]``: of a feature, and of it times the facing.
        truth: True values of the people, float64 ``[N]``.
        noise: Variance that the features do not explain, float64 ``[2]``: from the front, from behind.
        spread: Factor on the standard deviation that cross-validation asked for.
        largest: Largest standard deviation at which a number is shown.
        inverse: Of the covariance of the people's truths, float64 ``[N, N]``; not kept in the file.
        alpha: It times the truth, float64 ``[N]``.
    """

    prior: Doubles
    truth: Doubles
    noise: Doubles
    spread: float
    largest: float
    inverse: Doubles
    alpha: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """A fitted correction.

    Attributes:
        keypoint_set: Keypoints that it corrects; with others it is not applied.
        odd_scale: Their root mean squares, float64 ``[F]``.
        rows: Scaled odd features of the N people fitted on, float64 ``[N, F]``.
        facing: +1 front or -1 behind, float64 ``[N]``.
        even_names: Even features that say whether a walk is like those fitted on.
        regressions: By measurement.
        transfers: How far each is trusted on other makes of pictures, by measurement; none where that was
            not fitted: then the regression stands alone. `SHOULDER_LINE` is that of the shoulder tilt where
            the line through the shoulders was found.
    """

    keypoint_set: str
    odd_names: tuple[str, ...]
    odd_scale: Doubles
    rows: Doubles
    facing: Doubles
    even_names: tuple[str, ...]
    even_mean: Doubles
    even_sd: Doubles
    regressions: Mapping[str, Regression]
    transfers: Mapping[str, Transfer] = field(default_factory=dict)

    def apply(self, features: Features, plain: Mapping[str, float]) -> dict[str, CorrectedValue]:
        """Correct every measurement that was fitted.

        Args:
            features: Of the walk.
            plain: Plain mean of each measurement over whole cycles; where one is missing or no number, the
                regression stands alone.
        """
        alone = self.regress(features)
        height = features.even.get("height_px", float("nan"))
        mixed = {}
        for name in sorted(self.transfers, key=MEASURED.__contains__):
            own, measured = plain.get(name, float("nan")), MEASURED.get(name, name)
            if measured in alone and np.isfinite([own, height]).all():
                value, doubt, _ = alone[measured]
                mixed[measured] = self.transfers[name].apply(Evidence(value, doubt, own, height))
        return alone | mixed

    def fallback(self, name: str) -> float | None:
        """Return the standard deviation of the error of a plain mean, or None where it is not known."""
        return self.transfers[name].plain_error if name in self.transfers else None

    def regress(self, features: Features) -> dict[str, CorrectedValue]:
        """Return the values of the regressions alone."""
        odd = np.array([features.odd.get(name, 0.0) for name in self.odd_names])
        row = np.clip(np.nan_to_num(odd / self.odd_scale), -FARTHEST, FARTHEST)
        side = features.even["facing"]
        strange = self._extrapolation(features)
        return {
            name: _correct(one, self.rows, self.facing, row, side, strange)
            for name, one in self.regressions.items()
        }

    def _extrapolation(self, features: Features) -> float:
        """Return 1 for a walk like those fitted on, more where body, view or size lie outside their range."""
        size = smallness(features.even.get("height_px", np.nan))
        even = np.array([features.even.get(name, np.nan) for name in self.even_names])
        far = np.abs((even - self.even_mean) / self.even_sd)
        return size * max(1.0, float(np.nanmax(far)) / _USUAL) if np.isfinite(far).any() else 10.0


def smallness(height_px: float) -> float:
    """Return the factor on an error for somebody of this height in the picture: 1 from 240 px up.

    A person of whom the camera shows less than the networks look at (about 256 px) has an outline that is
    guessed between px, and compression takes from a small figure first.
    """
    return SMALLEST / height_px if 0.0 < height_px < SMALLEST else 1.0


def kernel(
    prior: Doubles, rows: Doubles, facing: Doubles, others: Doubles, other_facing: Doubles
) -> Doubles:
    """Return the prior covariance between people ``[N, F]`` and others ``[M, F]``, float64 ``[N, M]``."""
    plain = (rows * prior[0]) @ others.T
    turned = (rows * prior[1]) @ others.T
    return np.asarray(plain + np.outer(facing, other_facing) * turned)


def condition(
    rows: Doubles,
    facing: Doubles,
    *,
    prior: Doubles,
    truth: Doubles,
    noise: Doubles,
    spread: float,
    largest: float,
) -> Regression:
    """Condition the prior on people whose truth is known (see `Regression` for the arguments)."""
    covariance = kernel(prior, rows, facing, rows, facing)
    covariance[np.diag_indices_from(covariance)] += np.where(facing > 0, noise[0], noise[1])
    inverse = np.asarray(np.linalg.inv(covariance), np.float64)
    return Regression(prior, truth, noise, spread, largest, inverse, inverse @ truth)


def _correct(
    one: Regression, rows: Doubles, facing: Doubles, row: Doubles, side: float, strange: float
) -> CorrectedValue:
    here, at = row[None, :], np.array([side])
    shared = kernel(one.prior, here, at, rows, facing)[0]
    own = float(kernel(one.prior, here, at, here, at)[0, 0])
    noise = float(one.noise[0 if side > 0 else 1])
    variance = noise + max(0.0, own - float(shared @ one.inverse @ shared))
    error = float(np.sqrt(variance)) * one.spread * strange
    return CorrectedValue(float(shared @ one.alpha), error, error <= one.largest)


def save_correction(folder: Path, correction: Correction, facts: Mapping[str, Any]) -> None:
    """Write ``weights.npz`` and ``card.yaml`` (the facts, with the weights' hash).

    Raises:
        OutputError: The folder cannot be written.
    """
    content: dict[str, NDArray[Any]] = {
        "odd_names": np.array(correction.odd_names),
        "even_names": np.array(correction.even_names),
    }
    for name in ("odd_scale", "rows", "facing", "even_mean", "even_sd"):
        content[name] = np.asarray(getattr(correction, name), np.float32)
    for measurement, one in correction.regressions.items():
        for name in _OWN:
            content[f"{measurement}.{name}"] = np.asarray(getattr(one, name), np.float32)
    packed = io.BytesIO()
    np.savez_compressed(packed, **content)  # type: ignore[arg-type]  # numpy also takes a flag by keyword
    _write(folder, packed.getvalue(), correction, facts)


def save_transfers(
    folder: Path, base: Path, correction: Correction, facts: Mapping[str, Any]
) -> None:
    """Write the correction of a folder again with other transfers; its weights stay to the last byte.

    Raises:
        OutputError: The folder cannot be written.
    """
    _write(folder, (base / WEIGHTS).read_bytes(), correction, facts)


def _write(folder: Path, packed: bytes, correction: Correction, facts: Mapping[str, Any]) -> None:
    import yaml

    with written_beside(folder / WEIGHTS) as beside:
        beside.write_bytes(packed)
    card = {
        "schema": SCHEMA,
        "keypoint_set": correction.keypoint_set,
        **facts,
        "transfers": {name: one.content() for name, one in correction.transfers.items()},
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    write_text(folder / CARD, yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=100))


def load_correction(folder: Path) -> Correction:
    """Read a correction folder.

    Raises:
        ModelError: A file is missing or damaged, or the weights are not those of the card.
    """
    import yaml

    try:
        card = yaml.safe_load((folder / CARD).read_text(encoding="utf-8"))
        packed = (folder / WEIGHTS).read_bytes()
        if card["schema"] != SCHEMA or card["sha256"] != hashlib.sha256(packed).hexdigest():
            raise _damaged_error(folder)
        with np.load(io.BytesIO(packed), allow_pickle=False) as content:
            arrays = {name: content[name] for name in content.files}
        transfers = {name: read_transfer(one) for name, one in card["transfers"].items()}
        return replace(_build(str(card["keypoint_set"]), arrays), transfers=transfers)
    except (OSError, AttributeError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise _damaged_error(folder) from error


def _build(keypoint_set: str, arrays: Mapping[str, NDArray[Any]]) -> Correction:
    names = sorted({key.split(".")[0] for key in arrays if "." in key})
    shared: dict[str, Any] = {name: arrays[name].astype(np.float64) for name in _SHARED[1:4]}
    regressions = {}
    for name in names:
        own: dict[str, Any] = {key: arrays[f"{name}.{key}"].astype(np.float64) for key in _OWN}
        spread, largest = float(own.pop("spread")), float(own.pop("largest"))
        regressions[name] = condition(
            shared["rows"], shared["facing"], spread=spread, largest=largest, **own
        )
    return Correction(
        keypoint_set=keypoint_set,
        odd_names=tuple(str(name) for name in arrays["odd_names"]),
        even_names=tuple(str(name) for name in arrays["even_names"]),
        even_mean=arrays["even_mean"].astype(np.float64),
        even_sd=arrays["even_sd"].astype(np.float64),
        regressions=regressions,
        **shared,
    )


def _damaged_error(folder: Path) -> ModelError:
    return ModelError(
        text("The measurement correction in “{name}” cannot be used.", name=folder.name),
        text("Reinstall the program, or fit the correction again."),
    )


@lru_cache(maxsize=1)
def bundled_correction() -> Correction | None:
    """Return the correction that is bundled with the program, or None where there is none.

    Raises:
        ModelError: It is damaged.
    """
    folder = resource("models", "measurements")
    return load_correction(folder) if (folder / CARD).is_file() else None
