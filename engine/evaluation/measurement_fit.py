"""Fits the correction of the measurements on phantoms, and says how well it does on people left out.

Reads a folder of walks (``NAME.gait.npz``) with their truth (``NAME.truth.json``, key ``measurements``),
one person each. The variances of the weights of each group of features are those that make the truth most
likely (type-II maximum likelihood; Rasmussen and Williams 2006, 5.4.1). All figures in the card come from
cross-validation by person, with these variances found anew without the people left out.

Must not know: how phantoms are made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.level import Level
from engine.core.measurands import BY_KEYPOINTS, MEASURANDS
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import by_number, text
from engine.evaluation.agreement import Agreement, agreement
from engine.gait.correction import (
    FARTHEST,
    Correction,
    Regression,
    condition,
    kernel,
    load_correction,
    save_correction,
)
from engine.gait.events import gait_facts
from engine.gait.features import Features, walk_features
from engine.gait.levelling import level_walk, read_level
from engine.gait.posture import lay_out
from engine.gait.sequence import GaitSequence

Doubles = NDArray[np.float64]

FOLDS = 8
_FEWEST = 30

GROUPS: Mapping[str, str] = {
    "shoulders": r"(height|depth)_shoulders",
    "arms": r"(height|depth)_(elbows|wrists)",
    "head": r"(height|middle|depth)_(eyes|ears|mouth|nose)",
    "middles": r"middle_(elbows|wrists|hips|knees|ankles|heels|toes)",
    "hips": r"(height|depth)_hips",
    "knees": r"(height|depth)_knees",
    "feet": r"(height|depth)_(ankles|heels|toes)",
    "phases": r"phase\d_.*",
    "tops": r"tops\d+",
    "flanks": r"flanks\d+",
    "legs": r"legs\d+",
    "caps": r"caps\d+",
    "gaps": r"gaps\d+",
    "lowered_trunk": r"lowered_(waist|flank|hips)_.*",
    "lowered_legs": r"lowered_(thighs|knees|calves|legs|inner|inner_knees)_.*",
    "lowered_caps": r"lowered_(cap|shoulder)_.*",
    "arms_ends": r"(lowest|highest)_(elbows|wrists)",
    "legs_ends": r"(lowest|highest)_(knees|ankles|heels)",
    "place": r"place",
    "world": r"world_.*",
    "swing": r"swing_.*",
    "steps": r"step_.*",
}
"""Groups of odd features that share a prior variance, by a pattern of their names."""

_POSTURE = tuple(name for name in GROUPS if name not in ("swing", "steps"))
_READ: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(BY_KEYPOINTS, _POSTURE),
    "arm_swing_asymmetry": ("swing",),
    "step_asymmetry": ("steps", "phases"),
}

_EVEN = ("distance", "elevation", "trunk", "width_shoulders", "width_hips", "width_ankles")


@dataclass(frozen=True, slots=True)
class Example:
    """One person: features of the walk, and the truth.

    Attributes:
        features: From the walk.
        truth: True values by measurement.
    """

    name: str
    features: Features
    truth: Mapping[str, float]
    keypoint_set: str


@dataclass(frozen=True, slots=True)
class FitReport:
    """What a fit gave.

    Attributes:
        people: People fitted on.
        left_out: Recordings without a whole cycle, or whose sides were taken wrongly.
        agreements: On people left out, by measurement, those shown as a number only.
        everyone: The same for all people, shown or not.
    """

    people: int
    left_out: int
    agreements: tuple[Agreement, ...]
    everyone: tuple[Agreement, ...]


def read_examples(
    folder: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> tuple[list[Example], int]:
    """Read all walks with a truth from a folder and the folders in it.

    Returns:
        The examples in order of name, and how many walks had no features.

    Raises:
        DatasetError: There are fewer than 30.
        SequenceError: A file is not a gait sequence.
    """
    files = sorted(folder.rglob("*.gait.npz"))
    examples, empty = [], 0
    for number, file in enumerate(files):
        check(cancel)
        report(progress, Stage.MEASURE, number / len(files))
        truth = file.with_name(file.name.removesuffix(".gait.npz") + ".truth.json")
        if not truth.is_file():
            continue
        example = _example(file, json.loads(truth.read_text(encoding="utf-8")))
        empty += example is None
        examples += [] if example is None else [example]
    if len(examples) < _FEWEST:
        raise DatasetError(
            by_number(
                len(examples),
                text("There is only one walk with a known truth in “{name}”.", name=folder.name),
                text(
                    "Walks with a known truth in “{name}”: {count}.",
                    count=len(examples),
                    name=folder.name,
                ),
            ),
            text("At least {count} are needed.", count=_FEWEST),
        )
    return examples, empty


def truth_sequence(file: Path, truth: Mapping[str, Any]) -> GaitSequence:
    """Read a walk as a level camera in the same place would have seen it.

    Args:
        file: The walk.
        truth: What is known of it; without a camera (key ``spec``) the walk stays as it is.

    Raises:
        SequenceError: The file is not a gait sequence.
    """
    sequence = GaitSequence.load(file)
    camera = truth.get("spec", {}).get("camera")
    if camera is None:
        return sequence
    level = Level(
        known=True,
        source="hand",
        roll_degrees=-camera["roll"],
        pitch_degrees=-camera["pitch"],
        focal_px=camera["focal_px"],
        focal_from_tags=True,
        width=sequence.source.width,
        height=sequence.source.height,
    )
    return level_walk(sequence, level)


def _example(file: Path, truth: Mapping[str, Any]) -> Example | None:
    sequence = truth_sequence(file, truth)
    gait = gait_facts(sequence)
    upright = level_walk(sequence, read_level(sequence))
    features = walk_features(upright, gait, lay_out(upright, gait))
    facing = 1.0 if truth["facing"] == "front" else -1.0
    # A walk whose sides were taken wrongly teaches nothing about heights.
    if features is None or features.even["facing"] != facing:
        return None
    return Example(
        name=file.name.removesuffix(".gait.npz"),
        features=features,
        truth={name: float(truth["measurements"][name]) for name in BY_KEYPOINTS},
        keypoint_set=sequence.keypoint_set,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Examples as arrays; N people, F features."""

    odd_names: tuple[str, ...]
    scale: Doubles
    rows: Doubles
    facing: Doubles
    even: Doubles
    truth: Mapping[str, Doubles]


