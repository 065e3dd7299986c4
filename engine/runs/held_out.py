"""What the network of one fold said of the people that it never saw, as a file of its run.

Must not know torch, nor which figures are computed of it.
"""

from __future__ import annotations

from pydantic import ConfigDict, ValidationError

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.files import write_text
from engine.core.frozen_model import FrozenModel
from engine.core.text import text
from engine.runs.run_folder import RunFolder


class _Strict(FrozenModel):
    model_config = ConfigDict(allow_inf_nan=False)


class HeldOutRow(_Strict):
    """One judged sequence.

    Attributes:
        cosines: What the network said, mean over the parts, in the order of the run's classes.
    """

    id: str
    person: str
    class_name: ClassName
    cosines: tuple[float, ...]


class HeldOut(_Strict):
    """All sequences of the people of one fold.

    Attributes:
        left_out: Sequences in which the network saw nobody.
    """

    left_out: int
    rows: tuple[HeldOutRow, ...]


def write_held_out(folder: RunFolder, held_out: HeldOut) -> None:
    """Write it into the folder of the fold.

    Raises:
        OutputError: It cannot be written.
    """
    write_text(folder.held_out, held_out.model_dump_json() + "\n")


def read_held_out(folder: RunFolder) -> HeldOut:
    """Read it again.

    Raises:
        DatasetError: It is missing or damaged.
    """
    try:
        return HeldOut.model_validate_json(folder.held_out.read_bytes())
    except (OSError, ValidationError) as failure:
        raise DatasetError(
            text("The answers of “{name}” for its people cannot be read.", name=folder.path.name),
            text("Delete the folder of this fold, then resume the run."),
        ) from failure
