"""Makes one model folder of several: an ensemble whose class probabilities are averaged.

Must not know how the models came about, or on whom they were judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.errors import ModelError
from engine.core.progress import Cancel, Progress, check
from engine.core.text import text
from engine.inference.distance import (
    KnownSequences,
    ensemble_reference,
    read_known,
    write_references,
)
from engine.library.installed_models import verify
from engine.library.reduced_precision import add_precisions
from engine.models.cards import (
    REFERENCE_FILE,
    WEIGHTS_FILE,
    Calibration,
    Evaluation,
    Member,
    ModelCard,
    Thresholds,
    TrainingData,
    read_card,
)
from engine.models.configs import MOST_MEMBERS, SCALE, NetworkConfig
from engine.models.validation import scale_of


def make_ensemble(  # noqa: PLR0913  # what a card holds, all by name
    folders: Sequence[Path],
    destination: Path,
    *,
    version: str = "1",
    description: str = "",
    evaluation: Evaluation | None = None,
    precisions: bool = True,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path:
    """Make one model folder of several.

    It is never validated, be its members or not, and a demonstration if one of them is. An int8 copy and bf16
    are made and measured as of any model.

    Args:
        folders: Model folders with ``weights.safetensors``: networks of one kind and one size that are given
            the same and name the same classes in the same order.
        destination: The model folder; its name is the ensemble's.
        version: Its version.
        description: What it is; "": that it is an ensemble, and of what.
        evaluation: Figures for the card, or None. Of the members they are no figures of the ensemble: their
            ``data`` must say so.
        precisions: Whether lower precisions are made and measured.
        progress: Told the share of the measuring done.
        cancel: Checked between steps.

    Returns:
        ``destination``.

    Raises:
        ModelError: A folder cannot be used, or the models do not go together; the sentence says why.
        MissingExtraError: torch or onnx is not installed.
        OutputError: The folder exists, or cannot be written.
        CancelledError: ``cancel`` was set; nothing stays.
    """
    from engine.runtime.extras import require

    require("torch", extra="training")
    from engine.models.folder_names import folder_beside
    from engine.models.model_folder import write_model_folder

    cards = [read_card(folder) for folder in folders]
    _check_together(cards)
    network = _network(folders, cards)
    check(cancel)
    known = _known(folders, cards)
    facts = _facts(cards, known) | {"version": version, "evaluation": evaluation}
    if description:
        facts["description"] = description
    kept = _kept_files(known)
    with folder_beside(destination) as beside:
        made = write_model_folder(network, beside / destination.name, facts, more=kept)
        if precisions:
            add_precisions(made, progress=progress, cancel=cancel)
        verify(made, cancel=cancel)
        check(cancel)
        _empty_into(beside, made)
    return destination


def _known(folders: Sequence[Path], cards: Sequence[ModelCard]) -> list[KnownSequences]:
    """Read the training sequences that the models keep; none unless each keeps some."""
    known = [read_known(folder, card) for folder, card in zip(folders, cards, strict=True)]
    kept = [one for one in known if isinstance(one, KnownSequences)]
    return kept if len(kept) == len(known) else []


def _kept_files(known: Sequence[KnownSequences]) -> Mapping[Any, Any]:
    """Return what writes each further file of the model folder, by its name."""
    return {REFERENCE_FILE: partial(write_references, known=known)} if known else {}


def _empty_into(destination: Path, folder: Path) -> None:
    """Move the files of a folder into another one, and remove it."""
    for file in sorted(folder.iterdir()):
        file.rename(destination / file.name)
    folder.rmdir()


def _network(folders: Sequence[Path], cards: Sequence[ModelCard]) -> Any:  # noqa: ANN401  # torch is imported late
    """Build the ensemble of the networks in model folders; each is checked as when it is loaded."""
    import torch

    from engine.models.ensemble import Ensemble, member_ranges, shared_ranges
    from engine.models.model_folder import load_network
    from engine.models.registry import build

    config = NetworkConfig(**cards[0].config.model_dump() | {"members": len(cards)})
    network = build(config)
    if not isinstance(network, Ensemble):
        raise TypeError("an ensemble has several members")
    for member, folder in zip(network.networks, folders, strict=True):
        member.load_state_dict(load_network(folder).state_dict())
    network.scales.copy_(torch.tensor([scale_of(card) for card in cards]))
    if config.takes_pav:
        own = [np.asarray(card.pav_ranges, np.float64) for card in cards]
        # To six decimals, as the card holds them.
        shared = shared_ranges(own).round(6)
        ranges = np.stack([member_ranges(shared, one) for one in own])
        network.ranges.copy_(torch.from_numpy(ranges))
    return network


def _check_together(cards: Sequence[ModelCard]) -> None:
    """Refuse models whose answers cannot be averaged.

    Raises:
        ModelError: There are too few or too many, one is there twice, or two differ in what they are given
            or answer.
    """
    if not 2 <= len(cards) <= MOST_MEMBERS:
        raise ModelError(
            text("{count} models do not make an ensemble.", count=len(cards)),
            text("Give 2 to {most} models.", most=MOST_MEMBERS),
        )
    first = cards[0]
    for number, card in enumerate(cards):
        if card.network.members > 1:
            raise ModelError(
                text("“{name}” is an ensemble itself.", name=card.name),
                text("Give its members instead."),
            )
        if WEIGHTS_FILE not in card.sha256:
            raise ModelError(
                text("The model “{model}” has no {file}.", model=card.name, file=WEIGHTS_FILE),
                text("An ensemble needs models that torch can read."),
            )
        twice = [
            one for one in cards[:number] if one.sha256[WEIGHTS_FILE] == card.sha256[WEIGHTS_FILE]
        ]
        if twice:
            raise ModelError(
                text(
                    "“{one}” and “{other}” have the same weights.",
                    one=twice[0].name,
                    other=card.name,
                ),
                text("Give each model once."),
            )
        differing = [
            what for what, one in _common_traits(card).items() if one != _common_traits(first)[what]
        ]
        if differing:
            raise ModelError(
                text(
                    "“{one}” and “{other}” cannot be averaged: they differ in {what}.",
                    one=first.name,
                    other=card.name,
                    what=", ".join(differing),
                ),
                text("Give models of the same network, trained with the same settings."),
            )


def _common_traits(card: ModelCard) -> dict[str, object]:
    """Return the traits that all members must share."""
    return {
        "kind": card.kind,
        "network": card.network,
        "class_order": card.class_order,
        "normalisation": card.normalisation,
        "max_frames": card.max_frames,
        "keypoint_set": card.keypoint_set,
    }


def _facts(cards: Sequence[ModelCard], known: Sequence[KnownSequences]) -> dict[str, Any]:
    """Return the fields of the ensemble's card that follow from its members and what they keep."""
    from engine.models.ensemble import shared_ranges

    first = cards[0]
    ranges = [
        np.asarray(card.pav_ranges, np.float64) for card in cards if card.pav_ranges is not None
    ]
    calibrated = all(card.calibration is not None for card in cards)
    limits = np.mean(
        [
            (one.thresholds.abnormal, one.thresholds.positive, one.thresholds.inconclusive_band)
            for one in cards
        ],
        axis=0,
    )
    abnormal, positive, band = (round(float(one), 6) for one in limits)
    sources = dict.fromkeys(card.silhouette_source for card in cards)
    return {
        "status": "demo" if any(card.status == "demo" for card in cards) else "research",
        "description": _description(cards),
        "class_order": first.class_order,
        "normalisation": first.normalisation,
        "max_frames": first.max_frames,
        "reference": ensemble_reference(known) if known else None,
        "pav_ranges": shared_ranges(ranges).round(6).tolist() if ranges else None,
        "calibration": Calibration(
            scale=SCALE, fitted_on="each member by itself, before their probabilities are averaged"
        )
        if calibrated
        else None,
        "thresholds": Thresholds(abnormal=abnormal, positive=positive, inconclusive_band=band),
        "training": TrainingData(
            data="Each member's own: "
            + " ".join(dict.fromkeys(card.training.data for card in cards)),
            licence=" ".join(dict.fromkeys(card.training.licence for card in cards)),
        ),
        "silhouette_source": ", ".join(sources),
        "keypoint_set": first.keypoint_set,
        "members": tuple(
            Member(name=card.name, version=card.version, sha256=card.sha256[WEIGHTS_FILE])
            for card in cards
        ),
    }


def _description(cards: Sequence[ModelCard]) -> str:
    names = ", ".join(card.name for card in cards)
    return f"Ensemble of {len(cards)} networks, whose probabilities are averaged: {names}."
