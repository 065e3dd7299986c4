"""The Research pages behind one place on the rail: Dataset, Training and Evaluation, in the order of work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from scolioapp.painting.layouts import in_column, in_row
from scolioapp.settings import Settings
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING, Research
from scolioapp.widgets.page import Page


class ResearchArea(QWidget):
    """A row of three choices above the page that is open; each page is built when it is first shown."""

    def __init__(
        self, research: Research, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._research = research
        self._settings = settings
        self._pages: dict[str, Page] = {}
        self._builders: dict[str, Callable[[], Page]] = {
            DATASET: self._build_dataset,
            TRAINING: self._build_training,
            EVALUATION: self._build_evaluation,
        }
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.stack = QStackedWidget(self)
        in_column(self._choices(), (self.stack, 1), gap=0, margins=0, parent=self)
        research.page_asked.connect(self.show_page)
        self._make_shortcuts()
        kept = settings.research_page
        self.show_page(kept if kept in self._builders else DATASET)

    def _choices(self) -> QHBoxLayout:
        row = in_row(gap=1, margins=(3, 2, 3, 0))
        words = {
            DATASET: self.tr("&Dataset"),
            TRAINING: self.tr("&Training"),
            EVALUATION: self.tr("&Evaluation"),
        }
        for number, (key, said) in enumerate(words.items(), start=1):
            button = QPushButton(said, self)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setToolTip(f"{said.replace('&', '')} (Alt+{number})")
            button.clicked.connect(lambda _=False, key=key: self.show_page(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _make_shortcuts(self) -> None:
        for number, key in enumerate(self._builders, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda key=key: self.show_page(key))

    @property
    def current(self) -> str:
        """Key of the page that is open."""
        return next(key for key, page in self._pages.items() if page is self.stack.currentWidget())

    def page(self, key: str) -> Page:
        """Return a page; builds it at the first call."""
        if key not in self._pages:
            self._pages[key] = self._builders[key]()
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    def button(self, key: str) -> QPushButton:
        """Return the choice of a page."""
        return self._buttons[key]

    def show_page(self, key: str) -> None:
        """Open a page."""
        self.stack.setCurrentWidget(self.page(key))
        self._buttons[key].setChecked(True)
        self._settings.research_page = key

    def _build_dataset(self) -> Page:
        from scolioapp.views.dataset_page import DatasetPage

        return DatasetPage(self._research.datasets, self._settings)

    def _build_training(self) -> Page:
        from scolioapp.views.training_page import TrainingPage

        return TrainingPage(self._research.training, self._settings)

    def _build_evaluation(self) -> Page:
        from scolioapp.views.evaluation_page import EvaluationPage

        return EvaluationPage(self._research.evaluation, self._settings)
