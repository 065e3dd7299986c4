"""Two models on the same recordings, in words: rows, sums, and what must be said with them.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.core.model_status import mark_of, with_mark
from engine.core.text import Text
from scolioapp.i18n import render
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import ComparedRecording, InstalledModel, Judged

_NOTHING = "\N{EN DASH}"
"""Stands where there is no answer."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two models say of the same recordings.

    Attributes:
        rows: The recordings, in the order in which they were judged.
        dates: When each was screened, ISO 8601; empty for the simulated people.
        labels: What each is called, or ""; empty for the simulated people.
        simulated: Whether they are the simulated people that come with the program.
    """

    first: InstalledModel
    second: InstalledModel
    rows: tuple[ComparedRecording, ...]
    dates: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    simulated: bool = False

    @property
    def compared(self) -> int:
        """Recordings that both models judged."""
        return sum(row.same is not None for row in self.rows)

    @property
    def refused(self) -> int:
        """Recordings that are not usable, and left out of every other number."""
        return sum(not row.usable for row in self.rows)

    @property
    def same(self) -> int:
        """Recordings of which both say the same."""
        return sum(row.same is True for row in self.rows)

    @property
    def demos(self) -> tuple[str, ...]:
        """Names of those of the two that are demonstrations."""
        models = (self.first, self.second)
        return tuple(m.name for m in models if m.card is not None and m.card.status == "demo")


def titles(comparison: Comparison) -> list[str]:
    """Return the titles of the columns."""
    translate = QCoreApplication.translate
    score = translate("Comparison", "Score")
    return [
        translate("Comparison", "Recording"),
        comparison.first.name,
        score,
        comparison.second.name,
        score,
        translate("Comparison", "Agreement"),
    ]


def row_words(comparison: Comparison, number: int, *, labelled: bool = True) -> list[str]:
    """Return the cells of a row; without the label where they leave the program."""
    row = comparison.rows[number]
    cells = [_recording(comparison, number, labelled=labelled)]
    if row.problem is not None:
        # One model may see something else of it than the other does.
        return [*cells, render(row.problem), "", "", "", _NOTHING]
    for said, model in ((row.first, comparison.first), (row.second, comparison.second)):
        cells.extend(_answer(said, model))
    return [*cells, _agreement(row)]


def _recording(comparison: Comparison, number: int, *, labelled: bool) -> str:
    if comparison.simulated:
        words = QCoreApplication.translate("Comparison", "simulated person {number}")
        return words.format(number=number + 1)
    name, when = comparison.rows[number].name, date_words(comparison.dates[number])
    label = comparison.labels[number] if labelled and comparison.labels else ""
    return f"{label}\n{name} · {when}" if label else f"{name}\n{when}"


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An outcome in the table that needs its warning drawn.

    Attributes:
        column: Column of the table.
    """

    column: int
    title: str
    mark: str


def marked_answers(comparison: Comparison, number: int) -> list[MarkedAnswer]:
    """Return the outcomes of a row that need their warning drawn."""
    from engine.report import wording

    row = comparison.rows[number]
    answers = ((1, row.first, comparison.first), (3, row.second, comparison.second))
    return [
        MarkedAnswer(column, render(wording.outcome_title(said.outcome)), render(mark))
        for column, said, model in answers
        if row.problem is None and said is not None and (mark := _mark(model)) is not None
    ]


def _mark(model: InstalledModel) -> Text | None:
    return mark_of("unknown" if model.card is None else model.card.status)


def _answer(said: Judged | None, model: InstalledModel) -> tuple[str, str]:
    """Return an outcome with its warning, and the score."""
    from engine.report import wording

    if said is None:
        return _NOTHING, _NOTHING
    words = with_mark(wording.outcome_title(said.outcome), _mark(model), render)
    return words, _NOTHING if said.score is None else str(round(100 * said.score))


def _agreement(row: ComparedRecording) -> str:
    translate = QCoreApplication.translate
    if row.same is None:
        return _NOTHING
    return translate("Comparison", "same") if row.same else translate("Comparison", "different")


def summary(comparison: Comparison) -> str:
    """Say in how many recordings both agree, and how far the scores lie apart."""
    translate = QCoreApplication.translate
    if not comparison.rows:
        return translate(
            "Comparison",
            "There are no saved results yet. Screen a video, or choose the simulated people.",
        )
    if not comparison.compared:
        words = translate("Comparison", "No recording could be judged by both models.")
        return _with_refused(words, comparison.refused)
    words = translate(
        "Comparison",
        "Same outcome in {same} of {count} recordings. The scores differ by a median of {middle} "
        "of 100, at most by {most}.",
    )
    if comparison.simulated:
        words = translate(
            "Comparison",
            "Same outcome for {same} of {count} simulated people, nobody real. The scores differ "
            "by a median of {middle} of 100, at most by {most}.",
        )
    apart = _differences(comparison.rows)
    if not apart:
        words = translate("Comparison", "Same outcome in {same} of {count}; no scores to compare.")
        apart = [0.0]
    said = words.format(
        same=comparison.same,
        count=comparison.compared,
        middle=round(100 * apart[len(apart) // 2]),
        most=round(100 * apart[-1]),
    )
    return _with_refused(said, comparison.refused)


def _with_refused(said: str, refused: int) -> str:
    """Add how many recordings were left out because they are to be repeated."""
    if not refused:
        return said
    words = QCoreApplication.translate("Comparison", "Not usable and left out: {count}.")
    return f"{said} {words.format(count=refused)}"


def _differences(rows: Sequence[ComparedRecording]) -> list[float]:
    """Return how far the scores of each recording lie apart, the least first."""
    return sorted(abs(row.difference) for row in rows if row.difference is not None)


def notes(comparison: Comparison) -> list[str]:
    """Return what must be said with the table, the demonstrations first."""
    translate = QCoreApplication.translate
    demo = translate(
        "Comparison",
        "“{name}” is a demonstration model, trained on simulated walkers: its answers have no "
        "clinical meaning.",
    )
    lines = [demo.format(name=name) for name in comparison.demos]
    lines.append(
        translate(
            "Comparison",
            "Score: the model score for “positive or neutral”, from 0 to 100; not a probability. "
            "Models that agree can both be wrong: agreement does not show which answer is true.",
        )
    )
    return lines


def as_text(comparison: Comparison) -> str:
    """Return the table as text with tabs, the sums and notes below it; labels stay here."""
    rows = [titles(comparison)]
    count = range(len(comparison.rows))
    rows.extend(row_words(comparison, number, labelled=False) for number in count)
    lines = ["\t".join(cell.replace("\n", " ") for cell in row) for row in rows]
    return "\n".join([*lines, "", summary(comparison), *notes(comparison)])
