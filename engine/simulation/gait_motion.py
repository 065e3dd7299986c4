"""Puts a walker in motion: joint angles and asymmetry become bones, keypoints and heel strikes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.result import HeelStrike
from engine.simulation import gait_curves as curves
from engine.simulation.body import FOOT, SHANK, THIGH, TORSO, Body
from engine.simulation.pose import (
    DOWN,
    Doubles,
    Motion,
    aligning,
    forwards,
    left_back,
    left_down,
    move,
    part_of,
)
from engine.simulation.walkers import Asymmetry, Walk, Walker

_SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")

# Tilt of the five spine bones, lowest first, in a lateral curve convex to the left, in units of the
# largest angle between two of them; the offsets along the spine add up to about zero.
_CURVE_TILT = {
    "none": (0.0, 0.0, 0.0, 0.0, 0.0),
    "thoracic": (-0.19, 0.0, 0.60, 0.26, -0.40),
    "lumbar": (0.56, -0.19, -0.44, -0.12, 0.14),
    "double": (-0.45, -0.23, 0.55, 0.40, -0.27),
}
# Axial rotation of the same bones, in units of that at the apex (convex side backwards).
_CURVE_ROTATION = {
    "none": (0.0, 0.0, 0.0, 0.0, 0.0),
    "thoracic": (0.0, 0.2, 0.8, 1.0, 0.5),
    "lumbar": (0.5, 1.0, 0.6, 0.1, 0.0),
    "double": (-0.4, -0.6, 0.2, 1.0, 0.5),
}
# How far the thorax' motion has been taken over from the pelvis at each spine bone.
_SPINE_SHARE = (0.15, 0.35, 0.6, 0.85, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class WalkMotion:
    """A walker in motion on the floor z = 0, walking towards -y (or on the spot).

    Attributes:
        seconds: float64 ``[T]``.
        left_phase: Phase of the left foot, cycles since a heel strike, float64 ``[T]``, increasing.
        heel_strikes: Of both feet, in order of time, inside the clip.
        speed: Metres a second over ground.
    """

    motion: Motion
    seconds: Doubles
    left_phase: Doubles
    right_phase: Doubles
    heel_strikes: tuple[HeelStrike, ...]
    speed: float


def phases(walk: Walk, asymmetry: Asymmetry, seconds: Doubles) -> tuple[Doubles, Doubles]:
    """Return the phases of the left and the right foot at each time, cycles."""
    rng = np.random.default_rng(walk.jitter_seed)
    phase = walk.phase + walk.cadence / 120.0 * seconds
    for rate in (0.23, 0.41, 0.67):
        size, start = rng.uniform(0.3, 1.0) * walk.jitter, rng.uniform(0.0, 2.0 * np.pi)
        phase = phase + size * np.sin(2.0 * np.pi * rate * seconds + start)
    # Left step: right heel strike to left heel strike; longer when the right strikes earlier.
    return phase, phase + 0.5 + 0.5 * asymmetry.step_time


def heel_strikes(left: Doubles, right: Doubles, seconds: Doubles) -> tuple[HeelStrike, ...]:
    """Return the times at which a phase passes a whole number."""
    strikes = []
    for side, phase in ((Side.LEFT, left), (Side.RIGHT, right)):
        whole = np.arange(np.ceil(phase[0]), np.floor(phase[-1]) + 1.0)
        strikes += [
            HeelStrike(side=side, seconds=float(np.interp(n, phase, seconds))) for n in whole
        ]
    return tuple(sorted(strikes, key=lambda strike: strike.seconds))


def _leg(
    body: Body, walk: Walk, side: str, phase: Doubles, lean: Doubles, yaw: Doubles, stretch: float
) -> dict[str, Doubles]:
    """Turns of one leg. ``lean``: the whole leg in the frontal plane, degrees ``[T]``."""
    sign = 1.0 if side == "L" else -1.0
    hip, knee = body.head(f"upperleg01.{side}"), body.head(f"lowerleg01.{side}")
    ankle = body.head(f"foot.{side}")
    length = float(np.linalg.norm(knee - hip) + np.linalg.norm(ankle - knee))
    inward = (abs(hip[0]) - walk.step_width / 2.0) / length
    line = np.array([-sign * inward, 0.0, -1.0])
    line /= np.linalg.norm(line)
    longer = np.eye(3) + stretch * np.outer(line, line)
    hip_angle = 1.12 * walk.stride * curves.from_knots(curves.HIP_FLEXION, phase)
    knee_angle = curves.from_knots(curves.KNEE_FLEXION, phase)
    knee_angle = walk.stride * knee_angle
    frame = left_back(yaw) @ left_down(lean)
    thigh = frame @ forwards(hip_angle)
    shank = frame @ forwards(hip_angle - knee_angle)
    pitch = curves.from_knots(curves.FOOT_PITCH, phase)
    out = left_back(sign * walk.toe_out + 0.5 * yaw)
    foot = out @ forwards(pitch)
    toes = out @ forwards(pitch + curves.from_knots(curves.TOE_EXTENSION, phase))
    turns = {
        f"upperleg01.{side}": thigh @ longer @ aligning(knee - hip, line),
        f"lowerleg01.{side}": shank @ longer @ aligning(ankle - knee, line),
        f"foot.{side}": foot,
    }
    turns[f"upperleg02.{side}"] = turns[f"upperleg01.{side}"]
    turns[f"lowerleg02.{side}"] = turns[f"lowerleg01.{side}"]
    return turns | {f"toe{number}-1.{side}": toes for number in range(1, 6)}


def _abduction(body: Body, walk: Walk, asymmetry: Asymmetry, side: str) -> float:
    """Return the angle at which an arm hangs off the trunk so that the hand clears the hip, degrees."""
    sign = 1.0 if side == "L" else -1.0
    shoulder, wrist = body.head(f"upperarm01.{side}"), body.head(f"wrist.{side}")
    elbow = body.head(f"lowerarm01.{side}")
    length = float(np.linalg.norm(elbow - shoulder) + np.linalg.norm(wrist - elbow))
    trunk = float(shoulder[2]) - float(body.keypoints[11, 2])
    inwards = -sign * trunk * np.sin(np.radians(asymmetry.trunk_lean))
    hips = np.isin(body.parts, (TORSO, THIGH)) & (
        body.vertices[:, 2] < body.keypoints[11, 2] + 0.05
    )
    needed = float(np.abs(body.vertices[hips, 0]).max()) + 0.035 * body.height_m / 1.6
    needed += float(inwards) - abs(float(shoulder[0]))
    return max(walk.arm_abduction, float(np.degrees(np.arcsin(np.clip(needed / length, 0.0, 0.4)))))


def _arm(
    body: Body, walker: Walker, side: str, phase: Doubles, yaw: Doubles, thorax: Doubles
) -> dict[str, Doubles]:
    """Turns of one arm, hanging plumb; ``phase`` is that of the leg of the same side."""
    sign = 1.0 if side == "L" else -1.0
    walk = walker.walk
    swing = walk.arm_swing * (1.0 + sign * walker.asymmetry.arm_swing)
    abduction = _abduction(body, walk, walker.asymmetry, side)
    shoulder, elbow = body.head(f"upperarm01.{side}"), body.head(f"lowerarm01.{side}")
    wrist = body.head(f"wrist.{side}")
    flexion = curves.from_fourier(curves.SHOULDER_FLEXION, phase)
    mean = curves.SHOULDER_FLEXION[0][0]
    flexion = mean + swing * (flexion - mean)
    bend = curves.from_fourier(curves.ELBOW_FLEXION, phase)
    bend = curves.ELBOW_FLEXION[0][0] + swing * (bend - curves.ELBOW_FLEXION[0][0])
    abducted = left_down(-sign * abduction)
    # The forearm turns in a little: the hand swings in front of the thigh, not beside it.
    inward = left_back(-sign * 14.0)
    hang_upper = aligning(elbow - shoulder, DOWN)
    hang_fore = left_back(sign * 25.0) @ aligning(wrist - elbow, DOWN)
    frame = left_back(0.7 * yaw) @ abducted @ forwards(flexion)
    upper = frame @ hang_upper
    fore = frame @ left_down(sign * 0.4 * abduction) @ inward @ forwards(bend) @ hang_fore
    return {
        f"shoulder01.{side}": thorax @ part_of(hang_upper, 0.35),
        f"upperarm01.{side}": upper,
        f"upperarm02.{side}": upper,
        f"lowerarm01.{side}": fore,
        f"lowerarm02.{side}": fore,
        f"wrist.{side}": fore,
    }


def _trunk(
    walk: Walk, asymmetry: Asymmetry, left: Doubles, pelvis_yaw: Doubles, pelvis_drop: Doubles
) -> dict[str, Doubles]:
    """Turns of the five spine bones, clavicles, neck and head."""
    thorax_yaw = -walk.thorax * curves.from_fourier(curves.THORAX_ROTATION, left)
    tilts = asymmetry.side * asymmetry.curve * np.array(_CURVE_TILT[asymmetry.pattern])
    rotations = asymmetry.side * asymmetry.rotation * np.array(_CURVE_ROTATION[asymmetry.pattern])
    tilts = tilts + asymmetry.trunk_lean
    # What the shoulders' tilt asks beyond the thorax' own is shared by upper thorax and clavicles.
    missing = asymmetry.shoulder_tilt - tilts[4]
    tilts[4] += asymmetry.thorax_share * missing
    turns = {}
    for bone, name in enumerate(_SPINE):
        share = _SPINE_SHARE[bone]
        yaw = (1.0 - share) * pelvis_yaw + share * thorax_yaw + rotations[bone]
        drop = (1.0 - share) * 0.6 * pelvis_drop + tilts[bone]
        lean = walk.forward_lean * min(1.0, 2.0 * share)
        turns[name] = left_back(yaw) @ left_down(drop) @ forwards(-lean)
    girdle = left_back(thorax_yaw + rotations[4]) @ left_down(
        np.full_like(left, tilts[4] + 1.17 * (1.0 - asymmetry.thorax_share) * missing)
    )
    girdle = girdle @ forwards(-walk.forward_lean)
    head_tilt = 0.25 * tilts[4]
    turns["head"] = left_back(0.25 * thorax_yaw) @ left_down(head_tilt) @ forwards(-walk.head_pitch)
    turns["neck01"] = turns["spine01"]
    return turns | {"clavicle.L": girdle, "clavicle.R": girdle}


def _head_way(body: Body, asymmetry: Asymmetry) -> float:
    """Return the tilt of the neck that moves the head sideways by the asked share of height, degrees."""
    reach = float(body.head("head")[2] - body.head("neck01")[2]) + 0.04 * body.height_m
    way = asymmetry.head_offset / 100.0 * body.height_m
    return float(np.degrees(np.arcsin(np.clip(way / reach, -0.5, 0.5))))


def _pose(
    body: Body, walker: Walker, left: Doubles, right: Doubles
) -> tuple[dict[str, Doubles], Doubles]:
    """Return the turns of all bones and the sideways way of the pelvis, metres ``[T]``."""
    walk, asymmetry = walker.walk, walker.asymmetry
    yaw = -walk.pelvis * curves.from_fourier(curves.PELVIC_ROTATION, left)
    drop = -walk.pelvis * curves.from_fourier(curves.PELVIC_OBLIQUITY, left)
    drop = drop - drop.mean()
    tilt = curves.from_fourier(curves.PELVIC_TILT, left)
    sway = walk.sway * curves.from_fourier(curves.LATERAL_SWAY, left)
    leg = float(body.head("upperleg01.L")[2] - body.head("foot.L")[2])
    trunk = float(body.keypoints[5:7, 2].mean() - body.keypoints[11:13, 2].mean())
    off_feet = asymmetry.lateral_shift / 100.0 * body.height_m
    off_feet -= trunk * np.sin(np.radians(asymmetry.trunk_lean))
    sideways = sway + off_feet
    legs_lean = np.degrees(np.arcsin(sideways / leg))
    hips = float(body.keypoints[11, 0] - body.keypoints[12, 0])
    shorter = hips * np.tan(np.radians(asymmetry.hip_tilt)) / leg
    pelvis = left_back(yaw) @ left_down(drop + asymmetry.hip_tilt) @ forwards(-tilt)
    trunk_turns = _trunk(walk, asymmetry, left, yaw, drop)
    neck = left_down(_head_way(body, asymmetry))
    trunk_turns["neck01"] = trunk_turns["spine01"] @ neck
    thorax_yaw = -walk.thorax * curves.from_fourier(curves.THORAX_ROTATION, left)
    turns = {"root": pelvis, **trunk_turns}
    for side, phase, sign in (("L", left, 1.0), ("R", right, -1.0)):
        stretch = -sign * shorter / 2.0
        turns |= _leg(body, walk, side, phase, legs_lean, 0.35 * yaw, stretch)
        turns |= _arm(body, walker, side, phase, thorax_yaw, trunk_turns["spine01"])
    return turns, sideways


def _lowest(motion: Motion, moments: int) -> Doubles:
    """Return the height of the lowest vertex of the feet at each moment, float64 ``[T]``."""
    body = motion.body
    soles = np.flatnonzero((body.parts == FOOT) | (body.parts == SHANK))
    soles = soles[body.vertices[soles, 2] < 0.09 * body.height_m]
    points = body.vertices[soles].astype(np.float32)
    weights, bones = body.weights[soles], body.weight_bones[soles]
    low = np.empty(moments)
    for moment in range(moments):
        affine = motion.affine[moment, :, 2][bones]
        height = np.einsum("vbj,vj->vb", affine[..., :3], points) + affine[..., 3]
        low[moment] = float((weights * height).sum(axis=1).min())
    return low


def _one_cycle_speed(body: Body, walker: Walker) -> float:
    """Return the speed over ground, metres a second: the way of a foot from its strike to the other's."""
    cycle = 120.0 / walker.walk.cadence
    phase = np.array([0.0, 0.5])
    turns, _ = _pose(body, walker, phase, phase + 0.5)
    ankle = move(body, turns, 2).keypoints[:, 15, 1]
    return float(ankle[1] - ankle[0]) / (0.5 * cycle)


def animate(
    body: Body, walker: Walker, seconds: NDArray[np.float64], *, on_the_spot: bool = False
) -> WalkMotion:
    """Put a walker in motion at given times.

    Args:
        body: The walker's standing body.
        walker: Who walks and how.
        seconds: Times, float64 ``[T]``, increasing.
        on_the_spot: Walk as on a treadmill.

    Returns:
        The walk, its first frame at y = 0; the lowest vertex of the feet touches z = 0 at all times.
    """
    left, right = phases(walker.walk, walker.asymmetry, seconds)
    turns, sideways = _pose(body, walker, left, right)
    motion = move(body, turns, len(seconds))
    speed = 0.0 if on_the_spot else _one_cycle_speed(body, walker)
    offsets = np.stack(
        [sideways, -speed * (seconds - seconds[0]), -_lowest(motion, len(seconds))], 1
    )
    return WalkMotion(
        motion=motion.moved(offsets),
        seconds=seconds,
        left_phase=left,
        right_phase=right,
        heel_strikes=heel_strikes(left, right, seconds),
        speed=speed,
    )
