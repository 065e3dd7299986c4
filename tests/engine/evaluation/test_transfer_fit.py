"""The mixture of correction and plain means: weights, errors, and coverage on makes that were left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.errors import CancelledError
from engine.core.measurands import BY_KEYPOINTS
from engine.core.progress import Cancel
from engine.core.resources import resource
from engine.evaluation.transfer_fit import TransferExample, TransferReport, fit_transfer
from engine.gait.correction import MEASURED, bundled_correction, load_correction
from engine.gait.sequence import SHOULDER_LINE
from engine.gait.transfer import Evidence, Transfer, read_transfer


def _walks(makes: dict[str, tuple[float, float]], each: int = 30) -> list[TransferExample]:
    """Make walks: by make, the noise of the corrected and of the plain value, standard deviations."""
    rng, walks = np.random.default_rng(3), []
    for make, (corrected, plain) in makes.items():
        for number in range(each):
            height = float(rng.uniform(120, 600))
            harder = 2.0 if height < 240 else 1.0
            truth = {name: float(rng.uniform(-6, 6)) for name in BY_KEYPOINTS}
            walks.append(
                TransferExample(
                    name=f"{make}{number}",
                    make=make,
                    truth=truth,
                    plain={n: 0.8 * t + plain * rng.normal() for n, t in truth.items()},
                    corrected={
                        n: (t + harder * corrected * rng.normal(), harder) for n, t in truth.items()
                    },
                    height_px=height,
                )
            )
    return walks


@pytest.fixture(scope="module")
def fitted() -> TransferReport:
    makes = {"a": (0.8, 1.0), "b": (1.0, 0.8), "c": (0.6, 0.9), "d": (0.9, 0.7)}
    return fit_transfer(_walks(makes), bundled_correction())


def test_intervals_hold_the_truth_on_makes_left_out(fitted: TransferReport) -> None:
    for name in ("shoulder_tilt", "trunk_lean", "lateral_shift", "head_offset"):
        assert 0.91 <= fitted.coverage[name] <= 0.99, name


def test_the_mixture_is_better_than_both_of_its_parts(fitted: TransferReport) -> None:
    for mixed, alone, plain in zip(fitted.mixed, fitted.alone, fitted.plain, strict=True):
        if mixed.measurable == 120:
            assert mixed.sd.value < alone.sd.value
            assert mixed.sd.value < plain.sd.value


def test_the_share_of_the_shoulder_line_is_set_and_its_error_is_fitted() -> None:
    walks = [
        replace(one, plain={**one.plain, SHOULDER_LINE: one.plain["shoulder_tilt"]})
        for one in _walks({"a": (0.2, 1.0), "b": (0.2, 0.8), "c": (0.2, 0.9)})
    ]
    report = fit_transfer(walks, bundled_correction(), names=(SHOULDER_LINE,))
    assert list(report.transfers) == [SHOULDER_LINE]
    assert report.transfers[SHOULDER_LINE].weights == pytest.approx([0.3, 0.7, 0, 0], abs=1e-3)
    assert 0.91 <= report.coverage[SHOULDER_LINE] <= 0.99


def test_a_small_person_and_a_doubtful_correction_have_a_wider_answer(
    fitted: TransferReport,
) -> None:
    one = fitted.transfers["shoulder_tilt"]
    usual = Evidence(*map(np.float64, (3.0, one.usual, 2.5, 500.0)))
    here = one.apply(usual)
    assert one.apply(usual._replace(height_px=np.float64(80.0))).error > here.error
    assert one.apply(usual._replace(doubt=np.float64(4 * one.usual))).error > here.error
    assert one.apply(usual._replace(plain=np.float64(-4.0))).error > here.error


def test_a_mirrored_walk_has_the_mirrored_value(fitted: TransferReport) -> None:
    for one in fitted.transfers.values():
        here = one.apply(Evidence(*map(np.float64, (3.0, 1.0, 2.0, 300.0))))
        there = one.apply(Evidence(*map(np.float64, (-3.0, 1.0, -2.0, 300.0))))
        assert there.value == pytest.approx(-here.value)
        assert there.error == pytest.approx(here.error)


def test_a_correction_that_misleads_on_a_make_counts_less() -> None:
    good = _share_of_correction({"a": (0.4, 1.5), "b": (0.4, 1.5), "c": (0.4, 1.5)})
    bad = _share_of_correction({"a": (3.0, 0.4), "b": (3.0, 0.4), "c": (3.0, 0.4)})
    assert good > 0.7
    assert bad < 0.3


def _share_of_correction(makes: dict[str, tuple[float, float]]) -> float:
    fitted = fit_transfer(_walks(makes, each=12), bundled_correction())
    apart = Evidence(*map(np.float64, (1.0, 1.0, 0.0, 300.0)))
    return fitted.transfers["trunk_lean"].apply(apart).value


def test_the_numbers_of_a_card_are_read_back_and_checked(fitted: TransferReport) -> None:
    one = fitted.transfers["head_offset"]
    again = read_transfer(one.content())
    evidence = Evidence(*map(np.float64, (2.0, 0.2, 1.5, 300.0)))
    assert again.apply(evidence).value == pytest.approx(one.apply(evidence).value, abs=1e-3)
    for wrong in ({"weights": [1.0]}, {"noise": [np.nan] * 4}, {"usual": 0.0}):
        with pytest.raises(ValueError, match=r".*"):
            read_transfer(one.content() | wrong)
    with pytest.raises(KeyError):
        read_transfer({})


def test_cancelling_a_fit_ends_it() -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        fit_transfer(_walks({"a": (1, 1), "b": (1, 1)}), bundled_correction(), cancel=cancel)


def test_the_bundled_mixtures_are_those_of_every_measurement() -> None:
    correction = load_correction(resource("models", "measurements"))
    assert set(correction.transfers) == {*BY_KEYPOINTS, *MEASURED}
    for name, one in correction.transfers.items():
        assert isinstance(one, Transfer)
        assert one.largest == BY_KEYPOINTS[MEASURED.get(name, name)].largest_mixed
        assert one.spread >= 1.0
