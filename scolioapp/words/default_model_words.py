"""What it means to have a model judge from now on, in plain words, for the question before it is done.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from scolioapp.i18n import listed, render
from scolioapp.i18n.kept_words import said
from scolioapp.words.model_words import is_simulated, main_figures, status_words

if TYPE_CHECKING:
    from engine.models.cards import ModelCard
    from scolioapp.jobs.model_library import InstalledModel


@dataclass(frozen=True, slots=True)
class DefaultQuestion:
    """Whether another model is to judge.

    Attributes:
        choice: What the settings hold then: its name, or "" for the program's choice.
        current: Name of the model that judges otherwise.
        current_card: The card of that one, or None where it is not there.
        returned: Whether the model had been chosen, was gone, and is there again, perhaps another one.
    """

    model: InstalledModel
    card: ModelCard
    choice: str
    current: str
    current_card: ModelCard | None
    returned: bool = False


def question_words(question: DefaultQuestion) -> str:
    """Ask, in one sentence."""
    translate = QCoreApplication.translate
    words = translate("DefaultModel", "Use “{name}” for every recording from now on?")
    if question.returned:
        words = translate(
            "DefaultModel",
            "“{name}” was the chosen model, was missing, and is installed again. Use it for every "
            "recording?",
        )
    return words.format(name=question.model.name)


def meaning(question: DefaultQuestion) -> tuple[str, ...]:
    """Say what judges now, and what this very model is worth; a sentence or two in each line."""
    return (_current(question), *_worth(question.card))


def _current(question: DefaultQuestion) -> str:
    translate = QCoreApplication.translate
    if question.current_card is None:
        words = translate(
            "DefaultModel", "Until now “{name}” was the chosen model; it is not installed."
        )
        return words.format(name=question.current)
    words = translate("DefaultModel", "The current model is “{name}” ({status}).")
    if question.returned:
        words = translate("DefaultModel", "Otherwise “{name}” is used ({status}).")
    status = status_words(question.current_card.status)
    return words.format(name=question.current, status=status)


def _worth(card: ModelCard) -> Iterator[str]:
    translate = QCoreApplication.translate
    if card.notice is not None:
        yield render(card.notice)
    elif card.validation is not None:
        words = translate("DefaultModel", "Marked as validated by {name} on {date}.")
        yield words.format(name=card.validation.by, date=card.validation.on)
    yield translate("DefaultModel", "It learned from: {data}").format(data=said(card.training.data))
    yield from _steps(card)
    yield _tried(card)
    yield _calibration(card)


def _steps(card: ModelCard) -> Iterator[str]:
    translate = QCoreApplication.translate
    if card.origin is None:
        return
    if card.origin.iteration is None:
        yield translate("DefaultModel", "It is not known how long it was trained.")
    elif card.origin.iteration == 0:
        yield translate(
            "DefaultModel", "It was trained for 0 steps: it has learned nothing and only guesses."
        )
    else:
        words = translate("DefaultModel", "It was trained for {count} steps.")
        yield words.format(count=QLocale().toString(card.origin.iteration))


def _tried(card: ModelCard) -> str:
    translate = QCoreApplication.translate
    if card.evaluation is None:
        return translate("DefaultModel", "It is not known how often it is wrong.")
    words = translate("DefaultModel", "Results: {figures}.")
    if is_simulated(card, card.evaluation):
        words = translate("DefaultModel", "It was not tested on real people: {figures}.")
    return words.format(figures=listed(main_figures(card)))


def _calibration(card: ModelCard) -> str:
    translate = QCoreApplication.translate
    if card.calibration is None or card.status == "demo":
        return translate(
            "DefaultModel", "Not calibrated for real people: its scores are not probabilities."
        )
    words = translate("DefaultModel", "Calibrated on: {data}")
    return words.format(data=said(card.calibration.fitted_on))