def _table(examples: Sequence[Example]) -> _Table:
    names = tuple(sorted(examples[0].features.odd))
    odd = np.array([[one.features.odd[name] for name in names] for one in examples])
    odd = np.nan_to_num(odd)
    scale = np.sqrt((odd**2).mean(axis=0)) + 1e-6
    return _Table(
        odd_names=names,
        scale=scale,
        rows=np.clip(odd / scale, -FARTHEST, FARTHEST),
        facing=np.array([one.features.even["facing"] for one in examples]),
        even=np.array([[one.features.even[name] for name in _EVEN] for one in examples]),
        truth={name: np.array([one.truth[name] for one in examples]) for name in BY_KEYPOINTS},
    )


def _members(odd_names: Sequence[str], measurement: str) -> list[NDArray[np.bool_]]:
    """Return the features of each group that a measurement reads, bool ``[F]`` each."""
    patterns = [GROUPS[group] for group in _READ[measurement]]
    return [np.array([bool(re.fullmatch(p, name)) for name in odd_names]) for p in patterns]


def _regression(table: _Table, measurement: str, people: NDArray[np.intp]) -> Regression:
    """Fit one measurement on some people; spread and largest still neutral."""
    members = _members(table.odd_names, measurement)
    rows, facing, truth = table.rows[people], table.facing[people], table.truth[measurement][people]
    logs = _most_likely(rows, facing, truth, members)
    prior = np.zeros((2, len(table.odd_names)))
    for number, member in enumerate(members):
        prior[:, member] = np.exp(logs[2 * number : 2 * number + 2])[:, None] / member.sum()
    return condition(
        rows,
        facing,
        prior=prior,
        truth=truth,
        noise=np.exp(logs[-2:]),
        spread=1.0,
        largest=BY_KEYPOINTS[measurement].largest_corrected,
    )


def _most_likely(
    rows: Doubles, facing: Doubles, truth: Doubles, members: Sequence[NDArray[np.bool_]]
) -> Doubles:
    """Find the logarithms of the variances: two for each group (plain, times facing), two of noise."""
    from scipy.optimize import minimize

    both = np.outer(facing, facing)
    grams = []
    for member in members:
        gram = rows[:, member] @ rows[:, member].T / member.sum()
        grams += [gram, gram * both]
    parts = np.array([*grams, np.diag((facing > 0) * 1.0), np.diag((facing < 0) * 1.0)])
    # A weak pull towards small variances keeps groups out that the truth does not ask for.
    centre = np.array([*([-1.0, -3.0] * len(members)), 0.0, 0.0])
    pull = np.array([*([0.01] * 2 * len(members)), 0.0, 0.0])

    def loss(logs: Doubles) -> tuple[float, Doubles]:
        covariance = np.tensordot(np.exp(logs), parts, 1)
        factor = np.linalg.cholesky(covariance)
        inverse = np.linalg.inv(covariance)
        alpha = inverse @ truth
        value = 0.5 * truth @ alpha + np.log(np.diag(factor)).sum()
        gradient = -0.5 * np.exp(logs) * np.tensordot(parts, np.outer(alpha, alpha) - inverse, 2)
        away = logs - centre
        return float(value + 0.5 * (pull * away**2).sum()), gradient + pull * away

    bounds = [(-10.0, 10.0)] * (2 * len(members)) + [(-4.0, 6.0)] * 2
    found = minimize(
        loss, centre + 0.5, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 40}
    )
    return np.asarray(found.x, np.float64)


