"""ScoNet-MT (MICCAI 2024, arXiv 2407.05726): ScoNet trained with a triplet loss beside the cross-entropy.

What OpenGait names ScoNet is this one. The layers are those of ScoNet. Must not know labels, losses,
devices or files.
"""

from __future__ import annotations

from typing import ClassVar

from engine.models.sconet import ScoNet


class ScoNetMT(ScoNet):
    """ScoNet on silhouettes with two tasks."""

    uses_triplet: ClassVar[bool] = True
