"""The Record page at work: skeletons, paints and the window's answers while it records and analyses.

    python -m tests.benchmarks.camera_page                a minute at 1080p30, with an analysis beside it
    python -m tests.benchmarks.camera_page --seconds 20 --alone

A video of MJPEG packets plays as the camera, through the real window (offscreen unless told otherwise), with
the real guide and the real recorder. The analysis is another process at the lowest priority, as the window
starts it. The machine may be shared: what it did beside is told as its load.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication  # noqa: TID251  # the window itself is measured

from engine.capture.file_source import FileSource, Script
from engine.capture.frame_source import CameraFrame, CameraInfo, CameraProblem, FrameListener
from engine.capture.jpeg_frames import to_jpeg
from engine.runtime.memory import share_one_heap
from engine.video.reader import VideoFile
from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.camera_wiring import Eyes
from scolioapp.jobs.camera_list import FileCameras
from scolioapp.jobs.voice import Voice
from scolioapp.paths import AppPaths, samples
from scolioapp.qt_guard import guard_singletons
from scolioapp.viewmodels.camera import CameraModel, CameraState
from scolioapp.views.camera_page import CameraPage
from scolioapp.views.main_window import RECORD
from scolioapp.widgets.live_view import LiveView

_TICK = 0.02
_QUALITY = 97
"""Makes JPEGs of about the size that a camera sends at 1080p."""

_ANALYSE = """
import os, sys
from pathlib import Path
os.nice(19)
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.screening import Screener
while True:
    Screener().screen(ScreeningRequest(Path(sys.argv[1])))
"""


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_mjpeg(source: Path, path: Path) -> float:
    """Write a video as MJPEG packets; return the mean size of a frame, kB."""
    sizes = []
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuvj420p"
        for number, frame in enumerate(VideoFile(source).frames()):
            jpeg = to_jpeg(frame.image, _QUALITY)
            packet = av.Packet(jpeg)
            packet.stream, packet.time_base = stream, Fraction(1, 30)
            packet.pts = packet.dts = number
            container.mux(packet)
            sizes.append(len(jpeg))
    return statistics.mean(sizes) / 1000


class Stamped(FileSource):
    """Notes when each frame arrived, by its own time."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, script=Script(loop=True))
        self.arrived: dict[float, float] = {}

    def start(self, listener: FrameListener) -> None:
        outer = self

        class Listener:
            def take_frame(self, frame: CameraFrame) -> None:
                outer.arrived[frame.seconds] = time.monotonic()
                listener.take_frame(frame)

            def take_problem(self, problem: CameraProblem) -> None:
                listener.take_problem(problem)

        super().start(Listener())


class Silent(Voice):
    """Says nothing."""

    def say(self, name: str) -> None:
        """Say nothing."""


class Meter:
    """Measures a program on its Record page."""

    def __init__(self, program: Program, source: list[Stamped]) -> None:
        self.program = program
        self.model = program.camera_wiring.model
        self.looks: list[float] = []
        self.paints: list[float] = []
        self.late: list[float] = []
        self.glass: list[float] = []
        self._source = source
        self._due = 0.0
        self._unseen: float | None = None
        self.timer = QTimer()
        self.timer.setInterval(round(_TICK * 1000))
        self.timer.timeout.connect(self._tick)
        self.model.guided.connect(self._guided)
        paint = LiveView.paintEvent

        def painted(view: LiveView, event: object) -> None:
            paint(view, event)
            self._painted()

        LiveView.paintEvent = painted

    def begin(self) -> None:
        for one in (self.looks, self.paints, self.late, self.glass):
            one.clear()
        self._due = time.monotonic() + _TICK
        self.timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self.late.append(max(now - self._due, 0.0))
        self._due = now + _TICK

    def _guided(self) -> None:
        guidance = self.model.guidance
        self.looks.append(time.monotonic())
        if guidance is not None and guidance.keypoints is not None:
            self._unseen = guidance.seconds

    def _painted(self) -> None:
        self.paints.append(time.monotonic())
        arrived = self._source[-1].arrived if self._source else {}
        if self._unseen in arrived:
            self.glass.append(self.paints[-1] - arrived[self._unseen])
            self._unseen = None


def spin(seconds: float) -> None:
    """Run the window's own loop, as in life: nothing polls."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_for(model: CameraModel, state: CameraState) -> None:
    for _ in range(600):
        if model.state is state:
            return
        spin(0.1)
    raise TimeoutError(f"{model.state}: {model.camera.problem}")


@contextlib.contextmanager
def analysis(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    command = [sys.executable, "-c", _ANALYSE, str(samples()[0])]
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def ms(values: list[float]) -> str:
    ordered = sorted(values)
    middle = 1000 * statistics.median(ordered)
    late = 1000 * ordered[int(0.95 * len(ordered))]
    return f"{middle:6.1f} ms, p95 {late:6.1f} ms, worst {1000 * ordered[-1]:.0f} ms"


def measure(program: Program, meter: Meter, seconds: float) -> None:
    """Record for so long, and say what was measured."""
    model = meter.model
    began = time.process_time()
    model.start_recording()
    model.advance()
    wait_for(model, CameraState.RECORDING)
    meter.begin()
    start = time.monotonic()
    spin(seconds)
    took = time.monotonic() - start
    recorder = model._recorder
    lost = 0 if recorder is None else recorder.lost_frames
    model.stop_recording()
    wait_for(model, CameraState.VERDICT)
    recording = model.recording
    say(f"  skeletons            {len(meter.looks) / took:6.1f} a second")
    say(f"  paints               {len(meter.paints) / took:6.1f} a second")
    say(f"  the window answers   {ms(meter.late)}")
    say(f"  glass to skeleton    {ms(meter.glass)}")
    if recording is not None:
        say(
            f"  recorded             {recording.frames} frames in {recording.seconds:.1f} s, "
            f"{recording.dropped + lost} lost"
        )
    say(f"  this process         {(time.process_time() - began) / took:6.0%} of a core")
    model.repeat()
    wait_for(model, CameraState.LIVE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--alone", action="store_true", help="without an analysis beside it")
    options = parser.parse_args()
    guard_singletons()
    share_one_heap()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        clip = root / "camera.mkv"
        say(f"1080p30 MJPEG, {write_mjpeg(samples()[0], clip):.0f} kB a frame")
        sources: list[Stamped] = []

        def opened(path: Path, _camera: CameraInfo) -> Stamped:
            sources.append(Stamped(path))
            return sources[-1]

        cameras = [(CameraInfo("clip", "Clip", ()), clip)]
        eyes = Eyes(lambda: FileCameras(cameras, opened), voice=Silent)
        paths = AppPaths(config=root / "config", data=root / "data", logs=root / "logs")
        program = build(app, paths, eyes=eyes)
        program.settings.hands_free = False
        program.window.resize(1280, 800)
        program.start()
        meter = Meter(program, sources)
        program.window.show_page(RECORD)
        page = program.window.page(RECORD)
        assert isinstance(page, CameraPage)
        wait_for(meter.model, CameraState.LIVE)
        spin(3.0)
        say(f"picture {page.view.width()} x {page.view.height()} px")
        say("alone" if options.alone else "with an analysis at nice 19 beside it")
        with analysis(not options.alone):
            spin(4.0)
            measure(program, meter, options.seconds)
            say(f"  load of the machine  {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        program.end()


if __name__ == "__main__":
    main()
