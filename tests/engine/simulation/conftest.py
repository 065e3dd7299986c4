"""One walker for all tests of the package: building bodies and compiling take seconds."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.simulation.body import Body, Person
from engine.simulation.walkers import Asymmetry, Walk, Walker

collect_ignore_glob: list[str] = []
if any(importlib.util.find_spec(name) is None for name in ("torch", "anny", "numba")):
    collect_ignore_glob.append("test_*.py")


@pytest.fixture(scope="session")
def walker() -> Walker:
    """A girl who leans to the left, left shoulder and right hip lower."""
    return Walker(
        Person("female", 14.0, 1.6),
        Walk(jitter=0.0),
        Asymmetry(
            class_name=ClassName.POSITIVE,
            pattern="thoracic",
            curve=10.0,
            rotation=4.0,
            shoulder_tilt=6.0,
            hip_tilt=-5.0,
            trunk_lean=3.0,
            lateral_shift=2.0,
            arm_swing=0.2,
            step_time=0.03,
        ),
    )


@pytest.fixture(scope="session")
def body(walker: Walker) -> Body:
    """That girl's body."""
    from engine.simulation.body import build_body

    return build_body(walker.person)


@pytest.fixture(scope="session")
def seconds() -> np.ndarray:
    """Three seconds at 30 frames a second."""
    return np.arange(90) / 30.0
