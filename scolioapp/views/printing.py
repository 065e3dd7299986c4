"""Prints and shows a PDF that is in memory: the pages as they are kept, and no file.

Qt's printing is imported when somebody prints. Must not know what stands on the pages.
"""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from engine.core.errors import OutputError
from engine.core.text import text

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300
AskPrinter = Callable[[QWidget, Callable[["QPrinter"], None]], None]
"""Asks for a printer over a window, and calls with it where one was chosen."""


def can_print() -> bool:
    """Tell whether this installation has what printing needs."""
    return all(
        importlib.util.find_spec(f"PySide6.{name}") is not None
        for name in ("QtPdf", "QtPrintSupport")
    )


def ask_printer(parent: QWidget, do: Callable[[QPrinter], None]) -> None:
    """Ask for a printer in the system's own dialog."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: do(printer))
    dialog.finished.connect(dialog.deleteLater)
    # Its own `open` has other arguments.
    QDialog.open(dialog)


def pictures_of(content: bytes, dots_per_inch: int) -> list[QImage]:
    """Return the pages of a PDF as pictures, on white.

    Raises:
        OutputError: They cannot be read.
    """
    with _opened(content) as document:
        return [_drawn(document, number, dots_per_inch) for number in range(document.pageCount())]


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[QPdfDocument]:
    """Open a PDF that is in memory."""
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    try:
        document.load(buffer)
        if not document.pageCount():
            raise OutputError(
                text("The pages cannot be read."),
                text("Restore the newest backup, or ask an administrator to look into it."),
            )
        yield document
    finally:
        document.close()


def _drawn(document: QPdfDocument, number: int, dots_per_inch: int) -> QImage:
    """Return a page as a picture, on white."""
    dots = (document.pagePointSize(number) * (dots_per_inch / 72)).toSize()
    drawn = document.render(number, QSize(dots))
    page = QImage(dots, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return page


def print_pdf(content: bytes, printer: QPrinter) -> None:
    """Print the pages of a PDF, those that were chosen.

    Raises:
        OutputError: The printer refused.
    """
    painter = QPainter()
    with _opened(content) as document:
        if not painter.begin(printer):
            raise OutputError(
                text("The page could not be printed."),
                text("Look whether the printer is on and has paper, or save the PDF instead."),
            )
        try:
            first = max(1, printer.fromPage()) - 1
            last = min(document.pageCount(), printer.toPage() or document.pageCount())
            for number in range(first, last):
                if number > first:
                    printer.newPage()
                image = _drawn(document, number, _DOTS_PER_INCH)
                place = printer.paperRect(printer.Unit.DevicePixel)
                inside = printer.pageRect(printer.Unit.DevicePixel)
                painter.drawImage(QRectF(place.translated(-inside.topLeft())), image)
        finally:
            painter.end()
