"""The packages that matter: their versions, those that are missing, and those that clash.

Versions are read from what pip wrote down; nothing is imported.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Sequence
from typing import Final

from engine.core.errors import MissingExtraError
from engine.core.examination import State
from engine.core.progress import Cancel
from engine.core.text import text
from engine.doctor.step import AGAIN, Finding, Step

NEEDED: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("numpy", ("numpy",)),
    ("scipy", ("scipy",)),
    ("av", ("av",)),
    ("cv2", ("opencv-python-headless", "opencv-python")),
    ("onnxruntime", ("onnxruntime", "onnxruntime-gpu")),
    ("pydantic", ("pydantic",)),
    ("yaml", ("PyYAML",)),
    ("safetensors", ("safetensors",)),
)
"""Module and the distributions that may bring it, of what screening takes."""

OPTIONAL: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("PySide6", ("PySide6-Essentials", "PySide6_Essentials", "PySide6")),
    ("torch", ("torch",)),
)
"""The same, of what takes a window or a trainer."""

ONE_OF: Final[tuple[frozenset[str], ...]] = (
    frozenset(
        {
            "opencv-python",
            "opencv-python-headless",
            "opencv-contrib-python",
            "opencv-contrib-python-headless",
        }
    ),
    frozenset(
        {
            "onnxruntime",
            "onnxruntime-gpu",
            "onnxruntime-directml",
            "onnxruntime-openvino",
            "onnxruntime-training",
        }
    ),
)
"""Distributions that write the same files: with two of them neither is whole."""


def steps() -> Sequence[Step]:
    """Return the checks of this family."""
    return (
        Step("packages", text("Packages"), _versions),
        Step("clashes", text("Conflicting packages"), _clashes),
        Step("telemetry", text("Telemetry"), _telemetry),
        Step("dicom", text("DICOM"), _dicom),
    )


def version_of(*distributions: str) -> str | None:
    """Return the version of the first distribution that pip knows, or None."""
    for name in distributions:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return None


def _versions(_cancel: Cancel | None) -> Finding:
    there: list[str] = []
    missing: list[str] = []
    for module, distributions in (*NEEDED, *OPTIONAL):
        if importlib.util.find_spec(module) is not None:
            # An installed program may come without what pip wrote down.
            there.append(" ".join(filter(None, (module, version_of(*distributions)))))
        elif (module, distributions) in NEEDED:
            missing.append(distributions[0])
    if missing:
        return Finding(
            State.FAILS,
            text(
                "Missing: {missing}. Installed: {there}.", missing=tuple(missing), there=tuple(there)),
            AGAIN,
        )  # fmt: skip
    return Finding(State.OK, text("{there}.", there=tuple(there)))


def _clashes(_cancel: Cancel | None) -> Finding:
    names = {_plain(one.name) for one in importlib.metadata.distributions() if one.name}
    for group in ONE_OF:
        both = sorted(names & group)
        if len(both) > 1:
            return Finding(
                State.FAILS,
                text(
                    "{packages} are installed side by side and overwrite each other.",
                    packages=tuple(both),
                ),
                text(
                    "Remove them all with “pip uninstall {packages}”, then install the one this "
                    "program requires.",
                    packages=" ".join(both),
                ),
            )  # fmt: skip
    return Finding(State.OK, text("No conflicts: at most one OpenCV and one ONNX Runtime."))


def _plain(name: str) -> str:
    """Return a distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _telemetry(_cancel: Cancel | None) -> Finding:
    from engine.runtime import onnx

    version = onnx.version()
    if not onnx.telemetry_is_off():
        return Finding(
            State.FAILS,
            text("ONNX Runtime {version} may contact its developer.", version=version),
            text("Set ORT_DISABLE_TELEMETRY=1 in the environment before the program starts."),
        )
    return Finding(
        State.OK, text("ONNX Runtime {version} is set to send nothing.", version=version)
    )


def _dicom(_cancel: Cancel | None) -> Finding:
    from engine.export.dicom import load_dicom
    from engine.runtime.extras import remedy

    try:
        return Finding(State.OK, text("{there}.", there=load_dicom()))
    except MissingExtraError:
        return Finding(
            State.OK,
            text("Not installed; only needed to send results to archives of hospitals."),
            remedy("dicom"),
        )
    except (ImportError, OSError) as error:
        return Finding(State.FAILS, text("It cannot be loaded: {error}", error=str(error)), AGAIN)
