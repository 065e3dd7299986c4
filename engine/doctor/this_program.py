"""Which program this is: version, how it was started, what is in it, on which system."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Sequence

import engine
from engine.core.examination import State
from engine.core.progress import Cancel
from engine.core.text import text
from engine.doctor.packages import version_of
from engine.doctor.step import Finding, Step
from engine.runtime.extras import is_frozen


def steps() -> Sequence[Step]:
    """Return the checks of this family."""
    return (
        Step("program", text("Program"), _program),
        Step("parts", text("What it can do"), _parts),
        Step("system", text("System"), _system),
    )


def _program(_cancel: Cancel | None) -> Finding:
    if is_frozen():
        facts = text("ScolioApp {version}, installed as a program.", version=engine.__version__)
    else:
        facts = text("ScolioApp {version}, run as a Python package.", version=engine.__version__)
    return Finding(State.OK, facts)


def _parts(_cancel: Cancel | None) -> Finding:
    # Looked for, never imported: that takes seconds.
    if importlib.util.find_spec("torch") is None:
        facts = text(
            "Screening. Training and importing checkpoints need torch, which is not installed."
        )
        return Finding(State.OK, facts)
    version = version_of("torch") or "?"
    return Finding(
        State.OK,
        text("Screening, training and importing checkpoints (torch {version}).", version=version),
    )


def _system(_cancel: Cancel | None) -> Finding:
    return Finding(
        State.OK,
        text(
            "{system}, {machine}, Python {python}.",
            system=_system_name(),
            machine=platform.machine() or "?",
            python=platform.python_version(),
        ),
    )


def _system_name() -> str:
    """Return the name of the system as its maker writes it."""
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    if platform.system() == "Linux":
        try:
            return platform.freedesktop_os_release()["PRETTY_NAME"]
        except (OSError, KeyError):
            return f"Linux {platform.release()}"
    return f"{platform.system()} {platform.release()} ({platform.version()})"
