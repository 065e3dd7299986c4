"""The Training page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolioapp.settings import Settings
from scolioapp.viewmodels.training import TrainingModel
from scolioapp.widgets.page import Page


class TrainingPage(Page):
    """Training.

    Args:
        model: Its state.
        settings: Remembers the shape of the page.
    """

    def __init__(
        self, model: TrainingModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Training"), parent=parent)
        self._model = model
