"""The table of commands."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

import engine
from engine.cli import dataset, dots, models, phantoms, train
from engine.cli.batch import batch
from engine.cli.console import say
from engine.cli.doctor import doctor
from engine.cli.evaluate import evaluate
from engine.cli.screen import screen

if TYPE_CHECKING:
    from engine.cli.doctor import RecordsSteps
    from engine.cli.dots import DotsPageWriter
    from engine.cli.evaluate import EvaluationPdfWriter
    from engine.pipeline.outputs import PdfWriter


def _version(wanted: bool) -> None:
    if wanted:
        say(f"ScolioApp {engine.__version__}")
        raise typer.Exit


def _common(
    _version_wanted: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Screen the gait in a walking video. For research and education; not a medical device.

    Without a command, the window opens.
    """


def build() -> typer.Typer:
    """Return the table of commands."""
    app = typer.Typer(
        name="scolioapp", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
    )
    app.callback()(_common)
    app.command()(screen)
    app.command()(batch)
    app.command()(train.train)
    app.command()(evaluate)
    app.command()(doctor)
    for group in (dataset.commands, models.commands, phantoms.commands, dots.commands):
        app.add_typer(group)
    return app


def command_names() -> frozenset[str]:
    """Return the names of the commands and of their groups."""
    table = typer.main.get_command(build())
    return frozenset(getattr(table, "commands", {}))


def main(
    arguments: Sequence[str] | None = None,
    *,
    write_pdf: PdfWriter | None = None,
    write_evaluation_pdf: EvaluationPdfWriter | None = None,
    write_dots_page: DotsPageWriter | None = None,
    results: Path | None = None,
    folders: Mapping[str, Path] | None = None,
    records_steps: RecordsSteps | None = None,
) -> None:
    """Run a command and leave the process with its exit code.

    Args:
        arguments: Command and options; those of the process where None.
        write_pdf: Writes ``report.pdf``; no report is written where it is None.
        write_evaluation_pdf: Writes an evaluation report as PDF; ``evaluate --pdf`` is refused where it is
            None.
        write_dots_page: Writes the page about adhesive dots; ``dots print`` is refused where it is None.
        results: Folder of the screenings that the window keeps, or None.
        folders: Where the program keeps its files, by name; ``doctor`` looks at them.
        records_steps: Gives the checks of the protected records for ``doctor``, with a login and a password
            or two times "".
    """
    build()(
        args=list(sys.argv[1:] if arguments is None else arguments),
        prog_name="scolioapp",
        obj={
            "write_pdf": write_pdf,
            "write_evaluation_pdf": write_evaluation_pdf,
            "write_dots_page": write_dots_page,
            "results": results,
            "folders": folders,
            "records_steps": records_steps,
        },
    )
