"""Chooses where torch computes. The only module that says "cuda"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from engine.core.errors import ConfigError
from engine.core.text import text

if TYPE_CHECKING:
    import torch

DeviceName = Literal["auto", "cpu", "gpu"]


def choose_device(name: DeviceName = "auto") -> torch.device:
    """Give the device: the first GPU that torch can use, else the processor.

    Args:
        name: ``auto``, or one of the two by name.

    Raises:
        ConfigError: ``gpu`` was asked for and torch finds none.
    """
    import torch

    if name == "cpu":
        return torch.device("cpu")
    if torch.cuda.is_available():
        return torch.device("cuda")
    if name == "gpu":
        raise ConfigError(
            text(
                "A GPU was asked for, but this build of torch ({version}) finds none.",
                version=str(torch.__version__),
            ),
            text("Set the device to “auto” or “cpu”, or install a build of torch for your GPU."),
        )
    return torch.device("cpu")


def describe(device: torch.device) -> str:
    """Give the name of a device for a log, such as ``CPU`` or the GPU's product name."""
    import torch

    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"
