"""The button that tests the connection to an archive or a server, and gives the test up while it runs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from scolioapp.viewmodels.peers_table import PeersModel


class PeerTestButton(QPushButton):
    """Asks for a test; while one runs, stops it.

    Args:
        peers: The list, whose test it is.
        parent: Owner.

    Signals:
        asked: A test is wanted.
    """

    asked = Signal()

    def __init__(self, peers: PeersModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._slot, self._possible = peers.slot, False
        self.setAutoDefault(False)
        self.clicked.connect(self._press)
        peers.testing_changed.connect(self._look)
        self._look()

    def allow(self, possible: bool) -> None:
        """Say whether there is something to be tested."""
        self._possible = possible
        self._look()

    def _press(self) -> None:
        if self._slot.running:
            self._slot.cancel()
        else:
            self.asked.emit()

    def _look(self) -> None:
        running, stopping = self._slot.running, self._slot.stopping
        words = self.tr("Stop &testing") if running else self.tr("&Test the connection")
        self.setText(self.tr("Stopping…") if stopping else words)
        self.setEnabled(running and not stopping if running else self._possible)
