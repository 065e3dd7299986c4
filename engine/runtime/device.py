"""Chooses where networks compute, and says why. The only module that says "cuda"."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.core.computing import DeviceName
from engine.core.errors import ConfigError
from engine.core.text import Text, text

if TYPE_CHECKING:
    import torch

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
TENSORRT = "TensorrtExecutionProvider"

_GPU_PROVIDERS = (TENSORRT, CUDA)
"""ONNX Runtime's ways to a GPU, best first."""


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """Where ONNX Runtime is asked to compute.

    Attributes:
        providers: Execution providers in order of preference; the processor is always the last.
    """

    providers: tuple[str, ...]
    reason: Text

    def reason_for(self, provider: str) -> Text:
        """Say why ``provider``, the one that ONNX Runtime took in the end, computes."""
        if provider == self.providers[0]:
            return self.reason
        return text(
            "{wanted} was tried first and could not be started; check the GPU's driver and its libraries.",
            wanted=self.providers[0].removesuffix("ExecutionProvider"),
        )


def choose_providers(
    name: DeviceName,
    available: Sequence[str],
    *,
    precision: str = "fp32",
    measured: ProviderChoice | None = None,
) -> ProviderChoice:
    """Choose what computes a gait network.

    Args:
        name: ``auto``, or one of the two by name.
        available: Those of this build, as ``engine.runtime.onnx.providers`` gives them.
        precision: ``int8`` models are made for processors.
        measured: The fastest that answered right on this computer (`engine.runtime.race_table`), or None
            where nobody asked yet: then a GPU is used only where it was asked for by name.

    Raises:
        ConfigError: ``gpu`` was asked for and this build offers none.
    """
    offered = tuple(one for one in _GPU_PROVIDERS if one in available)
    if name == "gpu" and not offered:
        raise ConfigError(
            text("A GPU was asked for, but this build of ONNX Runtime does not support GPUs."),
            text("Choose “automatic” or “processor”, or install the extra “gpu” instead of “cpu”."),
        )
    if name == "cpu":
        return ProviderChoice((CPU,), text("The processor was chosen in the settings."))
    if precision == "int8" and name == "auto":
        return ProviderChoice((CPU,), text("Eight-bit models run on the processor."))
    if measured is not None and name == "auto":
        return measured
    if not offered:
        return ProviderChoice((CPU,), text("This build of ONNX Runtime does not support GPUs."))
    if name == "auto":
        return ProviderChoice(
            (CPU,),
            text(
                "The GPU has not been tested on this computer yet; the check of this computer under Help "
                "does so."
            ),
        )
    return ProviderChoice((*offered, CPU), text("The GPU was chosen in the settings."))


def provider_options(provider: str) -> Mapping[str, Any]:
    """Return the options that an execution provider is started with."""
    if provider == CUDA:
        # TF32 would round like ten bits.
        return {"use_tf32": "0"}
    if provider == TENSORRT:
        # Here, so that a machine that only trains need not have it.
        import platformdirs

        cache = platformdirs.user_cache_path("scolioapp", appauthor=False) / "tensorrt"
        # Building an engine takes a minute; it is kept for the next start.
        return {
            "trt_engine_cache_enable": "1",
            "trt_engine_cache_path": str(cache),
            "trt_fp16_enable": "0",
        }
    return {}


def choose_device(name: DeviceName = "auto", *, number: int = 0) -> torch.device:
    """Return the device of torch: a GPU that it can use, else the processor.

    Args:
        name: ``auto``, or one of the two by name.
        number: Which GPU, from 0.

    Raises:
        ConfigError: ``gpu`` was asked for and torch finds none.
    """
    import torch

    if name == "cpu":
        return torch.device("cpu")
    if torch.cuda.is_available():
        return torch.device("cuda", number) if number else torch.device("cuda")
    if name == "gpu":
        raise ConfigError(
            text(
                "A GPU was asked for, but this build of torch ({version}) finds none.",
                version=str(torch.__version__),
            ),
            text("Set the device to “auto” or “cpu”, or install a build of torch for your GPU."),
        )
    return torch.device("cpu")


def torch_reason(name: DeviceName, device: torch.device) -> Text:
    """Say why torch computes on ``device``."""
    if name == "cpu":
        return text("The processor was chosen in the settings.")
    if device.type == "cpu":
        return text("This build of torch finds no GPU.")
    return text("A GPU is available and is faster.")


_WITH_BF16 = frozenset({"", "ALL", "DEFAULT", "AVX512_CORE_BF16", "AVX512_CORE_FP16"})
"""Values of oneDNN's ``ONEDNN_MAX_CPU_ISA`` that leave it bfloat16, besides those that name AMX and AVX10."""

