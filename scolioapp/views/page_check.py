"""Checks a printed page: by the codes that stand on it, says who signed what when, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.report.override_words import held_line
from scolioapp.i18n import date_pattern, render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.words import review_words
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.storage.records.review_reading import CheckedPage

_MISSING = "records_missing"


class PageCheckDialog(GrowingDialog):
    """Asks for the codes on a page, and tells what the records know of it.

    Args:
        door: The records.
        parent: Owner.
    """

    def __init__(self, door: RecordsDoor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self.setWindowTitle(self.tr("Check a printed page"))
        self.banner = Banner(self)
        self.code = QLineEdit(self)
        self.code.setPlaceholderText("9F3A-77C0-DE11-AB02")
        self.head = QLineEdit(self)
        self.head.setPlaceholderText("1532-9f3a77c0de11ab02")
        for field in (self.code, self.head):
            field.setMaxLength(60)
        form = QFormLayout()
        form.setVerticalSpacing(space(1))
        form.addRow(self.tr("&Verification code:"), self.code)
        form.addRow(self.tr("&Head of the audit trail:"), self.head)
        self.code.setAccessibleName(self.tr("Verification code"))
        self.head.setAccessibleName(self.tr("Head of the audit trail"))
        self.answer = paragraph("", self)
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.check_button = primary_button(self.tr("&Check"), self)
        leave = QPushButton(self.tr("Close"), self)
        words = self.tr("Type what stands below the signature on the page.")
        hint = self.tr(
            "The head of the trail may be left out. Compare what is said here with the page: name, "
            "outcome and time must be the same."
        )
        in_column(
            paragraph(words, self),
            form,
            note(hint, self),
            self.banner,
            self.answer,
            1,
            button_row(self, action=self.check_button, leave=leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self.check_button.clicked.connect(self.check)
        leave.clicked.connect(self.reject)
        door.locked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(66), space(44)), parent)

    def check(self) -> None:
        """Look the codes up."""
        code, head = self.code.text().strip(), self.head.text().strip()
        self.answer.setText("")
        self.banner.clear()
        if not code:
            self.banner.say(self.tr("Type the verification code first."), severity=Severity.CARE)
            self.code.setFocus()
            return
        self.check_button.setEnabled(False)
        self._door.run(
            lambda store: store.reviews.check(code, head), done=self._show, failed=self._say_failed
        )

    def _show(self, page: CheckedPage) -> None:
        self.check_button.setEnabled(True)
        signature = page.signature
        day = QDate.fromString(page.date, "yyyy-MM-dd")
        words = self.tr(
            "{name} signed on {made}:\npatient {patient}, visit of {date}, version {version}\n"
            "{outcome}\n“{meaning}”"
        ).format(
            name=signature.name,
            made=date_words(signature.made, " "),
            patient=" \N{MIDDLE DOT} ".join(each for each in (page.number, page.name) if each),
            date=QLocale().toString(day, date_pattern()),
            version=page.version,
            outcome=held_line(
                page.outcome, page.model_outcome, page.set_by, page.model_status, render
            ),
            meaning=signature.meaning,
        )
        self.answer.setText(words)
        problems = self._problems(page)
        said = " ".join(problems) or self._whole(page)
        self.banner.say(said, severity=Severity.REPEAT if problems else Severity.INFO)

    def _problems(self, page: CheckedPage) -> list[str]:
        """Return what is wrong, a sentence each."""
        problems = []
        if not page.signature.holds:
            problems.append(review_words.broken_words())
        if page.head is False:
            problems.append(
                self.tr(
                    "The head of the trail on the page is none that these records ever had: it is "
                    "mistyped, the page is not from here, or the records were put back to an older copy."
                )
            )
        return problems

    def _whole(self, page: CheckedPage) -> str:
        said = self.tr("The signature holds.")
        if page.head:
            said = self.tr("The signature holds, and the trail had this head.")
        if page.amended:
            said += " " + self.tr("A later version took the place of it: look for the newer page.")
        return said

    def _say_failed(self, error: ScolioError) -> None:
        self.check_button.setEnabled(True)
        words = f"{render(error.what)} {render(error.remedy)}"
        if error.code == _MISSING:
            words = self.tr(
                "No signature in these records has this code. Look for a slip of the pen: letters go "
                "from A to F, and there is no O."
            )
        self.banner.say(words, severity=Severity.CARE)
