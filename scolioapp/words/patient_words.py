"""Words of patients: dates, age, sex, where a judgement stands, and what consents say."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, QTimeZone

from engine.core.text import Text, text
from scolioapp.i18n import date_pattern, render

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Consent, Patient, PatientFields

_STATES: Mapping[str, Text] = {
    "draft": text("draft"),
    "reviewed": text("reviewed"),
    "signed": text("signed"),
    "amended": text("amended"),
}
SEX_TITLES: Mapping[str, Text] = {
    "": text("not stated"),
    "female": text("female"),
    "male": text("male"),
    "other": text("other"),
}
"""What the sexes of `storage.records.patients.SEXES` are called."""


def state_title(state: str) -> str:
    """Return what a state of a judgement is called; "" for none."""
    return render(_STATES[state]) if state in _STATES else state


def sex_title(sex: str) -> str:
    """Return what a sex is called, or "" where it is not stated."""
    return render(SEX_TITLES[sex]) if sex in SEX_TITLES and sex else ""


def day_title(iso: str) -> str:
    """Return a date ``YYYY-MM-DD`` as the window's language writes it; what is none is left as it is."""
    day = QDate.fromString(iso[:10], "yyyy-MM-dd")
    return QLocale().toString(day, date_pattern()) if day.isValid() and len(iso) >= 10 else iso


def moment_title(iso: str) -> str:
    """Return a time in UTC as date and time of day on this computer's clock."""
    try:
        seconds = datetime.datetime.fromisoformat(iso).timestamp()
    except ValueError:
        return iso
    moment = QDateTime.fromSecsSinceEpoch(
        round(seconds), QTimeZone(QTimeZone.Initialization.LocalTime)
    )
    return QLocale().toString(moment, f"{date_pattern()}  HH:mm")


def age_of(birth_date: str, on: datetime.date) -> int | None:
    """Return the age in whole years, or None where the day of birth is not known."""
    try:
        born = datetime.date.fromisoformat(birth_date)
    except ValueError:
        return None
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years if years >= 0 else None


def about_words(about: PatientFields, on: datetime.date) -> list[str]:
    """Return what stands below a patient's name: age with date of birth, and sex."""
    age, born = age_of(about.birth_date, on), day_title(about.birth_date)
    words = [born]
    if age is not None:
        words = [render(text("{age} years old (born {date})", age=age, date=born))]
    elif about.birth_date:
        words = [render(text("born {date}", date=born))]
    return [each for each in (*words, sex_title(about.sex)) if each]


def called(patient: Patient) -> str:
    """Return name and number of a patient, for sentences."""
    number = render(text("No. {number}", number=patient.about.number))
    return f"{patient.about.name} ({number})" if patient.about.name else number


def consent_words(consent: Consent, on: str) -> str:
    """Return whether a consent holds on a day, in words."""
    if consent.holds(on):
        if consent.until:
            return render(text("holds until {date}", date=day_title(consent.until)))
        return render(text("holds"))
    if consent.withdrawn_on and consent.withdrawn_on <= on:
        return render(text("withdrawn on {date}", date=day_title(consent.withdrawn_on)))
    if consent.given_on > on:
        return render(text("holds from {date} on", date=day_title(consent.given_on)))
    return render(text("expired on {date}", date=day_title(consent.until)))


def standing_words(consents: Iterable[Consent], on: str, required: bool) -> str:
    """Return what the consents of a patient come to on a day."""
    listed = list(consents)
    if any(each.holds(on) for each in listed):
        return render(text("Consent holds today."))
    if listed:
        said = text("No consent holds today: recordings are not possible.")
        loose = text("No consent holds today.")
    else:
        said = text("There is no consent yet: recordings are not possible.")
        loose = text("There is no consent yet.")
    return render(said if required else loose)
