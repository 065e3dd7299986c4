"""Cards in the live picture: read from a compressed frame, and only while somebody looks for them."""

from __future__ import annotations

import cv2
import numpy as np
from pytestqt.qtbot import QtBot

from engine.capture.frame_source import CameraFrame
from engine.roster.card_codes import new_code
from scolioapp.jobs.card_reader import CardReader, code_in
from scolioapp.jobs.worker import Worker
from tests.engine.roster.test_qr_cards import seen


def frame(code: str) -> CameraFrame:
    picture = seen(code, 260)[..., ::-1]
    _, jpeg = cv2.imencode(".jpg", picture)
    return CameraFrame(0.0, 1920, 1080, jpeg=jpeg.tobytes())


def test_a_card_is_read_from_a_compressed_frame() -> None:
    code = new_code()
    assert code_in(frame(code)) == code
    assert code_in(CameraFrame(0.0, 1920, 1080, jpeg=b"torn")) is None
    grey = np.full((1080, 1920, 3), 90, np.uint8)
    assert code_in(CameraFrame(0.0, 1920, 1080, pixels=grey)) is None


def test_it_looks_only_while_it_is_told_to(qtbot: QtBot, worker: Worker) -> None:
    code, asked = new_code(), []
    shown = frame(code)

    def newest() -> CameraFrame:
        asked.append(1)
        return shown

    reader = CardReader(newest, worker)
    found: list[str] = []
    reader.found.connect(found.append)
    reader.watch(True)
    qtbot.waitUntil(lambda: found == [code] or len(found) > 0)
    reader.watch(False)
    looked = len(asked)
    qtbot.wait(700)
    assert len(asked) == looked
    assert set(found) == {code}
    reader.deleteLater()
