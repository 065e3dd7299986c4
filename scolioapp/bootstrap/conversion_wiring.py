"""When recordings are made smaller: while no video is screened or waits, and no camera is open."""

from __future__ import annotations

from PySide6.QtCore import QObject

from scolioapp.bootstrap.camera_wiring import CameraWiring
from scolioapp.jobs.idle_conversion import IdleConversion
from scolioapp.jobs.provider_race import ProviderRace
from scolioapp.jobs.queue import JobQueue
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.camera import CameraState
from scolioapp.viewmodels.records_door import RecordsDoor


def wire_conversion(
    camera: CameraWiring,
    queue: JobQueue,
    worker: Worker,
    door: RecordsDoor | None,
    race: ProviderRace,
    parent: QObject,
) -> IdleConversion:
    """Have recordings converted whenever nothing else is done.

    Args:
        camera: The camera.
        queue: The videos that are screened.
        worker: Waits for conversions.
        door: The protected records, or None where recordings lie in a folder.
        race: Measures how fast this computer is; neither begins while the other runs.
        parent: Owns what is made.
    """

    def busy() -> bool:
        locked = door is not None and door.user is None
        used = bool(queue.unfinished) or camera.model.state is not CameraState.CLOSED
        return locked or used or race.running

    conversion = IdleConversion(camera.library.conversions, worker, busy, parent)
    race.beside = lambda: conversion.running
    race.ended.connect(conversion.look)
    queue.waiting_changed.connect(conversion.look)
    queue.idle.connect(conversion.look)
    camera.model.state_changed.connect(conversion.look)
    if door is not None:
        # Keys are in no other process while nobody is there.
        door.switched.connect(conversion.look)
    return conversion
