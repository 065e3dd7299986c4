"""Fits how far a correction is trusted on makes of pictures that it never saw, and how large its error is.

Reads a folder of walks of several makes (``NAME.gait.npz`` with ``NAME.truth.json``). The mixture of the
corrected and the plain value has weights with a normal prior about one half each, and a share of their
variance is each make's own: what makes disagree about is in doubt for the next make too (a linear mixed
model; C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning, 2006, chapter 2, with
variances of type-II maximum likelihood, 5.4.1). All figures are of makes left out whole: neither weights
nor variances have seen any picture of the make that they are judged on.

Must not know: how walkers are made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.measurands import BY_KEYPOINTS, MEASURANDS
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.resources import resource
from engine.core.text import text
from engine.evaluation.agreement import Agreement, agreement
from engine.evaluation.measurement_fit import figures, truth_sequence
from engine.gait.correction import CARD, MEASURED, Correction, load_correction, save_transfers
from engine.gait.events import gait_facts
from engine.gait.features import walk_features
from engine.gait.posture import cycle_values, lay_out, shoulder_line_tilt
from engine.gait.sequence import SHOULDER_LINE
from engine.gait.transfer import Evidence, Transfer, values, variances

Doubles = NDArray[np.float64]

_FEWEST, _FEWEST_MAKES = 30, 3
_PRIOR_WEIGHTS = (0.5, 0.5, 0.0, 0.0)
# The correction has seen the bodies of most makes, so no fit on them can tell what it is worth on others.
# On the make whose bodies it has not seen a fifth would be best, on the others a half.
_SET_WEIGHTS: Mapping[str, tuple[float, ...]] = {SHOULDER_LINE: (0.3, 0.7, 0.0, 0.0)}
_SMALLEST_LOG = -14.0
# Logarithms of variances that nothing is known about are drawn towards these, weakly.
_COMMON, _OWN = np.log(0.25), np.log(0.01)
_PULL = 0.15


@dataclass(frozen=True, slots=True)
class TransferExample:
    """One walk, as the correction and the plain means have it.

    Attributes:
        truth: True values by measurement.
        plain: Plain means by measurement, and the tilt of the shoulder line.
        corrected: Values of the correction and their stated standard deviations, by measurement.
        height_px: Standing height in the picture, px.
    """

    name: str
    make: str
    truth: Mapping[str, float]
    plain: Mapping[str, float]
    corrected: Mapping[str, tuple[float, float]]
    height_px: float


@dataclass(frozen=True, slots=True)
class TransferReport:
    """What a fit gave, all on makes left out.

    Attributes:
        people: Walks fitted on.
        left_out: Walks without a whole cycle, or whose sides were taken wrongly.
        makes: Walks of each make.
        mixed: Agreement of the mixture, those shown as a number only, by measurement.
        alone: The correction alone, whether or not it would be shown.
        plain: Plain means.
        coverage: Share of the stated 95 % intervals that hold the truth, by measurement.
    """

    people: int
    left_out: int
    makes: Mapping[str, int]
    mixed: tuple[Agreement, ...]
    alone: tuple[Agreement, ...]
    plain: tuple[Agreement, ...]
    coverage: Mapping[str, float]
    transfers: Mapping[str, Transfer]


def read_transfer_examples(
    folder: Path,
    correction: Correction,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[list[TransferExample], int]:
    """Read all walks with a truth, each seen as by a level camera.

    Returns:
        The walks in order of name, and how many had no features or were taken the wrong way round.

    Raises:
        DatasetError: There are fewer than 30, or fewer than three makes.
        SequenceError: A file is not a gait sequence.
    """
    files = sorted(folder.rglob("*.gait.npz"))
    found, empty = [], 0
    for number, file in enumerate(files):
        check(cancel)
        report(progress, Stage.MEASURE, number / len(files))
        beside = file.with_name(file.name.removesuffix(".gait.npz") + ".truth.json")
        if not beside.is_file():
            continue
        one = _read_example(file, json.loads(beside.read_text(encoding="utf-8")), correction)
        empty += one is None
        found += [] if one is None else [one]
    makes = {one.make for one in found}
    if len(found) < _FEWEST or len(makes) < _FEWEST_MAKES:
        raise DatasetError(
            text(
                "There are {count} walks of {makes} makes with a truth in “{name}”.",
                count=len(found),
                makes=len(makes),
                name=folder.name,
            ),
            text("Give at least {count} of {makes}.", count=_FEWEST, makes=_FEWEST_MAKES),
        )
    return found, empty


def _read_example(
    file: Path, truth: Mapping[str, Any], correction: Correction
) -> TransferExample | None:
    sequence = truth_sequence(file, truth)
    gait = gait_facts(sequence)
    walk = lay_out(sequence, gait)
    features = walk_features(sequence, gait, walk)
    facing = 1.0 if truth["facing"] == "front" else -1.0
    if features is None or features.even["facing"] != facing:
        return None
    own = cycle_values(walk, gait)
    plain = {name: float(one.mean()) if len(one) else np.nan for name, one in own.items()}
    plain[SHOULDER_LINE] = shoulder_line_tilt(sequence, walk)
    return TransferExample(
        name=file.name.removesuffix(".gait.npz"),
        make=truth["make"],
        truth=truth["measurements"],
        plain=plain,
        corrected={n: (c.value, c.error) for n, c in correction.regress(features).items()},
        height_px=features.even["height_px"],
    )


class _Data(NamedTuple):
    """Walks as arrays: inputs ``[N, 4]``, variances ``[N, 4]``, truth, make and plain value ``[N]``.

    A fit stays at ``set_weights`` where there are any.
    """

    inputs: Doubles
    parts: Doubles
    truth: Doubles
    make: NDArray[np.str_]
    plain: Doubles
    corrected: Doubles
    set_weights: tuple[float, ...] | None = None

    def of(self, chosen: NDArray[np.bool_]) -> _Data:
        """Choose some of the walks."""
        return _Data(
            self.inputs[chosen],
            self.parts[chosen],
            self.truth[chosen],
            self.make[chosen],
            self.plain[chosen],
            self.corrected[chosen],
            self.set_weights,
        )


def _data(tried: Sequence[TransferExample], name: str, usual: float) -> _Data:
    known = [one for one in tried if np.isfinite(one.plain[name])]
    measured = MEASURED.get(name, name)
    corrected, doubt = np.array([one.corrected[measured] for one in known], np.float64).T
    plain = np.array([one.plain[name] for one in known], np.float64)
    height = np.array([one.height_px for one in known], np.float64)
    evidence = Evidence(corrected, doubt, plain, height)
    return _Data(
        values(evidence, usual),
        variances(evidence, usual),
        np.array([one.truth[measured] for one in known], np.float64),
        np.array([one.make for one in known]),
        plain,
        corrected,
        _SET_WEIGHTS.get(name),
    )


def _fit(data: _Data, usual: float, largest: float) -> Transfer:
    """Fit one mixture; its spread is one."""
    prior = np.array(data.set_weights or _PRIOR_WEIGHTS)
    rest = data.truth - data.inputs @ prior
    logs = _most_likely(data, rest)
    common, own = np.exp(logs[:4]), np.exp(logs[4:6])
    covariance = _covariance(data, np.exp(logs))
    gain = (common[:, None] * data.inputs.T) @ np.linalg.inv(covariance)
    spread = np.diag(common) - gain @ (data.inputs * common)
    spread[[0, 1], [0, 1]] += own
    return Transfer(
        usual=usual,
        weights=prior + gain @ rest,
        covariance=(spread + spread.T) / 2.0,
        noise=np.exp(logs[6:]),
        spread=1.0,
        largest=largest,
        plain_error=float(np.sqrt(((data.plain - data.truth) ** 2).mean())),
    )


def _covariance(data: _Data, sizes: Doubles) -> Doubles:
    """Return the covariance of the truths, float64 ``[N, N]``.

    Args:
        data: The walks.
        sizes: Ten variances: four of weights that all makes share, two of weights that each make has of its
            own, four of noise.
    """
    own = (data.inputs[:, :2] * sizes[4:6]) @ data.inputs[:, :2].T
    same = data.make[:, None] == data.make[None, :]
    total = (data.inputs * sizes[:4]) @ data.inputs.T + own * same
    total[np.diag_indices_from(total)] += data.parts @ sizes[6:]
    return np.asarray(total, np.float64)


def _most_likely(data: _Data, rest: Doubles) -> Doubles:
    """Find the logarithms of the ten variances."""
    from scipy.optimize import minimize

    same = data.make[:, None] == data.make[None, :]
    usual = 0.3 * float(np.var(rest)) / data.parts.mean(axis=0)
    centre = np.concatenate([np.full(4, _COMMON), np.full(2, _OWN), np.log(usual)])

    def loss(logs: Doubles) -> tuple[float, Doubles]:
        covariance = _covariance(data, np.exp(logs))
        inverse = np.linalg.inv(covariance)
        alpha = inverse @ rest
        value = 0.5 * float(rest @ alpha) + 0.5 * float(np.linalg.slogdet(covariance)[1])
        change = np.outer(alpha, alpha) - inverse
        inside = change * same
        gains = np.concatenate(
            [
                np.einsum("nk,nm,mk->k", data.inputs, change, data.inputs, optimize=True),
                np.einsum(
                    "nk,nm,mk->k", data.inputs[:, :2], inside, data.inputs[:, :2], optimize=True
                ),
                np.diag(change) @ data.parts,
            ]
        )
        away = logs - centre
        gradient = -0.5 * np.exp(logs) * gains + _PULL * away
        return value + 0.5 * _PULL * float(away @ away), gradient

    bounds = [(_SMALLEST_LOG, 8.0)] * len(centre)
    if data.set_weights:
        bounds[:6] = [(_SMALLEST_LOG, _SMALLEST_LOG)] * 6
        centre[:6] = _SMALLEST_LOG
    found = minimize(
        loss, centre, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 80}
    )
    return np.asarray(found.x, np.float64)


def _mix(one: Transfer, data: _Data) -> tuple[Doubles, Doubles]:
    """Return values and standard deviations of a mixture, float64 ``[N]`` each."""
    doubt = np.einsum("ni,ij,nj->n", data.inputs, one.covariance, data.inputs)
    return data.inputs @ one.weights, one.spread * np.sqrt(doubt + data.parts @ one.noise)


def _cross_validate(data: _Data, usual: float, largest: float) -> tuple[Doubles, Doubles]:
    """Predict each make from the others: values and standard deviations, float64 ``[N]`` each.

    The spread of each prediction comes from within the makes that it was fitted on, each left out of them
    in turn.
    """
    value, error = np.zeros(len(data.truth)), np.zeros(len(data.truth))
    for make in np.unique(data.make):
        inside, outside = data.of(data.make != make), data.of(data.make == make)
        one = _fit(inside, usual, largest)
        one = replace(one, spread=_spread(inside, usual, largest))
        value[data.make == make], error[data.make == make] = _mix(one, outside)
    return value, error


def _spread(data: _Data, usual: float, largest: float) -> float:
    """Return the factor that brings 95 of 100 intervals to hold the truth on makes left out; at least one."""
    off = np.zeros(len(data.truth))
    for make in np.unique(data.make):
        outside = data.make == make
        value, error = _mix(_fit(data.of(~outside), usual, largest), data.of(outside))
        off[outside] = np.abs(value - data.truth[outside]) / error
    return float(max(1.0, np.quantile(off, 0.95) / 1.96))


def fit_transfer(
    tried: Sequence[TransferExample],
    correction: Correction,
    *,
    names: Sequence[str] = tuple(BY_KEYPOINTS),
    left_out: int = 0,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> TransferReport:
    """Fit mixtures of a correction.

    Args:
        tried: Walks of several makes, from `read_transfer_examples`.
        correction: The correction that they were tried on.
        names: Measurements, or `SHOULDER_LINE`.
        left_out: Walks that could not be read, for the report.
        progress: Told what is fitted.
        cancel: Checked between measurements.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    transfers, coverage, shown, alone, plain = {}, {}, [], [], []
    for number, name in enumerate(names):
        check(cancel)
        report(progress, Stage.TRAIN, number / len(names))
        measured = MEASURED.get(name, name)
        regression, largest = correction.regressions[measured], BY_KEYPOINTS[measured].largest_mixed
        usual = regression.spread * float(np.sqrt(regression.noise.mean()))
        data = _data(tried, name, usual)
        value, error = _cross_validate(data, usual, largest)
        whole = _fit(data, usual, largest)
        transfers[name] = replace(whole, spread=_spread(data, usual, largest))
        held = np.abs(value - data.truth) <= 1.96 * error
        coverage[name] = float(held.mean())
        numbers = [float(v) if e <= largest else None for v, e in zip(value, error, strict=True)]
        true, unit = data.truth.tolist(), MEASURANDS[measured].unit.value
        shown.append(agreement(name, true, numbers, unit=unit))
        alone.append(agreement(name, true, data.corrected.tolist(), unit=unit))
        plain.append(agreement(name, true, data.plain.tolist(), unit=unit))
    makes = {
        make: sum(one.make == make for one in tried) for make in sorted({t.make for t in tried})
    }
    return TransferReport(
        len(tried), left_out, makes, tuple(shown), tuple(alone), tuple(plain), coverage, transfers
    )


