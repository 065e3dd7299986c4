"""The one table of what is measured in a walk: name, unit, sign, landmarks, words, and what is known before.

A measurand is a quantity to be measured (International Vocabulary of Metrology, 2.3). Whoever measures, fits,
tells, draws or writes one reads it here. The name is its code in every file (``result.json``, tables, cards
of corrections). Definitions stand in `engine.gait.measurements` and `engine.gait.dot_measurements`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from engine.core.keypoints import Keypoint
from engine.core.result import Unit
from engine.core.sites import ACROMIA, ANKLES, ILIAC_SPINES, Site
from engine.core.text import Text, text

_SHOULDERS = (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER)
_HIPS = (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)
_TRUNK, _C7 = ("22943007", "Trunk"), ("87391001", "C7 vertebra")


class Sign(StrEnum):
    """What a positive value says, of the person's own left; the key of the words for either side."""

    LOWER = "lower"
    """The left end of the line is lower than the right one."""
    LEANING = "leaning"
    """The upper end leans to the left."""
    ASIDE = "aside"
    """The upper end lies to the left of the lower one."""
    SWINGING = "swinging"
    """The left arm swings more."""
    LONGER = "longer"
    """The left step takes longer."""


@dataclass(frozen=True, slots=True)
class ByKeypoints:
    """How a measurand is taken from the keypoints of a pose network; numbers in the measurand's unit.

    Attributes:
        cycle: Usual standard deviation from cycle to cycle.
        error: Standard deviation of the error of a plain mean of uncorrected keypoints.
        clothes: Standard deviation that loose clothes add to the error.
        largest_corrected: Largest standard deviation of a correction's error at which the fit on one make of
            phantoms shows a number (`engine.evaluation.measurement_fit`).
        largest_mixed: The same of the fit on makes left out (`engine.evaluation.transfer_fit`).
    """

    needed: tuple[Keypoint, ...]
    cycle: float
    error: float
    largest_corrected: float
    largest_mixed: float
    clothes: float = 0.0


@dataclass(frozen=True, slots=True)
class ByDots:
    """How a measurand is taken from adhesive dots; numbers in the measurand's unit.

    Attributes:
        sites: The landmarks it needs: left and right of a line, or C7 and those it is taken against.
        cycle: Usual standard deviation from cycle to cycle.
        view: Standard deviation of the error that the view leaves (a turned trunk, seen from above or below).
    """

    sites: tuple[Site, ...]
    cycle: float
    view: float


@dataclass(frozen=True, slots=True)
class Measurand:
    """One quantity that is measured.

    Attributes:
        unit: Of value and interval.
        sign: What a positive value says.
        reach: Where its scale ends on either side, in every recording the same, in ``unit``.
        definition: What it is, as published to hospitals; a mean over whole gait cycles.
        anatomy: SNOMED CT code and meaning of the part of the body where it is found.
        keypoints: How keypoints give it, or None.
        dots: How dots give it, or None.
        per_degree: What a degree of tilt of the camera adds, in ``unit``.
        decimals: With how many it is told.
    """

    name: str
    label: Text
    unit: Unit
    sign: Sign
    reach: float
    definition: str
    anatomy: tuple[str, str]
    keypoints: ByKeypoints | None = None
    dots: ByDots | None = None
    per_degree: float = 0.0
    decimals: int = 1

    @property
    def tilts(self) -> bool:
        """Whether it is the tilt of a line from side to side, which a turned trunk falsifies."""
        return self.sign is Sign.LOWER

    @property
    def over_feet(self) -> bool:
        """Whether it is a distance from the middle of the ankles, above which a walker keeps balance."""
        joints = () if self.keypoints is None else self.keypoints.needed
        sites = () if self.dots is None else self.dots.sites
        aside = self.sign is Sign.ASIDE
        return aside and (Keypoint.LEFT_ANKLE in joints or ANKLES[0] in sites)


