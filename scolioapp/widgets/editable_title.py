"""The title of a result: label first, file name second; a click lets the label be typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from engine.core.names import LABEL_SIGNS
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import STRETCH, in_row
from scolioapp.painting.theme import space

_FILE_SHARE = 0.4
"""Most of the width that the file name takes."""


class LabelField(QLineEdit):
    """A field for a label; Esc leaves it as it was, before the page takes the key.

    Signals:
        given_up: Esc was pressed.
    """

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LABEL_SIGNS)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcuts of the page."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel at Esc; keep Enter from the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)
        event.accept()


class EditableTitle(QWidget):
    """Label or file name as the title, the file name beside a label, and a pencil.

    Signals:
        renamed: The label that was typed.
        left: The typing has ended.
    """

    renamed = Signal(str)
    left = Signal()

    def __init__(self, title: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.file = QLabel(self)
        self.field = LabelField(self)
        self.button = QToolButton(self)
        self._label, self._file = "", ""
        self._fixed = False
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setCursor(Qt.CursorShape.IBeamCursor)
        self.title.installEventFilter(self)
        self.file.setProperty("role", "note")
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.title, self.file):
            label.setMinimumWidth(1)
        self.field.setMinimumWidth(space(20))
        self.field.setMaximumWidth(space(60))
        self.field.hide()
        self.button.setProperty("role", "quiet")
        self.button.setIcon(icon("rename", "muted"))
        self.button.setIconSize(QSize(18, 18))
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        in_row(
            self.title, self.field, self.button, self.file, STRETCH, gap=1, margins=0, parent=self
        )
        self.button.clicked.connect(self.edit)
        self.field.editingFinished.connect(self._finish)
        self.field.returnPressed.connect(self._leave)
        self.field.given_up.connect(self._give_up)
        self._set_words()

    def show_names(self, label: str, file: str) -> None:
        """Show a label, or "", and a file name."""
        self._label, self._file = label, file
        self._fit()

    def fix(self) -> None:
        """Let nothing be typed any more."""
        self._fixed = True
        self.button.hide()
        self.title.unsetCursor()
        self._fit()

    def edit(self) -> None:
        """Let the label be typed, where it may be."""
        if self._fixed:
            return
        self.field.setText(self._label)
        self._show_field(True)
        self.field.setFocus()
        self.field.selectAll()

    @property
    def editing(self) -> bool:
        """Whether the label is being typed."""
        return not self.field.isHidden()

    def _show_field(self, shown: bool) -> None:
        self.field.setVisible(shown)
        self.title.setVisible(not shown)
        self.button.setVisible(not shown)
        self._fit()

    def _finish(self) -> None:
        if self.editing:
            typed = self.field.text()
            self._show_field(False)
            self.renamed.emit(typed)

    def _leave(self) -> None:
        self._finish()
        self.left.emit()

    def _give_up(self) -> None:
        self._show_field(False)
        self.left.emit()

    def _fit(self) -> None:
        """Shorten both names to the width that there is."""
        whole = self._label or self._file
        second = self._file if self._label or self.editing else ""
        room = max(self.width() - self.button.sizeHint().width() - space(3), space(10))
        middle = Qt.TextElideMode.ElideMiddle
        file = self.file.fontMetrics()
        most = min(file.horizontalAdvance(second) + 2, round(_FILE_SHARE * room))
        self.file.setText(file.elidedText(second, middle, most))
        self.file.setToolTip(second)
        self.title.setText(self.title.fontMetrics().elidedText(whole, middle, room - most))
        hint = self.tr("Click to give the recording a name or number (F2)")
        self.title.setToolTip(whole if self._fixed else f"{whole}\n{hint}")

    def _set_words(self) -> None:
        words = self.tr("Name or number")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.button.setAccessibleName(self.tr("Rename"))
        self.button.setToolTip(
            self.tr("Give the recording a name or number so that you can find it (F2)")
        )
        self._fit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let a click on the title begin the typing."""
        if watched is self.title and isinstance(event, QMouseEvent):
            pressed = event.type() == QEvent.Type.MouseButtonPress
            if pressed and event.button() == Qt.MouseButton.LeftButton:
                self.edit()
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._fit()
