"""Looks at live frames and says what to do: one cue at a time, and when the walk begins and ends.

    frame --> LiveEyes (who) --> StartStop (when), measure_light, LiveCamera --> CueChooser (what)

It is handed every second frame or whichever comes next; what it says of a frame depends on that frame and
those before alone. Must not know: where frames come from, or what is recorded.
"""

from __future__ import annotations

import math
import threading

import numpy as np
from numpy.typing import NDArray

from engine.capture.cues import HINDERING, SENTENCES, CueChooser
from engine.capture.frame_source import CameraFrame
from engine.capture.guidance import Cue, Guidance, GuideState, LiveVerdict
from engine.capture.live_camera import LiveCamera, picture_info
from engine.capture.live_eyes import LiveEyes
from engine.capture.live_light import NO_LIGHT, Light, measure_light
from engine.capture.live_people import Pose
from engine.capture.live_verdict import live_verdict, no_walk_verdict
from engine.capture.start_stop import StartStop
from engine.capture.walk_signs import Sighting, posture_of
from engine.core.level import FOCAL_SHARE
from engine.core.scale import EARS_TO_ANKLES
from engine.gait.level_findings import tilts_too_far
from engine.perception.thresholds import DEFAULT
from engine.perception.tracking.observation import Observation
from engine.perception.types import Person

ASSUMED_HEIGHT_M = 1.45
"""Body height that a distance is told by; children of 8 to 16 years are 1.25 to 1.7 m tall."""

_ANKLES, _EARS = [15, 16], [3, 4]
_LIGHT_SECONDS = 0.4
_KEPT = 60.0
"""Seconds of sightings that are kept for the verdict."""
_OTHERS_STAY = 1.0
"""Seconds after which somebody else in the picture is no passer-by."""
_NEAR = 0.15
"""Share of the picture below the feet from which on it is time to turn: a second before they are cut off."""
_WALKING = (GuideState.WALK, GuideState.TURN)


