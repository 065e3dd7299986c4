"""Shows the last lines that a trainer printed, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.page import note


class OutputDialog(QDialog):
    """The end of a trainer's output."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Output of “{name}”").format(name=name))
        self.words = QPlainTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.words.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.words.setPlaceholderText(self.tr("Reading…"))
        self.words.setAccessibleName(self.tr("Output"))
        self.copy_button = QPushButton(self.tr("&Copy"), self)
        self.close_button = QPushButton(self.tr("C&lose"), self)
        in_column(
            note(
                self.tr(
                    "The last lines of the training output. They may name folders on this "
                    "computer: read them before you pass them on."
                ),
                self,
            ),
            (self.words, 1),
            button_row(self, leave=self.close_button, more=(self.copy_button,)),
            gap=1.5,
            margins=2,
            parent=self,
        )
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        resize_within(self, QSize(space(100), space(60)), parent)

    def show_output(self, output: str) -> None:
        """Show the output, its end first."""
        self.words.setPlainText(output or self.tr("Training printed nothing."))
        self.words.verticalScrollBar().setValue(self.words.verticalScrollBar().maximum())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())
