"""The one place where Qt Multimedia is imported: late, quietly, and with a sentence where that fails.

It brings a library of decoders and needs the system's libpulse: a window without them starts all the same.
"""

from __future__ import annotations

from types import ModuleType

from PySide6.QtCore import QLoggingCategory

from engine.capture.frame_source import CameraProblem, CameraTrouble
from engine.core.text import text

_RULES = "\n".join(
    (
        # It says so of every system without PipeWire, which it needs for sharing screens only.
        "qt.multimedia.symbolsresolver=false",
        # It names its FFmpeg at each start.
        "qt.multimedia.ffmpeg.info=false",
    )
)


def load_multimedia() -> ModuleType | CameraProblem:
    """Import Qt Multimedia, or say why it cannot be; may be called on any thread."""
    QLoggingCategory.setFilterRules(_RULES)
    try:
        import PySide6.QtMultimedia as multimedia
    except ImportError as error:
        return without_multimedia(str(error))
    return multimedia


def without_multimedia(reason: str) -> CameraProblem:
    """Say why no camera can be opened.

    Args:
        reason: What the system says.
    """
    if "libpulse" in reason:
        return CameraProblem(
            CameraTrouble.OTHER,
            text("Cameras cannot be opened: the system library libpulse is missing."),
            text("Install it (Debian and Ubuntu: apt install libpulse0), then start again."),
        )
    return CameraProblem(
        CameraTrouble.OTHER,
        text("Cameras cannot be opened: {reason}.", reason=reason.rstrip(".")),
        text("Install PySide6-Addons, which holds Qt Multimedia, then start again."),
    )
