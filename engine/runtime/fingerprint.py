"""What the figures of a race depend on: processor, drivers, versions. Quick; nothing is started."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
from pathlib import Path
from typing import Final

import engine

_PACKAGES: Final = (
    "onnxruntime",
    "onnxruntime-gpu",
    "onnxruntime-directml",
    "onnxruntime-openvino",
    "openvino",
    "torch",
)
_MODULES: Final = ("nvidia", "amdgpu", "i915", "xe")
_DISPLAYS: Final = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
_MOST_CARDS: Final = 8


def fingerprint() -> dict[str, str]:
    """Return what a provider's answers and speed depend on, by name; changes with a driver's update."""
    found = {
        "program": engine.__version__,
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": str(os.cpu_count() or 1),
        **_drivers(),
    }
    for name in _PACKAGES:
        version = _version(name)
        if version is not None:
            found[name] = version
    return found


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return f"{platform.processor()} {platform.machine()}".strip()
    named = next((line for line in lines if line.startswith("model name")), "")
    return named.partition(":")[2].strip() or platform.machine()


def _drivers() -> dict[str, str]:
    """Return the versions of the graphics drivers that the system names."""
    if sys.platform == "win32":
        return _windows_drivers()
    found = {}
    for name in _MODULES:
        folder = Path("/sys/module") / name
        if folder.is_dir():
            try:
                found[f"driver {name}"] = (folder / "version").read_text("ascii").strip()
            except (OSError, ValueError):
                found[f"driver {name}"] = "of the kernel"
    return found


def _windows_drivers() -> dict[str, str]:
    found: dict[str, str] = {}
    if sys.platform == "win32":
        import winreg

        for number in range(_MOST_CARDS):
            try:
                with winreg.OpenKey(
                    winreg.HKEY_LOCAL_MACHINE, rf"{_DISPLAYS}\{number:04d}"
                ) as card:
                    named = str(winreg.QueryValueEx(card, "DriverDesc")[0])
                    found[f"driver {named}"] = str(winreg.QueryValueEx(card, "DriverVersion")[0])
            except OSError:
                break
    return found
