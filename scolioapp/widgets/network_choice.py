"""A choice between a bundled network, a package and a folder of one's own, as a row of the Settings page.

The card of a folder is read when it is chosen; one that cannot be read is not taken, and why is said
below. Must not know settings.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from engine.core.errors import ScolioError
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.widgets.page import note, paragraph


class NetworkChoice(QWidget):
    """Shows what reads the recording, and lets it be changed.

    Signals:
        chosen: The folder, the name of the package, or None for the bundled network.

    Args:
        read: Gives name and licence of a folder's network; raises a `ScolioError` that says why not.
        package: What stands for a package that has networks, or None where none has; ``read`` takes it, too.
    """

    chosen = Signal(object)

    def __init__(
        self,
        bundled: str,
        read: Callable[[Path], str],
        parent: QWidget | None = None,
        *,
        package: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._bundled = bundled
        self._read = read
        self._folder: Path | None = None
        self.words = paragraph(bundled, self)
        self.remark = note("", self)
        self.choose = QPushButton(self.tr("Choose folder…"), self)
        self.back = QPushButton(self.tr("Use the bundled network"), self)
        buttons = in_row(gap=1)
        self._package = package
        self.by_package = QPushButton(self.tr("Use {package}").format(package=package), self)
        self.by_package.setVisible(package is not None)
        add_to(buttons, self.choose, self.by_package, self.back, STRETCH)
        in_column(self.words, buttons, self.remark, gap=0.5, margins=0, parent=self)
        self.choose.clicked.connect(self._ask)
        if package is not None:
            self.by_package.clicked.connect(lambda: self.offer(package))
        self.back.clicked.connect(lambda: self._take(None))
        self.show_folder(None)

    def show_folder(self, folder: Path | None) -> None:
        """Show what is chosen; a folder whose card cannot be read any more is said to be so."""
        self._folder = folder
        self.back.setEnabled(folder is not None)
        if folder is None:
            self._say(self._bundled, "")
            return
        try:
            self._say(self._read(folder), "" if folder == self._package else str(folder))
        except ScolioError as error:
            self._say(folder.name, f"{render(error.what)} {render(error.remedy)}")

    def name_for(self, words: str) -> None:
        """Set accessible names of the buttons that say what they are for."""
        for button in (self.choose, self.by_package, self.back):
            button.setAccessibleName(f"{words}: {button.text()}")

    def _say(self, words: str, remark: str) -> None:
        self.words.setText(words)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def _ask(self) -> None:
        folder = None if self._folder == self._package else self._folder
        start = "" if folder is None else str(folder.parent)
        answer = QFileDialog.getExistingDirectory(self, self.tr("Network folder"), start)
        if answer:
            self.offer(Path(answer))

    def offer(self, folder: Path) -> None:
        """Take a folder if its card can be read, else say why not and stay as it was."""
        try:
            self._read(folder)
        except ScolioError as error:
            self.remark.setText(f"{render(error.what)} {render(error.remedy)}")
            self.remark.setVisible(True)
            return
        self._take(folder)

    def _take(self, folder: Path | None) -> None:
        self.show_folder(folder)
        self.chosen.emit(folder)
