"""Everything that needs a GPU, in one command that ends within five minutes: a table, and JSON.

    python -m tests.benchmarks.gpu                   what is measured on a GPU
    python -m tests.benchmarks.gpu --rehearse        every part with tiny sizes on the processor: does it run?
    python -m tests.benchmarks.gpu --out gpu.json    where the JSON goes

It takes torch, numpy, pydantic, PyYAML and safetensors; onnx and onnxruntime for one part each, which is left
out, and said to be, where they are missing. Without a GPU it says so and ends. What has no time left is left
out, and said to be.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIME_SECONDS = 270.0
"""After so long no part is begun any more; the longest takes half a minute."""

Row = dict[str, Any]


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass
class Report:
    """What was measured so far.

    Attributes:
        device: Name of the device.
        rehearsed: Whether sizes were tiny and the device a processor: then no figure means anything.
        parts: Rows of figures by part.
        left_out: Why a part has no figures.
    """

    device: str
    rehearsed: bool
    parts: dict[str, list[Row]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def take(self, name: str, part: Callable[[], Iterator[Row]]) -> None:
        """Run a part; whatever hinders it is a line, and the others go on."""
        if self.seconds > TIME_SECONDS:
            self._leave_out(name, f"no time left after {self.seconds:.0f} s")
            return
        say(f"\n{name}")
        rows: list[Row] = self.parts.setdefault(name, [])
        try:
            for row in part():
                rows.append(row)
                say("  " + "   ".join(f"{key}: {_shown(value)}" for key, value in row.items()))
        except ModuleNotFoundError as error:
            self._leave_out(name, f"the package {error.name} is missing here")
        except Exception as error:  # noqa: BLE001 - one part that fails must not cost the others
            traceback.print_exc()
            self._leave_out(name, f"{type(error).__name__}: {str(error).splitlines()[:1]}")

    def _leave_out(self, name: str, why: str) -> None:
        self.left_out[name] = why
        say(f"  {name} was left out: {why}.")

    def as_data(self) -> Row:
        return {
            "schema": "scolioapp.gpu_benchmark/1",
            "device": self.device,
            "rehearsed": self.rehearsed,
            "python": platform.python_version(),
            "seconds": round(self.seconds, 1),
            "parts": self.parts,
            "left_out": self.left_out,
        }


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def median_seconds(work: Callable[[], object], wait: Callable[[], None], rounds: int) -> float:
    """Time work that a device does, after three rounds that warm it up."""
    times = []
    for number in range(rounds + 3):
        wait()
        begun = time.perf_counter()
        work()
        wait()
        if number >= 3:
            times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rehearse", action="store_true", help="tiny sizes on the processor")
    parser.add_argument("--out", type=Path, default=Path("gpu.json"), help="where the JSON goes")
    options = parser.parse_args()
    try:
        import torch

        from tests.benchmarks import gpu_parts
    except ImportError as error:
        say(f"Nothing was measured: the package {error.name or error} is missing here.")
        return 2
    gpu = torch.cuda.is_available()
    name = torch.cuda.get_device_name() if gpu else "processor"
    if not gpu and not options.rehearse:
        say(f"No GPU was at hand: torch {torch.__version__} finds none. Nothing was measured.")
        report = Report(name, rehearsed=False, left_out={"everything": "no GPU was at hand"})
    else:
        report = Report(name, rehearsed=options.rehearse)
        say(f"{name}, torch {torch.__version__}" + (", rehearsal" if options.rehearse else ""))
        parts = gpu_parts.parts(
            torch.device("cpu" if options.rehearse else "cuda"), tiny=options.rehearse
        )
        for title, part in parts.items():
            report.take(title, part)
    options.out.write_text(json.dumps(_plain(report.as_data()), indent=1), encoding="utf-8")
    say(f"\n{report.seconds:.0f} s; written to {options.out}")
    return 0


def _plain(value: Any) -> Any:
    """Return what JSON can hold: numbers that are none become null."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    sys.exit(main())
