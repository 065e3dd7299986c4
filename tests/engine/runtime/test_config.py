"""Strict YAML: what is wrong is named, with the nearest known key."""

import pytest
from pydantic import BaseModel, ConfigDict

from engine.core.errors import ConfigError, ModelError
from engine.runtime.strict_config import parse_yaml, read_yaml


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    momentum: float = 0.9


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    sizes: tuple[int, ...] = ()
    inner: Inner = Inner()


def test_reads_lists_as_tuples():
    assert parse_yaml(b"name: a\nsizes: [1, 2]", "a.yaml", Outer).sizes == (1, 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name: a\nsize: [1]", "unknown key “size”.*“sizes”"),
        ("name: a\ninner: {momentun: 1.0}", "“inner.momentun”.*“momentum”"),
        ("name: a\nzzz: 1", "unknown key “zzz”.*Known keys"),
        ("nam: a", "unknown key “nam”.*“name”"),
        ("sizes: [1]", "is missing the key “name”"),
        ("name: 3", "wrong value for “name”: 3"),
        ("name: a\nsizes: ['1']", "wrong value for “sizes.0”"),
        ("name: [", "not a YAML file"),
        ("name: !!python/object/apply:os.system [ls]", "not a YAML file"),
        ("- 1", "wrong value"),
    ],
)
def test_says_what_is_wrong(content, says):
    with pytest.raises(ConfigError, match=says):
        parse_yaml(content.encode(), "a.yaml", Outer)


def test_files(tmp_path):
    with pytest.raises(ConfigError, match="could not be read"):
        read_yaml(tmp_path / "none.yaml", Outer)
    (tmp_path / "large.yaml").write_bytes(b" " * (2 << 20))
    with pytest.raises(ModelError, match="too large"):
        read_yaml(tmp_path / "large.yaml", Outer, error=ModelError)


def laughs() -> bytes:
    """A few lines that would become ten thousand million words."""
    lines = ["a0: &a0 [ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (laughs(), "aliases are not read here"),
        (b"name: &a [*a]", "aliases are not read here"),
        (b"name: " + b"9" * 500_000, "a number has 500000 digits"),
        (b"name: 1" + b":1" * 300_000, "a number has 600001 digits"),
        (b"[" * 100_000, "not a YAML file"),
        (b"name: !!python/name:os.system x", "not a YAML file"),
    ],
    ids=["laughs", "itself", "digits", "base sixty", "nested", "object"],
)
def test_bombs(content, says):
    with pytest.raises(ConfigError, match=says):
        parse_yaml(content, "a.yaml", Outer)
