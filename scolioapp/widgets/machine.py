"""What Qt knows of this computer: cameras and fonts. Names stay out: a camera may bear its owner's."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase


class QtMachine:
    """Asks Qt; on the interface's thread alone."""

    def cameras(self) -> int | None:
        """Count the cameras; None where Qt's multimedia, imported at the first call, is not there."""
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            return None

        return len(QMediaDevices.videoInputs())

    def chinese_fonts(self) -> int:
        """Count the fonts with simplified Chinese signs."""
        return len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
