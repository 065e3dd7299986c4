"""The bundled sample: one simulated girl who walks towards the camera, mildly asymmetrical.

Run again with `write_sample`; nothing in it is a real person.
"""

from __future__ import annotations

from pathlib import Path

from engine.core.labels import ClassName
from engine.core.progress import Cancel, Progress
from engine.simulation.body import Person
from engine.simulation.camera import Camera
from engine.simulation.phantoms import PhantomSpec, write_phantom
from engine.simulation.scene import Scene
from engine.simulation.walkers import Asymmetry, Walk, Walker

SAMPLE = PhantomSpec(
    name="simulated_walk",
    seed=3,
    walker=Walker(
        person=Person("female", age=13.5, height_m=1.57, muscle=0.45, weight=0.4, proportions=0.6),
        walk=Walk(cadence=112.0, stride=0.97, phase=0.35, jitter=0.004, jitter_seed=7),
        asymmetry=Asymmetry(
            class_name=ClassName.NEUTRAL,
            severity=0.45,
            pattern="thoracic",
            side=-1,
            curve=13.0,
            rotation=5.0,
            shoulder_tilt=3.5,
            hip_tilt=-1.5,
            trunk_lean=0.0,
            lateral_shift=-1.2,
            head_offset=0.3,
            arm_swing=-0.1,
            step_time=0.01,
        ),
    ),
    camera=Camera("front", 0.1, -11.0, 1.15, 1560.0, 1920, 1080, yaw=-0.9, pitch=5.5),
    scene=Scene(seed=8, furniture=2, brightness=1.0, noise=2.0, blur_px=0.6, beyond_m=2.0),
    seconds=8.4,
    fps=30.0,
)
"""What the sample is made from."""


def write_sample(
    path: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Render the bundled sample again; gives the path of its truth (see `phantoms.write_phantom`)."""
    return write_phantom(path, SAMPLE, progress=progress, cancel=cancel)
