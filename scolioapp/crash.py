"""One path for the unexpected: into the log, then told to the person; nothing is lost.

Exceptions that nobody caught, in any thread, and what Qt complains about go into a rotating log
file. A log holds no names of people's files: paths outside the program are left out.
"""

from __future__ import annotations

import contextlib
import copy
import faulthandler
import logging
import logging.handlers
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

import engine
from scolioapp.painting.layouts import add_to, in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.dialog import button_row
from scolioapp.widgets.page import heading, paragraph, primary_button

logger = logging.getLogger("scolioapp")

_LOG_BYTES = 1_000_000
_LOGS_KEPT = 3
_PROGRAM = str(Path(engine.__file__).resolve().parents[1])
_CODE_LINE = re.compile(r'File "([^"]*)"')
_PATH = re.compile(
    r"""(?x)
    (["'“]) (?:[A-Za-z]:[\\/]|\\\\|/)[^"'”\n]* (["'”])   # a quoted absolute path
    | (?<![\w.<>]) (?:[A-Za-z]:\\|/(?:home|Users|mnt|media|tmp|var|Volumes)/)\S+ # or a bare one
    """
)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def without_paths(words: str) -> str:
    """Return a log text without the paths of a person's files.

    Lines of code keep the path inside the program, or the file's name alone.
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        path = match.group(1)
        kept.append(path.removeprefix(_PROGRAM) if path.startswith(_PROGRAM) else Path(path).name)
        return f"File <{len(kept) - 1}>"

    out = _PATH.sub("<file>", _CODE_LINE.sub(keep, words))
    for number, path in enumerate(kept):
        out = out.replace(f"File <{number}>", f'File "{path}"', 1)
    return out


class _WithoutPaths(logging.Formatter):
    """Writes one line for each record, without a person's paths.

    Args:
        pattern: Of a line.
        private: Whether what exceptions say is left out, too.
    """

    def __init__(self, pattern: str, *, private: bool) -> None:
        super().__init__(pattern)
        self._private = private

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        if self._private:
            # Another handler may have kept there what the exception says.
            record = copy.copy(record)
            record.exc_text = None
        return without_paths(super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return how an exception came about."""
        if self._private and ei[1] is not None:
            return _trace_without_words(ei[1])
        return super().formatException(ei)


def _trace_without_words(error: BaseException) -> str:
    """Return kinds and places of an exception and its causes, and nothing of what they say."""
    lines: list[str] = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        kind = type(following)
        lines += [
            *traceback.format_tb(following.__traceback__),
            f"{kind.__module__}.{kind.__name__}",
        ]
        cause = following.__cause__
        following = cause if following.__suppress_context__ else cause or following.__context__
        lines.append("\n\nbecause of\n\n" if following is not None else "\n")
    return "".join(lines)


def details_of(error: BaseException, *, private: bool = False) -> str:
    """Return what a developer needs to know of an error.

    Args:
        error: The error.
        private: Whether what it says is left out: it may name somebody.
    """
    trace = _trace_without_words(error) if private else "".join(traceback.format_exception(error))
    facts = (
        f"ScolioApp {engine.__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, {platform.platform()}"
    )
    return without_paths(f"{facts}\n\n{trace}")


class CrashPath(QObject):
    """Takes everything unexpected, from any thread.

    Args:
        log: The log.
        parent: Owner.
        private: Whether nothing of what an exception says is written or shown: with protected records it may
            name somebody.

    Signals:
        happened: The exception; shown on the interface's thread.
    """

    happened = Signal(object)

    def __init__(self, log: Path, parent: QObject | None = None, *, private: bool = False) -> None:
        super().__init__(parent)
        self._log = log
        self._private = private
        self._native: TextIO | None = None
        self._handler: logging.Handler | None = None
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._dialog: CrashDialog | None = None
        self.happened.connect(self._show)

    def install(self) -> None:
        """Take over; `uninstall` gives back. Without a folder for the log nothing is logged."""
        with contextlib.suppress(OSError):
            self._log_to_files()
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def _log_to_files(self) -> None:
        """Begin the log and the file for crashes of native code.

        Raises:
            OSError: They cannot be written.
        """
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._native = self._log.with_name("native-crash.log").open("a", encoding="utf-8")
        faulthandler.enable(self._native)
        handler = logging.handlers.RotatingFileHandler(
            self._log, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True
        )
        handler.setFormatter(
            _WithoutPaths(
                "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s",
                private=self._private,
            )
        )
        self._handler = handler
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(logging.INFO)

    def uninstall(self) -> None:
        """Restore what was replaced, as at the end of the program."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None
        qInstallMessageHandler(None)
        faulthandler.disable()
        if self._native is not None:
            self._native.close()
            self._native = None
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog that is open, or None."""
        return self._dialog

    def take(self, error: object) -> None:
        """Take an unexpected exception, from any thread."""
        if isinstance(error, BaseException):
            logger.critical("Unexpected error", exc_info=error)
            self.happened.emit(error)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self.take(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        self.take(arguments.exc_value)

    def _show(self, error: BaseException) -> None:
        if self._dialog is not None:
            self._dialog.add(details_of(error, private=self._private))
            return
        self._dialog = CrashDialog(details_of(error, private=self._private), self._log.parent)
        self._dialog.finished.connect(self._on_dialog_closed)
        self._dialog.show()

    def _on_dialog_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)


class CrashDialog(QDialog):
    """Says that something unexpected happened, what is safe, and what to do."""

    def __init__(self, details: str, logs: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logs = logs
        self.setWindowTitle(self.tr("Something unexpected happened"))
        self.setModal(True)
        self.setMinimumSize(space(70), space(45))
        self.details = QPlainTextEdit(details, self)
        self.details.setReadOnly(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setAccessibleName(self.tr("Error details"))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy_button = QPushButton(self.tr("&Copy details"), self)
        self.log_button = QPushButton(self.tr("Show &log"), self)
        self.quit_button = QPushButton(self.tr("Close the &program"), self)
        self.continue_button = primary_button(self.tr("C&ontinue"), self)
        column = in_column(gap=1.5, margins=3, parent=self)
        title = heading(self.tr("Something unexpected happened"), self)
        title.setProperty("role", "title")
        add_to(
            column,
            title,
            paragraph(
                self.tr(
                    "This is a fault in the program, not your mistake. Finished results and "
                    "waiting videos are kept. You can continue; if it happens again, restart the "
                    "program and send the details below to whoever looks after it. They do not "
                    "name any person or video."
                ),
                self,
            ),
            (self.details, 1),
        )
        row = button_row(
            self, action=self.continue_button, more=(self.copy_button, self.log_button)
        )
        row.addButton(self.quit_button, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.quit_button.setAutoDefault(False)
        column.addWidget(row)
        self.copy_button.clicked.connect(self._copy)
        self.log_button.clicked.connect(self._show_log)
        self.quit_button.clicked.connect(self._quit)
        self.continue_button.clicked.connect(self.accept)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)

    def add(self, details: str) -> None:
        """Add another error that happened meanwhile."""
        self.details.appendPlainText("\n" + details)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText(self.tr("Copied"))

    def _show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))

    def _quit(self) -> None:
        self.accept()
        # Not one by one: where closing one takes another along, that one is gone when its turn comes.
        QApplication.closeAllWindows()
