"""The one module that imports OpenVINO: without its converter and its telemetry, networks from checked files.

OpenVINO's package takes its model converter along when it is imported, and that one ``openvino-telemetry``,
which contacts its maker, where pip has installed it. Networks come as ONNX here: the converter is kept out,
so telemetry is neither imported nor needed. Must not know what the networks compute.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import MissingExtraError, ModelError
from engine.core.text import text
from engine.runtime.onnx import OUT_OF_MEMORY, checked_content, unloadable

_CONVERTER: Final = "openvino.tools.ovc"
_TYPES: Final = {"f32": "tensor(float)", "f16": "tensor(float16)", "i64": "tensor(int64)"}


def is_installed() -> bool:
    """Whether OpenVINO is installed; nothing is imported."""
    return "openvino" in sys.modules or importlib.util.find_spec("openvino") is not None


@functools.cache
def _runtime() -> ModuleType:
    """Import OpenVINO without its converter."""
    # None makes its import fail, which OpenVINO expects where only its runtime is installed.
    sys.modules.setdefault(_CONVERTER, None)  # type: ignore[arg-type]  # documented: None bars an import
    try:
        import openvino
    except ImportError as error:
        raise MissingExtraError(
            text("OpenVINO cannot be loaded: {reason}.", reason=str(error)),
            text("Install the extra “openvino”: pip install “scolioapp[openvino]”."),
        ) from error
    module: ModuleType = openvino
    return module


@functools.cache
def _core() -> Any:  # noqa: ANN401 - OpenVINO's types are not exported
    return _runtime().Core()


def version() -> str:
    """Return the version of OpenVINO, such as ``2026.4.1``.

    Raises:
        MissingExtraError: OpenVINO is not installed.
    """
    return str(_runtime().__version__).partition("-")[0]


def devices() -> tuple[str, ...]:
    """Return what OpenVINO computes on here, such as ``CPU`` and ``GPU``; loads the drivers of all.

    Raises:
        MissingExtraError: OpenVINO is not installed.
    """
    return tuple(str(name) for name in _core().available_devices)


class CompiledNetwork:
    """A loaded network (see `engine.runtime.loaded_network.Network`).

    Each call that is under way has a request of its own.

    Attributes:
        inputs: Names of the inputs, in order.
        outputs: Names of the outputs, in order.
        shapes: Declared shape of each input and output by its name; None for an axis of any size.
        types: Declared type of each by its name, such as ``tensor(float)``.
        provider: What runs it, such as ``OpenVINO CPU``.
    """

    def __init__(self, inner: Any, device: str) -> None:  # noqa: ANN401 - OpenVINO's types are not exported
        self._inner = inner
        self._idle: list[Any] = []
        ports = {port.get_any_name(): port for port in [*inner.inputs, *inner.outputs]}
        self.inputs: tuple[str, ...] = tuple(port.get_any_name() for port in inner.inputs)
        self.outputs: tuple[str, ...] = tuple(port.get_any_name() for port in inner.outputs)
        self.shapes: dict[str, tuple[int | None, ...]] = {
            name: tuple(
                size.get_length() if size.is_static else None for size in port.partial_shape
            )
            for name, port in ports.items()
        }
        self.types: dict[str, str] = {
            name: _TYPES.get(port.element_type.get_type_name(), port.element_type.get_type_name())
            for name, port in ports.items()
        }
        self.provider: str = f"OpenVINO {device}"

    def run(
        self, feeds: Mapping[str, NDArray[Any]], wanted: Sequence[str] | None = None
    ) -> list[NDArray[Any]]:
        """Compute outputs (see `engine.runtime.loaded_network.Network.run`)."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._inner.create_infer_request()
        numbers = {name: number for number, name in enumerate(self.outputs)}
        try:
            answers = request.infer(dict(feeds), share_inputs=True)
            # Copied while the request is still ours: the next call fills the same memory.
            return [
                np.array(answers[numbers[name]])
                for name in (self.outputs if wanted is None else wanted)
            ]
        except RuntimeError as error:
            if OUT_OF_MEMORY.search(str(error)):
                raise MemoryError(str(error)) from error
            raise ModelError(
                text("A network does not run on {provider}: {reason}", provider=self.provider,
                     reason=str(error)),
                text("Choose the processor in the settings, or check this computer under Help."),
            ) from error  # fmt: skip
        finally:
            self._idle.append(request)


def load(
    model: Path | bytes,
    *,
    device: str = "CPU",
    threads: int = 1,
    at_once: int = 1,
    sha256: str | None = None,
) -> CompiledNetwork:
    """Load a network.

    Args:
        model: An ``.onnx`` file, or its content.
        device: One of `devices`.
        threads: Threads inside one run, on a processor.
        at_once: How many runs side by side it is made for, on a processor.
        sha256: Hash that the file must have, 64 hexadecimal digits, or None.

    Raises:
        ModelError: The file cannot be read, has another hash, is not a network, or needs other files.
        MissingExtraError: OpenVINO is not installed.
    """
    core = _core()
    content = checked_content(model, sha256)
    settings: dict[str, Any] = {"INFERENCE_PRECISION_HINT": "f32"}
    if device == "CPU":
        # Pinned threads would stay on cores that decoding and the window need.
        settings |= {
            "INFERENCE_NUM_THREADS": threads * at_once,
            "NUM_STREAMS": at_once,
            "ENABLE_CPU_PINNING": False,
        }
    try:
        return CompiledNetwork(
            core.compile_model(core.read_model(content), device, settings), device
        )
    except RuntimeError as error:
        raise unloadable(model, error) from error
