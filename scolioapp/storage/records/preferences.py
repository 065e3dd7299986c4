"""What an administrator settles for everybody who uses the records."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import Connection, select

from engine.core.text import text
from scolioapp.storage.records.record_errors import RecordsError, damaged
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import SETTINGS
from scolioapp.storage.records.records_session import Section

_ROW = "preferences"
_PRIVATE = ("letterhead", "logo")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

LOGO_BYTES: Final = 200_000
"""Size that a logo may have."""


class RecordPreferences(BaseModel):
    """The settings of the records.

    Attributes:
        blinding: Whether the examiner's own finding is asked for before a judgement is shown.
        consent_required: Whether a recording needs a consent.
        idle_minutes: After how many minutes without a touch the records are locked.
        bin_days: How long the recycle bin keeps what was deleted.
        keep_years: How long a patient is kept after the newest visit; 0: for ever.
        backup_days: How long a backup is kept at most, so that what was erased leaves it, too.
        letterhead: Name and address on printed pages, line by line.
        logo: A PNG or JPEG beside it, or empty; whoever takes it in decodes it first.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64"
    )

    blinding: bool = False
    consent_required: bool = True
    idle_minutes: int = Field(default=10, ge=1, le=240)
    bin_days: int = Field(default=30, ge=0, le=3650)
    keep_years: int = Field(default=0, ge=0, le=100)
    backup_days: int = Field(default=30, ge=1, le=3650)
    letterhead: tuple[str, ...] = ()
    logo: bytes = Field(default=b"", max_length=LOGO_BYTES)

    @field_validator("logo")
    @classmethod
    def _check_logo(cls, logo: bytes) -> bytes:
        if logo and not logo.startswith(_PICTURES):
            raise ValueError("neither PNG nor JPEG")
        return logo


class Preferences(Section):
    """The settings."""

    @operation(Right.NUMBERS)
    def read(self) -> RecordPreferences:
        """Return the settings."""
        with self.session.reading() as connection:
            return preferences_of(connection)

    @operation(Right.ADMINISTER)
    def write(self, preferences: RecordPreferences) -> None:
        """Change the settings; the trail notes which, and not the letterhead.

        Raises:
            RecordsError: One is not as it must be, such as a logo that is too large.
        """
        try:
            preferences = RecordPreferences.model_validate(preferences.model_dump())
        except ValidationError as error:
            raise RecordsError(
                text("A setting of the records is not as it must be."),
                text("Nothing was changed. Choose another value, or a smaller picture."),
            ) from error
        with self.session.changing() as change:
            before = preferences_of(change.connection)
            row = {"value": preferences.model_dump_json()}
            if change.connection.scalar(select(SETTINGS.c.id).where(SETTINGS.c.id == _ROW)):
                change.update(SETTINGS, _ROW, **row)
            else:
                change.insert(SETTINGS, id=_ROW, **row)
            changed = {
                name: value
                for name, value in preferences
                if value != getattr(before, name) and name not in _PRIVATE
            }
            change.note("preferences.changed", **changed)


def preferences_of(connection: Connection) -> RecordPreferences:
    """Return the settings as they stand in a database.

    Raises:
        DamagedError: They cannot be read.
    """
    value = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.id == _ROW))
    try:
        return RecordPreferences.model_validate_json(value or "{}")
    except ValidationError as error:
        raise damaged("settings") from error
