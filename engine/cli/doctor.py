"""``scolioapp doctor``: is everything there that the program needs, and what to do where it is not."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, progress_bar, say, told
from engine.core.examination import Check


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
) -> None:
    """Check this computer: one line per check, with what to do if it fails. Nothing is sent.

    Exit codes: 0 no check fails, 2 some check fails.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.doctor import Request, examine
        from engine.doctor.report import as_data, fails, line

        def found(check: Check) -> None:
            if not as_json:
                say(line(check))

        folders = (context.obj or {}).get("folders") or {}
        request = Request(folders=folders, deep=deep, providers=providers)
        checks = examine(request, found=found, progress=progress, cancel=cancel)
        if as_json:
            say(json.dumps(as_data(checks), indent=1))
        failed = fails(checks)
    if failed:
        raise typer.Exit(Exit.BAD_INPUT)
