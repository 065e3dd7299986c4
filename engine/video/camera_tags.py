"""Which camera a file says it was filmed with, and with which field of view.

Phones and cameras name themselves in the tags that libavformat hands on (in capitals, where it is an mkv).
GoPro's cameras write a box of their own (GPMF, https://github.com/gopro/gpmf-parser: key, type, size and
count of each value; containers hold others) with model, field of view and stabilisation; older ones, and
copies in other containers, name their firmware alone. Serial numbers are not read.

Must not know: what a lens does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from engine.core.video import CameraTags
from engine.video.structure import box_content

_MAKERS: Final = ("com.apple.quicktime.make", "com.android.manufacturer", "make", "manufacturer")
_MODELS: Final = ("com.apple.quicktime.model", "com.android.model", "model")
_LENSES: Final = ("com.apple.quicktime.camera.lens_model",)
_LONGEST: Final = 80

_GOPRO: Final = "GoPro"
_FIRMWARE: Final = {
    "HD5.02": "HERO5 Black",
    "HD5.03": "HERO5 Session",
    "HD6.01": "HERO6 Black",
    "HD7.01": "HERO7 Black",
    "HD8.01": "HERO8 Black",
    "HD9.01": "HERO9 Black",
    "H21.01": "HERO10 Black",
    "H22.01": "HERO11 Black",
}
_VIEWS: Final = {"W": "wide", "M": "medium", "N": "narrow", "L": "linear", "S": "superview"}
_OTHER_VIEW: Final = "other"
_KEYS: Final = (b"MINF", b"VFOV", b"EISA")
_CONTAINERS: Final = (b"DEVC", b"STRM")
_MOST_VALUES: Final = 4096


def read_camera_tags(path: Path, tags: Mapping[str, str]) -> CameraTags | None:
    """Read what a file says of its camera.

    Args:
        path: The file.
        tags: Those of the file and of its pictures, as libavformat reads them.

    Returns:
        What is said, or None where nothing is.
    """
    known = {name.lower(): value.strip()[:_LONGEST] for name, value in tags.items()}
    gopro = _gopro(path, known.get("firmware", ""))
    if gopro is not None:
        return gopro
    maker, model, lens = (
        next((known[name] for name in names if known.get(name)), "")
        for names in (_MAKERS, _MODELS, _LENSES)
    )
    return CameraTags(maker=maker, model=model, lens=lens) if maker or model or lens else None


def _gopro(path: Path, firmware: str) -> CameraTags | None:
    """Read what a camera of GoPro wrote, or None where none did."""
    said = dict(_values(box_content(path, (b"udta", b"GPMF"))))
    model = said.get(b"MINF", "") or _FIRMWARE.get(firmware[:6], "")
    if not model:
        return None
    view, stabilised = said.get(b"VFOV", ""), said.get(b"EISA", "")
    return CameraTags(
        maker=_GOPRO,
        model=model.removeprefix(_GOPRO).strip(),
        view=_VIEWS.get(view, _OTHER_VIEW) if view else "",
        stabilised=_stabilised(stabilised),
    )


def _stabilised(word: str) -> str:
    """Say how a camera held its picture still: ``off``, ``on``, ``boost``, or "" where it does not say."""
    if not word:
        return ""
    if word.upper() in ("N", "N/A"):
        return "off"
    return "boost" if "boost" in word.lower() else "on"


def _values(content: bytes) -> Iterator[tuple[bytes, str]]:
    """Walk the values of a GPMF box; of a key that comes twice the later one counts."""
    at = 0
    for _ in range(_MOST_VALUES):
        key, size = content[at : at + 4], content[at + 5 : at + 6]
        count = int.from_bytes(content[at + 6 : at + 8], "big")
        if len(key) < 4 or not size or key == b"\0\0\0\0":
            return
        at += 8
        if key in _CONTAINERS:
            continue
        length = size[0] * count
        if key in _KEYS:
            yield (
                key,
                content[at : at + length].split(b"\0")[0].decode("latin-1").strip()[:_LONGEST],
            )
        at += (length + 3) // 4 * 4
