"""Phantoms: rendered videos of simulated walkers, each with the truth about its body beside it.

A phantom measures the whole chain, from the video file to the result, against a body that is known.
``clip.mp4`` has ``clip.truth.json`` (what was drawn and the true measurements) and ``clip.truth.npz``
(``keypoints`` float32 [T, 17, 3], x px, y px, 1; ``world`` float32 [T, 17, 3], metres; ``seconds``
float64 [T]) beside it.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName, Side
from engine.core.files import write_text, written_beside
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.sites import Site
from engine.simulation.body import Body
from engine.simulation.camera import Camera, Facing, Tilt, draw_camera, tilt_camera
from engine.simulation.clothing import Outfit
from engine.simulation.extra import require_simulation
from engine.simulation.film import CLEAN, Film, decode, develop, draw_film, encode
from engine.simulation.filming_conditions import Conditions, any_walker, draw_any_camera, draw_rate
from engine.simulation.gait_motion import WalkMotion, animate
from engine.simulation.makes.catalogue import PLAIN, draw_make, make_of
from engine.simulation.makes.make import Figure
from engine.simulation.raster import draw_mask
from engine.simulation.rendering import FrameRenderer
from engine.simulation.scene import Scene, draw_scene
from engine.simulation.stickers import Stickers, add_prints, dot_paths, dot_truth, place_dots
from engine.simulation.truth import cycle_slices, measurements
from engine.simulation.walkers import Asymmetry, Walker, draw_person, draw_walk

SCHEMA = "scolioapp.phantom/1"


@dataclass(frozen=True, slots=True)
class PhantomSpec:
    """All that a phantom is made from.

    Attributes:
        name: Short name, for the file.
        seed: Seed of clothes and whatever else is drawn while rendering.
        walker: Who walks, and how.
        seconds: Length of the clip.
        fps: Frames a second.
        on_the_spot: Walks as on a treadmill.
        make: Way of making the walker and its pictures, a name of `engine.simulation.makes`.
        stickers: Adhesive dots on the body, or None.
        prints: What is printed on the clothes besides, see `engine.simulation.stickers.add_prints`.
    """

    name: str
    seed: int
    walker: Walker
    camera: Camera
    scene: Scene
    seconds: float = 5.5
    fps: float = 30.0
    on_the_spot: bool = False
    make: str = PLAIN
    film: Film = CLEAN
    stickers: Stickers | None = None
    prints: tuple[str, ...] = ()


class Phantom:
    """A phantom in memory: its frames, masks, keypoints and truth."""

    def __init__(self, spec: PhantomSpec) -> None:
        self.spec = spec
        count = round(spec.seconds * spec.fps)
        self.seconds: NDArray[np.float64] = np.arange(count) / spec.fps

    @cached_property
    def figure(self) -> Figure:
        """Body, clothes and the way they are drawn."""
        return make_of(self.spec.make).figure(self.spec.walker.person, self.spec.seed)

    @property
    def body(self) -> Body:
        """The standing body."""
        return self.figure.body

    @property
    def outfit(self) -> Outfit:
        """Clothes."""
        outfit = self.figure.outfit
        for kind in self.spec.prints:
            outfit = add_prints(outfit, self.body, kind, self.spec.seed)
        return outfit

    @cached_property
    def walk_motion(self) -> WalkMotion:
        """The walk."""
        return animate(self.body, self.spec.walker, self.seconds, on_the_spot=self.spec.on_the_spot)

    @cached_property
    def renderer(self) -> FrameRenderer:
        """The drawer of frames; frames are drawn in order for the same noise each time."""
        spec = self.spec
        style = self.figure.style
        return FrameRenderer(
            self.walk_motion, self.outfit, spec.camera, spec.scene, spec.stickers, style=style
        )

    def picture(self, moment: int) -> NDArray[np.uint8]:
        """Draw one frame as the camera keeps it before compression, RGB uint8 ``[H, W, 3]``."""
        return develop(self.renderer.frame(moment), self.spec.film)

    def raw_pictures(self, cancel: Cancel | None = None) -> Iterator[NDArray[np.uint8]]:
        """Draw all frames in order, not compressed."""
        for moment in range(len(self.seconds)):
            check(cancel)
            yield self.picture(moment)

    def pictures(self, cancel: Cancel | None = None) -> Iterator[NDArray[np.uint8]]:
        """Return all frames in order as the recording keeps them, RGB uint8 ``[H, W, 3]`` each."""
        drawn, film = self.raw_pictures(cancel), self.spec.film
        return decode(encode(drawn, film, self.spec.fps)) if film.compressed else drawn

    @cached_property
    def dots(self) -> dict[Site, NDArray[np.float64]]:
        """The way of each adhesive dot through the room, float64 ``[T, 3]``, metres."""
        spec = self.spec
        if spec.stickers is None:
            return {}
        vertices = place_dots(spec.stickers, self.body, self.outfit, spec.camera.facing)
        return dot_paths(self.walk_motion.motion, self.outfit, vertices)

    def dot_truth(self) -> dict[str, float]:
        """Return the true measurements of the dots; see `engine.simulation.stickers.dot_truth`."""
        cycles = cycle_slices(self.walk_motion, Side.LEFT) or (slice(0, len(self.seconds)),)
        return dot_truth(self.dots, slice(cycles[0].start, cycles[-1].stop), self.body.height_m)

    def keypoints(self) -> NDArray[np.float32]:
        """Return the true COCO-17 keypoints in the picture, float32 ``[T, 17, 3]``: x px, y px, 1."""
        points = self.spec.camera.project(self.walk_motion.motion.keypoints)
        points[..., 2] = 1.0
        return np.asarray(points, np.float32)

    def mask(self, moment: int) -> NDArray[np.uint8]:
        """Return the true mask of a frame, uint8 ``[H, W]``, 0 or 255."""
        vertices = self.walk_motion.motion.vertices(moment, self.outfit.vertices)
        return draw_mask(vertices, self.body.faces, self.spec.camera)

    def truth(self) -> dict[str, Any]:
        """Return all that is known about the phantom, as JSON-able data."""
        walker, spec = self.spec.walker, self.spec
        heights = self._heights_px()
        return {
            "schema": SCHEMA,
            "simulated": True,
            "name": spec.name,
            "seed": spec.seed,
            "class": walker.asymmetry.class_name.value,
            "severity": walker.asymmetry.severity,
            "pattern": walker.asymmetry.pattern,
            "facing": spec.camera.facing,
            "make": spec.make,
            "clothes": self.figure.clothes,
            "measurements": measurements(self.walk_motion),
            "dots": self.dot_truth(),
            "cycles": len(cycle_slices(self.walk_motion, Side.LEFT)),
            "cadence": walker.walk.cadence,
            "speed_m_s": self.walk_motion.speed,
            "heel_strikes": [
                {"side": strike.side.value, "seconds": strike.seconds}
                for strike in self.walk_motion.heel_strikes
            ],
            "height_px": {"smallest": float(heights.min()), "largest": float(heights.max())},
            "spec": dataclasses.asdict(spec),
        }

    def _heights_px(self) -> NDArray[np.float64]:
        """Return about how tall the person is in each frame, px."""
        middle = self.walk_motion.motion.keypoints[:, 11:13].mean(axis=1)
        ends = np.stack([middle, middle], axis=1)
        ends[:, 0, 2], ends[:, 1, 2] = 0.0, self.body.height_m
        seen = self.spec.camera.project(ends)
        return np.asarray(np.linalg.norm(seen[:, 0, :2] - seen[:, 1, :2], axis=-1), np.float64)


def write_phantom(
    path: Path, spec: PhantomSpec, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Render a phantom into a video file and write its truth beside it.

    Args:
        path: Video file to write, such as ``clip.mp4``.
        spec: What the phantom is made from.
        progress: Told the share of frames drawn.
        cancel: Checked between frames.

    Returns:
        The path of the truth, ``clip.truth.json``; ``clip.truth.npz`` lies beside it.

    Raises:
        MissingExtraError: The extra `simulation` is not installed.
        OutputError: The folder cannot be written.
        CancelledError: The person cancelled; nothing is left behind.
    """
    from engine.video import VideoWriter

    require_simulation()
    check(cancel)
    phantom = Phantom(spec)
    count, started = len(phantom.seconds), time.monotonic()
    with VideoWriter(path, spec.camera.width, spec.camera.height, spec.fps) as writer:
        for moment, picture in enumerate(phantom.pictures(cancel)):
            check(cancel)
            writer.write(picture)
            done = (moment + 1) / count
            report(progress, Stage.SIMULATE, done, (time.monotonic() - started) * (1 / done - 1))
    _mark(path, spec.name)
    with written_beside(path.with_suffix(".truth.npz")) as beside:
        np.savez_compressed(
            beside,
            keypoints=phantom.keypoints(),
            world=phantom.walk_motion.motion.keypoints.astype(np.float32),
            seconds=phantom.seconds,
        )
    truth = path.with_suffix(".truth.json")
    write_text(truth, json.dumps(phantom.truth(), indent=1))
    return truth


