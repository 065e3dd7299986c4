"""Words for the precisions in which a model computes. Must not know QtGui or QtWidgets."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.runtime.device import may_support_bf16

if TYPE_CHECKING:
    from engine.models.cards import ModelCard, PrecisionCheck


def precision_words(card: ModelCard | None, name: str) -> str:
    """Name a precision, a lower one with what it cost when it was measured."""
    translate = QCoreApplication.translate
    check = _check(card, name)
    if check is None:
        return translate("Precision", "Full (fp32)")
    words = {
        "bf16": translate("Precision", "Half (bf16): scores within {points} of 100"),
        "int8": translate("Precision", "Eight bits (int8): scores within {points} of 100"),
    }
    return words[name].format(points=_points(check))


def possible_here(card: ModelCard | None, device: str) -> tuple[str, ...]:
    """Return the precisions to choose from: those of the model's card that this computer may compute in.

    Asks neither torch nor a GPU, since a window does not wait: where a GPU may be used, bf16 stays.
    """
    offered = ("fp32",) if card is None else card.offered
    return tuple(name for name in offered if name != "bf16" or bf16_may_pay(device))


def bf16_may_pay(device: str = "auto") -> bool:
    """Whether bf16 may be faster here than fp32."""
    return may_support_bf16() or (device != "cpu" and shutil.which("nvidia-smi") is not None)


def cost_words(card: ModelCard | None, wanted: str, device: str = "auto") -> str:
    """Say what a lower precision costs with a model, or why there is none to choose."""
    translate = QCoreApplication.translate
    lower = possible_here(card, device)[1:]
    if card is not None and wanted in card.offered and wanted != "fp32" and wanted not in lower:
        words = translate(
            "Precision",
            "“{precision}” was chosen, but this processor does not support it: the model runs in "
            "full precision.",
        )
        return words.format(precision=wanted)
    if wanted != "fp32" and wanted not in lower:
        words = translate(
            "Precision",
            "“{precision}” was chosen, but this model does not offer it: it runs in full "
            "precision.",
        )
        return words.format(precision=wanted)
    if not lower:
        return translate("Precision", "This model runs in full precision only.")
    said = [translate("Precision", "A lower precision is faster.")]
    for name in lower:
        check = _check(card, name)
        if check is not None:
            words = translate(
                "Precision",
                "{precision} changed no score by more than {points} of 100 on {count} sequences.",
            )
            said.append(words.format(precision=name, points=_points(check), count=check.sequences))
    return " ".join(said)


def _check(card: ModelCard | None, name: str) -> PrecisionCheck | None:
    checks = {} if card is None else {str(key): value for key, value in card.precisions.items()}
    return checks.get(name)


def _points(check: PrecisionCheck) -> str:
    """Write the largest difference in points of 100, rounded up to a tenth."""
    tenths = -int(-1000 * check.largest_difference // 1)
    return f"{tenths / 10:g}"
