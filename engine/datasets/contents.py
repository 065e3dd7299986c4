"""What sequences are made of, as hashes: two that are the same bear the same, in whatever form they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def digest_of(array: NDArray[Any]) -> str:
    """Hash an array: its shape, its number type and its numbers in order."""
    digest = hashlib.sha256(f"{array.dtype.str} {array.shape}".encode())
    digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def source_digest(lines: Iterable[str]) -> str:
    """Hash a whole dataset from one line for each sequence; the order does not matter."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def source_line(id: str, class_name: str, silhouettes: str, keypoints: str) -> str:
    """Return the line of a sequence from its id, its class and the hashes of its arrays ("" for none)."""
    return f"{id} {class_name} {silhouettes} {keypoints}"
