"""The logo of a letterhead: checked when it is taken in, and read with care when it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from engine.core.errors import ConfigError
from engine.core.text import text

MOST_BYTES: Final = 200_000
MOST_PIXELS: Final = 2000
"""Of a logo: size of the file, and of each side of the picture."""
_FORMATS: Final = {b"\x89PNG\r\n\x1a\n": b"png", b"\xff\xd8\xff": b"jpeg"}


def checked_logo(path: Path) -> bytes:
    """Return the content of a picture file that can be a logo.

    Raises:
        ScolioError: It is no PNG or JPEG, damaged, too large, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(
            text("“{name}” cannot be read: {reason}.", name=path.name, reason=reason),
            text("Choose another picture."),
        ) from error
    if len(content) > MOST_BYTES or logo_image(content) is None:
        raise ConfigError(
            text("“{name}” cannot be the logo of a letterhead.", name=path.name),
            text("Choose a PNG or JPEG of up to 200 kB and 2000 pixels on each side."),
        )
    return content


def logo_image(content: bytes) -> QImage | None:
    """Return the picture, or None where it is none, damaged or too large to be drawn."""
    kind = next((name for begin, name in _FORMATS.items() if content.startswith(begin)), None)
    if kind is None or len(content) > MOST_BYTES:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    size = reader.size()
    # Before a picture is decoded that says it is enormous.
    if not size.isValid() or max(size.width(), size.height()) > MOST_PIXELS:
        return None
    image = reader.read()
    return None if image.isNull() else image
