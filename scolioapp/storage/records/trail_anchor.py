"""The head of the trail in ``trail.anchor``, beside the database: it notices one put back to an older copy.

Two slots of 512 bytes are written in turn, in place and through to the disk, after each commit: a crash or a
full disk leaves at least the one before. Each slot is signed with a key that follows from the data key.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.core.errors import OutputError
from engine.core.text import text
from scolioapp.storage.records.record_errors import full

NAME: Final = "trail.anchor"
_SLOT: Final = 512


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the trail.

    Attributes:
        number: 1 for the first entry; 0: there is none.
        hash: Its hash, 64 hexadecimal digits.
        made: When, UTC.
    """

    number: int
    hash: str
    made: str

    @property
    def code(self) -> str:
        """The head as it is printed: number and the beginning of the hash."""
        return f"{self.number}-{self.hash[:16]}"


def noted_without_key(folder: Path) -> Head | None:
    """Return the newest head that stands in the file, unproven: who has no key cannot tell who wrote it."""
    try:
        content = (folder / NAME).read_bytes()
        heads = [
            Head(int(number), str(digest), str(made))
            for at in (0, _SLOT)
            for number, digest, made in [json.loads(content[at : at + _SLOT].split(b"\n")[0])]
        ]
    except (OSError, ValueError, TypeError):
        return None
    return max(heads, key=lambda head: head.number)


class Anchor:
    """The file beside the database.

    Args:
        folder: Folder of the records.
        key: Signs the slots.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.path = folder / NAME
        self._key = key

    def write(self, head: Head) -> None:
        """Note a head, in the slot of its number.

        Raises:
            OutputError: The file cannot be written; the change it is about stands.
        """
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                if os.fstat(handle).st_size < 2 * _SLOT:
                    os.write(handle, self._slot(head) * 2)
                else:
                    os.lseek(handle, head.number % 2 * _SLOT, os.SEEK_SET)
                    os.write(handle, self._slot(head))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputError(
                text(
                    "The change was saved, but “{name}” beside the records could not be written: "
                    "{reason}.",
                    name=NAME,
                    reason=error.strerror or str(error),
                ),
                text("Free some space, or make the folder writable, before you go on."),
            ) from error

    def forget(self) -> None:
        """Take the file away: whatever is written next is the newest head, even with a lower number.

        Raises:
            OutputError: It cannot be.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise full(error.strerror or str(error)) from error

    def read(self) -> Head | None:
        """Return the newest head that was noted, or None where the file is missing or was tampered with."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return None
        slots = [self._read(content[at : at + _SLOT]) for at in (0, _SLOT)]
        known = [slot for slot in slots if slot is not None]
        # A slot that is not ours was written by somebody else, or tampered with: no trust in the other.
        return max(known, key=lambda head: head.number) if len(known) == len(slots) else None

    def _slot(self, head: Head) -> bytes:
        said = json.dumps([head.number, head.hash, head.made])
        return f"{said}\n{self._sign(said)}\n".encode().ljust(_SLOT)

    def _sign(self, said: str) -> str:
        return hmac.new(self._key, said.encode(), "sha256").hexdigest()

    def _read(self, slot: bytes) -> Head | None:
        said, _, rest = slot.decode("ascii", "replace").partition("\n")
        if not hmac.compare_digest(self._sign(said).encode(), rest.strip().encode()):
            return None
        number, digest, made = json.loads(said)
        return Head(int(number), str(digest), str(made))
