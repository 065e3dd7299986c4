"""``scolioapp doctor``: is everything there that the program needs, and what to do where it is not."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, progress_bar, say, told
from engine.core.examination import Check

if TYPE_CHECKING:
    from engine.doctor.step import Step

RecordsSteps: TypeAlias = "Callable[[str, str], Sequence[Step]]"
"""Gives the checks of the protected records for a login and a password; both "": those without."""


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON (docs/doctor.md).")] = False,
    deep: Annotated[
        bool,
        typer.Option(
            "--deep", help="Also start torch and screen a bundled walk; takes ten seconds more."
        ),
    ] = False,
    providers: Annotated[
        bool,
        typer.Option(
            "--providers",
            help="Also test every way to compute again, and keep the fastest correct one.",
        ),
    ] = False,
    records_user: Annotated[
        str,
        typer.Option(
            "--records-user",
            metavar="LOGIN",
            help="Also unlock the protected records and check every part; asks for the password.",
        ),
    ] = "",
) -> None:
    """Check this computer: one line per check, with what to do if it fails. Nothing is sent.

    Exit codes: 0 no check fails, 2 some check fails.
    """
    asked = context.obj or {}
    # Never an argument: those can be read by others, and are kept.
    password = getpass.getpass() if records_user else ""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.doctor import Request, examine
        from engine.doctor.report import as_data, fails, line

        def found(check: Check) -> None:
            if not as_json:
                say(line(check))

        of_records = asked.get("records_steps")
        request = Request(
            folders=asked.get("folders") or {},
            deep=deep,
            providers=providers,
            more=() if of_records is None else of_records(records_user, password),
        )
        checks = examine(request, found=found, progress=progress, cancel=cancel)
        if as_json:
            say(json.dumps(as_data(checks), indent=1))
        failed = fails(checks)
    if failed:
        raise typer.Exit(Exit.BAD_INPUT)
