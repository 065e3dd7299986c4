"""How the form of a training run is arranged: groups, labels and helps, and the words of choices.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from scolioapp.i18n import CONTEXT, listed
from scolioapp.words.model_words import network_words as name_of_network
from scolioapp.words.model_words import status_words
from scolioapp.words.precision_words import bf16_may_pay
from scolioapp.words.training_fields import LEAVES

SUGGESTED: Mapping[str, float] = MappingProxyType(
    {
        "batches.frames_most": 60,
        "optimiser.clip": 1.0,
        "optimiser.average": 0.999,
        "validation.every": 100,
        "validation.patience": 10,
        "folds.count": 5,
    }
)
"""What an optional number is at first when somebody wants one."""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the form.

    Attributes:
        words: Label and help of its fields, by key, in order.
        folded: Whether it is folded at first: what few change.
    """

    name: str
    title: str
    words: Mapping[str, tuple[str, str]]
    folded: bool = False


_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "data": ("simulation", "folder", "class_order", "normalisation"),
        "network": ("network.kind", "network"),
        "optimiser": ("optimiser",),
        "validation": ("validation", "folds"),
        "batches": ("batches",),
        "losses": ("losses",),
        "augmentation": ("batches.augmentation",),
        "logs": ("logs", "log_every", "checkpoint_every"),
        "run": (
            *("name", "version", "description", "status", "report_on_test", "precisions"),
            *("seed", "device", "threads", "mixed_precision", "compile"),
        ),
    }
)
"""The keys of each group, or the parts of the configuration whose keys it holds, in order."""


def _words(group: str) -> Mapping[str, tuple[str, str]]:
    """Return label and help of the fields of a group, as the schema says them."""
    return {
        key: (_said(leaf.title), _said(leaf.help))
        for part in _KEYS[group]
        for key, leaf in LEAVES.items()
        if _part_of(key) == part
    }


def _part_of(key: str) -> str:
    """Return the longest of the parts in `_KEYS` that a key lies in."""
    parts = (part for group in _KEYS.values() for part in group)
    return max((part for part in parts if f"{key}.".startswith(f"{part}.")), key=len, default="")


def _said(words: str) -> str:
    return QCoreApplication.translate(CONTEXT, words)


def groups() -> tuple[Group, ...]:
    """Return all groups, in order."""
    translate = QCoreApplication.translate
    titles = {
        "data": translate("TrainingForm", "Data"),
        "network": translate("TrainingForm", "Network"),
        "optimiser": translate("TrainingForm", "Optimiser"),
        "validation": translate("TrainingForm", "Validation"),
        "batches": translate("TrainingForm", "Batches"),
        "losses": translate("TrainingForm", "Losses"),
        "augmentation": translate("TrainingForm", "Augmentation"),
        "logs": translate("TrainingForm", "Logs"),
        "run": translate("TrainingForm", "Run and model"),
    }
    folded = {"batches", "losses", "augmentation", "logs"}
    return tuple(
        Group(name, title, _words(name), folded=name in folded) for name, title in titles.items()
    )


def none_words(key: str) -> str:
    """Say what it means that an optional key has no value."""
    translate = QCoreApplication.translate
    words = {
        "network.fusion": translate("TrainingForm", "as in the network"),
        "batches.draw_by": translate("TrainingForm", "as the losses require"),
        "validation.every": translate("TrainingForm", "never"),
        "validation.patience": translate("TrainingForm", "never"),
        "folder.pose": translate("TrainingForm", "in the dataset"),
        "folder.partition": translate("TrainingForm", "none: split by person"),
        "batches.frames_most": translate("TrainingForm", "all equal"),
        "folds.count": translate("TrainingForm", "none: one network"),
    }
    return words.get(key, translate("TrainingForm", "none"))


def choice_words(key: str, value: object) -> str:
    """Return the words of one choice; what needs none is given as it is."""
    if key == "network.kind":
        return name_of_network(str(value))
    if key == "status":
        return status_words(str(value))
    return _choices().get(f"{key}={value}", str(value))


def _choices() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "device=auto": translate("TrainingForm", "GPU, if available"),
        "device=cpu": translate("TrainingForm", "processor"),
        "device=gpu": translate("TrainingForm", "GPU"),
        "network.fusion=none": translate("TrainingForm", "none"),
        "network.fusion=pga": translate("TrainingForm", "PAV-guided attention"),
        "network.fusion=attention": translate("TrainingForm", "attention between two streams"),
        "network.pav=unsigned": translate("TrainingForm", "as published"),
        "network.pav=signed": translate("TrainingForm", "ours, with the side"),
        "batches.group_by=person": translate("TrainingForm", "people"),
        "batches.group_by=class": translate("TrainingForm", "classes"),
        "batches.draw_by=person": translate("TrainingForm", "by person"),
        "batches.draw_by=class": translate("TrainingForm", "by class, balanced"),
        "batches.draw_by=plain": translate("TrainingForm", "in shuffled epochs"),
        "batches.frame_order=unordered": translate("TrainingForm", "in random order"),
        "batches.frame_order=ordered": translate("TrainingForm", "consecutive"),
        "batches.frame_order=all": translate("TrainingForm", "all of them"),
        "optimiser.kind=sgd": "SGD",
        "optimiser.kind=adamw": "AdamW",
        "optimiser.schedule=steps": translate("TrainingForm", "in steps"),
        "optimiser.schedule=cosine": translate("TrainingForm", "half cosine"),
        "validation.by=macro_f1": translate("TrainingForm", "macro F1"),
        "validation.by=accuracy": translate("TrainingForm", "accuracy"),
        "validation.by=loss": translate("TrainingForm", "loss"),
        "losses.class_weights=none": translate("TrainingForm", "all equal"),
        "losses.class_weights=balanced": translate("TrainingForm", "balanced"),
        "mixed_precision=none": translate("TrainingForm", "none, float32"),
        "mixed_precision=bf16": "bf16"
        if bf16_may_pay()
        else translate("TrainingForm", "bf16 (not on this processor; on a GPU)"),
        "mixed_precision=fp16": "fp16",
    }


def value_words(key: str, value: object) -> str:
    """Return a value as it is read in a table."""
    if value is None:
        return none_words(key)
    if isinstance(value, bool):
        translate = QCoreApplication.translate
        return translate("TrainingForm", "yes") if value else translate("TrainingForm", "no")
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list | tuple):
        return listed(value_words(key, one) for one in value)
    return choice_words(key, value)
