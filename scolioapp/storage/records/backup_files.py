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

from engine.core.errors import OutputError
from engine.core.files import folder_written_beside, sha256_of, write_failure, written_beside
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.encrypted_database import DATABASE
from scolioapp.storage.records.instance_lock import InstanceLock
from scolioapp.storage.records.key_ring import NAME as KEYS
from scolioapp.storage.records.key_ring import KeyRing, check_password
from scolioapp.storage.records.record_errors import (
    DamagedError,
    NewerError,
    RecordsError,
    WrongPasswordError,
)
from scolioapp.storage.records.records_session import RESTORED
from scolioapp.storage.records.schema_migration import NEWEST
from scolioapp.storage.records.trail_anchor import NAME as ANCHOR

MANIFEST: Final = "backup.json"
SUFFIX: Final = ".scoliobackup"
_KEY, _RECORDS = "key.age", "records.age"
_ZIP: Final = b"PK\x03\x04"
_FORMAT: Final = 1
"""Of the file; a newer version of the program may write another one."""
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


class _Meter:
    """Says how far some passes over the same bytes are.

    Args:
        progress: Takes it.
        total: Bytes of one pass.
        passes: How many passes.
    """

    def __init__(self, progress: Progress | None, total: int, passes: int = 1) -> None:
        self._progress, self._whole, self._done = progress, max(1, total * passes), 0

    def add(self, count: int) -> None:
        """Count bytes."""
        self._done += count
        report(self._progress, Stage.WRITE, min(1.0, self._done / self._whole))


