"""The page that covers the window while the records are locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from engine.core.findings import Severity
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.unlocking import Unlocking
from scolioapp.views.password_fields import access_form, add_field, secret_field
from scolioapp.views.recover_dialog import RecoverDialog, ask_knowingly
from scolioapp.views.recovery_key_dialog import RecoveryKeyDialog
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.page import card, note, primary_button, quiet_button, scroller

_WIDTH = space(62)


class LockPage(QWidget):
    """Asks who is there, lets nobody see anything else.

    Args:
        unlocking: Tries passwords.
        quick: Whether the program may be used without the records, instead.
        parent: Owner.

    Signals:
        quick_asked: The program is to be used without the records.
        restore_asked: The records, which are damaged, are to come back from a backup.
    """

    quick_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self, unlocking: Unlocking, *, quick: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._unlocking = unlocking
        self._said, self._busy = "", False
        self.title = QLabel(self.tr("The records are locked"), self)
        self.title.setProperty("role", "title")
        self.banner = Banner(self)
        self.login = QLineEdit(self)
        self.password = secret_field(self.tr("Password"), self)
        self.unlock_button = primary_button("", self)
        self.forgot_button = quiet_button(self.tr("&Forgot the password?"), self)
        self.other_button = quiet_button(self.tr("&Another user"), self)
        self.knowingly_button = QPushButton(self.tr("Let in &knowingly…"), self)
        self.restore_button = QPushButton(self.tr("Restore from a &backup…"), self)
        self.quick_button = quiet_button(self.tr("Use &quick look instead"), self)
        self.quick_button.setVisible(quick)
        self._lay_out()
        self._connect_signals()
        self.begin(unlocking.login)

    def _lay_out(self) -> None:
        frame, column = card(self)
        frame.setFixedWidth(_WIDTH)
        column.setContentsMargins(space(3), space(3), space(3), space(2))
        column.setSpacing(space(2))
        sign = QLabel(frame)
        sign.setPixmap(icon("lock").pixmap(space(3), space(3)))
        column.addLayout(in_row(sign, self.title, STRETCH, gap=1.5))
        column.addWidget(self.banner)
        column.addWidget(self.knowingly_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        form = access_form()
        add_field(form, self.tr("&Login"), self.login)
        add_field(form, self.tr("&Password"), self.password)
        column.addLayout(form)
        column.addLayout(in_row(self.other_button, STRETCH, self.unlock_button, gap=1))
        column.addLayout(in_row(self.forgot_button, STRETCH, self.quick_button, gap=1))
        words = self.tr("Videos that are being screened go on. Their results are kept.")
        below = note(words, self)
        below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.setFixedWidth(_WIDTH)
        inner = QWidget(self)
        inner.setProperty("role", "page")
        # Rows, not alignments: only so does the card get the height of words that wrap.
        middle = [in_row(STRETCH, each, STRETCH) for each in (frame, below)]
        in_column(STRETCH, *middle, STRETCH, gap=2, margins=3, parent=inner)
        in_column(scroller(inner, self), margins=0, parent=self)

    def _connect_signals(self) -> None:
        self.unlock_button.clicked.connect(self._unlock)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._unlock)
        for field in (self.login, self.password):
            field.textChanged.connect(self._show)
        self.login.textEdited.connect(self._unlocking.begin_anew)
        self.other_button.clicked.connect(lambda: self.begin(""))
        self.forgot_button.clicked.connect(self._forgot)
        self.knowingly_button.clicked.connect(self._ask_knowingly)
        self.quick_button.clicked.connect(self.quick_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        self._unlocking.changed.connect(self._on_changed)
        self._unlocking.recovered.connect(self._on_recovered)

    def begin(self, login: str) -> None:
        """Ask anew, for a user who is known by the login, or for anybody."""
        self._unlocking.begin_anew()
        self.login.setText(login)
        self.password.clear()
        self._show()
        self._focus_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to what is typed first."""
        super().focusInEvent(event)
        self._focus_first()

    def _focus_first(self) -> None:
        (self.password if self.login.text() else self.login).setFocus()

    def _unlock(self) -> None:
        if self.unlock_button.isEnabled():
            self._unlocking.unlock(self.login.text().strip(), self.password.text())

    def _forgot(self) -> None:
        self._unlocking.begin_anew()
        RecoverDialog(self._unlocking, self.window()).open()

    def _on_recovered(self, key: str) -> None:
        """Show the key that takes the place of the one that was used up, then go in."""
        dialog = RecoveryKeyDialog(key, self.window())
        dialog.noted.connect(self._unlocking.enter)
        dialog.open()

    def _ask_knowingly(self) -> None:
        ask_knowingly(self.window(), self._unlocking, self._unlock)

    def _show(self) -> None:
        unlocking = self._unlocking
        busy, words = unlocking.busy, unlocking.words
        typed = bool(self.login.text().strip() and self.password.text())
        self.unlock_button.setText(self.tr("Unlocking…") if busy else self.tr("&Unlock"))
        self.unlock_button.setEnabled(typed and not busy and not unlocking.wait)
        for each in (self.login, self.password, self.forgot_button, self.quick_button):
            each.setEnabled(not busy)
        self.other_button.setVisible(bool(self.login.text()) and not busy)
        self.knowingly_button.setVisible(bool(unlocking.doubt))
        self.restore_button.setVisible(unlocking.broken)
        if words == self._said:
            return
        self._said = words
        if words:
            self.banner.say(words, severity=Severity.CARE)
        else:
            self.banner.clear()

    def _on_changed(self) -> None:
        """Have a wrong password typed anew."""
        ended = self._busy and not self._unlocking.busy
        self._busy = self._unlocking.busy
        self._show()
        if ended and self._unlocking.wrong:
            self.password.selectAll()
            self.password.setFocus()
