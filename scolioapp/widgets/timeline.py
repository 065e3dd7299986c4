"""The time of the recording as a line: usable part, gait cycles, findings, deciding frames, and now.

A click or drag moves the video; so do the arrow keys when the line has the focus. Must not know
the player.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.core.classes import Side
from engine.core.findings import Finding
from engine.report import why_words, wording
from scolioapp.i18n import listed, render
from scolioapp.painting.ink import Align, Ink, painting, screen_ink
from scolioapp.painting.overlay import side_sign
from scolioapp.painting.theme import tokens
from scolioapp.viewmodels.result import ResultViewModel

_MARGIN = 12.0
_STEPS_ROW, _BAR_ROW, _BAR_HEIGHT, _FINDINGS_ROW, _LABELS_ROW = 4.0, 26.0, 8.0, 40.0, 54.0
_SHARES_HEIGHT = 24.0
"""Height of the row of shares, which is there only where frames decided."""
_NEAR = 7.0


class Timeline(QWidget):
    """Paints the line; left margin is the first moment, right margin the last."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()
        model.playback.position_changed.connect(self.update)
        model.screening_changed.connect(self._take_screening)
        model.deciding.changed.connect(self.update)

    def _take_screening(self) -> None:
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
        gait = self._model.result.gait
        words = [self.tr("{count} complete steps").format(count=2 * gait.cycles)]
        words += [render(wording.finding_title(f.code)) for f in self._model.timed_findings]
        words += [
            self.tr("Deciding moment: {moment}").format(moment=render(why_words.frame_words(frame)))
            for frame in self._model.deciding.frames
        ]
        self.setAccessibleDescription(listed(words))

    def sizeHint(self) -> QSize:
        """Return the height of the rows and their labels."""
        ink = screen_ink()
        return QSize(400, round(self._labels_row + ink.metrics(ink.note).height() + 2))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at the smallest width."""
        return QSize(160, self.sizeHint().height())

    @property
    def _labels_row(self) -> float:
        return _LABELS_ROW + (_SHARES_HEIGHT if self._model.deciding.frames else 0.0)

    # Time and place

    def x_of(self, seconds: float) -> float:
        """Return where a time lies, px."""
        first, last = self._model.span
        share = (seconds - first) / max(last - first, 1e-6)
        return _MARGIN + share * (self.width() - 2 * _MARGIN)

    def seconds_at(self, x: float) -> float:
        """Return the time at a place, clamped to the recording."""
        first, last = self._model.span
        share = (x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1.0)
        return first + min(max(share, 0.0), 1.0) * (last - first)

    def finding_at(self, point: QPointF) -> Finding | None:
        """Return the finding marked near a place, or None."""
        if not _FINDINGS_ROW - 4 <= point.y() <= _LABELS_ROW:
            return None
        for finding in self._model.timed_findings:
            start, end = self._reach(finding)
            if start - _NEAR <= point.x() <= end + _NEAR:
                return finding
        return None

    def deciding_at(self, point: QPointF) -> int | None:
        """Return the place among the frames that decided of the one marked near a place, or None."""
        frames = self._model.deciding.frames
        if not frames or not _LABELS_ROW <= point.y() <= self._labels_row:
            return None
        away = [abs(self.x_of(frame.seconds) - point.x()) for frame in frames]
        nearest = away.index(min(away))
        return nearest if away[nearest] <= _NEAR else None

    def _reach(self, finding: Finding) -> tuple[float, float]:
        start = finding.start_seconds or 0.0
        end = finding.end_seconds if finding.end_seconds is not None else start
        return self.x_of(start), self.x_of(end)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows from top to bottom, then the position over them."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = screen_ink(tokens(self.palette()))
            self._paint_steps(painter, ink)
            self._paint_bar(painter, ink)
            self._paint_findings(painter, ink)
            self._paint_shares(painter, ink)
            self._paint_labels(painter, ink)
            self._paint_position(painter, ink)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(ink.pen(ink.tokens.accent, 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_steps(self, painter: QPainter, ink: Ink) -> None:
        """Write each heel strike as L or R with a tick down to the bar."""
        last_x = -1e9
        for strike in self._model.result.gait.heel_strikes:
            x = self.x_of(strike.seconds)
            left = strike.side is Side.LEFT
            colour = ink.tokens.left if left else ink.tokens.right
            painter.setPen(ink.pen(colour, 2))
            painter.drawLine(QPointF(x, _BAR_ROW - 5), QPointF(x, _BAR_ROW + _BAR_HEIGHT + 1))
            if x - last_x >= 12:
                place = QRectF(x - 8, _STEPS_ROW, 16, _BAR_ROW - _STEPS_ROW - 5)
                letter = side_sign("L" if left else "R")
                align = Align.CENTRE | Align.MIDDLE
                ink.write(painter, place, letter, face=ink.note, colour=colour, align=align)
                last_x = x

    def _paint_bar(self, painter: QPainter, ink: Ink) -> None:
        first, last = self._model.span
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.tokens.sunken))
        whole = QRectF(self.x_of(first), _BAR_ROW, self.x_of(last) - self.x_of(first), _BAR_HEIGHT)
        painter.drawRoundedRect(whole, 4, 4)
        usable = self._model.usable
        if usable is not None:
            part = QRectF(whole)
            part.setLeft(self.x_of(usable[0]))
            part.setRight(self.x_of(usable[1]))
            fill = QColor(ink.tokens.accent)
            fill.setAlpha(110)
            painter.setBrush(fill)
            painter.drawRoundedRect(part, 4, 4)

    def _paint_findings(self, painter: QPainter, ink: Ink) -> None:
        for finding in self._model.timed_findings:
            start, end = self._reach(finding)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.tokens.severity(finding.severity))
            painter.drawRect(QRectF(start, _FINDINGS_ROW + 4, max(end - start, 2.0), 3))
            flag = [
                QPointF(start - 4, _FINDINGS_ROW + 11),
                QPointF(start, _FINDINGS_ROW + 2),
                QPointF(start + 4, _FINDINGS_ROW + 11),
            ]
            painter.drawPolygon(QPolygonF(flag))

    def _paint_shares(self, painter: QPainter, ink: Ink) -> None:
        """Draw the frames that decided as bars, as high as their share; the one looked at with a dot."""
        deciding = self._model.deciding
        most = max((frame.share for frame in deciding.frames), default=0.0)
        if most <= 0.0:
            return
        ground = self._labels_row - 3
        painter.setPen(ink.pen(ink.tokens.border, 1))
        painter.drawLine(QPointF(_MARGIN, ground), QPointF(self.width() - _MARGIN, ground))
        self._paint_all_shares(painter, ink, most, ground)
        for frame in deciding.frames:
            x = self.x_of(frame.seconds)
            high = max(_SHARES_HEIGHT - 8, 1.0) * frame.share / most
            painter.setPen(ink.pen(ink.tokens.heat, 4))
            painter.drawLine(QPointF(x, ground), QPointF(x, ground - high))
            if frame is deciding.chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ink.tokens.heat))
                painter.drawEllipse(QPointF(x, ground - high), 4, 4)

    def _paint_all_shares(self, painter: QPainter, ink: Ink, most: float, ground: float) -> None:
        """Hint at the shares of all other frames, too."""
        explanation, sequence = self._model.result.explanation, self._model.screening.sequence
        if explanation is None or sequence is None:
            return
        painter.setPen(ink.pen(ink.tokens.strong_border, 1))
        # A sequence has the times of life, the line those of the recording.
        times = sequence.seconds * self._model.slow_motion
        shares = zip(times, explanation.frame_shares, strict=False)
        for seconds, share in shares:
            x = self.x_of(float(seconds))
            high = (_SHARES_HEIGHT - 8) * min(share / most, 1.0)
            painter.drawLine(QPointF(x, ground), QPointF(x, ground - high))

    def _paint_labels(self, painter: QPainter, ink: Ink) -> None:
        """Write whole seconds below, as many as fit."""
        first, last = self._model.span
        room = ink.width("00 s", ink.note) * 1.8
        pixels = (self.width() - 2 * _MARGIN) / max(last - first, 1e-6)
        step = next((s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300) if s * pixels >= room), 600)
        second, row = 0, self._labels_row
        while second <= last + 1e-6:
            place = QRectF(self.x_of(second) - 24, row, 48, self.height() - row)
            place.moveLeft(min(max(place.left(), 0.0), self.width() - place.width()))
            align = Align.CENTRE
            if place.left() == 0.0:
                align = Align.LEFT
                place.moveLeft(_MARGIN - 3)
            words = self.tr("{count} s").format(count=second)
            ink.write(
                painter,
                place,
                words,
                face=ink.note,
                colour=ink.tokens.muted,
                align=align | Align.TOP,
            )
            second += step

    def _paint_position(self, painter: QPainter, ink: Ink) -> None:
        x = self.x_of(self._model.playback.position)
        painter.setPen(ink.pen(ink.tokens.text, 2))
        painter.drawLine(QPointF(x, _STEPS_ROW), QPointF(x, self._labels_row - 2))
        painter.setPen(ink.pen(ink.tokens.surface, 1.5))
        painter.setBrush(QColor(ink.tokens.text))
        painter.drawEllipse(QPointF(x, _BAR_ROW + _BAR_HEIGHT / 2), 6.5, 6.5)

    # Hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was clicked, to the frame that decided or the start of the finding there."""
        if event.button() is Qt.MouseButton.LeftButton:
            finding = self.finding_at(event.position())
            deciding = self.deciding_at(event.position())
            if deciding is not None:
                self._model.deciding.choose(deciding)
            elif finding is not None and finding.start_seconds is not None:
                self._model.playback.seek(finding.start_seconds)
            else:
                self._model.playback.seek(self.seconds_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._model.playback.seek(self.seconds_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Say what a mark means when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._tip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _tip_at(self, point: QPointF) -> str:
        finding, deciding = self.finding_at(point), self.deciding_at(point)
        if deciding is not None:
            moment = render(why_words.frame_words(self._model.deciding.frames[deciding]))
            return self.tr("Deciding moment: {moment}").format(moment=moment)
        if finding is None:
            return ""
        return f"{render(wording.finding_title(finding.code))}: {render(finding.message)}"
