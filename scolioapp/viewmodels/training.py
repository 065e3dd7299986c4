"""The state of the Training page. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from scolioapp.jobs.background import Background
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.model_manager import ModelManager


class TrainingModel(QObject):
    """State of the page.

    Signals:
        unexpected: An exception that is a bug.
        evaluate_asked: A finished model folder and the dataset it learned from (`Path`, `Path`).
    """

    unexpected = Signal(object)
    evaluate_asked = Signal(object, object)

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

    def choose_dataset(self, dataset: Path) -> None:
        """Choose what is trained on next."""

    def close(self) -> None:
        """Stop what runs."""
