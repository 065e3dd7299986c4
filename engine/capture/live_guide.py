"""Looks at live frames and says what to do: one cue at a time, and when the walk begins and ends.

    frame --half size--> LivePeople --who--> StartStop (when), measure_light, LiveCamera --> CueChooser (what)

It is handed every second frame or whichever comes next; what it says of a frame depends on that frame and
those before alone. Must not know: where frames come from, or what is recorded.
"""

from __future__ import annotations

import threading
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.capture.cues import SENTENCES, CueChooser
from engine.capture.frame_source import CameraFrame
from engine.capture.guidance import Cue, Guidance, GuideState, LiveVerdict
from engine.capture.live_camera import LiveCamera
from engine.capture.live_light import Light, measure_light
from engine.capture.live_people import LivePeople, Pose
from engine.capture.live_verdict import live_verdict
from engine.capture.start_stop import StartStop
from engine.capture.walk_signs import Sighting, posture_of
from engine.core.landmarks import LEFT_HEEL, LEFT_TOE, RIGHT_HEEL, RIGHT_TOE
from engine.core.level import FOCAL_SHARE
from engine.core.scale import EARS_TO_ANKLES
from engine.core.video import VideoInfo
from engine.gait.level_findings import tilts_too_far
from engine.perception.networks.live_pose import LivePose
from engine.perception.thresholds import DEFAULT
from engine.perception.tracking.observation import Observation
from engine.perception.types import Person

ASSUMED_HEIGHT_M = 1.45
"""Body height that a distance is told by; children of 8 to 16 years are 1.25 to 1.7 m tall."""

_HALVED_FROM = 1280
"""Longer side, px, from which on frames are looked at in half their size."""
_FEET = [15, 16]
_SOLES = [LEFT_HEEL, RIGHT_HEEL, LEFT_TOE, RIGHT_TOE]
_LIGHT_SECONDS = 0.4
_WALKING = (GuideState.WALK, GuideState.TURN)
_NO_LIGHT = Light(float("nan"), float("nan"), float("nan"), float("nan"))


class LiveGuide:
    """Guides one person through a recording. Calls may come from any thread, one after the other.

    Args:
        pose: Looks at pictures; None opens the bundled network for guidance on one thread.

    Raises:
        PerceptionError: The bundled network's card cannot be read.
        ModelError: The bundled network is missing or broken.
    """

    def __init__(self, pose: Pose | None = None) -> None:
        self._people = LivePeople(LivePose() if pose is None else pose)
        self._lock = threading.Lock()
        self._camera: LiveCamera | None = None
        self._size = (0, 0)
        self._restart()

    def _restart(self) -> None:
        self._people.reset()
        self._machine, self._cues = StartStop(), CueChooser()
        self._light, self._light_due = _NO_LIGHT, -np.inf
        self._walk: list[Observation] = []
        self._moving_since: float | None = None
        if self._camera is not None:
            self._camera.restart()

    def reset(self) -> None:
        """Wait for the next walk; what is known of the camera's level is kept."""
        with self._lock:
            self._restart()

    def verdict(self) -> LiveVerdict:
        """Judge the walk seen since the last `reset`, straight away."""
        with self._lock:
            info = _video_info(*self._size)
            camera = self._camera
            return live_verdict(
                self._walk,
                info,
                steps=self._machine.steps,
                camera={} if camera is None else camera.facts(),
                level=None if camera is None else camera.level,
            )

    def look(self, frame: CameraFrame) -> Guidance:
        """Look at a frame, and say what to do.

        Args:
            frame: Later than the one before; what cannot be decoded counts as a frame without anybody.
        """
        with self._lock:
            return self._look(frame)

    def _look(self, frame: CameraFrame) -> Guidance:
        image, scale = to_half_size(frame)
        if image is None:
            self._machine.take(frame.seconds, None)
            return self._guidance(frame, None, set())
        self._size = frame.width, frame.height
        found = self._people.look(image, frame.seconds)
        person = None if found is None else _enlarged(found, scale)
        if found is not None and frame.seconds >= self._light_due:
            self._light = measure_light(image, found)
            self._light_due = frame.seconds + _LIGHT_SECONDS
        self._watch_camera(image, frame, found)
        sighting = None if person is None else _sighting(person, frame)
        before = self._machine.state
        state = self._machine.take(frame.seconds, sighting)
        if state in _WALKING:
            if before not in _WALKING and self._camera is not None:
                self._camera.restart()
            if person is not None:
                self._walk.append(_observation(person, frame.seconds, self._light))
        return self._guidance(frame, person, self._holding(frame, person, sighting))

    def _watch_camera(
        self, image: NDArray[np.uint8], frame: CameraFrame, found: Person | None
    ) -> None:
        height, width = image.shape[:2]
        if self._camera is None or self._camera.size != (width, height):
            self._camera = LiveCamera(width, height)
        people = [] if found is None else [_observation(found, frame.seconds, self._light)]
        idle = self._machine.state is GuideState.WAIT
        self._camera.add(image, frame.seconds, people, idle=idle)
        if not self._camera.moves:
            self._moving_since = None
        elif self._moving_since is None:
            self._moving_since = frame.seconds

    def _holding(
        self, frame: CameraFrame, person: Person | None, sighting: Sighting | None
    ) -> set[Cue]:
        """Return all that is wrong now, or still to be done."""
        holds = self._about_camera()
        state = self._machine.state
        if person is None or sighting is None:
            return holds | ({Cue.NOBODY} if state is not GuideState.STOP else set())
        if state in _WALKING or state is GuideState.STOP:
            return set()
        posture = posture_of(sighting)
        if any(lasted >= 1.0 for lasted in self._people.others):
            holds.add(Cue.TOO_MANY)
        if self._machine.is_cut_off(sighting):
            holds.add(Cue.CUT_OFF)
        if posture.length / EARS_TO_ANKLES < DEFAULT.height_px[0]:
            holds.add(Cue.TOO_FAR)
        if self._light.against:
            holds.add(Cue.BACKLIGHT)
        elif self._light.brightness < DEFAULT.light[0]:
            holds.add(Cue.TOO_DARK)
        if posture.width < DEFAULT.shoulders[1]:
            holds.add(Cue.SIDE_ON)
        if state is GuideState.WAIT:
            holds.add(Cue.STAND_STILL)
        return holds

    def _about_camera(self) -> set[Cue]:
        if self._machine.state is not GuideState.WAIT or self._camera is None:
            return set()
        holds = set()
        if self._moving_since is not None:
            holds.add(Cue.MOVING)
        if self._camera.level is not None and tilts_too_far(self._camera.level):
            holds.add(Cue.TILTED)
        return holds

    def _guidance(self, frame: CameraFrame, person: Person | None, holds: set[Cue]) -> Guidance:
        machine = self._machine
        cue = self._cues.choose(frame.seconds, machine.state, holds)
        level = None if self._camera is None else self._camera.level
        return Guidance(
            seconds=frame.seconds,
            state=machine.state,
            cue=cue,
            sentence=None if cue is None else SENTENCES[cue],
            keypoints=None if person is None else person.keypoints,
            people=len(self._people.others) + (person is not None),
            distance=None if person is None else _distance(person, frame),
            roll=level.roll_degrees if level is not None and level.known else None,
            progress=machine.progress,
            began=machine.began,
            stop_reason=machine.reason,
        )


