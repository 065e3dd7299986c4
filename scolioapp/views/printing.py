"""Prints a PDF that is in memory: what goes to the printer are the pages as they are kept, and no file.

Qt's printing is imported when somebody prints. Must not know what stands on the pages.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

from engine.core.errors import OutputError
from engine.core.text import text

if TYPE_CHECKING:
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


def print_pdf(content: bytes, printer: QPrinter) -> None:
    """Print the pages of a PDF, those that were chosen.

    Raises:
        OutputError: The printer refused.
    """
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    painter = QPainter()
    try:
        document.load(buffer)
        if not document.pageCount() or not painter.begin(printer):
            raise OutputError(
                text("The page could not be printed."),
                text("Look whether the printer is on and has paper, or save the PDF instead."),
            )
        first = max(1, printer.fromPage()) - 1
        last = min(document.pageCount(), printer.toPage() or document.pageCount())
        for number in range(first, last):
            if number > first:
                printer.newPage()
            points = document.pagePointSize(number)
            dots = (points * (_DOTS_PER_INCH / 72)).toSize()
            image = document.render(number, QSize(dots))
            place = printer.paperRect(printer.Unit.DevicePixel)
            inside = printer.pageRect(printer.Unit.DevicePixel)
            painter.drawImage(QRectF(place.translated(-inside.topLeft())), image)
    finally:
        if painter.isActive():
            painter.end()
        document.close()
