"""A backup as one file, and putting a backup in place; for another computer, without the records open.

The file is a ZIP that only holds two files of the age format: ``key.age``, a key under the passphrase, and
``records.age``, a TAR under that key. With the program ``age`` they open by hand. What is in the TAR is
encrypted a second time, by the keys of the users.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

import pyrage

from engine.core.files import folder_written_beside, sha256_of, write_failure, written_beside
from engine.core.progress import Cancel, check
from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.encrypted_database import DATABASE
from scolioapp.storage.records.instance_lock import InstanceLock
from scolioapp.storage.records.key_ring import NAME as KEYS
from scolioapp.storage.records.key_ring import KeyRing, check_password
from scolioapp.storage.records.record_errors import (
    RecordsError,
    WrongPasswordError,
    damaged,
)
from scolioapp.storage.records.records_session import RESTORED
from scolioapp.storage.records.trail_anchor import NAME as ANCHOR

MANIFEST: Final = "backup.json"
SUFFIX: Final = ".scoliobackup"
_KEY, _RECORDS = "key.age", "records.age"
_BLOCK: Final = 1 << 20
_CONTAINER: Final = re.compile(rf"{containers.FOLDER}/[0-9a-f]{{32}}{re.escape(containers.SUFFIX)}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        made: When, UTC.
        head: Number and hash of the newest entry of the trail in it, as printed.
    """

    made: str
    head: str


def save_archive(
    path: Path,
    passphrase: str,
    files: Mapping[str, Path],
    manifest: Manifest,
    *,
    cancel: Cancel | None = None,
) -> None:
    """Write files into one encrypted file, read it again, and put it in place.

    Raises:
        RecordsError: The passphrase is too short.
        OutputError: It cannot be written; nothing is left.
        DamagedError: What was written is not what is there.
        CancelledError: The person cancelled; nothing is left.
    """
    check_password(passphrase)
    identity = pyrage.x25519.Identity.generate()
    with written_beside(path) as beside:
        hashes = {name: sha256_of(source, cancel=cancel) for name, source in files.items()}
        said = {"made": manifest.made, "head": manifest.head, "files": hashes}
        with zipfile.ZipFile(beside, "x", zipfile.ZIP_STORED) as archive:
            key = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
            archive.writestr(_KEY, key)
            with (
                archive.open(_RECORDS, "w", force_zip64=True) as target,
                _tar_of(files, json.dumps(said).encode(), cancel) as source,
            ):
                pyrage.encrypt_io(source, target, [identity.to_public()])
        with beside.open("r+b") as written:
            os.fsync(written.fileno())
        _read(beside, identity, None, cancel)


