"""What a model said of each sequence, as a table to be worked on elsewhere.

Must not know figures, nor how a table is shown.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from engine.core.classes import ClassName
from engine.core.files import written_beside
from engine.evaluation.labelled_sample import OUTCOMES, Sample
from engine.evaluation.prediction import PredictedEntries

COLUMNS: Final = (
    "id",
    "subject",
    "true_class",
    "answered_class",
    *(f"probability_{name}" for name in ClassName),
    "outcome",
)
"""The subject is empty where no subject map names one."""


def write_answers(judged: PredictedEntries, path: Path) -> None:
    """Write one line for each judged sequence, beside and renamed.

    Probabilities are those of the card's calibration; where there is none, they are scores. The outcome is
    what a screening would show.

    Raises:
        OutputError: The file cannot be written.
    """
    sample = judged.sample()
    with written_beside(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for number, entry in enumerate(judged.entries):
            rows.writerow(answer_row(sample, number, id=entry.id, subject=entry.subject or ""))


def answer_row(sample: Sample, number: int, *, id: str, subject: str) -> list[str]:
    """Return the cells of `COLUMNS` for one sequence of a sample."""
    order = sample.class_order
    return [
        id,
        subject,
        order[sample.truth[number]],
        order[sample.answers[number]],
        *(f"{sample.probabilities[number, order.index(name)]:.6f}" for name in ClassName),
        OUTCOMES[sample.outcomes[number]],
    ]
