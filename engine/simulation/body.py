"""The body of a simulated person: a triangle mesh with bones, standing, in metres.

The shape comes from the parametric body model of the `anny` package (code Apache-2.0, NAVER; body
assets CC0, MakeHuman). Only its shape is used: posing and skinning are in `posing`, so that neither
warp nor a GPU is needed. `anny` keeps what it builds (about a minute, once) in its own cache folder.

World axes everywhere in this package: x to the person's own left, y backwards, z up, metres; the
person looks and walks towards -y; the floor is z = 0.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.simulation.extra import require_simulation

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Sex = Literal["female", "male"]

AGE_YEARS = (8.0, 11.0, 16.0, 18.0, 25.0)
"""Ages of the knots of anny's own mapping from years to its age parameter."""
AGE_PARAMETER = (0.33, 0.415, 0.67, 0.77, 0.776)

# Where each of the 17 COCO keypoints is fixed: it moves with one bone, so that a keypoint is a joint
# centre and not a patch of skin that slides with the limb.
_KEYPOINT_BONES = (
    *("head", "head", "head", "head", "head"),
    *("clavicle.L", "clavicle.R", "upperarm02.L", "upperarm02.R", "lowerarm02.L", "lowerarm02.R"),
    *("root", "root", "lowerleg01.L", "lowerleg01.R", "lowerleg02.L", "lowerleg02.R"),
)

TORSO, UPPER_ARM, FOREARM, HAND, THIGH, SHANK, FOOT, HEAD, EYE = range(9)
"""Parts of the surface, by the bone that holds each vertex."""

GARMENT = 10
"""Parts from here on are extra garments: the part less this is their row of the palette."""

_PART_PREFIXES = (
    ("upperarm", UPPER_ARM),
    ("lowerarm", FOREARM),
    ("wrist", HAND),
    ("finger", HAND),
    ("metacarpal", HAND),
    ("upperleg", THIGH),
    ("lowerleg", SHANK),
    ("foot", FOOT),
    ("toe", FOOT),
    ("head", HEAD),
    ("neck02", HEAD),
    ("neck03", HEAD),
    ("eye", EYE),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is simulated.

    Attributes:
        sex: ``female`` or ``male``.
        age: Years, 8 to 25.
        muscle: 0 (slight) to 1.
        weight: 0 (thin) to 1 (heavy).
        proportions: 0 (unusual) to 1 (ideal), anny's parameter.
    """

    sex: Sex
    age: float
    height_m: float
    muscle: float = 0.5
    weight: float = 0.5
    proportions: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A standing body. V vertices, F triangles, B bones, K keypoints.

    Attributes:
        height_m: Standing height, metres.
        vertices: float32 ``[V, 3]``, metres.
        faces: int32 ``[F, 3]``, counter-clockwise seen from outside.
        weights: Share of each bone, float32 ``[V, 9]``, summing to 1.
        weight_bones: The bones of ``weights``, int32 ``[V, 9]``.
        bones: Names of the bones, a parent before its children.
        parents: Index of each parent, -1 for the root.
        heads: Joint at which a bone begins, float32 ``[B, 3]``.
        keypoints: COCO-17, float32 ``[17, 3]``.
        keypoint_bones: Bone that carries each keypoint, int32 ``[17]``.
        parts: Part of the surface of each vertex, uint8 ``[V]``.
    """

    height_m: float
    vertices: Floats
    faces: Ints
    weights: Floats
    weight_bones: Ints
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Floats
    keypoints: Floats
    keypoint_bones: Ints
    parts: NDArray[np.uint8]

    def bone(self, name: str) -> int:
        """Return the index of a bone."""
        return self.bones.index(name)

    def head(self, name: str) -> NDArray[np.float64]:
        """Return the joint at which a bone begins, float64 ``[3]``."""
        return np.asarray(self.heads[self.bone(name)], np.float64)


@lru_cache(maxsize=1)
def _anny() -> tuple[Any, Any]:
    """Load the model and its keypoint regressor, once for the process."""
    require_simulation()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import anny
        import torch

        # Dual-quaternion skinning is named only because it is the one choice that loads no warp
        # (which prints and keeps a kernel cache): skinning is ours.
        model = anny.Anny(skinning_method="dqs").to(dtype=torch.float32)
        return model, anny.KeypointsRegressor.coco(model, labels=None)


def part_of_bone(name: str) -> int:
    """Return the part of the surface that a bone holds."""
    for prefix, part in _PART_PREFIXES:
        if name.startswith(prefix):
            return part
    return TORSO


@lru_cache(maxsize=1)
def _template() -> dict[str, Any]:
    """What all bodies share: triangles, weights, bones, parts."""
    model, regressor = _anny()
    weights = model.vertex_bone_weights.numpy().astype(np.float32)
    bones = model.vertex_bone_indices.numpy().astype(np.int32)
    names = tuple(model.bone_labels)
    dominant = np.take_along_axis(bones, weights.argmax(axis=1)[:, None], axis=1)[:, 0]
    part_of = np.array([part_of_bone(name) for name in names], np.uint8)
    return {
        "faces": np.ascontiguousarray(model.faces.numpy().astype(np.int32)),
        "weights": np.ascontiguousarray(weights / weights.sum(axis=1, keepdims=True)),
        "weight_bones": np.ascontiguousarray(bones),
        "bones": names,
        "parents": tuple(int(parent) for parent in model.bone_parents),
        "keypoint_bones": np.array([names.index(bone) for bone in _KEYPOINT_BONES], np.int32),
        "parts": part_of[dominant],
        "keypoint_weights": regressor.regression_weights.numpy()[:17].astype(np.float32),
    }


def _standing(person: Person) -> tuple[Floats, Floats]:
    """Return vertices and bone heads of the person's shape, in anny's own size."""
    import torch

    model, _ = _anny()
    labels = {
        "gender": 1.0 if person.sex == "female" else 0.0,
        "age": float(np.interp(person.age, AGE_YEARS, AGE_PARAMETER)),
        "muscle": person.muscle,
        "weight": person.weight,
        "height": 0.45,
        "proportions": person.proportions,
    }
    with torch.inference_mode():
        # anny's own forward would skin the body too (0.7 s without warp), which is not wanted here;
        # the version of anny is pinned for this one private call.
        coefficients = model._get_phenotype_blendshape_coefficients(
            torch.tensor([[labels[name] for name in model.phenotype_labels]]),
            torch.zeros(1, len(model.local_change_labels)),
            torch.zeros(1, len(model.facial_action_labels)),
        )
        vertices = model.get_rest_vertices(coefficients)[0]
        heads = model.template_bone_heads + torch.einsum(
            "k,kbi->bi", coefficients[0], model.bone_heads_blendshapes
        )
    return vertices.numpy(), heads.numpy()


def build_body(person: Person) -> Body:
    """Build the standing body of a person (the first one of a process takes seconds).

    Raises:
        MissingExtraError: The extra `simulation` is not installed.
    """
    shape = dict(_template())
    vertices, heads = _standing(person)
    low, high = vertices[:, 2].min(), vertices[:, 2].max()
    scale = person.height_m / float(high - low)
    origin = np.array([0.0, heads[0, 1], low], np.float32)
    vertices = np.ascontiguousarray((vertices - origin) * scale, dtype=np.float32)
    keypoint_weights = shape.pop("keypoint_weights")
    return Body(
        height_m=person.height_m,
        vertices=vertices,
        heads=((heads - origin) * scale).astype(np.float32),
        keypoints=keypoint_weights @ vertices,
        **shape,
    )
