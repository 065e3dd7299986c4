"""The bundled simulated walk, smaller and compressed: the interval holds the truth, or there is no number.

``tests/data/walks`` holds what the pose networks saw of it (15 frames a second, no pictures): scaled to 720,
540 and 360 rows, some of it compressed on the way.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.core.resources import resource
from engine.gait.events import gait_facts
from engine.gait.measurements import measure
from engine.gait.sequence import GaitSequence

WALKS = Path(__file__).parents[2] / "data" / "walks"
TRUTH = json.loads(resource("samples", "simulated_walk.truth.json").read_text(encoding="utf-8"))[
    "measurements"
]


def _measured(name):
    walk = GaitSequence.load(WALKS / f"{name}.gait.npz")
    return measure(walk, gait_facts(walk))


@pytest.mark.parametrize("name", ["1080p_crf32", "720p", "540p_compressed", "540p_crf28", "360p"])
def test_every_interval_holds_the_truth_at_every_size(name):
    for measurement, one in _measured(name).items():
        if one.measurable:
            assert one.low <= TRUTH[measurement] <= one.high, measurement


def test_shoulders_of_a_small_person_have_a_wider_interval_instead_of_silence():
    large = _measured("720p")["shoulder_tilt"]
    assert large.value == pytest.approx(3.5, abs=0.5)
    for name in ("540p_compressed", "540p_crf28", "360p"):
        small = _measured(name)["shoulder_tilt"]
        assert small.measurable
        assert small.high - small.low > 1.02 * (large.high - large.low), name
        assert small.low < 3.5 < small.high


def test_a_tiny_person_has_no_shoulder_tilt_and_is_told_why():
    walk = GaitSequence.load(WALKS / "360p.gait.npz")
    extras = dict(walk.extras)
    landmarks = extras["landmarks"].astype(np.float32)
    landmarks[..., :3] *= 0.4
    extras |= {"landmarks": landmarks}
    extras["outline_points"] = (0.4 * extras["outline_points"]).astype(np.float32)
    keypoints = walk.keypoints * np.float32([0.4, 0.4, 1.0])
    shrunk = replace(walk, keypoints=keypoints, extras=extras)
    shoulders = measure(shrunk, gait_facts(shrunk))["shoulder_tilt"]
    assert not shoulders.measurable
    assert str(shoulders.reason).startswith("The person is too small in the picture")
