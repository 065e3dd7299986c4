"""Cameras as Qt Multimedia opens them, behind `engine.capture.frame_source.FrameSource`.

JPEGs of the camera stay as they are, with the time that Qt gives them. Must not know recordings or the guide.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt

from engine.capture.camera_problems import problem_of
from engine.capture.frame_source import (
    CameraFormat,
    CameraFrame,
    CameraInfo,
    CameraProblem,
    CameraTrouble,
    FrameListener,
    best_first,
)
from engine.capture.jpeg_frames import whole_jpeg
from scolioapp.jobs.camera_list import Cameras
from scolioapp.jobs.multimedia import load_multimedia

if TYPE_CHECKING:
    from PySide6.QtMultimedia import (
        QCamera,
        QCameraDevice,
        QCameraFormat,
        QMediaDevices,
        QVideoFrame,
        QVideoSink,
    )

_MICROSECONDS = 1e6


class QtCameras(Cameras):
    """The cameras of this computer, as Qt sees them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problem: CameraProblem | None = None
        self._devices: QMediaDevices | None = None

    def _ready(self) -> bool:
        if self._devices is None and self._problem is None:
            loaded = load_multimedia()
            if isinstance(loaded, CameraProblem):
                self._problem = loaded
                return False
            self._devices = loaded.QMediaDevices(self)
            self._devices.videoInputsChanged.connect(self.changed)
        return self._devices is not None

    def listed(self) -> tuple[CameraInfo, ...]:
        """Return the cameras that are there now, the system's default first."""
        if not self._ready() or self._devices is None:
            return ()
        devices = sorted(self._devices.videoInputs(), key=lambda one: not one.isDefault())
        return tuple(_info(device) for device in devices)

    def problem(self) -> CameraProblem | None:
        """Return why Qt Multimedia cannot be used, or None."""
        self._ready()
        return self._problem

    def source(self, camera: CameraInfo, chosen: CameraFormat | None) -> QtCameraSource:
        """Return a source of a camera's frames."""
        return QtCameraSource(camera, chosen, self)


