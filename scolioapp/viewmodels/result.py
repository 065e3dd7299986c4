"""The state of the result page: one screening, its video, the time shown, the person judged.

Knows no widget, and starts neither the pipeline nor a decoder: what judges another person is handed
in (`Judge`), and what writes a file is handed to `ResultViewModel.export`. The worker does both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.core.findings import Finding, FindingCode
from engine.core.level import NOT_FOUND, Level, unknown_level
from engine.core.names import label_of
from engine.core.override import Override
from engine.core.progress import Cancel, Progress
from engine.core.result import ScreeningResult
from engine.dots.dot_set import Dots
from engine.perception.types import Recording, Track
from engine.report.prevalence import DEFAULT_PREVALENCE
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.storage.result_links import Links
from scolioapp.viewmodels.deciding_frames import DecidingFrames
from scolioapp.viewmodels.dots_review import DotsReview
from scolioapp.viewmodels.playback import Playback
from scolioapp.viewmodels.rejudgement import Anew, Judge, Remeasure, Taken
from scolioapp.viewmodels.vertical import VerticalByHand
from scolioapp.viewmodels.video_display import VideoDisplay

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


Writer = Callable[["Screening", Path, Progress, Cancel], None]
"""Writes one file made from a screening; runs in a worker thread."""


class ResultViewModel(QObject):
    """Holds one screening and everything the result page can do with it.

    Signals:
        screening_changed: The recording has been judged anew; everything is to be shown anew.
        judging_changed: The number of the person being judged, or None when that has ended.
        prevalence_changed: Share of people with features that the person reckons with.
        exporting_changed: Whether a file is being written.
        export_progress: A `ProgressReport` of the file being written.
        exported: Path of the file that was written.
        cancelled: The writing was cancelled; nothing was left behind.
        failed: A `ScolioError` of judging or writing.
        label_changed: The recording is called otherwise now.
        label_asked: The label that the person typed; it is to be kept.
        links_changed: Which results this one is linked with.
        override_changed: A person put another outcome in place of the model's, or took it back.
        change_refused: The judgement is signed and cannot be changed, as somebody just tried.
        repeat_requested: The person wants to record again.
        closed: Nothing is shown any more; whoever holds the video lets go of it.
    """

    screening_changed = Signal()
    judging_changed = Signal(object)
    prevalence_changed = Signal(float)
    exporting_changed = Signal(bool)
    export_progress = Signal(object)
    exported = Signal(object)
    cancelled = Signal()
    failed = Signal(object)
    label_changed = Signal()
    label_asked = Signal(str)
    links_changed = Signal()
    override_changed = Signal()
    change_refused = Signal()
    repeat_requested = Signal()
    closed = Signal()

    def __init__(
        self,
        screening: Screening,
        video: Path | None,
        worker: Worker,
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
            worker: Judges, writes and reads pictures off the interface's thread.
            judge: Judges another person; None where that is not possible.
            remeasure: Measures again with other dots; None where that is not possible.
            write_overlay: Writes the video with the overlay drawn in; None where that is not possible.
            parent: Owner.
        """
        super().__init__(parent)
        self._screening = screening
        self._judge = judge
        self._remeasure = remeasure
        self.write_overlay = write_overlay
        self.playback = Playback(self.span, (self.usable or self.span)[0], self)
        self.display = VideoDisplay(video, self.result.provenance.video, self)
        self._follow()
        self._prevalence = DEFAULT_PREVALENCE
        self._links = Links()
        self._fixed = False
        self.worker = worker
        self._writing = TaskSlot(worker, self)
        self._writing.changed.connect(self._tell_writing)
        self._writing.progressed.connect(self.export_progress)
        self.deciding = DecidingFrames(self)
        self.deciding.time_asked.connect(self.playback.go_to)
        self.deciding.show(self.result.explanation)
        self.playback.position_changed.connect(self.deciding.follow)
        self._anew = Anew(worker, self)
        self._anew.changed.connect(self.judging_changed)
        self._anew.done.connect(self._take_judgement)
        self._anew.failed.connect(self.failed)
        self._zoomed_before = self.display.zoomed
        self.vertical = VerticalByHand(self)
        self.vertical.chosen.connect(self.choose_level)
        self.vertical.active_changed.connect(self._take_vertical_end)
        self.dots = DotsReview(self)
        self.dots.confirmed.connect(self.correct_dots)
        self._take_dots()

    # What is shown

    @property
    def screening(self) -> Screening:
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
            self._name(self._screening, label)
            self.label_changed.emit()

    def _name(self, screening: Screening, label: str) -> None:
        """Take a screening, with a label and with what the result shown so far repeats."""
        named = screening.result.named(label, self.result.repeats)
        self._screening = replace(screening, result=named)

    @property
    def links(self) -> Links:
        """The results that this one is linked with."""
        return self._links

    def set_links(self, links: Links) -> None:
        """Take note of the results that this one is linked with."""
        if links != self._links:
            self._links = links
            self.links_changed.emit()

    def _follow(self) -> None:
        info = self.recording.info
        self.display.follow(self.track, info.width, info.height)

    def _take_dots(self) -> None:
        """Take the dots of the person judged, by the times of the recording."""
        walk = self._screening.sequence
        if walk is None:
            self.dots.show_walk(None, np.zeros(0))
        else:
            self.dots.show_walk(walk.dots, walk.seconds * self.slow_motion)

    # Judged anew: another person, speed or vertical, other dots

    def set_override(self, override: Override | None) -> None:
        """Take note of the outcome that a person put in place of the model's, or None."""
        if override != self._screening.override:
            self._screening = replace(self._screening, override=override)
            self.override_changed.emit()

    def set_fixed(self, fixed: bool) -> None:
        """Let nobody change the judgement from now on, because it is signed; or let them again."""
        self._fixed = fixed

    def refuses_change(self) -> bool:
        """Tell whether the judgement cannot be changed, and say so where it cannot."""
        if self._fixed:
            self.change_refused.emit()
        return self._fixed

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
        level = self.result.level
        found = level is None or level.by_balance or level == self.recording.level
        set_by_hand = None if found else level
        return Taken(self.person, self.slow_motion, set_by_hand, self.result.loose_clothes)

    def choose_person(self, person: int) -> None:
        """Judge the person with this number; the last one asked for wins."""
        taken = self._taken or Taken(0, self.slow_motion)
        # What somebody wears is said of each person.
        loose = taken.loose_clothes and person == taken.person
        self._ask(replace(taken, person=person, loose_clothes=loose))

    def _ask(self, taken: Taken) -> None:
        if self._judge is None or taken == self._taken or self.refuses_change():
            return
        # A usual recording is judged as it is; only what is otherwise has to be said.
        said: dict[str, Any] = {}
        if taken.slow_motion != 1.0:
            said["slow_motion"] = taken.slow_motion
        if taken.level is not None:
            said["level"] = taken.level
        if taken.loose_clothes:
            said["loose_clothes"] = True
        dots = None if self.screening.sequence is None else self.screening.sequence.dots
        same_walk = (taken.person, taken.slow_motion) == (self.person, self.slow_motion)
        if dots is not None and dots.confirmed and same_walk:
            said["dots"] = dots
        self._anew.ask(taken, partial(self._judge, taken.person, **said))

    def _take_judgement(self, screening: Screening) -> None:
        # Who it is does not depend on who in the picture is judged; what a person said of it does.
        self._name(replace(screening, override=None), self.label)
        self._follow()
        self._take_dots()
        self.vertical.cancel()
        self.deciding.show(screening.result.explanation)
        self.screening_changed.emit()
        usable = self.usable
        if usable is not None and not usable[0] <= self.playback.position <= usable[1]:
            self.playback.seek(usable[0])

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
        if self.can_set_vertical and not self.vertical.active and not self.refuses_change():
            info = self.recording.info
            base = self.recording.level or unknown_level(
                NOT_FOUND, info.width, info.height, info.focal_px
            )
            self.playback.set_playing(False)
            self.dots.pick(None)
            self._zoomed_before = self.display.zoomed
            self.display.set_zoomed(False)
            self.vertical.begin(base)

    def _take_vertical_end(self, active: bool) -> None:
        if not active:
            self.display.set_zoomed(self._zoomed_before)

    def choose_loose_clothes(self, loose: bool) -> None:
        """Measure the person anew, clothes or hair hiding the shoulders or not."""
        if self._taken is not None:
            self._ask(replace(self._taken, loose_clothes=loose))

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
        if self.refuses_change():
            return
        if taken is not None and self._remeasure is not None and self.judging is None:
            self._anew.ask(taken, partial(self._remeasure, self._screening, dots))

    # Files

    @property
    def exporting(self) -> bool:
        """Whether a file is being written."""
        return self._writing.running

    def export(self, path: Path, write: Writer) -> None:
        """Write a file off the interface's thread; one at a time."""
        self._writing.run(
            partial(write, self._screening, path),
            done=lambda _: self.exported.emit(path),
            failed=self.failed.emit,
            cancelled=self.cancelled.emit,
        )

    def cancel_export(self) -> None:
        """Ask the writing to stop; nothing is left half-written."""
        self._writing.cancel()

    def _tell_writing(self) -> None:
        self.exporting_changed.emit(self.exporting)

    # Ends

    def repeat(self) -> None:
        """Ask for a new recording."""
        self.playback.set_playing(False)
        self.repeat_requested.emit()

    def close(self) -> None:
        """Stop what is being done and wait for it; the page is not used afterwards."""
        self.playback.set_playing(False)
        self._writing.close()
        self.closed.emit()
        self._anew.close()