def to_half_size(frame: CameraFrame) -> tuple[NDArray[np.uint8] | None, float]:
    """Decode a frame, large ones in half their size.

    Returns:
        RGB, uint8 ``[H, W, 3]``, or None where it cannot be decoded; and px of the full frame for one of it.
    """
    large = max(frame.width, frame.height) >= _HALVED_FROM
    if frame.pixels is not None:
        if not large:
            return frame.pixels, 1.0
        size = frame.width // 2, frame.height // 2
        half = cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA)
        return np.asarray(half, np.uint8), frame.width / size[0]
    flags = cv2.IMREAD_REDUCED_COLOR_2 if large else cv2.IMREAD_COLOR
    packed = np.frombuffer(frame.jpeg or b"", np.uint8)
    decoded = cv2.imdecode(packed, flags | cv2.IMREAD_IGNORE_ORIENTATION) if packed.size else None
    if decoded is None:
        return None, 1.0
    image = np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)
    return image, frame.width / image.shape[1]


def _video_info(width: int, height: int) -> VideoInfo:
    return VideoInfo(
        name="",
        width=width,
        height=height,
        duration_seconds=0.0,
        fps=0.0,
        variable_frame_rate=True,
        rotation_degrees=0,
        codec="none",
        container="camera",
        bytes=0,
    )


def _enlarged(person: Person, scale: float) -> Person:
    """Return the keypoints and landmarks of a person in px of the full frame."""
    points, landmarks = person.keypoints.copy(), person.landmarks.copy()
    points[:, :2] *= scale
    landmarks[:, :3] *= scale
    return replace(person, keypoints=points, landmarks=landmarks)


def _sighting(person: Person, frame: CameraFrame) -> Sighting:
    soles = person.landmarks[_SOLES, 1] if len(person.landmarks) else person.keypoints[_FEET, 1]
    lowest = max(float(soles.max()), float(person.keypoints[_FEET, 1].max()))
    return Sighting(frame.seconds, person.keypoints[:, :2], lowest, frame.width, frame.height)


def _observation(person: Person, seconds: float, light: Light) -> Observation:
    points = person.keypoints[:, :2]
    return Observation(
        position=0,
        number=0,
        seconds=seconds,
        searched_box=person.box,
        place=person.next_box,
        keypoints=person.keypoints,
        landmarks=person.landmarks,
        world=person.world,
        score=person.score,
        bounds=np.concatenate([points.min(axis=0), points.max(axis=0)]).astype(np.float32),
        packed=b"",
        outline=np.zeros((0, 2), np.float32),
        appearance=None,
        light=light.brightness,
        blur=light.blur,
        inside=float("nan"),
    )


def _distance(person: Person, frame: CameraFrame) -> float | None:
    """Tell roughly how far somebody stands, metres, by an assumed body height and a usual lens."""
    points = person.keypoints
    length = float(points[_FEET, 1].mean() - points[3:5, 1].mean())
    if length < 1:
        return None
    focal = FOCAL_SHARE * max(frame.width, frame.height)
    return focal * ASSUMED_HEIGHT_M * EARS_TO_ANKLES / length
