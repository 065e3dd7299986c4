"""Asks in which language the letter to the parents is to be, and says in place why it may tell no outcome."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget

from engine.core.findings import Severity
from engine.core.text import Text
from scolioapp.i18n import current, languages, render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button


class LetterDialog(GrowingDialog):
    """What the letter says, and in which language.

    Args:
        codes: Languages that have a letter.
        reason: Why no outcome may be told; None: it may.
        examined: Whether the examiner's own finding is there, by which a letter can invite.
        parent: Owner.

    Signals:
        chosen: Code of the language, and whether the letter only invites to an examination.
    """

    chosen = Signal(str, bool)

    def __init__(
        self,
        codes: Sequence[str],
        reason: Text | None,
        examined: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Letter to the parents"))
        self.banner = Banner(self)
        self.outcome = QRadioButton(self.tr("Tell what the screening &found, and what to do"), self)
        self.invitation = QRadioButton(self.tr("Only &invite to an examination of the back"), self)
        label = QLabel(self.tr("&Language of the letter:"), self)
        self.language = DropDown(self)
        label.setBuddy(self.language)
        self.language.setAccessibleName(label.text().replace("&", ""))
        titles = languages()
        for code in codes:
            self.language.addItem(titles.get(code, code), code)
        self.language.setCurrentIndex(max(0, self.language.findData(current())))
        self.save_button = primary_button(self.tr("&Save PDF…"), self)
        leave = QPushButton(self.tr("Cancel"), self)
        words = self.tr("A page in plain words: no figures, nothing about models, no diagnosis.")
        in_column(
            self.banner,
            paragraph(words, self),
            self.outcome,
            self.invitation,
            label,
            self.language,
            note(self.tr("The letter is signed by hand. Read it before you hand it out."), self),
            1,
            button_row(self, action=self.save_button, leave=leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self.save_button.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(66), space(38)), parent)
        self._offer(reason, examined)
        self.language.setFocus()

    def _offer(self, reason: Text | None, examined: bool) -> None:
        """Offer what may be written, and say why something may not be."""
        self.outcome.setEnabled(reason is None)
        self.invitation.setEnabled(examined)
        self.outcome.setChecked(reason is None)
        self.invitation.setChecked(reason is not None and examined)
        self.save_button.setEnabled(reason is None or examined)
        if reason is None:
            return
        more = self.tr("A letter can still invite to an examination, by your own finding.")
        if not examined:
            more = self.tr(
                "A letter can invite to an examination once your own finding is written down."
            )
        self.banner.say(f"{render(reason)} {more}", severity=Severity.CARE)

    def _choose(self) -> None:
        self.chosen.emit(self.language.currentData(), self.invitation.isChecked())
        self.accept()