@contextlib.contextmanager
def _tar_of(
    files: Mapping[str, Path], manifest: bytes, cancel: Cancel | None
) -> Iterator[IO[bytes]]:
    """Return a stream from which a TAR is read while a thread writes it."""
    reader, writer = os.pipe()
    failures: list[BaseException] = []

    def fill() -> None:
        try:
            with (
                os.fdopen(writer, "wb") as stream,
                tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                info = tarfile.TarInfo(MANIFEST)
                info.size = len(manifest)
                tar.addfile(info, io.BytesIO(manifest))
                for name, source in files.items():
                    check(cancel)
                    tar.add(source, name)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            failures.append(error)

    thread = threading.Thread(target=fill, name="backup")
    thread.start()
    try:
        with os.fdopen(reader, "rb") as stream:
            yield stream
    finally:
        thread.join()
    if failures:
        raise failures[0]


def _read(
    path: Path,
    identity: pyrage.x25519.Identity,
    into: Path | None,
    cancel: Cancel | None,
) -> None:
    """Read a file of `save_archive`, check each member, and write them into a folder unless it is None."""
    reader, writer = os.pipe()
    failures: list[BaseException] = []

    def decrypt() -> None:
        try:
            with (
                os.fdopen(writer, "wb") as stream,
                zipfile.ZipFile(path) as archive,
                archive.open(_RECORDS) as source,
            ):
                pyrage.decrypt_io(source, stream, [identity])
        except BaseException as error:  # noqa: BLE001 - told where it is waited for
            failures.append(error)

    thread = threading.Thread(target=decrypt, name="backup")
    thread.start()
    try:
        with os.fdopen(reader, "rb") as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            _members(tar, path.name, into, cancel)
            while stream.read(_BLOCK):
                pass  # to the end, where the age format says that it is whole
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise damaged(path.name) from error
    finally:
        thread.join()
    if failures:
        raise damaged(path.name) from failures[0]


def _members(tar: tarfile.TarFile, name: str, into: Path | None, cancel: Cancel | None) -> None:
    hashes: dict[str, str] = {}
    seen = set()
    for member in tar:
        stream = tar.extractfile(member)
        if stream is None:
            raise damaged(name)
        if not hashes:
            hashes = dict(json.loads(stream.read(_BLOCK * 64))["files"])
            continue
        allowed = member.name in (DATABASE, KEYS, ANCHOR) or _CONTAINER.fullmatch(member.name)
        if not allowed or member.name not in hashes or member.name in seen:
            raise damaged(name)
        if _copied(stream, into and into / member.name, cancel) != hashes[member.name]:
            raise damaged(name)
        seen.add(member.name)
    if seen != set(hashes) or not {DATABASE, KEYS, ANCHOR} <= seen:
        raise damaged(name)


def _copied(stream: IO[bytes], target: Path | None, cancel: Cancel | None) -> str:
    """Copy a stream into a file, or nowhere, and return its hash."""
    digest = hashlib.sha256()
    with contextlib.ExitStack() as stack:
        out = None
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            out = stack.enter_context(target.open("xb"))
        while block := stream.read(_BLOCK):
            check(cancel)
            digest.update(block)
            if out is not None:
                out.write(block)
        if out is not None:
            out.flush()
            os.fsync(out.fileno())
    return digest.hexdigest()


def restore_archive(
    path: Path,
    passphrase: str,
    folder: Path,
    *,
    replace: bool = False,
    cancel: Cancel | None = None,
) -> Path | None:
    """Put the records of a file in place; the users unlock them with their passwords of then.

    Args:
        path: A file of `Backups.save`.
        passphrase: Its passphrase.
        folder: Where the records are to lie.
        replace: Whether records that are there may be moved aside.
        cancel: Stops it; all is as it was.

    Returns:
        Where the records lie that were there, or None.

    Raises:
        WrongPasswordError: The passphrase is wrong.
        DamagedError: The file is not as it was written.
        RecordsError: There are records, and they are open or may not be moved.
        OutputError: The folder cannot be written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            key = archive.read(_KEY)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise damaged(path.name) from error
    try:
        said = pyrage.passphrase.decrypt(key, passphrase)
    except pyrage.DecryptError as error:
        # The ZIP's checksum over it was right, so it is the passphrase.
        raise WrongPasswordError(
            text("The passphrase of “{name}” is wrong.", name=path.name),
            text("It is the one that was chosen for this file, not a user's password."),
        ) from error
    with _in_place(folder, replace) as (beside, before):
        identity = pyrage.x25519.Identity.from_str(said.decode())
        _read(path, identity, beside, cancel)
    return before


def restore_folder(backup: Path, folder: Path, *, replace: bool = False) -> Path | None:
    """Put an automatic backup in place; see `restore_archive`.

    Raises:
        DamagedError: A file of the backup is missing.
        RecordsError: There are records, and they may not be moved.
        OutputError: The folder cannot be written.
    """
    with _in_place(folder, replace) as (beside, before):
        for name in (DATABASE, KEYS, ANCHOR):
            if not (backup / name).is_file():
                raise damaged(name)
            shutil.copyfile(backup / name, beside / name)
        # Those of all backups lie together; what these records do not know is tidied away later.
        kept = backup.parent / containers.FOLDER
        if kept.is_dir():
            shutil.copytree(kept, beside / containers.FOLDER)
    return before


@contextlib.contextmanager
def _in_place(folder: Path, replace: bool) -> Iterator[tuple[Path, Path | None]]:
    """Return a folder to fill, and where the records that are there will lie; swap them at the end."""
    there = folder.exists()
    if there and not replace:
        raise RecordsError(
            text("There are records in “{name}” already.", name=folder.name),
            text("Choose another folder, or let them be moved aside."),
        )
    if there:
        InstanceLock(folder).release()
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    before = folder.with_name(f"{folder.name}-before-{stamp}") if there else None
    whole = folder.with_name(f"{folder.name}-restored-{stamp}")
    with folder_written_beside(whole) as beside:
        yield beside, before
        KeyRing.read(beside)
        (beside / RESTORED).write_bytes(b"")
    try:
        if before is not None:
            os.rename(folder, before)
        os.rename(whole, folder)
    except OSError as error:
        if before is not None and before.exists() and not folder.exists():
            os.rename(before, folder)
        shutil.rmtree(whole, ignore_errors=True)
        raise write_failure(folder, error) from error
