"""The random data key of the records, wrapped for each user and for the recovery key, in ``keys.json``.

A user's wrapping key comes from the password by Argon2id; the data key is wrapped with AES-GCM, with the
store, the user and the parameters as associated data, so that no entry can stand in for another. A checksum
over each entry tells a damaged file from a wrong password. No name is in the file: a login is found by a
salted hash. Must not know the database.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.core.files import written_beside
from engine.core.text import text
from scolioapp.storage.records.record_errors import (
    NewerError,
    RecordsError,
    WrongPasswordError,
    damaged,
)
from scolioapp.storage.records.recovery_key import read_recovery_key

NAME: Final = "keys.json"
SHORTEST_PASSWORD: Final = 8
_SCHEMA: Final = 1
_RECOVERY: Final = "recovery"
_NONCE: Final = 12
_MOST_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id spends on a password.

    Attributes:
        passes: Times over the memory.
        kib: Memory.
        lanes: Threads.
    """

    passes: int = 3
    kib: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys that follow from the data key; never written.

    Attributes:
        data: The data key itself, 32 bytes.
        database: Of the database.
        anchor: Signs the head of the trail.
        seal: Seals each row.
        patients: Wraps the key of each patient.
    """

    data: bytes
    database: bytes
    anchor: bytes
    seal: bytes
    patients: bytes

    @classmethod
    def of(cls, data: bytes) -> Keys:
        """Derive the keys of a data key."""
        names = ("database", "anchor", "seal", "patients")
        return cls(data, *(derived(data, name) for name in names))


def derived(secret: bytes, purpose: str) -> bytes:
    """Derive a key of 32 bytes for one purpose (HKDF)."""
    info = f"scolioapp.records/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def wrap(key: bytes, secret: bytes, about: str) -> bytes:
    """Encrypt a key with another one; ``about`` says whose it is and must be the same to unwrap it."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, about.encode())


def unwrap(key: bytes, wrapped: bytes, about: str) -> bytes:
    """Decrypt what `wrap` gave.

    Raises:
        InvalidTag: The key is another one, or what it says does not fit.
    """
    return AESGCM(key).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], about.encode())


@dataclass(frozen=True, slots=True)
class Entry:
    """The data key for one user.

    Attributes:
        login: Hash of the name that is typed.
        salt: Of the password.
        cost: Of the password.
        wrapped: The data key.
    """

    login: str
    salt: bytes
    cost: Cost
    wrapped: bytes


