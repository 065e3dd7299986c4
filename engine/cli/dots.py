"""``scolioapp dots``: the page about adhesive dots, to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.console import say, told

DotsPageWriter = Callable[[Path, str], None]
"""Paints the page in a language; the command line has no Qt of its own."""

commands = typer.Typer(
    name="dots", no_args_is_help=True, help="Adhesive dots that make measurements more accurate."
)


@commands.callback()
def _group() -> None:
    """Adhesive dots that make measurements more accurate."""


@commands.command("print")
def print_page(
    context: typer.Context,
    pdf: Annotated[Path, typer.Argument(help="PDF file to write: two A4 pages.")],
    language: Annotated[
        str, typer.Option(help="Language, such as en or zh_CN. [default: that of the window]")
    ] = "",
) -> None:
    """Write a page to print: where to put dots, and dots of the correct size to cut out."""
    with told():
        from engine.core.errors import MissingExtraError
        from engine.core.files import check_file
        from engine.core.text import text

        write: DotsPageWriter | None = (context.obj or {}).get("write_dots_page")
        if write is None:
            raise MissingExtraError(
                text("PDFs are made by the window part of this program, which is not installed."),
                text("Install ScolioApp with the extra “window”."),
            )
        check_file(pdf)
        write(pdf, language)
    say(f"Written: {pdf}")
