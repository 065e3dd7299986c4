"""The bundled samples: a video of one simulated girl, and the walks of 24 simulated people as numbers.

The girl walks towards the camera, mildly asymmetrical. Make them again with `write_sample` and
`write_walks`; nobody in them is real.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from engine.core.classes import ClassName
from engine.core.files import written_beside
from engine.core.progress import Cancel, Progress, Stage, report
from engine.simulation.body import Person
from engine.simulation.camera import Camera
from engine.simulation.phantoms import PhantomSpec, write_phantom
from engine.simulation.scene import Scene
from engine.simulation.simulated_dataset import simulate
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

WALKERS = 24
WALKERS_SEED = 77
"""No network that is bundled was trained on people of this seed."""
WALKERS_FRAMES = 30


def write_sample(
    path: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Render the bundled sample again; return the path of its truth (see `phantoms.write_phantom`)."""
    return write_phantom(path, SAMPLE, progress=progress, cancel=cancel)


def write_walks(
    path: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Simulate the bundled walks again: 24 people, 8 of each class, 30 frames each.

    Args:
        path: File to write, ``.npz``: silhouettes uint8 [24, 30, 64, 64], keypoints float32
            [24, 30, 17, 3] (to a hundredth of a pixel), classes as names. Read by
            `engine.gait.sample_walks.read`.
        progress: Told the share of people done.
        cancel: Checked between frames.

    Returns:
        ``path``.

    Raises:
        MissingExtraError: The extra `simulation` is not installed.
        OutputError: The file cannot be written.
        CancelledError: ``cancel`` was set; nothing is written.
    """
    walks = []
    for walk in simulate(WALKERS, WALKERS_SEED, frames=WALKERS_FRAMES, cancel=cancel):
        walks.append(walk)
        report(progress, Stage.SIMULATE, len(walks) / WALKERS)
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        silhouettes=np.stack([walk.silhouettes for walk in walks]),
        keypoints=np.stack([walk.keypoints for walk in walks]).round(2),
        classes=np.array([walk.walker.asymmetry.class_name.value for walk in walks]),
    )
    with written_beside(path) as beside:
        beside.write_bytes(packed.getvalue())
    return path
