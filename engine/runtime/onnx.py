"""The one module that imports ONNX Runtime: quiet, without telemetry, sessions from checked files.

ONNX Runtime contacts its maker from 1.29 on unless ``ORT_DISABLE_TELEMETRY=1`` stands in the
environment before the import, and on Windows unless `disable_telemetry_events` is called; both are
done here, whatever the version. Must not know what the networks compute.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import MissingExtraError, ModelError
from engine.core.text import text
from engine.runtime.device import CPU, provider_options
from engine.runtime.loaded_network import Network
from engine.runtime.onnx_file import check_self_contained

_ERRORS_ONLY = 3


@functools.cache
def _runtime() -> ModuleType:
    """Import ONNX Runtime with its telemetry off and its logger quiet."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingExtraError(
            text("ONNX Runtime cannot be loaded: {reason}.", reason=str(error)),
            text("Install the extra “cpu” (or “gpu”): pip install “scolioapp[cpu]”."),
        ) from error
    disable = getattr(onnxruntime, "disable_telemetry_events", None)
    if disable is not None:
        disable()
    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    module: ModuleType = onnxruntime
    return module


def version() -> str:
    """Return the version of ONNX Runtime.

    Raises:
        MissingExtraError: ONNX Runtime is not installed.
    """
    return str(_runtime().__version__)


def telemetry_is_off() -> bool:
    """Whether ONNX Runtime, once imported here, was told to send nothing."""
    return os.environ.get("ORT_DISABLE_TELEMETRY") == "1"


def providers() -> tuple[str, ...]:
    """Return the execution providers of this build, such as ``CPUExecutionProvider``, best first.

    Raises:
        MissingExtraError: ONNX Runtime is not installed.
    """
    return tuple(_runtime().get_available_providers())


def _failures(runtime: ModuleType) -> tuple[type[Exception], ...]:
    """Return the exceptions that ONNX Runtime raises for a network that it cannot load or run."""
    state = runtime.capi.onnxruntime_pybind11_state
    return (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NoModel,
        state.NotImplemented,
        state.RuntimeException,
    )


class Session:
    """A loaded network. `run` may be called from several Python threads at once (it releases the GIL).

    Attributes:
        shapes: Declared shape of each input and output by its name; None for an axis of any size.
        types: Declared type of each by its name, such as ``tensor(float)``.
        provider: What runs it, such as ``CPUExecutionProvider``.
    """

    def __init__(self, inner: Any) -> None:  # noqa: ANN401 - ONNX Runtime ships no types
        self._inner = inner
        self.inputs: tuple[str, ...] = tuple(node.name for node in inner.get_inputs())
        self.outputs: tuple[str, ...] = tuple(node.name for node in inner.get_outputs())
        nodes = [*inner.get_inputs(), *inner.get_outputs()]
        self.shapes: dict[str, tuple[int | None, ...]] = {
            node.name: tuple(size if isinstance(size, int) else None for size in node.shape)
            for node in nodes
        }
        self.types: dict[str, str] = {node.name: str(node.type) for node in nodes}
        self.provider: str = inner.get_providers()[0]

    def run(
        self, feeds: Mapping[str, NDArray[Any]], wanted: Sequence[str] | None = None
    ) -> list[NDArray[Any]]:
        """Compute outputs.

        Args:
            feeds: An array for each input name, with the shape and dtype that the network declares.
            wanted: Names of the outputs, in the order in which they are given back; None: `outputs`.

        Raises:
            ValueError: A name is missing.
            MemoryError: The device has too little memory for it.
        """
        state = _runtime().capi.onnxruntime_pybind11_state
        try:
            results: list[NDArray[Any]] = self._inner.run(
                None if wanted is None else list(wanted), dict(feeds)
            )
        except (state.Fail, state.RuntimeException) as error:
            if OUT_OF_MEMORY.search(str(error)):
                raise MemoryError(str(error)) from error
            raise
        return results


