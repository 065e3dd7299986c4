"""Raw sequences: a folder of masks (PNG) and a folder of poses (JSON as in OUMVLP), a file a frame.

Both are turned into the arrays that the pickles of a prepared dataset hold. A mask in which nobody is
found becomes an empty frame, so that silhouettes and poses keep their numbers. Must not know datasets.
"""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.text import text
from engine.gait.silhouettes import SIZE, normalize_silhouette

MASKS = "*.png"
POSES = "*.json"
MAX_MASK_BYTES = 64 << 20
MAX_POSE_BYTES = 1 << 20
MAX_PIXELS = 64_000_000
"""A mask of a picture of 8K has half as many."""

_NUMBERS = 51
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def frame_files(folder: Path, pattern: str) -> list[Path]:
    """List the files of the frames in the order of the numbers in their names."""
    return sorted(folder.glob(pattern), key=_frame_order)


def _frame_order(path: Path) -> tuple[list[int], str]:
    return [int(digits) for digits in re.findall(r"\d+", path.stem)], path.name


def read_masks(folder: Path) -> NDArray[np.uint8]:
    """Read the masks of a sequence and normalise them.

    Returns:
        uint8 [T, 64, 64]; a frame of zeros where the mask is too small or lies at the edge.

    Raises:
        DatasetError: A file cannot be read or is not a PNG picture.
    """
    frames = np.zeros((len(files := frame_files(folder, MASKS)), SIZE, SIZE), np.uint8)
    for number, file in enumerate(files):
        silhouette = normalize_silhouette(_mask(file))
        if silhouette is not None:
            frames[number] = silhouette
    return frames


def _mask(file: Path) -> NDArray[np.uint8]:
    import cv2

    content = _content(file, MAX_MASK_BYTES)
    # The size stands at a fixed place; it is looked at before anything that large is unpacked.
    if not content.startswith(_SIGNATURE) or len(content) < 33:
        raise _damaged_error(file)
    width, height = struct.unpack(">II", content[16:24])
    if not 0 < width * height <= MAX_PIXELS or not content.endswith(b"IEND\xaeB`\x82"):
        raise _damaged_error(file)
    try:
        mask = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as failure:
        raise _damaged_error(file) from failure
    if mask is None:
        raise _damaged_error(file)
    return np.asarray(mask, np.uint8)


def read_poses(folder: Path) -> NDArray[np.float32]:
    """Read the poses of a sequence.

    Returns:
        float32 [T, 17, 3]: x px, y px, score of the first person; zeros where a frame has nobody.

    Raises:
        DatasetError: A file cannot be read, or does not hold ``people[0].pose_keypoints_2d`` of 51 numbers.
    """
    files = frame_files(folder, POSES)
    return np.stack([_pose(file) for file in files]) if files else np.empty((0, 17, 3), np.float32)


def _pose(file: Path) -> NDArray[np.float32]:
    try:
        content: Any = json.loads(_content(file, MAX_POSE_BYTES))
        people = content["people"]
        if people == []:
            return np.zeros((17, 3), np.float32)
        numbers = np.array(people[0]["pose_keypoints_2d"], np.float32)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, OverflowError) as failure:
        raise _no_pose(file) from failure
    if numbers.shape != (_NUMBERS,) or not bool(np.isfinite(numbers).all()):
        raise _no_pose(file)
    return numbers.reshape(17, 3)


def _content(file: Path, most: int) -> bytes:
    try:
        if file.stat().st_size > most:
            raise _damaged_error(file)
        return file.read_bytes()
    except OSError as failure:
        raise DatasetError(
            text("“{name}” could not be read: {why}.", name=file.name, why=failure.strerror or ""),
            text("Check that the file exists and may be read."),
        ) from failure


def _damaged_error(file: Path) -> DatasetError:
    return DatasetError(
        text("“{name}” is damaged, or is not a PNG mask.", name=file.name),
        text("Copy it again from its source."),
    )


def _no_pose(file: Path) -> DatasetError:
    return DatasetError(
        text("“{name}” contains no pose with 17 keypoints.", name=file.name),
        text("It needs people[0].pose_keypoints_2d with 51 numbers, as in OUMVLP."),
    )
