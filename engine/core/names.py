"""Names of files and folders that every usual file system takes.

Linux counts bytes (ext4: 255 of UTF-8, three for a Chinese character), Windows keeps some names and
characters for itself and drops dots and spaces at the end; a name travels, so all of it holds everywhere.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

NAME_BYTES: Final = 255
"""Longest name of a file, in bytes of UTF-8."""

_SPARE: Final = 32
"""Bytes left for what is put around a name while its file is being written."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_JOINER: Final = "\u200d"

LABEL_SIGNS: Final = 80
"""Longest label of a recording, in characters."""

_UNSEEN_BUT_MEANT: Final = ("\u200c", _JOINER)
"""Signs without a shape of their own that some scripts and emoji need."""


def size(name: str) -> int:
    """Return the bytes of a name; those that are no UTF-8 count as they are."""
    return len(name.encode("utf-8", "surrogateescape"))


def truncate_bytes(name: str, most: int) -> str:
    """Return the beginning of a name, at most ``most`` bytes long, whole characters with their accents."""
    kept = name
    while size(kept) > most:
        kept = kept[:-1]
    if kept == name:
        return name
    # An accent or a joined emoji belongs to the character before it: it goes as a whole.
    while kept and _continues(name[len(kept)], kept[-1]):
        kept = kept[:-1]
    return kept


def _continues(following: str, last: str) -> bool:
    joined = following in (_JOINER, "\ufe0f") or last == _JOINER
    return joined or unicodedata.combining(following) != 0


def file_name(stem: str, ending: str = "") -> str:
    """Make a name of ``stem`` and ``ending`` that every usual file system takes.

    A stem that is too long is cut and marked by six digits of its SHA-256, so that two that begin alike stay
    apart.

    Args:
        stem: What the name should say, such as the name of a video without its suffix.
        ending: Kept whole, such as ``.csv`` or ``-screening``.
    """
    clean = _FORBIDDEN.sub("_", stem)
    if not ending:
        clean = clean.rstrip(". ")
    if not ending or ending.startswith("."):
        # "con.csv" is the console, too; so is "con.old.csv".
        first, dot, rest = clean.partition(".")
        if _RESERVED.fullmatch(first.rstrip(" ")):
            clean = f"{first}_{dot}{rest}"
    most = NAME_BYTES - _SPARE - size(ending)
    if size(clean) > most:
        digest = hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:6]
        clean = f"{truncate_bytes(clean, most - 7).rstrip('. ')}-{digest}"
    return (clean or "unnamed") + ending


def label_of(words: str) -> str:
    """Return a label as it is kept: one line, without control signs, at most `LABEL_SIGNS` long.

    Args:
        words: What a person typed, or what a stranger's file holds.
    """
    kept = (sign if _is_seen(sign) else " " for sign in words[: 16 * LABEL_SIGNS])
    return truncate(" ".join("".join(kept).split()), LABEL_SIGNS)


def _is_seen(sign: str) -> bool:
    """Whether a sign is one to read: none that breaks a line, turns the direction, or is no character."""
    return sign in _UNSEEN_BUT_MEANT or unicodedata.category(sign)[0] != "C"


def truncate(words: str, most: int) -> str:
    """Return the beginning of some words, at most ``most`` characters long, with whole accents."""
    kept = words[:most]
    while len(kept) < len(words) and kept and _continues(words[len(kept)], kept[-1]):
        kept = kept[:-1]
    return kept.strip()
