"""What a check of a dataset found: findings about sequences, worst first, and what the dataset holds.

Saved as JSON, or as CSV with a line for each finding. Must not know how anything is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Literal

from engine.core.classes import ClassName
from engine.core.files import write_text
from engine.core.frozen_model import FrozenModel
from engine.core.tables import table
from engine.core.text import Text


class Problem(StrEnum):
    """Everything that the check can find; stable names for files and tests."""

    WRONG_LAYOUT = "wrong_layout"
    UNKNOWN_CLASS = "unknown_class"
    SAME_ID = "same_id"
    UNREADABLE = "unreadable"
    CODE_IN_PICKLE = "code_in_pickle"
    WRONG_SHAPE = "wrong_shape"
    WRONG_TYPE = "wrong_type"
    NO_FRAMES = "no_frames"
    EMPTY_FRAMES = "empty_frames"
    CONSTANT_FRAMES = "constant_frames"
    STANDING_STILL = "standing_still"
    OFF_CENTRE = "off_centre"
    POSE_MISSING = "pose_missing"
    POSE_EMPTY = "pose_empty"
    COUNTS_DISAGREE = "counts_disagree"
    SAME_CONTENT = "same_content"
    FILE_CHANGED = "file_changed"
    LEFT_OUT = "left_out"
    NO_SUBJECTS = "no_subjects"
    SUBJECT_UNKNOWN = "subject_unknown"
    CLASS_MISSING = "class_missing"


class Severity(StrEnum):
    """How much it matters: what is broken cannot be trained on."""

    BROKEN = "broken"
    WARNING = "warning"
    NOTE = "note"


_ORDER = tuple(Severity)

Form = Literal["prepared", "raw", "packed"]


class DatasetFinding(FrozenModel):
    """One finding.

    Attributes:
        sequence: Id of the sequence, or "" where it is about the whole.
        problem: Stable name.
        severity: How much it matters.
        message: What was found, with the value.
        remedy: What to do about it.
        place: File or folder in the dataset, or "".
    """

    sequence: str
    problem: Problem
    severity: Severity
    message: Text
    remedy: Text
    place: str = ""


class ClassCount(FrozenModel):
    """What a dataset holds of one class.

    Attributes:
        people: Number of people, or None where no subject map says whose each sequence is.
    """

    sequences: int
    people: int | None


class DatasetReport(FrozenModel):
    """What a check found.

    Attributes:
        form: Whether it is prepared (pickles), raw (masks), or packed.
        usable: Sequences in which nothing is broken.
        frames: Silhouettes in all.
        people: Number of people, or None where no subject map says so.
        sha256: Hash of the arrays; the same as ``source_sha256`` of a store that was made of it.
        findings: Worst first, then by sequence.
    """

    name: str
    form: Form
    sequences: int
    usable: int
    frames: int
    people: int | None
    classes: Mapping[ClassName, ClassCount]
    sha256: str
    findings: tuple[DatasetFinding, ...]

    @property
    def broken(self) -> bool:
        """Whether something cannot be trained on as it is."""
        return any(finding.severity is Severity.BROKEN for finding in self.findings)

    def to_json(self) -> str:
        """Return the report as one line of JSON."""
        return self.model_dump_json()

    def to_csv(self) -> str:
        """Return the findings as CSV, in English: severity, sequence, problem, place, message, remedy."""
        rows = [["severity", "sequence", "problem", "place", "message", "remedy"]]
        for one in self.findings:
            found = [one.severity, one.sequence, one.problem, one.place, one.message, one.remedy]
            rows.append([str(value) for value in found])
        return table(rows).replace("\r\n", "\n")

    def save(self, path: Path) -> None:
        """Write it: as CSV where the file is called so, else as JSON.

        Raises:
            OutputError: The file cannot be written.
        """
        as_csv = path.suffix.lower() == ".csv"
        write_text(path, self.to_csv() if as_csv else self.to_json() + "\n")


def worst_first(findings: list[DatasetFinding]) -> tuple[DatasetFinding, ...]:
    """Order findings: broken, warnings, notes; each by sequence, what is about the whole first."""
    return tuple(sorted(findings, key=lambda one: (_ORDER.index(one.severity), one.sequence)))