def _mark(path: Path, name: str) -> None:
    """Say in a video's own metadata that nothing in it is real; the pictures are copied as they are."""
    import av

    with (
        written_beside(path) as beside,
        av.open(str(path)) as source,
        av.open(str(beside), mode="w", format="mp4") as copy,
    ):
        copy.metadata["title"] = f"Simulated walker {name}"
        copy.metadata["comment"] = "Computer-generated by ScolioApp; no real person is shown."
        stream = copy.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)


def read_truth(path: Path) -> dict[str, Any]:
    """Read the truth JSON of a phantom (give the path of the JSON or of the video)."""
    file = path if path.name.endswith(".truth.json") else path.with_suffix(".truth.json")
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def _clinical_asymmetry(rng: np.random.Generator) -> Asymmetry:
    """Draw tilts, lean and shift evenly over the clinical range, independent of each other."""
    lean = float(rng.uniform(-6.0, 6.0))
    # The pelvis stays within 2.5 % of body height of the feet's middle: nobody stands further off.
    shift = float(np.clip(0.52 * lean + rng.uniform(-2.5, 2.5), -5.0, 5.0))
    tilt, hips = float(rng.uniform(-8.0, 8.0)), float(rng.uniform(-8.0, 8.0))
    severity = float(np.clip((abs(tilt) + abs(hips) + abs(lean)) / 18.0, 0.0, 1.0))
    limits = ((0.3, ClassName.NEGATIVE), (0.6, ClassName.NEUTRAL), (1.01, ClassName.POSITIVE))
    return Asymmetry(
        class_name=next(name for limit, name in limits if severity < limit),
        severity=severity,
        pattern=("thoracic", "lumbar", "double")[int(rng.integers(3))],
        side=1 if rng.random() < 0.5 else -1,
        curve=float(rng.uniform(0.0, 25.0)),
        # Turned shoulders seen from above or below look tilted: half a degree for 8 degrees.
        rotation=float(rng.uniform(0.0, 4.0)),
        shoulder_tilt=tilt,
        hip_tilt=hips,
        trunk_lean=lean,
        lateral_shift=shift,
        head_offset=float(rng.uniform(-1.5, 1.5)),
        arm_swing=float(rng.uniform(-0.35, 0.35)),
        step_time=float(rng.uniform(-0.05, 0.05)),
    )


