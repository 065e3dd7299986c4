"""Reads pickled numpy arrays from strangers, and nothing else.

A pickle is a program: reading it with the standard loader can run anything. Here the few names that a
pickled array needs are answered by stand-ins of our own that only hold what the file says; every other
name is refused, and numpy sees nothing but a checked shape, a checked number type and bytes. This and
`engine.runtime.checkpoints` are the only modules that know pickles.
"""

from __future__ import annotations

import io
import math
import pickle  # noqa: TID251  # this is the module that makes them safe
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.files import written_beside
from engine.core.text import text

MAX_BYTES = 1 << 30
"""A sequence of 300 silhouettes has 1.2 MB; a gigabyte holds an hour at 60 frames a second."""

_NUMBER = re.compile(r"^[<>|=]?(?:b1|[iu][1248]|f[248])$")
_MAX_AXES = 8


class CodeInPickleError(DatasetError):
    """A pickle that wants more than an array of numbers, and could run code elsewhere; nothing was run."""


class _RefusedError(Exception):
    """The pickle wants something that is no array of numbers."""


class _DtypeStandIn:
    """Takes the place of ``numpy.dtype``: remembers kind, size and byte order."""

    def __init__(self, kind: object, *_flags: object) -> None:
        if not isinstance(kind, str) or not _NUMBER.match(kind):
            raise _RefusedError(f"dtype {kind!r:.40}")
        self.kind = kind

    def __setstate__(self, state: object) -> None:
        order = state[1] if isinstance(state, tuple) and len(state) > 1 else None
        if order not in ("<", ">", "|", "="):
            raise _RefusedError("dtype state")
        self.kind = str(order) + self.kind.lstrip("<>|=")

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.dtype(self.kind)


class _ArrayType:
    """Takes the place of the class ``numpy.ndarray``, which is only ever named."""


class _ArrayStandIn:
    """Takes the place of an array: remembers shape, type, order and bytes."""

    def __init__(self) -> None:
        self.array: NDArray[Any] | None = None

    def __setstate__(self, state: object) -> None:
        if not isinstance(state, tuple) or len(state) != 5:
            raise _RefusedError("array state")
        _, shape, dtype, fortran, content = state
        self.array = _array(content, dtype, shape, "F" if fortran else "C")


def _array(content: object, dtype: object, shape: object, order: object) -> NDArray[Any]:
    """Make an array of numbers from checked parts."""
    if isinstance(content, str):
        # What Python 2 wrote as bytes comes out as text of the same codes.
        content = content.encode("latin-1")
    if not isinstance(content, bytes | bytearray) or not isinstance(dtype, _DtypeStandIn):
        raise _RefusedError("array content")
    if not isinstance(shape, tuple) or len(shape) > _MAX_AXES or order not in ("C", "F"):
        raise _RefusedError("array shape")
    if not all(type(length) is int and length >= 0 for length in shape):
        raise _RefusedError("array shape")
    if math.prod(shape) * dtype.dtype.itemsize != len(content):
        raise _RefusedError("array size")
    return np.frombuffer(bytes(content), dtype=dtype.dtype).reshape(shape, order=order)


def _reconstruct(_kind: object, _shape: object, _code: object) -> _ArrayStandIn:
    return _ArrayStandIn()


def _from_buffer(content: object, dtype: object, shape: object, order: object) -> _ArrayStandIn:
    made = _ArrayStandIn()
    made.array = _array(content, dtype, shape, order)
    return made


def _encode(content: object, encoding: object) -> bytes:
    if not isinstance(content, str) or encoding not in ("latin1", "latin-1"):
        raise _RefusedError("encoding")
    return content.encode("latin-1")


def _no_bytes() -> bytes:
    """Old protocols write empty bytes as a call of ``bytes`` without arguments."""
    return b""


_NAMES: dict[tuple[str, str], Any] = {
    ("numpy", "dtype"): _DtypeStandIn,
    ("numpy", "ndarray"): _ArrayType,
    ("_codecs", "encode"): _encode,
    ("__builtin__", "bytes"): _no_bytes,
    **{(f"numpy.{core}.multiarray", "_reconstruct"): _reconstruct for core in ("core", "_core")},
    **{(f"numpy.{core}.numeric", "_frombuffer"): _from_buffer for core in ("core", "_core")},
}


class _Reader(pickle._Unpickler):
    """The unpickler written in Python: the one in C reserves memory for whatever index a file names."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  # the base class's signature
        if (module, name) not in _NAMES:
            raise _RefusedError(f"{module}.{name}"[:80])
        return _NAMES[module, name]

    def persistent_load(self, _identity: object) -> Any:  # noqa: ANN401  # the base class's signature
        raise _RefusedError("a reference")


def read_array(path: Path) -> NDArray[Any]:
    """Read one pickled array of numbers; nothing in the file is run.

    Returns:
        An array of booleans, integers or floats, read-only.

    Raises:
        CodeInPickleError: The file asks for anything but arrays of numbers.
        DatasetError: The file is missing, too large, damaged, or holds anything but such an array.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else None
    except OSError as failure:
        raise DatasetError(
            text("“{name}” could not be read: {why}.", name=path.name, why=failure.strerror or ""),
            text("Check that the file exists and may be read."),
        ) from failure
    if content is None:
        raise DatasetError(
            text(
                "“{name}” is too large for one sequence: {size} bytes.", name=path.name, size=size
            ),
            text("Choose the correct file."),
        )
    return parse_array(content, path.name)


def parse_array(content: bytes, name: str) -> NDArray[Any]:
    """Read the bytes of a pickle called ``name``; see `read_array`."""
    try:
        found = _Reader(io.BytesIO(content), encoding="latin1").load()
    except _RefusedError as failure:
        raise CodeInPickleError(
            text(
                "“{name}” contains more than an array of numbers ({what}), and reading it could "
                "run a stranger's code. It was refused; nothing in it was run.",
                name=name,
                what=str(failure),
            ),
            text("Ask whoever made it for the arrays alone."),
        ) from failure
    except (
        pickle.UnpicklingError, EOFError, LookupError, TypeError, ValueError, AttributeError,
        OverflowError, RecursionError, MemoryError, ArithmeticError, NotImplementedError,
        # A number that the file ends in.
        struct.error,
    ) as failure:  # fmt: skip
        raise DatasetError(
            text("“{name}” is damaged, or is not a pickled array.", name=name),
            text("Copy it again from its source."),
        ) from failure
    if not isinstance(found, _ArrayStandIn) or found.array is None:
        raise DatasetError(
            text("“{name}” contains no array.", name=name),
            text("Choose the pickle of one sequence."),
        )
    return found.array


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Write one array as a pickle that OpenGait and `read_array` read.

    Raises:
        OutputError: The file cannot be written.
    """
    with written_beside(path) as beside:
        np.ascontiguousarray(array).dump(beside)