_BF16_FLAGS = frozenset({"avx512_bf16", "amx_tile"})
"""What Linux calls the same instructions that torch is asked for."""


def may_support_bf16() -> bool:
    """Whether bfloat16 is worth offering, told without importing torch: for a window that must not wait.

    Only Linux and Macs can tell; elsewhere the answer is yes, and `supports_bf16` decides when a model is
    loaded.
    """
    if importlib.util.find_spec("torch") is None or not _onednn_may():
        return False
    system = platform.system()
    if system == "Linux":
        return bool(_BF16_FLAGS & _processor_flags())
    return system != "Darwin"


def _onednn_may() -> bool:
    """Whether torch's oneDNN was left the instructions, by whoever limited it to an older processor's."""
    names = (os.environ.get(name) for name in ("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"))
    most = next((name for name in names if name), "").upper()
    return most in _WITH_BF16 or "AMX" in most or most.startswith("AVX10")


@functools.cache
def _processor_flags() -> frozenset[str]:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())


def supports_bf16() -> bool:
    """Whether the processor itself computes in bfloat16; elsewhere it is slower than float32.

    Without torch the answer is no: nothing else here computes in bfloat16.
    """
    if not may_support_bf16():
        return False
    try:
        import torch
    except ImportError:
        return False
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def supports(precision: Literal["none", "bf16", "fp16"], device: torch.device) -> bool:
    """Whether a device itself computes in a number format; elsewhere it is imitated, many times slower.

    Args:
        precision: The format of mixed precision; ``none`` is float32, which every device has.
        device: A GPU, or the processor.
    """
    import torch

    if precision == "none":
        return True
    if is_gpu(device):
        return precision == "fp16" or torch.cuda.is_bf16_supported(including_emulation=False)
    if precision == "bf16":
        return supports_bf16()
    return bool(torch.ops.mkldnn._is_mkldnn_fp16_supported())


def has_gpu() -> bool:
    """Whether torch is installed and finds a GPU."""
    try:
        import torch
    except ImportError:
        return False
    return bool(torch.cuda.is_available())


def torch_version() -> str:
    """Return the version of torch with its build, such as ``2.9.0+cpu``."""
    import torch

    return str(torch.__version__)


def can_compute(device: torch.device) -> bool:
    """Whether a device really computes: adds two numbers on it."""
    import torch

    return bool(torch.ones(2, device=device).sum().item() == 2.0)


def describe(device: torch.device) -> str:
    """Return the name of a device for a log, such as ``CPU`` or the GPU's product name."""
    import torch

    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"


def resource_use(device: torch.device) -> dict[str, float]:
    """Return this process' use of memory and device, for a log.

    Returns:
        ``process_memory``, resident bytes; and on a GPU ``gpu_memory``, the most bytes that tensors took so
        far, and ``gpu_use``, the share of the last moments in which it computed, 0 to 1, where the driver
        says it.
    """
    import psutil
    import torch

    use: dict[str, float] = {"process_memory": psutil.Process().memory_info().rss}
    if device.type != "cuda":
        return use
    use["gpu_memory"] = torch.cuda.max_memory_allocated(device)
    # Asks NVIDIA's management library, whose package is not always there.
    with contextlib.suppress(ImportError, RuntimeError, AttributeError):
        use["gpu_use"] = torch.cuda.utilization(device) / 100
    return use


def is_gpu(device: torch.device) -> bool:
    """Whether ``device`` is a GPU."""
    return device.type == "cuda"


def free_memory(device: torch.device) -> int:
    """Return the free bytes of a GPU."""
    import torch

    return int(torch.cuda.mem_get_info(device)[0])


def use_in_thread(device: torch.device) -> None:
    """Have a thread use a GPU of its process; a new thread uses the first one, whoever has that."""
    import torch

    if is_gpu(device) and device.index is not None:
        torch.cuda.set_device(device)


def gpu_random_states() -> list[torch.Tensor]:
    """Return the state of each GPU's global generator."""
    import torch

    return list(torch.cuda.get_rng_state_all())


def set_gpu_random_states(states: Sequence[torch.Tensor]) -> None:
    """Set the global generators of GPUs; those that are not here any more are left out."""
    import torch

    for number, one in enumerate(states[: torch.cuda.device_count()]):
        torch.cuda.set_rng_state(one, number)


def group_backend(device: torch.device) -> str:
    """Say how processes that compute on such devices talk: NCCL on GPUs, Gloo elsewhere."""
    return "cpu:gloo,cuda:nccl" if is_gpu(device) else "gloo"
