"""The window: rail, pages, jobs strip. Pages are built when they are first shown.

Must not know the engine; what a page needs is handed in by `scolioapp.bootstrap`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from scolioapp.settings import Settings
from scolioapp.widgets.jobs_strip import JobsStrip
from scolioapp.widgets.rail import Rail, RailEntry

SCREEN, RESULTS, MODELS = "screen", "results", "models"
RESEARCH, SETTINGS, HELP, ABOUT = "research", "settings", "help", "about"


class MainWindow(QMainWindow):
    """Frame of the program.

    Args:
        settings: Remembers size and place.
        pages: Builds each page, by key.
        strip: The jobs at the foot.

    Signals:
        dropped: Paths of files and folders that fell on the window.
        dragged: Whether files hang over the window.
        open_asked: The person wants to choose videos.
        closing: The window is about to close; everything is to be kept now.
    """

    dropped = Signal(object)
    dragged = Signal(bool)
    open_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        settings: Settings,
        pages: Mapping[str, Callable[[], QWidget]],
        strip: JobsStrip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._builders = pages
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self.setWindowTitle("ScolioApp")
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        self.rail = Rail(self._rail_entries(), self)
        self.stack = QStackedWidget(self)
        self.strip = strip
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(strip)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.rail.chosen.connect(self.show_page)
        self._make_shortcuts()
        self._restore()

    def _rail_entries(self) -> list[RailEntry]:
        return [
            RailEntry(SCREEN, self.tr("Screen"), "screen", "Ctrl+1"),
            RailEntry(RESULTS, self.tr("Results"), "results", "Ctrl+2"),
            RailEntry(MODELS, self.tr("Models"), "models", "Ctrl+3"),
            RailEntry(RESEARCH, self.tr("Research"), "research", "Ctrl+4"),
            RailEntry(SETTINGS, self.tr("Settings"), "settings", "Ctrl+5"),
            RailEntry(HELP, self.tr("Help"), "help", "F1", at_foot=True),
            RailEntry(ABOUT, self.tr("About"), "about", "", at_foot=True),
        ]

    def _make_shortcuts(self) -> None:
        shortcuts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+1", lambda: self.show_page(SCREEN)),
            ("Ctrl+2", lambda: self.show_page(RESULTS)),
            ("Ctrl+3", lambda: self.show_page(MODELS)),
            ("Ctrl+4", lambda: self.show_page(RESEARCH)),
            ("Ctrl+5", lambda: self.show_page(SETTINGS)),
            ("F1", lambda: self.show_page(HELP)),
            ("Ctrl+O", self.open_asked.emit),
            ("Ctrl+J", self.strip.toggle),
            ("Ctrl+Q", self.close),
        )
        for keys, do in shortcuts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(do)

    def _restore(self) -> None:
        kept = self._settings.state("geometry")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1280, 800)

    @property
    def current(self) -> str:
        """Key of the page that is shown."""
        return self._current

    def has_page(self, key: str) -> bool:
        """Tell whether a page was built."""
        return key in self._pages

    def page(self, key: str) -> QWidget:
        """Give a page; builds it at the first call."""
        if key not in self._pages:
            page = self._builders[key]()
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Show a page."""
        self.stack.setCurrentWidget(self.page(key))
        self._current = key
        self.rail.mark(key)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go from rail to page to jobs, although pages are built after both."""
        stops = self._focus_stops()
        focused = self.focusWidget()
        if not stops:
            return False
        if focused in stops:
            place = stops.index(focused) + (1 if next else -1)
        else:
            place = 0 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[place % len(stops)].setFocus(reason)
        return True

    def _focus_stops(self) -> list[QWidget]:
        """Give what the Tab key stops at: the open page's button, the page, the jobs."""
        found: list[QWidget] = []
        widget: QWidget | None = self.nextInFocusChain()
        while widget is not None and widget is not self:
            tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
                found.append(widget)
            widget = widget.nextInFocusChain()
        marked = [self.rail.button(self._current)] if self._current else []
        page = [each for each in found if self.stack.isAncestorOf(each)]
        return [*marked, *page, *(each for each in found if self.strip.isAncestorOf(each))]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up when files come over the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dragged.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back when they leave."""
        self.dragged.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files in."""
        self.dragged.emit(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything, then close."""
        self._settings.keep_state("geometry", self.saveGeometry())
        self.hide()
        self.closing.emit()
        self._settings.flush()
        event.accept()
