"""Whether there is a newer version: asked when the person wants it, never otherwise.

Must not know QtGui, QtWidgets or the network.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Signal

import engine
from scolioapp.jobs.release_feed import Failure, Release, ReleaseFeed
from scolioapp.settings import Settings


class UpdateState(StrEnum):
    """What is known."""

    NOT_ASKED = "not_asked"
    LOOKING = "looking"
    NEWEST = "newest"
    NEWER = "newer"
    FAILED = "failed"


class Updates(QObject):
    """Looks for a newer version.

    Args:
        settings: Says whether to look at the start; off until the person switches it on.

    Signals:
        changed: What is known has changed.
        newer_found: A look at the start found a newer version.
    """

    changed = Signal()
    newer_found = Signal()

    def __init__(
        self,
        settings: Settings,
        feed: ReleaseFeed,
        own: str = engine.__version__,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = UpdateState.NOT_ASKED
        self._settings = settings
        self._own = own
        self._release: Release | None = None
        self._failure = Failure.NOT_REACHED
        self._at_start = False
        self._feed = feed
        feed.setParent(self)
        feed.answered.connect(self._on_answer)
        feed.failed.connect(self._on_failure)

    @property
    def link(self) -> str:
        """Address of the newer version's page, or ""."""
        return self._release.html_url if self._release is not None else ""

    @property
    def version(self) -> str:
        """The newer version, or ""."""
        return self._release.version if self._release is not None else ""

    def look_at_start(self) -> None:
        """Look, if the person has switched it on; nothing is said unless there is a newer version."""
        if self._settings.look_for_updates:
            self._at_start = True
            self.look()

    def look(self) -> None:
        """Ask now."""
        if self.state is UpdateState.LOOKING:
            return
        self._set(UpdateState.LOOKING)
        self._feed.ask()

    def close(self) -> None:
        """Wait for no answer any more."""
        self._feed.close()

    def words(self) -> str:
        """Say what is known."""
        translate = QCoreApplication.translate
        match self.state:
            case UpdateState.NOT_ASKED:
                words = translate("Updates", "Not checked since the program started.")
            case UpdateState.LOOKING:
                words = translate("Updates", "Checking…")
            case UpdateState.NEWEST:
                words = translate("Updates", "This is the newest version.")
            case UpdateState.NEWER:
                words = translate("Updates", "Version {version} is available; this is {own}.")
            case UpdateState.FAILED if self._failure is Failure.NOT_REACHED:
                words = translate(
                    "Updates", "The address could not be reached. Try again when you are online."
                )
            case _:
                words = translate(
                    "Updates",
                    "The answer could not be read, so it is not known whether there is a newer version.",
                )
        return words.format(version=self.version, own=self._own)

    def _on_answer(self, release: Release) -> None:
        if release.is_newer_than(self._own):
            self._release = release
            self._set(UpdateState.NEWER)
            if self._at_start:
                self.newer_found.emit()
        else:
            self._set(UpdateState.NEWEST)
        self._at_start = False

    def _on_failure(self, failure: Failure) -> None:
        self._failure = failure
        self._at_start = False
        self._set(UpdateState.FAILED)

    def _set(self, state: UpdateState) -> None:
        if state is not UpdateState.NEWER:
            self._release = None
        self.state = state
        self.changed.emit()
