"""Where a dataset comes from, and what its use is bound to.

Simulated walkers and videos of one's own say so in a file beside them. Whatever does not is taken for
Scoliosis1K, which is given out under an agreement.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.core.errors import DatasetError
from engine.core.text import Text, text
from engine.datasets import store_index

SIMULATED = "simulated.json"
EXTRACTED = "extracted.json"

AGREEMENT = "Scoliosis1K release agreement: research only, no redistribution of the data, no commercial use."
"""For the card of a model; English, as all of the card."""

Kind = Literal["simulated", "extracted", "scoliosis1k"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a dataset comes from.

    Attributes:
        kind: Simulated, from videos of one's own, or else taken for Scoliosis1K.
        licence: What its use is bound to, for a card; "" where nothing is.
        agreed: Day on which somebody agreed to that, ISO 8601, or "".
        keypoint_set: Keypoint definition of its poses, or "" where it does not say.
    """

    kind: Kind
    licence: str = ""
    agreed: str = ""
    keypoint_set: str = ""


def agreement() -> Text:
    """Say what whoever uses Scoliosis1K has agreed to."""
    return text(
        "Scoliosis1K is for research. It may not be passed on or used commercially, and the same "
        "restrictions apply to models trained on it."
    )


def origin_of(root: Path, *, agreed: bool = False) -> Origin:
    """Tell where a dataset comes from.

    Args:
        root: The dataset, the folder of its silhouettes alone, or a store.
        agreed: Whether the person at hand agrees to the terms of Scoliosis1K.

    Raises:
        DatasetError: It is not simulated, nor from one's own videos, and nobody agreed to its terms.
    """
    if store_index.is_store(root):
        index = store_index.read(root)
        kind: Kind = (
            "simulated" if index.simulated else "scoliosis1k" if index.agreed else "extracted"
        )
        return Origin(kind, index.licence, index.agreed, index.keypoint_set)
    home = _home(root)
    if (home / SIMULATED).is_file():
        return Origin("simulated", keypoint_set="coco")
    if (home / EXTRACTED).is_file():
        return _extracted_origin(home / EXTRACTED)
    if not agreed:
        raise DatasetError(
            agreement(),
            text("Add --agreed if you have signed the release agreement and abide by it."),
        )
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return Origin("scoliosis1k", f"{AGREEMENT} Agreed to on {today}.", today, "coco")


def stated_origin(root: Path) -> Origin | None:
    """Return the origin that a dataset states itself; None where it states none.

    Raises:
        DatasetError: It is a damaged store, or its file is damaged.
    """
    home = _home(root)
    says = store_index.is_store(root) or any(
        (home / name).is_file() for name in (EXTRACTED, SIMULATED)
    )
    return origin_of(root) if says else None


def _home(root: Path) -> Path:
    place = root.resolve()
    return place.parent if place.name == "silhouettes" else place


def _extracted_origin(path: Path) -> Origin:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Origin("extracted", str(told["licence"]), keypoint_set=str(told["keypoint_set"]))
    except (OSError, ValueError, KeyError, TypeError) as failure:
        raise DatasetError(
            text("“{name}” is damaged.", name=path.name),
            text("Run the extraction again; finished work is kept."),
        ) from failure
