"""Getting into the records: trying, waiting after failures, letting in knowingly. Must not know QtWidgets."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QTimer, Signal

from engine.core.errors import ScolioError
from scolioapp.i18n import render
from scolioapp.storage.records.record_errors import (
    DamagedError,
    DoubtError,
    LockedOutError,
    WrongPasswordError,
)
from scolioapp.viewmodels.records_door import RecordsDoor


class Unlocking(QObject):
    """One person at the lock page.

    Signals:
        changed: It began, went on waiting, or something went wrong.
        recovered: The new recovery key, to be shown before `enter`.

    Attributes:
        busy: Whether a password is being tried.
        error: Why nobody was let in, or None.
        wait: For how many seconds still nobody may try.
        login: Who was there last, in this run.
    """

    changed = Signal()
    recovered = Signal(str)

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self.busy = False
        self.error: ScolioError | None = None
        self.wait = 0
        self.login = ""
        self._accepted: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.tick)
        door.unlocked.connect(self._on_unlocked)
        if door.user is not None:
            self.login = door.user.login

    @property
    def doubt(self) -> str:
        """What an administrator may take on, or ""."""
        return self.error.reason if isinstance(self.error, DoubtError) else ""

    @property
    def wrong(self) -> bool:
        """Whether the name or the password was wrong."""
        return isinstance(self.error, WrongPasswordError)

    @property
    def broken(self) -> bool:
        """Whether the records are not as they were written, so that a backup may be needed."""
        return isinstance(self.error, DamagedError | DoubtError)

    @property
    def words(self) -> str:
        """Why nobody was let in, and what to do; "" where nothing is wrong."""
        if self.wait:
            minutes, seconds = divmod(self.wait, 60)
            words = self.tr(
                "Too many wrong passwords. Try again in {time}. If the password is lost, use the "
                "recovery key."
            )
            return words.format(time=f"{minutes}:{seconds:02}")
        error = self.error
        if error is None:
            return ""
        said = f"{render(error.what)} {render(error.remedy)}"
        if self.doubt in self._accepted:
            refused = self.tr("Only an administrator can let them in knowingly.")
            return f"{said} {refused}"
        return said

    def unlock(self, login: str, password: str) -> None:
        """Try a name and a password."""
        if self._begin():
            self._door.unlock(login, password, failed=self._on_failed, accept=self._accepted)

    def take_on(self) -> None:
        """Take on what is in doubt, at the next try."""
        if self.doubt:
            self._accepted.add(self.doubt)

    def recover(self, key: str, login: str, password: str) -> None:
        """Set a new password by the recovery key."""
        if self._begin():
            self._door.recover(
                key,
                login,
                password,
                done=self._on_recovered,
                failed=self._on_failed,
                accept=self._accepted,
            )

    def enter(self) -> None:
        """Go in, once the new recovery key was written down."""
        self._door.enter()

    def begin_anew(self) -> None:
        """Forget what went wrong: somebody else is there."""
        self._accepted.clear()
        if not self.wait:
            self.error = None
        self.changed.emit()

    def tick(self) -> None:
        """Let a second pass."""
        self.wait = max(0, self.wait - 1)
        if not self.wait:
            self._timer.stop()
            self.error = None
        self.changed.emit()

    def _begin(self) -> bool:
        if self.busy or self.wait:
            return False
        self.busy, self.error = True, None
        self.changed.emit()
        return True

    def _on_failed(self, error: ScolioError) -> None:
        self.busy, self.error = False, error
        if isinstance(error, LockedOutError):
            self.wait = max(1, math.ceil(error.seconds))
            self._timer.start()
        self.changed.emit()

    def _on_recovered(self, key: str) -> None:
        self.busy = False
        self.changed.emit()
        self.recovered.emit(key)

    def _on_unlocked(self) -> None:
        self.busy, self.error = False, None
        self._accepted.clear()
        if self._door.user is not None:
            self.login = self._door.user.login
        self.changed.emit()
