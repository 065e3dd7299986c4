"""Graphics cards and their drivers, as the system tells them: without torch, without ONNX Runtime.

NVIDIA's alone: networks compute on no other (see `engine.runtime.device`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.core.progress import Cancel, check

_TOOL: Final = "nvidia-smi"
_QUERY: Final = ("--query-gpu=name,driver_version", "--format=csv,noheader")
_PATIENCE: Final = 8.0
_POLL: Final = 0.2
_DEVICES: Final = Path("/sys/bus/pci/devices")
_NVIDIA: Final = "0x10de"
_DISPLAY: Final = "0x03"


@dataclass(frozen=True, slots=True)
class GraphicsCard:
    """One graphics card of NVIDIA.

    Attributes:
        name: What its driver calls it, or "" where there is no driver to ask.
        driver: Version of the driver, or "" where it has none that works.
    """

    name: str
    driver: str


def nvidia_cards(*, cancel: Cancel | None = None) -> tuple[GraphicsCard, ...]:
    """Return the graphics cards of NVIDIA, also those whose driver does not work.

    Args:
        cancel: Checked while NVIDIA's tool is waited for (eight seconds at most).

    Raises:
        CancelledError: ``cancel`` was set.
    """
    told = _ask_driver(cancel)
    return told if told else tuple(GraphicsCard("", "") for _ in range(_count_on_bus()))


def _ask_driver(cancel: Cancel | None) -> tuple[GraphicsCard, ...]:
    """Ask NVIDIA's tool, which comes with the driver; nothing where it is missing or fails."""
    tool = shutil.which(_TOOL)
    if tool is None:
        return ()
    try:
        said = _run_tool(tool, cancel)
    except OSError:
        return ()
    rows = [line.rpartition(",") for line in said.splitlines()]
    return tuple(
        GraphicsCard(name.strip(), driver.strip())
        for name, comma, driver in rows
        if comma and driver.strip()[:1].isdigit()
    )


def _run_tool(tool: str, cancel: Cancel | None) -> str:
    # No black window on Windows.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(
        [tool, *_QUERY],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=system_environment(os.environ),
        creationflags=flags,
        text=True,
        errors="replace",
    ) as process:
        end = time.monotonic() + _PATIENCE
        try:
            while True:
                check(cancel)
                try:
                    out, _ = process.communicate(timeout=_POLL)
                except subprocess.TimeoutExpired:
                    if time.monotonic() > end:
                        return ""
                else:
                    return out if process.returncode == 0 else ""
        finally:
            if process.poll() is None:
                process.kill()


def system_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program of the system: without the libraries of a frozen one."""
    kept = dict(environment)
    if getattr(sys, "frozen", False):
        before = kept.pop("LD_LIBRARY_PATH_ORIG", None)
        kept.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            kept["LD_LIBRARY_PATH"] = before
    return kept


def _count_on_bus() -> int:
    """Count the graphics cards of NVIDIA on the bus; Linux tells, others need the driver."""
    try:
        devices = list(_DEVICES.iterdir())
    except OSError:
        return 0
    count = 0
    for one in devices:
        try:
            vendor = (one / "vendor").read_text("ascii").strip()
            kind = (one / "class").read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        count += vendor == _NVIDIA and kind.startswith(_DISPLAY)
    return count
