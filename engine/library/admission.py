"""What is asked of a finished model before it is installed: is it new, what is it called, what is it worth.

Must not know how folders are made (`engine.models.folder_names`) or checked
(`engine.library.installed_models`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from engine.core.errors import ModelError
from engine.core.text import text
from engine.models import validation
from engine.models.cards import ONNX_FILE, REPORT_FILE, WEIGHTS_FILE, ModelCard
from engine.models.folder_names import NAME, free_name


def is_same_model(first: ModelCard, second: ModelCard) -> bool:
    """Tell whether two cards are of the same weights, read in the same way."""
    weights = all(
        first.sha256.get(name) == second.sha256.get(name) for name in (WEIGHTS_FILE, ONNX_FILE)
    )
    read_alike = (first.calibration, first.thresholds) == (second.calibration, second.thresholds)
    return weights and read_alike


def check_new(card: ModelCard, installed: Iterable[ModelCard | None]) -> None:
    """Refuse a model that is installed already.

    Raises:
        ModelError: It is.
    """
    for there in installed:
        if there is not None and is_same_model(there, card):
            raise ModelError(
                text("This model is already installed, as “{name}”.", name=there.name),
                text("Use that one, or remove it first."),
            )


def target_folder(destination: Path, name: str | None, card: ModelCard) -> Path:
    """Return the folder for a new model; a name that somebody chose is taken as it is, or not at all.

    Args:
        destination: Folder of model folders.
        name: The name; None: that in the card, with a number behind it where that is taken.
        card: The card.

    Raises:
        ModelError: The name is not free, or cannot be one.
    """
    target = free_name(destination, card.name if name is None else name)
    if name is None or target.name == name:
        return target
    if NAME.match(name) and target.name.startswith(f"{name}-"):
        raise ModelError(
            text("There is already a model “{name}”.", name=name),
            text("Choose another name, such as “{name}”.", name=target.name),
        )
    raise ModelError(
        text("“{name}” cannot be used as the name of a model.", name=name),
        text(
            "Use at most 50 letters of the Latin alphabet, digits, dots, hyphens and underscores."
        ),
    )


def unvalidated_card(card: ModelCard, name: str) -> ModelCard:
    """Return the card of a copy: of its name, and with nobody's signature."""
    status = "research" if card.status == "validated" else card.status
    changes = {"name": name, "status": status, "validation": None}
    return ModelCard.model_validate(dict(card) | changes)


def with_report(card: ModelCard, report: Path, folder: Path) -> ModelCard:
    """Put an evaluation report into a model folder, and its figures into the card.

    Returns:
        The new card; it is not written.

    Raises:
        ModelError: The report cannot be read, or is about other weights.
    """
    content = validation.report_content(report)
    found = validation.parse_report(content, report.name)
    found.check_about(card)
    (folder / REPORT_FILE).write_bytes(content)
    sha256 = {**card.sha256, REPORT_FILE: hashlib.sha256(content).hexdigest()}
    changes = {"evaluation": found.evaluation, "sha256": sha256}
    return ModelCard.model_validate(dict(card) | changes)
