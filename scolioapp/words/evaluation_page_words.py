"""Words of the Evaluation page: who is judged, what must be known before it, and what came out.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp.i18n import date_pattern
from scolioapp.jobs.evaluator import EvaluableModel, Parts
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.words.model_words import status_words

if TYPE_CHECKING:
    from engine.models.cards import ModelCard
    from engine.models.validation import EvaluationReport
    from scolioapp.storage.evaluations import KeptEvaluation

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Remark:
    """What must be known before one evaluates; ``severity`` as of findings."""

    words: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen, as far as it matters to `remarks`.

    Attributes:
        model: The model, or None.
        dataset: The dataset, or None.
        parts: What is known of it, or None while that is looked up or its partition cannot be read.
        problem: Why the partition cannot be read, or "".
        looks: How often these weights were evaluated on these test people, as far as reports are kept.
    """

    model: EvaluableModel | None
    dataset: KnownDataset | None
    parts: Parts | None
    problem: str
    looks: int


def model_line(model: EvaluableModel) -> str:
    """Return name and origin of a model in one line, for a list to choose from."""
    if model.installed:
        return model.name
    return translate("Evaluation", "Run {run}").format(run=model.name)


def worth_line(model: EvaluableModel) -> str:
    """Say what a model is worth, and whether it is installed."""
    if model.installed:
        return status_words(model.card.status)
    words = translate("Evaluation", "{worth}; not in Models yet")
    return words.format(worth=status_words(model.card.status))


def remarks(choice: Choice) -> Iterator[Remark]:
    """Say who is judged, and what speaks against trusting the figures; the gravest first."""
    if choice.dataset is None:
        return
    if choice.problem:
        yield Remark(choice.problem, Severity.REPEAT)
    if choice.dataset.kind == "simulated":
        words = translate(
            "Evaluation",
            "The people are simulated: the figures will say nothing about real people.",
        )
        yield Remark(words, Severity.CARE)
    yield from _learned(choice)
    yield from _judged(choice)


def _learned(choice: Choice) -> Iterator[Remark]:
    """Say what the model has seen of the dataset."""
    model, dataset, parts = choice.model, choice.dataset, choice.parts
    if model is None or dataset is None or parts is None or model.learned_from != parts.folder:
        return
    if dataset.partition is None:
        words = translate(
            "Evaluation",
            "This model learned from this dataset, and everyone in it would be judged: the "
            "figures would be far better than the model is. Split the dataset on the Dataset page "
            "first.",
        )
        yield Remark(words, Severity.REPEAT)
    elif model.split != parts.split:
        words = translate(
            "Evaluation",
            "This model learned from this dataset with a different split, so perhaps from some of "
            "the test people of “{name}”.",
        )
        yield Remark(words.format(name=dataset.partition.name), Severity.CARE)


def _judged(choice: Choice) -> Iterator[Remark]:
    """Say who would be judged, and how often that was done."""
    dataset = choice.dataset
    if dataset is None:
        return
    if dataset.partition is None:
        words = translate(
            "Evaluation",
            "“{name}” is not split: everyone in it is judged, and it is not known whether the "
            "model learned from some of them.",
        )
        yield Remark(words.format(name=dataset.name), Severity.CARE)
        return
    if choice.parts is None:
        return
    words = by_number(
        choice.parts.test,
        translate(
            "Evaluation",
            "The test person of “{name}” (one sequence) is judged, and only when you press "
            "“Evaluate”. Use them sparingly: whatever you change because of the figures is fitted "
            "to them.",
        ),
        translate(
            "Evaluation",
            "The test people of “{name}” ({count} sequences) are judged, and only when you press "
            "“Evaluate”. Use them sparingly: whatever you change because of the figures is fitted "
            "to them.",
        ),
    ).format(name=dataset.partition.name, count=choice.parts.test)
    yield Remark(f"{words} {_looks(choice.looks)}", Severity.INFO)


def _looks(count: int) -> str:
    if not count:
        return translate("Evaluation", "There is no saved evaluation of this model on them.")
    words = by_number(
        count,
        translate("Evaluation", "This model has been evaluated on them once before."),
        translate("Evaluation", "This model has been evaluated on them {count} times before."),
    )
    return words.format(count=count)


def test_name(report: EvaluationReport) -> str:
    """Say which people a report is about."""
    if report.data.part == "test":
        return translate("Evaluation", "test people of {name}").format(name=report.data.partition)
    if report.folds is not None:
        words = translate("Evaluation", "out of {count} folds")
        return words.format(count=len(report.folds.models))
    return translate("Evaluation", "all people")


def date_words(kept: KeptEvaluation) -> str:
    """Return the day of an evaluation."""
    iso = kept.about.made[:10] if kept.about is not None else ""
    if not iso and kept.report is not None:
        iso = kept.report.date
    day = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return QLocale().toString(day, date_pattern()) if day.isValid() else iso


def set_name(kept: KeptEvaluation) -> str:
    """Return the name of the dataset, or what the report says of the data."""
    if kept.about is not None:
        return kept.about.dataset.name
    return "" if kept.report is None else kept.report.data.description


def reading_rows(before: ModelCard, after: ModelCard | None) -> tuple[tuple[str, str, str], ...]:
    """Return how the answers of a model are read: name, before, after; dashes while nothing was fitted."""
    names = (
        translate("Evaluation", "Scale of the scores"),
        translate("Evaluation", "Features from (0 to 1)"),
        translate("Evaluation", "Of these, scoliosis-like from (0 to 1)"),
        translate("Evaluation", "Inconclusive within"),
    )
    now = ("-",) * len(names) if after is None else _reading(after)
    return tuple(zip(names, _reading(before), now, strict=True))


def _reading(card: ModelCard) -> tuple[str, str, str, str]:
    from engine.models.validation import scale_of

    limits = card.thresholds
    numbers = (limits.abnormal, limits.positive, limits.inconclusive_band)
    first, second, third = (f"{number:.3f}" for number in numbers)
    return f"{scale_of(card):.3g}", first, second, third


def calibrate_hint(model: EvaluableModel | None, parts: Parts | None) -> str:
    """Say what fitting a calibration does; or, where it cannot be done, why."""
    if model is not None and model.bundled:
        return translate("Evaluation", "A model that came with the program cannot be changed.")
    if model is not None and model.card.status == "validated":
        return translate("Evaluation", "A validated model cannot be changed.")
    if model is not None and _learned_from_validation(model, parts):
        return translate(
            "Evaluation",
            "The networks of this ensemble learned from the validation people of this dataset; each of them "
            "was calibrated by itself.",
        )
    if model is None or parts is None or not parts.validation:
        return translate(
            "Evaluation", "Needs a model, and a dataset whose split has validation people."
        )
    return translate(
        "Evaluation",
        "Fit probabilities and thresholds on the validation people; the test people are not used",
    )


def can_calibrate(model: EvaluableModel | None, parts: Parts | None) -> bool:
    """Tell whether a calibration can be fitted."""
    if model is None or model.bundled or model.card.status == "validated":
        return False
    if _learned_from_validation(model, parts):
        return False
    return parts is not None and parts.validation > 0


def _learned_from_validation(model: EvaluableModel, parts: Parts | None) -> bool:
    """Tell whether a model is the ensemble of a run over folds, in which validation people are trained on."""
    return bool(model.card.members) and parts is not None and model.learned_from == parts.folder
