"""The table of networks: name -> builder. A new network is a line here and a file beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from engine.models.configs import ScoNetConfig
from engine.models.sconet import ScoNet

NETWORKS: Mapping[str, Callable[[ScoNetConfig], ScoNet]] = MappingProxyType(
    {"sconet": ScoNet, "sconet_mt": ScoNet}
)
"""ScoNet and ScoNet-MT share their layers; the training run reads from the kind which losses they get."""


def build(config: ScoNetConfig) -> ScoNet:
    """Build the network that a config describes, with freshly drawn weights."""
    return NETWORKS[config.kind](config)
