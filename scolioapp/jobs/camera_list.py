"""The cameras that can be chosen: those of this computer, or whatever stands for them.

Must not know QtMultimedia: `scolioapp.jobs.qt_camera` is imported when real cameras are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.capture.frame_source import CameraFormat, CameraInfo, CameraProblem, FrameSource

DEMONSTRATION = "demonstration"
"""Key of the sample that is played as a camera."""


class Cameras(QObject):
    """The cameras of this computer; asked on the interface's thread.

    Signals:
        changed: A camera was plugged in or unplugged.
    """

    changed = Signal()

    def listed(self) -> tuple[CameraInfo, ...]:
        """Return the cameras that are there now."""
        return ()

    def problem(self) -> CameraProblem | None:
        """Return why no camera can be listed at all, or None."""
        return None

    def source(self, camera: CameraInfo, chosen: CameraFormat | None) -> FrameSource:
        """Return a source of a camera's frames, closed yet.

        Args:
            camera: One that was listed.
            chosen: One of its formats; None: the best.
        """
        raise NotImplementedError


class FileCameras(Cameras):
    """Files that are played as cameras: the demonstration, and tests.

    Args:
        files: Each file with the name of its camera.
        open_file: Makes the source of a file.
    """

    def __init__(
        self,
        files: Sequence[tuple[CameraInfo, Path]],
        open_file: Callable[[Path, CameraInfo], FrameSource],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = {camera.key: (camera, path) for camera, path in files}
        self._open = open_file

    def listed(self) -> tuple[CameraInfo, ...]:
        """Return the files."""
        return tuple(camera for camera, _ in self._files.values())

    def source(self, camera: CameraInfo, chosen: CameraFormat | None) -> FrameSource:
        """Return the file as a source; it has one format."""
        return self._open(self._files[camera.key][1], camera)


class JoinedCameras(Cameras):
    """Several lists in one, in their order.

    Args:
        lists: Become parts of this one.
    """

    def __init__(self, lists: Sequence[Cameras], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists = tuple(lists)
        for one in self._lists:
            one.setParent(self)
            one.changed.connect(self.changed)

    def listed(self) -> tuple[CameraInfo, ...]:
        """Return all cameras."""
        return tuple(camera for one in self._lists for camera in one.listed())

    def problem(self) -> CameraProblem | None:
        """Return the first problem."""
        return next(filter(None, (one.problem() for one in self._lists)), None)

    def source(self, camera: CameraInfo, chosen: CameraFormat | None) -> FrameSource:
        """Return a source from the list that the camera stands on."""
        for one in self._lists:
            if any(each.key == camera.key for each in one.listed()):
                return one.source(camera, chosen)
        return self._lists[0].source(camera, chosen)


class LateCameras(Cameras):
    """Cameras that are looked for when they are first asked for, so that a window starts without them.

    Args:
        make: Makes the list.
    """

    def __init__(self, make: Callable[[], Cameras], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._made: Cameras | None = None

    def _list(self) -> Cameras:
        if self._made is None:
            self._made = self._make()
            self._made.setParent(self)
            self._made.changed.connect(self.changed)
        return self._made

    def listed(self) -> tuple[CameraInfo, ...]:
        """Return the cameras that are there now."""
        return self._list().listed()

    def problem(self) -> CameraProblem | None:
        """Return why no camera can be listed at all, or None."""
        return self._list().problem()

    def source(self, camera: CameraInfo, chosen: CameraFormat | None) -> FrameSource:
        """Return a source of a camera's frames."""
        return self._list().source(camera, chosen)
