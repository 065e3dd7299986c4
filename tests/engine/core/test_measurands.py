"""The one table of what is measured, and that there is no other."""

import ast
from pathlib import Path

import pytest
import yaml

from engine.core.keypoints import PAIRS
from engine.core.measurands import BY_DOTS, BY_KEYPOINTS, MEASURANDS
from engine.core.resources import resource
from engine.core.sites import Site
from engine.gait.events import gait_facts
from engine.gait.posture import cycle_values, lay_out
from tests.engine.gait import analytic_walker as aw

ROOT = Path(__file__).resolve().parents[3]
_COMPUTED = {"engine/gait/posture.py", "engine/simulation/truth.py"}
"""Where each measurand is computed, from keypoints and from the body of a simulated walker."""


@pytest.mark.parametrize("one", MEASURANDS.values(), ids=str)
def test_every_measurand_is_taken_from_something(one):
    assert MEASURANDS[one.name] is one
    assert one.keypoints or one.dots
    assert one.reach > 0
    assert one.decimals == 1


def test_keypoints_are_needed_in_pairs():
    for known in BY_KEYPOINTS.values():
        pairs = [known.needed[start : start + 2] for start in range(0, len(known.needed), 2)]
        assert {tuple(map(int, pair)) for pair in pairs} <= set(PAIRS)
        # A correction that has seen several makes is believed no less than one that has seen one.
        assert known.largest_mixed >= known.largest_corrected


def test_dots_are_needed_left_before_right_or_c7_before_a_pair():
    for name, known in BY_DOTS.items():
        *first, left, right = known.sites
        assert first == ([] if MEASURANDS[name].tilts else [Site.C7])
        assert (left.split("_")[0], right.split("_")[0]) == ("left", "right")


def test_what_is_computed_is_what_the_table_names():
    one = aw.sequence()
    gait = gait_facts(one)
    assert tuple(cycle_values(lay_out(one, gait), gait)) == tuple(BY_KEYPOINTS)


def test_the_bundled_correction_was_fitted_with_the_limits_of_the_table():
    card = yaml.safe_load(resource("models", "measurements", "card.yaml").read_text("utf-8"))
    limits = {name: known.largest_mixed for name, known in BY_KEYPOINTS.items()}
    assert card["largest_sd_shown"] == limits


def test_there_is_no_second_table():
    for package in ("engine", "scolioapp"):
        for file in (ROOT / package).rglob("*.py"):
            if file.relative_to(ROOT).as_posix() in _COMPUTED:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                keys = node.keys if isinstance(node, ast.Dict) else ()
                named = {key.value for key in keys if isinstance(key, ast.Constant)}
                assert len(named & set(MEASURANDS)) < 3, file
