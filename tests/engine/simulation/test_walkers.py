"""Who is drawn: the same from the same seed, all ages and both sides, classes that overlap."""

from __future__ import annotations

import numpy as np

from engine.core.classes import ClassName
from engine.simulation.walkers import draw_walker
from tests.engine.simulation.mirrored import mirror_walker


def test_the_same_seed_draws_the_same_walker() -> None:
    assert draw_walker(7, ClassName.NEUTRAL) == draw_walker(7, ClassName.NEUTRAL)
    assert draw_walker(7, ClassName.NEUTRAL) != draw_walker(8, ClassName.NEUTRAL)


def test_people_are_10_to_18_of_both_sexes_and_normal_height() -> None:
    people = [draw_walker(seed, ClassName.NEGATIVE).person for seed in range(300)]
    ages = np.array([person.age for person in people])
    heights = np.array([person.height_m for person in people])
    assert ages.min() >= 10
    assert ages.max() <= 18
    assert 1.15 < heights.min() < heights.max() < 1.95
    assert 100 < sum(person.sex == "female" for person in people) < 200
    assert np.corrcoef(ages, heights)[0, 1] > 0.5


def test_the_class_says_nothing_about_age_sex_or_build() -> None:
    classes = [[draw_walker(seed, name).person for seed in range(40)] for name in ClassName]
    assert classes[0] == classes[1] == classes[2]


def test_severities_rise_with_the_class_and_overlap() -> None:
    drawn = {
        name: np.array([draw_walker(seed, name).asymmetry.severity for seed in range(400)])
        for name in ClassName
    }
    negative, neutral, positive = (drawn[name] for name in ClassName)
    assert negative.mean() + 0.2 < neutral.mean() < positive.mean() - 0.2
    assert neutral.min() < negative.max()
    assert positive.min() < neutral.max()


def test_left_and_right_are_alike() -> None:
    asymmetries = [draw_walker(seed, ClassName.POSITIVE).asymmetry for seed in range(600)]
    for name in ("shoulder_tilt", "hip_tilt", "trunk_lean", "lateral_shift", "arm_swing"):
        values = np.array([getattr(asymmetry, name) for asymmetry in asymmetries])
        assert abs(values.mean()) < 4 * values.std() / np.sqrt(len(values))


def test_mirroring_twice_gives_the_walker_back() -> None:
    walker = draw_walker(3, ClassName.POSITIVE)
    assert mirror_walker(mirror_walker(walker)).asymmetry == walker.asymmetry
    assert mirror_walker(walker).asymmetry.shoulder_tilt == -walker.asymmetry.shoulder_tilt
