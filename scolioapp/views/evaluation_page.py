"""The Evaluation page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolioapp.settings import Settings
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.widgets.page import Page


class EvaluationPage(Page):
    """Evaluation.

    Args:
        model: Its state.
        settings: Remembers the shape of the page.
    """

    def __init__(
        self, model: EvaluationModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Evaluation"), parent=parent)
        self._model = model
