"""A field for a date that is typed in the ways in which people write dates, and says what it understood."""

from __future__ import annotations

import datetime
import re
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from engine.roster.dates import read_date
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.page import note
from scolioapp.words.patient_words import day_title

_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


def today() -> datetime.date:
    """Return the day on the calendar of this computer."""
    return datetime.date.today()


def read_day(typed: str) -> str | None:
    """Return a date as ``YYYY-MM-DD``, "" for nothing, or None for what is no date.

    Only ways of writing that cannot be taken for another day are understood: year first, eight digits, or
    the day first with points.
    """
    words = typed.strip()
    if not words:
        return ""
    digits = _DIGITS.fullmatch(words)
    if digits is not None:
        words = "-".join(digits.groups())
    elif words.isdigit():
        return None
    day = read_date(words, None, today=today())
    return day.isoformat() if day is not None else None


class DayField(QWidget):
    """A line for a date, with what was understood below it.

    Args:
        name: What it is called.
        latest: Last day that makes sense, or None; a birth lies not in the future.
        parent: Owner.

    Signals:
        edited: Something else is typed.
    """

    edited = Signal()

    def __init__(
        self, name: str, latest: datetime.date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._latest = latest
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Year-month-day, such as 2014-05-31"))
        self.line.setAccessibleName(name)
        self.understood: QLabel = note("", self)
        self.understood.setMinimumHeight(space(2))
        in_column(self.line, self.understood, gap=0.25, margins=0, parent=self)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_text)

    @property
    def day(self) -> str:
        """The date, ``YYYY-MM-DD``; "" for none, and for what is none."""
        return read_day(self.line.text()) or ""

    @property
    def right(self) -> bool:
        """Whether nothing or a date that makes sense is typed."""
        day = read_day(self.line.text())
        return day is not None and not self._too_late(day)

    def show_day(self, iso: str) -> None:
        """Show a date."""
        self.line.setText(iso)

    def say(self, words: str) -> None:
        """Say something else than the date in the line below, until something is typed."""
        self.understood.setText(words)

    def _too_late(self, day: str) -> bool:
        return bool(day) and self._latest is not None and day > self._latest.isoformat()

    def _on_text(self) -> None:
        day = read_day(self.line.text())
        if day is None:
            # Half a date is no mistake yet.
            long = len(self.line.text().strip()) >= len("2014-05-3")
            words = self.tr("This is no date. Write it as 2014-05-31.") if long else ""
        elif self._too_late(day):
            words = self.tr("This day has not come yet.")
        else:
            words = day_title(day) if day else ""
        self.understood.setText(words)
        self.edited.emit()
