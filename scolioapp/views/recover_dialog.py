"""What is done when the password is forgotten: the recovery key, and a new password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from engine.core.findings import Severity
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.unlocking import Unlocking
from scolioapp.views.password_fields import NewPassword, access_form, add_field
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import DestructiveBox, GrowingDialog, resize_within
from scolioapp.widgets.page import note, paragraph, primary_button


class RecoverDialog(GrowingDialog):
    """Asks for the recovery key, an administrator's login, and a new password.

    Args:
        unlocking: Tries them.
        parent: Owner.
    """

    def __init__(self, unlocking: Unlocking, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Forgot the password"))
        self.setModal(True)
        self._unlocking = unlocking
        self._said = ""
        self.banner = Banner(self)
        self.key = QLineEdit(self)
        self.key.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-…")
        self.login = QLineEdit(unlocking.login, self)
        form = access_form()
        add_field(form, self.tr("&Recovery key"), self.key)
        add_field(form, self.tr("&Login of an administrator"), self.login)
        self.password = NewPassword(form, self)
        self.wanting = note("", self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.do_button = primary_button("", self)
        self.do_button.setDefault(True)
        self.knowingly_button = QPushButton(self.tr("Let in &knowingly…"), self)
        self.knowingly_button.setAutoDefault(False)
        words = self.tr(
            "An administrator can set a new password for every other user. If no administrator "
            "remembers a password, type the recovery key that was printed when the records were "
            "made: eight groups of five."
        )
        foot = in_row((self.wanting, 1), self.cancel_button, self.do_button, gap=1)
        in_column(
            paragraph(words, self),
            self.banner,
            (self.knowingly_button, 0, Qt.AlignmentFlag.AlignLeft),
            form,
            foot,
            gap=2,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self.cancel_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self._try)
        self.knowingly_button.clicked.connect(lambda: ask_knowingly(self, unlocking, self._try))
        for field in (self.key, self.login):
            field.textChanged.connect(self._show)
        self.password.changed.connect(self._show)
        unlocking.changed.connect(self._show)
        unlocking.recovered.connect(self.accept)
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(76), space(44)), parent)
        self._show()
        self.key.setFocus()

    def reject(self) -> None:
        """Leave, unless the key is being tried."""
        if not self._unlocking.busy:
            super().reject()

    def _try(self) -> None:
        self._unlocking.recover(self.key.text(), self.login.text().strip(), self.password.text)

    def _show(self) -> None:
        unlocking = self._unlocking
        busy, words = unlocking.busy, unlocking.words
        wanting = self._wanting()
        self.do_button.setText(self.tr("Trying the key…") if busy else self.tr("&Set the password"))
        self.do_button.setEnabled(not busy and not wanting and not unlocking.wait)
        self.cancel_button.setEnabled(not busy)
        self.wanting.setText("" if busy else wanting)
        self.knowingly_button.setVisible(bool(unlocking.doubt))
        if words == self._said:
            return
        self._said = words
        if words:
            self.banner.say(words, severity=Severity.CARE)
        else:
            self.banner.clear()

    def _wanting(self) -> str:
        if not self.key.text().strip():
            return self.tr("The recovery key is wanting.")
        if not self.login.text().strip():
            return self.tr("A login is wanting.")
        return self.password.wanting


def ask_knowingly(parent: QWidget, unlocking: Unlocking, do: Callable[[], object]) -> None:
    """Ask whether records are to be let in that are not what they were; names what is taken on.

    Args:
        parent: Stands behind.
        unlocking: Knows what is in doubt.
        do: Tries again.
    """
    translate = QCoreApplication.translate
    accepted = {
        "older": translate(
            "LockPage",
            "You accept that entries may be missing or older than they were, and that nobody can "
            "tell which.",
        ),
        "keys": translate(
            "LockPage",
            "You accept that old passwords count again, and that users who were removed since can "
            "unlock the records. Change the passwords and look through the users afterwards.",
        ),
        "clock": translate(
            "LockPage",
            "You accept that new entries bear an earlier time than older ones. If the clock is "
            "wrong, set it right instead.",
        ),
    }

    def take_on() -> None:
        unlocking.take_on()
        do()

    what = accepted.get(unlocking.doubt, "")
    trail = translate(
        "LockPage", "The audit trail notes who let them in. Only an administrator can."
    )
    DestructiveBox(
        parent,
        translate("LockPage", "Let the records in knowingly"),
        unlocking.words,
        f"{what} {trail}",
        translate("LockPage", "Let in &knowingly"),
        take_on,
        keep=translate("LockPage", "&Cancel"),
    )
