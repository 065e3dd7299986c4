"""The recent videos: name, folder and what became of each; missing ones are greyed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from scolioapp.i18n import render
from scolioapp.jobs.queue import Phase
from scolioapp.painting.hatching import mark_width, paint_mark
from scolioapp.painting.icons import paint_drawing
from scolioapp.painting.ink import screen_ink
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import TextSize, font, space, tokens
from scolioapp.storage.records.recording_paths import recording_of
from scolioapp.viewmodels.lines_table import Index
from scolioapp.viewmodels.screen import RecentVideo
from scolioapp.words.result_words import date_words, mark_words, outcome_of, title_words

_ROLE = int(Qt.ItemDataRole.UserRole)
_ROW = space(6)


class _Row(QStyledItemDelegate):
    """Paints one recent video."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(space(40), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint icon, name, folder and state."""
        recent: RecentVideo = index.data(_ROLE)
        state: str = index.data(_ROLE + 1)
        now = tokens()
        rect: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        if selected or flags & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.accent_soft if selected else now.sunken))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        strong = now.text if recent.exists else now.strong_border
        weak = now.muted if recent.exists else now.strong_border
        middle = rect.center().y()
        sign = QRectF(rect.left() + space(2), middle - space(1.25), space(2.5), space(2.5))
        paint_drawing(painter, "film", sign, weak)
        left = int(sign.right()) + space(1.5)
        half = round((rect.right() - space(2) - left) * 0.42)
        name = QRect(left, rect.top() + space(0.5), half, _ROW // 2 - space(0.5))
        _write(painter, name, recent.title, strong, TextSize.BODY, middle=True)
        folder = QRect(left, middle, half, _ROW // 2 - space(0.5))
        _write(painter, folder, _below(recent), weak, TextSize.NOTE, middle=True)
        start = left + half + space(4)
        right = QRect(start, rect.top(), rect.right() - space(2) - start, rect.height())
        kept = None if _about_its_job(recent) else recent.entry
        outcome = outcome_of(kept) if kept is not None else None
        if outcome is not None:
            shape = QRectF(right.left() - space(3), middle - space(1), space(2), space(2))
            paint_outcome(painter, shape, outcome)
        warning = mark_words(kept) if kept is not None else ""
        if warning:
            ink = screen_ink(now)
            paint_mark(painter, QRectF(right), warning, ink)
            right.setLeft(right.left() + round(mark_width(warning, ink)) + space(1))
        _write(painter, right, state, weak, TextSize.NOTE)
        painter.restore()


def _write(
    painter: QPainter, rect: QRect, words: str, colour: str, size: TextSize, *, middle: bool = False
) -> None:
    """Write one line, shortened to its place."""
    painter.setFont(font(size))
    painter.setPen(QColor(colour))
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, mode, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _below(recent: RecentVideo) -> str:
    """Return the line below the title: the file name where the title is a label, and the folder."""
    if recording_of(recent.path):
        return ""
    folder = str(recent.path.parent)
    return f"{recent.path.name} · {folder}" if recent.label else folder


def _said(recent: RecentVideo) -> str:
    """Return what a video is called, for whoever cannot see the row."""
    if recent.label and recording_of(recent.path):
        return recent.label
    return f"{recent.label}, {recent.path.name}" if recent.label else recent.path.name


def _about_its_job(recent: RecentVideo) -> bool:
    """Tell whether the words of a row are about its job, not about a kept result."""
    over = {Phase.DONE, Phase.CANCELLED}
    return recent.job is not None and recent.job.phase not in over


class RecentList(QListWidget):
    """Recent videos; Enter or a double click opens the newest result, or screens the video.

    Signals:
        opened: A `RecentVideo` whose result is to be shown, or that is to be screened.
        screen_again: A `RecentVideo` that is to be screened again.
        forgotten: A `RecentVideo` to take off the list.
        find_asked: A `RecentVideo` that is not where it was.
    """

    opened = Signal(object)
    screen_again = Signal(object)
    forgotten = Signal(object)
    find_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Recent videos"))
        self.setItemDelegate(_Row(self))
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemActivated.connect(self._on_activated)

    def show_videos(self, videos: list[RecentVideo]) -> None:
        """Show these videos; the current one stays current."""
        before = self.currentItem()
        current: RecentVideo | None = None if before is None else before.data(_ROLE)
        self.clear()
        for video in videos:
            item = QListWidgetItem(video.title)
            state = self._state(video)
            item.setData(_ROLE, video)
            item.setData(_ROLE + 1, state)
            item.setToolTip("" if recording_of(video.path) else str(video.path))
            kept = None if _about_its_job(video) else video.entry
            warning = mark_words(kept) if kept is not None else ""
            said = f"{state}, {warning}" if warning else state
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_said(video)}, {said}")
            self.addItem(item)
            if current is not None and current.path == video.path:
                self.setCurrentItem(item)
        self.setFixedHeight(max(1, len(videos)) * _ROW + 4)

    def _state(self, video: RecentVideo) -> str:
        job = self._job_state(video)
        if job:
            return job
        if video.entry is not None:
            words = f"{title_words(video.entry)}, {date_words(video.entry.date)}"
            return words if video.exists else self.tr("{state} (video missing)").format(state=words)
        if video.exists:
            return self.tr("not screened")
        return self.tr("missing: moved or deleted. Press Enter to find it")

    def _job_state(self, video: RecentVideo) -> str:
        """Return what is being done with a video or has just failed, or ""."""
        if video.job is None:
            return ""
        if video.job.phase is Phase.FAILED:
            if not video.exists:
                return ""
            if video.job.error is None:
                return self.tr("failed")
            return self.tr("failed: {reason}").format(reason=render(video.job.error.what))
        words = {
            Phase.WAITING: self.tr("waiting"),
            Phase.RUNNING: self.tr("screening"),
            Phase.CANCELLING: self.tr("screening"),
            Phase.SAVING: self.tr("not saved yet"),
            Phase.UNSAVED: self.tr("not saved yet"),
        }
        return words.get(video.job.phase, "")

    def _on_activated(self, item: QListWidgetItem) -> None:
        video: RecentVideo = item.data(_ROLE)
        if video.exists or video.entry is not None:
            self.opened.emit(video)
        else:
            self.find_asked.emit(video)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a video."""
        item = self.itemAt(event.pos())
        if item is None:
            return
        video: RecentVideo = item.data(_ROLE)
        menu = QMenu(self)
        if video.entry is not None:
            menu.addAction(self.tr("&Open result"), lambda: self.opened.emit(video))
        if video.exists:
            menu.addAction(self.tr("&Screen again"), lambda: self.screen_again.emit(video))
        else:
            menu.addAction(self.tr("&Find the video…"), lambda: self.find_asked.emit(video))
        menu.addAction(self.tr("&Remove from this list"), lambda: self.forgotten.emit(video))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
