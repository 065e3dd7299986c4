"""Says on a page that there is a newer version, with a way to the page of its release."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from scolioapp.viewmodels.updates import Updates
from scolioapp.widgets.page import Page


def open_release(updates: Updates) -> None:
    """Show the page of the newer version in the browser, where one was found."""
    if updates.link:
        QDesktopServices.openUrl(QUrl(updates.link))


def tell_newer(updates: Updates, page: Page) -> None:
    """Say it on a page, unless something else is said there."""
    if not page.banner.words:
        action = QCoreApplication.translate("Updates", "Open its &page")
        page.banner.say(updates.words(), action=action, do=lambda: open_release(updates))
