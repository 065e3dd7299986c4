"""One step of the examination: what is checked, carried out so that nothing can break the others."""

from __future__ import annotations

import contextlib
import getpass
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.core.errors import CancelledError, ScolioError
from engine.core.examination import Check, State
from engine.core.progress import Cancel
from engine.core.text import Text, Value, text

AGAIN = text("Reinstall the program; if that does not help, send this list to its developers.")
"""Remedy for what is broken in the program itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one step found.

    Attributes:
        remedy: What to do about it, or None.
    """

    state: State
    facts: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One check that is still to be made.

    Attributes:
        name: Stable name.
        run: Makes it; takes the person's switch for stopping.
    """

    name: str
    title: Text
    run: Callable[[Cancel | None], Finding]


def run_step(step: Step, cancel: Cancel | None = None) -> Check:
    """Make one check, whatever happens.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    found = _run(step, cancel)
    remedy = found.remedy
    if found.state is State.FAILS and remedy is None:
        remedy = AGAIN
    return Check(
        step.name,
        _private(step.title),
        found.state,
        _private(found.facts),
        None if remedy is None else _private(remedy),
    )


def _run(step: Step, cancel: Cancel | None) -> Finding:
    try:
        return step.run(cancel)
    except CancelledError:
        raise
    except ScolioError as error:
        return Finding(State.FAILS, error.what, error.remedy)
    except ImportError as error:
        name = error.name or "?"
        return Finding(
            State.FAILS, text("“{name}” is missing or cannot be loaded.", name=name), AGAIN
        )
    except Exception as error:  # noqa: BLE001 - an examination is made when something is broken: it tells and goes on
        kind = type(error).__name__
        return Finding(State.FAILS, text("This check could not be run: {kind}.", kind=kind), AGAIN)


def _private(sentence: Text) -> Text:
    """Return a sentence without the home folder and the name of the account in its values."""
    values = {name: _private_value(value) for name, value in sentence.params.items()}
    return sentence.model_copy(update={"params": values})


def _private_value(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(without_names, value))
    return without_names(value) if isinstance(value, str) else value


def without_names(words: str) -> str:
    """Write ``~`` for the home folder, and ``…`` for the account's name where a path holds it."""
    flags = re.IGNORECASE if sys.platform in ("win32", "darwin") else 0
    with contextlib.suppress(RuntimeError):
        home = Path.home()
        if home != Path(home.anchor):
            for written in {str(home), home.as_posix()}:
                words = re.sub(re.escape(written) + r"(?=[\\/\s”\"']|$)", "~", words, flags=flags)
    name = _account()
    if name:
        inside = rf"(?<=[\\/]){re.escape(name)}(?=[\\/]|$)"
        words = re.sub(inside, "…", words, flags=flags)
    return words


def _account() -> str:
    """Return the name of the account, or "" where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
