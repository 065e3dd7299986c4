"""The time between the start of a trainer's process and its first word, which may never come.

Importing torch takes seconds, and a trainer that cannot begin writes no status. Whoever starts one notes its
process in the run folder, so that everybody can tell one that is about to begin from one that is gone.
Must not know torch.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.files import write_text
from engine.runs.run_folder import RunFolder
from engine.runs.status import Status, process_start

Launched = Literal["no", "starting", "gone"]
"""Whether a trainer was started that has not said anything yet, and whether it still might."""

OUTPUT_BYTES = 64_000
"""How much of the end of a trainer's output is read at most."""


class Launch(BaseModel):
    """A process that was started for a run.

    Attributes:
        created: When the system says that it began, seconds since 1970; 0 where it was gone at once.
        at: When this was written, seconds since 1970.
    """

    model_config = ConfigDict(frozen=True)

    pid: int
    created: float
    at: float


def note_launch(folder: RunFolder, pid: int, at: float) -> None:
    """Write down that a process was started.

    Args:
        folder: The run.
        pid: The process.
        at: A moment before the start, seconds since 1970.

    Raises:
        OutputError: The file cannot be written.
    """
    launch = Launch(pid=pid, created=process_start(pid) or 0.0, at=at)
    write_text(folder.launch, launch.model_dump_json() + "\n")


def is_launched(folder: RunFolder, status: Status | None) -> Launched:
    """Say whether a trainer was started after the status was written."""
    try:
        launch = Launch.model_validate_json(folder.launch.read_bytes())
    except (OSError, ValidationError):
        return "no"
    if status is not None and status.updated >= launch.at:
        return "no"
    return "starting" if _alive(launch) else "gone"


def _alive(launch: Launch) -> bool:
    start = process_start(launch.pid)
    return start is not None and abs(start - launch.created) < 1.0


def end_of_output(folder: RunFolder) -> str:
    """Return the end of what a trainer printed; "" where there is nothing."""
    try:
        with folder.output.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - OUTPUT_BYTES))
            return stream.read().decode("utf-8", errors="replace").strip()
    except OSError:
        return ""
