"""Builds the program and runs it.

Nothing heavy is imported here: networks, decoders and charts come when they are first needed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

import engine
from scolioapp.bootstrap.program import Program
from scolioapp.jobs.model_library import EngineModelLibrary, ModelLibrary
from scolioapp.jobs.screener import PipelineScreener, Screener
from scolioapp.paths import APP, AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.viewmodels.opened_files import OpenedFiles

__all__ = ["Program", "build", "run"]


def build(
    app: QApplication,
    paths: AppPaths,
    screener: Screener | None = None,
    library: ModelLibrary | None = None,
) -> Program:
    """Build the program without showing it."""
    app.setApplicationName(APP)
    app.setApplicationVersion(engine.__version__)
    return Program(
        app,
        paths,
        screener if screener is not None else PipelineScreener(paths.models),
        library if library is not None else EngineModelLibrary(paths.models),
    )


def run(files: Sequence[Path] = ()) -> int:
    """Open the window, with files or without, stay until it is closed, and give the exit code."""
    guard_singletons()
    # Ctrl-C in a terminal ends the program as the system does it: whatever is being written lies
    # beside its place, and the queue is kept on disk at each change.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication(sys.argv[:1])
    program = build(app, AppPaths.of_this_computer())
    program.crash.install()
    program.start()
    OpenedFiles(app, program.open_files, files)
    try:
        return app.exec()
    finally:
        program.end()
