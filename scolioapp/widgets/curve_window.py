"""One plot in a window of its own: dragged and zoomed, and kept up with the small one. Must not know runs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.curves import CurvePlot
from scolioapp.widgets.dialog import resize_within
from scolioapp.widgets.page import note


class CurveWindow(QDialog):
    """Shows the curves of another plot large.

    Args:
        smoothing: See `CurvePlot.set_smoothing`.
        logarithmic: See `CurvePlot.set_logarithmic`.
    """

    def __init__(
        self, small: CurvePlot, *, smoothing: float, logarithmic: bool, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(small.title)
        self._small = small
        self.plot = CurvePlot(
            small.title, unit=small.unit, say=small.say, rows=2, zoomable=True, parent=self
        )
        self.plot.set_smoothing(smoothing)
        self.plot.set_logarithmic(logarithmic)
        self.whole_button = QPushButton(self.tr("Show &all"), self)
        self.whole_button.setAutoDefault(False)
        self.whole_button.clicked.connect(self.plot.show_whole)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.whole_button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        in_column(
            (self.plot, 1),
            note(self.tr("Drag to move, scroll to zoom, use the arrow keys to read values."), self),
            buttons,
            gap=1,
            margins=2,
            parent=self,
        )
        resize_within(self, QSize(space(130), space(85)), parent)
        self.follow()
        self.plot.setFocus()

    def follow(self) -> None:
        """Draw what the small plot draws now."""
        self.plot.show_lines(self._small.lines)
