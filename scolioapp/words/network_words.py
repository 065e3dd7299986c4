"""Words for pose and segmentation networks of one's own. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.core.screening_request import MEDIAPIPE

if TYPE_CHECKING:
    from engine.perception.networks.network_cards import NetworkCard


def pose_words(folder: Path) -> str:
    """Return name, version and licence of the pose network in a folder, or of the package `MEDIAPIPE`.

    Raises:
        PerceptionError: Its card or bundle cannot be read, or is that of another kind of network.
        MissingExtraError: The package is not installed, or is of a version that is not used.
    """
    if folder == MEDIAPIPE:
        from engine.perception.networks import mediapipe_bundle, mediapipe_package

        version = mediapipe_package.version()
        mediapipe_bundle.bundle_hash(mediapipe_bundle.usual_bundle())
        return _words("mediapipe", version, "Apache-2.0")
    from engine.perception.networks.network_cards import PoseCard, read_card

    return _card_words(read_card(folder, PoseCard))


def segmenter_words(folder: Path) -> str:
    """Return name, version and licence of the segmentation network in a folder.

    Raises:
        PerceptionError: Its card cannot be read, or is that of another kind of network.
    """
    from engine.perception.networks.network_cards import SegmentationCard, read_card

    return _card_words(read_card(folder, SegmentationCard))


def _card_words(card: NetworkCard) -> str:
    return _words(card.name, card.version, card.licence)


def _words(name: str, version: str, licence: str) -> str:
    words = QCoreApplication.translate("Perception", "{name} {version} (licence: {licence})")
    return words.format(name=name, version=version, licence=licence)
