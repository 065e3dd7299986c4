"""What is said about a camera that does not stand level, or of which nobody knows.

Must not know: how a level is found, or what is measured with it.
"""

from __future__ import annotations

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.level import NOT_FOUND, Level
from engine.core.text import Text, text

_ROLLS, _PITCHES = (2.0, 5.0, 20.0), (10.0, 15.0, 30.0)
"""From how many degrees on something is said, care is wanted, the recording is to be repeated."""


def level_findings(level: Level | None) -> tuple[Finding, ...]:
    """Say that the camera is tilted or its lens wide, or that nobody knows how it stands."""
    if level is None:
        return ()
    return (*_camera_tilt(level), *_wide_lens(level))


def _wide_lens(level: Level) -> tuple[Finding, ...]:
    found = (_named_lens(level),) if level.named else ()
    if not level.wide_lens or (level.named and not level.told_by):
        return found
    finding = Finding(
        code=FindingCode.WIDE_LENS,
        severity=Severity.CARE,
        message=text("The lens is wide-angle: it bends straight edges.")
        if level.bend < 0
        else text("The file names a wide-angle lens, which may bend straight edges."),
        remedy=text("This is not corrected. Film with the standard lens, from farther away."),
    )
    return (*found, finding)


_NOTHING_TO_DO = text("There is nothing to do.")
_STANDARD_LENS = text(
    "Next time, film with the standard lens, or where door frames and corners of the room are in "
    "the picture."
)


def _named_lens(level: Level) -> Finding:
    """Say what was done about the lens that the file names, and why."""
    if level.lens is not None and level.lens.bends:
        return _corrected(level, level.lens.name)
    if level.told_by:
        return Finding(
            code=FindingCode.LENS_STRAIGHT,
            severity=Severity.INFO,
            message=text(
                "Not corrected for {lens}, which the file names: straight edges are straight in the "
                "picture, so it has been straightened already.",
                lens=level.named,
            )
            if level.lens is None
            else text("The camera has straightened the picture itself ({lens}).", lens=level.named),
            remedy=_NOTHING_TO_DO,
        )
    return Finding(
        code=FindingCode.WIDE_LENS,
        severity=Severity.CARE,
        message=text(
            "The file names {lens}, which may bend straight edges. Too few edges in the picture "
            "show whether it does: nothing is corrected, and the intervals are wider.",
            lens=level.named,
        ),
        remedy=_STANDARD_LENS,
    )


def _corrected(level: Level, lens: str) -> Finding:
    """Say that measurements are corrected for the lens, and what is known of it."""
    if level.told_by == "edges":
        return Finding(
            code=FindingCode.LENS_CORRECTED,
            severity=Severity.INFO,
            message=text(
                "Corrected for {lens}: the file names it, and edges in the picture are bent as it "
                "bends them.",
                lens=lens,
            ),
            remedy=_NOTHING_TO_DO,
        )
    return Finding(
        code=FindingCode.LENS_CORRECTED,
        severity=Severity.INFO,
        message=text(
            "Corrected for {lens}, which the file names. Too few edges in the picture confirm it, so "
            "the intervals are wider.",
            lens=lens,
        ),
        remedy=_STANDARD_LENS,
    )


def tilts_too_far(level: Level) -> bool:
    """Whether a camera is known to be tilted so far that care is wanted."""
    return level.known and _limits_passed(level) > 1


def _limits_passed(level: Level) -> int:
    """Return how many of the limits of roll or of pitch, whichever is worse, are passed."""
    angles = ((level.roll_degrees, _ROLLS), (level.pitch_degrees, _PITCHES))
    return max(sum(abs(angle) >= limit for limit in limits) for angle, limits in angles)


_BALANCED = text(
    "The picture does not show which way is up: the vertical was taken from the balance of the walk."
)


def _camera_tilt(level: Level) -> tuple[Finding, ...]:
    """Say that the camera is tilted, by how much, or that nobody knows."""
    if not level.known:
        return (_unknown(level.reason or NOT_FOUND),)
    found = (_unknown(_BALANCED, level.reason),) if level.by_balance else ()
    passed = _limits_passed(level)
    if passed == 0 or (passed == 1 and level.by_balance):
        return found
    tilted = Finding(
        code=FindingCode.CAMERA_TILTED,
        severity=(Severity.INFO, Severity.CARE, Severity.REPEAT)[passed - 1],
        message=tilt_words(level),
        remedy=text(
            "Measurements are taken against the plumb line. Next time, set the camera upright at "
            "hip height."
        ),
    )
    return (*found, tilted)


def _unknown(message: Text, detail: Text | None = None) -> Finding:
    return Finding(
        code=FindingCode.LEVEL_UNKNOWN,
        severity=Severity.INFO,
        message=message,
        remedy=text(
            "The intervals are wider because of this. Set the vertical by hand along a door "
            "frame or a corner of the room, or film where such edges are in the picture."
        ),
        detail=detail,
    )


def tilt_words(level: Level) -> Text:
    """Say how a camera is turned whose level is known."""
    roll_degrees, pitch_degrees = level.roll_degrees, level.pitch_degrees
    sizes = {"roll": abs(round(roll_degrees, 1)), "pitch": abs(round(pitch_degrees, 1))}
    # Upright things lean to the right where the camera is turned to the left.
    if level.by_balance:
        if roll_degrees >= 0:
            return text("The camera is tilted about {roll}° to the left.", roll=sizes["roll"])
        return text("The camera is tilted about {roll}° to the right.", roll=sizes["roll"])
    if roll_degrees >= 0:
        if pitch_degrees <= 0:
            return text(
                "The camera is tilted {roll}° to the left and points down by {pitch}°.", **sizes
            )
        return text("The camera is tilted {roll}° to the left and points up by {pitch}°.", **sizes)
    if pitch_degrees <= 0:
        return text(
            "The camera is tilted {roll}° to the right and points down by {pitch}°.", **sizes
        )
    return text("The camera is tilted {roll}° to the right and points up by {pitch}°.", **sizes)
