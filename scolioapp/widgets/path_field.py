"""A field for a file or a folder: typed, or chosen in a dialog. Must not know what it is for."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from scolioapp.painting.layouts import in_row


class PathKind(Enum):
    """What is chosen."""

    FOLDER = "folder"
    NEW_FOLDER = "new folder"
    FILE = "file"


class PathField(QWidget):
    """A line for a path, and a button beside it.

    Args:
        name: What is chosen, for the dialog's title and for whoever cannot see the label.
        kind: File, folder, or a folder that is to be made.
        start: Gives the folder in which the dialog opens.
        filters: Files that are offered, such as ``CSV (*.csv)``.

    Signals:
        changed: The path was edited.
        chosen: The path that was chosen in the dialog (`Path`).
    """

    changed = Signal()
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        kind: PathKind,
        start: Callable[[], str],
        parent: QWidget | None = None,
        *,
        filters: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._name, self._kind, self._start, self._filters = name, kind, start, filters
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.button = QPushButton(self.tr("Choose…"), self)
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self.setFocusProxy(self.line)
        in_row((self.line, 1), self.button, gap=1, margins=0, parent=self)
        self.line.textChanged.connect(self.changed)
        self.button.clicked.connect(self.choose)

    @property
    def path(self) -> Path | None:
        """The path that stands there, or None."""
        words = self.line.text().strip()
        return Path(words).expanduser() if words else None

    def set_path(self, path: Path | None) -> None:
        """Write a path."""
        self.line.setText("" if path is None else str(path))

    def choose(self) -> None:
        """Ask for the path in a dialog."""
        before = self.path
        start = str(before.parent) if before is not None else self._start()
        dialog = QFileDialog(self, self._name, start)
        if self._kind is PathKind.FOLDER:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        elif self._kind is PathKind.NEW_FOLDER:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            if before is not None:
                dialog.selectFile(before.name)
        if self._filters:
            dialog.setNameFilters([self._filters, self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, files: list[str]) -> None:
        path = Path(files[0])
        self.set_path(path)
        self.chosen.emit(path)
