"""Reads YAML files into strict models: an unknown key or a wrong value is an error that says which.

Must not know what the files are for.
"""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from engine.core.errors import ConfigError, ScolioError
from engine.core.text import Text, text

MAX_BYTES = 1 << 20
"""No configuration or card that a person wrote is larger."""

LONGEST_NUMBER = 64

Model = TypeVar("Model", bound=BaseModel)


class _Loader(yaml.SafeLoader):
    """Reads plain YAML: an alias could make gigabytes of a few lines, and a card needs none."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read here")
        return super().compose_node(parent, index)


def _number(loader: _Loader, node: yaml.ScalarNode) -> int | float:
    # A number of a million digits takes minutes to read.
    if len(node.value) > LONGEST_NUMBER:
        raise yaml.YAMLError(f"a number has {len(node.value)} digits")
    if node.tag.endswith("int"):
        return int(loader.construct_yaml_int(node))
    return float(loader.construct_yaml_float(node))


for _tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
    _Loader.add_constructor(_tag, _number)


def load_yaml(content: bytes) -> Any:  # noqa: ANN401  # YAML holds anything
    """Read YAML into plain Python: no tags, no aliases, no endless numbers.

    Raises:
        yaml.YAMLError: It is no YAML, or has an alias or a number of absurd length.
        ValueError: A value cannot be read.
        RecursionError: It is nested absurdly.
    """
    return yaml.load(content, Loader=_Loader)  # a safe loader, narrowed


def read_yaml(path: Path, model: type[Model], *, error: type[ScolioError] = ConfigError) -> Model:
    """Read a YAML file into ``model``, strictly: no unknown key, no silent conversion.

    Raises:
        ScolioError: Of the family ``error``: the file is missing, is not YAML, has an unknown key
            (the nearest known one is named) or a wrong value.
    """
    return parse_yaml(read_content(path, error=error), path.name, model, error=error)


def read_content(path: Path, *, error: type[ScolioError] = ConfigError) -> bytes:
    """Read the bytes of a YAML file, unless they are far too many.

    Raises:
        ScolioError: Of the family ``error``: the file is missing or has more than `MAX_BYTES`.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else None
    except OSError as failure:
        raise error(
            text("“{name}” could not be read: {why}.", name=path.name, why=failure.strerror or ""),
            text("Check that the file exists and may be read."),
        ) from failure
    if content is None:
        raise error(
            text("“{name}” is too large for such a file: {size} bytes.", name=path.name, size=size),
            text("Choose the correct file."),
        )
    return content


def parse_yaml(
    content: bytes, name: str, model: type[Model], *, error: type[ScolioError] = ConfigError
) -> Model:
    """Read the bytes of a YAML file called ``name``; see `read_yaml`."""
    try:
        # YAML -> JSON -> model: in JSON mode "strict" still takes lists for tuples and strings for enums.
        as_json = json.dumps(load_yaml(content))
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError, RecursionError) as failure:
        raise error(
            text("“{name}” is not a YAML file: {why}.", name=name, why=_first_line(failure)),
            text("Correct the line, or restore the file."),
        ) from failure
    try:
        return model.model_validate_json(as_json, strict=True)
    except ValidationError as failure:
        what, remedy = _sentences(name, model, failure)
        raise error(what, remedy) from failure


def _first_line(failure: Exception) -> str:
    return str(failure).strip().replace("\n", " ")[:200] or type(failure).__name__


def _sentences(name: str, model: type[BaseModel], failure: ValidationError) -> tuple[Text, Text]:
    """Say the first thing that is wrong, and what to do."""
    # Unknown keys come first: a misspelt key is also reported as a missing one.
    problems = sorted(failure.errors(), key=lambda one: one["type"] != "extra_forbidden")
    problem = problems[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = sorted(_keys(model))
        nearest = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1, cutoff=0.5)
        what = text("“{name}” has the unknown key “{key}”.", name=name, key=key)
        if nearest:
            return what, text("Did you mean “{nearest}”?", nearest=nearest[0])
        return what, text("Known keys: {known}.", known=tuple(known))
    if problem["type"] == "missing":
        return (
            text("“{name}” is missing the key “{key}”.", name=name, key=key),
            text("Add it."),
        )
    return (
        text(
            "“{name}” has a wrong value for “{key}”: {value}.",
            name=name,
            key=key,
            value=repr(problem.get("input"))[:80],
        ),
        text("Expected: {need}.", need=problem["msg"]),
    )


def _keys(model: type[BaseModel]) -> set[str]:
    """Return the names of all fields, those of nested models too."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        for inner in _models_in(field.annotation):
            found |= _keys(inner)
    return found


def _models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401  # a type may be anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
