"""Gives a model of the user another calibration and other thresholds.

Must not know what they were fitted on (`engine.evaluation.calibrate` does).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.core.errors import ModelError
from engine.core.progress import Cancel, Progress, check
from engine.core.text import text
from engine.library.installed_models import check_own, verify
from engine.models.cards import (
    CARD_FILE,
    REPORT_FILE,
    Calibration,
    ModelCard,
    Thresholds,
    read_card,
)
from engine.models.folder_names import folder_beside


def recalibrate(
    folder: Path,
    calibration: Calibration,
    thresholds: Thresholds,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ModelCard:
    """Replace calibration and thresholds of a model of the user; whole or not at all.

    Lower precisions are measured anew, since a score that is spread wider moves further.

    Returns:
        The new card.

    Raises:
        ModelError: The model came with the program, is validated, or is not whole.
        MissingExtraError: Lower precisions cannot be measured here.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set; the folder is as it was.
    """
    from engine.library.reduced_precision import add_precisions

    former = check_recalibrated(folder)
    verify(folder, cancel=cancel)
    # A report from before is about other answers.
    kept = {name: one for name, one in former.sha256.items() if name != REPORT_FILE}
    changes = {"calibration": calibration, "thresholds": thresholds, "sha256": kept}
    card = former.model_copy(update=changes)
    with folder_beside(folder, replace=True) as beside:
        shutil.copytree(folder, beside, dirs_exist_ok=True)
        (beside / REPORT_FILE).unlink(missing_ok=True)
        (beside / CARD_FILE).write_text(card.to_yaml(), encoding="utf-8")
        if card.precisions:
            card = add_precisions(beside, progress=progress, cancel=cancel)
        check(cancel)
    return card


def check_recalibrated(folder: Path) -> ModelCard:
    """Refuse models whose calibration and thresholds stay as they are.

    Returns:
        The card.

    Raises:
        ModelError: The model came with the program, or is validated.
    """
    check_own(folder)
    card = read_card(folder)
    if card.status == "validated":
        raise ModelError(
            text(
                "“{model}” is validated as it stands: if it changed, its report would no longer "
                "apply.",
                model=card.name,
            ),
            text("Calibrate a copy that is not validated, then evaluate and validate that."),
        )
    return card
