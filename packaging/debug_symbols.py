"""Take what only a debugger reads out of the compiled files of a build, as distributions do.

Usage: python packaging/debug_symbols.py FOLDER                 (Linux)

That is debugging information and the names of what no other file asks for: all that is loaded into memory
stays as its maker built it, which is compared byte for byte. A file of which that is not so is left alone.
"""
# ruff: noqa: T201 - a tool of the build says what it did

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_ELF = b"\x7fELF"
_LEAST = 100_000
"""Bytes that a file must lose to be touched."""
_WAYS = ("--strip-unneeded", "--strip-debug")
"""What objcopy is told, the most first: of some files it moves more than it may."""

_SECTION = re.compile(
    r"^\s*\[\s*\d+\] (?P<name>\S+)\s+(?P<kind>\S+)\s+(?P<address>[0-9a-f]+) (?P<offset>[0-9a-f]+) "
    r"(?P<size>[0-9a-f]+) [0-9a-f]+ +(?P<flags>[A-Za-z]*) "
)


def _listed(path: Path, what: str) -> list[str]:
    asked = subprocess.run(
        ["readelf", f"-{what}W", str(path)], check=True, capture_output=True, text=True
    )
    return asked.stdout.splitlines()


def loaded(path: Path) -> dict[tuple[str, ...], bytes]:
    """Return every section that is loaded into memory, by name, kind, address and size, with its bytes."""
    content = path.read_bytes()
    found: dict[tuple[str, ...], bytes] = {}
    for line in _listed(path, "S"):
        match = _SECTION.match(line)
        if match is not None and "A" in match["flags"]:
            start, size = int(match["offset"], 16), int(match["size"], 16)
            own = b"" if match["kind"] == "NOBITS" else content[start : start + size]
            found[match["name"], match["kind"], match["address"], match["size"]] = own
    return found


def can_be_mapped(path: Path) -> bool:
    """Tell whether each segment lies in the file where a loader can map it."""
    for line in _listed(path, "l"):
        words = line.split()
        if words[:1] == ["LOAD"]:
            offset, address, step = (int(words[place], 16) for place in (1, 2, -1))
            if (offset - address) % step:
                return False
    return True


def compiled(folder: Path) -> Iterator[Path]:
    """Return the compiled files of a folder, each once."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                if stream.read(4) == _ELF:
                    yield path


def strip(path: Path) -> int:
    """Take what only a debugger reads out of one file, and return how many bytes that saved."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    os.close(descriptor)
    beside = Path(name)
    try:
        for way in _WAYS:
            subprocess.run(["objcopy", way, str(path), name], check=True)
            saved = path.stat().st_size - beside.stat().st_size
            if saved >= _LEAST and can_be_mapped(beside) and loaded(path) == loaded(beside):
                beside.chmod(path.stat().st_mode)
                beside.replace(path)
                return saved
        return 0
    finally:
        beside.unlink(missing_ok=True)


def main() -> None:
    """Do so for a build, and say what it saved."""
    saved = [strip(path) for path in compiled(Path(sys.argv[1]))]
    files = sum(1 for each in saved if each)
    print(f"what debuggers read of {files} files, {sum(saved) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
