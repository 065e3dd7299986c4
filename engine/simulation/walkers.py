"""Who walks, and how: people, their walk and their asymmetry, drawn from a seed.

Asymmetry is drawn by severity with overlap between the classes, left and right alike. The sizes are
set by hand, at the large end of what adolescents with a curve show (severity 1: shoulders 10 degrees,
trunk shift 5 % of body height), so that silhouettes of 64 px carry them. They describe no population,
and a network trained on them means nothing clinically.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.core.classes import ClassName
from engine.simulation.body import Person, Sex

Pattern = Literal["none", "thoracic", "lumbar", "double"]

# Mean height in cm at 8, 9, … 18 years, and its standard deviation: WHO growth reference 2007
# (5-19 years), rounded.
_AGES = tuple(range(8, 19))
_HEIGHT_CM: dict[Sex, tuple[float, ...]] = {
    "female": (126.6, 132.5, 138.6, 145.0, 151.2, 156.4, 159.8, 161.7, 162.5, 162.9, 163.1),
    "male": (127.3, 132.6, 137.8, 143.1, 149.1, 156.0, 163.2, 169.0, 172.9, 175.2, 176.1),
}
_HEIGHT_SD_CM = 6.5


@dataclass(frozen=True, slots=True)
class Walk:
    """How a person walks when nothing is asymmetrical.

    Attributes:
        cadence: Steps a minute.
        stride: Scale of the hip and knee angles (1 = the published mean).
        arm_swing: Scale of the arm angles.
        arm_abduction: Arms away from the trunk, degrees.
        step_width: Distance of the ankles' lines, metres.
        sway: Amplitude of the pelvis' way from side to side, metres.
        pelvis: Scale of the pelvic curves.
        thorax: Scale of the thorax' counter-rotation.
        forward_lean: Trunk forwards, degrees.
        toe_out: Feet outwards, degrees.
        head_pitch: Head forwards, degrees.
        phase: Phase of the left foot at time zero, cycles.
        jitter: Size of the slow variation of the rhythm, cycles.
    """

    cadence: float = 116.0
    stride: float = 1.0
    arm_swing: float = 1.0
    arm_abduction: float = 7.0
    step_width: float = 0.09
    sway: float = 0.018
    pelvis: float = 1.0
    thorax: float = 1.0
    forward_lean: float = 3.0
    toe_out: float = 6.0
    head_pitch: float = 2.0
    phase: float = 0.0
    jitter: float = 0.006
    jitter_seed: int = 0


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """What is not the same left and right. Positive: left lower, or towards the person's left.

    Attributes:
        class_name: Class of Scoliosis1K that this severity stands for.
        severity: 0 (none) to 1.
        pattern: Shape of the lateral curve.
        side: +1 where the main curve is convex to the person's left, -1 to the right.
        curve: Size of the lateral curve, degrees between its most tilted parts, about.
        rotation: Axial rotation of the thorax at the apex, degrees (convex side backwards).
        shoulder_tilt: Degrees.
        hip_tilt: Degrees; the legs are of so different length that both feet reach the floor.
        trunk_lean: Degrees.
        lateral_shift: Shoulders against the feet, percent of body height.
        head_offset: Head against the shoulders, percent of body height.
        arm_swing: -1 to 1: 0.2 swings the left arm 20 % more and the right 20 % less.
        step_time: -1 to 1: 0.03 lengthens the left step's time by 3 % and shortens the right.
        thorax_share: Share of the shoulders' own tilt that the upper thorax does; the rest is the girdle's.
    """

    class_name: ClassName = ClassName.NEGATIVE
    severity: float = 0.0
    pattern: Pattern = "none"
    side: int = 1
    curve: float = 0.0
    rotation: float = 0.0
    shoulder_tilt: float = 0.0
    hip_tilt: float = 0.0
    trunk_lean: float = 0.0
    lateral_shift: float = 0.0
    head_offset: float = 0.0
    arm_swing: float = 0.0
    step_time: float = 0.0
    thorax_share: float = 0.4


@dataclass(frozen=True, slots=True)
class Walker:
    """A person, their walk and their asymmetry."""

    person: Person
    walk: Walk
    asymmetry: Asymmetry


# Severity of each class: mean and standard deviation of a normal distribution cut to [0, 1]. The
# classes overlap, as people do.
_SEVERITY = {
    ClassName.NEGATIVE: (0.08, 0.06),
    ClassName.NEUTRAL: (0.46, 0.08),
    ClassName.POSITIVE: (0.90, 0.09),
}


def draw_person(rng: np.random.Generator) -> Person:
    """Draw someone of 10 to 18 years, either sex, any build."""
    sex: Sex = "female" if rng.random() < 0.5 else "male"
    age = float(rng.uniform(10.0, 18.0))
    mean = float(np.interp(age, _AGES, _HEIGHT_CM[sex]))
    height = mean + _HEIGHT_SD_CM * float(np.clip(rng.normal(), -2.2, 2.2))
    return Person(
        sex=sex,
        age=round(age, 2),
        height_m=round(height / 100.0, 4),
        muscle=round(float(rng.beta(2.5, 2.5)), 3),
        weight=round(float(rng.beta(2.2, 2.6)), 3),
        proportions=round(float(rng.beta(2.0, 2.0)), 3),
    )


def draw_walk(rng: np.random.Generator, person: Person) -> Walk:
    """Draw a normal walk: 110 to 125 steps a minute, arms, sway and posture of one's own."""
    leg = person.height_m / 1.6
    return Walk(
        cadence=float(rng.uniform(110.0, 125.0)),
        stride=float(rng.normal(1.0, 0.05)),
        arm_swing=float(np.clip(rng.normal(1.0, 0.25), 0.4, 1.6)),
        arm_abduction=float(np.clip(rng.normal(6.0, 2.0) + 8.0 * (person.weight - 0.4), 3.0, 16.0)),
        step_width=leg * float(np.clip(rng.normal(0.09, 0.02), 0.05, 0.14)),
        sway=leg * float(np.clip(rng.normal(0.017, 0.004), 0.006, 0.03)),
        pelvis=float(np.clip(rng.normal(1.0, 0.2), 0.5, 1.5)),
        thorax=float(np.clip(rng.normal(1.0, 0.2), 0.5, 1.5)),
        forward_lean=float(np.clip(rng.normal(3.0, 1.5), -0.5, 7.0)),
        toe_out=float(np.clip(rng.normal(6.0, 3.0), -1.0, 14.0)),
        head_pitch=float(rng.normal(3.0, 3.0)),
        phase=float(rng.random()),
        jitter=float(rng.uniform(0.002, 0.008)),
        jitter_seed=int(rng.integers(2**31)),
    )


