"""Packages that only some installations hold: asked for before the work starts, with a sentence.

Nothing is imported here. Must not know what the packages are used for.
"""

from __future__ import annotations

import importlib.util
import sys

from engine.core.errors import MissingExtraError
from engine.core.text import Text, text


def is_frozen() -> bool:
    """Tell whether this is an installed program rather than packages of a Python."""
    return bool(getattr(sys, "frozen", False))


def remedy(extra: str) -> Text:
    """Say how what an extra brings is had, in an installed program and in a Python.

    Args:
        extra: Name of the extra, such as ``training``.
    """
    if not is_frozen():
        return text("Install the extra: pip install “scolioapp[{extra}]”.", extra=extra)
    if extra == "training":
        return text(
            "This installed program can only screen. To train and evaluate networks, install the "
            "complete ScolioApp package."
        )
    if extra == "dicom":
        return text(
            "This installed program does not include it. To send results to hospitals by DICOM, install the "
            "complete ScolioApp package."
        )
    return text(
        "No installed program includes it. Install ScolioApp as a Python package: pip install "
        "“scolioapp[{extra}]”.",
        extra=extra,
    )


def require(*packages: str, extra: str) -> None:
    """Check that packages of an extra are here.

    Args:
        packages: Names as they are imported, such as ``torch``.
        extra: Name of the extra that brings them.

    Raises:
        MissingExtraError: One of them is missing.
    """
    for name in packages:
        if importlib.util.find_spec(name) is None:
            raise MissingExtraError(
                text("This needs the package “{name}”, which is not installed.", name=name),
                remedy(extra),
            )
