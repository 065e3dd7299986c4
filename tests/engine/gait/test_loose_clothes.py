"""Somebody who says that clothes hide the shoulders gets a wider range of their tilt, and nothing else."""

from __future__ import annotations

import pytest

from engine.core.findings import FindingCode
from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.core.measurands import BY_KEYPOINTS
from engine.gait.events import gait_facts
from engine.gait.levelling import with_level
from engine.gait.measurements import findings, measure
from tests.engine.gait import analytic_walker as aw

LEVEL = level_by_hand(unknown_level(NOT_FOUND, aw.WIDTH, aw.HEIGHT), 0.0)


def test_the_range_of_the_shoulder_tilt_alone_is_wider() -> None:
    sequence = with_level(aw.sequence(aw.Walker(shoulder_tilt=5.0, lean=2.0)), LEVEL)
    gait = gait_facts(sequence)
    close, loose = measure(sequence, gait), measure(sequence, gait, loose_clothes=True)
    tilt, wide = close["shoulder_tilt"], loose["shoulder_tilt"]
    assert wide.value == tilt.value
    half, wider = tilt.high - tilt.value, wide.high - wide.value
    added = 1.96 * BY_KEYPOINTS["shoulder_tilt"].clothes
    assert wider == pytest.approx((half**2 + added**2) ** 0.5)
    assert wide.side is None
    others = {name: one for name, one in close.items() if name != "shoulder_tilt"}
    assert {name: loose[name] for name in others} == others


def test_it_is_said_with_what_helps() -> None:
    sequence = with_level(aw.sequence(aw.Walker()), LEVEL)
    gait = gait_facts(sequence)
    codes = [one.code for one in findings(sequence, gait)]
    said = findings(sequence, gait, loose_clothes=True)
    assert FindingCode.LOOSE_CLOTHES not in codes
    (finding,) = (one for one in said if one.code is FindingCode.LOOSE_CLOTHES)
    assert "close-fitting" in str(finding.remedy)
    assert [one for one in said if one is not finding] == list(findings(sequence, gait))
