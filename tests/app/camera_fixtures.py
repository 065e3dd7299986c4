"""Cameras, a guide and a voice for the Record page that need no device and no network; the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.capture.cues import SENTENCES
from engine.capture.file_source import FileSource, Script
from engine.capture.frame_source import CameraFormat, CameraFrame, CameraInfo
from engine.capture.guidance import Cue, Guidance, GuideState, LiveVerdict, StopReason
from engine.capture.recording_library import RecordingLibrary
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.text import text
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.camera_wiring import Eyes
from scolioapp.jobs.camera_list import Cameras
from scolioapp.jobs.voice import Voice
from scolioapp.viewmodels.camera import CameraState
from scolioapp.views.camera_page import CameraPage
from scolioapp.views.main_window import RECORD

WIDTH, HEIGHT, RATE = 320, 180, 30.0

TOO_DARK = Finding(
    code=FindingCode.TOO_DARK,
    severity=Severity.REPEAT,
    message=text("The picture is too dark."),
    remedy=text("Switch on more light."),
)


def write_clip(path: Path, seconds: float = 6.0) -> Path:
    """Write a video in which every frame differs from the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coding = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), coding, RATE, (WIDTH, HEIGHT))
    for number in range(round(RATE * seconds)):
        picture = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
        picture[40:150, 20 + number % 240 : 60 + number % 240] = (90, 160, 220)
        writer.write(picture)
    writer.release()
    return path


@dataclass(eq=False)
class StagedGuide:
    """Says what a plan says, by the time of the frame; a walk ends until `reset`.

    Attributes:
        plan: From which second on which state and cue hold.
        usable: What the verdict says.
    """

    plan: Sequence[tuple[float, GuideState, Cue | None]] = ()
    usable: bool = True
    findings: tuple[Finding, ...] = ()
    resets: int = field(default=0, init=False)
    offset: float | None = field(default=None, init=False)

    def look(self, frame: CameraFrame) -> Guidance:
        if self.offset is None:
            self.offset = frame.seconds
        now = frame.seconds - self.offset
        state, cue = GuideState.WAIT, None
        for since, each, said in self.plan:
            if now >= since:
                state, cue = each, said
        walks = state in (GuideState.WALK, GuideState.TURN, GuideState.STOP)
        points = np.ones((17, 3), np.float32)
        points[:, 0] = np.linspace(100, 140, 17)
        points[:, 1] = np.linspace(40, 150, 17)
        return Guidance(
            seconds=frame.seconds,
            state=state,
            cue=cue,
            sentence=None if cue is None else SENTENCES[cue],
            keypoints=points,
            people=1,
            distance=4.2,
            roll=0.4,
            progress=0.5,
            began=frame.seconds if walks else None,
            stop_reason=StopReason.STANDS if state is GuideState.STOP else None,
        )

    def reset(self) -> None:
        self.resets += 1
        self.offset = None

    def verdict(self) -> LiveVerdict:
        return LiveVerdict(self.usable, self.findings, walked_seconds=2.0, steps=4)


WALK = (
    (0.0, GuideState.WAIT, Cue.STAND_STILL),
    (0.4, GuideState.READY, Cue.WALK_NOW),
    (0.8, GuideState.WALK, Cue.KEEP_WALKING),
    (2.2, GuideState.STOP, Cue.DONE),
)
"""A walk that begins by itself after 0.8 s and ends after 2.2 s."""

STANDING = ((0.0, GuideState.WAIT, Cue.STAND_STILL),)


class FileCamerasHere(Cameras):
    """Videos as cameras that can be plugged in and unplugged."""

    def __init__(self, clips: dict[str, tuple[Path, Script]]) -> None:
        super().__init__()
        self.clips = dict(clips)
        self.sources: list[FileSource] = []

    def listed(self) -> tuple[CameraInfo, ...]:
        form = CameraFormat(WIDTH, HEIGHT, RATE, True)
        return tuple(CameraInfo(name, name, (form,)) for name in self.clips)

    def source(self, camera: CameraInfo, chosen: CameraFormat | None) -> FileSource:
        path, script = self.clips[camera.key]
        self.sources.append(FileSource(path, script=script))
        return self.sources[-1]


class SilentVoice(Voice):
    """Notes what would be spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.hushed = 0

    def say(self, name: str) -> None:
        self.said.append(name)

    def hush(self) -> None:
        self.hushed += 1


@dataclass(eq=False)
class Staged:
    """Everything that a test of the page holds in its hands."""

    cameras: FileCamerasHere
    guide: StagedGuide
    voice: SilentVoice = field(default_factory=SilentVoice)

    @property
    def eyes(self) -> Eyes:
        return Eyes(lambda: self.cameras, lambda: self.guide, lambda: self.voice)


class Bench:
    """A running program on its Record page."""

    def __init__(self, qtbot: QtBot, program: Program, staged: Staged) -> None:
        self.qtbot = qtbot
        self.program = program
        self.staged = staged
        self.model = program.camera_wiring.model
        self.library = RecordingLibrary(program.paths.recordings)
        self.kept: list[object] = []
        self.model.kept.connect(self.kept.append)
        self._states: list[CameraState] = []
        self.model.state_changed.connect(lambda: self._states.append(self.model.state))

    @property
    def page(self) -> CameraPage:
        page = self.program.window.page(RECORD)
        assert isinstance(page, CameraPage)
        return page

    def show(self) -> None:
        self.program.window.show_page(RECORD)

    def until(self, state: CameraState) -> None:
        """Wait until the page is in a state, or has been since the last that was waited for."""
        self.qtbot.waitUntil(lambda: self.model.state is state or state in self._states)
        at = self._states.index(state) + 1 if state in self._states else len(self._states)
        del self._states[:at]

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.view, key)

    def click(self, button: object) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def judge(self) -> None:
        """Have the second pass in which a key after the end of a recording decides nothing."""
        self.model._since -= 2.0
