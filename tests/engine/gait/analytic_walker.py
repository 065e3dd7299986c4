"""A walker made of sines, filmed by a pinhole camera: keypoints whose gait and posture are known."""

from dataclasses import dataclass, replace

import numpy as np

from engine.core.keypoints import PAIRS
from engine.gait.sequence import GaitSequence, SourceFacts

WIDTH, HEIGHT, FOCAL = 1280, 720, 1000.0


@dataclass(frozen=True)
class Walker:
    """Degrees and metres; positive as the measurements are."""

    facing: str = "front"
    cadence: float = 117.0
    shoulder_tilt: float = 0.0
    hip_tilt: float = 0.0
    lean: float = 0.0
    shift: float = 0.0
    head: float = 0.0
    swing: float = 0.0
    step: float = 0.0
    speed: float = 1.1
    nearest: float = 2.6
    camera: float = 1.2
    seconds: float = 5.0
    rate: float = 15.0
    phase: float = 0.13
    noise: float = 0.0
    seed: int = 0

    @property
    def stature(self):
        return 1.55


def _curve(points, phase):
    knots = np.array(points, float)
    x = np.concatenate([knots[:, 0] - 1, knots[:, 0], knots[:, 0] + 1])
    y = np.tile(knots[:, 1], 3)
    fine = np.interp(np.linspace(-0.5, 1.5, 800), x, y)
    kernel = np.hanning(25) / np.hanning(25).sum()
    smooth = np.convolve(fine, kernel, "same")
    return np.interp(np.mod(phase, 1.0), np.linspace(-0.5, 1.5, 800), smooth)


# Thigh and knee over a cycle from heel strike, degrees (any textbook: about 30 degrees forwards to 10
# backwards; two flexion waves of 18 and 60 degrees).
THIGH = [(0.0, 23), (0.12, 18), (0.3, 2), (0.5, -11), (0.58, -8), (0.7, 10), (0.85, 25), (0.95, 24)]
KNEE = [(0, 4), (0.13, 18), (0.4, 6), (0.5, 12), (0.6, 36), (0.72, 62), (0.85, 34), (0.95, 4)]


def phases(walker, t):
    left = walker.phase + walker.cadence / 120 * t
    return left, left + 0.5 + walker.step / 200


def strikes(walker):
    """Heel-strike times of left and right."""
    t = np.linspace(0, walker.seconds, 20001)
    result = []
    for phase in phases(walker, t):
        whole = np.arange(np.ceil(phase[0]), phase[-1])
        result.append(np.interp(whole, phase, t))
    return result


def _body(walker, t):
    """World points [T, 17, 3]: x to the own left, y up, z forwards; without way and sway."""
    h = walker.stature
    hips = np.stack([np.zeros_like(t), np.full_like(t, 0.5 * h), np.zeros_like(t)], 1)
    points = np.zeros((len(t), 17, 3))
    sine = lambda angle: np.sin(np.radians(angle))  # noqa: E731
    cosine = lambda angle: np.cos(np.radians(angle))  # noqa: E731
    up = 0.3 * h
    chest = hips + np.array([sine(walker.lean) * up, cosine(walker.lean) * up, 0])
    for side, phase in zip((1, -1), phases(walker, t), strict=True):
        k = 0 if side == 1 else 1
        hip = hips + side * 0.075 * h * np.array(
            [cosine(walker.hip_tilt), -sine(walker.hip_tilt), 0]
        )
        thigh = _curve(THIGH, phase)
        shank = thigh - _curve(KNEE, phase)
        down = lambda angle, size: np.stack([0 * t, -size * cosine(angle), size * sine(angle)], 1)  # noqa: E731
        knee = hip + down(thigh, 0.245 * h)
        ankle = knee + down(shank, 0.245 * h)
        ankle[:, 0] = knee[:, 0] = hip[:, 0] * 0.8
        shoulder = chest + side * 0.115 * h * np.array(
            [cosine(walker.shoulder_tilt), -sine(walker.shoulder_tilt), 0]
        )
        swing = 20 * (1 + side * walker.swing / 100) * -np.cos(2 * np.pi * phase)
        elbow = shoulder + down(swing, 0.17 * h)
        wrist = elbow + down(swing, 0.15 * h)
        for joint, place in (
            (5, shoulder),
            (7, elbow),
            (9, wrist),
            (11, hip),
            (13, knee),
            (15, ankle),
        ):
            points[:, joint + k] = place
        face = hips + np.array([walker.head / 100 * h, 0.43 * h, 0.02])
        points[:, 1 + k] = face + np.array([side * 0.02 * h, 0.005 * h, 0.05])
        points[:, 3 + k] = face + np.array([side * 0.045 * h, 0, 0])
    points[:, 0] = points[:, 3:5].mean(1) + np.array([0, -0.01 * h, 0.07])
    # The feet stand apart from the trunk by the lateral shift.
    offset = points[:, 5:7, 0].mean() - points[:, 15:17, 0].mean() - walker.shift / 100 * h
    points[:, 13:17, 0] += offset
    return points


