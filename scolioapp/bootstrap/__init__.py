"""Builds the program and runs it.

Nothing heavy is imported here: networks, decoders and charts come when they are first needed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

import engine
from engine.runtime.memory import share_one_heap
from scolioapp.bootstrap.camera_wiring import Eyes
from scolioapp.bootstrap.ending_signals import EndingSignals
from scolioapp.bootstrap.program import Program
from scolioapp.bootstrap.results_place import ResultsPlace
from scolioapp.bootstrap.running import Running
from scolioapp.bootstrap.single_instance import FirstWindow, hand_over, socket_name
from scolioapp.jobs.model_library import ModelLibrary
from scolioapp.jobs.process_screener import ProcessScreener
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.paths import APP, AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.settings import Settings
from scolioapp.storage.keeping import Keeping, QuickFolder, keeping_now
from scolioapp.viewmodels.opened_files import OpenedFiles

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore

__all__ = ["Program", "build", "run"]


def build(
    app: QApplication,
    paths: AppPaths,
    screener: PipelineScreener | None = None,
    library: ModelLibrary | None = None,
    eyes: Eyes | None = None,
    records: RecordStore | None = None,
    left: QuickFolder | None = None,
) -> Program:
    """Build the program without showing it.

    Args:
        app: Qt's application.
        paths: Where everything is kept.
        screener: The engine; None: in a process of its own.
        library: The engine's models; None: those of this computer.
        eyes: The cameras, the guide and the voice; None: those of this computer.
        records: Protected records that are open already; None: opened when somebody unlocks them.
        left: What the program before left, to be taken over into the records.
    """
    app.setApplicationName(APP)
    app.setApplicationVersion(engine.__version__)
    settings = Settings(paths.settings)
    clinic = settings.clinic
    keeping, quick = keeping_now(settings.keeping, paths), None
    if keeping is Keeping.QUICK:
        quick = QuickFolder(paths.quick)
        paths = replace(paths, private=quick.path)
    return Program(
        app,
        paths,
        settings,
        ResultsPlace(keeping, quick, records, left),
        screener if screener is not None else ProcessScreener(paths.models, lambda: clinic.lock),
        library if library is not None else ModelLibrary(paths.models),
        eyes if eyes is not None else Eyes(),
    )


def run(files: Sequence[Path] = ()) -> int:
    """Open the window, with files or without, stay until it is closed, and give the exit code.

    Where the same person has a window open already, that one takes the files.
    """
    guard_singletons()
    share_one_heap()
    app = QApplication(sys.argv[:1])
    EndingSignals(app)
    paths = AppPaths.of_this_computer()
    name = socket_name(paths.config)
    if hand_over(name, files):
        return 0
    running = Running(lambda records, left: build(app, paths, records=records, left=left))
    running.start()
    first = FirstWindow(name, lambda taken: running.program.incoming.take_over(taken), running)
    OpenedFiles(app, lambda opened: running.program.incoming.open(opened), files)
    try:
        return app.exec()
    finally:
        first.close()
        running.end()
