"""The protected records in the window: locked and unlocked, by whom, and which pages each role has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from engine.core.findings import Severity
from scolioapp.settings import Settings
from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.idle_lock import IdleLock
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.unlocking import Unlocking
from scolioapp.views.main_window import DAY, RECORD, SCREEN, MainWindow

if TYPE_CHECKING:
    from scolioapp.storage.records.preferences import RecordPreferences
    from scolioapp.views.lock_page import LockPage

PAGES_OF: dict[str, Right] = {SCREEN: Right.EXAMINE, DAY: Right.EXAMINE, RECORD: Right.EXAMINE}
"""Pages that not every role has, and what they are for."""


class DoorWiring(QObject):
    """Covers the window while the records are locked, and shows to each user what the role has.

    Args:
        app: Whose keyboard and mouse are watched.
        window: The window; becomes the owner.
        settings: Holds clinic mode.
        door: The records.
        recording: Tells whether a camera records, so that nobody touches anything.
        quick: Has the program used without the records, instead.

    Attributes:
        unlocking: Whoever stands at the lock page.
        idle: Locks when nobody is there any more.

    Signals:
        restore_asked: The records are to come back from a backup.
    """

    restore_asked = Signal()

    def __init__(
        self,
        app: QCoreApplication,
        window: MainWindow,
        settings: Settings,
        door: RecordsDoor,
        recording: Callable[[], bool],
        quick: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clinic = settings.clinic
        self._door = door
        self._quick = quick
        self._page: LockPage | None = None
        self._other = False
        self.unlocking = Unlocking(door, self)
        self.idle = IdleLock(app, recording, parent=self)
        # Names of people stand in no list of windows.
        window.names_in_title = False
        door.locked.connect(self._on_locked)
        door.unlocked.connect(self._on_unlocked)
        door.switched.connect(self._follow_role)
        window.lock_asked.connect(door.lock)
        window.closing.connect(self.idle.stop)
        self.idle.due.connect(door.lock)
        self.idle.warned.connect(self._warn)
        self.idle.touched.connect(window.notice.clear)
        self._follow_role()

    def start(self) -> None:
        """Cover the window where nobody is there yet."""
        if self._door.user is None:
            self._on_locked()
        else:
            self._watch()

    def switch_user(self) -> None:
        """Lock the records, and ask for somebody else."""
        self._other = True
        self._door.lock()

    @property
    def lock_page(self) -> LockPage:
        """The page that covers the window; built when it is first needed."""
        if self._page is None:
            from scolioapp.views.lock_page import LockPage

            self._page = LockPage(self.unlocking, quick=not self._clinic.on)
            self._page.quick_asked.connect(self._quick)
            self._page.restore_asked.connect(self.restore_asked)
        return self._page

    def take_preferences(self, preferences: RecordPreferences) -> None:
        """Follow what an administrator has settled."""
        if self._door.user is not None:
            self.idle.start(preferences.idle_minutes)

    def _on_locked(self) -> None:
        self.idle.stop()
        self._window.notice.clear()
        close_dialogs(self._window)
        page = self.lock_page
        page.begin("" if self._other else self.unlocking.login)
        page.quick_button.setVisible(not self._clinic.on)
        self._other = False
        self._window.cover(page)

    def _on_unlocked(self) -> None:
        if self._page is not None:
            self._page.password.clear()
        self._window.uncover()
        self._watch()

    def _watch(self) -> None:
        """Lock after as many minutes as an administrator has settled."""
        self.idle.start(self.idle.minutes)
        self._door.run(
            lambda store: store.preferences.read(),
            done=self.take_preferences,
            failed=lambda _error: None,
        )

    def _warn(self, seconds: int) -> None:
        words = self.tr(
            "Nobody has touched keyboard or mouse: the records are locked in {count} seconds."
        )
        self._window.notice.say(words.format(count=seconds), severity=Severity.CARE)

    def _follow_role(self) -> None:
        """Show the pages of the role, and who is there."""
        door, user = self._door, self._door.user
        self._window.rail.show_user("" if user is None else user.name or user.login)
        if user is not None:
            closed = [key for key, right in PAGES_OF.items() if not door.may(right)]
            self._window.close_pages(closed)


def close_dialogs(window: QWidget) -> None:
    """Close whatever stands in front of a window, answered with no: it may show names."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        following = QApplication.activePopupWidget()
        popup = following if following is not popup else None
    # Not all top-level widgets of the program: asking Qt for those has crashed where one had just gone.
    for dialog in window.findChildren(QDialog):
        if not isValid(dialog) or not dialog.isVisible():
            continue
        dialog.reject()
        if isValid(dialog) and dialog.isVisible():
            # It asks for something first; nobody is there to give it.
            dialog.done(QDialog.DialogCode.Rejected)
