"""What is wrong with the values of a training form, said at the field it is about, in the window's language.

The schema decides; here its answers become sentences. Imports pydantic: imported late.
Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from engine.runs.training_config import TrainConfig
from scolioapp.i18n import listed
from scolioapp.words.training_fields import LEAVES, Leaf, nested


def checked(values: Mapping[str, Any]) -> tuple[TrainConfig | None, dict[str, str]]:
    """Check values by the schema.

    Returns:
        The configuration, or None; and a sentence for each key that something is wrong with.
    """
    try:
        return TrainConfig.model_validate_json(json.dumps(nested(values)), strict=True), {}
    except ValidationError as failure:
        return None, dict(_sentences(failure))


def _sentences(failure: ValidationError) -> Iterator[tuple[str, str]]:
    for problem in failure.errors():
        if problem["type"] == "value_error":
            yield agreement(str(problem["ctx"]["error"]))
            continue
        place = ".".join(str(part) for part in problem["loc"])
        key = next((key for key in LEAVES if place == key or place.startswith(f"{key}.")), "name")
        yield key, need_words(LEAVES[key])


def agreement(message: str) -> tuple[str, str]:
    """Return the key and the sentence for a disagreement between keys, as the schema says it."""
    words = agreements()
    known = next((start for start in words if message.startswith(start)), None)
    return words[known] if known is not None else ("name", message)


def agreements() -> dict[str, tuple[str, str]]:
    """Return every disagreement that the schema knows, by how its message begins."""
    translate = QCoreApplication.translate
    order = translate("TrainingForm", "Put the smaller number first.")
    part = "batches.augmentation."
    return {
        "erase_area is": (f"{part}erase_area", order),
        "part_top is": (f"{part}part_top", order),
        "part_bottom is": (f"{part}part_bottom", order),
        "part_top does not": (
            f"{part}part_bottom",
            translate("TrainingForm", "The band must end below the row where it begins."),
        ),
        "frames_most is smaller": (
            "batches.frames_most",
            translate("TrainingForm", "This is smaller than the number of frames per sequence."),
        ),
        "skip is": (
            "batches.skip",
            translate("TrainingForm", "Only consecutive frames can be skipped."),
        ),
        "frames_most is not": (
            "batches.frames_most",
            translate("TrainingForm", "When all frames are used there is no largest number."),
        ),
        "patience needs": (
            "validation.patience",
            translate("TrainingForm", "Stopping early needs validations."),
        ),
        **_whole_agreements(),
    }


def _whole_agreements() -> dict[str, tuple[str, str]]:
    translate = QCoreApplication.translate
    return {
        "give either": (
            "folder.root",
            translate("TrainingForm", "Choose a dataset, or simulated people."),
        ),
        "class_order must": (
            "class_order",
            translate("TrainingForm", "Name each class of the network once."),
        ),
        "a model trained on simulated": (
            "status",
            translate(
                "TrainingForm", "A model that learned from simulated people is a demonstration."
            ),
        ),
        "class_weights must": (
            "losses.class_weights",
            translate("TrainingForm", "Give one number for each class."),
        ),
        "batches.groups is": (
            "batches.groups",
            translate("TrainingForm", "There are not that many classes to make groups of."),
        ),
        "folds.number is": (
            "folds.count",
            translate("TrainingForm", "There are not that many folds."),
        ),
        "an ensemble is": (
            "network.kind",
            translate("TrainingForm", "An ensemble is made of finished models, not trained."),
        ),
        "fusion ": (
            "network.fusion",
            translate("TrainingForm", "This network cannot combine its inputs in this way."),
        ),
    }


def need_words(leaf: Leaf) -> str:
    """Say what a key needs."""
    translate = QCoreApplication.translate
    if leaf.key == "name":
        return translate(
            "TrainingForm",
            "Expected: 1 to 64 letters, digits, dots, hyphens or underscores, starting with a "
            "letter or digit.",
        )
    if leaf.kind in ("list", "weights"):
        return _list_words(leaf)
    if leaf.kind in ("whole", "number"):
        return translate("TrainingForm", "Expected: {what}.").format(what=limit_words(leaf))
    return translate("TrainingForm", "This is required.")


def _list_words(leaf: Leaf) -> str:
    translate = QCoreApplication.translate
    if leaf.choices and leaf.kind == "list":
        return translate("TrainingForm", "Expected: {names}, separated by commas.").format(
            names=listed(map(str, leaf.choices))
        )
    if leaf.count is None:
        words = translate("TrainingForm", "Expected: numbers separated by commas, each {what}.")
    else:
        words = translate(
            "TrainingForm", "Expected: {count} numbers separated by commas, each {what}."
        )
    return words.format(count=leaf.count, what=limit_words(leaf))


def limit_words(leaf: Leaf) -> str:
    """Say what a number may be."""
    translate = QCoreApplication.translate
    limits = leaf.limits
    low = "" if limits.low is None else f"{limits.low:g}"
    high = "" if limits.high is None else f"{limits.high:g}"
    if low and high:
        return translate("TrainingForm", "between {low} and {high}").format(low=low, high=high)
    if low and limits.open_low:
        return translate("TrainingForm", "above {low}").format(low=low)
    if low:
        return translate("TrainingForm", "at least {low}").format(low=low)
    whole = leaf.kind == "whole" or leaf.whole
    if whole:
        return translate("TrainingForm", "a whole number")
    return translate("TrainingForm", "a number")
