"""Files are written beside and renamed, so that nobody ever meets half of one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from engine.core import names
from engine.core.errors import OutputError
from engine.core.progress import Cancel, check
from engine.core.text import text


def write_failure(path: Path, error: OSError) -> OutputError:
    """Say that a file could not be written, and why."""
    return OutputError(
        text(
            "“{name}” could not be written: {reason}.",
            name=path.name,
            reason=error.strerror or str(error),
        ),
        text("Choose another folder, or free some space, and try again."),
    )


@contextlib.contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """Return a temporary path beside ``path`` (same suffix); rename it on success, remove it on failure.

    Raises:
        OutputError: The folder cannot be written.
    """
    stem = names.truncate_bytes(path.stem, names.NAME_BYTES - 15 - names.size(path.suffix))
    beside = path.with_name(f".{stem}.{uuid.uuid4().hex[:8]}.part{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        os.replace(beside, path)
    except OSError as error:
        raise write_failure(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def hidden(path: Path, purpose: str) -> Path:
    """Return a path beside ``path`` that starts with a dot and that nobody else uses."""
    name = names.truncate_bytes(path.name, names.NAME_BYTES - 11 - names.size(purpose))
    return path.with_name(f".{name}.{uuid.uuid4().hex[:8]}.{purpose}")


def check_folder(folder: Path, *, room: int = 0) -> None:
    """Check that files can be written into a folder, before hours are spent on them; nothing is left there.

    Args:
        folder: Where to; it need not exist yet.
        room: Bytes that the files may take.

    Raises:
        OutputError: It is a file, or lies in one; it cannot be written; there is too little space.
    """
    place = folder.absolute()
    there = next(one for one in (place, *place.parents) if os.path.lexists(one))
    if not there.is_dir():
        raise OutputError(
            text("“{name}” is a file; the results need a folder.", name=there.name),
            text("Choose another folder."),
        )
    # The name itself is tried where the folder is not there yet: it may be too long or not allowed.
    missing = place.relative_to(there).parts
    trial = there / f".{uuid.uuid4().hex[:8]}.part"
    try:
        trial.joinpath(*missing).mkdir(parents=True)
        (trial / "trial").write_bytes(b"0")
        free = shutil.disk_usage(there).free
    except OSError as error:
        raise write_failure(place, error) from error
    finally:
        shutil.rmtree(trial, ignore_errors=True)
    if free < room:
        raise OutputError(
            text(
                "Not enough space for “{name}”: {free} MB are free, up to {room} MB may be needed.",
                name=place.name,
                free=free // 1_000_000,
                room=room // 1_000_000,
            ),
            text("Choose another folder, or free some space, and try again."),
        )


def check_file(path: Path) -> None:
    """Check that a file can be written, before hours are spent on what it is to hold.

    Raises:
        OutputError: It is a folder, or its folder cannot be written.
    """
    if os.path.isdir(path):  # which does not stumble over a name that is too long
        raise OutputError(
            text("“{name}” is a folder, not a file.", name=path.name), text("Choose another name.")
        )
    check_folder(path.absolute().parent)
    if names.size(path.name) > names.NAME_BYTES:
        raise write_failure(path, OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)))


@contextlib.contextmanager
def folder_written_beside(
    destination: Path,
    *,
    replace: bool = False,
    failure: Callable[[Path, OSError], OutputError] = write_failure,
) -> Iterator[Path]:
    """Return a hidden folder beside ``destination``; rename it on success, remove it on failure.

    Args:
        destination: The folder that appears at the end.
        replace: Whether a folder that is there already is replaced.
        failure: Says that ``destination`` could not be written.

    Raises:
        OutputError: The folder exists and is not to be replaced, or cannot be written.
    """
    if os.path.lexists(destination) and not replace:
        raise OutputError(
            text("The folder “{name}” already exists.", name=destination.name),
            text("Choose another name, or remove the folder."),
        )
    beside, old = hidden(destination, "part"), hidden(destination, "old")
    try:
        beside.mkdir(parents=True)
        yield beside
        if destination.exists():
            os.replace(destination, old)
        os.replace(beside, destination)
    except OSError as error:
        if old.exists() and not destination.exists():
            os.replace(old, destination)
        raise failure(destination, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def folder_to_rename(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write a hidden folder through to the disk, for the caller to rename; remove it where that fails.

    Args:
        folder: The folder; it must not exist.
        files: Contents by name.

    Raises:
        OSError: It cannot be written.
    """
    try:
        folder.mkdir(parents=True)
        for name, content in files.items():
            with (folder / name).open("xb") as stream:
                stream.write(content)
                stream.flush()
                # Else, after a power cut, the new name may stand over empty files.
                os.fsync(stream.fileno())
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_text(path: Path, content: str) -> None:
    """Write UTF-8 text beside and rename it.

    Raises:
        OutputError: The folder cannot be written.
    """
    with written_beside(path) as beside:
        beside.write_text(content, encoding="utf-8")


def sha256_of(path: Path, *, cancel: Cancel | None = None) -> str:
    """Return the SHA-256 of a file's content as 64 hexadecimal digits, in constant memory."""
    with path.open("rb") as stream:
        return sha256_of_stream(stream, cancel=cancel)


def sha256_of_stream(stream: BinaryIO, *, cancel: Cancel | None = None) -> str:
    """Return the SHA-256 of what is left in a stream, in constant memory."""
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        check(cancel)
        digest.update(block)
    return digest.hexdigest()
