"""Looks into an ``.onnx`` file before ONNX Runtime does: what it may not bring.

A file may name other files to read its numbers from (``external_data``), call operators that a library
of its maker's must provide, or bring functions of its own. A network that is one checked file does
none of that. Only the fields that matter are walked (ONNX is a protobuf message); numbers are skipped.
Must not know what networks compute, nor need the package ``onnx``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from engine.core.errors import ModelError
from engine.core.text import Text, text

DOMAINS: Final = frozenset({"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
"""Operators of the standard, and those that every ONNX Runtime brings (quantised networks use them)."""

MOST_FIELDS: Final = 2_000_000
DEEPEST: Final = 16

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5

# Message -> field -> message in it (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
_INNER: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "model": {7: "graph"},
        "graph": {1: "node", 5: "tensor", 15: "sparse"},
        "node": {5: "attribute"},
        "attribute": {
            5: "tensor",
            6: "graph",
            10: "tensor",
            11: "graph",
            22: "sparse",
            23: "sparse",
        },
        "sparse": {1: "tensor", 2: "tensor"},
        "tensor": {},
    }
)
_FORBIDDEN: Mapping[tuple[str, int], Text] = MappingProxyType(
    {
        ("tensor", 13): text("it reads numbers from another file"),
        ("tensor", 14): text("it reads numbers from another file"),
        ("model", 20): text("it contains training steps"),
        ("model", 25): text("it defines functions of its own"),
    }
)
_LOOPS: Mapping[tuple[str, int], Text] = MappingProxyType(
    {
        ("attribute", 6): text("it contains loops or branches"),
        ("attribute", 11): text("it contains loops or branches"),
    }
)
_DOMAIN_OF_NODE = 7


class _BrokenError(Exception):
    """The bytes are no protobuf message, or one of absurd size."""


def check_self_contained(content: bytes, *, name: str, loops: bool = True) -> None:
    """Refuse a network that needs more than itself.

    Args:
        content: Content of an ``.onnx`` file.
        name: Its name, for the sentence.
        loops: Whether loops and branches are let through; a loop need not end.

    Raises:
        ModelError: It is not an ONNX file, names other files, calls operators that ONNX Runtime does
            not bring itself, or brings functions or training steps.
    """
    try:
        walk = _Walk(name, _FORBIDDEN if loops else {**_FORBIDDEN, **_LOOPS})
        walk.look_at(memoryview(content), "model", 0)
    except _BrokenError as failure:
        raise ModelError(
            text("“{name}” is not an ONNX file.", name=name),
            text("Copy or install the file again, or choose another model folder."),
        ) from failure


class _Walk:
    """Looks at all fields of a message and of those in it, and counts them."""

    def __init__(self, name: str, forbidden: Mapping[tuple[str, int], Text]) -> None:
        self._name = name
        self._forbidden = forbidden
        self._left = MOST_FIELDS

    def look_at(self, message: memoryview, kind: str, depth: int) -> None:
        """Walk a message of a kind."""
        if depth > DEEPEST:
            raise _BrokenError
        for number, value in _fields(message):
            self._left -= 1
            if self._left < 0:
                raise _BrokenError
            why = self._forbidden.get((kind, number))
            if why is not None and value != 0:
                raise _refusal(self._name, why)
            if (kind, number) == ("node", _DOMAIN_OF_NODE):
                _check_domain(value, self._name)
            inner = _INNER[kind].get(number)
            if inner is not None:
                if isinstance(value, int):
                    raise _BrokenError
                self.look_at(value, inner, depth + 1)


def _check_domain(value: memoryview | int, name: str) -> None:
    if isinstance(value, int):
        raise _BrokenError
    domain = bytes(value).decode("utf-8", errors="replace")
    if domain not in DOMAINS:
        raise _refusal(name, text("it calls operators of “{domain}”", domain=domain[:40]))


def _refusal(name: str, why: Text) -> ModelError:
    return ModelError(
        text("The network “{name}” was refused: {why}.", name=name, why=str(why)),
        text("Ask whoever made it for a file that contains the whole network."),
    )


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    """Return number and value of each field; a number for what is not bytes."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, place = _varint(message, place)
            yield number, value
            continue
        size = {_FIXED64: 8, _FIXED32: 4}.get(wire)
        if size is None:
            if wire != _LENGTH:
                raise _BrokenError
            size, place = _varint(message, place)
        if place + size > len(message):
            raise _BrokenError
        yield number, message[place : place + size] if wire == _LENGTH else 1
        place += size


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """Read a number of variable length; return it and the place behind it."""
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(message):
            raise _BrokenError
        byte = message[place]
        value |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:
            return value, place
    raise _BrokenError