_RATES = (30.0, 30.0, 25.0, 60.0)


def draw_phantom(
    number: int,
    seed: int,
    tilt: Tilt = Tilt(),  # noqa: B008 - frozen
    *,
    make: str = PLAIN,
    conditions: Conditions = "usual",
) -> PhantomSpec:
    """Draw the phantom of a number; front and back take turns, and so do makes where all are asked for.

    Args:
        number: From 0.
        seed: Same seed, number, make and conditions: same phantom.
        tilt: How far its camera may be from level and from straight before the walker; people, rooms and
            ways of walking are the same whatever it is. Not used under any conditions.
        make: A make of `engine.simulation.makes`, or ``all``.
        conditions: ``usual`` or ``any``.
    """
    rng = np.random.default_rng([seed, number, 3])
    person = draw_person(rng)
    walk = draw_walk(rng, person)
    facing: Facing = "front" if number % 2 == 0 else "back"
    seconds, on_the_spot = float(rng.uniform(5.0, 6.0)), bool(rng.random() < 0.15)
    # About the speed of this stride; the exact one is known only to the body.
    way = 0.0 if on_the_spot else 0.75 * person.height_m * walk.cadence / 120.0 * seconds
    camera = draw_camera(rng, facing, person.height_m, way)
    if on_the_spot:
        camera = replace(camera, y_m=camera.y_m * float(rng.uniform(1.0, 2.2)))
    make = draw_make(make, number)
    name = f"{'phantom' if make == PLAIN else make}_{seed}_{number:03d}"
    if not tilt.none:
        turned = np.random.default_rng([seed, number, 5])
        camera = tilt_camera(camera, tilt, turned, (person.height_m, way))
        name += f"_r{tilt.roll:g}_p{tilt.pitch:g}_t{tilt.turn:g}"
    spec = PhantomSpec(
        name=name,
        seed=int(rng.integers(2**31)),
        walker=Walker(person, walk, _clinical_asymmetry(rng)),
        camera=camera,
        scene=draw_scene(rng),
        seconds=round(seconds, 2),
        fps=_RATES[int(rng.integers(len(_RATES)))],
        on_the_spot=on_the_spot,
        make=make,
    )
    return spec if conditions == "usual" else under_any_conditions(spec, seed, number)