OUT_OF_MEMORY = re.compile(r"failed to allocate|out of memory|bad_alloc|bad allocation", re.I)
"""How ONNX Runtime says, on its devices, that memory is short: it has no error of its own for it."""


def checked_content(model: Path | bytes, sha256: str | None) -> bytes:
    """Return the content of an ``.onnx`` file that is the one expected and needs no other file.

    Args:
        model: The file, or its content.
        sha256: Hash that it must have, 64 hexadecimal digits, or None.

    Raises:
        ModelError: It cannot be read, has another hash, is not a network, or needs other files.
    """
    name = model.name if isinstance(model, Path) else "model"
    if isinstance(model, Path):
        try:
            content = model.read_bytes()
        except OSError as error:
            raise ModelError(
                text(
                    "The network “{name}” cannot be read: {reason}.",
                    name=name,
                    reason=error.strerror or str(error),
                ),
                text("Reinstall the program, or choose another model folder."),
            ) from error
    else:
        content = model
    found = hashlib.sha256(content).hexdigest() if sha256 is not None else None
    if found != sha256:
        raise ModelError(
            text(
                "The network “{name}” does not match its card (SHA-256 {found}… instead of "
                "{expected}…).",
                name=name,
                found=str(found)[:12],
                expected=str(sha256)[:12],
            ),
            text("Copy or install the file again."),
        )
    check_self_contained(content, name=name)
    return content


def session(
    model: Path | bytes,
    *,
    threads: int = 1,
    sha256: str | None = None,
    use: Sequence[str] = (CPU,),
) -> Session:
    """Load a network.

    Args:
        model: An ``.onnx`` file, or its content.
        threads: Threads inside one `Session.run`. With 1, calls from several Python threads run side
            by side without sharing a pool.
        sha256: Hash that the file must have, 64 hexadecimal digits, or None.
        use: Execution providers in order of preference; those that this build lacks are left out.

    Raises:
        ModelError: The file cannot be read, has another hash, is not a network, or needs other files.
        MissingExtraError: ONNX Runtime is not installed.
    """
    runtime = _runtime()
    content = checked_content(model, sha256)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # A pool that spins between calls burns the cores that decoding and the window need.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without VNNI, eight-bit products are added up in sixteen bits and saturate: the answers would be others
    # than on the processor that they were measured on. This computes them exactly there, a little slower.
    options.add_session_config_entry("session.x64quantprecision", "1")
    chosen = [name for name in use if name in runtime.get_available_providers()] or [CPU]
    try:
        started = [(name, dict(provider_options(name))) for name in chosen]
        return Session(runtime.InferenceSession(content, options, providers=started))
    except _failures(runtime) as error:
        raise unloadable(model, error) from error


def unloadable(model: Path | bytes, error: Exception) -> ModelError:
    """Say that what computes networks cannot load one."""
    return ModelError(
        text(
            "The network “{name}” cannot be loaded: {reason}",
            name=model.name if isinstance(model, Path) else "model",
            reason=str(error),
        ),
        text("Copy or install the file again, or choose another model folder."),
    )


def run_first(
    loaded: Network, feeds: Mapping[str, NDArray[Any]], *, name: str
) -> list[NDArray[Any]]:
    """Run a network for the first time, when it is not yet known whether it takes these inputs.

    Raises:
        ModelError: It does not run with these inputs.
    """
    try:
        return loaded.run(feeds)
    except _failures(_runtime()) as error:
        raise ModelError(
            text("The network “{name}” does not run: {reason}", name=name, reason=str(error)),
            text("Copy or install the file again, or choose another model folder."),
        ) from error


def random_feeds(loaded: Session, *, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    """Make one random input for a network whose input shapes are fixed, to time it.

    Args:
        loaded: The network; a free axis becomes 1.
        seed: Seed of the random numbers in [0, 1).
    """
    generator = np.random.default_rng(seed)
    return {
        node.name: generator.random(
            [size if isinstance(size, int) else 1 for size in node.shape], dtype=np.float32
        )
        for node in loaded._inner.get_inputs()
    }
