"""The people of a recording, drawn over its picture: mask, skeleton, sides, box and number.

All vector, in frame pixels mapped by a `Placement`; serves the player, the chooser and the report.
Left is drawn blue and right orange (Okabe-Ito), always with the letters L and R (or what another
language writes for them) beside the person's own sides, so that the colour is never alone.
Must not know widgets or the view-model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from engine.core.keypoints import LIMBS, Keypoint
from engine.perception.types import Recording, Track
from engine.report.picture_view import OverlayMode, PictureView, left_at_right
from scolioapp.painting.ink import Align, Ink, painting
from scolioapp.painting.theme import DARK

LEFT_COLOUR, RIGHT_COLOUR, MIDDLE_COLOUR = DARK.left, DARK.right, "#f2f2f2"
_HALO = "#101317"
_HIDDEN_FOR_SECONDS = 1.0
_MIN_SCORE = 0.2
_HEAD = 5
"""Keypoints 0 to 4 are the face."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnPerson:
    """One person at one moment.

    Attributes:
        keypoints: float32 ``[17, 3]``: x px, y px, score.
        outline: Outline of the mask, float32 ``[N, 2]`` px; may be empty.
        number: Number of the person, or None where it is not written.
        chosen: Whether this person is the one judged.
    """

    keypoints: NDArray[np.float32]
    outline: NDArray[np.float32]
    number: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the frame lies on the surface: ``surface = frame * scale + offset``.

    Attributes:
        scale: Surface units in a px of the frame.
        x: Offset to the right.
        y: Offset downwards.
        turn: Where left and right change places, twice the x (frame px) that stays; else None.
    """

    scale: float
    x: float
    y: float
    turn: float | None = None

    @classmethod
    def fit(cls, view: PictureView, room: QRectF) -> Placement:
        """Fit a part of a frame into a rectangle, centred, keeping its aspect."""
        part = view.region
        scale = min(room.width() / part.width, room.height() / part.height)
        x = room.x() + (room.width() - part.width * scale) / 2 - part.x0 * scale
        y = room.y() + (room.height() - part.height * scale) / 2 - part.y0 * scale
        return cls(scale, x, y, part.x0 + part.x1 if view.mirrored else None)

    def point(self, x: float, y: float) -> QPointF:
        """Map a point."""
        across = float(x) if self.turn is None else self.turn - float(x)
        return QPointF(across * self.scale + self.x, float(y) * self.scale + self.y)

    def place(self, point: QPointF) -> tuple[float, float]:
        """Return the place in the frame, px, that lies under a point of the surface."""
        across = (point.x() - self.x) / self.scale
        return across if self.turn is None else self.turn - across, (
            point.y() - self.y
        ) / self.scale

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> QRectF:
        """Map a rectangle."""
        return QRectF(self.point(x0, y0), self.point(x1, y1)).normalized()


def person_at(
    track: Track, seconds: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Return keypoints and outline of a track at a time, between analysed frames by interpolation.

    The outline of the nearest analysed frame moves along with the body's centre. None where the
    person was not followed at that time.
    """
    times = track.seconds
    if len(times) == 0:
        return None
    step = float(np.median(np.diff(times))) if len(times) > 1 else 0.1
    after = int(np.searchsorted(times, seconds))
    before = max(after - 1, 0)
    after = min(after, len(times) - 1)
    nearest = before if seconds - times[before] <= times[after] - seconds else after
    gap = float(times[after] - times[before])
    if not 0.0 < gap <= 2.1 * step:
        if abs(float(times[nearest]) - seconds) > 0.75 * step:
            return None
        return track.keypoints[nearest], _outline(track, nearest)
    share = (seconds - float(times[before])) / gap
    points = (1 - share) * track.keypoints[before] + share * track.keypoints[after]
    points = points.astype(np.float32)
    moved = points[:, :2].mean(axis=0) - track.keypoints[nearest][:, :2].mean(axis=0)
    outline = _outline(track, nearest)
    return points, (outline + moved).astype(np.float32) if len(outline) else outline


def _outline(track: Track, index: int) -> NDArray[np.float32]:
    if index < len(track.outlines):
        return track.outlines[index]
    return np.zeros((0, 2), np.float32)


def people_at(recording: Recording, seconds: float, chosen: int | None) -> list[DrawnPerson]:
    """Return everyone at a time; numbers only where there are several; the one judged last, on top."""
    several = len(recording.tracks) > 1
    people = []
    for number, track in enumerate(recording.tracks, start=1):
        found = person_at(track, seconds)
        if found is not None:
            shown = number if several else None
            people.append(DrawnPerson(found[0], found[1], shown, number == chosen))
    return sorted(people, key=lambda person: person.chosen)


