"""The state of the result page: one screening, its video, the time shown, the person judged.

Knows no widget, and starts neither the pipeline nor a decoder: what judges another person is handed
in (`Judge`), and what writes a file is handed to `ResultViewModel.export`. Both run in worker
threads; their results arrive by signals on the thread of the view-model.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from engine.core.errors import CancelledError, ScolioError
from engine.core.findings import Finding, FindingCode
from engine.core.level import NOT_FOUND, Level, unknown_level
from engine.core.names import label_of
from engine.core.progress import Cancel, ProgressReport
from engine.core.result import ScreeningResult
from engine.core.text import Text, text
from engine.dots.dot_set import Dots
from engine.perception.types import Recording, Track
from engine.report.prevalence import DEFAULT_PREVALENCE
from scolioapp.storage.results import Links, ResultEntry
from scolioapp.viewmodels.deciding_frames import DecidingFrames
from scolioapp.viewmodels.dots_review import DotsReview
from scolioapp.viewmodels.picture_view import FilmedFrom, Follower, PictureView, filmed_from
from scolioapp.viewmodels.rejudgement import Anew, Taken
from scolioapp.viewmodels.screening_protocols import (
    Judge,
    Remeasure,
    ScreeningLike,
    Writer,
    named_like,
)
from scolioapp.viewmodels.vertical import VerticalByHand


class OverlayMode(StrEnum):
    """What is drawn over the video."""

    ALL = "all"
    SKELETON = "skeleton"
    MASK = "mask"
    NONE = "none"


SPEEDS: tuple[float, ...] = (0.25, 0.5, 1.0)
"""Playback speeds, as a share of real time."""


def _short(name: str, most: int = 40) -> str:
    """Shorten a file name in its middle."""
    half = most // 2
    return name if len(name) <= most else f"{name[:half]}…{name[-half:]}"


class ResultViewModel(QObject):
    """Holds one screening and everything the result page can do with it.

    Signals:
        screening_changed: The recording has been judged anew; everything is to be shown anew.
        judging_changed: The number of the person being judged, or None when that has ended.
        position_changed: Time shown, seconds.
        seek_requested: The video is asked to show this time, seconds.
        step_requested: The video is asked to go so many frames on (negative: back).
        playing_changed: Whether the video plays.
        speed_changed: Playback speed, share of real time.
        overlay_changed: What is drawn over the video, or whether faces are blurred.
        view_changed: Which way round everything is shown, or whether the video is shown near to the child.
        video_problem_changed: Why the video cannot be shown, or that it can.
        prevalence_changed: Share of people with features that the person reckons with.
        exporting_changed: Whether a file is being written.
        export_progress: A `ProgressReport` of the file being written.
        exported: Path of the file that was written.
        cancelled: The writing was cancelled; nothing was left behind.
        failed: A `ScolioError` of judging or writing.
        label_changed: The recording is called otherwise now.
        label_asked: The label that the person typed; it is to be kept.
        links_changed: Which results this one is linked with.
        entry_asked: A linked `ResultEntry` that is to be shown.
        judgement_asked: Number of another judgement of this recording that is to be shown.
        comparison_asked: The newer `ResultEntry` of two that are to be shown side by side; None: this one.
        repeat_requested: The person wants to record again.
        closed: Nothing is shown any more; whoever holds the video lets go of it.
    """

    screening_changed = Signal()
    judging_changed = Signal(object)
    position_changed = Signal(float)
    seek_requested = Signal(float)
    step_requested = Signal(int)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    overlay_changed = Signal()
    view_changed = Signal()
    video_problem_changed = Signal()
    prevalence_changed = Signal(float)
    exporting_changed = Signal(bool)
    export_progress = Signal(object)
    exported = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    label_changed = Signal()
    label_asked = Signal(str)
    links_changed = Signal()
    entry_asked = Signal(object)
    judgement_asked = Signal(int)
    comparison_asked = Signal(object)
    repeat_requested = Signal()
    closed = Signal()

    _written = Signal(object, object)
    _progressed = Signal(object)

    def __init__(
        self,
        screening: ScreeningLike,
        video: Path | None,
        *,
        judge: Judge | None = None,
        remeasure: Remeasure | None = None,
        write_overlay: Writer | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Take a finished screening.

        Args:
            screening: What was found.
            video: The video it was found in, or None where it is not known any more.
            judge: Judges another person; None where that is not possible.
            remeasure: Measures again with other dots; None where that is not possible.
            write_overlay: Writes the video with the overlay drawn in; None where that is not possible.
            parent: Owner.
        """
        super().__init__(parent)
        self._screening = screening
        self._video = video
        self._judge = judge
        self._remeasure = remeasure
        self.write_overlay = write_overlay
        self._position = (self.usable or self.span)[0]
        self._playing = False
        self._speed = 1.0
        self._overlay = OverlayMode.ALL
        self._blur_faces = False
        self._zoomed = True
        self._as_filmed = False
        self._take_view()
        self._prevalence = DEFAULT_PREVALENCE
        self._links = Links()
        self._problem = self._look_for_video()
        self._cancel: Cancel | None = None
        self._workers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="result")
        self.deciding = DecidingFrames(self)
        self.deciding.time_asked.connect(self.go_to)
        self.deciding.show(self.result.explanation)
        self.position_changed.connect(self.deciding.follow)
        self._anew = Anew(self._workers, self)
        self._anew.changed.connect(self.judging_changed)
        self._anew.done.connect(self._take_judgement)
        self._anew.failed.connect(self.failed)
        self._zoomed_before = self._zoomed
        self.vertical = VerticalByHand(self)
        self.vertical.chosen.connect(self.choose_level)
        self.vertical.active_changed.connect(self._take_vertical_end)
        self.dots = DotsReview(self)
        self.dots.confirmed.connect(self.correct_dots)
        self._take_dots()
        # Queued, so that an answer comes after the asking has returned, however quick it was.
        queued = Qt.ConnectionType.QueuedConnection
        self._written.connect(self._take_written, queued)
        self._progressed.connect(self.export_progress, queued)

    # What is shown

    @property
    def screening(self) -> ScreeningLike:
        """The screening shown."""
        return self._screening

    @property
    def result(self) -> ScreeningResult:
        """What is said."""
        return self._screening.result

    @property
    def recording(self) -> Recording:
        """What was seen in the video."""
        return self._screening.analysis.recording

    @property
    def person(self) -> int | None:
        """Number of the person judged, 1 for the first, or None."""
        return self.result.person

    @property
    def track(self) -> Track | None:
        """The person judged, as followed through the recording, or None."""
        person = self.person
        tracks = self.recording.tracks
        return tracks[person - 1] if person is not None and 0 < person <= len(tracks) else None

    @property
    def span(self) -> tuple[float, float]:
        """First and last time of the recording, seconds."""
        times = self.recording.frame_seconds
        first = float(times[0]) if len(times) else 0.0
        last = float(times[-1]) if len(times) else 0.0
        return min(0.0, first), max(self.result.provenance.video.duration_seconds, last)

    @property
    def usable(self) -> tuple[float, float] | None:
        """First and last time of the part that was measured and judged, seconds, or None."""
        track = self.track
        if track is None or len(track.seconds) == 0:
            return None
        times = track.seconds[track.used]
        return float(times[0]), float(times[-1])

    @property
    def timed_findings(self) -> tuple[Finding, ...]:
        """Findings that hold from a certain time on."""
        return tuple(f for f in self.result.quality.findings if f.start_seconds is not None)

    @property
    def prevalence(self) -> float:
        """Share of people with features that predictive values are worked out for, in (0, 1)."""
        return self._prevalence

    def set_prevalence(self, share: float) -> None:
        """Choose the share of people with features, in (0, 1)."""
        if share != self._prevalence:
            self._prevalence = share
            self.prevalence_changed.emit(share)

    # What the recording is called, and what it is linked with

    @property
    def label(self) -> str:
        """Name or number that a person gave to the recording, or ""."""
        return self.result.label

    def set_label(self, label: str) -> None:
        """Call the recording otherwise, and ask for that to be kept."""
        label = label_of(label)
        if label != self.label:
            self.take_label(label)
            self.label_asked.emit(label)

    def take_label(self, label: str) -> None:
        """Take note of the label that is kept."""
        if label != self.label:
            self._screening = named_like(self._screening, label, self.result)
            self.label_changed.emit()

    @property
    def links(self) -> Links:
        """The results that this one is linked with."""
        return self._links

    def set_links(self, links: Links) -> None:
        """Take note of the results that this one is linked with."""
        if links != self._links:
            self._links = links
            self.links_changed.emit()

    def show_entry(self, entry: ResultEntry) -> None:
        """Ask for a linked result."""
        self.entry_asked.emit(entry)

    def compare(self, newer: ResultEntry | None = None) -> None:
        """Ask to see two recordings side by side: a newer one and the one it repeats; None: this one's."""
        self.comparison_asked.emit(newer)

    # The video

    @property
    def video(self) -> Path | None:
        """Path of the video, or None where it cannot be shown."""
        return self._video if self._problem is None else None

    @property
    def video_problem(self) -> Text | None:
        """Why the video cannot be shown, or None."""
        return self._problem

    def report_video_problem(self, problem: Text) -> None:
        """Take note that the video cannot be shown; a moving skeleton takes its place."""
        self._problem = problem
        self.video_problem_changed.emit()

    def _look_for_video(self) -> Text | None:
        info = self.result.provenance.video
        if self._video is None or not self._video.is_file():
            return text(
                "The video “{name}” is no longer where it was. A drawing shows the walk instead.",
                name=_short(info.name),
            )
        if self._video.stat().st_size != info.bytes:
            return text(
                "The file “{name}” has changed since the screening. A drawing shows the walk "
                "instead.",
                name=_short(info.name),
            )
        return None

    @property
    def position(self) -> float:
        """Time shown, seconds."""
        return self._position

    def seek(self, seconds: float) -> None:
        """Go to a time, clamped to the recording."""
        first, last = self.span
        seconds = min(max(seconds, first), last)
        self._set_position(seconds)
        self.seek_requested.emit(seconds)

    def go_to(self, seconds: float) -> None:
        """Pause at a time, to look at its frame."""
        self.set_playing(False)
        self.seek(seconds)

    def step(self, frames: int) -> None:
        """Pause and go so many frames on; negative goes back."""
        self.set_playing(False)
        self.step_requested.emit(frames)

    def show_position(self, seconds: float) -> None:
        """Take the time of the frame that is shown now; asks for nothing."""
        self._set_position(seconds)

    def _set_position(self, seconds: float) -> None:
        if seconds != self._position:
            self._position = seconds
            self.position_changed.emit(seconds)

    @property
    def playing(self) -> bool:
        """Whether the video plays."""
        return self._playing

    def set_playing(self, playing: bool) -> None:
        """Play or pause."""
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    def toggle_playing(self) -> None:
        """Play when paused, pause when playing."""
        self.set_playing(not self._playing)

    @property
    def speed(self) -> float:
        """Playback speed, share of real time."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Choose the playback speed, one of `SPEEDS`."""
        if speed != self._speed:
            self._speed = speed
            self.speed_changed.emit(speed)

    @property
    def overlay(self) -> OverlayMode:
        """What is drawn over the video."""
        return self._overlay

    def set_overlay(self, mode: OverlayMode) -> None:
        """Choose what is drawn over the video."""
        if mode is not self._overlay:
            self._overlay = mode
            self.overlay_changed.emit()

    @property
    def blur_faces(self) -> bool:
        """Whether faces are blurred, here and in the overlay video."""
        return self._blur_faces

    def set_blur_faces(self, blur: bool) -> None:
        """Choose whether faces are blurred."""
        if blur != self._blur_faces:
            self._blur_faces = blur
            self.overlay_changed.emit()

    # Which way round, and how near

    def _take_view(self) -> None:
        """Find out how the person judged stands to the camera."""
        track, info = self.track, self.recording.info
        self._filmed_from = FilmedFrom.SIDE if track is None else filmed_from(track.keypoints)
        self._follower = Follower(track, info.width, info.height)

    def _take_dots(self) -> None:
        """Take the dots of the person judged, by the times of the recording."""
        walk = self._screening.sequence
        if walk is None:
            self.dots.show_walk(None, np.zeros(0))
        else:
            self.dots.show_walk(walk.dots, walk.seconds * self.slow_motion)

    @property
    def filmed_from(self) -> FilmedFrom:
        """Where the camera stood to the person judged."""
        return self._filmed_from

    @property
    def as_filmed(self) -> bool:
        """Whether a person filmed from the front is shown as the camera saw them."""
        return self._as_filmed

    def set_as_filmed(self, as_filmed: bool) -> None:
        """Show everything as the camera saw it, or as seen from behind."""
        if as_filmed != self._as_filmed:
            self._as_filmed = as_filmed
            self.view_changed.emit()

    @property
    def mirrored(self) -> bool:
        """Whether pictures are mirrored, so that a person filmed from the front is seen from behind."""
        return self._filmed_from is FilmedFrom.FRONT and not self._as_filmed

    @property
    def left_first(self) -> bool:
        """Whether the person's own left stands on the left of every picture and scale."""
        return self.mirrored or self._filmed_from is not FilmedFrom.FRONT

    @property
    def zoomed(self) -> bool:
        """Whether the video is shown near to the person judged, and follows them."""
        return self._zoomed

    def set_zoomed(self, zoomed: bool) -> None:
        """Show the video near to the person judged, or whole."""
        if zoomed != self._zoomed:
            self._zoomed = zoomed
            self.view_changed.emit()

    def view_at(self, seconds: float, aspect: float) -> PictureView:
        """Return what is shown of the frame at a time, in a place of that width over height."""
        follower = self._follower
        region = follower.region(seconds, aspect) if self._zoomed else follower.whole
        return PictureView(region, self.mirrored)

    def near_at(self, seconds: float, aspect: float) -> PictureView:
        """Return what is shown of the frame at a time in a small picture, which is always near."""
        return PictureView(self._follower.region(seconds, aspect), self.mirrored)

    # Judged anew: another person, speed or vertical, other dots

    @property
    def can_choose_person(self) -> bool:
        """Whether somebody else can be judged."""
        return self._judge is not None and len(self.result.people) > 1

    @property
    def judging(self) -> int | None:
        """Number of the person being judged, or None."""
        wanted = self._anew.wanted
        return None if wanted is None else wanted.person

    @property
    def _taken(self) -> Taken | None:
        """How the recording is taken: as is being judged, else as is shown; None where nobody is."""
        if self._anew.wanted is not None or self.person is None:
            return self._anew.wanted
        found = self.result.level == self.recording.level
        return Taken(self.person, self.slow_motion, None if found else self.result.level)

    def choose_person(self, person: int) -> None:
        """Judge the person with this number; the last one asked for wins."""
        taken = self._taken or Taken(0, self.slow_motion)
        self._ask(replace(taken, person=person))

    def _ask(self, taken: Taken) -> None:
        if self._judge is None or taken == self._taken:
            return
        # A usual recording is judged as it is; only what is otherwise has to be said.
        said: dict[str, Any] = {}
        if taken.slow_motion != 1.0:
            said["slow_motion"] = taken.slow_motion
        if taken.level is not None:
            said["level"] = taken.level
        dots = None if self.screening.sequence is None else self.screening.sequence.dots
        same_walk = (taken.person, taken.slow_motion) == (self.person, self.slow_motion)
        if dots is not None and dots.confirmed and same_walk:
            said["dots"] = dots
        self._anew.ask(taken, partial(self._judge, taken.person, **said))

    def _take_judgement(self, screening: ScreeningLike) -> None:
        # Who it is does not depend on who in the picture is judged.
        self._screening = named_like(screening, self.label, self.result)
        self._take_view()
        self._take_dots()
        self.vertical.cancel()
        self.deciding.show(screening.result.explanation)
        self.screening_changed.emit()
        usable = self.usable
        if usable is not None and not usable[0] <= self._position <= usable[1]:
            self.seek(usable[0])

    @property
    def slow_motion(self) -> float:
        """How many times slower than life the recording was taken to be played; 1 for a usual one."""
        return self.result.provenance.slow_motion

    @property
    def can_choose_speed(self) -> bool:
        """Whether the recording seems to be slow motion, or was measured as such."""
        codes = {finding.code for finding in self.result.quality.findings}
        return self._judge is not None and FindingCode.SLOW_MOTION in codes

    def choose_speed(self, factor: float) -> None:
        """Judge the person anew, the video being so many times slower than life."""
        if self._taken is not None:
            self._ask(replace(self._taken, slow_motion=factor))

    @property
    def level(self) -> Level | None:
        """How the camera stands: by the lines that are being drawn, else as the result says."""
        return self.vertical.level or self.result.level

    @property
    def can_set_vertical(self) -> bool:
        """Whether the vertical can be set by hand."""
        return self._judge is not None and self.person is not None

    def set_vertical(self) -> None:
        """Begin to set the vertical by hand, in the whole picture."""
        if self.can_set_vertical and not self.vertical.active:
            info = self.recording.info
            base = self.recording.level or unknown_level(
                NOT_FOUND, info.width, info.height, info.focal_px
            )
            self.set_playing(False)
            self.dots.pick(None)
            self._zoomed_before = self.zoomed
            self.set_zoomed(False)
            self.vertical.begin(base)

    def _take_vertical_end(self, active: bool) -> None:
        if not active:
            self.set_zoomed(self._zoomed_before)

    def choose_level(self, level: Level | None) -> None:
        """Measure the person anew against another vertical; None: the one found in the picture."""
        if self._taken is not None:
            self._ask(replace(self._taken, level=level))

    @property
    def can_correct_dots(self) -> bool:
        """Whether dots that are corrected can be measured."""
        return self._remeasure is not None

    def correct_dots(self, dots: Dots) -> None:
        """Measure anew with dots that the person has looked at."""
        taken = self._taken
        if taken is not None and self._remeasure is not None and self.judging is None:
            self._anew.ask(taken, partial(self._remeasure, self._screening, dots))

    # Files

    @property
    def exporting(self) -> bool:
        """Whether a file is being written."""
        return self._cancel is not None

    def export(self, path: Path, write: Writer) -> None:
        """Write a file in a worker thread; one at a time."""
        if self._cancel is not None:
            return
        self._cancel = Cancel()
        self.exporting_changed.emit(True)
        future = self._workers.submit(
            write, self._screening, path, self._report_progress, self._cancel
        )
        future.add_done_callback(partial(self._written.emit, path))

    def cancel_export(self) -> None:
        """Ask the writing to stop; nothing is left half-written."""
        if self._cancel is not None:
            self._cancel.set()

    def _report_progress(self, report: ProgressReport) -> None:
        self._progressed.emit(report)

    def _take_written(self, path: Path, future: Future[None]) -> None:
        self._cancel = None
        self.exporting_changed.emit(False)
        try:
            future.result()
        except CancelledError:
            self.cancelled.emit()
        except ScolioError as error:
            self.failed.emit(error)
        else:
            self.exported.emit(path)

    # Ends

    def repeat(self) -> None:
        """Ask for a new recording."""
        self.set_playing(False)
        self.repeat_requested.emit()

    def close(self) -> None:
        """Stop the work in the background and wait for it; the page is not used afterwards."""
        self.set_playing(False)
        self.cancel_export()
        self.closed.emit()
        self._workers.shutdown(wait=True, cancel_futures=True)
