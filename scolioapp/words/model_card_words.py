"""The card of a model as sections of labelled lines, for reading and copying.

Must not know QtGui or QtWidgets, nor how the lines are laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from engine.core.text import by_number
from scolioapp.i18n import listed, render
from scolioapp.i18n.kept_words import said
from scolioapp.words.model_words import (
    figure_name,
    figure_words,
    inputs_words,
    is_simulated,
    network_words,
    order_words,
    origin_words,
    size_words,
    status_words,
)
from scolioapp.words.precision_words import bf16_may_pay

if TYPE_CHECKING:
    from engine.models.cards import ModelCard
    from scolioapp.jobs.model_library import InstalledModel


class CheckState(StrEnum):
    """How the check of a model's hashes and known answer stands."""

    WAITING = "waiting"
    RUNNING = "running"
    HOLDS = "holds"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Check:
    """How the check of a model stands; ``problem`` says why it failed."""

    state: CheckState = CheckState.WAITING
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card.

    Attributes:
        fixed: Whether it is a hash or a path, to be shown in letters of equal width.
        alert: Whether it must not be overlooked.
    """

    label: str
    value: str
    fixed: bool = False
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


def sections(model: InstalledModel, check: Check) -> tuple[Section, ...]:
    """Return the whole card of a model, or what is known of a broken one."""
    translate = QCoreApplication.translate
    files = Section(translate("ModelCard", "Files"), tuple(_files(model)))
    card = model.card
    problem = Section(translate("ModelCard", "What it is"), (_check_line(model, check),))
    if card is None:
        return (problem, files)
    return (
        Section(problem.title, (*_identity(card), *problem.lines)),
        Section(translate("ModelCard", "What it learned from"), tuple(_training(model, card))),
        Section(_evaluation_title(card), tuple(_evaluation(card))),
        Section(translate("ModelCard", "How it answers"), tuple(_answers(card))),
        files,
    )


def plain_text(title: str, found: tuple[Section, ...]) -> str:
    """Return a card as text for the clipboard."""
    parts = [title]
    for section in found:
        parts.append(f"\n{section.title}")
        parts.extend(f"{line.label}: {line.value}" for line in section.lines)
    return "\n".join(parts)


def _identity(card: ModelCard) -> Iterator[Line]:
    translate = QCoreApplication.translate
    yield Line(translate("ModelCard", "Description"), said(card.description))
    yield Line(translate("ModelCard", "Status"), _status(card))
    if card.validation is not None:
        signed = translate("ModelCard", "by {name} on {date}, with an evaluation report")
        yield Line(
            translate("ModelCard", "Marked as validated"),
            signed.format(name=card.validation.by, date=card.validation.on),
        )
    yield Line(translate("ModelCard", "Network"), _network(card))
    yield Line(translate("ModelCard", "Inputs"), inputs_words(card.inputs))
    yield Line(translate("ModelCard", "Class order"), order_words(card.class_order))
    if card.keypoint_set is not None:
        yield Line(translate("ModelCard", "Keypoints it was trained on"), card.keypoint_set)
    yield Line(
        translate("ModelCard", "Silhouettes it was trained on"), said(card.silhouette_source)
    )
    frames = by_number(
        card.max_frames,
        translate("ModelCard", "one frame of a recording"),
        translate("ModelCard", "at most {count} frames of a recording"),
    )
    yield Line(translate("ModelCard", "Looks at"), frames.format(count=card.max_frames))


def _status(card: ModelCard) -> str:
    words = status_words(card.status)
    if card.notice is None:
        return words
    both = QCoreApplication.translate("ModelCard", "{status}. {notice}")
    return both.format(status=words, notice=render(card.notice))


def _network(card: ModelCard) -> str:
    translate = QCoreApplication.translate
    sizes = translate("ModelCard", "{name}; channels {channels}; {parts} body heights")
    words = sizes.format(
        name=network_words(card.kind),
        channels=listed(map(str, card.network.channels)),
        parts=card.network.parts,
    )
    fusions = {
        "pga": translate("ModelCard", "posture-guided attention"),
        "attention": translate("ModelCard", "attention between the streams"),
    }
    fusion = fusions.get(str(card.config.fusion))
    return words if fusion is None else f"{words}; {fusion}"


def _training(model: InstalledModel, card: ModelCard) -> Iterator[Line]:
    translate = QCoreApplication.translate
    yield Line(translate("ModelCard", "Data"), said(card.training.data))
    yield Line(translate("ModelCard", "Licence"), said(card.training.licence))
    if card.training.people is not None:
        yield Line(translate("ModelCard", "People"), str(card.training.people))
    if card.training.sequences is not None:
        yield Line(translate("ModelCard", "Recordings"), str(card.training.sequences))
    if card.training.config:
        yield Line(translate("ModelCard", "Training configuration"), card.training.config)
    yield Line(translate("ModelCard", "Origin"), origin_words(model))
    if card.origin is None:
        return
    if card.origin.told:
        yield Line(translate("ModelCard", "Origin, as stated"), card.origin.told)
    if card.origin.iteration is not None:
        steps = QLocale().toString(card.origin.iteration)
        yield Line(translate("ModelCard", "Training steps"), steps)
    yield Line(translate("ModelCard", "Hash of the file"), card.origin.sha256, fixed=True)


def _evaluation_title(card: ModelCard) -> str:
    translate = QCoreApplication.translate
    if card.evaluation is not None and is_simulated(card, card.evaluation):
        return translate("ModelCard", "How well it did on simulated people")
    return translate("ModelCard", "How well it did")


def _evaluation(card: ModelCard) -> Iterator[Line]:
    translate = QCoreApplication.translate
    evaluation = card.evaluation
    if evaluation is None:
        yield Line(
            translate("ModelCard", "Evaluation"),
            translate("ModelCard", "None. It is not known how often this model is wrong."),
        )
        return
    yield Line(translate("ModelCard", "Evaluated on"), said(evaluation.data))
    people = by_number(
        evaluation.sequences,
        translate("ModelCard", "{people} ({recordings} recording)"),
        translate("ModelCard", "{people} ({recordings} recordings)"),
    )
    if is_simulated(card, evaluation):
        people = by_number(
            evaluation.sequences,
            translate("ModelCard", "{people} simulated, none real ({recordings} recording)"),
            translate("ModelCard", "{people} simulated, none real ({recordings} recordings)"),
        )
    yield Line(
        translate("ModelCard", "People"),
        people.format(people=evaluation.people, recordings=evaluation.sequences),
    )
    for name, figure in evaluation.metrics.items():
        yield Line(figure_name(name), figure_words(figure))
    yield Line(translate("ModelCard", "In brackets"), translate("ModelCard", "the 95 % interval"))


def _answers(card: ModelCard) -> Iterator[Line]:
    translate = QCoreApplication.translate
    calibration = card.calibration
    words = translate("ModelCard", "none: its figures are model scores, not probabilities")
    if calibration is not None:
        words = translate("ModelCard", "scale {scale}, fitted on {data}").format(
            scale=f"{calibration.scale:g}", data=said(calibration.fitted_on)
        )
        if card.status == "demo":
            only = translate("ModelCard", "on simulated walkers: not probabilities for people")
            words = f"{words}, {only}"
    yield Line(translate("ModelCard", "Calibration"), words)
    thresholds = card.thresholds
    band = translate(
        "ModelCard",
        "features from {abnormal} of 100; of these, scoliosis-like from {positive} of 100; "
        "inconclusive within {band} of the first",
    )
    yield Line(
        translate("ModelCard", "Thresholds"),
        band.format(
            abnormal=round(100 * thresholds.abnormal),
            positive=round(100 * thresholds.positive),
            band=round(100 * thresholds.inconclusive_band),
        ),
    )
    yield from _precisions(card)
    reference = card.reference
    known = translate("ModelCard", "not known for this model")
    if reference is not None:
        known = translate(
            "ModelCard", "recognised by their distance from it; the limit is from {data}"
        )
        known = known.format(data=said(reference.data))
    yield Line(translate("ModelCard", "Recordings unlike its training data"), known)


def _precisions(card: ModelCard) -> Iterator[Line]:
    translate = QCoreApplication.translate
    label = translate("ModelCard", "Precision {name}")
    if not card.precisions:
        yield Line(
            translate("ModelCard", "Precision"),
            translate("ModelCard", "fp32 only; no lower precision was measured"),
        )
    for name, cost in card.precisions.items():
        offered = name in card.offered
        words = translate(
            "ModelCard", "changes a class score by up to {cost} of 100 ({data}); offered"
        )
        if name == "bf16" and not bf16_may_pay():
            words = translate(
                "ModelCard",
                "changes a class score by up to {cost} of 100 ({data}); not offered on this "
                "processor",
            )
        if not offered:
            words = translate(
                "ModelCard",
                "changes a class score by up to {cost} of 100 ({data}); too much, not offered",
            )
        yield Line(
            label.format(name=name),
            words.format(cost=f"{100 * cost.largest_difference:.2g}", data=said(cost.measured_on)),
        )


def _files(model: InstalledModel) -> Iterator[Line]:
    translate = QCoreApplication.translate
    yield Line(translate("ModelCard", "Size"), size_words(model.size))
    yield Line(translate("ModelCard", "Folder"), str(model.folder), fixed=True)
    if model.card is not None:
        for name, sha256 in model.card.sha256.items():
            yield Line(f"SHA-256 {name}", sha256, fixed=True)


def _check_line(model: InstalledModel, check: Check) -> Line:
    translate = QCoreApplication.translate
    if model.problem is not None:
        return Line(translate("ModelCard", "Problem"), render(model.problem), alert=True)
    label = translate("ModelCard", "Hashes and known answer")
    return Line(label, check_words(check), alert=check.state is CheckState.FAILS)


def check_words(check: Check) -> str:
    """Say how the check of a model stands."""
    translate = QCoreApplication.translate
    words = {
        CheckState.WAITING: translate("ModelCard", "not checked yet"),
        CheckState.RUNNING: translate("ModelCard", "being checked…"),
        CheckState.HOLDS: translate(
            "ModelCard", "correct: the files are unchanged and it passes its test"
        ),
        CheckState.FAILS: check.problem,
    }
    return words[check.state]
