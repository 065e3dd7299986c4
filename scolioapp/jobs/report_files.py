"""Signed results as files of DICOM and FHIR, made on a worker's thread. Must not know the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import MissingExtraError, ScolioError
from engine.core.text import Render
from engine.export.signed_report import SignedReport
from scolioapp.jobs.report_pictures import still_of
from scolioapp.storage.records.record_errors import LockedError, NotAllowedError

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.signed_reports import Collected

MakePages = Callable[["RecordStore", str, int], object]
"""Makes and keeps the pages of a signed judgement, by its recording and its number."""
RenderIn = Callable[[str], Render]
"""Returns what renders sentences in a language, by its tag."""


def collect(
    store: RecordStore, judgement: str, recording: str, version: int, make_pages: MakePages
) -> Collected:
    """Collect a signed report; the page that was signed is made first where nobody has seen it yet.

    Args:
        store: The records, unlocked.
        judgement: Id of the judgement.
        recording: Id of its recording.
        version: Its number.
        make_pages: See `MakePages`.

    Raises:
        ScolioError: It must not be handed to others, or cannot be read.
    """
    from scolioapp.storage.records.signed_reports import NoPagesError

    try:
        return store.reports.collect(judgement)
    except NoPagesError:
        make_pages(store, recording, version)
        return store.reports.collect(judgement)


def save_dicom(store: RecordStore, collected: Collected, folder: Path, say: RenderIn) -> list[Path]:
    """Write page, measurements and picture of a report into a folder, each as a file of DICOM.

    Where no picture can be made, as of a video that is not kept, the others are written without it.

    Raises:
        MissingExtraError: The packages for DICOM are not installed.
        OutputError: A file cannot be written.
    """
    from engine.export.dicom import kinds_in, require_dicom, write_objects

    require_dicom()
    report = _with_still(store, collected)
    return write_objects(report, folder, kinds=kinds_in(report), say=say(report.language))


def save_fhir(collected: Collected, path: Path, say: RenderIn) -> None:
    """Write a report into a file as a bundle of FHIR.

    Raises:
        OutputError: The file cannot be written.
    """
    from engine.export.fhir import write_bundle

    write_bundle(collected.report, path, say=say(collected.report.language))


def _with_still(store: RecordStore, collected: Collected) -> SignedReport:
    report = collected.report
    try:
        return replace(report, still=still_of(store, report.recording, collected.files))
    except (LockedError, NotAllowedError, MissingExtraError):
        raise
    except ScolioError:
        return report