def _cross_validate(
    table: _Table, measurement: str, folds: NDArray[np.intp]
) -> tuple[Doubles, Doubles]:
    """Predict each person from the others: values and standard deviations, float64 ``[N]`` each."""
    value, error = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in range(int(folds.max()) + 1):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        one = _regression(table, measurement, inside)
        at = table.rows[outside], table.facing[outside]
        shared = kernel(one.prior, *at, table.rows[inside], table.facing[inside])
        own = np.diag(kernel(one.prior, *at, *at))
        explained = np.einsum("ij,jk,ik->i", shared, one.inverse, shared)
        noise = np.where(at[1] > 0, one.noise[0], one.noise[1])
        value[outside] = shared @ one.alpha
        error[outside] = np.sqrt(noise + np.maximum(0.0, own - explained))
    return value, error


def fit_measurements(
    folder: Path,
    destination: Path,
    *,
    note: str = "",
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> FitReport:
    """Fit the correction on a folder of phantoms' walks and write it.

    Args:
        folder: Walks and truths.
        destination: Folder to write ``card.yaml`` and ``weights.npz`` to.
        note: How the walks were made (seeds, settings), for the card.
        progress: Told what is read and fitted.
        cancel: Checked between people and between fits.

    Raises:
        DatasetError: There are too few walks, or they have different keypoints.
        OutputError: The destination cannot be written.
    """
    examples, empty = read_examples(folder, progress=progress, cancel=cancel)
    keypoints = {one.keypoint_set for one in examples}
    if len(keypoints) > 1:
        raise DatasetError(
            text("The walks have different keypoints: {names}.", names=tuple(sorted(keypoints))),
            text("Fit each kind separately."),
        )
    table = _table(examples)
    folds = np.random.default_rng(0).permutation(len(examples)) % FOLDS
    regressions, shown, everyone = {}, [], []
    for number, name in enumerate(BY_KEYPOINTS):
        check(cancel)
        report(progress, Stage.TRAIN, number / len(BY_KEYPOINTS))
        value, error = _cross_validate(table, name, folds)
        truth = table.truth[name]
        spread = max(1.0, float(np.sqrt((((value - truth) / error) ** 2).mean())))
        one = _regression(table, name, np.arange(len(examples)))
        regressions[name] = replace(one, spread=spread)
        carried = error * spread <= BY_KEYPOINTS[name].largest_corrected
        numbers = [float(v) if c else None for v, c in zip(value, carried, strict=True)]
        shown.append(agreement(name, truth.tolist(), numbers, unit=MEASURANDS[name].unit.value))
        everyone.append(
            agreement(name, truth.tolist(), value.tolist(), unit=MEASURANDS[name].unit.value)
        )
    result = FitReport(len(examples), empty, tuple(shown), tuple(everyone))
    save_correction(
        destination,
        _correction(table, keypoints.pop(), regressions),
        _facts(examples, result, note),
    )
    load_correction(destination)
    return result


def _correction(
    table: _Table, keypoint_set: str, regressions: Mapping[str, Regression]
) -> Correction:
    return Correction(
        keypoint_set=keypoint_set,
        odd_names=table.odd_names,
        odd_scale=table.scale,
        rows=table.rows,
        facing=table.facing,
        even_names=_EVEN,
        even_mean=table.even.mean(axis=0),
        even_sd=table.even.std(axis=0) + 1e-6,
        regressions=regressions,
    )


def _facts(examples: Sequence[Example], result: FitReport, note: str) -> dict[str, Any]:
    """Return the card's content beside the weights."""
    return {
        "name": "measurements",
        "version": "1",
        "kind": "correction of measurements",
        "fitted_on": {
            "people": result.people,
            "left_out": result.left_out,
            "what": "simulated walkers only, seen through the pose networks",
            "how": note,
            "first": examples[0].name,
            "last": examples[-1].name,
        },
        "known_limits": [
            "No real person was measured: how far simulated and real errors agree is not known.",
            "Walks towards or away from a level camera at about 2 to 8 m, and on the spot.",
            "Ages 10 to 18.",
            "A camera that is turned about its lens tilts every measurement alike.",
        ],
        "largest_sd_shown": {name: one.largest_corrected for name, one in BY_KEYPOINTS.items()},
        "left_out_people_shown": [figures(one) for one in result.agreements],
        "left_out_people_all": [figures(one) for one in result.everyone],
    }


def figures(one: Agreement) -> dict[str, Any]:
    """Return the figures of an agreement for a card."""
    exact = {
        "bias": one.bias.value,
        "lower_limit": one.lower_limit.value,
        "upper_limit": one.upper_limit.value,
        "slope": one.slope.value,
        "side_right": one.side_right.value,
    }
    rounded = {key: round(value, 3) if np.isfinite(value) else None for key, value in exact.items()}
    return {
        "measurement": one.name,
        "unit": one.unit,
        "measurable": one.measurable,
        "not_measurable": one.not_measurable,
        **rounded,
    }
