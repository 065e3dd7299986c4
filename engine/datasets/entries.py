"""What a dataset lists of each sequence, whatever form its files have.

Must not know how the files are read.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from pathlib import Path

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.text import Text, text


@dataclass(frozen=True, slots=True)
class Rows:
    """Neighbouring rows of an array file of a packed store; they are read when they are asked for.

    Attributes:
        file: A ``.npy`` file.
        count: Number of rows; for silhouettes and keypoints those are frames.
    """

    file: Path
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One sequence of a dataset.

    Attributes:
        id: Five digits.
        subject: Who it is of, or None where no subject map says so; then splits can leak.
        silhouettes: Where its silhouettes are: a pickle, a folder of masks, or rows of a store.
        pose: Where its keypoints are: a pickle, a folder of JSON files, rows of a store, or None.
        number: Number of the sequence in its store, or None where it is not packed.
    """

    id: str
    class_name: ClassName
    view: str
    subject: str | None
    silhouettes: Path | Rows
    pose: Path | Rows | None
    number: int | None = None

    @property
    def person(self) -> str:
        """The subject, or the sequence itself where nobody says whose it is."""
        return self.subject if self.subject is not None else f"sequence {self.id}"


def class_of(name: str) -> ClassName | None:
    """Return the class that a folder is named after, in any case, or None."""
    try:
        return ClassName(name.lower())
    except ValueError:
        return None


def class_advice(name: str) -> Text:
    """Say what the folder of an unknown class may have been meant to be called."""
    near = difflib.get_close_matches(
        name.lower(), [one.value for one in ClassName], n=1, cutoff=0.6
    )
    if near:
        return text("Did you mean “{nearest}”? Rename the folder.", nearest=near[0].capitalize())
    return text("Classes are Positive, Neutral and Negative.")


def read_subjects(path: Path) -> dict[str, str]:
    """Read a subject map: CSV with the columns ``id`` and ``subject``.

    Raises:
        DatasetError: The file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            table = csv.DictReader(stream)
            if not {"id", "subject"} <= set(table.fieldnames or ()):
                raise KeyError("id, subject")
            rows = [(row["id"].zfill(5), row["subject"]) for row in table]
    except (OSError, KeyError, AttributeError, UnicodeDecodeError, csv.Error) as failure:
        raise DatasetError(
            text("“{name}” is not a subject map.", name=path.name),
            text("It needs the columns “id” and “subject”."),
        ) from failure
    # Without a name nobody is known: all the nameless would be one person.
    return {id: subject for id, subject in rows if subject}
