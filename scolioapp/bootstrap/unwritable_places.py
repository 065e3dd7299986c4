"""What is said on the Screen page where nothing can be kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.core.findings import Severity
from scolioapp.settings import Settings
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.views.screen_page import ScreenPage


def say_unwritable(page: ScreenPage, settings: Settings, store: ResultKeeper) -> None:
    """Say on the Screen page what cannot be kept on this computer, if anything."""
    translate = QCoreApplication.translate
    said = []
    if not store.writable:
        said.append(
            translate(
                "Places",
                "Results cannot be saved: the folder {folder} is not writable. You can screen and "
                "view results until you close the window; to keep them, choose another folder "
                "under Settings.",
            ).format(folder=store.root)
        )
    if not settings.writable:
        said.append(
            translate("Places", "Settings cannot be saved: they last until you close the window.")
        )
    if said:
        page.banner.say(" ".join(said), severity=Severity.CARE)
