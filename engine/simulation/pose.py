"""A walking body: where every bone, keypoint and vertex is at each moment.

Rotations are about the world axes of a standing body (see `body`), given for each bone as a whole, not
relative to its parent: what is not named moves with its parent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.simulation.body import Body

Doubles = NDArray[np.float64]
DOWN = np.array([0.0, 0.0, -1.0])


def _about(axis: int, degrees: Doubles | float) -> Doubles:
    """Return right-handed turns about a world axis, float64 ``[..., 3, 3]``."""
    angle = np.radians(np.asarray(degrees, np.float64))
    first, second = ((1, 2), (2, 0), (0, 1))[axis]
    turn = np.zeros((*angle.shape, 3, 3))
    turn[..., axis, axis] = 1.0
    turn[..., first, first] = turn[..., second, second] = np.cos(angle)
    turn[..., first, second] = -np.sin(angle)
    turn[..., second, first] = np.sin(angle)
    return turn


def forwards(degrees: Doubles | float) -> Doubles:
    """Turn that swings what hangs down to the front (and leans what stands up to the back)."""
    return _about(0, -np.asarray(degrees, np.float64))


def left_down(degrees: Doubles | float) -> Doubles:
    """Turn in the frontal plane that lowers the person's left and leans what stands up to the left."""
    return _about(1, degrees)


def left_back(degrees: Doubles | float) -> Doubles:
    """Turn about the vertical that brings the person's left backwards."""
    return _about(2, degrees)


def aligning(source: Doubles, target: Doubles) -> Doubles:
    """Return the smallest turn that brings one direction to another, float64 ``[3, 3]``."""
    source = source / np.linalg.norm(source)
    target = target / np.linalg.norm(target)
    cross = np.cross(source, target)
    skew = np.array(
        [[0.0, -cross[2], cross[1]], [cross[2], 0.0, -cross[0]], [-cross[1], cross[0], 0.0]]
    )
    return np.asarray(np.eye(3) + skew + skew @ skew / (1.0 + float(source @ target)), np.float64)


def part_of(turn: Doubles, share: float) -> Doubles:
    """Return a share of a single turn, float64 ``[3, 3]``."""
    from scipy.spatial.transform import Rotation

    vector = Rotation.from_matrix(turn).as_rotvec()
    return np.asarray(Rotation.from_rotvec(share * vector).as_matrix(), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A body in motion over T moments.

    Attributes:
        affine: Where each bone takes standing points, float32 ``[T, B, 3, 4]``.
        keypoints: COCO-17 in the world, float64 ``[T, 17, 3]``, metres.
    """

    body: Body
    affine: NDArray[np.float32]
    keypoints: Doubles

    def vertices(
        self, moment: int, standing: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """Return the skinned vertices at one moment, float32 ``[V, 3]``.

        Args:
            moment: Index on axis T.
            standing: Another standing surface of the same body (clothes), or None for the skin.
        """
        from engine.simulation import kernels

        points = self.body.vertices if standing is None else standing
        out = np.empty_like(points)
        kernels.skin(points, self.body.weights, self.body.weight_bones, self.affine[moment], out)
        return out

    def moved(self, offsets: Doubles) -> Motion:
        """Return the same motion, displaced by ``offsets [T, 3]`` metres."""
        affine = self.affine.copy()
        affine[:, :, :, 3] += offsets[:, None, :].astype(np.float32)
        return Motion(self.body, affine, self.keypoints + offsets[:, None, :])


def move(body: Body, linear: Mapping[str, Doubles], moments: int) -> Motion:
    """Chain the bones: the root stays where it stands, each named bone has its own turn.

    Args:
        body: The standing body.
        linear: Turn (and stretch) of each named bone, float64 ``[T, 3, 3]`` or ``[3, 3]``.
        moments: T.
    """
    count = len(body.bones)
    turns = np.empty((moments, count, 3, 3))
    joints = np.empty((moments, count, 3))
    heads = body.heads.astype(np.float64)
    for bone, (name, parent) in enumerate(zip(body.bones, body.parents, strict=True)):
        if parent < 0:
            joints[:, bone] = heads[bone]
            turns[:, bone] = linear.get(name, np.eye(3))
            continue
        arm = heads[bone] - heads[parent]
        joints[:, bone] = joints[:, parent] + turns[:, parent] @ arm
        turns[:, bone] = linear.get(name, turns[:, parent])
    shift = joints - np.einsum("tbij,bj->tbi", turns, heads)
    affine = np.concatenate([turns, shift[..., None]], axis=-1)
    carrying = affine[:, body.keypoint_bones]
    standing = body.keypoints.astype(np.float64)
    keypoints = np.einsum("tkij,kj->tki", carrying[..., :3], standing) + carrying[..., 3]
    return Motion(body, np.ascontiguousarray(affine, dtype=np.float32), keypoints)
