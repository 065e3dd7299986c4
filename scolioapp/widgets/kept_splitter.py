"""A splitter whose place is remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from scolioapp.settings import Settings


class KeptSplitter(QSplitter):
    """Stands where somebody left it; neither side can be folded away."""

    def __init__(
        self,
        settings: Settings,
        name: str,
        orientation: Qt.Orientation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._settings = settings
        self._name = name
        self.splitterMoved.connect(self._keep)

    def restore(self) -> None:
        """Go where it was left; for once all its parts are there."""
        self.setChildrenCollapsible(False)
        kept = self._settings.state(self._name)
        if kept is not None:
            self.restoreState(kept)

    def _keep(self, *_: int) -> None:
        self._settings.keep_state(self._name, self.saveState())
