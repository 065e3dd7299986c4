"""The choice of the folder that results are kept in. Must not know Qt."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from engine.core.errors import OutputError
from engine.core.files import write_failure, write_text
from engine.core.text import text
from scolioapp.paths import AppPaths


def choose_results_folder(paths: AppPaths, folder: Path | None) -> None:
    """Keep results in a folder from now on.

    Args:
        paths: Where the choice is noted.
        folder: The folder; None: the usual one.

    Raises:
        OutputError: The folder, or the note of it, cannot be written.
    """
    if folder is None:
        with contextlib.suppress(FileNotFoundError):
            try:
                paths.results_choice.unlink()
            except PermissionError as error:
                raise write_failure(paths.results_choice, error) from error
        return
    _try(folder)
    write_text(paths.results_choice, str(folder))


def _try(folder: Path) -> None:
    """Write a file into a folder and take it away again.

    Raises:
        OutputError: It cannot be written.
    """
    trial = folder / f".{uuid.uuid4().hex[:8]}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise OutputError(
            text(
                "The folder “{name}” is not writable: {reason}.",
                name=folder.name,
                reason=error.strerror or str(error),
            ),
            text("Choose another folder."),
        ) from error
