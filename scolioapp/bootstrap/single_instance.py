"""One window for each person: a second start hands its files to the first and ends.

A local socket joins the two, which only the same user can open; nothing goes over a network.
"""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 2_000
"""How long the first window may take to answer; a busy one answers within this."""

_MOST_BYTES = 4_000_000


def socket_name(config: Path) -> str:
    """Return the name that the windows of one user with one folder of settings meet under."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):
        who = ""
    return "scolioapp-" + hashlib.sha256(f"{who}\n{config}".encode()).hexdigest()[:16]


def hand_over(name: str, files: Sequence[Path]) -> bool:
    """Hand files to a window that is open already, and bring it to the front.

    Returns:
        Whether there was one, and it has taken them.
    """
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps([str(path) for path in files]).encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    taken = socket.waitForReadyRead(_WAIT_MS) and bytes(socket.readAll().data()).startswith(b"ok")
    socket.disconnectFromServer()
    return bool(taken)


class FirstWindow(QObject):
    """Takes what later starts of the program hand over.

    Args:
        name: See `socket_name`.
    """

    def __init__(
        self, name: str, take: Callable[[list[Path]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._take = take
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self.listens = self._server.listen(name)
        if not self.listens:
            # What a killed program left behind: nobody answered there, or there would be no first window.
            QLocalServer.removeServer(name)
            self.listens = self._server.listen(name)

    def close(self) -> None:
        """Take nothing any more."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._on_words(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._on_words(socket)

    def _on_words(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        try:
            value = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self._take([Path(each) for each in value])
