"""ScoNet-MT on skeleton maps: the skeleton baseline of the DRF paper (MICCAI 2025, arXiv 2509.00872).

Maps are drawn as in SkeletonGait (AAAI 2024, arXiv 2311.13444); see `engine.gait.skeleton_maps`. Must not
know labels, losses, devices or files.
"""

from __future__ import annotations

from engine.models.sconet_mt import ScoNetMT


class SkeletonScoNetMT(ScoNetMT):
    """ScoNet-MT whose frames are the two channels of a skeleton map: limbs and joints."""
