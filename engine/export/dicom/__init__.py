"""A signed result as DICOM objects, for the archives of hospitals.

Light: pydicom and highdicom (extra ``dicom``) are loaded when the first object is made, and where they are
missing a sentence says how to get them. Must not know records, nor how objects are sent.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.text import Render
from engine.export.dicom.kinds import Kind, kinds_in
from engine.export.signed_report import SignedReport
from engine.runtime.extras import require

if TYPE_CHECKING:
    from engine.export.dicom.dicom_object import DicomObject

__all__ = ["Kind", "dicom_objects", "kinds_in", "load_dicom", "require_dicom", "write_objects"]


def require_dicom() -> None:
    """Check that the packages of the extra are here.

    pydicom's way to download samples would load requests, which opens a socket at once: that is barred, and
    nothing here downloads anything.

    Raises:
        MissingExtraError: One is missing; says how to get it.
    """
    require("pydicom", "highdicom", extra="dicom")
    if "pydicom" not in sys.modules:
        there = sys.modules.get("requests")
        # None bars an import, which pydicom expects where requests is not installed.
        sys.modules["requests"] = there  # type: ignore[assignment]
        importlib.import_module("pydicom.data")
        if there is None:
            del sys.modules["requests"]


def load_dicom() -> str:
    """Load everything that making and sending objects needs.

    Returns:
        The versions of the packages.

    Raises:
        MissingExtraError: The extra is not installed.
        ImportError, OSError: A part of it is missing, as in an incomplete installation.
    """
    require_dicom()
    import highdicom
    import pydicom
    import pynetdicom

    for part in ("connection", "making", "stow", "worklist"):
        importlib.import_module(f"{__name__}.{part}")
    packages = (pydicom, pynetdicom, highdicom)
    return ", ".join(f"{one.__name__} {one.__version__}" for one in packages)


def dicom_objects(report: SignedReport, *, kinds: Iterable[Kind], say: Render) -> list[DicomObject]:
    """Make the DICOM objects of a signed report: the same, byte for byte, however often it is called.

    Args:
        report: What was signed.
        kinds: Which are wanted; those that the report holds nothing for (`kinds_in`) are left out.
        say: Renders a sentence in ``report.language``.

    Raises:
        MissingExtraError: The extra is not installed.
        OutputError: Something of the report cannot be written in DICOM; says what, and what to do.
    """
    require_dicom()
    from engine.export.dicom.making import make

    return make(report, kinds, say)


def write_objects(
    report: SignedReport, folder: Path, *, kinds: Iterable[Kind], say: Render
) -> list[Path]:
    """Write the objects of a signed report into a folder, each beside and renamed, named by its UID.

    All of them are made before the first is written.

    Args:
        report: See `dicom_objects`.
        folder: Where to; made where it is missing. Files of the same objects are replaced.
        kinds: See `dicom_objects`.
        say: See `dicom_objects`.

    Raises:
        MissingExtraError: The extra is not installed.
        OutputError: A file or an object cannot be written.
    """
    require_dicom()
    from engine.export.dicom.making import make, write

    return write(make(report, kinds, say), folder)