# Errors of plain means of keypoints: 130 phantoms of five makes (tilts, docs/measurements.md), judged from
# them for the rest; heel strikes of eight rendered phantoms at 15 frames a second: 6.2 % of step time. What a
# degree of the camera adds to a distance: the height between its two ends, percent of the body's, times it.
_TABLE = (
    Measurand(
        name="shoulder_tilt",
        label=text("Shoulder tilt"),
        unit=Unit.DEGREES,
        sign=Sign.LOWER,
        reach=10.0,
        definition="tilt of the line through both shoulders against the horizontal",
        anatomy=("16982005", "Shoulder"),
        keypoints=ByKeypoints(
            _SHOULDERS, 0.6, 2.4, largest_corrected=1.25, largest_mixed=3.25, clothes=2.6
        ),
        dots=ByDots(ACROMIA, cycle=0.2, view=0.12),
        per_degree=1.0,
    ),
    Measurand(
        name="hip_tilt",
        label=text("Hip tilt"),
        unit=Unit.DEGREES,
        sign=Sign.LOWER,
        reach=10.0,
        definition="tilt of the line through both hips against the horizontal",
        anatomy=("816092008", "Pelvis"),
        keypoints=ByKeypoints(_HIPS, 0.8, 4.8, largest_corrected=1.75, largest_mixed=1.75),
        dots=ByDots(ILIAC_SPINES, cycle=0.3, view=0.15),
        per_degree=1.0,
    ),
    Measurand(
        name="trunk_lean",
        label=text("Trunk lean"),
        unit=Unit.DEGREES,
        sign=Sign.LEANING,
        reach=10.0,
        definition="sideways lean of the line from mid-hips to mid-shoulders against the vertical",
        anatomy=_TRUNK,
        keypoints=ByKeypoints(
            (*_SHOULDERS, *_HIPS), 0.6, 1.0, largest_corrected=1.25, largest_mixed=2.0
        ),
        per_degree=1.0,
    ),
    Measurand(
        name="lateral_shift",
        label=text("Lateral shift"),
        unit=Unit.PERCENT_HEIGHT,
        sign=Sign.ASIDE,
        reach=5.0,
        definition="sideways distance of mid-shoulders from mid-ankles",
        anatomy=_TRUNK,
        keypoints=ByKeypoints(
            (*_SHOULDERS, Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
            0.6,
            1.0,
            largest_corrected=0.75,
            largest_mixed=1.25,
        ),
        per_degree=1.38,
    ),
    Measurand(
        name="head_offset",
        label=text("Head offset"),
        unit=Unit.PERCENT_HEIGHT,
        sign=Sign.ASIDE,
        reach=5.0,
        definition="sideways distance of the middle of the ears from mid-hips",
        anatomy=("69536005", "Head"),
        keypoints=ByKeypoints(
            (Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR, *_HIPS),
            0.6,
            1.0,
            largest_corrected=0.75,
            largest_mixed=1.25,
        ),
        per_degree=0.73,
    ),
    Measurand(
        name="c7_over_pelvis",
        label=text("C7 over the hips"),
        unit=Unit.PERCENT_HEIGHT,
        sign=Sign.ASIDE,
        reach=5.0,
        definition="sideways distance of a dot on C7 from the middle of those on the iliac spines",
        anatomy=_C7,
        dots=ByDots((Site.C7, *ILIAC_SPINES), cycle=0.15, view=0.1),
        per_degree=0.5,
    ),
    Measurand(
        name="c7_over_ankles",
        label=text("C7 over the ankles"),
        unit=Unit.PERCENT_HEIGHT,
        sign=Sign.ASIDE,
        reach=5.0,
        definition="sideways distance of a dot on C7 from the middle of those on the ankles",
        anatomy=_C7,
        dots=ByDots((Site.C7, *ANKLES), cycle=0.15, view=0.12),
        per_degree=1.38,
    ),
    Measurand(
        name="arm_swing_asymmetry",
        label=text("Arm swing"),
        unit=Unit.PERCENT,
        sign=Sign.SWINGING,
        reach=60.0,
        definition="100 (left - right) / (left + right) of the sizes of both arms' swings",
        anatomy=("53120007", "Upper limb"),
        keypoints=ByKeypoints(
            (*_SHOULDERS, Keypoint.LEFT_WRIST, Keypoint.RIGHT_WRIST),
            10.0,
            10.0,
            largest_corrected=11.0,
            largest_mixed=13.5,
        ),
    ),
    Measurand(
        name="step_asymmetry",
        label=text("Step time"),
        unit=Unit.PERCENT,
        sign=Sign.LONGER,
        reach=20.0,
        definition="100 (left - right) / (left + right) of the times of left and right steps",
        anatomy=("61685007", "Lower limb"),
        keypoints=ByKeypoints(
            (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE, Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
            3.0,
            6.0,
            largest_corrected=1.75,
            largest_mixed=2.25,
        ),
    ),
)

MEASURANDS: Mapping[str, Measurand] = MappingProxyType({one.name: one for one in _TABLE})
"""Every measurand by name, in the order in which they are shown."""

BY_KEYPOINTS: Mapping[str, ByKeypoints] = MappingProxyType(
    {one.name: one.keypoints for one in _TABLE if one.keypoints is not None}
)
"""Those that keypoints give, in the same order."""

BY_DOTS: Mapping[str, ByDots] = MappingProxyType(
    {one.name: one.dots for one in _TABLE if one.dots is not None}
)
"""Those that dots give, in the same order."""
