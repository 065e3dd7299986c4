"""The keys of a training configuration as fields of a form, read off its schema.

One `Leaf` for each key that holds a value, with the words, the type, the limits and the default that the
schema gives it; so the form never knows more or less than `scolioapp train`. Imports pydantic's models:
imported late.
Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from engine.runs.training_config import TrainConfig

Kind = Literal["text", "path", "choice", "switch", "whole", "number", "list", "weights"]
"""What a field is edited by. ``list``: several values in one line; ``weights``: names or several numbers."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a number may be.

    Attributes:
        low: Smallest value, or None.
        high: Largest value, or None.
        open_low: Whether ``low`` itself is not allowed.
        open_high: Whether ``high`` itself is not allowed.
    """

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One key.

    Attributes:
        key: Its dotted name, such as ``optimiser.rate``.
        title: What it is called, in English.
        help: What it does, in English.
        optional: Whether it may be None.
        limits: Limits of the number, or of each of several.
        choices: What a ``choice`` may be, in the order of the schema.
        count: How many values a ``list`` has, or None for any number.
        whole: Whether the values of a ``list`` are whole numbers; names where None.
        default: Its value where a configuration does not give it, as in YAML.
        required: Whether a configuration has to give it.
    """

    key: str
    kind: Kind
    title: str = ""
    help: str = ""
    optional: bool = False
    limits: Limits = Limits()
    choices: tuple[str | int, ...] = ()
    count: int | None = None
    whole: bool | None = None
    default: Any = None
    required: bool = False


def leaves(model: type[BaseModel] = TrainConfig, before: str = "") -> Iterator[Leaf]:
    """Return all keys of a model that hold a value, those of nested models included, in its order.

    Raises:
        TypeError: A key has a type that no editor is known for.
    """
    for name, field in model.model_fields.items():
        key = f"{before}{name}"
        inner = _model_of(field.annotation)
        if inner is not None:
            yield from leaves(inner, f"{key}.")
        else:
            yield _leaf(key, field)


def _model_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type may be anything
    for part in _parts(annotation)[0]:
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _parts(annotation: Any) -> tuple[tuple[Any, ...], bool]:  # noqa: ANN401 - as above
    """Return the alternatives of a type without None, and whether None is one."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        found = typing.get_args(annotation)
        return tuple(one for one in found if one is not type(None)), type(None) in found
    return (annotation,), False


def _leaf(key: str, field: FieldInfo) -> Leaf:
    parts, optional = _parts(field.annotation)
    required = field.is_required()
    default = None if required else plain(field.get_default(call_default_factory=True))
    if default is PydanticUndefined:
        default = None
    shape = _weights(parts) or _shape(parts[0], field.metadata)
    if shape is None:
        raise TypeError(f"{key}: {field.annotation}")
    return Leaf(
        key=key,
        title=field.title or "",
        help=field.description or "",
        optional=optional,
        default=default,
        required=required,
        **shape,
    )


def _weights(parts: tuple[Any, ...]) -> dict[str, Any] | None:
    """Recognise names or several numbers: a union of a choice and a list."""
    shapes = [_shape(*_stripped(part)) for part in parts]
    kinds = [shape["kind"] for shape in shapes if shape is not None]
    if kinds != ["choice", "list"] or shapes[0] is None or shapes[1] is None:
        return None
    return {**shapes[1], "kind": "weights", "choices": shapes[0]["choices"]}


def _stripped(annotation: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401 - a type may be anything
    """Take ``Annotated`` off a type."""
    if typing.get_origin(annotation) is Annotated:
        first, *rest = typing.get_args(annotation)
        return first, rest
    return annotation, []


def _shape(annotation: Any, metadata: list[Any]) -> dict[str, Any] | None:  # noqa: ANN401 - as above
    """Return what a plain type is edited by; None where that is not known."""
    simple: Mapping[Any, Kind] = {str: "text", Path: "path", bool: "switch"}
    if annotation in simple:
        return {"kind": simple[annotation]}
    if annotation in (int, float):
        kind = "whole" if annotation is int else "number"
        return {"kind": kind, "limits": _limits(metadata)}
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return {"kind": "choice", "choices": arguments}
    if origin is tuple:
        return _list(arguments)
    return None


def _list(arguments: tuple[Any, ...]) -> dict[str, Any] | None:
    item, metadata = _stripped(arguments[0])
    count = None if arguments[-1] is Ellipsis else len(arguments)
    if isinstance(item, type) and issubclass(item, enum.Enum):
        return {"kind": "list", "count": count, "choices": tuple(str(one) for one in item)}
    if item not in (int, float):
        return None
    return {"kind": "list", "count": count, "whole": item is int, "limits": _limits(metadata)}


def _limits(metadata: list[Any]) -> Limits:
    """Read limits off the annotations of a field, or of what it was annotated with before."""
    found: dict[str, float] = {}
    for one in metadata:
        inner = one.metadata if isinstance(one, FieldInfo) else [one]
        for each in inner:
            for name in ("ge", "gt", "le", "lt"):
                value = getattr(each, name, None)
                if value is not None:
                    found[name] = value
    return Limits(
        low=found.get("ge", found.get("gt")),
        high=found.get("le", found.get("lt")),
        open_low="gt" in found,
        open_high="lt" in found,
    )


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a key holds
    """Return a value as YAML holds it."""
    if isinstance(value, enum.Enum | Path):
        return str(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


MADE = frozenset({"network.members", "folds.number"})
"""Keys that the program fills in: an ensemble is made of finished models, a fold numbered by its run."""

LEAVES: Mapping[str, Leaf] = types.MappingProxyType(
    {leaf.key: leaf for leaf in leaves() if leaf.key not in MADE}
)
"""All keys that a person gives, in the order of the schema."""


def flat(nested: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return the values of a configuration by dotted key; of a part that is None, none."""
    found: dict[str, Any] = {}
    for name, value in nested.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{before}{name}."))
        elif f"{before}{name}" in LEAVES:
            found[f"{before}{name}"] = value
    return found


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a configuration from values by dotted key."""
    whole: dict[str, Any] = {}
    for key, value in values.items():
        *parents, name = key.split(".")
        inner = whole
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[name] = value
    return whole
