"""Draws the icon of the program in every size and format that the installers ask for, from the one SVG.

Usage: python packaging/icons.py FOLDER
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "scolioapp.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_KINDS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def pictures() -> dict[int, bytes]:
    """Draw the icon as PNG, by its side in pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter  # noqa: TID251 - a tool of the build paints
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(DRAWING))
    found = {}
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        found[size] = bytes(content.data())
    return found


def ico(images: Mapping[int, bytes]) -> bytes:
    """Return a Windows icon that holds PNG pictures."""
    chosen = [(size, images[size]) for size in _ICO_SIZES]
    head = struct.pack("<HHH", 0, 1, len(chosen))
    place = len(head) + 16 * len(chosen)
    entries = b""
    for size, content in chosen:
        side = size % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), place)
        place += len(content)
    return head + entries + b"".join(content for _, content in chosen)


def icns(images: Mapping[int, bytes]) -> bytes:
    """Return a macOS icon that holds PNG pictures."""
    body = b"".join(
        kind + struct.pack(">I", len(images[size]) + 8) + images[size]
        for size, kind in _ICNS_KINDS.items()
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def write_icons(folder: Path) -> None:
    """Write ``scolioapp.ico``, ``scolioapp.icns`` and ``scolioapp-SIZE.png`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    images = pictures()
    for size, content in images.items():
        (folder / f"scolioapp-{size}.png").write_bytes(content)
    (folder / "scolioapp.ico").write_bytes(ico(images))
    (folder / "scolioapp.icns").write_bytes(icns(images))


if __name__ == "__main__":
    write_icons(Path(sys.argv[1]))