def adapt_correction(
    folder: Path,
    destination: Path,
    *,
    base: Path | None = None,
    shoulder_line: bool = False,
    note: str = "",
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> TransferReport:
    """Fit the mixtures of a correction on a folder of walks, and write both.

    Args:
        folder: Walks and truths of several makes.
        destination: Folder to write ``card.yaml`` and ``weights.npz`` to.
        base: Folder of the correction; the bundled one where None.
        shoulder_line: Fit that of the shoulder line alone; all others stay as they are.
        note: How the walks were made (seeds, settings), for the card.
        progress: Told what is read and fitted.
        cancel: Checked between people and between fits.

    Raises:
        DatasetError: There are too few walks or makes.
        ModelError: The correction is damaged.
        OutputError: The destination cannot be written.
    """
    place = base or resource("models", "measurements")
    correction = load_correction(place)
    tried, empty = read_transfer_examples(folder, correction, progress=progress, cancel=cancel)
    names = (SHOULDER_LINE,) if shoulder_line else tuple(BY_KEYPOINTS)
    result = fit_transfer(
        tried, correction, names=names, left_out=empty, progress=progress, cancel=cancel
    )
    facts = yaml.safe_load((place / CARD).read_text(encoding="utf-8"))
    for name in ("schema", "keypoint_set", "sha256", "transfers"):
        facts.pop(name, None)
    found = _facts(result, note)
    facts |= {SHOULDER_LINE: found} if shoulder_line else found
    transfers = {**correction.transfers, **result.transfers}
    save_transfers(destination, place, replace(correction, transfers=transfers), facts)
    load_correction(destination)
    return result


def _facts(result: TransferReport, note: str) -> dict[str, Any]:
    """Return the card's entries about the mixture."""
    return {
        "adapted_on": {
            "people": result.people,
            "left_out": result.left_out,
            "makes": dict(result.makes),
            "how": note,
            "level": "the true one of each camera: its error comes on top",
        },
        "known_limits": list(_LIMITS),
        "largest_sd_shown": {name: one.largest_mixed for name, one in BY_KEYPOINTS.items()},
        "left_out_makes_shown": [figures(one) for one in result.mixed],
        "left_out_makes_correction_alone": [figures(one) for one in result.alone],
        "left_out_makes_plain_means": [figures(one) for one in result.plain],
        "left_out_makes_coverage": {name: round(v, 3) for name, v in result.coverage.items()},
    }


_LIMITS = (
    "No real person was measured: how far simulated and real errors agree is not known.",
    "Walks towards or away from the camera at about 2 to 8 m, and on the spot; ages 10 to 18.",
    "The camera's level is taken as known; what is not known of it tilts every measurement alike.",
)
