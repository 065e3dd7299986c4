"""Hands the checks of the protected records to the examination; imports them when they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.doctor.step import Step


def checks_by_password(folder: Path) -> Callable[[str, str], Sequence[Step]]:
    """Return what gives the checks for a login and a password, or from outside for two times ""."""

    def steps(login: str, password: str) -> Sequence[Step]:
        from scolioapp.jobs.records_examination import records_steps

        return records_steps(folder, login, password)

    return steps


def checks_when_open(
    folder: Path, verify: Callable[[], Callable[[], str] | None]
) -> Callable[[], Sequence[Step]]:
    """Return what gives the checks of records that this program uses.

    Args:
        folder: Of the records.
        verify: Gives what checks every part, or None while they are locked.
    """

    def steps() -> Sequence[Step]:
        from scolioapp.jobs.records_examination import steps_when_open

        return steps_when_open(folder, verify())

    return steps
