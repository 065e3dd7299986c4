"""The table of networks: name -> builder. A new network is a line here and a file beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from engine.models.configs import Kind, NetworkConfig
from engine.models.drf import DRF
from engine.models.drf_dual import DualDRF
from engine.models.ensemble import Ensemble
from engine.models.network import GaitNetwork
from engine.models.sconet import ScoNet
from engine.models.sconet_mt import ScoNetMT
from engine.models.sconet_mt_maps import SkeletonScoNetMT

NETWORKS: Mapping[Kind, Callable[[NetworkConfig], GaitNetwork]] = MappingProxyType(
    {
        "sconet": ScoNet,
        "sconet_mt": ScoNetMT,
        "sconet_mt_maps": SkeletonScoNetMT,
        "drf": DRF,
        "drf_dual": DualDRF,
    }
)


def build(config: NetworkConfig) -> GaitNetwork:
    """Build the network that a config describes, or several of them as one, with freshly drawn weights."""
    if config.members > 1:
        return Ensemble(config, build)
    return NETWORKS[config.kind](config)
