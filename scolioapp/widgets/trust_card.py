"""How far to trust the answer: one line for each ground, and what it is worth at a prevalence.

Every word is `engine.report.screening_document`'s. Must not know where the prevalence is kept.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QGridLayout, QLabel, QWidget

from engine.report.screening_document import Ground, trust_of
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.page import heading, note, paragraph
from scolioapp.widgets.technical_details import Details

_TITLES = 13
"""Width of the titles' column, steps of the grid."""


class TrustCard(QFrame):
    """The card "How far to trust it"; hidden without an answer, of which the card above it tells."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = model
        self.heading = heading("", self)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(space(1.5))
        self.grid.setVerticalSpacing(space(1))
        self.grid.setColumnMinimumWidth(0, space(_TITLES))
        self.grid.setColumnStretch(1, 1)
        self._cells: list[QLabel] = []
        self.prevalence_label = paragraph("", self)
        self.prevalence = QDoubleSpinBox(self)
        self.prevalence_row = QWidget(self)
        self.predictive = paragraph("", self)
        self.details = Details(self)
        self._lay_out()
        self._set_words()
        self.show_result()
        self._connect_signals()

    def _lay_out(self) -> None:
        box = self.prevalence
        box.setDecimals(1)
        box.setRange(0.1, 60.0)
        box.setSingleStep(0.5)
        box.setSuffix(" %")
        box.setKeyboardTracking(False)
        box.setFixedWidth(space(12))
        box.lineEdit().setTextMargins(space(0.75), 0, 0, 0)
        self.prevalence_label.setBuddy(box)
        in_row(
            (self.prevalence_label, 1),
            (box, 0, Qt.AlignmentFlag.AlignTop),
            gap=1,
            margins=0,
            parent=self.prevalence_row,
        )
        self.predictive.setTextFormat(Qt.TextFormat.PlainText)
        self.predictive.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        in_column(
            self.heading,
            self.grid,
            self.prevalence_row,
            self.predictive,
            self.details,
            gap=1,
            margins=2,
            parent=self,
        )

    def _connect_signals(self) -> None:
        self._model.screening_changed.connect(self.show_result)
        self._model.prevalence_changed.connect(self._show_predictive)
        self.prevalence.valueChanged.connect(self._take_prevalence)

    def _take_prevalence(self, percent: float) -> None:
        self._model.set_prevalence(round(percent, 1) / 100)

    # What is shown

    def show_result(self) -> None:
        """Show the grounds for the present answer."""
        section = trust_of(self._model.result, render, self._model.prevalence)
        self.setVisible(bool(section.grounds))
        grounds = section.grounds if self._reported() else section.everything
        self._fill([ground for ground in grounds if ground.words])
        self._show_predictive()

    def _reported(self) -> bool:
        """Tell whether the model has a report, from which predictive values are worked out."""
        result = self._model.result
        return result.model is not None and result.model.report is not None

    def _fill(self, grounds: list[Ground]) -> None:
        for cell in self._cells:
            self.grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = []
        for row, ground in enumerate(grounds):
            title = note(ground.title, self)
            title.setFixedWidth(space(_TITLES))
            # Small letters on the line of the larger ones beside them.
            title.setContentsMargins(0, space(0.25), 0, 0)
            words = paragraph(" ".join(ground.words), self)
            words.setMinimumWidth(1)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{title.text()}: {words.text()}")
            self.grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignTop)
            self._cells += [title, words]

    def _show_predictive(self, *_: object) -> None:
        """Show predictive values at the prevalence that is reckoned with."""
        share = self._model.prevalence
        section = trust_of(self._model.result, render, share)
        line = section.predictive
        reported = line is not None and self._reported()
        self.prevalence_row.setVisible(reported)
        self.predictive.setVisible(reported)
        blocker = QSignalBlocker(self.prevalence)
        self.prevalence.setValue(100 * share)
        blocker.unblock()
        words = line.words if line is not None and reported else ()
        self.predictive.setText("\n".join(words))
        self.details.show_lines(
            [f"{one.title}: {' '.join(one.detail)}" for one in section.everything if one.detail]
        )

    def _set_words(self) -> None:
        self.heading.setText(self.tr("How far to trust it"))
        self.prevalence_label.setText(
            self.tr(
                "Ho&w often it is correct, if this share of the people screened has such features:"
            )
        )
        self.prevalence.setAccessibleName(self.tr("Share of people with such features"))
