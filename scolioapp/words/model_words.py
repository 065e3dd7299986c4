"""Words for the installed models: what they are and what they are worth.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from engine.core import model_status
from engine.core.text import by_number
from scolioapp.i18n import listed, render

if TYPE_CHECKING:
    from engine.models.cards import Evaluation, Metric, ModelCard
    from scolioapp.jobs.model_library import InstalledModel

HASH_SHOWN = 12
"""Digits of a hash that are shown where it only tells models apart."""

MAIN_FIGURES = ("abnormal_sensitivity", "abnormal_specificity")
"""Figures of an evaluation that stand in the table, where they are known."""


def status_words(status: str) -> str:
    """Say what a model is worth."""
    return render(model_status.status_words(status))


def model_words(model: InstalledModel) -> str:
    """Return name, version and what the model is worth, in one line."""
    if model.card is None:
        broken = QCoreApplication.translate("Models", "cannot be used")
        return f"{model.name} ({broken})"
    return f"{model.name} {model.card.version} ({status_words(model.card.status)})"


def network_words(kind: str) -> str:
    """Return the plain name of a network in the table of networks."""
    translate = QCoreApplication.translate
    words = {
        "sconet": translate("Models", "ScoNet"),
        "sconet_mt": translate("Models", "ScoNet-MT"),
        "sconet_mt_maps": translate("Models", "ScoNet-MT on skeleton maps"),
        "drf": translate("Models", "DRF"),
        "drf_dual": translate("Models", "DRF, two streams"),
    }
    return words.get(kind, kind)


def inputs_words(inputs: Iterable[str]) -> str:
    """Say what a network is given."""
    translate = QCoreApplication.translate
    words = {
        "silhouettes": translate("Models", "silhouettes"),
        "maps": translate("Models", "skeleton maps"),
        "pav": translate("Models", "posture vector"),
    }
    return listed(words.get(name, name) for name in inputs)


def class_words(name: str) -> str:
    """Return the name of a class of Scoliosis1K."""
    translate = QCoreApplication.translate
    words = {
        "negative": translate("Models", "negative"),
        "neutral": translate("Models", "neutral"),
        "positive": translate("Models", "positive"),
    }
    return words.get(name, name)


def order_words(order: Iterable[str]) -> str:
    """Return classes in their order."""
    return listed(class_words(name) for name in order)


def origin_words(model: InstalledModel) -> str:
    """Say in short where a model comes from."""
    translate = QCoreApplication.translate
    if model.bundled:
        return translate("Models", "comes with the program")
    if model.card is not None and model.card.origin is not None:
        words = translate("Models", "imported from {file}")
        return words.format(file=model.card.origin.file)
    return translate("Models", "added here")


def size_words(size: int) -> str:
    """Return a size on disk, such as ``28.1 MB``."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def main_hash(card: ModelCard) -> str:
    """Return the hash that a result names: that of the file which runs by default."""
    for name in ("model.onnx", "weights.safetensors"):
        found = card.sha256.get(name)
        if found is not None:
            return str(found)
    return next(iter(card.sha256.values()))


def figure_name(name: str) -> str:
    """Return the words of a figure of an evaluation."""
    translate = QCoreApplication.translate
    words = {
        "accuracy": translate("Models", "Accuracy"),
        "precision": translate("Models", "Precision, mean over classes"),
        "recall": translate("Models", "Recall, mean over classes"),
        "f1": translate("Models", "F1, mean over classes"),
        "positive_sensitivity": translate("Models", "Sensitivity, positive"),
        "positive_specificity": translate("Models", "Specificity, positive"),
        "abnormal_sensitivity": translate("Models", "Sensitivity, positive or neutral"),
        "abnormal_specificity": translate("Models", "Specificity, positive or neutral"),
    }
    return words.get(name, name)


def figure_words(figure: Metric) -> str:
    """Return a figure in percent with its 95 % interval."""
    words = QCoreApplication.translate("Models", "{value} % ({low} to {high})")
    value, low, high = (round(100 * part) for part in (figure.value, figure.low, figure.high))
    return words.format(value=value, low=low, high=high)


def people_words(card: ModelCard, evaluation: Evaluation) -> str:
    """Say whom a model was evaluated on; that they were simulated, above all."""
    translate = QCoreApplication.translate
    if is_simulated(card, evaluation):
        one = translate("Models", "on one simulated person")
        more = translate("Models", "on {count} simulated people")
    else:
        one, more = translate("Models", "on one person"), translate("Models", "on {count} people")
    words = by_number(evaluation.people, one, more)
    return words.format(count=evaluation.people)


def is_simulated(card: ModelCard, evaluation: Evaluation) -> bool:
    """Tell whether an evaluation is about simulated people."""
    return card.status == "demo" or "simulat" in evaluation.data.casefold()


def main_figures(card: ModelCard) -> list[str]:
    """Return the lines of the table's cell: the main figures and whom they are about."""
    translate = QCoreApplication.translate
    evaluation = card.evaluation
    if evaluation is None:
        return [translate("Models", "no evaluation")]
    short = {
        "abnormal_sensitivity": translate("Models", "Sensitivity {figure}"),
        "abnormal_specificity": translate("Models", "Specificity {figure}"),
        "accuracy": translate("Models", "Accuracy {figure}"),
    }
    shown = [name for name in MAIN_FIGURES if name in evaluation.metrics]
    if not shown:
        shown = [name for name in ("accuracy",) if name in evaluation.metrics]
    lines = [short[name].format(figure=figure_words(evaluation.metrics[name])) for name in shown]
    return [*lines, people_words(card, evaluation)]
