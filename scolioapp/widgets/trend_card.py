"""What changed from visit to visit of one patient, as a card: charts, sentences, and the same as a table.

The arrow keys go from visit to visit, Enter opens the one that is marked. Must not know the view-model.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QSizePolicy, QWidget

from engine.report.trend import Change, Point, SeriesKind, Trend, VisitValues
from engine.report.trend_words import comparison_words, notes_of, series_words, value_words
from scolioapp.i18n import listed, render
from scolioapp.painting.ink import painting, screen_ink
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import tokens
from scolioapp.painting.trend_picture import TrendLayout, day_words, lay_out, outcome_line, paint
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import heading, note, paragraph, quiet_button

_LEAST_WIDTH = 280
PADDING = 8
"""Between the charts and the edge that shows where the keyboard is, logical px."""


class TrendPicture(QWidget):
    """The charts as a widget; as high as they need.

    Signals:
        visit_chosen: Id of the visit that was clicked, or that Enter was pressed on.
        reached: Id of the visit that the arrow keys went to.
    """

    visit_chosen = Signal(str)
    reached = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend = Trend((), ())
        self._marked = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Measurements over time"))

    @property
    def chosen(self) -> str:
        """Id of the visit that is marked, or ""."""
        return self._marked

    def show_trend(self, trend: Trend) -> None:
        """Show a trend."""
        self._trend, self._marked = trend, ""
        self.setAccessibleDescription(listed_trend(trend))
        self._fit()
        self.update()

    def layout_now(self) -> TrendLayout:
        """Return where everything stands, from a corner that is `PADDING` px inside."""
        return lay_out(self._trend, screen_ink(tokens(self.palette())), self.width() - 2 * PADDING)

    def mark(self, visit: str) -> None:
        """Mark a visit in every chart."""
        if visit != self._marked:
            self._marked = visit
            self.update()

    # Size

    def hasHeightForWidth(self) -> bool:
        """Words wrap, so the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        if not self._trend.visits:
            return 1
        laid = lay_out(self._trend, screen_ink(), width - 2 * PADDING)
        return math.ceil(laid.height) + 2 * PADDING

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        width = max(self.width(), _LEAST_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that can be read."""
        return QSize(_LEAST_WIDTH, self.sizeHint().height())

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(max(self.width(), _LEAST_WIDTH)))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width with the height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    # Hands

    def _visit_at(self, place: QPointF) -> VisitValues | None:
        if not self._trend.visits:
            return None
        inside = place - QPointF(PADDING, PADDING)
        return self.layout_now().visit_at(self._trend, inside, screen_ink())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the visit below the pointer."""
        visit = self._visit_at(event.position())
        cursor = Qt.CursorShape.ArrowCursor if visit is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(cursor)
        self.mark("" if visit is None else visit.visit)
        self.setToolTip("" if visit is None else visit_words(self._trend, visit))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the visit that was clicked."""
        visit = self._visit_at(event.position())
        if visit is not None and event.button() is Qt.MouseButton.LeftButton:
            self.mark(visit.visit)
            self.visit_chosen.emit(visit.visit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or the previous visit, or choose the marked one."""
        visits = [one.visit for one in self._trend.visits]
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and visits:
            there = self._marked in visits
            at = visits.index(self._marked) + steps[key] if there else len(visits) - 1
            self.mark(visits[min(max(at, 0), len(visits) - 1)])
            self.reached.emit(self._marked)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked in visits:
            self.visit_chosen.emit(self._marked)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the charts, and an edge while the keyboard is here."""
        if not self._trend.visits:
            return
        ink = screen_ink(tokens(self.palette()))
        with painting(self) as painter:
            corner = QPointF(PADDING, PADDING)
            paint(painter, self._trend, self.layout_now(), ink, corner, self._marked)
            if self.hasFocus():
                painter.setPen(QColor(ink.tokens.accent))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class TrendCard(QFrame):
    """The card "Over time" of the page of a patient: what changed in words, the charts folded below.

    Signals:
        visit_chosen: Id of the visit that a person wants to see.
        compare_asked: The `VisitValues` of an earlier visit and of the newest, to be seen side by side.
    """

    visit_chosen = Signal(str)
    compare_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._trend = Trend((), ())
        self.heading = heading(self.tr("Over time"), self)
        self.summary = paragraph("", self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.hint = note("", self)
        self.picture = TrendPicture(self)
        self.fold_button = quiet_button(parent=self)
        self.fold_button.setCheckable(True)
        self._may_compare = True
        self.compare_row = self._build_compare_row()
        in_column(
            in_row(self.heading, STRETCH, self.fold_button),
            self.summary,
            self.compare_row,
            self.hint,
            self.picture,
            gap=1,
            margins=2,
            parent=self,
        )
        self.picture.visit_chosen.connect(self.visit_chosen)
        self.picture.reached.connect(self._say_visit)
        self.fold_button.toggled.connect(self._show_charts)
        self.show_trend(self._trend)

    def _build_compare_row(self) -> QWidget:
        """Offer the newest visit side by side with one before it."""
        row = QWidget(self)
        words = note(self.tr("Compare the newest visit with"), row)
        words.setMinimumWidth(1)
        self.earlier_box = DropDown(row)
        self.earlier_box.setAccessibleName(words.text())
        self.earlier_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.compare_button = QPushButton(self.tr("&Side by side"), row)
        self.compare_button.setToolTip(
            self.tr("Play the videos of both visits beside each other, in step")
        )
        self.compare_button.clicked.connect(self._ask_compare)
        in_row((words, 1), self.earlier_box, self.compare_button, gap=1, margins=0, parent=row)
        return row

    @property
    def trend(self) -> Trend:
        """What is shown."""
        return self._trend

    def allow_compare(self, allowed: bool) -> None:
        """Offer visits side by side, or not: pictures are not for everybody."""
        self._may_compare = allowed
        self._show_compare()

    def _recorded(self) -> list[VisitValues]:
        """Return the visits that can be seen side by side, the newest first."""
        return [one for one in reversed(self._trend.visits) if one.recording]

    def _show_compare(self) -> None:
        earlier = self._recorded()[1:]
        self.compare_row.setVisible(self._may_compare and bool(earlier))
        self.earlier_box.clear()
        for one in earlier:
            self.earlier_box.addItem(day_words(one.day), one.visit)

    def _ask_compare(self) -> None:
        newest, *earlier = self._recorded()
        chosen = self.earlier_box.currentData()
        found = [one for one in earlier if one.visit == chosen]
        if found:
            self.compare_asked.emit(found[0], newest)

    def show_trend(self, trend: Trend) -> None:
        """Show what changed; where there is nothing to compare yet, say so."""
        self._trend = trend
        self.picture.show_trend(trend)
        self.summary.setText("\n".join(self._summary()))
        self._show_compare()
        self._show_charts()
        self._say_visit("")

    def unfold(self, unfolded: bool = True) -> None:
        """Show the charts, or only what they come to."""
        self.fold_button.setChecked(unfolded)

    def _show_charts(self) -> None:
        unfolded, there = self.fold_button.isChecked(), bool(self._trend.visits)
        self.fold_button.setVisible(there)
        self.fold_button.setText(self.tr("Hide &charts") if unfolded else self.tr("Show &charts"))
        for part in (self.hint, self.picture):
            part.setVisible(there and unfolded)

    def _summary(self) -> list[str]:
        """Say in some lines what the charts come to."""
        trend = self._trend
        if not trend.visits and not trend.hidden:
            return [self.tr("Nothing has been measured yet.")]
        if not trend.visits:
            return [render(one) for one in notes_of(trend)]
        if len(trend.visits) == 1:
            return [
                self.tr("One visit so far. What changed is shown here from the second visit on.")
            ]
        changed = [
            f"{render(series.kind.label)}: {render(comparison_words(one, series.kind, day_words))}"
            for series in trend.series
            for one in series.comparisons[:2]
            if one.change is Change.CHANGED
        ]
        if changed:
            return changed
        if any(series.comparisons for series in trend.series):
            return [self.tr("No measurement changed by more than its error.")]
        return [self.tr("No two visits were measured in the same way: nothing to compare yet.")]

    def clear(self) -> None:
        """Forget what is shown."""
        self.show_trend(Trend((), ()))

    def _say_visit(self, visit: str) -> None:
        """Say what was found at the marked visit, or how one is marked."""
        said = [one for one in self._trend.visits if one.visit == visit]
        if not said:
            self.hint.setText(self.tr("Click a point to open the visit; the arrow keys go along."))
            return
        words = visit_words(self._trend, said[0])
        self.hint.setText(words)
        self.picture.setAccessibleDescription(f"{words}. {listed_trend(self._trend)}")


def visit_words(trend: Trend, visit: VisitValues) -> str:
    """Say in one line what was found at a visit."""
    parts = [outcome_line(visit)]
    for series in trend.series:
        parts += [
            _point_words(point, series.kind)
            for point in series.points
            if point.visit == visit.visit
        ]
    return " \N{MIDDLE DOT} ".join(parts)


def listed_trend(trend: Trend) -> str:
    """Say all of a trend, for who has it read aloud."""
    lines = []
    for series in trend.series:
        values = [
            f"{day_words(point.date)} {render(value_words(point.value, series.kind))}"
            for point in series.points
        ]
        said = " ".join(render(one) for one in series_words(series, day_words))
        lines.append(f"{render(series.kind.label)}: {listed(values)}. {said}")
    lines += [outcome_line(one) for one in trend.visits if one.outcome is not None]
    return "\n".join([*lines, *(render(one) for one in notes_of(trend))])


def _point_words(point: Point, kind: SeriesKind) -> str:
    return f"{render(kind.label)} {render(value_words(point.value, kind))}"
