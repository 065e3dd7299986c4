"""The part of the Settings page about protected records: who is there, and what holds for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.role_gate import needs
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.page import note, paragraph, quiet_button
from scolioapp.words.access_words import role_title, role_words

if TYPE_CHECKING:
    from scolioapp.storage.records.preferences import RecordPreferences
    from scolioapp.storage.records.record_store import RecordStore

SHOWN = (
    "idle_minutes",
    "consent_required",
    "blinding",
    "bin_days",
    "keep_years",
    "backup_days",
    "letterhead",
)
"""Settings that have a field here."""


class RecordsPart(QWidget):
    """Who is there, and the settings of the records: an administrator changes them, others read them.

    Args:
        door: The records.
        parent: Owner.

    Signals:
        users_asked: The users are to be shown.
        password_asked: The user wants another password.
        switch_asked: Somebody else is to unlock the records.
        administration_asked: Backups, the audit trail and erasing are to be shown.
        kept: The settings are others now: a `RecordPreferences`.
    """

    users_asked = Signal()
    password_asked = Signal()
    switch_asked = Signal()
    administration_asked = Signal()
    kept = Signal(object)

    def __init__(self, door: RecordsDoor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._read: RecordPreferences | None = None
        self.banner = Banner(self)
        self.who = paragraph("", self)
        self.users_button = QPushButton(self.tr("Users…"), self)
        self.administration_button = QPushButton(self.tr("Administration…"), self)
        self.administration_button.setToolTip(
            self.tr("Backups, the audit trail, keeping and erasing")
        )
        self.password_button = QPushButton(self.tr("Change my password…"), self)
        self.lock_button = quiet_button(self.tr("Lock now"), self)
        self.switch_button = quiet_button(self.tr("Switch user"), self)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(space(3))
        self.form.setVerticalSpacing(space(1))
        self._add_fields()
        self.save_button = QPushButton(self.tr("Save these settings"), self)
        self.only = note(self.tr("Only an administrator can change these settings."), self)
        row = in_row(
            self.users_button,
            self.administration_button,
            self.password_button,
            self.lock_button,
            self.switch_button,
            STRETCH,
            gap=1,
        )
        foot = in_row(self.save_button, self.only, STRETCH, gap=1)
        in_column(self.banner, self.who, row, self.form, foot, gap=1.5, margins=0, parent=self)
        self._connect_signals()
        self._on_switched()
        self.refresh()

    def _add_fields(self) -> None:
        self.idle = self._number(1, 240, self.tr("{count} min"))
        self.consent = QCheckBox(self.tr("A recording needs a consent"), self)
        self.blinding = QCheckBox(
            self.tr("The examiner's own finding is asked for before the outcome is shown"), self
        )
        self.bin_days = self._number(0, 3650, self.tr("{count} days"))
        self.keep_years = self._number(0, 100, self.tr("{count} years"))
        self.keep_years.setSpecialValueText(self.tr("For ever"))
        self.backup_days = self._number(1, 3650, self.tr("{count} days"))
        self.letterhead = QPlainTextEdit(self)
        self.letterhead.setTabChangesFocus(True)
        self.letterhead.setFixedHeight(space(11))
        self.letterhead.setPlaceholderText(
            self.tr("Name of the school or clinic\nAddress\nTelephone")
        )
        self._row(self.tr("Lock after"), self.idle, self.tr("Without keyboard and mouse."))
        self.form.addRow("", self.consent)
        self.form.addRow("", self.blinding)
        self._row(
            self.tr("Recycle bin"),
            self.bin_days,
            self.tr("Then what was deleted is due to be erased, under Administration."),
        )
        self._row(self.tr("Keep patients"), self.keep_years, self.tr("After the newest visit."))
        self._row(
            self.tr("Keep backups"),
            self.backup_days,
            self.tr("What is erased leaves the automatic backups by then, too."),
        )
        self._row(self.tr("Letterhead"), self.letterhead, self.tr("Stands on printed pages."))

    def _number(self, least: int, most: int, words: str) -> QSpinBox:
        field = QSpinBox(self)
        field.setRange(least, most)
        before, _, after = words.partition("{count}")
        field.setPrefix(before)
        field.setSuffix(after)
        field.setFixedWidth(space(18))
        field.lineEdit().setTextMargins(space(0.75), 0, 0, 0)
        return field

    def _row(self, words: str, field: QWidget, explained: str) -> None:
        label = QLabel(words, self)
        label.setBuddy(field)
        label.setMinimumWidth(space(18))
        field.setAccessibleName(words)
        field.setAccessibleDescription(explained)
        self.form.addRow(label, in_column(field, note(explained, self), gap=0.25))

    def _connect_signals(self) -> None:
        door = self._door
        self.users_button.clicked.connect(self.users_asked)
        self.administration_button.clicked.connect(self.administration_asked)
        self.password_button.clicked.connect(self.password_asked)
        self.lock_button.clicked.connect(door.lock)
        self.switch_button.clicked.connect(self.switch_asked)
        self.save_button.clicked.connect(self._save)
        for number in (self.idle, self.bin_days, self.keep_years, self.backup_days):
            number.valueChanged.connect(self._look)
        for box in (self.consent, self.blinding):
            box.toggled.connect(self._look)
        self.letterhead.textChanged.connect(self._look)
        door.switched.connect(self._on_switched)
        door.unlocked.connect(self.refresh)
        door.locked.connect(self._forget)
        needs(
            door,
            Right.ADMINISTER,
            self.users_button,
            self.administration_button,
            self.save_button,
        )
        fields = (
            self.idle,
            self.consent,
            self.blinding,
            self.bin_days,
            self.keep_years,
            self.backup_days,
            self.letterhead,
        )
        needs(door, Right.ADMINISTER, *fields, disable=True)

    def refresh(self) -> None:
        """Read the settings again."""
        if self._door.user is not None:
            self._door.run(
                lambda store: store.preferences.read(), done=self._show, failed=self._say
            )

    @property
    def typed(self) -> RecordPreferences | None:
        """The settings as the fields say them, or None before they were read."""
        if self._read is None:
            return None
        lines = self.letterhead.toPlainText().splitlines()
        # A copy: what this part does not know stays as it was read.
        return self._read.model_copy(
            update={
                "idle_minutes": self.idle.value(),
                "consent_required": self.consent.isChecked(),
                "blinding": self.blinding.isChecked(),
                "bin_days": self.bin_days.value(),
                "keep_years": self.keep_years.value(),
                "backup_days": self.backup_days.value(),
                "letterhead": tuple(line.strip() for line in lines if line.strip()),
            }
        )

    def _show(self, preferences: RecordPreferences) -> None:
        self._read = None
        self.idle.setValue(preferences.idle_minutes)
        self.consent.setChecked(preferences.consent_required)
        self.blinding.setChecked(preferences.blinding)
        self.bin_days.setValue(preferences.bin_days)
        self.keep_years.setValue(preferences.keep_years)
        self.backup_days.setValue(preferences.backup_days)
        self.letterhead.setPlainText("\n".join(preferences.letterhead))
        self._read = preferences
        self._look()

    def _forget(self) -> None:
        self._read = None
        self.letterhead.clear()
        self.banner.clear()
        self._look()

    def _on_switched(self) -> None:
        user = self._door.user
        self.only.setVisible(not self._door.may(Right.ADMINISTER))
        if user is None:
            self.who.clear()
            return
        words = self.tr("Unlocked by {name} ({login}). {role}: {may}")
        self.who.setText(
            words.format(
                name=user.name,
                login=user.login,
                role=role_title(user.role),
                may=role_words(user.role),
            )
        )

    def _look(self) -> None:
        self.save_button.setEnabled(self._read is not None and self.typed != self._read)

    def _save(self) -> None:
        typed = self.typed
        if typed is None:
            return
        self.banner.clear()

        def done(_answer: object) -> None:
            self._read = typed
            self._look()
            self.banner.say(self.tr("These settings hold now, for everybody."))
            self.kept.emit(typed)

        def write(store: RecordStore) -> None:
            # What this part does not show stays as it is now.
            now = store.preferences.read()
            store.preferences.write(
                now.model_copy(update={name: getattr(typed, name) for name in SHOWN})
            )

        self._door.run(write, done=done, failed=self._say)

    def _say(self, error: ScolioError) -> None:
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
