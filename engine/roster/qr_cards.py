"""Cards with a QR code that choose a child: a random code, which says nothing about anybody.

Must not know days, cameras or paper.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from engine.roster.card_codes import is_code

if TYPE_CHECKING:
    # A window stands before these are needed.
    import cv2
    import numpy as np
    from numpy.typing import NDArray

_QUIET: Final = 4
"""White modules around a code (ISO/IEC 18004)."""
_LARGEST: Final = 1280
"""Longer side of what is searched, px."""
_AROUND: Final = 40
"""Room around a code that is looked at again, px."""


def modules(code: str) -> NDArray[np.bool_]:
    """Return the squares of a code's QR symbol, its quiet edge included.

    Args:
        code: What it says.

    Returns:
        Bool ``[N, N]``, True where it is dark.
    """
    import cv2
    import numpy as np

    settings = cv2.QRCodeEncoder.Params()
    settings.correction_level = cv2.QRCodeEncoder_CORRECT_LEVEL_Q
    drawn = np.asarray(cv2.QRCodeEncoder.create(settings).encode(code)) < 128
    lines, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    symbol = drawn[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]
    return np.pad(symbol, _QUIET)


def read_card(image: NDArray[np.uint8]) -> str | None:
    """Look for a card in a picture.

    Takes some hundredths of a second: to be asked about twice a second, never for each frame.

    Args:
        image: RGB, uint8 ``[H, W, 3]``.

    Returns:
        The code of the card, or None where there is none, none can be read, or it is not of this program.
    """
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    scale = min(1.0, _LARGEST / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    words, corners = _decoded(np.asarray(small, np.uint8))
    if not words and corners is not None and scale < 1.0:
        # Seen but too coarse: once more with every pixel, where it is.
        left, top = np.maximum(corners.min(axis=0) / scale - _AROUND, 0).astype(int)
        right, bottom = (corners.max(axis=0) / scale + _AROUND).astype(int)
        words, _ = _decoded(np.ascontiguousarray(grey[top:bottom, left:right]))
    return words if is_code(words) else None


def _decoded(grey: NDArray[np.uint8]) -> tuple[str, NDArray[np.float64] | None]:
    """Return what a code says, or "", and its corners (x, y), float64 ``[4, 2]``, where one is seen."""
    import cv2
    import numpy as np

    try:
        words, corners, _ = _detector().detectAndDecode(grey)
    except cv2.error:
        # It fails by itself on some pictures of stripes.
        return "", None
    return words, None if corners is None else np.asarray(corners, np.float64).reshape(-1, 2)


@cache
def _detector() -> cv2.QRCodeDetectorAruco:
    import cv2

    # Of OpenCV's two it is the faster one, and reads smaller codes.
    return cv2.QRCodeDetectorAruco()
