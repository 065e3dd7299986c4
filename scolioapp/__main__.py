"""Start of the program: no arguments, or files to open, open the window; the rest is the command line.

The command line never imports Qt, except to write a PDF.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.models.validation import EvaluationReport
    from scolioapp.jobs.screener import Screening


def write_pdf(screening: Screening, path: Path) -> None:
    """Write the report in the language of the window; imports Qt at the first call.

    Raises:
        OutputError: The file cannot be written.
    """
    from scolioapp.paper.report_pdf import write_pdf as write
    from scolioapp.paths import AppPaths
    from scolioapp.qt_guard import guard_singletons
    from scolioapp.settings import Settings

    guard_singletons()
    kept = AppPaths.of_this_computer().settings
    if not kept.exists():
        write(screening, path, language="")
        return
    settings = Settings(kept)
    write(screening, path, language=settings.language, prevalence=settings.prevalence)


def write_evaluation_pdf(report: EvaluationReport, path: Path) -> None:
    """Write an evaluation report in the language of the window; imports Qt at the first call.

    Raises:
        OutputError: The file cannot be written.
    """
    from scolioapp.paper.evaluation_pdf import write_evaluation_pdf as write
    from scolioapp.paths import AppPaths
    from scolioapp.qt_guard import guard_singletons
    from scolioapp.settings import Settings

    guard_singletons()
    kept = AppPaths.of_this_computer().settings
    write(report, path, language=Settings(kept).language if kept.exists() else "")


def write_dots_page(path: Path, language: str) -> None:
    """Write the page about adhesive dots, "" in the language of the window; imports Qt at the first call.

    Raises:
        OutputError: The file cannot be written.
    """
    from scolioapp.paper.dots_pdf import write_dots_page as write
    from scolioapp.paths import AppPaths
    from scolioapp.qt_guard import guard_singletons
    from scolioapp.settings import Settings

    guard_singletons()
    kept = AppPaths.of_this_computer().settings
    if not language and kept.exists():
        language = Settings(kept).language
    write(path, language=language)


CONSOLE_TWIN = "scolioapp-cli"
"""Name of the installed program that never opens the window by itself: Windows tells the two kinds apart."""


def files_to_open(arguments: Sequence[str]) -> list[Path]:
    """Return the files and folders that are to be opened in the window, which says of each what it is not.

    A file manager starts the program with the paths that were double-clicked, and nothing else.

    Returns:
        The paths, or none where the first is a command, or any argument is neither there nor named like a
        video or model: then the command line says what is wrong.
    """
    if not arguments or any(argument.startswith("-") for argument in arguments):
        return []
    from engine.core.video_suffixes import SUFFIXES
    from engine.models.packs import SUFFIX

    known = (*SUFFIXES, SUFFIX)
    paths = [Path(argument).absolute() for argument in arguments]
    if not all(path.suffix.lower() in known or path.exists() for path in paths):
        return []
    if paths[0].suffix.lower() not in known and _is_command(arguments[0]):
        return []
    return paths


def _is_command(word: str) -> bool:
    """Tell whether a word is a command, even where a file or folder has its name."""
    from engine.cli.main import command_names

    return word in command_names()


def main() -> int:
    """Run the window or the command line, and give the exit code."""
    multiprocessing.freeze_support()
    files = files_to_open(sys.argv[1:])
    if not files and (len(sys.argv) > 1 or Path(sys.executable).stem == CONSOLE_TWIN):
        from engine.cli.main import main as command_line
        from scolioapp.jobs.records_checks import checks_by_password
        from scolioapp.paths import AppPaths

        paths = AppPaths.of_this_computer()
        command_line(
            sys.argv[1:],
            write_pdf=write_pdf,
            write_evaluation_pdf=write_evaluation_pdf,
            write_dots_page=write_dots_page,
            results=paths.results,
            folders=paths.folders,
            records_steps=checks_by_password(paths.records),
        )
        return 0
    from scolioapp.bootstrap import run

    return run(files=files)


if __name__ == "__main__":
    sys.exit(main())
