"""Words for pose and segmentation networks of one's own. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from engine.perception.networks.network_cards import NetworkCard


def pose_words(folder: Path) -> str:
    """Return name, version and licence of the pose network in a folder.

    Raises:
        PerceptionError: Its card cannot be read, or is that of another kind of network.
    """
    from engine.perception.networks.network_cards import PoseCard, read_card

    return _words(read_card(folder, PoseCard))


def segmenter_words(folder: Path) -> str:
    """Return name, version and licence of the segmentation network in a folder.

    Raises:
        PerceptionError: Its card cannot be read, or is that of another kind of network.
    """
    from engine.perception.networks.network_cards import SegmentationCard, read_card

    return _words(read_card(folder, SegmentationCard))


def _words(card: NetworkCard) -> str:
    words = QCoreApplication.translate("Perception", "{name} {version} (licence: {licence})")
    return words.format(name=card.name, version=card.version, licence=card.licence)
