"""Clinic mode where there are protected records: an administrator switches it with the own password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.password_dialogs import AccessDialog
from scolioapp.views.password_fields import add_field, secret_field
from scolioapp.widgets.drop_down import DropDown
from scolioapp.words.model_words import model_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class ConfirmClinicDialog(AccessDialog):
    """Asks for the administrator's own password, and for the model to fix where clinic mode is off.

    Args:
        door: The records, which check the password.
        models: Models that can be fixed; none: clinic mode is to be switched off.
        default: Name of the model that judges now.
        parent: Owner.
    """

    def __init__(
        self,
        door: RecordsDoor,
        models: Sequence[InstalledModel],
        default: str,
        parent: QWidget,
    ) -> None:
        super().__init__("", "", parent)
        self._door, self._models = door, tuple(models)
        self.model = DropDown(self)
        self.password = secret_field(self.tr("Your password"), self)
        if models:
            self.setWindowTitle(self.tr("Switch clinic mode on"))
            self.do_button.setText(self.tr("&Switch on"))
            self.say(self.tr("One model is used from now on; only an administrator changes that."))
            for model in models:
                self.model.addItem(model_words(model), model.name)
            self.model.setCurrentIndex(max(0, self.model.findData(default)))
            add_field(self.form, self.tr("&Model"), self.model)
        else:
            self.setWindowTitle(self.tr("Switch clinic mode off"))
            self.do_button.setText(self.tr("&Switch off"))
            self.model.hide()
        add_field(self.form, self.tr("Your &password"), self.password)
        self.password.textChanged.connect(self.look)
        self.look()
        self.password.setFocus()

    @property
    def chosen(self) -> InstalledModel:
        """The model that is to judge."""
        return self._models[self.model.currentIndex()]

    def lacks(self) -> str:
        """Return what is still wanting, or ""."""
        return "" if self.password.text() else self.tr("Your password is wanting.")

    def do(self) -> None:
        """Have the password checked."""
        password = self.password.text()
        self._door.run(
            lambda store: store.accounts.confirm(password),
            done=lambda _answer: self.accept(),
            failed=self.fail,
        )