class LiveGuide:
    """Guides one person through a recording.

    Frames are looked at one after the other, on whichever thread; `reset` and `verdict` may be called from
    another one meanwhile and return at once.

    Args:
        pose: Looks at pictures; None opens the bundled network for guidance on one thread.

    Raises:
        PerceptionError: The bundled network's card cannot be read.
        ModelError: The bundled network is missing or broken.
    """

    def __init__(self, pose: Pose | None = None) -> None:
        self._eyes = LiveEyes(pose)
        self._camera: LiveCamera | None = None
        self._size = (0, 0)
        self._anew = threading.Event()
        self._restart()

    def _restart(self) -> None:
        self._anew.clear()
        self._eyes.reset()
        self._machine, self._cues = StartStop(), CueChooser()
        self._light, self._light_due = NO_LIGHT, -np.inf
        self._seen: list[Observation] = []
        self._now = -math.inf
        self._moving_since: float | None = None
        if self._camera is not None:
            self._camera.restart()

    def reset(self) -> None:
        """Wait for the next walk, from the next frame on; what is known of the camera's level is kept."""
        self._anew.set()

    def verdict(self, *, since: float | None = None, until: float | None = None) -> LiveVerdict:
        """Judge a walk straight away, by what was seen of it.

        Args:
            since: Time from which on, for a recording that was started by hand; None: when the walk began.
            until: Time until which; None: when the walk ended, or now.
        """
        machine, camera = self._machine, self._camera
        since = machine.began if since is None else since
        until = machine.ended if until is None else until
        if since is None or self._anew.is_set():
            return no_walk_verdict()
        last = np.inf if until is None else until
        return live_verdict(
            [one for one in self._seen if since <= one.seconds <= last],
            picture_info(*self._size),
            camera={} if camera is None else camera.facts(),
            level=None if camera is None else camera.level,
        )

    def look(self, frame: CameraFrame) -> Guidance:
        """Look at a frame, and say what to do.

        Args:
            frame: Later than the one before, else all begins anew; one that cannot be decoded shows nobody.
        """
        if self._anew.is_set() or frame.seconds < self._now:
            # A clock that went back is that of a camera that was plugged in again.
            self._restart()
        self._now = frame.seconds
        if self._machine.state is GuideState.WAIT and self._eyes.choose_again():
            self._machine.reset()
        sighting = self._eyes.sighting(frame)
        image, found, person = self._eyes.image, self._eyes.found, self._eyes.person
        if image is not None:
            self._size = frame.width, frame.height
            self._watch_camera(image, frame, found)
        if image is not None and found is not None and frame.seconds >= self._light_due:
            self._light = measure_light(image, found)
            self._light_due = frame.seconds + _LIGHT_SECONDS
        if person is not None:
            kept = [one for one in self._seen if one.seconds > frame.seconds - _KEPT]
            self._seen = [*kept, _observation(person, frame.seconds, self._light)]
        lasting = self._cues.lasting(frame.seconds, self._holding(person, sighting))
        before = self._machine.state
        state = self._machine.take(frame.seconds, sighting, clear=not lasting & HINDERING)
        if state in _WALKING and before not in _WALKING and self._camera is not None:
            self._camera.restart()
        return self._guidance(frame, person, lasting)

    def _watch_camera(
        self, image: NDArray[np.uint8], frame: CameraFrame, found: Person | None
    ) -> None:
        height, width = image.shape[:2]
        if self._camera is None or self._camera.size != (width, height):
            self._camera = LiveCamera(width, height)
        people = [] if found is None else [_observation(found, frame.seconds, self._light)]
        idle = self._machine.state not in _WALKING
        self._camera.add(image, frame.seconds, people, idle=idle)
        if not self._camera.moves:
            self._moving_since = None
        elif self._moving_since is None:
            self._moving_since = frame.seconds

    def _holding(self, person: Person | None, sighting: Sighting | None) -> set[Cue]:
        """Return all that is wrong now, or still to be done."""
        state = self._machine.state
        if state is GuideState.STOP:
            return set()
        if person is None or sighting is None:
            return self._about_camera() | {Cue.NOBODY}
        if state in _WALKING:
            near = sighting.lowest > (1 - _NEAR) * sighting.height
            return {Cue.TURN_BACK} if near and self._machine.comes else set()
        holds = self._about_camera() | self._about_person(sighting)
        return holds | {Cue.STAND_STILL} if state is GuideState.WAIT else holds

    def _about_camera(self) -> set[Cue]:
        if self._machine.state in _WALKING or self._camera is None:
            return set()
        moves = {Cue.MOVING} if self._moving_since is not None else set()
        level = self._camera.level
        return moves | ({Cue.TILTED} if level is not None and tilts_too_far(level) else set())

    def _about_person(self, sighting: Sighting) -> set[Cue]:
        light = self._light
        wrong = {
            Cue.TOO_MANY: any(lasted >= _OTHERS_STAY for lasted in self._eyes.others),
            Cue.CUT_OFF: self._machine.is_cut_off(sighting),
            Cue.TOO_FAR: posture_of(sighting).length / EARS_TO_ANKLES < DEFAULT.height_px[0],
            Cue.BACKLIGHT: light.against,
            Cue.TOO_DARK: light.brightness < DEFAULT.light[0] and not light.against,
            Cue.SIDE_ON: self._machine.width < DEFAULT.shoulders[1],
        }
        return {cue for cue, holds in wrong.items() if holds}

    def _guidance(self, frame: CameraFrame, person: Person | None, lasting: set[Cue]) -> Guidance:
        machine = self._machine
        cue = self._cues.choose(frame.seconds, machine.state, lasting)
        level = None if self._camera is None else self._camera.level
        return Guidance(
            seconds=frame.seconds,
            state=machine.state,
            cue=cue,
            sentence=None if cue is None else SENTENCES[cue],
            keypoints=None if person is None else person.keypoints,
            people=len(self._eyes.others) + (person is not None),
            distance=None if person is None else _distance(person, frame),
            roll=level.roll_degrees if level is not None and level.known else None,
            progress=machine.progress,
            began=machine.began,
            ended=machine.ended,
            stop_reason=machine.reason,
        )


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
        # Half the size makes a picture look blurred: that is left to the exact analysis.
        blur=math.nan,
        inside=math.nan,
    )


def _distance(person: Person, frame: CameraFrame) -> float | None:
    """Tell roughly how far somebody stands, metres, by an assumed body height and a usual lens."""
    points = person.keypoints
    length = float(points[_ANKLES, 1].mean() - points[_EARS, 1].mean())
    if length < 1:
        return None
    focal = FOCAL_SHARE * max(frame.width, frame.height)
    return focal * ASSUMED_HEIGHT_M * EARS_TO_ANKLES / length
