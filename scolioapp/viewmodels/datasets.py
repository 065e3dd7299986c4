"""The state of the Dataset page. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from scolioapp.jobs.background import Background
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.model_manager import ModelManager


class DatasetsModel(QObject):
    """State of the page.

    Signals:
        unexpected: An exception that is a bug.
        train_asked: The folder of a dataset that is to be trained on (`Path`).
    """

    unexpected = Signal(object)
    train_asked = Signal(object)

    def __init__(
        self,
        shelf: DatasetShelf,
        models: ModelManager,
        paths: AppPaths,
        settings: Settings,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf

    def close(self) -> None:
        """Stop what runs."""
