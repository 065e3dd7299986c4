"""How often the vertical of a rendered room is found, how well, and what a turn of the picture does to it.

    python -m tests.benchmarks.levels --count 100 --seed 606000       about five seconds each
    python -m tests.benchmarks.levels --turn 3.5

Rooms of all makes with a walker, seen by any camera (0.5 to 2.4 m high, rolled to 8 and pitched to 20
degrees, of an unknown lens), compressed as JPEG about as strongly as the walker's film is. Errors are those
of the local vertical where the person is.
"""

from __future__ import annotations

import argparse
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.cli.console import say
from engine.core.level import Level, up_of, upwards, usual_focal
from engine.core.video import Frame
from engine.perception.camera.line_segments import LONG_SIDE, detect_segments
from engine.perception.camera.plumb_line import LevelEstimator
from engine.perception.camera.vanishing_point import estimate_vertical
from engine.simulation.phantoms import Phantom, short_walk
from tests.engine.perception.camera.test_plumb_line import Somebody, info

FITTED = 505000
"""Seed of the 120 rooms that the rules were chosen on."""
QUALITIES = {"clean": 95, "mild": 80, "strong": 35}


class Room(NamedTuple):
    """A picture, RGB, who is in it, and the angle of a plumb line at ``place``, px."""

    image: NDArray[np.uint8]
    person: Somebody
    place: NDArray[np.float64]
    plumb: float


class Found(NamedTuple):
    """Whether the vertical is known by upright edges alone, and the level that the program finds."""

    upright: bool
    level: Level


def draw_room(number: int, seed: int) -> Room:
    spec = short_walk(number, seed, make="all", conditions="any")
    phantom = Phantom(spec)
    film = spec.film
    strong = bool(film.kbps) or (film.crf or 0) >= 29
    quality = QUALITIES["clean" if not film.compressed else "strong" if strong else "mild"]
    packed = cv2.imencode(".jpg", phantom.picture(0), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    scale = min(1.0, LONG_SIDE / max(image.shape[:2]))
    mask = (phantom.mask(0) > 0).astype(np.uint8)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea).reshape(-1, 2).astype(np.float32) * scale
    bounds = np.concatenate([outline.min(axis=0), outline.max(axis=0)])
    shrunk = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    place = phantom.keypoints()[0, :, :2].mean(axis=0)
    camera = spec.camera
    middle = np.array([camera.width, camera.height]) / 2
    ray = np.append((place - middle) / camera.focal_px, 1.0)
    way = upwards(ray[None], up_of(np.array([[-camera.roll, -camera.pitch]])))[0]
    plumb = float(np.degrees(np.arctan2(way[0], -way[1])))
    return Room(np.asarray(shrunk, np.uint8), Somebody(bounds, outline), place * scale, plumb)


def turned(room: Room, degrees: float) -> Room:
    """The same picture turned about its middle, with black corners."""
    height, width = room.image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    outline = (room.person.outline @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    bounds = np.concatenate([outline.min(axis=0), outline.max(axis=0)])
    image = np.asarray(cv2.warpAffine(room.image, turn, (width, height)), np.uint8)
    place = turn[:, :2] @ room.place + turn[:, 2]
    return Room(image, Somebody(bounds, outline), place, room.plumb + degrees)


def find(room: Room) -> Found:
    estimator = LevelEstimator(info(room.image))
    estimator.add(Frame(room.image, 0.0, 0), [room.person], moves=False)
    size = room.image.shape[1], room.image.shape[0]
    free = np.full(room.image.shape[:2], 255, np.uint8)
    cv2.fillPoly(free, [room.person.outline.round().astype(np.int32)], (0,))
    grey = np.asarray(cv2.cvtColor(room.image, cv2.COLOR_RGB2GRAY), np.uint8)
    upright = estimate_vertical(
        detect_segments(grey, free=free), focal_px=usual_focal(*size), size=size
    )
    return Found(upright.reason is None, estimator.level(0.0))


def error(room: Room, level: Level) -> float:
    return float(level.local_vertical(*room.place)) - room.plumb


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=606000, help=f"{FITTED}: what the rules know")
    parser.add_argument("--turn", type=float, default=3.5, help="degrees")
    arguments = parser.parse_args()
    upright, errors, held, apart = 0, [], 0, []
    for number in range(arguments.count):
        room = draw_room(number, arguments.seed)
        found = find(room)
        upright += found.upright
        if not found.level.known:
            continue
        errors.append(error(room, found.level))
        held += abs(errors[-1]) < 1.96 * found.level.error_degrees
        copy = turned(room, arguments.turn)
        again = find(copy).level
        if again.known:
            apart.append(error(copy, again) - errors[-1])
    off, between = np.array(errors), np.array(apart)
    say(f"{arguments.count} rooms, seed {arguments.seed}")
    say(f"known by upright edges alone: {upright}; by all edges: {len(off)}")
    say(
        f"error: rms {np.sqrt((off**2).mean()):.2f} degrees, largest {np.abs(off).max():.2f}, "
        f"within what is claimed {held} of {len(off)}"
    )
    say(
        f"turned by {arguments.turn}: known in both {len(between)}, apart by "
        f"{np.sqrt((between**2).mean()):.2f} rms, at most {np.abs(between).max():.2f}, "
        f"within 0.7 {int((np.abs(between) < 0.7).sum())}"
    )


if __name__ == "__main__":
    main()
