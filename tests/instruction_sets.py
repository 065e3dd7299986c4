"""Runs the tests that compare numbers, once under each of this processor's instruction sets.

``python -m tests.instruction_sets [arguments for pytest]`` prints a line for each set: what was asked for,
pytest's closing line and the time. Memory is checked on the way. It ends with 1 if a test failed under any.
"""

import subprocess
import sys
import time
from pathlib import Path

import torch

from tests.checked_memory import checked_environment

ROOT = Path(__file__).parents[1]

PARITY = (
    "tests/engine/models/test_parity_opengait.py",
    "tests/engine/models/test_small_layers.py",
    "tests/engine/models/test_networks.py",
    "tests/engine/models/test_demo_model.py",
    "tests/engine/training/test_parity_steps.py",
    "tests/engine/training/test_training.py",
    "tests/engine/training/test_optim.py",
    "tests/engine/training/test_distributed.py",
    "tests/engine/inference/test_predictor.py",
    "tests/engine/inference/test_attribution.py",
    "tests/engine/inference/test_running.py",
)
"""Tests that compare floats with what others computed, or with another order of additions."""

SETS = {
    "SSE 4.1": ("SSE41", "Nehalem", "default"),
    "AVX2": ("AVX2", "Haswell", "avx2"),
    "AVX-512": ("AVX512_CORE", "SkylakeX", "avx512"),
    "default": (None, None, None),
}
"""Values of `NAMES`; None leaves the choice to the libraries."""

NAMES = ("ONEDNN_MAX_CPU_ISA", "OPENBLAS_CORETYPE", "ATEN_CPU_CAPABILITY")

NEEDS = {"AVX2": ("AVX2", "AVX512"), "AVX-512": ("AVX512",)}
"""What torch says of a processor that has a set."""


def offered():
    """Return the sets that this processor has."""
    best = torch.backends.cpu.get_cpu_capability()
    return [name for name in SETS if best in NEEDS.get(name, (best,))]


def environment(name):
    """Return the environment in which the libraries compute by a set, and memory is checked."""
    plain = {key: value for key, value in checked_environment().items() if key not in NAMES}
    return plain | {key: one for key, one in zip(NAMES, SETS[name], strict=True) if one is not None}


def main(arguments):
    """Run the tests under each set; give the exit code."""
    failed = False
    for name in offered():
        started = time.monotonic()
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *(arguments or ("-m", "not heavy", *PARITY))],
            cwd=ROOT,
            env=environment(name),
            capture_output=True,
            text=True,
            check=False,
        )
        lines = ended.stdout.strip().splitlines()
        asked = " ".join(
            f"{key}={value}" for key, value in zip(NAMES, SETS[name], strict=True) if value
        )
        closing = lines[-1] if lines else ended.stderr.strip()[-200:]
        spent = time.monotonic() - started
        sys.stdout.write(f"{name} ({asked or 'nothing asked for'}): {closing} [{spent:.0f} s]\n")
        if ended.returncode:
            failed = True
            sys.stdout.writelines(f"    {line}\n" for line in lines if line.startswith("FAILED"))
            sys.stdout.write(f"    ended with {ended.returncode}\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
