"""A folder of videos screened: one result for each, and a table of all of them.

Whole results are skipped, so stopped or killed work goes on where it was; several computers may share the
videos and the folder of results (`engine.pipeline.folder_videos.Shard`). A video that cannot be used costs
only itself: each is read in a process of its own, so that one that crashes a decoder does, too. All writing
is done here, on one thread. Must not know terminals or windows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.clinic_lock import ClinicError, system_lock
from engine.core.errors import (
    ConfigError,
    MissingExtraError,
    ModelError,
    OutputError,
    ScolioError,
    SequenceError,
    VideoError,
)
from engine.core.kept_result import RESULT
from engine.core.progress import Cancel, Progress, Stage, report
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.core.text import text
from engine.export.batch_table import BatchRow, cells
from engine.pipeline.batch_folder import RESULTS, BatchFolder
from engine.pipeline.folder_videos import FolderVideos, Shard, find_videos
from engine.pipeline.ledger import work_side_by_side
from engine.pipeline.screening import Screener, allowed
from engine.pipeline.screening_pool import LocalPool, ScreeningPool
from engine.pipeline.screening_process import OpenScreener
from engine.roster.entries import Child, Consent
from engine.roster.video_names import Matches, match_names

if TYPE_CHECKING:
    from engine.pipeline.outputs import PdfWriter

OVERLAY: Final = "overlay.mp4"
REPORT: Final = "report.pdf"
_CONCERNS_ALL = (ClinicError, ConfigError, MissingExtraError, ModelError, OutputError)
"""Failures that no other video would be spared."""


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What is to be screened, and how.

    Attributes:
        folder: Where the videos are.
        out: Folder of the results; it may hold some.
        screening: How each is screened; path and label are those of each video.
        recursive: Whether to look into the folders in it, too.
        shard: The part of the videos that is worked on here; None: all of them, and the table.
        jobs: How many videos at once; each has its part of the cores. None: one, or on a cluster one for
            each core.
        children: The roster, or None where there is none.
        overlay: Whether to write a video with the skeleton drawn in.
        blur_face: Whether faces are hidden in it.
        merge: Screen nothing, and write the table of what is there.
        cluster: Address of the Ray cluster that screens (`engine.pipeline.ray_cluster`); None: this computer.
    """

    folder: Path
    out: Path
    screening: ScreeningRequest
    recursive: bool = True
    shard: Shard | None = None
    jobs: int | None = None
    children: tuple[Child, ...] | None = None
    overlay: bool = False
    blur_face: bool = False
    merge: bool = False
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What became of a folder.

    Attributes:
        table: The cells of each video (`engine.export.batch_table.cells`), in order of their names.
        done: Names of the videos that were screened now.
        kept: Names of those that were screened before.
        written: The files of the table; none where a part of the videos was asked for.
        matches: Which video shows which child, where there is a roster.
        gone: Names of videos that have a result and are not there any more, so that the table has no row for
            them; looked for where parts are merged.
    """

    table: tuple[Mapping[str, object], ...]
    done: tuple[str, ...]
    kept: tuple[str, ...]
    written: tuple[Path, ...]
    matches: Matches | None
    gone: tuple[str, ...] = ()


Notify = Callable[[BatchRow], None]


def run_batch(
    request: BatchRequest,
    *,
    open_screener: OpenScreener | None = None,
    write_pdf: PdfWriter | None = None,
    notify: Notify | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> BatchDone:
    """Screen the videos of a folder that have no whole result yet.

    Args:
        request: What, and how.
        open_screener: Opens the screener of each process; None: one with the usual models.
        write_pdf: Writes a report for each; none are written where it is None.
        notify: Told what became of each video, as soon as it is known.
        progress: Told the share of the videos, on any thread.
        cancel: Acts within a second; what is done stays, the videos at hand leave nothing.

    Raises:
        VideoError: There is no such folder, or no video in it.
        ConfigError: The folders lie in each other, or the results were made in another way.
        ModelError: The model cannot be used.
        ClinicError: Clinic mode does not allow the request.
        OutputError: The results cannot be written.
        CancelledError: ``cancel`` was set.
    """
    screening = allowed(request.screening, system_lock(), exact=True)
    request = replace(request, screening=screening)
    _check_places(request)
    found = find_videos(request.folder, recursive=request.recursive, leave_out=request.out)
    if not found.videos and not found.unusable:
        raise VideoError(
            text("There is no video in the folder “{name}”.", name=request.folder.absolute().name),
            text("Choose a folder with files such as mp4, mov, mkv, avi or mts."),
        )
    folder = BatchFolder(request.out, screening)
    matches = None
    if request.children is not None:
        matches = match_names(request.children, found.videos)
    batch = _Batch(request, folder, found, matches, write_pdf, notify)
    if not request.merge:
        batch.work(open_screener or partial(Screener, exact=True), progress, cancel)
    report(progress, Stage.WRITE)
    table = tuple(cells(row) for row in batch.rows())
    written = () if request.shard is not None else folder.write_tables(table)
    report(progress, Stage.DONE, 1.0, 0.0)
    gone = folder.gone(found.videos) if request.merge else ()
    return BatchDone(table, tuple(batch.done), tuple(batch.kept), written, matches, gone)


def _check_places(request: BatchRequest) -> None:
    """Refuse results in the folder of the videos itself, and videos among the results.

    Raises:
        ConfigError: They are.
    """
    videos, out = request.folder.resolve(), request.out.resolve()
    if videos == out or videos.is_relative_to(out / RESULTS):
        raise ConfigError(
            text("The results cannot lie in “{name}”, among the videos.", name=out.name),
            text("Choose a folder of their own for them; it may lie in that of the videos."),
        )


@dataclass(frozen=True, slots=True)
class _Screened:
    """What came of one video.

    Attributes:
        files: Those of the screening.
        facts: Size and time of the video when it was read.
        overlay: The video with the skeleton drawn in, or None.
    """

    files: dict[str, bytes]
    facts: tuple[int, int]
    overlay: bytes | None


@dataclass
class _Batch:
    """The work on one folder."""

    request: BatchRequest
    folder: BatchFolder
    found: FolderVideos
    matches: Matches | None
    write_pdf: PdfWriter | None
    notify: Notify | None
    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def work(
        self, open_screener: OpenScreener, progress: Progress | None, cancel: Cancel | None
    ) -> None:
        """Screen what is not whole yet."""
        pending = {name: name for name in self._mine(self.found.videos) if self._is_pending(name)}
        if not pending:
            return
        pool = self._pool(open_screener, len(pending))
        try:
            work_side_by_side(
                pending,
                partial(self._screen, pool),
                self._take,
                jobs=pool.jobs,
                progress=progress,
                cancel=cancel,
            )
        finally:
            pool.close()

    def _pool(self, open_screener: OpenScreener, count: int) -> ScreeningPool:
        """Open what screens so many videos."""
        jobs, cluster = self.request.jobs, self.request.cluster
        if cluster is None:
            return LocalPool(open_screener, max(1, min(jobs or 1, count)))
        from engine.pipeline.ray_cluster import RayPool, Terms

        terms = Terms.of(self.request.folder, self.request.screening.model)
        return RayPool(cluster, terms, open_screener, jobs)

    def _mine(self, names: Mapping[str, object]) -> Iterator[str]:
        """Yield the names that belong to the part of the videos that is worked on here."""
        shard = self.request.shard
        return (name for name in names if shard is None or shard.holds(name))

    def _label(self, name: str) -> str:
        child = None if self.matches is None else self.matches.children.get(name)
        return "" if child is None else child.number

    def _refusal(self, name: str) -> ScolioError | None:
        """Return why a video is not screened at all, or None."""
        child = None if self.matches is None else self.matches.children.get(name)
        if child is None or child.consent is not Consent.NO:
            return None
        number = child.number
        return SequenceError(
            text("There is no consent for child {number}; it is not screened.", number=number),
            text("Ask for consent and correct the roster, or remove the video."),
        )

    def _is_pending(self, name: str) -> bool:
        """Whether there is anything to do; who is in a video that is done is written down anew."""
        if self._refusal(name) is not None:
            return False
        wanted = [OVERLAY] * self.request.overlay + [REPORT] * (self.write_pdf is not None)
        screened = self.folder.screened(name, self.found.videos[name])
        if not screened or not self.folder.holds(name, wanted):
            return True
        if self._label(name):
            self.folder.relabel(name, self._label(name))
        self.kept.append(name)
        return False

    def _screen(
        self,
        pool: ScreeningPool,
        name: str,
        progress: Progress,
        cancel: Cancel,
    ) -> _Screened:
        """Screen one video, or read its result where only further files are missing; on a thread of its own.

        Raises:
            ScolioError: It cannot be.
        """
        path = self.found.videos[name]
        facts = _facts(name, path)
        if self.folder.screened(name, path):
            files = self.folder.files(name)
        else:
            request = replace(self.request.screening, path=path, label=self._label(name))
            files = pool.screen(request, system_lock(), progress=progress, cancel=cancel)
        overlay = self._overlay(files, path, cancel) if self.request.overlay else None
        if _facts(name, path) != facts:
            raise VideoError(
                text("“{name}” changed while it was analysed.", name=name),
                text("Wait until it has been copied whole, then start again."),
            )
        return _Screened(files, facts, overlay)

    def _overlay(self, files: Mapping[str, bytes], path: Path, cancel: Cancel) -> bytes:
        """Draw the skeleton into a video."""
        from engine.pipeline.outputs import write_overlay
        from engine.pipeline.screening_files import load

        def draw(drawn: Path) -> None:
            write_overlay(load(files), path, drawn, blur_face=self.request.blur_face, cancel=cancel)

        return self.folder.made(OVERLAY, draw)

    def _report(self, files: Mapping[str, bytes], label: str, write_pdf: PdfWriter) -> bytes:
        """Write the report of a screening."""
        from engine.pipeline.screening_files import load

        screening = load(files)
        named = replace(screening, result=screening.result.named(label, None))
        return self.folder.made(REPORT, partial(write_pdf, named))

    def _take(self, name: str, found: _Screened | ScolioError) -> None:
        """Write what came of a video."""
        label = self._label(name)
        if isinstance(found, _CONCERNS_ALL):
            raise found
        if isinstance(found, ScolioError):
            self.folder.note_failure(name, self.found.videos[name], found)
            row = BatchRow(name, label, None, found.what, found.remedy)
        else:
            more = {} if found.overlay is None else {OVERLAY: found.overlay}
            if self.write_pdf is not None:
                more[REPORT] = self._report(found.files, label, self.write_pdf)
            self.folder.keep(name, found.files, label, found.facts, more)
            self.done.append(name)
            row = BatchRow(name, label, ScreeningResult.from_json(found.files[RESULT].decode()))
        if self.notify is not None:
            self.notify(row)

    def rows(self) -> Iterator[BatchRow]:
        """Yield a row for each video, in order of their names."""
        names = [*self._mine(self.found.videos), *self._mine(self.found.unusable)]
        return map(self._row, sorted(names))

    def _row(self, name: str) -> BatchRow:
        label = self._label(name)
        failure = self.found.unusable.get(name) or self._refusal(name)
        if failure is not None:
            return BatchRow(name, label, None, failure.what, failure.remedy)
        entry = self.folder.entry(name, self.found.videos[name])
        if entry is None:
            return BatchRow(name, label)
        if entry.what is not None:
            return BatchRow(name, label, None, entry.what, entry.remedy)
        try:
            return BatchRow(name, label, self.folder.result(name))
        except SequenceError as error:
            return BatchRow(name, label, None, error.what, error.remedy)


def _facts(name: str, path: Path) -> tuple[int, int]:
    """Return size and time of a video.

    Raises:
        VideoError: It is gone.
    """
    try:
        facts = path.stat()
    except OSError as error:
        reason = error.strerror or str(error)
        raise VideoError(
            text("“{name}” cannot be read: {reason}.", name=name, reason=reason),
            text("Connect its disk, or check who may read it."),
        ) from error
    return facts.st_size, facts.st_mtime_ns