def under_any_conditions(
    spec: PhantomSpec, seed: int, number: int, *, seconds: float = 0.0
) -> PhantomSpec:
    """Return the same walker under drawn conditions (see `engine.simulation.filming_conditions`).

    Args:
        spec: The usual phantom.
        seed: Seed of the conditions.
        number: Number of the phantom.
        seconds: Length of the clip, or 0 to keep it.
    """
    rng = np.random.default_rng([seed, number, 4])
    person, walk = spec.walker.person, spec.walker.walk
    length = seconds or spec.seconds
    way = 0.0 if spec.on_the_spot else 0.78 * person.height_m * walk.cadence / 120.0 * length
    camera = draw_any_camera(rng, spec.camera.facing, person.height_m, way)
    return replace(
        spec,
        name=f"any_{spec.name}",
        walker=any_walker(rng, spec.walker),
        camera=camera,
        film=draw_film(rng, camera.width, camera.height),
        fps=draw_rate(rng),
        seconds=length,
    )


SHORT_SECONDS, SHORT_RATE = 3.3, 15.0
"""Length and frames a second of the short walks that measurements are fitted on."""

_USUAL_OF = 6


def short_walk(
    number: int, seed: int, *, make: str = PLAIN, conditions: Conditions = "usual"
) -> PhantomSpec:
    """Draw a short walk for fitting, as `draw_phantom`; of those under any conditions every sixth is usual.

    Only the frames are drawn that the program would look at: 15 a second or a whole share of the rate.
    """
    spec = draw_phantom(number, seed, make=make)
    if conditions == "usual" or number // 2 % _USUAL_OF == 0:
        return replace(spec, fps=SHORT_RATE, seconds=SHORT_SECONDS)
    spec = under_any_conditions(spec, seed, number, seconds=SHORT_SECONDS)
    return replace(spec, fps=spec.fps / float(np.ceil(spec.fps / SHORT_RATE)))


def phantom_specs(
    count: int,
    seed: int,
    tilt: Tilt = Tilt(),  # noqa: B008 - frozen
    *,
    make: str = PLAIN,
    conditions: Conditions = "usual",
) -> tuple[PhantomSpec, ...]:
    """Draw phantoms that cover front and back, 10 to 18 years, about 2 to 8 m and the clinical range.

    Args:
        count: How many.
        seed: Same seed, same phantoms; a longer list begins with the shorter one.
        tilt: See `draw_phantom`.
        make: A make of `engine.simulation.makes`, or ``all`` in turn.
        conditions: ``usual`` or ``any``.
    """
    return tuple(
        draw_phantom(number, seed, tilt, make=make, conditions=conditions)
        for number in range(count)
    )
