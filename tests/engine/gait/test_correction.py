"""The correction answers a mirrored walk with the mirrored value, says when it does not know, and is safe."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import analytic_walker as aw
import numpy as np
import pytest
import yaml

from engine.core.errors import CancelledError, DatasetError, ModelError
from engine.core.findings import FindingCode
from engine.core.measurands import BY_KEYPOINTS
from engine.core.progress import Cancel
from engine.core.resources import resource
from engine.evaluation.measurement_fit import fit_measurements
from engine.evaluation.transfer_fit import adapt_correction
from engine.gait.correction import bundled_correction, load_correction
from engine.gait.events import gait_facts
from engine.gait.features import walk_features
from engine.gait.measurements import findings, measure
from engine.gait.posture import cycle_values, lay_out
from tests.patience import SECONDS


def features(one):
    gait = gait_facts(one)
    return walk_features(one, gait, lay_out(one, gait))


def plain(one):
    gait = gait_facts(one)
    return {k: float(v.mean()) for k, v in cycle_values(lay_out(one, gait), gait).items()}


LOPSIDED = aw.Walker(
    shoulder_tilt=4.0,
    hip_tilt=-3.0,
    lean=2.0,
    shift=1.5,
    head=1.0,
    swing=20.0,
    step=3.0,
    seconds=6.0,
)


@pytest.fixture(scope="module", params=["front", "back"])
def pair(request):
    one = aw.sequence(LOPSIDED, facing=request.param, noise=0.002)
    return aw.with_extras(one), aw.with_extras(aw.mirrored(one))


def test_odd_features_change_sign_in_a_mirror_and_even_ones_do_not(pair):
    here, there = (features(one) for one in pair)
    assert set(here.odd) == set(there.odd)
    for name, value in here.odd.items():
        if np.isfinite(value):
            assert there.odd[name] == pytest.approx(-value, abs=0.02), name
    for name, value in here.even.items():
        if np.isfinite(value):
            assert there.even[name] == pytest.approx(value, abs=0.02), name


def test_features_need_landmarks_and_cycles():
    one = aw.sequence(LOPSIDED)
    assert features(one) is None
    short = aw.with_extras(aw.as_sequence(one.keypoints[:9], one.seconds[:9]))
    assert features(short) is None


def test_the_bundled_correction_is_whole_and_mirrors(pair):
    correction = bundled_correction()
    assert correction.keypoint_set == "blazepose"
    assert set(correction.regressions) == set(BY_KEYPOINTS)
    here, there = (correction.apply(features(one), plain(one)) for one in pair)
    for name in BY_KEYPOINTS:
        assert there[name].value == pytest.approx(-here[name].value, abs=0.1), name
        assert there[name].error == pytest.approx(here[name].error, rel=0.02), name


def test_a_body_unlike_those_fitted_on_gets_a_wider_answer(pair):
    correction = bundled_correction()
    usual = features(pair[0])
    middle = dict(zip(correction.even_names, correction.even_mean, strict=True))
    like = replace(usual, even={**usual.even, **middle})
    strange = replace(like, even={**like.even, "width_shoulders": 60.0})
    for name in BY_KEYPOINTS:
        alone, usually = correction.regress(strange)[name], correction.regress(like)[name]
        assert alone.error > 2 * usually.error
        assert not alone.carried
        mixed = correction.apply(strange, plain(pair[0]))[name]
        assert mixed.error > correction.apply(like, plain(pair[0]))[name].error


def test_a_body_unlike_those_fitted_on_is_measured_by_its_keypoints_instead_of_not_at_all(pair):
    correction, own = bundled_correction(), plain(pair[0])
    usual = features(pair[0])
    strange = replace(usual, even={**usual.even, "width_shoulders": 60.0})
    for name in ("shoulder_tilt", "trunk_lean", "lateral_shift", "head_offset"):
        mixed = correction.apply(strange, own)[name]
        assert mixed.carried, name
        assert abs(mixed.value - own[name]) < 1.96 * mixed.error
    for name in ("shoulder_tilt", "trunk_lean"):
        moved = correction.apply(strange, {**own, name: own[name] + 1.0})[name]
        assert moved.value - correction.apply(strange, own)[name].value > 0.15, name


def test_without_landmarks_plain_means_have_the_error_that_other_makes_showed():
    bare = replace(aw.sequence(LOPSIDED, noise=0.002), keypoint_set="blazepose")
    found = measure(bare, gait_facts(bare))
    for name in ("shoulder_tilt", "trunk_lean", "lateral_shift", "head_offset"):
        half = (found[name].high - found[name].low) / 2
        assert found[name].measurable
        known = bundled_correction().transfers[name].plain_error
        # Nothing is known of the camera's level here: two degrees of it come on top.
        assert 1.96 * known < half < 1.96 * np.hypot(known, 2.9) + 0.8


@pytest.mark.parametrize(("height", "factor"), [(400, 1), (173, 240 / 173), (60, 4)])
def test_a_person_smaller_than_those_fitted_on_gets_a_wider_answer(pair, height, factor):
    correction = bundled_correction()
    usual = features(pair[0])
    large = replace(usual, even={**usual.even, "height_px": 400.0})
    small = replace(usual, even={**usual.even, "height_px": float(height)})
    for name in BY_KEYPOINTS:
        here, there = correction.regress(large)[name], correction.regress(small)[name]
        assert there.value == here.value
        assert there.error == pytest.approx(factor * here.error)
        mixed = [correction.apply(one, plain(pair[0]))[name].error for one in (large, small)]
        assert (mixed[1] > 1.01 * mixed[0]) == (factor > 1), name


def test_other_keypoints_are_not_corrected_and_that_is_said():
    one = aw.with_extras(aw.sequence(LOPSIDED), keypoint_set="movenet")
    gait = gait_facts(one)
    assert measure(one, gait) == measure(one, gait, correction=None)
    assert [f.code for f in findings(one, gait)] == [FindingCode.OTHER_KEYPOINTS]


def _phantoms(folder, count):
    rng = np.random.default_rng(9)
    for number in range(count):
        walker = aw.Walker(
            facing="front" if number % 2 else "back",
            shoulder_tilt=rng.uniform(-8, 8),
            hip_tilt=rng.uniform(-8, 8),
            lean=rng.uniform(-5, 5),
            shift=rng.uniform(-4, 4),
            head=rng.uniform(-2, 2),
            swing=rng.uniform(-30, 30),
            step=rng.uniform(-4, 4),
            seconds=3.5,
            noise=0.002,
            seed=number,
        )
        aw.with_extras(aw.sequence(walker)).save(folder / f"w{number:02d}.gait.npz")
        content = {"facing": walker.facing, "measurements": aw.truth(walker)}
        (folder / f"w{number:02d}.truth.json").write_text(json.dumps(content))


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    walks, destination = tmp_path_factory.mktemp("walks"), tmp_path_factory.mktemp("fitted")
    _phantoms(walks, 34)
    return fit_measurements(walks, destination), destination, walks


def test_a_fit_finds_what_the_keypoints_say(fitted):
    report, destination, _ = fitted
    assert report.people == 34
    tilt = next(one for one in report.everyone if one.name == "shoulder_tilt")
    assert tilt.slope.value > 0.85
    assert tilt.upper_limit.value < 2.0
    card = (destination / "card.yaml").read_text()
    assert "simulated walkers only" in card


def test_a_fitted_correction_is_used(fitted):
    _, destination, _ = fitted
    one = aw.with_extras(aw.sequence(LOPSIDED, noise=0.002))
    result = measure(one, gait_facts(one), correction=load_correction(destination))
    assert result["shoulder_tilt"].value == pytest.approx(4.0, abs=1.0)
    assert result["shoulder_tilt"].low < 4.0 < result["shoulder_tilt"].high


def test_an_adapted_correction_keeps_its_weights_and_says_what_it_was_tried_on(fitted, tmp_path):
    _, base, walks = fitted
    for number, truth in enumerate(sorted(walks.glob("*.truth.json"))):
        content = json.loads(truth.read_text()) | {"make": ("clay", "wood", "paper")[number % 3]}
        truth.write_text(json.dumps(content))
    report = adapt_correction(walks, tmp_path, base=base, note="by hand")
    assert report.makes == {"clay": 12, "paper": 11, "wood": 11}
    assert (tmp_path / "weights.npz").read_bytes() == (base / "weights.npz").read_bytes()
    card = yaml.safe_load((tmp_path / "card.yaml").read_text())
    assert card["adapted_on"]["how"] == "by hand"
    assert card["left_out_makes_coverage"].keys() == set(BY_KEYPOINTS)
    adapted = load_correction(tmp_path)
    one = aw.with_extras(aw.sequence(LOPSIDED, noise=0.002))
    result = measure(one, gait_facts(one), correction=adapted)
    assert result["trunk_lean"].low < 2.0 < result["trunk_lean"].high


def test_a_correction_is_adapted_to_several_makes_or_not_at_all(fitted, tmp_path):
    _, base, walks = fitted
    for truth in walks.glob("*.truth.json"):
        truth.write_text(json.dumps(json.loads(truth.read_text()) | {"make": "clay"}))
    with pytest.raises(DatasetError, match="1 makes"):
        adapt_correction(walks, tmp_path, base=base)
    assert list(tmp_path.iterdir()) == []


def test_weights_that_are_not_the_cards_are_refused(fitted, tmp_path):
    _, destination, _ = fitted
    for name in ("card.yaml", "weights.npz"):
        (tmp_path / name).write_bytes((destination / name).read_bytes())
    load_correction(tmp_path)
    with (tmp_path / "weights.npz").open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(ModelError):
        load_correction(tmp_path)
    (tmp_path / "card.yaml").write_text("[1, 2")
    with pytest.raises(ModelError):
        load_correction(tmp_path)


def test_too_few_walks_and_cancel(fitted, tmp_path):
    with pytest.raises(DatasetError, match="walks"):
        fit_measurements(tmp_path, tmp_path / "out")
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        fit_measurements(fitted[2], tmp_path / "out", cancel=cancel)
    assert not (tmp_path / "out").exists()


def test_the_card_tells_what_it_was_fitted_on():
    card = resource("models", "measurements", "card.yaml").read_text(encoding="utf-8")
    for words in ("simulated walkers only", "known_limits", "left_out_makes_shown", "sha256"):
        assert words in card


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no such call")
def test_the_correction_is_the_same_to_the_last_bit_on_one_core_and_on_all():
    code = """
import hashlib, os, sys
if sys.argv[1] == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from engine.gait.correction import bundled_correction
digest = hashlib.sha256()
for _, one in sorted(bundled_correction().regressions.items()):
    digest.update(one.inverse.tobytes() + one.alpha.tobytes())
print(digest.hexdigest())
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", code, cores],
            check=True,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        ).stdout
        for cores in ("one", "all")
    }
    assert len(said) == 1
