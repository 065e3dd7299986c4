"""What dots measure on an analytic walker whose joints carry them."""

import analytic_walker as aw
import numpy as np
import pytest

from engine.core.classes import Side
from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.core.sites import SITES, Site
from engine.dots.dot_set import Dots
from engine.gait.dot_measurements import measure_dots
from engine.gait.events import gait_facts
from engine.gait.levelling import level_walk
from engine.gait.measurements import measure

JOINTS = {
    Site.LEFT_ACROMION: 5,
    Site.RIGHT_ACROMION: 6,
    Site.LEFT_ILIAC: 11,
    Site.RIGHT_ILIAC: 12,
    Site.LEFT_ANKLE: 15,
    Site.RIGHT_ANKLE: 16,
}


def with_dots(walker, *, c7=0.0, jitter=0.15, absent=lambda site, t: False):
    """Return a walk with a dot on each joint, and one for C7 a share of stature left of the shoulders."""
    one = aw.sequence(walker)
    rng = np.random.default_rng(3)
    places = np.zeros((len(one), 7, 4), np.float32)
    sites = [*JOINTS, Site.C7]
    left = np.ptp(one.keypoints[..., 1], axis=1) / 0.83 * one.facing.sign
    for track, site in enumerate(sites):
        if site is Site.C7:
            at = one.keypoints[:, 5:7, :2].mean(axis=1)
            at[:, 0] += c7 * left
        else:
            at = one.keypoints[:, JOINTS[site], :2]
        places[:, track, :2] = at + rng.normal(0, jitter, at.shape)
        places[:, track, 2] = 6.0
        places[:, track, 3] = 40.0
        places[[absent(site, t) for t in one.seconds], track] = 0.0
    names = np.array([SITES.index(site) for site in sites], np.int64)
    return one.with_dots(Dots(places, names))


@pytest.mark.parametrize("facing", ["front", "back"])
@pytest.mark.parametrize(("shoulders", "hips"), [(4.0, -3.0), (-6.0, 6.0), (0.0, 0.0)])
def test_the_angle_between_dots_and_its_side(facing, shoulders, hips):
    walker = aw.Walker(facing=facing, shoulder_tilt=shoulders, hip_tilt=hips)
    one = with_dots(walker)
    found = measure_dots(one, gait_facts(one))
    for name, true in (("shoulder_tilt", shoulders), ("hip_tilt", hips)):
        measured = found[name]
        assert measured.value == pytest.approx(true, abs=0.3)
        assert measured.low < true < measured.high
        assert measured.high - measured.low < 2.5
        assert measured.source == "dots"
        assert measured.side is (None if true == 0 else Side.LEFT if true > 0 else Side.RIGHT)


def test_c7_is_measured_from_the_hips_and_from_the_ankles():
    walker = aw.Walker(facing="back", shift=2.0)
    found = measure_dots(one := with_dots(walker, c7=0.01), gait_facts(one))
    plain = measure_dots(one := with_dots(walker), gait_facts(one))
    for name in ("c7_over_pelvis", "c7_over_ankles"):
        assert found[name].value - plain[name].value == pytest.approx(1.0, abs=0.1)
    assert plain["c7_over_ankles"].value == pytest.approx(2.0, abs=0.3)


def test_dots_stand_instead_of_keypoints_and_the_rest_stays():
    one = with_dots(aw.Walker(hip_tilt=5.0))
    gait = gait_facts(one)
    with_them, without = measure(one, gait), measure(aw.sequence(aw.Walker(hip_tilt=5.0)), gait)
    assert with_them["hip_tilt"].source == "dots"
    assert with_them["trunk_lean"] == without["trunk_lean"]
    assert set(with_them) - set(without) == {"c7_over_pelvis", "c7_over_ankles"}


def test_only_cycles_in_which_both_dots_are_seen_count():
    lost = with_dots(
        aw.Walker(hip_tilt=5.0), absent=lambda site, t: site is Site.LEFT_ILIAC and t > 2.6
    )
    gait = gait_facts(lost)
    found = measure_dots(lost, gait)
    assert found["hip_tilt"].cycles < found["shoulder_tilt"].cycles
    assert found["hip_tilt"].value == pytest.approx(5.0, abs=0.5)
    gone = with_dots(aw.Walker(), absent=lambda site, t: site is Site.LEFT_ILIAC and t > 0.3)
    assert "hip_tilt" not in measure_dots(gone, gait_facts(gone))


def test_dots_that_flicker_are_less_certain_and_then_not_measured():
    def flickering(share):
        """Seen in that share of the frames, of the left hip alone."""
        keep = round(share * 10)
        return with_dots(
            aw.Walker(hip_tilt=5.0),
            absent=lambda site, t: site is Site.LEFT_ILIAC and round(t * 15) * 3 % 10 >= keep,
        )

    widths = []
    for share in (1.0, 0.8, 0.6):
        one = flickering(share)
        found = measure_dots(one, gait_facts(one))["hip_tilt"]
        assert found.low < 5.0 < found.high
        widths.append(found.high - found.low)
    assert widths[0] < widths[1] < widths[2]
    seldom = flickering(0.4)
    assert "hip_tilt" not in measure_dots(seldom, gait_facts(seldom))
    assert "shoulder_tilt" in measure_dots(seldom, gait_facts(seldom))


def test_a_turned_picture_is_put_right():
    one = with_dots(aw.Walker(shoulder_tilt=2.0))
    angle = np.radians(3.0)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([aw.WIDTH, aw.HEIGHT]) / 2
    places = one.dots.places.copy()
    places[..., :2] = (places[..., :2] - middle) @ turn.T + middle
    turned = one.with_dots(Dots(places, one.dots.names))
    gait = gait_facts(one)
    off = measure_dots(turned, gait)["shoulder_tilt"].value
    assert off == pytest.approx(5.0, abs=0.3)
    level = level_by_hand(unknown_level(NOT_FOUND, aw.WIDTH, aw.HEIGHT), 3.0)
    right = measure_dots(level_walk(turned, level), gait)
    assert right["shoulder_tilt"].value == pytest.approx(2.0, abs=0.3)
