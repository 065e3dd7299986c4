"""What the recording is good for: the verdict, and below it, folded, each finding with its remedy.

A click on a finding that has a time moves the video there. Must not know the player.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from engine.core.findings import Severity, Verdict
from engine.core.result import Quality
from engine.report.screening_document import FindingWords, recording_of
from scolioapp.i18n import render
from scolioapp.painting.ink import painting
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space, tokens
from scolioapp.widgets.page import heading, note, paragraph, quiet_button
from scolioapp.widgets.player import clock
from scolioapp.widgets.technical_details import Details


class SeverityMark(QWidget):
    """A small sign for how much something matters: dot, diamond or triangle, in its colour."""

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setFixedSize(space(2), space(2))

    def set_severity(self, severity: Severity) -> None:
        """Change the sign."""
        self._severity = severity
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_severity(
                painter,
                QRectF(self.rect()),
                self._severity,
                tokens(self.palette()).severity(self._severity),
            )


def paint_severity(painter: QPainter, place: QRectF, severity: Severity, colour: QColor) -> None:
    """Paint the sign of a severity: dot for a note, diamond for care, triangle for repeat."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    middle, half = place.center(), 0.36 * min(place.width(), place.height())
    x, y = middle.x(), middle.y()
    if severity is Severity.INFO:
        painter.drawEllipse(middle, 0.85 * half, 0.85 * half)
    elif severity is Severity.CARE:
        corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    else:
        corners = [(x, y - half), (x + half, y + 0.8 * half), (x - half, y + 0.8 * half)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def severity_of(verdict: Verdict) -> Severity:
    """Return the severity whose sign goes with a verdict."""
    return {
        Verdict.USABLE: Severity.INFO,
        Verdict.USABLE_WITH_CARE: Severity.CARE,
        Verdict.REPEAT: Severity.REPEAT,
    }[verdict]


class FindingRow(QWidget):
    """One finding: its sign, title, what was noticed, what to do, and a way to its place.

    Signals:
        asked_for: The time at which the finding begins, seconds.
    """

    asked_for = Signal(float)

    def __init__(self, finding: FindingWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        mark = SeverityMark(finding.severity, self)
        title = heading(finding.title, self)
        title.setWordWrap(True)
        top = in_row(mark, (title, 1), gap=1)
        self.show_button: QPushButton | None = None
        if finding.start_seconds is not None:
            self.show_button = self._button(finding.start_seconds, title.text())
            top.addWidget(self.show_button)
        words = in_column(
            paragraph(finding.message, self),
            note(finding.remedy, self),
            gap=0.25,
            margins=(3, 0, 0, 0),
        )
        self.details = Details(self)
        self.details.show_lines([finding.detail] if finding.detail else [])
        words.addWidget(self.details)
        in_column(top, words, gap=0.25, margins=(0, 0.5, 0, 0.5), parent=self)
        for label in self.findChildren(QLabel):
            label.setMinimumWidth(1)
        self.setAccessibleName(title.text())

    def _button(self, seconds: float, title: str) -> QPushButton:
        button = quiet_button(self.tr("Show {time}").format(time=clock(seconds)), self)
        button.setAccessibleName(self.tr("Show in the video: {finding}").format(finding=title))
        button.clicked.connect(lambda: self.asked_for.emit(seconds))
        return button

    def mousePressEvent(self, event: object) -> None:
        """The whole row leads to the place, too."""
        if self.finding.start_seconds is not None:
            self.asked_for.emit(self.finding.start_seconds)


class QualityPanel(QFrame):
    """The second card of the right column.

    Signals:
        asked_for: A time to show in the video, seconds.
    """

    asked_for = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._quality: Quality | None = None
        self.mark = SeverityMark(Severity.INFO, self)
        self.verdict = heading("", self)
        self.verdict.setWordWrap(True)
        self.verdict.setMinimumWidth(1)
        self.toggle = quiet_button(parent=self)
        self.toggle.setCheckable(True)
        self.list = QWidget(self)
        self.rows: list[FindingRow] = []
        self._list_layout = in_column(gap=0.5, margins=0, parent=self.list)
        top = in_row(self.mark, (self.verdict, 1), self.toggle, gap=1)
        in_column(top, self.list, gap=0.5, margins=(2, 1, 1, 1), parent=self)
        self.toggle.toggled.connect(self._fold)

    def show_quality(self, quality: Quality) -> None:
        """Show a verdict; its findings are unfolded where something is to be done."""
        self._quality = quality
        section = recording_of(quality, render)
        self.mark.set_severity(severity_of(section.verdict))
        self.verdict.setText(section.heading)
        for row in self.rows:
            self._list_layout.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for finding in section.worst_first:
            row = FindingRow(finding, self.list)
            row.asked_for.connect(self.asked_for)
            self._list_layout.addWidget(row)
            self.rows.append(row)
        before = self.toggle
        for button in filter(None, (row.show_button for row in self.rows)):
            QWidget.setTabOrder(before, button)
            before = button
        self.toggle.setVisible(bool(self.rows))
        unfolded = quality.verdict is Verdict.REPEAT
        self.toggle.setChecked(unfolded)
        self._fold(unfolded)

    def _fold(self, unfolded: bool) -> None:
        self.list.setVisible(unfolded and bool(self.rows))
        count = len(self.rows)
        if unfolded:
            self.toggle.setText(self.tr("Hide &findings"))
        else:
            words = self.tr("Show 1 &finding") if count == 1 else self.tr("Show {count} &findings")
            self.toggle.setText(words.format(count=count))
        self.toggle.setAccessibleDescription(self.verdict.text())
