"""Where model folders are made: free names, and folders that appear whole or not at all.

Must not know what stands in a model folder, nor torch or ONNX Runtime.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from engine.core.errors import OutputError
from engine.core.resources import resource
from engine.core.text import text

LONGEST_NAME = 50
"""Of a free name before its number; a card takes 64 letters."""


def free_name(destination: Path, wanted: str) -> Path:
    """Give a folder in ``destination`` that does not exist yet and has no bundled model's name.

    Args:
        destination: Folder in which a model folder is to be made; it need not exist.
        wanted: Any name; what a folder's name may not hold is replaced, so that it leads nowhere else.

    Returns:
        Its path, with a number behind the name where that is taken.
    """
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", wanted)[:LONGEST_NAME].strip("._-") or "imported"
    candidate, number = destination / name, 2
    while os.path.lexists(candidate) or resource("models", candidate.name).exists():
        candidate = destination / f"{name}-{number}"
        number += 1
    return candidate


@contextlib.contextmanager
def folder_beside(destination: Path, *, replace: bool = False) -> Iterator[Path]:
    """Give a hidden folder beside ``destination``; rename it on success, remove it on failure.

    Args:
        destination: The folder that appears at the end.
        replace: Whether a folder that is there already is replaced.

    Raises:
        OutputError: The folder exists and is not to be replaced, or cannot be written.
    """
    if os.path.lexists(destination) and not replace:
        raise OutputError(
            text("The folder “{name}” exists already.", name=destination.name),
            text("Choose another name, or remove the folder."),
        )
    beside = hidden(destination, "part")
    old = hidden(destination, "old")
    try:
        beside.mkdir(parents=True)
        yield beside
        if destination.exists():
            os.replace(destination, old)
        os.replace(beside, destination)
    except OSError as failure:
        if old.exists() and not destination.exists():
            os.replace(old, destination)
        raise OutputError(
            text(
                "The model folder “{name}” could not be written: {reason}.",
                name=destination.name,
                reason=failure.strerror or str(failure),
            ),
            text("Choose another folder, or free some space, and try again."),
        ) from failure
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def hidden(path: Path, purpose: str) -> Path:
    """Give a path beside ``path`` that starts with a dot and that nobody else uses."""
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.{purpose}")
