"""What can be said straight after a walk from what was seen live; the exact analysis comes later.

The findings are those of a recording, made by the same rules from the live sightings. Left and right, gait
cycles and all that is measured are left to the exact analysis.

Must not know: pictures or cameras.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.capture.guidance import LiveVerdict
from engine.capture.walk_signs import Sighting, count_steps, posture_of
from engine.core.findings import Finding, FindingCode, Severity, Verdict, verdict
from engine.core.level import Level
from engine.core.sides import Facing
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.gait.level_findings import level_findings
from engine.perception.quality.person_quality import findings_about_person
from engine.perception.quality.recording_quality import check_camera
from engine.perception.tracking.association import TrackedPerson
from engine.perception.tracking.observation import Observation
from engine.perception.walk.left_right import SidedPoses

_ORDER = (Severity.REPEAT, Severity.CARE, Severity.INFO)
_LONGEST_GAP = 0.5
_LEFT_TO_THE_ANALYSIS = (FindingCode.SIDES_IN_DOUBT, FindingCode.LEVEL_UNKNOWN)


def no_walk_verdict() -> LiveVerdict:
    """Return what is said where no walk was seen."""
    finding = Finding(
        code=FindingCode.NOBODY_WALKS,
        severity=Severity.REPEAT,
        message=text("No walk was seen."),
        remedy=text("Record again: stand still first, then walk towards the camera."),
    )
    return LiveVerdict(usable=False, findings=(finding,), walked_seconds=0.0, steps=0)


def live_verdict(
    seen: list[Observation],
    info: VideoInfo,
    *,
    camera: Mapping[str, float],
    level: Level | None,
) -> LiveVerdict:
    """Judge a walk by its live sightings.

    Args:
        seen: The walker in each frame of the walk, in order of time.
        info: Size of the frames.
        camera: How the camera moved during the walk.
        level: How it stands, or None where that is not known.
    """
    if len(seen) < 2:
        return no_walk_verdict()
    times = np.array([one.seconds for one in seen])
    gaps = np.flatnonzero(np.diff(times) > _LONGEST_GAP)
    bridged = [(float(times[at]), float(times[at + 1])) for at in gaps]
    findings = (
        *findings_about_person(
            TrackedPerson(seen, bridged), _as_seen(seen), info, float(times[-1])
        ),
        *check_camera(camera),
        *level_findings(level),
    )
    postures = [
        posture_of(Sighting(one.seconds, one.keypoints[:, :2], 0.0, info.width, info.height))
        for one in seen
    ]
    told = [one for one in findings if one.code not in _LEFT_TO_THE_ANALYSIS]
    told.sort(key=lambda one: _ORDER.index(one.severity))
    return LiveVerdict(
        usable=verdict(told) is not Verdict.REPEAT,
        findings=tuple(told),
        walked_seconds=float(times[-1] - times[0]),
        steps=count_steps(postures),
    )


def _as_seen(seen: list[Observation]) -> SidedPoses:
    """Return the poses with left and right as the network gave them: nothing here depends on it."""
    nothing = np.zeros(len(seen), dtype=bool)
    return SidedPoses(
        np.stack([one.keypoints for one in seen]),
        np.stack([one.landmarks for one in seen]),
        np.stack([one.world for one in seen]),
        Facing(),
        nothing,
        nothing,
    )
