"""Where model folders are made: free names, and folders that appear whole or not at all.

Must not know what stands in a model folder, nor torch or ONNX Runtime.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.core.errors import OutputError
from engine.core.files import folder_written_beside, hidden
from engine.core.resources import resource
from engine.core.text import text

NAME: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
"""What a model may be called."""

LONGEST_NAME = 50
"""Of a free name before its number; a card takes 64 letters."""


def free_name(destination: Path, wanted: str) -> Path:
    """Return a folder in ``destination`` that does not exist yet and has no bundled model's name.

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


def unwritable_error(path: Path, failure: OSError) -> OutputError:
    """Say that a model folder could not be written, and why."""
    return OutputError(
        text(
            "The model folder “{name}” could not be written: {reason}.",
            name=path.name,
            reason=failure.strerror or str(failure),
        ),
        text("Choose another folder, or free some space, and try again."),
    )


@contextlib.contextmanager
def folder_beside(destination: Path, *, replace: bool = False) -> Iterator[Path]:
    """Return a hidden folder beside ``destination``; see `engine.core.files.folder_written_beside`.

    Raises:
        OutputError: The folder exists and is not to be replaced, or cannot be written.
    """
    with folder_written_beside(destination, replace=replace, failure=unwritable_error) as beside:
        yield beside


@contextlib.contextmanager
def staging_folder(destination: Path) -> Iterator[Path]:
    """Return a hidden folder in ``destination`` that is removed at the end, whatever happens.

    Raises:
        OutputError: ``destination`` cannot be written.
    """
    stage = hidden(destination / "import", "part")
    made_here = not destination.exists()
    try:
        stage.mkdir(parents=True)
        yield stage
    except OSError as failure:
        raise unwritable_error(destination, failure) from failure
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if made_here:
            with contextlib.suppress(OSError):
                # Removes nothing that holds something.
                destination.rmdir()


def move_folder(made: Path, target: Path) -> None:
    """Rename a finished folder to its final name.

    Raises:
        OutputError: The name was taken meanwhile, or the disk refuses it.
    """
    try:
        # Fails where a folder that is not empty took the name meanwhile: nothing is overwritten.
        os.rename(made, target)
    except OSError as failure:
        raise unwritable_error(target, failure) from failure