def paint_people(
    painter: QPainter,
    people: Sequence[DrawnPerson],
    placement: Placement,
    *,
    mode: OverlayMode,
    ink: Ink,
    frame: QRectF,
) -> None:
    """Paint people over a frame that lies at ``placement``; nothing leaves the rectangle ``frame``."""
    if mode is OverlayMode.NONE:
        return
    painter.save()
    painter.setClipRect(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for person in people:
        painter.setOpacity(1.0 if person.chosen else 0.55)
        if mode in (OverlayMode.ALL, OverlayMode.MASK):
            _paint_outline(painter, person, placement, ink)
        if mode in (OverlayMode.ALL, OverlayMode.SKELETON):
            _paint_skeleton(painter, person, placement, ink)
        if person.number is not None:
            _paint_box(painter, person, placement, ink, frame)
        if person.chosen:
            _paint_sides(painter, side_places(person, placement, ink), frame, ink)
    painter.restore()


def _extent(person: DrawnPerson) -> tuple[float, float, float, float]:
    points = person.outline if len(person.outline) else person.keypoints[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _paint_outline(painter: QPainter, person: DrawnPerson, placement: Placement, ink: Ink) -> None:
    if len(person.outline) < 3:
        return
    polygon = QPolygonF([placement.point(x, y) for x, y in person.outline])
    fill = QColor(MIDDLE_COLOUR)
    fill.setAlpha(50)
    painter.setBrush(fill)
    painter.setPen(_pen(_HALO, 2.5, ink, 90))
    painter.drawPolygon(polygon)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(MIDDLE_COLOUR, 1.2, ink))
    painter.drawPolygon(polygon)


def side_colour(first: int, second: int) -> str:
    """Return the colour of a limb between two keypoints: left, right, or the middle of the body."""
    if first == Keypoint.NOSE or second == Keypoint.NOSE or first % 2 != second % 2:
        return MIDDLE_COLOUR
    return LEFT_COLOUR if first % 2 else RIGHT_COLOUR


def _paint_skeleton(painter: QPainter, person: DrawnPerson, placement: Placement, ink: Ink) -> None:
    points = person.keypoints
    x0, y0, x1, y1 = _extent(person)
    body = max(y1 - y0, x1 - x0) * placement.scale / ink.unit
    thick = min(max(body / 110, 1.6), 4.0)
    limbs = [
        (a, b)
        for a, b in (*LIMBS[10:], *LIMBS[5:7], *LIMBS[8:10], (5, 6))
        if points[a, 2] >= _MIN_SCORE and points[b, 2] >= _MIN_SCORE
    ]
    for colour, extra in ((_HALO, 2.0), (None, 0.0)):
        for a, b in limbs:
            painter.setPen(_pen(colour or side_colour(a, b), thick + extra, ink, 255))
            painter.drawLine(placement.point(*points[a, :2]), placement.point(*points[b, :2]))
    painter.setPen(_pen(_HALO, 1.0, ink))
    for index, (x, y, score) in enumerate(points):
        if score < _MIN_SCORE:
            continue
        single = MIDDLE_COLOUR if index == 0 else LEFT_COLOUR if index % 2 else RIGHT_COLOUR
        painter.setBrush(QColor(single))
        radius = ink.unit * (thick * 0.55 if index < _HEAD else thick * 0.95)
        painter.drawEllipse(placement.point(x, y), radius, radius)


def _inside(centre: QPointF, frame: QRectF, ink: Ink) -> QPointF:
    """Move the centre of a letter until its disc lies within the picture."""
    edge = 11 * ink.unit
    x = min(max(centre.x(), frame.left() + edge), frame.right() - edge)
    y = min(max(centre.y(), frame.top() + edge), frame.bottom() - edge)
    return QPointF(x, y)


def _paint_box(
    painter: QPainter, person: DrawnPerson, placement: Placement, ink: Ink, frame: QRectF
) -> None:
    x0, y0, x1, y1 = _extent(person)
    margin = 0.03 * (y1 - y0)
    box = placement.rect(x0 - margin, y0 - margin, x1 + margin, y1 + margin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.SolidLine if person.chosen else Qt.PenStyle.DashLine
    pen = _pen(MIDDLE_COLOUR, 1.4, ink)
    pen.setStyle(style)
    # Upright edges look the same without smoothing, which would cost as much as all else together.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(_pen(_HALO, 3.0, ink, 110))
    painter.drawRect(box)
    painter.setPen(pen)
    painter.drawRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corner = _inside(box.topLeft(), frame, ink)
    paint_letter(painter, corner, str(person.number), MIDDLE_COLOUR, ink)


def _paint_sides(
    painter: QPainter, places: Iterable[tuple[str, QPointF]], frame: QRectF, ink: Ink
) -> None:
    """Write L and R, moved inwards where the body reaches the edge of the picture."""
    for letter, centre in places:
        colour = LEFT_COLOUR if letter == "L" else RIGHT_COLOUR
        paint_letter(painter, _inside(centre, frame, ink), side_sign(letter), colour, ink)


def side_sign(letter: str) -> str:
    """Return what is written for a side, ``L`` or ``R``, in the window's language: one letter."""
    translate = QCoreApplication.translate
    signs = {
        "L": translate("Sides", "L", "the left side, as one letter on a picture"),
        "R": translate("Sides", "R", "the right side, as one letter on a picture"),
    }
    return signs[letter]


def side_places(
    person: DrawnPerson, placement: Placement, ink: Ink
) -> tuple[tuple[str, QPointF], tuple[str, QPointF]]:
    """Return where L and R are written: beside the body, at chest height, each on its own side.

    A person seen from the side has no side towards either edge of the picture; there the letters
    stand below the person's own feet.
    """
    points = person.keypoints
    x0, y0, x1, y1 = _extent(person)
    left_is_right = left_at_right(points, y1 - y0)
    if left_is_right is None:
        return _places_at_feet(person, placement, ink)
    torso = points[[5, 6, 11, 12], 1]
    height = float(0.6 * torso[:2].mean() + 0.4 * torso[2:].mean())
    away = 18 * ink.unit
    across = placement.rect(x0, height, x1, height)
    low, high = across.topLeft() - QPointF(away, 0), across.topRight() + QPointF(away, 0)
    turned = left_is_right is (placement.turn is None)
    left, right = (high, low) if turned else (low, high)
    return ("L", left), ("R", right)


def _places_at_feet(
    person: DrawnPerson, placement: Placement, ink: Ink
) -> tuple[tuple[str, QPointF], tuple[str, QPointF]]:
    bottom = _extent(person)[3]
    down = QPointF(0, 13 * ink.unit)
    left, right = (
        placement.point(person.keypoints[foot, 0], bottom) + down
        for foot in (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE)
    )
    apart = 23 * ink.unit - abs(left.x() - right.x())
    if apart > 0:
        away = QPointF(apart / 2 if left.x() >= right.x() else -apart / 2, 0)
        left, right = left + away, right - away
    return ("L", left), ("R", right)


def paint_letter(painter: QPainter, centre: QPointF, letter: str, colour: str, ink: Ink) -> None:
    """Write a letter on a dark disc, legible over any picture."""
    radius = 10.0 * ink.unit
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    dark = QColor(_HALO)
    dark.setAlpha(215)
    painter.setBrush(dark)
    painter.drawEllipse(centre, radius, radius)
    place = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    ink.write(
        painter, place, letter, face=ink.bold, colour=colour, align=Align.CENTRE | Align.MIDDLE
    )
    painter.restore()


def face_region(keypoints: NDArray[np.float32]) -> tuple[float, float, float]:
    """Return centre and radius (frame px) of a disc that covers the head.

    The same disc as in the overlay video (`engine.report.overlay_video.hide_face`): the trunk's length
    counts too, because the face's points lie close together from behind or aside.
    """
    face = keypoints[:_HEAD, :2].mean(axis=0)
    trunk = keypoints[11:13, :2].mean(axis=0) - keypoints[5:7, :2].mean(axis=0)
    spread = float(np.ptp(keypoints[:_HEAD, :2], axis=0).max())
    radius = max(0.9 * spread, 0.35 * float(np.hypot(*trunk)), 6.0)
    return float(face[0]), float(face[1]), radius


def faces_at(recording: Recording, seconds: float) -> list[tuple[float, float, float]]:
    """Return the heads at a time (see `face_region`), also of people who are lost for a moment."""
    faces = []
    for track in recording.tracks:
        if len(track.seconds) == 0:
            continue
        found = person_at(track, seconds)
        nearest = int(np.abs(track.seconds - seconds).argmin())
        if found is not None:
            faces.append(face_region(found[0]))
        elif abs(float(track.seconds[nearest]) - seconds) <= _HIDDEN_FOR_SECONDS:
            faces.append(face_region(track.keypoints[nearest]))
    return faces


def paint_hidden_faces(
    painter: QPainter,
    image: QImage,
    faces: Sequence[tuple[float, float, float]],
    *,
    frame: QRectF,
    placement: Placement,
) -> None:
    """Cover heads (see `faces_at`) with coarse tiles of themselves; ``image`` fills ``frame``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    scale = image.width() / max(frame.width(), 1.0)
    for x, y, radius in faces:
        place = placement.rect(x - radius, y - radius, x + radius, y + radius)
        corner = (place.topLeft() - frame.topLeft()) * scale
        crop = QRectF(corner, place.size() * scale).toAlignedRect().intersected(image.rect())
        if crop.isEmpty():
            continue
        coarse = image.copy(crop).scaled(4, 4, mode=Qt.TransformationMode.SmoothTransformation)
        back = QRectF(
            crop.x() / scale + frame.x(),
            crop.y() / scale + frame.y(),
            crop.width() / scale,
            crop.height() / scale,
        )
        path = QPainterPath()
        path.addEllipse(place)
        painter.setClipPath(path)
        painter.drawImage(back, coarse)
    painter.restore()


def with_hidden_faces(
    image: QImage, view: PictureView, recording: Recording, seconds: float
) -> QImage:
    """Return a small picture of a part of the frame with every head covered."""
    covered = image.copy()
    frame = QRectF(covered.rect())
    faces, placement = faces_at(recording, seconds), Placement.fit(view, frame)
    with painting(covered) as painter:
        paint_hidden_faces(painter, image, faces, frame=frame, placement=placement)
    return covered


def _pen(colour: str, width: float, ink: Ink, alpha: int = 255) -> QPen:
    shade = QColor(colour)
    shade.setAlpha(alpha)
    pen = QPen(shade, width * ink.unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
