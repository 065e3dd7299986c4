"""A simulated person who does one thing after the other before a camera: stands, walks, turns, marches, …

The motion of walking is that of `engine.simulation.gait_motion`; here it is played at a pace, along a way
that turns, and mixed with standing. When what is done is known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.simulation import gait_motion
from engine.simulation.camera import Camera
from engine.simulation.gait_motion import WalkMotion
from engine.simulation.makes.catalogue import make_of
from engine.simulation.pose import forwards, left_back, left_down, move
from engine.simulation.rendering import FrameRenderer
from engine.simulation.scene import draw_scene
from engine.simulation.walkers import Asymmetry, Walker, draw_person, draw_walk

RATE = 15.0
"""Frames a second: what the guide looks at of a camera's thirty."""

PACES = {"slow": (84.0, 0.72), "usual": (115.0, 1.0), "fast": (138.0, 1.15)}
"""Steps a minute, and the scale of the hip and knee angles."""

_RAMP = 0.35


@dataclass(frozen=True)
class Act:
    """One thing that is done.

    ``what``: stand, walk, turn (on the spot, by ``degrees``), march, treadmill, crouch, sway, rock, wave.
    """

    what: str
    seconds: float
    degrees: float = 180.0


class _Channels:
    """How much of everything is done at each moment, float64 ``[T]`` each."""

    def __init__(self, acts: tuple[Act, ...]) -> None:
        ends = np.cumsum([act.seconds for act in acts])
        self.seconds = np.arange(round(ends[-1] * RATE)) / RATE
        starts = ends - [act.seconds for act in acts]
        self.spans = [
            (act, float(a), float(b)) for act, a, b in zip(acts, starts, ends, strict=True)
        ]

    def share(self, *kinds: str) -> np.ndarray:
        """How much it is one of these acts: 1 inside, with ramps inside its span; acts in a row join."""
        total = np.zeros_like(self.seconds)
        for index, (act, start, end) in enumerate(self.spans):
            if act.what not in kinds:
                continue
            before = index > 0 and self.spans[index - 1][0].what in kinds
            after = index + 1 < len(self.spans) and self.spans[index + 1][0].what in kinds
            up = np.ones_like(total) if before else np.clip((self.seconds - start) / _RAMP, 0, 1)
            down = np.ones_like(total) if after else np.clip((end - self.seconds) / _RAMP, 0, 1)
            inside = (self.seconds >= start) & (self.seconds < end)
            total += np.where(inside, np.minimum(up, down), 0.0)
        return total * total * (3 - 2 * total)

    def heading(self) -> np.ndarray:
        """Turned so far, degrees."""
        turned = np.zeros_like(self.seconds)
        for act, start, end in self.spans:
            if act.what == "turn":
                turned += act.degrees * np.clip((self.seconds - start) / (end - start), 0, 1)
        return turned


def act(walker: Walker, body, acts: tuple[Act, ...], *, start=(0.0, 0.0), facing=0.0) -> WalkMotion:
    """Put a walker in motion; at heading 0 the way leads to -y, and ``facing`` is the heading at first."""
    channels = _Channels(acts)
    seconds = channels.seconds
    stepping = channels.share("walk", "turn", "march", "treadmill")
    going = channels.share("walk")
    cadence = walker.walk.cadence
    left = walker.walk.phase + np.cumsum(stepping) * cadence / 120.0 / RATE
    right = left + 0.5
    turns, sideways = gait_motion._pose(body, walker, left, right)
    still = replace(walker.walk, stride=0.0, arm_swing=0.0, sway=0.0, pelvis=0.0, thorax=0.0)
    rest = np.zeros_like(left)
    calm, _ = gait_motion._pose(body, replace(walker, walk=still), rest + 0.3, rest + 0.3)
    high = np.where(channels.share("march") > 0, 1.0, 0.0)
    share = stepping * np.where(channels.share("turn") > 0, 0.6, 1.0)
    mixed = {name: _mix(calm[name], turns[name], share) for name in turns}
    _march(mixed, left, right, high * stepping)
    _crouch(mixed, channels.share("crouch"), seconds)
    _wave(mixed, channels.share("wave"), seconds)
    heading = np.radians(facing + channels.heading())
    world = left_back(-np.degrees(heading))
    lean = 4.0 * channels.share("sway") * np.sin(2 * np.pi * 0.5 * seconds)
    nod = 5.0 * channels.share("rock") * np.sin(2 * np.pi * 0.45 * seconds)
    whole = world @ left_down(lean) @ forwards(nod)
    motion = move(body, {name: whole @ turn for name, turn in mixed.items()}, len(seconds))
    speed = gait_motion._one_cycle_speed(body, walker) * going
    way = np.stack([-np.sin(heading), -np.cos(heading)], 1) * (speed / RATE)[:, None]
    side = np.stack([np.cos(heading), -np.sin(heading)], 1) * (sideways * share)[:, None]
    ground = np.array(start) + np.cumsum(way, axis=0) + side
    hip = 0.9 * np.tan(np.radians(lean))
    offsets = np.stack(
        [ground[:, 0] + hip, ground[:, 1], -gait_motion._lowest(motion, len(seconds))], 1
    )
    return WalkMotion(motion.moved(offsets), seconds, left, right, (), float(speed.max()))


