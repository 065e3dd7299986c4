"""What computes a network: ONNX Runtime or torch, fed in chunks of frames.

Must not know: gait sequences, classes, outcomes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.computing import DeviceName, Precision
from engine.core.errors import MissingExtraError, ModelError
from engine.core.text import Text
from engine.inference.inputs import Frames
from engine.inference.network_check import check_network
from engine.models.cards import INT8_FILE, ONNX_FILE, ModelCard, verified_file
from engine.runtime import providers, race_table
from engine.runtime.device import (
    ProviderChoice,
    choose_device,
    choose_providers,
    describe,
    torch_reason,
)
from engine.runtime.loaded_network import Network

if TYPE_CHECKING:
    from torch import Tensor

    from engine.models.network import GaitNetwork

CPU_CHUNK = 16
"""Frames in one pass on a processor: their features stay in its cache (measured: 8 to 32 are alike)."""

GPU_CHUNK = 720
"""Frames in one pass on a GPU: a clip."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a network says of one chunk of one sequence.

    Attributes:
        features: Of each frame, float32 [T, C, 16, 11]; no frames where they were not asked for.
        pooled: Their maximum, and that of the chunks before, float32 [1, C, 16, 11].
        embeddings: Of all frames so far, float32 [E, P].
        logits: Likewise, cosines float32 [classes, P].
        gates: ``channel_gate`` and ``body_gate``, float32 [...] each, of networks that have them.
    """

    features: NDArray[np.float32]
    pooled: NDArray[np.float32]
    embeddings: NDArray[np.float32]
    logits: NDArray[np.float32]
    gates: Mapping[str, NDArray[np.float32]]


class Runner(Protocol):
    """Computes a network. May be called from several threads."""

    @property
    def label(self) -> str:
        """What computes and where, such as ``ONNX Runtime 1.28.0 on CPU``."""
        ...

    @property
    def reason(self) -> Text:
        """Why it computes there."""
        ...

    @property
    def chunk(self) -> int:
        """Frames that it is given at once."""
        ...

    def run(self, frames: Frames, running: NDArray[np.float32], *, features: bool = True) -> Answer:
        """Compute one chunk.

        Args:
            frames: What the network is given.
            running: Maximum over the chunks before, float32 [1, C, 16, 11].
            features: Whether the features of each frame are wanted; from a GPU they take a while.

        Raises:
            MemoryError: The chunk does not fit into the memory of the device.
        """
        ...


class OnnxRunner:
    """A network on ONNX Runtime; torch is never imported."""

    def __init__(
        self,
        folder: Path,
        card: ModelCard,
        *,
        threads: int,
        device: DeviceName,
        precision: Precision,
    ) -> None:
        from engine.runtime import onnx

        path = verified_file(folder, card, INT8_FILE if precision == "int8" else ONNX_FILE)
        measured = measured_choice() if device == "auto" else None
        choice = choose_providers(device, onnx.providers(), precision=precision, measured=measured)
        self._session = _open(path, choice.providers, threads)
        check_network(self._session, card)
        provider = self._session.provider
        self.label = _label(provider)
        self.reason = choice.reason_for(provider)
        self.chunk = CPU_CHUNK if provider in providers.ON_PROCESSOR else GPU_CHUNK

    def run(self, frames: Frames, running: NDArray[np.float32], *, features: bool = True) -> Answer:
        """Compute one chunk; see `Runner.run`."""
        feeds: dict[str, NDArray[Any]] = {**frames, "running": running}
        wanted = [name for name in self._session.outputs if features or name != "features"]
        named = dict(zip(wanted, self._session.run(feeds, wanted), strict=True))
        return Answer(
            features=named["features"][0] if features else _NONE,
            pooled=named["pooled"],
            embeddings=named["embeddings"][0],
            logits=named["logits"][0],
            gates={name: named[name][0] for name in _GATES if name in named},
        )


def measured_choice() -> ProviderChoice | None:
    """Return what computes gait networks fastest and rightly here; None where nobody asked yet."""
    table = race_table.kept()
    if table is None:
        return None
    best = table.choose("gait")
    others = () if best == providers.PROCESSOR else (providers.PROCESSOR,)
    return ProviderChoice((best, *others), table.reason("gait", best))


def _open(path: Path, wanted: Sequence[str], threads: int) -> Network:
    """Open a network on the first provider that starts; torch is none of them."""
    from engine.runtime import onnx

    first = wanted[0]
    if first in (providers.OPENVINO, providers.OPENVINO_GPU):
        with contextlib.suppress(ModelError, MissingExtraError):
            return providers.open_network(path, provider=first, threads=threads)
    return onnx.session(path, threads=threads, use=wanted)


def _label(provider: str) -> str:
    """Say what computes and where, such as ``ONNX Runtime 1.28.0 on CPU``."""
    from engine.runtime import onnx, openvino

    if provider in (providers.OPENVINO, providers.OPENVINO_GPU):
        return f"OpenVINO {openvino.version()} on {provider.rpartition(' ')[2]}"
    return f"ONNX Runtime {onnx.version()} on {provider.removesuffix('ExecutionProvider')}"


class TorchRunner:
    """A network on torch."""

    def __init__(
        self, folder: Path, *, threads: int, device: DeviceName, precision: Precision
    ) -> None:
        import torch

        from engine.models import load_model

        choice = choose_device(device)
        # torch has one number of threads for the whole process.
        torch.set_num_threads(threads)
        self._dtype = torch.bfloat16 if precision == "bf16" else torch.float32
        self._network: GaitNetwork = load_model(folder).to(choice)
        for layer in self._network.trunk():
            layer.to(dtype=self._dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack this form
        self._device = choice
        self.label = f"torch {torch.__version__} on {describe(choice)}"
        self.reason = torch_reason(device, choice)
        self.chunk = 2 * CPU_CHUNK if choice.type == "cpu" else GPU_CHUNK

    def run(self, frames: Frames, running: NDArray[np.float32], *, features: bool = True) -> Answer:
        """Compute one chunk; see `Runner.run`."""
        import torch

        from engine.models.network import Inputs

        given = {
            name: torch.from_numpy(array).to(self._device, self._dtype)
            for name, array in frames.items()
        }
        try:
            with torch.inference_mode():
                of_frames, seen = self._network.features(Inputs(**given))
                latest = of_frames.max(dim=0, keepdim=True).values.float()
                pooled = torch.maximum(latest, torch.from_numpy(running).to(self._device))
                pav = frames.get("pav")
                vector = None if pav is None else torch.from_numpy(pav).to(self._device)
                outputs = self._network.head(pooled, vector)
        except RuntimeError as error:
            if "memory" in str(error):
                raise MemoryError(str(error)) from error
            raise
        visuals = {**seen, **outputs.visuals}
        return Answer(
            features=_array(of_frames) if features else _NONE,
            pooled=_array(pooled),
            embeddings=_array(outputs.embeddings)[0],
            logits=_array(outputs.logits)[0],
            gates={name: _array(visuals[name])[0] for name in _GATES if name in visuals},
        )


_GATES = ("channel_gate", "body_gate")
_NONE: NDArray[np.float32] = np.empty((0, 0, 0, 0), np.float32)


def _array(tensor: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.float().cpu().numpy()
    return array
