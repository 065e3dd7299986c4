"""Files are written beside and renamed, so that nobody ever meets half of one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

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
    """Give a temporary path beside ``path`` (same suffix); rename it on success, remove it on failure.

    Raises:
        OutputError: The folder cannot be written.
    """
    beside = path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}.part{path.suffix}")
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
    """Give a path beside ``path`` that starts with a dot and that nobody else uses."""
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.{purpose}")


@contextlib.contextmanager
def folder_written_beside(
    destination: Path,
    *,
    replace: bool = False,
    failure: Callable[[Path, OSError], OutputError] = write_failure,
) -> Iterator[Path]:
    """Give a hidden folder beside ``destination``; rename it on success, remove it on failure.

    Args:
        destination: The folder that appears at the end.
        replace: Whether a folder that is there already is replaced.
        failure: Says that ``destination`` could not be written.

    Raises:
        OutputError: The folder exists and is not to be replaced, or cannot be written.
    """
    if os.path.lexists(destination) and not replace:
        raise OutputError(
            text("The folder “{name}” exists already.", name=destination.name),
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


def write_text(path: Path, content: str) -> None:
    """Write UTF-8 text beside and rename it.

    Raises:
        OutputError: The folder cannot be written.
    """
    with written_beside(path) as beside:
        beside.write_text(content, encoding="utf-8")


def sha256_of(path: Path, *, cancel: Cancel | None = None) -> str:
    """Give the SHA-256 of a file's content as 64 hexadecimal digits, in constant memory."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            check(cancel)
            digest.update(block)
    return digest.hexdigest()
