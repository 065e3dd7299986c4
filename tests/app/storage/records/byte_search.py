"""Looks for planted words and for pictures in the bytes of files, as somebody who stole the disk would."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
PICTURES = {
    "JPEG": b"\xff\xd8\xff\xe0",
    "JPEG with EXIF": b"\xff\xd8\xff\xe1",
    "JFIF": b"JFIF\x00",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "EBML (Matroska, WebM)": b"\x1aE\xdf\xa3",
    "MP4": b"ftypisom",
    "MP4 (iso2)": b"ftypmp42",
    "AVI": b"AVI LIST",
    "NumPy": b"\x93NUMPY",
    "ZIP with arrays": b".npyPK",
    "SQLite": b"SQLite format 3\x00",
}
"""Beginnings of files that hold pictures, keypoints or rows; a ZIP alone may be a backup, see `ZIPS`."""

ZIPS = b"PK\x03\x04"
ZIP_OF_AGE = b"key.age"
"""A backup is a ZIP that says only that it holds two files of the age format."""

_LEAST = 5
"""Bytes of a word that is not met by chance in encrypted files of some megabytes; `forms` drops others."""


def forms(words: Iterable[str]) -> dict[bytes, str]:
    """Return how words may lie in a file: each coding, plain and as base64 at each of its three places."""
    found: dict[bytes, str] = {}
    for word in words:
        for coding in CODINGS:
            plain = word.encode(coding)
            found.setdefault(plain, f"“{word}” as {coding}")
            for shift in range(3):
                coded = base64.b64encode(b"\x00" * shift + plain)
                # The signs at both ends depend on what stands beside the word.
                inner = coded[2 if shift == 1 else 3 if shift == 2 else 0 :]
                inner = inner.rstrip(b"=")[: len(inner.rstrip(b"=")) - 2]
                if len(inner) > _LEAST:
                    found.setdefault(inner, f"“{word}” as {coding} in base64")
    return {what: said for what, said in found.items() if len(what) >= _LEAST}


def files_under(*folders: Path) -> Iterator[Path]:
    """Return every file in folders."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def readable_in(
    folders: Iterable[Path],
    words: Iterable[str],
    *,
    pictures: bool = True,
    allowed: Iterable[Path] = (),
) -> list[str]:
    """Return what can be read in the files of folders: file, and what was found in it or in its name.

    Args:
        folders: The folders, at any depth.
        words: Planted names, numbers and notes.
        pictures: Whether beginnings of pictures, videos and arrays count.
        allowed: Files or folders that a person put there, and that hold what they hold.
    """
    words = tuple(words)
    planted, found = forms(words), []
    outside = tuple(allowed)
    for path in files_under(*folders):
        if any(path == each or each in path.parents for each in outside):
            continue
        found += [f"{path}: its name holds “{word}”" for word in words if word in str(path)]
        content = path.read_bytes()
        found += [f"{path}: {said}" for what, said in planted.items() if what in content]
        if pictures:
            found += [f"{path}: {name}" for name, what in PICTURES.items() if what in content]
            if content.startswith(ZIPS) and ZIP_OF_AGE not in content[:100]:
                found.append(f"{path}: ZIP")
    return found


def readable_of_process(words: Iterable[str]) -> list[str]:
    """Return which words stand in the arguments and the environment of this process (Linux)."""
    found = [f"environment {key}" for key, value in os.environ.items() if _holds(value, words)]
    found += [f"argument “{each}”" for each in sys.argv if _holds(each, words)]
    for name in ("cmdline", "environ"):
        path = Path("/proc/self") / name
        if path.exists():
            content = path.read_bytes()
            found += [f"{path}: {said}" for what, said in forms(words).items() if what in content]
    return found


def _holds(said: str, words: Iterable[str]) -> bool:
    return any(word in said for word in words)
