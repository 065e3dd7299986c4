"""What may compute networks on this computer, by name, and the one way to open a network on it.

Listing says what is installed, not what works: that is asked in a process of its own (`engine.runtime.race`).
Nothing is loaded to list. Must not know what the networks compute.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from engine.runtime import onnx, openvino
from engine.runtime.device import CPU
from engine.runtime.loaded_network import Network

PROCESSOR: Final = CPU
"""ONNX Runtime on the processor: always there, and what all others are compared with."""

OPENVINO: Final = "OpenVINO CPU"
OPENVINO_GPU: Final = "OpenVINO GPU"
TORCH: Final = "torch"
"""torch, on a GPU where it has one; for gait networks, which are also kept as its weights."""

ON_PROCESSOR: Final = frozenset({PROCESSOR, OPENVINO})
"""Those that compute on the processor for certain."""

_LATER: Final = frozenset({"AzureExecutionProvider"})
"""Listed by ONNX Runtime, but no place on this computer."""


def offered() -> tuple[str, ...]:
    """Return the names of the providers that are installed, the processor first.

    Raises:
        MissingExtraError: ONNX Runtime is not installed.
    """
    others = [name for name in onnx.providers() if name != PROCESSOR and name not in _LATER]
    if openvino.is_installed():
        others += [OPENVINO, OPENVINO_GPU]
    if importlib.util.find_spec("torch") is not None:
        others.append(TORCH)
    return (PROCESSOR, *others)


def title(provider: str) -> str:
    """Return a provider's name as it is shown, such as ``ONNX Runtime CUDA``."""
    if provider.endswith("ExecutionProvider"):
        return f"ONNX Runtime {provider.removesuffix('ExecutionProvider')}"
    return provider


def open_network(
    model: Path | bytes,
    *,
    provider: str = PROCESSOR,
    threads: int = 1,
    at_once: int = 1,
    sha256: str | None = None,
) -> Network:
    """Load a network on a provider.

    Args:
        model: An ``.onnx`` file, or its content.
        provider: One of `offered`, without `TORCH`.
        threads: Threads inside one run, on a processor.
        at_once: How many runs side by side it is made for, on a processor.
        sha256: Hash that the file must have, 64 hexadecimal digits, or None.

    Raises:
        ModelError: The file cannot be read, has another hash, is not a network, or needs other files.
        MissingExtraError: What computes it is not installed.
    """
    if provider in (OPENVINO, OPENVINO_GPU):
        device = provider.rpartition(" ")[2]
        return openvino.load(model, device=device, threads=threads, at_once=at_once, sha256=sha256)
    use = (provider,) if provider == PROCESSOR else (provider, PROCESSOR)
    return onnx.session(model, threads=threads, sha256=sha256, use=use)