def save_archive(
    path: Path,
    passphrase: str,
    files: Mapping[str, Path],
    manifest: Manifest,
    *,
    progress: Progress | None = None,
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
        meter = _Meter(progress, sum(each.stat().st_size for each in files.values()), passes=3)
        hashes = {}
        for name, file in files.items():
            hashes[name] = sha256_of(file, cancel=cancel)
            meter.add(file.stat().st_size)
        said = {
            "format": _FORMAT,
            "schema": NEWEST,
            "made": manifest.made,
            "head": manifest.head,
            "files": hashes,
        }
        with zipfile.ZipFile(beside, "x", zipfile.ZIP_STORED) as archive:
            key = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
            archive.writestr(_KEY, key)
            with (
                archive.open(_RECORDS, "w", force_zip64=True) as target,
                _tar_of(files, json.dumps(said).encode(), meter, cancel) as source,
            ):
                pyrage.encrypt_io(source, target, [identity.to_public()])
        with beside.open("r+b") as written:
            os.fsync(written.fileno())
        _read(beside, identity, None, meter, cancel)


@contextlib.contextmanager
def _tar_of(
    files: Mapping[str, Path], manifest: bytes, meter: _Meter, cancel: Cancel | None
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
                    meter.add(source.stat().st_size)
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
    meter: _Meter,
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
            _members(tar, path.name, into, meter, cancel)
            while stream.read(_BLOCK):
                pass  # to the end, where the age format says that it is whole
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise damaged_backup(path.name) from error
    finally:
        thread.join()
    if failures:
        raise damaged_backup(path.name) from failures[0]


def _members(
    tar: tarfile.TarFile, name: str, into: Path | None, meter: _Meter, cancel: Cancel | None
) -> None:
    hashes: dict[str, str] = {}
    seen = set()
    for member in tar:
        stream = tar.extractfile(member)
        if stream is None:
            raise damaged_backup(name)
        if not hashes:
            said = json.loads(stream.read(_BLOCK * 64))
            _check_version(said)
            hashes = dict(said["files"])
            continue
        allowed = member.name in (DATABASE, KEYS, ANCHOR) or _CONTAINER.fullmatch(member.name)
        if not allowed or member.name not in hashes or member.name in seen:
            raise damaged_backup(name)
        copied = _copied(stream, into and into / member.name, meter, cancel)
        if copied != hashes[member.name]:
            raise damaged_backup(name)
        seen.add(member.name)
    if seen != set(hashes) or not {DATABASE, KEYS, ANCHOR} <= seen:
        raise damaged_backup(name)


def _check_version(said: object) -> None:
    """Refuse what a newer version of the program wrote, before anything is put in place.

    Raises:
        NewerError: It did.
        ValueError: It is no manifest.
    """
    if not isinstance(said, dict):
        raise ValueError("no manifest")
    for name, known in (("format", _FORMAT), ("schema", NEWEST)):
        version = said.get(name, known)
        if not isinstance(version, int) or version > known:
            raise NewerError(
                text("This backup was written by a newer version of ScolioApp."),
                text("Nothing was changed. Install the newer version to restore it."),
            )


def damaged_backup(name: str) -> DamagedError:
    """Say that a backup file is damaged, and that another one is needed."""
    return DamagedError(
        text("The backup “{name}” is damaged or cut off.", name=name),
        text("Nothing was changed. Copy it again from where it was kept, or take another backup."),
    )


def _no_backup(name: str) -> DamagedError:
    return DamagedError(
        text("“{name}” is not a backup of protected records.", name=name),
        text("Choose a file that was saved as a backup; its name ends in “.scoliobackup”."),
    )


def _copied(stream: IO[bytes], target: Path | None, meter: _Meter, cancel: Cancel | None) -> str:
    """Copy a stream into a file, or nowhere, and return its hash."""
    digest = hashlib.sha256()
    with contextlib.ExitStack() as stack:
        out = None
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            out = stack.enter_context(target.open("xb"))
        while block := stream.read(_BLOCK):
            check(cancel)
            meter.add(len(block))
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
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path | None:
    """Put the records of a file in place; the users unlock them with their passwords of then.

    Args:
        path: A file of `Backups.save`.
        passphrase: Its passphrase.
        folder: Where the records are to lie.
        replace: Whether records that are there may be moved aside.
        progress: Takes how far it is.
        cancel: Stops it; all is as it was.

    Returns:
        Where the records lie that were there, or None.

    Raises:
        WrongPasswordError: The passphrase is wrong.
        DamagedError: The file is not as it was written, or is no backup.
        NewerError: A newer version of the program wrote it.
        RecordsError: There are records, and they are open or may not be moved.
        OutputError: The folder cannot be written.
    """
    key = _key_of(path)
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
        meter = _Meter(progress, path.stat().st_size)
        _read(path, identity, beside, meter, cancel)
    return before


def _key_of(path: Path) -> bytes:
    """Read the key of a backup file, under its passphrase still.

    Raises:
        DamagedError: The file is damaged, or is no backup.
        OutputError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            begins = stream.read(len(_ZIP))
        if begins != _ZIP:
            raise _no_backup(path.name)
        with zipfile.ZipFile(path) as archive:
            if _KEY not in archive.namelist():
                raise _no_backup(path.name)
            return archive.read(_KEY)
    except OSError as error:
        raise OutputError(
            text(
                "“{name}” could not be read: {reason}.", name=path.name, reason=error.strerror or ""
            ),
            text("Check that the stick or the drive is connected, and try again."),
        ) from error
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise damaged_backup(path.name) from error


def restore_folder(backup: Path, folder: Path, *, replace: bool = False) -> Path | None:
    """Put an automatic backup in place; see `restore_archive`.

    Raises:
        DamagedError: A file of the backup is missing.
        NewerError: A newer version of the program made it.
        RecordsError: There are records, and they may not be moved.
        OutputError: The folder cannot be written.
    """
    with contextlib.suppress(OSError, ValueError):
        _check_version(json.loads((backup / MANIFEST).read_bytes()))
    with _in_place(folder, replace) as (beside, before):
        for name in (DATABASE, KEYS, ANCHOR):
            if not (backup / name).is_file():
                raise damaged_backup(backup.name)
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
