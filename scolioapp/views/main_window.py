"""The window: rail, pages, jobs strip. Pages are built when they are first shown.

Must not know the engine; what a page needs is handed in by `scolioapp.bootstrap`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from scolioapp.settings import Settings
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.jobs_strip import JobsStrip
from scolioapp.widgets.page import Page
from scolioapp.widgets.rail import Rail, RailEntry
from scolioapp.widgets.undo_bar import UndoBar

SCREEN, PATIENTS, DAY, RECORD = "screen", "patients", "day", "record"
RESULTS, MODELS = "results", "models"
RESEARCH, SETTINGS, HELP, ABOUT = "research", "settings", "help", "about"
PAGES = (SCREEN, PATIENTS, DAY, RECORD, RESULTS, MODELS, RESEARCH, SETTINGS, HELP, ABOUT)

_FIRST = QSize(1280, 800)
_LEAST = QSize(720, 480)
_EDGES = QSize(16, 40)
"""What a window manager may draw around a window, logical px; known only once the window stands."""


def usable(widget: QWidget) -> bool:
    """Tell whether a widget can take the focus now."""
    return widget.isVisible() and widget.isEnabled()


def part_of(widget: QWidget | None, parts: tuple[QWidget, ...]) -> QWidget | None:
    """Return the part of a window that a widget is in, or None."""
    if widget is None:
        return None
    return next((part for part in parts if part.isAncestorOf(widget)), None)


def first_size(room: QSize) -> tuple[QSize, bool]:
    """Return the size of the first window, and whether it is to fill the screen.

    Args:
        room: What the screen leaves to windows, logical px: 960x540 for 1920x1080 at 200 %.
    """
    free = room - _EDGES
    fits = _FIRST.width() <= free.width() and _FIRST.height() <= free.height()
    return _FIRST.boundedTo(free).expandedTo(_LEAST.boundedTo(free)), not fits


class MainWindow(QMainWindow):
    """Frame of the program.

    Args:
        settings: Remembers size and place.
        strip: The jobs at the foot.
        undo: Offers back what was taken away, above the jobs.

    Signals:
        dropped: Paths of files and folders that fell on the window.
        dragged: Whether files hang over the window.
        open_asked: The person wants to choose videos.
        chosen_again: Key of the open page, whose button on the rail was pressed once more.
        closing: The window is about to close; everything is to be kept now.
        refused: Key of a page that was asked for and that clinic mode closes.
        built: Key of a page that was just built.
        uncovered: The pages are there again, after the window was covered.
        lock_asked: The button with the user's name was pressed.

    Attributes:
        may_close: Tells whether the window may close; asks somebody otherwise.
        names_in_title: Whether the title of the window says whose result is open.
        notice: Says what is about the whole window, below every page.
    """

    dropped = Signal(object)
    dragged = Signal(bool)
    open_asked = Signal()
    chosen_again = Signal(str)
    closing = Signal()
    refused = Signal(str)
    built = Signal(str)
    uncovered = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        settings: Settings,
        strip: JobsStrip,
        undo: UndoBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._focused: dict[str, QWidget] = {}
        self._before: QWidget | None = None
        self.may_close: Callable[[], bool] = lambda: True
        self.names_in_title = True
        self._cover: QWidget | None = None
        self._not_for_role: frozenset[str] = frozenset()
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self._document = ""
        self._show_title()
        self.setMinimumSize(_LEAST)
        self.setAcceptDrops(True)
        self.rail = Rail(self._rail_entries(), self)
        self.stack = QStackedWidget(self)
        self.strip = strip
        self.undo_bar = undo
        self.notice = Banner(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.notice)
        right.addWidget(undo)
        right.addWidget(strip)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.rail.chosen.connect(self._on_chosen)
        self.rail.user_button.clicked.connect(self.lock_asked)
        settings.clinic.changed.connect(self._show_clinic)
        self._show_clinic()
        self._make_shortcuts()
        self._restore()

    def _rail_entries(self) -> list[RailEntry]:
        return [
            RailEntry(SCREEN, self.tr("Screen"), "screen", "Ctrl+1"),
            RailEntry(PATIENTS, self.tr("Patients"), "patients", "Ctrl+P"),
            RailEntry(DAY, self.tr("Day"), "day", "Ctrl+D"),
            RailEntry(RECORD, self.tr("Record"), "record", "Ctrl+R"),
            RailEntry(RESULTS, self.tr("Results"), "results", "Ctrl+2"),
            RailEntry(MODELS, self.tr("Models"), "models", "Ctrl+3"),
            RailEntry(RESEARCH, self.tr("Research"), "research", "Ctrl+4"),
            RailEntry(SETTINGS, self.tr("Settings"), "settings", "Ctrl+5"),
            RailEntry(HELP, self.tr("Help"), "help", "F1", at_foot=True),
            RailEntry(ABOUT, self.tr("About"), "about", "", at_foot=True),
        ]

    def _make_shortcuts(self) -> None:
        shortcuts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+1", lambda: self._on_chosen(SCREEN)),
            ("Ctrl+P", lambda: self._on_chosen(PATIENTS)),
            ("Ctrl+D", lambda: self._on_chosen(DAY)),
            ("Ctrl+R", lambda: self._on_chosen(RECORD)),
            ("Ctrl+2", lambda: self._on_chosen(RESULTS)),
            ("Ctrl+3", lambda: self._on_chosen(MODELS)),
            ("Ctrl+4", lambda: self._on_chosen(RESEARCH)),
            ("Ctrl+5", lambda: self._on_chosen(SETTINGS)),
            ("F1", lambda: self._on_chosen(HELP)),
            ("Ctrl+O", self._on_open),
            ("Ctrl+J", self.strip.toggle),
            ("Ctrl+L", self.lock_asked.emit),
            ("Ctrl+Q", self.close),
        )
        for keys, do in shortcuts:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(do)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages of a low window more room."""
        super().resizeEvent(event)
        self.strip.follow_height(event.size().height())

    def _restore(self) -> None:
        kept = self._settings.state("geometry")
        if kept is not None and self.restoreGeometry(kept):
            return
        size, fills = first_size(self.screen().availableGeometry().size())
        self.setMinimumSize(_LEAST.boundedTo(size))
        self.resize(size)
        if fills:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    @property
    def current(self) -> str:
        """Key of the page that is shown."""
        return self._current

    def has_page(self, key: str) -> bool:
        """Tell whether a page was built."""
        return key in self._pages

    def add_page(self, key: str, build: Callable[[], QWidget]) -> None:
        """Have a page built by a function when it is first shown."""
        self._builders[key] = build
        self._show_ways()

    def page(self, key: str) -> QWidget:
        """Return a page; builds it at the first call."""
        if key not in self._pages:
            page = self._builders[key]()
            self._pages[key] = page
            self.stack.addWidget(page)
            self.built.emit(key)
        return self._pages[key]

    @property
    def covered(self) -> bool:
        """Whether nothing can be seen or reached but what covers the pages."""
        return self._cover is not None

    def cover(self, widget: QWidget) -> None:
        """Show something in place of all pages; of the jobs only how many there are is said."""
        if self._cover is None:
            self.undo_bar.settle()
            self.rail.setEnabled(False)
            self.strip.veil(True)
        self._cover = widget
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self._show_title()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show the pages again: the one that was open, or the first that the user's role has."""
        if self._cover is None:
            return
        self._cover = None
        self.rail.setEnabled(True)
        self.strip.veil(False)
        key = self._current if self.has_way_to(self._current) else self.home
        # None of the pages is in view yet.
        self._current = ""
        self.show_page(key)
        self.uncovered.emit()

    @property
    def home(self) -> str:
        """Key of the first page that can be reached."""
        return next(key for key in PAGES if self.has_way_to(key))

    def has_way_to(self, key: str) -> bool:
        """Tell whether a page is there, and closed neither by clinic mode nor by the user's role."""
        there = bool(key) and (key != PATIENTS or key in self._builders)
        return there and key not in self._not_for_role and not self._settings.clinic.closes(key)

    def close_pages(self, keys: Collection[str]) -> None:
        """Take away the pages that the user's role has no use for."""
        self._not_for_role = frozenset(keys)
        self._show_ways()
        if self._current and not self.covered and not self.has_way_to(self._current):
            self.show_page(self.home)

    def _show_ways(self) -> None:
        for key in PAGES:
            self.rail.button(key).setVisible(self.has_way_to(key))

    def _show_clinic(self) -> None:
        """Take away what clinic mode closes, and say quietly that it is on."""
        clinic = self._settings.clinic
        self._show_ways()
        words = self.tr("Clinic mode") if clinic.on else ""
        explained = self.tr("“{name}” is used for every recording").format(name=clinic.model_name)
        self.rail.note(words, explained if clinic.model_name else "")
        self.setWindowTitle(f"ScolioApp · {words}" if words else "ScolioApp")

    @property
    def banner(self) -> Banner:
        """The place for messages on the page that is shown, or below what covers the pages."""
        if self.covered:
            return self.notice
        shown = self.stack.currentWidget()
        if isinstance(shown, QStackedWidget):
            shown = shown.currentWidget()
        if isinstance(shown, Page):
            return shown.banner
        raise TypeError(type(shown))

    def show_page(self, key: str) -> bool:
        """Show a page, unless it is closed; the focus is where it was when it was last open.

        Returns:
            Whether it is shown: not while the window is covered; it is open afterwards, then.
        """
        if self._settings.clinic.closes(key):
            self.refused.emit(key)
            return False
        if not self.has_way_to(key):
            return False
        if self.covered:
            self.page(key)
            self._current = key
            return False
        page, focused = self.page(key), self.focusWidget()
        if key != self._current:
            if self._current and focused is not None and self.stack.isAncestorOf(focused):
                self._focused[self._current] = focused
            on_rail = focused is not None and self.rail.isAncestorOf(focused)
            if not on_rail and not (focused is not None and self.strip.isAncestorOf(focused)):
                # Before the page goes, or Qt looks for the next best place, outside the page.
                self.setFocus()
            self.stack.setCurrentWidget(page)
            if not on_rail and self.focusWidget() in (self, None):
                self._focus_in(key, page)
        self._current = key
        # Who walks stands in front of that page.
        self.strip.step_aside(key == RECORD)
        self.rail.mark(key)
        self._show_title()
        return True

    def name_result(self, title: str) -> None:
        """Name the result that is open on its page in the window's title; "" for none."""
        self._document = title
        self._show_title()

    def _show_title(self) -> None:
        named = self._document if self._current == RESULTS and self.names_in_title else ""
        self.setWindowTitle(f"{named} \N{EN DASH} ScolioApp" if named else "ScolioApp")

    def _focus_in(self, key: str, page: QWidget) -> None:
        """Return the focus to what had it on a page, or to the page, where Tab begins."""
        kept = self._focused.get(key)
        if kept is not None and isValid(kept) and page.isAncestorOf(kept) and usable(kept):
            kept.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        if not self.covered and self.has_way_to(SCREEN):
            self.open_asked.emit()

    def _on_chosen(self, key: str) -> None:
        if self.covered:
            return
        if key == self._current:
            self.chosen_again.emit(key)
        self.show_page(key)

    def changeEvent(self, event: QEvent) -> None:
        """Return the focus to where it was before a dialog stood in front."""
        super().changeEvent(event)
        if event.type() is not QEvent.Type.ActivationChange:
            return
        if not self.isActiveWindow():
            self._before = self.focusWidget()
            return
        before, self._before = self._before, None
        if before is not None and isValid(before) and usable(before) and not before.hasFocus():
            before.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go from rail to page to jobs, although pages are built after both."""
        stops = self._focus_stops()
        focused = self.focusWidget()
        if not stops:
            return False
        if focused in stops:
            place = stops.index(focused) + (1 if next else -1)
        else:
            place = self._place_beside(focused, stops, next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[place % len(stops)].setFocus(reason)
        return True

    def _place_beside(self, focused: QWidget | None, stops: list[QWidget], next: bool) -> int:
        """Return the place among the stops of one that is no stop (any more), in the same part of the window.

        Qt asks this way, too, when the focused button is disabled or hidden: the focus stays near.
        """
        part = part_of(focused, (self.stack, self.strip))
        beside = [each for each in stops if part is not None and part.isAncestorOf(each)]
        if focused is None or not beside:
            return 0 if next else -1
        widget = focused.nextInFocusChain() if next else focused.previousInFocusChain()
        while widget is not None and widget is not focused:
            if widget in beside:
                return stops.index(widget)
            widget = widget.nextInFocusChain() if next else widget.previousInFocusChain()
        return 0 if next else -1

    def _focus_stops(self) -> list[QWidget]:
        """Return what the Tab key stops at: the open page's button, the page, the jobs."""
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
        if not self.covered and any(url.isLocalFile() for url in event.mimeData().urls()):
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
        """Keep everything, then close, unless something would be lost."""
        if not self.may_close():
            event.ignore()
            return
        self._settings.keep_state("geometry", self.saveGeometry())
        self.hide()
        self.closing.emit()
        self._settings.flush()
        event.accept()