def truth(walker):
    return {
        "shoulder_tilt": walker.shoulder_tilt,
        "hip_tilt": walker.hip_tilt,
        "trunk_lean": walker.lean,
        "lateral_shift": walker.shift,
        "head_offset": walker.head,
        "arm_swing_asymmetry": walker.swing,
        "step_asymmetry": walker.step,
    }


def keypoints(walker, t):
    world = _body(walker, t)
    way = walker.speed * t
    front = walker.facing == "front"
    start = walker.nearest + (walker.speed * walker.seconds if front else 0)
    depth = (
        (start - way)[:, None] - world[..., 2]
        if front
        else walker.nearest + way[:, None] + world[..., 2]
    )
    x = WIDTH / 2 + FOCAL * (world[..., 0] if front else -world[..., 0]) / depth
    y = HEIGHT / 2 + FOCAL * (walker.camera - world[..., 1]) / depth
    rng = np.random.default_rng(walker.seed)
    size = FOCAL * walker.stature / depth.mean(axis=1)[:, None, None]
    points = np.stack([x, y], -1)
    points = points + walker.noise * size * rng.normal(size=points.shape)
    return np.concatenate([points, np.full((*points.shape[:2], 1), 0.9)], -1).astype(np.float32)


def times(walker):
    return np.arange(round(walker.seconds * walker.rate)) / walker.rate


def as_sequence(points, t):
    source = SourceFacts(WIDTH, HEIGHT, 30.0)
    silhouettes = np.zeros((len(t), 64, 64), np.uint8)
    return GaitSequence(silhouettes, points.astype(np.float32), t, source, "analytic")


def sequence(walker=None, **changes):
    walker = replace(walker or Walker(), **changes)
    t = times(walker)
    return as_sequence(keypoints(walker, t), t)


def mirrored(one):
    """The same walk with left and right exchanged, seen in a mirror."""
    points = one.keypoints.copy()
    for left, right in PAIRS:
        points[:, [left, right]] = points[:, [right, left]]
    points[..., 0] = WIDTH - points[..., 0]
    return as_sequence(points, one.seconds)


_FROM_COCO = {
    0: 0, 1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 4, 9: 1, 10: 2, 11: 5, 12: 6, 13: 7, 14: 8,
    15: 9, 16: 10, 17: 9, 18: 10, 19: 9, 20: 10, 21: 9, 22: 10, 23: 11, 24: 12, 25: 13, 26: 14, 27: 15,
    28: 16, 29: 15, 30: 16, 31: 15, 32: 16,
}  # fmt: skip


def _outline(points, sign):
    """A polygon about the joints of one frame, px."""
    h = np.ptp(points[:, 1]) / 0.86
    at = lambda joint, out, down: points[joint] + h * np.array([out * sign, down])  # noqa: E731
    left = [at(5, 0.01, -0.03), at(5, 0.035, 0.03), at(11, 0.03, -0.1), at(11, 0.055, 0.02)]
    left += [at(13, 0.035, -0.05), at(13, 0.03, 0.02), at(15, 0.02, 0.03), at(15, -0.02, 0.03)]
    left += [at(13, -0.02, 0.0)]
    right = [at(6, -0.01, -0.03), at(6, -0.035, 0.03), at(12, -0.03, -0.1), at(12, -0.055, 0.02)]
    right += [at(14, -0.035, -0.05), at(14, -0.03, 0.02), at(16, -0.02, 0.03), at(16, 0.02, 0.03)]
    right += [at(14, 0.02, 0.0)]
    crotch = points[11:13].mean(0) + h * np.array([0, 0.05])
    top = points[3:5].mean(0) - h * np.array([0, 0.07])
    neck = [points[5:7].mean(0) + h * np.array([d * sign, -0.06]) for d in (0.03, -0.03)]
    return np.array([top, neck[0], *left, crotch, *right[::-1], neck[1]], np.float32)


def with_extras(one, keypoint_set="blazepose"):
    """Add landmarks, world and outlines that follow from the keypoints."""
    points = one.keypoints
    order = [_FROM_COCO[n] for n in range(33)]
    landmarks = np.zeros((len(one), 33, 5), np.float32)
    landmarks[..., :2] = points[:, order, :2]
    landmarks[..., 3:] = 1
    height = np.ptp(points[..., 1], axis=1)[:, None, None] / 1.4
    hips = points[:, 11:13, :2].mean(axis=1, keepdims=True)
    world = np.zeros((len(one), 33, 3), np.float32)
    world[..., :2] = (points[:, order, :2] - hips) / height
    sign = 1 if np.median(points[:, 5, 0] - points[:, 6, 0]) > 0 else -1
    outlines = [_outline(frame[:, :2], sign) for frame in points]
    offsets = np.concatenate([[0], np.cumsum([len(o) for o in outlines])]).astype(np.int64)
    extras = {
        "landmarks": landmarks,
        "world": world,
        "outline_points": np.concatenate(outlines),
        "outline_offsets": offsets,
    }
    return replace(one, keypoint_set=keypoint_set, extras=extras)