def draw_asymmetry(rng: np.random.Generator, class_name: ClassName) -> Asymmetry:
    """Draw an asymmetry of a class; left and right are equally likely."""
    mean, spread = _SEVERITY[class_name]
    severity = float(np.clip(rng.normal(mean, spread), 0.0, 1.0))
    pattern: Pattern = ("thoracic", "lumbar", "double")[int(rng.choice(3, p=(0.5, 0.25, 0.25)))]
    side = 1 if rng.random() < 0.5 else -1
    # A curve convex to one side lifts that shoulder, moves the trunk towards it and, when it is
    # lumbar, lifts the other hip; each person shows a share of this, and the body compensates.
    shoulders = {"thoracic": -10.0, "lumbar": 5.0, "double": -8.0}[pattern]
    hips = {"thoracic": 2.5, "lumbar": 9.0, "double": -7.0}[pattern]
    shift = {"thoracic": 5.2, "lumbar": 5.8, "double": 4.0}[pattern]
    own = rng.normal(1.0, 0.12, 6)
    small = rng.normal(0.0, 1.0, 7)
    tied = side * severity
    return Asymmetry(
        class_name=class_name,
        severity=severity,
        pattern=pattern,
        side=side,
        curve=float(45.0 * severity * own[0]),
        rotation=float(13.0 * severity * own[1]),
        shoulder_tilt=float(shoulders * tied * own[2] + 0.5 * small[0]),
        hip_tilt=float(hips * tied * own[3] + 0.5 * small[1]),
        trunk_lean=float(3.6 * tied * own[4] + 0.4 * small[2]),
        lateral_shift=float(shift * tied * own[5] + 0.3 * small[3]),
        head_offset=float(-1.0 * tied + 0.3 * small[4]),
        arm_swing=float(np.clip(0.35 * tied + 0.05 * small[5], -0.6, 0.6)),
        step_time=float(np.clip(0.02 * tied + 0.008 * small[6], -0.08, 0.08)),
    )


def draw_walker(seed: int, class_name: ClassName) -> Walker:
    """Draw a person of 10 to 18 years with a walk and an asymmetry of a class; same seed, same walker."""
    rng = np.random.default_rng([seed, 1])
    person = draw_person(rng)
    return Walker(person, draw_walk(rng, person), draw_asymmetry(rng, class_name))
