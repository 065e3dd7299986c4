"""A dataset of simulated walkers in the Scoliosis1K layout, each with its truth.

It exists so that anyone can run training and evaluation without the real data. A network trained on
it knows simulated walkers and nothing else.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.core.files import write_text
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.gait.silhouettes import normalize_silhouette
from engine.simulation.body import build_body
from engine.simulation.camera import Camera, Facing, draw_camera
from engine.simulation.clothing import Outfit, dress
from engine.simulation.extra import require_simulation
from engine.simulation.gait_motion import WalkMotion, animate
from engine.simulation.segmentation import add_faults, add_keypoint_noise, body_mask, draw_faults
from engine.simulation.truth import measurements
from engine.simulation.walkers import Asymmetry, Walker, draw_walker

RATE = 15.0
"""Frames a second, that of Scoliosis1K."""

BALANCED: Mapping[ClassName, float] = dict.fromkeys(ClassName, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedSequence:
    """One simulated recording as numbers.

    Attributes:
        number: Number of the sequence, from 0.
        subject: Name of the person, the same in all recordings of the person.
        walker: Who walks, and how.
        silhouettes: uint8 ``[T, 64, 64]``.
        keypoints: float32 ``[T, 17, 3]``: x px, y px, score.
        truth: What is known, JSON-able.
    """

    number: int
    subject: str
    walker: Walker
    camera: Camera
    silhouettes: NDArray[np.uint8]
    keypoints: NDArray[np.float32]
    truth: Mapping[str, Any]


def class_plan(people: int, seed: int, ratio: Mapping[ClassName, float]) -> tuple[ClassName, ...]:
    """Return the class of each person: shares as in ``ratio``, in random order."""
    names = [name for name in ClassName if ratio.get(name, 0.0) > 0.0]
    shares = np.array([ratio[name] for name in names])
    ends = np.round(np.cumsum(shares / shares.sum()) * people).astype(int)
    plan = np.searchsorted(ends, np.arange(people), side="right")
    np.random.default_rng([seed, 20]).shuffle(plan)
    return tuple(names[index] for index in plan)


def simulate_sequence(
    number: int,
    seed: int,
    class_name: ClassName,
    frames: int,
    *,
    asymmetry: Asymmetry | None = None,
    cancel: Cancel | None = None,
) -> SimulatedSequence:
    """Simulate one recording of one person; same arguments, same sequence.

    Args:
        number: Number of the person.
        seed: Seed of the dataset.
        class_name: Class to draw the person from.
        frames: T, at `RATE`.
        asymmetry: In place of one drawn from the class.
        cancel: Checked between frames.
    """
    rng = np.random.default_rng([seed, number, 21])
    walker = draw_walker(int(rng.integers(2**31)), class_name)
    if asymmetry is not None:
        walker = dataclasses.replace(walker, asymmetry=asymmetry)
    body = build_body(walker.person)
    outfit = dress(body, int(rng.integers(2**31)))
    facing: Facing = "front" if rng.random() < 0.5 else "back"
    seconds = np.arange(frames) / RATE
    walk = animate(body, walker, seconds, on_the_spot=bool(rng.random() < 0.2))
    way = walk.speed * float(seconds[-1])
    camera = draw_camera(rng, facing, body.height_m, way)
    silhouettes = _silhouettes(walk, outfit=outfit, camera=camera, rng=rng, cancel=cancel)
    seen = camera.project(walk.motion.keypoints)[..., :2]
    return SimulatedSequence(
        number=number,
        subject=f"walker{number:05d}",
        walker=walker,
        camera=camera,
        silhouettes=silhouettes,
        keypoints=add_keypoint_noise(seen, rng),
        truth={
            "simulated": True,
            "class": class_name.value,
            "measurements": measurements(walk),
            "walker": dataclasses.asdict(walker),
            "camera": dataclasses.asdict(camera),
        },
    )


def _silhouettes(
    walk: WalkMotion,
    *,
    outfit: Outfit,
    camera: Camera,
    rng: np.random.Generator,
    cancel: Cancel | None,
) -> NDArray[np.uint8]:
    """Draw the silhouettes of a walk with a network's faults, uint8 ``[T, 64, 64]``."""
    faults = draw_faults(rng)
    out = []
    for moment in range(len(walk.seconds)):
        check(cancel)
        mask, points = body_mask(walk, outfit, camera, moment)
        small = normalize_silhouette(add_faults(mask, points, faults, rng))
        out.append(np.zeros((64, 64), np.uint8) if small is None else small)
    return np.stack(out)


def simulate(
    people: int,
    seed: int,
    *,
    frames: int = 45,
    ratio: Mapping[ClassName, float] = BALANCED,
    cancel: Cancel | None = None,
) -> Iterator[SimulatedSequence]:
    """Simulate one recording of each of many people.

    Args:
        people: How many people.
        seed: Same seed, same people.
        frames: Frames of each recording, at `RATE`; 45 are three seconds.
        ratio: Share of each class.
        cancel: Checked between frames.

    Raises:
        MissingExtraError: The extra `simulation` is not installed.
    """
    require_simulation()
    for number, class_name in enumerate(class_plan(people, seed, ratio)):
        yield simulate_sequence(number, seed, class_name, frames, cancel=cancel)


def write_dataset(
    root: Path,
    *,
    people: int = 400,
    seed: int = 0,
    frames: int = 45,
    ratio: Mapping[ClassName, float] = BALANCED,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path:
    """Write a dataset of simulated walkers in the Scoliosis1K layout.

    Beside the sequences stand ``subjects.csv`` (id, subject, sex and age: here one recording a
    person), ``truth/<id>.json`` and ``simulated.json``, which says what this is; the last one is written when
    all the rest is there. Numbers are given in random order: they tell nothing about the class.

    Args:
        root: Folder to write into.
        people: How many people, one recording each.
        seed: Same seed, same dataset.
        frames: Frames of each recording, at `RATE`.
        ratio: Share of each class.
        progress: Told the share of people done.
        cancel: Checked between frames.

    Returns:
        The path of ``subjects.csv``.

    Raises:
        MissingExtraError: The extra `simulation` is not installed.
        OutputError: The folder cannot be written.
        CancelledError: The person cancelled; sequences that were finished stay.
    """
    from engine.datasets.scoliosis1k import write_sequence

    rows, started = io.StringIO(), time.monotonic()
    subjects = csv.writer(rows, lineterminator="\n")
    subjects.writerow(["id", "subject", "sex", "age"])
    for sequence in simulate(people, seed, frames=frames, ratio=ratio, cancel=cancel):
        name = f"{sequence.number:05d}"
        class_name = sequence.walker.asymmetry.class_name
        write_sequence(root, name, class_name, sequence.silhouettes, sequence.keypoints)
        write_text(root / "truth" / f"{name}.json", json.dumps(sequence.truth))
        person = sequence.walker.person
        subjects.writerow([name, sequence.subject, person.sex, f"{person.age:.1f}"])
        count = sequence.number + 1
        left = (time.monotonic() - started) * (people / count - 1)
        report(progress, Stage.SIMULATE, count / people, left, (count, people))
    write_text(root / "subjects.csv", rows.getvalue())
    about = {"simulated": True, "people": people, "seed": seed, "frames": frames, "rate": RATE}
    write_text(root / "simulated.json", json.dumps(about))
    return root / "subjects.csv"
