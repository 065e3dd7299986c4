"""The first start of protected records: who unlocks them, and the key to write down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.founding import Founding
from scolioapp.views.password_fields import NewPassword, access_form, add_field
from scolioapp.views.recovery_key_dialog import can_print, put_on_paper
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, resize_within
from scolioapp.widgets.page import heading, note, paragraph, primary_button
from scolioapp.widgets.recovery_key_view import RecoveryKeyView


class FirstRecordsDialog(GrowingDialog):
    """Asks for the first administrator, makes the records, and shows their recovery key once.

    Args:
        founding: Makes the records.
        results: How many results there are to be taken over afterwards.
        parent: Owner.

    Signals:
        begun: The key was written down: the records, open in ``founding``, are to be used.
    """

    begun = Signal()

    def __init__(self, founding: Founding, results: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set up protected records"))
        self.setModal(True)
        self._founding = founding
        self.title = heading("", self)
        self.title.setProperty("role", "title")
        self.banner = Banner(self)
        self.login = QLineEdit(self)
        self.name = QLineEdit(self)
        self.key = RecoveryKeyView(prints=can_print(), parent=self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.do_button = primary_button("", self)
        self.wanting = note("", self)
        self.steps = QStackedWidget(self)
        self.steps.addWidget(self._who(results))
        self.steps.addWidget(self.key)
        foot = in_row((self.wanting, 1), self.cancel_button, self.do_button, gap=1)
        in_column(
            self.title,
            self.banner,
            (self.steps, 1),
            foot,
            gap=2,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self.cancel_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self._connect_signals()
        resize_within(self, QSize(space(82), space(58)), parent)
        self._show()
        self.login.setFocus()

    def _who(self, results: int) -> QWidget:
        page = QWidget(self)
        form = access_form()
        self.login.setPlaceholderText(self.tr("Short, such as initials"))
        self.name.setPlaceholderText(self.tr("As it is printed under a signature"))
        add_field(form, self.tr("&Login"), self.login)
        add_field(form, self.tr("&Name"), self.name)
        self.password = NewPassword(form, self)
        words = self.tr(
            "You become the administrator: you unlock the records with this login and password, and "
            "can add other users later."
        )
        column = in_column(paragraph(words, page), form, gap=2, margins=0, parent=page)
        words = self.tr("The password is stored nowhere. Nobody can look it up or send it.")
        column.addWidget(note(words, page))
        if results:
            words = self.tr("Results that are there now: {count}. You can take them over next.")
            column.addWidget(note(words.format(count=results), page))
        column.addStretch(STRETCH)
        return page

    def _connect_signals(self) -> None:
        founding = self._founding
        for field in (self.login, self.name):
            field.textChanged.connect(self._show)
        self.password.changed.connect(self._show)
        self.key.changed.connect(self._show)
        self.cancel_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self._go_on)
        founding.made.connect(self._on_made)
        founding.failed.connect(self._on_failed)
        self.finished.connect(self._on_finished)

    @property
    def shows_key(self) -> bool:
        """Whether the records are made and the key is shown."""
        return self.steps.currentWidget() is self.key

    def _go_on(self) -> None:
        if self.shows_key:
            self.accept()
            return
        self.banner.clear()
        self._founding.make(self.login.text().strip(), self.name.text().strip(), self.password.text)
        self._show()

    def _on_made(self, key: str) -> None:
        self.password.clear()
        put_on_paper(self.key, key, self.banner)
        self.steps.setCurrentWidget(self.key)
        self.cancel_button.hide()
        self._show()
        self.key.save_button.setFocus()

    def _on_failed(self, error: ScolioError) -> None:
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
        self._show()

    def _show(self) -> None:
        busy = self._founding.busy
        self.steps.setEnabled(not busy)
        self.cancel_button.setEnabled(not busy)
        if self.shows_key:
            self.title.setText(self.tr("The recovery key"))
            self.do_button.setText(self.tr("&Begin with the records"))
            self.do_button.setEnabled(self.key.noted)
            self.wanting.clear()
            return
        wanting = "" if busy else self._wanting()
        self.title.setText(self.tr("Who unlocks the records?"))
        self.do_button.setText(self.tr("Making the records…") if busy else self.tr("&Go on"))
        self.do_button.setEnabled(not busy and not wanting)
        self.wanting.setText(wanting)

    def _wanting(self) -> str:
        if not self.login.text().strip():
            return self.tr("A login is wanting.")
        if not self.name.text().strip():
            return self.tr("A name is wanting.")
        return self.password.wanting

    def reject(self) -> None:
        """Leave, unless the records are being made or the key is shown, which is never shown again."""
        if self._founding.busy:
            return
        if self.shows_key:
            self.banner.say(
                self.tr("Write the key down first: it is never shown again."),
                severity=Severity.CARE,
            )
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's own button as the one to cancel."""
        if self._founding.busy or self.shows_key:
            event.ignore()
        self.reject()

    def _on_finished(self, answer: int) -> None:
        self.key.forget()
        if answer == QDialog.DialogCode.Accepted:
            self.begun.emit()
        self.deleteLater()
