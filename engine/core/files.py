"""Files are written beside and renamed, so that nobody ever meets half of one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterator
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
