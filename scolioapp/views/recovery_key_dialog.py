"""Shows a recovery key that takes the place of another, and puts recovery keys on paper."""

from __future__ import annotations

import importlib.util
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.paper.recovery_key_pdf import print_recovery_key, write_recovery_key_pdf
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import primary_button
from scolioapp.widgets.recovery_key_view import RecoveryKeyView


def can_print() -> bool:
    """Tell whether this program was built with printing."""
    return importlib.util.find_spec("PySide6.QtPrintSupport") is not None


def put_on_paper(view: RecoveryKeyView, key: str, banner: Banner) -> None:
    """Let the buttons of a view print and save a key.

    Args:
        view: Shows it.
        key: The key.
        banner: Where is said what went wrong.
    """
    view.show_key(key.split("-"))
    view.print_asked.connect(partial(_print, view, key))
    view.save_asked.connect(partial(_ask_path, view, key, banner))


def _print(view: RecoveryKeyView, key: str) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, view.window())
    dialog.accepted.connect(lambda: print_recovery_key(printer, key, made=date.today()))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def _ask_path(view: RecoveryKeyView, key: str, banner: Banner) -> None:
    dialog = QFileDialog(view.window(), view.tr("Save the recovery key"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([view.tr("PDF files (*.pdf)")])
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile("ScolioApp-recovery-key.pdf")
    dialog.fileSelected.connect(lambda name: save_key(view, key, banner, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def save_key(view: RecoveryKeyView, key: str, banner: Banner, path: Path) -> None:
    """Write a key into a PDF, and say how it went."""
    try:
        write_recovery_key_pdf(key, path, made=date.today())
    except ScolioError as error:
        banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
        return
    words = view.tr("Saved as {name}. Print it, or move it to a stick, and delete it here.")
    banner.say(words.format(name=path.name))


class RecoveryKeyDialog(GrowingDialog):
    """Shows a new recovery key; it goes when a group of it was typed.

    Args:
        key: As it is printed.
        parent: Owner.

    Signals:
        noted: It was written down.
    """

    noted = Signal()

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The new recovery key"))
        self.setModal(True)
        self.banner = Banner(self)
        self.view = RecoveryKeyView(prints=can_print(), parent=self)
        self.done_button = primary_button(self.tr("I have &written it down"), self)
        row = button_row(self, action=self.done_button)
        in_column(self.banner, self.view, row, gap=2, margins=(3, 3, 3, 2), parent=self)
        put_on_paper(self.view, key, self.banner)
        self.view.changed.connect(self._show)
        self.done_button.clicked.connect(self.accept)
        self.finished.connect(self._on_finished)
        resize_within(self, QSize(space(80), space(50)), parent)
        self._show()

    def reject(self) -> None:
        """Stay: the key is never shown again."""
        self.banner.say(
            self.tr("Write the key down first: it is never shown again."), severity=Severity.CARE
        )

    def _show(self) -> None:
        self.done_button.setEnabled(self.view.noted)

    def _on_finished(self, answer: int) -> None:
        self.view.forget()
        if answer == QDialog.DialogCode.Accepted:
            self.noted.emit()
        self.deleteLater()
