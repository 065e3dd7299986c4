"""The Dataset page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolioapp.settings import Settings
from scolioapp.viewmodels.datasets import DatasetsModel
from scolioapp.widgets.page import Page


class DatasetPage(Page):
    """Dataset.

    Args:
        model: Its state.
        settings: Remembers the shape of the page.
    """

    def __init__(
        self, model: DatasetsModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Dataset"), parent=parent)
        self._model = model