def _key(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _info(device: QCameraDevice) -> CameraInfo:
    formats = tuple({_format(one) for one in device.videoFormats()})
    return CameraInfo(_key(device), device.description(), best_first(formats))


def _format(one: QCameraFormat) -> CameraFormat:
    size = one.resolution()
    packed = one.pixelFormat().name == "Format_Jpeg"
    return CameraFormat(size.width(), size.height(), float(one.maxFrameRate()), packed)


class QtCameraSource:
    """One camera, opened by Qt. `start` and `stop` on the interface's thread; frames come on Qt's own.

    Args:
        camera: Which one.
        chosen: One of its formats; None: the best.
        owner: Owner of Qt's objects.
    """

    def __init__(
        self, camera: CameraInfo, chosen: CameraFormat | None, owner: QObject | None = None
    ) -> None:
        self._info = camera
        nothing = CameraFormat(0, 0, 0.0, False)
        self._format = chosen or next(iter(camera.formats), nothing)
        self._owner = owner
        self._lock = threading.Lock()
        self._listener: FrameListener | None = None
        self._parts: tuple[QObject, ...] = ()
        self._frames: QtFrames | None = None
        self._devices: QMediaDevices | None = None
        self._unplugged = False

    @property
    def info(self) -> CameraInfo:
        """Which camera it is."""
        return self._info

    @property
    def format(self) -> CameraFormat:
        """The format that was asked for."""
        return self._format

    def start(self, listener: FrameListener) -> None:
        """Ask for permission where the system wants it, open the camera and send."""
        self._listener = listener
        application = QCoreApplication.instance()
        permission = QCameraPermission()
        if application is None:
            return
        status = application.checkPermission(permission)
        if status is Qt.PermissionStatus.Undetermined and self._owner is not None:
            application.requestPermission(permission, self._owner, self._on_answer)
        else:
            self._open_if(status is not Qt.PermissionStatus.Denied)

    def _on_answer(self, permission: QCameraPermission) -> None:
        application = QCoreApplication.instance()
        if application is not None and self._listener is not None:
            status = application.checkPermission(permission)
            self._open_if(status is Qt.PermissionStatus.Granted)

    def _open_if(self, allowed: bool) -> None:
        if not allowed:
            self._tell(problem_of(CameraTrouble.PERMISSION, self._info.name))
            return
        loaded = load_multimedia()
        if isinstance(loaded, CameraProblem):
            self._tell(loaded)
            return
        self._devices = loaded.QMediaDevices(self._owner)
        self._devices.videoInputsChanged.connect(self._on_devices)
        device = self._device(loaded)
        if device is None:
            self._unplugged = True
            self._tell(problem_of(CameraTrouble.UNPLUGGED, self._info.name))
        else:
            self._open(loaded, device)

    def _device(self, loaded: ModuleType) -> QCameraDevice | None:
        devices = loaded.QMediaDevices.videoInputs()
        return next((one for one in devices if _key(one) == self._info.key), None)

    def _open(self, loaded: ModuleType, device: QCameraDevice) -> None:
        camera: QCamera = loaded.QCamera(device, self._owner)
        for one in device.videoFormats():
            if _format(one) == self._format:
                camera.setCameraFormat(one)
                break
        session = loaded.QMediaCaptureSession(self._owner)
        sink: QVideoSink = loaded.QVideoSink(self._owner)
        camera.errorOccurred.connect(self._on_error)
        session.setCamera(camera)
        session.setVideoSink(sink)
        self._parts = (camera, session, sink)
        self._frames = QtFrames(sink, self._take)
        camera.start()

    def stop(self) -> None:
        """Close the camera; nothing is told afterwards."""
        with self._lock:
            self._listener = None
        self._unplugged = False
        if self._devices is not None:
            self._devices.videoInputsChanged.disconnect(self._on_devices)
            self._devices.deleteLater()
            self._devices = None
        self._close()

    def _close(self) -> None:
        if self._frames is not None:
            self._frames.close()
            self._frames = None
        parts, self._parts = self._parts, ()
        for part in parts:
            if hasattr(part, "stop"):
                part.stop()
        for part in reversed(parts):
            part.deleteLater()

    def _on_devices(self) -> None:
        """Tell that the camera has gone, or open it when it is back."""
        loaded = load_multimedia()
        if isinstance(loaded, CameraProblem):
            return
        device = self._device(loaded)
        if device is None and not self._unplugged:
            self._unplugged = True
            self._close()
            self._tell(problem_of(CameraTrouble.UNPLUGGED, self._info.name))
        elif device is not None and self._unplugged:
            self._unplugged = False
            self._open(loaded, device)

    def _take(self, frame: CameraFrame) -> None:
        with self._lock:
            if self._listener is not None:
                self._listener.take_frame(frame)

    def _tell(self, problem: CameraProblem) -> None:
        with self._lock:
            if self._listener is not None:
                self._listener.take_problem(problem)

    def _on_error(self, _error: object, _said: str) -> None:
        """Tell a camera that does not open from one that has gone, of which the list of devices tells."""
        loaded = load_multimedia()
        if isinstance(loaded, CameraProblem) or self._device(loaded) is not None:
            self._tell(problem_of(CameraTrouble.IN_USE, self._info.name))
        else:
            self._on_devices()


class QtFrames:
    """Turns what arrives in a video sink into frames, on the thread that the sink is fed from.

    Args:
        sink: Where Qt lays its frames.
        take: Takes each frame.
    """

    def __init__(self, sink: QVideoSink, take: Callable[[CameraFrame], None]) -> None:
        self._sink = sink
        self._take = take
        sink.videoFrameChanged.connect(self._on_frame, Qt.ConnectionType.DirectConnection)

    def close(self) -> None:
        """Take nothing more."""
        self._sink.videoFrameChanged.disconnect(self._on_frame)

    def _on_frame(self, frame: QVideoFrame) -> None:
        made = camera_frame(frame)
        if made is not None:
            self._take(made)


def camera_frame(frame: QVideoFrame) -> CameraFrame | None:
    """Turn a frame of Qt into one of ours; None where it holds no whole picture.

    A JPEG is cut at its end marker: the buffer of a camera on Linux is as large as the largest picture.
    Everything else becomes RGB.
    """
    start = frame.startTime()
    seconds = start / _MICROSECONDS if start >= 0 else time.monotonic()
    width, height = frame.width(), frame.height()
    if frame.pixelFormat().name == "Format_Jpeg":
        mode = type(frame).MapMode.ReadOnly
        if not frame.map(mode):
            return None
        try:
            jpeg = whole_jpeg(bytes(frame.bits(0)[: frame.mappedBytes(0)]))
        finally:
            frame.unmap()
        return None if jpeg is None else CameraFrame(seconds, width, height, jpeg=jpeg)
    image = frame.toImage()
    if image.isNull():
        return None
    image = image.convertToFormat(type(image).Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
    return CameraFrame(seconds, image.width(), image.height(), pixels=pixels)