@dataclass(frozen=True)
class KeyRing:
    """Everybody's way to the data key; each change is a new ring, which `write` puts in place at once.

    Attributes:
        store: Random number of the store.
        salt: Of the hashes of logins.
        entries: By the id of the user.
        recovery: The data key under the recovery key.
    """

    store: str
    salt: bytes
    entries: Mapping[str, Entry] = field(default_factory=dict)
    recovery: bytes = b""

    @classmethod
    def new(cls) -> KeyRing:
        """Return a ring without entries, for a new store."""
        return cls(secrets.token_hex(16), os.urandom(16))

    def find(self, login: str) -> str | None:
        """Return the id of the user with a login, or None."""
        wanted = self._login(login)
        return next((one for one, entry in self.entries.items() if entry.login == wanted), None)

    def with_user(
        self, user: str, login: str, password: str, data: bytes, cost: Cost | None = None
    ) -> KeyRing:
        """Return the ring with a user's password; it takes the place of an earlier one.

        Raises:
            RecordsError: The password is too short.
        """
        check_password(password)
        salt, spent = os.urandom(16), cost or Cost()
        about = self._about(user, salt, spent)
        wrapped = wrap(_stretched(password, salt, spent), data, about)
        entry = Entry(self._login(login), salt, spent, wrapped)
        return replace(self, entries={**self.entries, user: entry})

    def without(self, user: str) -> KeyRing:
        """Return the ring without a user."""
        kept = {one: entry for one, entry in self.entries.items() if one != user}
        return replace(self, entries=kept)

    def with_recovery(self, key: str, data: bytes) -> KeyRing:
        """Return the ring with another recovery key; the one before opens nothing any more."""
        strong = derived(read_recovery_key(key).encode(), _RECOVERY)
        return replace(self, recovery=wrap(strong, data, f"{self.store}|{_RECOVERY}"))

    def open(self, login: str, password: str) -> tuple[str, bytes]:
        """Return the id of a user and the data key.

        Raises:
            WrongPasswordError: Nobody has this name, or the password is another one.
        """
        user = self.find(login)
        entry = self.entries.get(user or "")
        if user is None or entry is None:
            # As long as a wrong password takes: the time tells nobody which names there are.
            _stretched(password, self.salt, Cost())
            raise wrong_password()
        about = self._about(user, entry.salt, entry.cost)
        try:
            key = _stretched(password, entry.salt, entry.cost)
            return user, unwrap(key, entry.wrapped, about)
        except InvalidTag:
            raise wrong_password() from None

    def recover(self, typed: str) -> bytes:
        """Return the data key by the recovery key.

        Raises:
            WrongPasswordError: The key has a typing error, or is of other records or replaced.
        """
        strong = derived(read_recovery_key(typed).encode(), _RECOVERY)
        try:
            return unwrap(strong, self.recovery, f"{self.store}|{_RECOVERY}")
        except InvalidTag:
            raise WrongPasswordError(
                text("This recovery key is well typed but does not open these records."),
                text("Look for the one that was printed last."),
            ) from None

    def _login(self, login: str) -> str:
        plain = unicodedata.normalize("NFKC", login).strip().casefold()
        return hmac.new(self.salt, plain.encode(), "sha256").hexdigest()

    def _about(self, user: str, salt: bytes, cost: Cost) -> str:
        return f"{self.store}|{user}|{salt.hex()}|{cost.passes}|{cost.kib}|{cost.lanes}"

    # The file

    @property
    def digest(self) -> str:
        """Hash of everything in the ring: the database knows it, so an older ring is noticed."""
        return _sum(self._body())

    def _body(self) -> dict[str, object]:
        return {
            "schema": _SCHEMA,
            "store": self.store,
            "salt": _text(self.salt),
            "recovery": _summed({"wrapped": _text(self.recovery)}),
            "users": {user: _summed(_entry_data(each)) for user, each in self.entries.items()},
        }

    def write(self, folder: Path) -> None:
        """Put the ring in place of the one in a folder, written through to the disk.

        Raises:
            OutputError: It cannot be written; the one before stands.
        """
        with written_beside(folder / NAME) as beside, beside.open("xb") as stream:
            stream.write(json.dumps(_summed(self._body()), indent=1).encode())
            stream.flush()
            os.fsync(stream.fileno())

    @classmethod
    def read(cls, folder: Path) -> KeyRing:
        """Read the ring in a folder.

        Raises:
            RecordsError: There is none, it is damaged, or of a newer version.
        """
        path = folder / NAME
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise damaged(NAME)
            body = json.loads(path.read_bytes())
        except FileNotFoundError as error:
            raise RecordsError(
                text("“{name}”, which holds the keys of the records, is missing.", name=NAME),
                text("Restore it, or the whole backup it is from; without it nothing opens."),
            ) from error
        except (OSError, ValueError, RecursionError) as error:
            raise damaged(NAME) from error
        if isinstance(body, dict) and isinstance(body.get("schema"), int):
            if body["schema"] > _SCHEMA:
                raise newer()
        try:
            users = _checked(body)["users"]
            entries = {user: _entry(_checked(each)) for user, each in users.items()}
            recovery = _bytes(_checked(body["recovery"])["wrapped"])
            return cls(str(body["store"]), _bytes(body["salt"]), entries, recovery)
        except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
            raise damaged(NAME) from error


def check_password(password: str) -> None:
    """Check a new password.

    Raises:
        RecordsError: It is too short.
    """
    if len(unicodedata.normalize("NFKC", password)) < SHORTEST_PASSWORD:
        raise RecordsError(
            text(
                "The password has {there} characters; it needs at least {least}.",
                there=len(password),
                least=SHORTEST_PASSWORD,
            ),
            text("Take several words: they are easy to keep in mind and hard to guess."),
        )


def newer() -> NewerError:
    """Say that the records are of a newer version."""
    return NewerError(
        text("These records were written by a newer version of ScolioApp."),
        text("Nothing was changed. Install the newer version to open them."),
    )


def wrong_password() -> WrongPasswordError:
    """Say that a name or password opens nothing, and not which."""
    return WrongPasswordError(
        text("The name or the password is wrong."),
        text("Check the keyboard's language and Caps Lock, and try again."),
    )


def _stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    plain = unicodedata.normalize("NFKC", password).encode()
    return Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.kib
    ).derive(plain)


def _entry_data(entry: Entry) -> dict[str, object]:
    cost = entry.cost
    return {
        "login": entry.login,
        "salt": _text(entry.salt),
        "argon2id": [cost.passes, cost.kib, cost.lanes],
        "wrapped": _text(entry.wrapped),
    }


def _entry(value: Mapping[str, object]) -> Entry:
    numbers = value["argon2id"]
    if not isinstance(numbers, list):
        raise TypeError
    cost = Cost(*(int(each) for each in numbers))
    return Entry(str(value["login"]), _bytes(value["salt"]), cost, _bytes(value["wrapped"]))


def _sum(value: Mapping[str, object]) -> str:
    plain = {name: each for name, each in value.items() if name != "sum"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _summed(value: dict[str, object]) -> dict[str, object]:
    return {**value, "sum": _sum(value)}


def _checked(value: dict[str, object]) -> dict[str, dict[str, dict[str, object]]]:
    if value["sum"] != _sum(value):
        raise ValueError
    return value  # type: ignore[return-value]


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: object) -> bytes:
    return base64.b64decode(str(value), validate=True)