def _mix(calm, turn, share):
    calm, turn = (np.broadcast_to(one, (len(share), 3, 3)) for one in (calm, turn))
    weight = share[:, None, None]
    return calm * (1 - weight) + turn * weight


def _march(turns, left, right, share) -> None:
    """Lift the knees on the spot, in turn."""
    for side, phase in (("L", left), ("R", right)):
        lift = 55.0 * share * np.maximum(np.sin(2 * np.pi * phase), 0.0)
        for part, angle in (("upperleg01", lift), ("lowerleg01", lift - 1.9 * lift)):
            for number in ("01", "02"):
                name = f"{part[:-2]}{number}.{side}"
                turns[name] = forwards(angle) @ turns[name]
        turns[f"foot.{side}"] = forwards(-0.3 * lift) @ turns[f"foot.{side}"]


def _crouch(turns, share, seconds) -> None:
    """Go down and up again, every two seconds and a half."""
    depth = share * 0.5 * (1 - np.cos(2 * np.pi * seconds / 2.5))
    for side in "LR":
        for number in ("01", "02"):
            for part, angle in (("upperleg", 65.0 * depth), ("lowerleg", -45.0 * depth)):
                name = f"{part}{number}.{side}"
                turns[name] = forwards(angle) @ turns[name]
    for name in [
        one for one in turns if one.startswith(("spine", "neck", "head", "clavicle", "shoulder"))
    ]:
        turns[name] = forwards(-25.0 * depth) @ turns[name]


def _wave(turns, share, seconds) -> None:
    """Lift both arms and move them."""
    angle = share * (70.0 + 35.0 * np.sin(2 * np.pi * 0.9 * seconds))
    for side, sign in (("L", 1.0), ("R", -1.0)):
        for name in [one for one in turns if "arm0" in one and one.endswith(side)]:
            turns[name] = left_down(-sign * angle) @ turns[name]


@dataclass(frozen=True)
class Role:
    """Somebody in a clip: what is done, where it begins (metres: to the own left, along) and facing where."""

    acts: tuple[Act, ...]
    start: tuple[float, float] = (0.0, 0.0)
    facing: float = 0.0
    pace: str = "usual"


@dataclass(frozen=True)
class Clip:
    """A rendered clip: the first role is the child.

    ``distance``: from the camera to the child at first, metres; ``walks``: whether the child comes or goes.
    """

    name: str
    kind: str
    roles: tuple[Role, ...]
    seed: int
    make: str = "plain"
    distance: float = 7.5
    size: tuple[int, int] = (960, 540)
    walks: bool = True


class Play:
    """A clip ready to be drawn."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        rng = np.random.default_rng([clip.seed, 77])
        width, height = clip.size
        self.camera = Camera(
            "front",
            float(rng.uniform(-0.1, 0.1)),
            -clip.distance,
            float(rng.uniform(0.9, 1.2)),
            0.78 * max(width, height),
            width,
            height,
            pitch=float(rng.uniform(-1.0, 2.0)),
            roll=float(rng.normal(0.0, 0.6)),
        )
        scene = replace(draw_scene(rng), noise=2.0)
        self._renderers: list[FrameRenderer] = []
        self.motions: list[WalkMotion] = []
        for number, role in enumerate(clip.roles):
            own = np.random.default_rng([clip.seed, number, 78])
            person = draw_person(own)
            cadence, stride = PACES[role.pace]
            walk = replace(draw_walk(own, person), cadence=cadence, jitter=0.0)
            walk = replace(walk, stride=stride * walk.stride)
            walker = Walker(person, walk, Asymmetry())
            figure = make_of(clip.make).figure(person, clip.seed + number)
            motion = act(walker, figure.body, role.acts, start=role.start, facing=role.facing)
            self.motions.append(motion)
            self._renderers.append(
                FrameRenderer(motion, figure.outfit, self.camera, scene, style=figure.style)
            )
        self.seconds = self.motions[0].seconds

    def picture(self, moment: int) -> np.ndarray:
        first, *others = self._renderers
        here = [one for one in others if self._is_here(one, moment)]
        return first.frame(moment, here)

    def _is_here(self, renderer: FrameRenderer, moment: int) -> bool:
        motion = self.motions[self._renderers.index(renderer)]
        if moment >= len(motion.seconds) or renderer.distance(moment) < 0.5:
            return False
        x = self.camera.project(motion.motion.keypoints[moment])[:, 0]
        return bool(x.max() > -20 and x.min() < self.camera.width + 20)

    def truth(self) -> tuple[float, float] | None:
        """When the child begins to walk, and when the walk ends or leaves the picture."""
        if not self.clip.walks:
            return None
        spans = _Channels(self.clip.roles[0].acts).spans
        walked = [(start, end) for one, start, end in spans if one.what == "walk"]
        seen = self.camera.project(self.motions[0].motion.keypoints)
        feet = seen[:, 15:17, 1].max(axis=1) + 0.05 * (seen[:, 15, 1] - seen[:, 0, 1])
        out = np.flatnonzero(feet > self.camera.height)
        left = float(self.seconds[out[0]]) if len(out) else np.inf
        return walked[0][0], min(walked[-1][1], left)
