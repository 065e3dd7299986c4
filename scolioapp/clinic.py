"""Clinic mode in the window: who has switched it on, with which password, and what it closes.

What judges then is the engine's business (`engine.core.clinic_lock`). Must not know QtWidgets.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os

from PySide6.QtCore import QObject, QSettings, Signal

from engine.core.clinic_lock import ClinicError, FixedModel, Lock, system_lock

SHORTEST_PASSWORD = 8

CLOSED_PAGES = frozenset({"models", "research"})
"""Keys of the pages that nobody reaches in clinic mode."""

PLAIN_KEYS = frozenset(
    {
        "screening/rate",
        "screening/model",
        "screening/precision",
        "screening/device",
        "perception/pose",
        "perception/segmenter",
        "program/look_for_updates",
    }
)
"""Settings that read as their defaults in clinic mode, whatever was saved, and cannot be changed."""

_MODEL, _SALT, _KEY = "clinic/model", "clinic/salt", "clinic/key"
_COST = {"n": 2**14, "r": 8, "p": 1}
"""Takes 16 MB and some 50 ms: what the documentation of scrypt asks for where somebody waits."""


class Clinic(QObject):
    """Whether clinic mode is on, and by whom.

    The administrator's file comes before a lock with a password, which stands in the settings file.

    Signals:
        changed: It was switched on or off.
    """

    changed = Signal()

    def __init__(self, store: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._system = system_lock()
        self._own = self._read()

    @property
    def lock(self) -> Lock | None:
        """What is locked, or None; may be asked on any thread."""
        return self._system or self._own

    @property
    def on(self) -> bool:
        """Whether clinic mode is on."""
        return self.lock is not None

    @property
    def by_system(self) -> bool:
        """Whether an administrator's file switched it on, so that no password switches it off."""
        return self._system is not None

    @property
    def model_name(self) -> str:
        """Name of the model that judges, or "" where the mode is off or its lock cannot be read."""
        lock = self.lock
        return "" if lock is None or lock.fixed is None else lock.fixed.model

    def closes(self, page: str) -> bool:
        """Tell whether a page, by its key, is out of reach."""
        return self.on and page in CLOSED_PAGES

    def holds(self, key: str) -> bool:
        """Tell whether a setting, by its key in the file, is as usual and stays so."""
        return self.on and key in PLAIN_KEYS

    def switch_on(self, fixed: FixedModel, password: str) -> None:
        """Lock the window to a model; only the password unlocks it.

        Without one, only `switch_off_allowed` does: where the protected records know an administrator, no
        password is written into the settings, which anybody can read.
        """
        salt = os.urandom(16)
        self._store.setValue(_MODEL, json.dumps(fixed.as_data()))
        self._store.setValue(_SALT, salt.hex())
        self._store.setValue(_KEY, _derived(password, salt).hex() if password else "")
        self._store.sync()
        self._own = Lock(fixed)
        self.changed.emit()

    def switch_off(self, password: str) -> bool:
        """Unlock the window; False where the password is wrong, or the lock is the administrator's file."""
        if self.by_system or not self._matches(password):
            return False
        return self.switch_off_allowed()

    def switch_off_allowed(self) -> bool:
        """Unlock the window for somebody whose password was checked elsewhere; False as for `switch_off`."""
        if self.by_system:
            return False
        self._store.remove("clinic")
        self._store.sync()
        self._own = None
        self.changed.emit()
        return True

    def _matches(self, password: str) -> bool:
        try:
            salt = bytes.fromhex(str(self._store.value(_SALT, "")))
            key = bytes.fromhex(str(self._store.value(_KEY, "")))
        except ValueError:
            return False
        return bool(salt and key) and hmac.compare_digest(_derived(password, salt), key)

    def _read(self) -> Lock | None:
        if not self._store.contains(_KEY) and not self._store.contains(_MODEL):
            return None
        try:
            return Lock(FixedModel.parse(json.loads(str(self._store.value(_MODEL, "")))))
        except (ValueError, RecursionError):
            return Lock(None)
        except ClinicError as error:
            return Lock(None, error)


def _derived(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **_COST)
