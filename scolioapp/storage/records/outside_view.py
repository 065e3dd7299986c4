"""What can be seen of the records without a password: for who looks after the computer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scolioapp.storage.records.encrypted_database import DATABASE
from scolioapp.storage.records.key_ring import NAME as KEYS
from scolioapp.storage.records.key_ring import KeyRing
from scolioapp.storage.records.record_backups import Backup, automatic_backups
from scolioapp.storage.records.trail_anchor import NAME as ANCHOR
from scolioapp.storage.records.trail_anchor import Head, noted_without_key


@dataclass(frozen=True, slots=True)
class OutsideView:
    """What lies in the folder of the records.

    Attributes:
        missing: Names of files that must be there and are not.
        users: How many users can unlock the records.
        head: The newest entry of the trail as the anchor names it, or None where it cannot be read.
        backups: The automatic backups, the newest first.
    """

    missing: tuple[str, ...]
    users: int
    head: Head | None
    backups: tuple[Backup, ...]


def look_from_outside(folder: Path) -> OutsideView:
    """Look at records that nobody has unlocked; changes nothing.

    Raises:
        ScolioError: The keys cannot be read.
    """
    missing = tuple(name for name in (DATABASE, KEYS, ANCHOR) if not (folder / name).is_file())
    users = 0 if KEYS in missing else len(KeyRing.read(folder).entries)
    return OutsideView(missing, users, noted_without_key(folder), tuple(automatic_backups(folder)))
