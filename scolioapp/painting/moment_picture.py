"""The picture of the report: the body in the middle of a step, seen from behind, with its sides.

Must not know where it stands on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from engine.gait.mid_stance import mid_stance
from engine.report.picture_view import FilmedFrom, OverlayMode, PictureView, Region, filmed_from
from scolioapp.painting.ink import Ink
from scolioapp.painting.overlay import DrawnPerson, Placement, paint_people

if TYPE_CHECKING:
    from engine.gait.sequence import GaitSequence
    from scolioapp.jobs.screener import Screening


def representative(screening: Screening) -> DrawnPerson | None:
    """Return the person in mid-stance: half-way between two heel strikes, as tall as can be seen.

    None where nobody was judged.
    """
    sequence = screening.sequence
    if sequence is None or len(sequence.seconds) == 0:
        return None
    index = mid_stance(screening.result, sequence)
    return DrawnPerson(sequence.keypoints[index], _outline(sequence, index), None, True)


def stance(screening: Screening) -> float:
    """Return the time of that moment in the video, seconds; the middle of it where nobody was judged."""
    sequence, facts = screening.sequence, screening.result.provenance
    if sequence is None or len(sequence.seconds) == 0:
        return facts.video.duration_seconds / 2
    return float(sequence.seconds[mid_stance(screening.result, sequence)]) * facts.slow_motion


def _outline(
    sequence: GaitSequence, index: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    points = sequence.extras.get("outline_points")
    offsets = sequence.extras.get("outline_offsets")
    if points is None or offsets is None or index + 1 >= len(offsets):
        return np.zeros((0, 2), np.float32)
    return np.asarray(points[int(offsets[index]) : int(offsets[index + 1])], np.float32)


def mirrored(screening: Screening) -> bool:
    """Tell whether pictures change sides on paper, where everybody is seen from behind."""
    sequence = screening.sequence
    return sequence is not None and filmed_from(sequence.keypoints) is FilmedFrom.FRONT


def paint_body(
    painter: QPainter, ink: Ink, person: DrawnPerson, room: QRectF, *, mirrored: bool
) -> None:
    """Draw the body with its sides on plain paper."""
    points = person.outline if len(person.outline) else person.keypoints[:, :2]
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    painter.save()
    painter.setPen(ink.pen(ink.tokens.border, 1))
    painter.setBrush(QColor(ink.tokens.window))
    painter.drawRoundedRect(room, 6 * ink.unit, 6 * ink.unit)
    side, edge = 34 * ink.unit, 10 * ink.unit
    feet = 26 * ink.unit
    inner = room.adjusted(side, edge, -side, -feet)
    part = Region(
        float(x0), float(y0), max(float(x1), float(x0) + 1), max(float(y1), float(y0) + 1)
    )
    placement = Placement.fit(PictureView(part, mirrored), inner)
    if len(person.outline) >= 3:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#aab2bc"))
        painter.drawPolygon(QPolygonF([placement.point(x, y) for x, y in person.outline]))
    paint_people(painter, [person], placement, mode=OverlayMode.SKELETON, ink=ink, frame=room)
    painter.restore()
