"""When recordings are made smaller: while no video is screened or waits, and no camera is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from scolioapp.bootstrap.camera_wiring import CameraWiring
from scolioapp.jobs.idle_conversion import IdleConversion
from scolioapp.jobs.queue import JobQueue
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.camera import CameraState


def wire_conversion(
    folder: Path, camera: CameraWiring, queue: JobQueue, worker: Worker, parent: QObject
) -> IdleConversion:
    """Have recordings converted whenever nothing else is done.

    Args:
        folder: That of the recordings.
        camera: The camera.
        queue: The videos that are screened.
        worker: Waits for conversions.
        parent: Owns what is made.
    """

    def busy() -> bool:
        return bool(queue.unfinished) or camera.model.state is not CameraState.CLOSED

    conversion = IdleConversion(folder, worker, busy, parent)
    queue.waiting_changed.connect(conversion.look)
    queue.idle.connect(conversion.look)
    camera.model.state_changed.connect(conversion.look)
    return conversion
