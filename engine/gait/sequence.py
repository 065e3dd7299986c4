"""One person's walk as numbers: enough to screen again, train on and audit, and no picture.

`GaitSequence` checks its arrays whenever one is made, so that whoever holds one need not. What a file
is and how strangers' files are read is in `engine.gait.sequence_file`.

Must not know: which networks made the numbers, or what is computed from them.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.files import written_beside
from engine.core.heading import heading
from engine.core.landmarks import COCO, swap_sides
from engine.core.sides import Facing, decide_sides, exchange_sides
from engine.core.text import Text, text
from engine.dots.dot_set import Dots, read_dots
from engine.gait import sequence_file
from engine.gait.arrays import KEYPOINTS

LANDMARKS = "landmarks"
WORLD = "world"
SHOULDER_LINE = "shoulder_line"
CAMERA_GROWTH = "camera_growth"
OUTLINE_POINTS = "outline_points"
OUTLINE_OFFSETS = "outline_offsets"
_FACING, _FACING_FRAMES = "facing", "facing_frames"

_REMEDY = text("Screen the video again to make a new sequence.")


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The recording that a sequence comes from.

    Attributes:
        width: Width of an upright frame, px.
        height: Height of an upright frame, px.
        fps: Real mean frame rate of the recording, frames a second.
        rotation: Clockwise turn that the rotation tag asked for, degrees.
        sha256: Hash of the recording, or "".
        name: File name without folder, or "".
    """

    width: int
    height: int
    fps: float
    rotation: int = 0
    sha256: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse facts that no recording has.

        Raises:
            SequenceError: A size, rate or rotation that cannot be.
        """
        sizes = 0 < self.width <= 100_000 and 0 < self.height <= 100_000
        if not sizes or not (math.isfinite(self.fps) and self.fps >= 0):
            raise SequenceError(
                text(
                    "The sequence claims to come from frames of {width} by {height} px at {fps} a "
                    "second.",
                    width=self.width,
                    height=self.height,
                    fps=self.fps,
                ),
                _REMEDY,
            )


@dataclass(frozen=True, slots=True, eq=False)
class GaitSequence:
    """One person's walk. Axis T counts analysed frames in which the person was followed.

    Attributes:
        silhouettes: uint8 ``[T, 64, 64]``, 0..255; a frame of zeros has no silhouette.
        keypoints: float32 ``[T, 17, 3]``: x px, y px, score; COCO-17, the person's own left.
        seconds: float64 ``[T]``, times in the recording, increasing.
        keypoint_set: Name of the keypoint definition, such as ``blazepose``.
        extras: Further arrays: ``landmarks`` float32 ``[T, 33, 5]`` (px, unfiltered), ``world`` float32
            ``[T, 33, 3]`` (metres), ``outline_points`` float32 ``[M, 2]`` (px) with ``outline_offsets``
            int64 ``[T + 1]``, ``camera_growth`` float64 ``[1]`` (see `camera_growth`), the arrays of
            `dots`, and others that are kept as they are.
        facing: Where the own left lies. Where whoever made the sequence has not decided it (files of
            earlier versions, walks made of numbers), it is decided here, once, and the frames that lie
            the other way round are turned back.

    Raises:
        SequenceError: An array has another shape or type, or holds what is not a finite number.
    """

    silhouettes: NDArray[np.uint8]
    keypoints: NDArray[np.float32]
    seconds: NDArray[np.float64]
    source: SourceFacts
    keypoint_set: str
    extras: Mapping[str, NDArray[np.generic]] = field(default_factory=dict)
    facing: Facing = Facing()  # noqa: RUF009 - frozen

    def __post_init__(self) -> None:
        """Check the arrays, and decide left and right where nobody has."""
        frames = len(self.seconds) if np.ndim(self.seconds) == 1 else 0
        _check("seconds", self.seconds, np.dtype(np.float64), (frames,))
        if frames == 0 or not bool((np.diff(self.seconds) > 0).all()):
            raise SequenceError(text("The times of the sequence do not increase."), _REMEDY)
        _check("silhouettes", self.silhouettes, np.dtype(np.uint8), (frames, 64, 64))
        _check("keypoints", self.keypoints, np.dtype(np.float32), (frames, KEYPOINTS, 3))
        _check_extras(self.extras, frames)
        if self.facing.sign == 0:
            self._assign_sides()
        _check("facing_frames", self.facing.frames, np.dtype(np.bool_), (frames,))
        object.__setattr__(self, "extras", MappingProxyType(dict(self.extras)))

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.seconds)

    @property
    def landmarks(self) -> NDArray[np.float32] | None:
        """The 33 landmarks, float32 ``[T, 33, 5]`` (x px, y px, z px, visibility, presence), if kept."""
        array = self.extras.get(LANDMARKS)
        return None if array is None else array.astype(np.float32, copy=False)

    @property
    def camera_growth(self) -> float:
        """How fast the background grows, natural logarithm a second; 0 where it is not known."""
        array = self.extras.get(CAMERA_GROWTH)
        return 0.0 if array is None or array.shape != (1,) else float(array.astype(np.float64)[0])

    @property
    def dots(self) -> Dots | None:
        """The adhesive dots, or None where nobody said that some were used."""
        return read_dots(self.extras, len(self.seconds))

    def with_dots(self, dots: Dots) -> GaitSequence:
        """Return the same walk with other dots."""
        return replace(self, extras={**self.extras, **dots.arrays()})

    def _assign_sides(self) -> None:
        """Decide left and right, and turn back the frames that lie the other way round."""
        size = self.source.width, self.source.height
        landmarks = self.landmarks
        # What a filter ran over has mixed the sides; landmarks are as the network gave them.
        raw = self.keypoints.copy()
        if landmarks is not None:
            raw[..., :2] = landmarks[:, list(COCO), :2]
        sign = heading(self.keypoints, self.seconds, size, growth=self.camera_growth)
        facing, wrong = decide_sides(raw, sign=sign)
        object.__setattr__(self, "facing", facing)
        if not wrong.any():
            return
        keypoints = self.keypoints.copy()
        keypoints[wrong] = exchange_sides(raw[wrong])
        extras = dict(self.extras)
        for name in {LANDMARKS, WORLD} & set(extras):
            turned = extras[name].astype(np.float32)
            turned[wrong] = swap_sides(turned[wrong])
            extras[name] = turned
        object.__setattr__(self, "keypoints", keypoints)
        object.__setattr__(self, "extras", extras)

    def outline(self, frame: int) -> NDArray[np.float32]:
        """Return the mask's outline in one frame, float32 ``[N, 2]`` px; empty where none was kept."""
        points, offsets = self.extras.get(OUTLINE_POINTS), self.extras.get(OUTLINE_OFFSETS)
        if points is None or offsets is None:
            return np.zeros((0, 2), np.float32)
        first, last = (int(value) for value in offsets.astype(np.int64)[frame : frame + 2])
        return points.astype(np.float32, copy=False)[first:last]

    def save(self, path: Path) -> None:
        """Write ``.gait.npz`` (compressed, beside and renamed).

        Raises:
            OutputError: The file cannot be written.
        """
        content = self.dump()
        with written_beside(path) as beside:
            beside.write_bytes(content)

    def dump(self) -> bytes:
        """Return the content of ``.gait.npz`` (compressed)."""
        words = {
            "source": json.dumps(asdict(self.source), ensure_ascii=True),
            "keypoint_set": self.keypoint_set,
        }
        arrays: dict[str, NDArray[np.generic]] = {
            "silhouettes": self.silhouettes,
            "keypoints": self.keypoints,
            "seconds": self.seconds,
        }
        facing = np.array([self.facing.sign, self.facing.agreement, self.facing.plain], np.float64)
        extras = {**self.extras, _FACING: facing, _FACING_FRAMES: self.facing.frames}
        arrays |= {sequence_file.EXTRA + name: array for name, array in extras.items()}
        return sequence_file.dump(words, arrays)

    @classmethod
    def load(cls, path: Path) -> GaitSequence:
        """Read ``.gait.npz``; safe with files from strangers (no pickle, sizes checked first).

        Raises:
            SequenceError: The file cannot be read, or is not a gait sequence of a known schema.
        """
        return cls._of(sequence_file.read(path), path.name)

    @classmethod
    def parse(cls, content: bytes, name: str) -> GaitSequence:
        """Read the content of a ``.gait.npz`` of this name, as safely as `load`.

        Raises:
            SequenceError: It is not a gait sequence of a known schema.
        """
        return cls._of(sequence_file.parse(io.BytesIO(content), name), name)

    @classmethod
    def _of(cls, content: sequence_file.Content, name: str) -> GaitSequence:
        words, arrays = content
        prefix = sequence_file.EXTRA
        extras = {k.removeprefix(prefix): v for k, v in arrays.items() if k.startswith(prefix)}
        facing = _facing(extras.pop(_FACING, None), extras.pop(_FACING_FRAMES, None))
        return cls(
            silhouettes=arrays["silhouettes"],
            keypoints=arrays["keypoints"],
            seconds=arrays["seconds"],
            source=_source(words["source"], name),
            keypoint_set=words["keypoint_set"],
            extras=extras,
            facing=facing,
        )


