"""The evaluations that were made on this computer: a folder for each, with its report. Must not know Qt.

A folder appears whole or not at all. What is in it is read as if it came from a stranger: a report that
cannot be read is listed with its problem.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.errors import ModelError, OutputError
from engine.core.files import folder_written_beside, hidden
from engine.core.text import Text, text

if TYPE_CHECKING:
    from engine.models.validation import EvaluationReport

REPORT: Final = "report.json"
ANSWERS: Final = "answers.csv"
ABOUT: Final = "about.json"


class About(BaseModel):
    """What a report does not say: where things lay.

    Attributes:
        made: When, ISO 8601.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    made: str
    model: Path
    dataset: Path


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """One evaluation that is kept.

    Attributes:
        report: Its report, or None where that cannot be read.
        problem: Why it cannot, or None.
        about: Where model and dataset lay, or None where that is not known.
    """

    folder: Path
    report: EvaluationReport | None
    problem: Text | None = None
    about: About | None = None

    @property
    def answers(self) -> Path | None:
        """The table of answers, or None where there is none."""
        path = self.folder / ANSWERS
        return path if path.is_file() else None


class EvaluationStore:
    """The folder of evaluations.

    Args:
        root: The folder; made with the first evaluation.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> tuple[KeptEvaluation, ...]:
        """Read all of them, the newest first."""
        try:
            found = [
                Path(entry.path)
                for entry in os.scandir(self.root)
                if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
            ]
        except OSError:
            # Not made yet, or not a folder.
            return ()
        return tuple(self.entry(folder) for folder in sorted(found, reverse=True))

    def entry(self, folder: Path) -> KeptEvaluation:
        """Read one."""
        from engine.models.validation import read_report

        about = _about(folder)
        try:
            return KeptEvaluation(folder, read_report(folder / REPORT), None, about)
        except ModelError as failure:
            return KeptEvaluation(folder, None, failure.what, about)

    def keep(
        self, name: str, about: About, write: Callable[[Path], EvaluationReport]
    ) -> KeptEvaluation:
        """Make the folder of an evaluation.

        Args:
            name: Name of the model, for the name of the folder.
            about: Where things lay.
            write: Fills the folder that it is given, and gives the report.

        Raises:
            OutputError: The folder cannot be written; nothing stays.
        """
        stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        folder = self.root / f"{stamp}-{name}"
        with folder_written_beside(folder) as beside:
            report = write(beside)
            (beside / REPORT).write_text(report.to_json(), encoding="utf-8")
            (beside / ABOUT).write_text(about.model_dump_json(indent=1), encoding="utf-8")
        return KeptEvaluation(folder, report, None, about)

    def remove(self, kept: KeptEvaluation) -> None:
        """Delete an evaluation for good: it is gone at once, then its files.

        Raises:
            OutputError: It cannot be deleted.
        """
        away = hidden(kept.folder, "removed")
        try:
            os.rename(kept.folder, away)
            shutil.rmtree(away)
        except OSError as failure:
            raise OutputError(
                text(
                    "The evaluation “{name}” could not be deleted: {reason}.",
                    name=kept.folder.name,
                    reason=failure.strerror or str(failure),
                ),
                text("Close any program that is using it, and try again."),
            ) from failure


def _about(folder: Path) -> About | None:
    try:
        return About.model_validate_json((folder / ABOUT).read_bytes())
    except (OSError, ValidationError):
        return None