def _check(name: str, array: object, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> None:
    if not isinstance(array, np.ndarray) or array.dtype != dtype or array.shape != shape:
        found = f"{getattr(array, 'dtype', type(array).__name__)} {getattr(array, 'shape', '')}"
        raise SequenceError(
            text(
                "“{name}” in the sequence must be {dtype} {shape}; it is {found}.",
                name=name,
                dtype=str(dtype),
                shape=str(shape),
                found=found.strip(),
            ),
            _REMEDY,
        )
    if dtype.kind == "f" and not bool(np.isfinite(array).all()):
        raise SequenceError(
            text("“{name}” in the sequence holds values that are not numbers.", name=name), _REMEDY
        )


def _facing(numbers: NDArray[np.generic] | None, frames: NDArray[np.generic] | None) -> Facing:
    """Read where the own left lies; undecided for files of earlier versions."""
    if numbers is None or frames is None:
        return Facing()
    _check(_FACING, numbers, np.dtype(np.float64), (3,))
    sign, agreement, plain = (float(value) for value in numbers.astype(np.float64))
    if abs(sign) != 1 or not 0 <= agreement <= 1 or frames.dtype != np.bool_:
        raise _refusal(text("The sequence does not say which side is left."))
    return Facing(int(sign), agreement, bool(plain), frames.astype(np.bool_))


def _check_extras(extras: Mapping[str, NDArray[np.generic]], frames: int) -> None:
    if len(extras) > sequence_file.MAX_EXTRAS:
        raise _refusal(text("The sequence has {count} extra arrays.", count=len(extras)))
    for name, array in extras.items():
        if not name.isidentifier() or not isinstance(array, np.ndarray):
            raise _refusal(
                text("The sequence has an extra “{name}” that is not an array.", name=name)
            )
        if array.dtype.kind not in "fiub":
            raise _refusal(
                text("The extra “{name}” of the sequence contains no numbers.", name=name)
            )
        _check(name, array, array.dtype, array.shape)
    read_dots(extras, frames)
    single, whole = np.dtype(np.float32), np.dtype(np.int64)
    if LANDMARKS in extras:
        _check(LANDMARKS, extras[LANDMARKS], single, (frames, 33, 5))
    if WORLD in extras:
        _check(WORLD, extras[WORLD], single, (frames, 33, 3))
    if SHOULDER_LINE in extras:
        _check(SHOULDER_LINE, extras[SHOULDER_LINE], single, (frames, 2, 2))
    if OUTLINE_POINTS in extras or OUTLINE_OFFSETS in extras:
        points = extras.get(OUTLINE_POINTS, np.zeros(0))
        offsets = extras.get(OUTLINE_OFFSETS, np.zeros(0))
        _check(OUTLINE_POINTS, points, single, (len(points), 2))
        _check(OUTLINE_OFFSETS, offsets, whole, (frames + 1,))
        steps = np.diff(offsets.astype(np.int64))
        if offsets[0] != 0 or offsets[-1] != len(points) or bool((steps < 0).any()):
            raise _refusal(text("The outlines of the sequence do not match their frames."))


def _refusal(what: Text) -> SequenceError:
    return SequenceError(what, _REMEDY)


def _source(words: str, name: str) -> SourceFacts:
    kinds = {"width": int, "height": int, "fps": float, "rotation": int, "sha256": str, "name": str}
    try:
        facts = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise sequence_file.refusal(name, text("it does not say where it comes from")) from error
    if not isinstance(facts, dict) or set(facts) != set(kinds):
        raise sequence_file.refusal(name, text("it does not say where it comes from"))
    for key, kind in kinds.items():
        accepted = (int, float) if kind is float else (kind,)
        if isinstance(facts[key], bool) or not isinstance(facts[key], accepted):
            raise sequence_file.refusal(name, text("it does not say where it comes from"))
    return SourceFacts(**facts)
