"""What is noticed about dots: none found, one missing, one that falls off or is covered, none looked at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.sites import PAIRS, Site
from engine.core.text import Text, text
from engine.dots.dot_set import Dots

_GONE_SECONDS = 0.6
_HIDDEN_SHARE = 0.3
_HIDDEN_SECONDS = 0.5

_MISSING: Mapping[Site, Text] = {
    Site.LEFT_ACROMION: text("No dot was found on the left shoulder."),
    Site.RIGHT_ACROMION: text("No dot was found on the right shoulder."),
    Site.LEFT_ILIAC: text("No dot was found on the left side of the hips."),
    Site.RIGHT_ILIAC: text("No dot was found on the right side of the hips."),
    Site.LEFT_ANKLE: text("No dot was found on the left ankle."),
    Site.RIGHT_ANKLE: text("No dot was found on the right ankle."),
}


_NO_PAIR: Mapping[tuple[Site, Site], Text] = {
    (Site.LEFT_ACROMION, Site.RIGHT_ACROMION): text("No dots were found on the shoulders."),
    (Site.LEFT_ILIAC, Site.RIGHT_ILIAC): text("No dots were found on the hips."),
}


def _gone(site: Site, seconds: float) -> Text:
    """Say from when on a dot is not seen."""
    at = round(seconds, 1)
    return {
        Site.LEFT_ACROMION: text(
            "The dot on the left shoulder cannot be seen after {at} s.", at=at
        ),
        Site.RIGHT_ACROMION: text(
            "The dot on the right shoulder cannot be seen after {at} s.", at=at
        ),
        Site.C7: text("The dot on the neck (C7) cannot be seen after {at} s.", at=at),
        Site.LEFT_ILIAC: text("The left dot on the hips cannot be seen after {at} s.", at=at),
        Site.RIGHT_ILIAC: text("The right dot on the hips cannot be seen after {at} s.", at=at),
        Site.LEFT_ANKLE: text("The dot on the left ankle cannot be seen after {at} s.", at=at),
        Site.RIGHT_ANKLE: text("The dot on the right ankle cannot be seen after {at} s.", at=at),
    }[site]


def _hidden(site: Site, share: float) -> Text:
    """Say in how much of the recording a dot is hidden."""
    of = round(100 * share)
    return {
        Site.LEFT_ACROMION: text("The dot on the left shoulder is hidden in {of} % of the frames.", of=of),
        Site.RIGHT_ACROMION: text("The dot on the right shoulder is hidden in {of} % of the frames.", of=of),
        Site.C7: text("The dot on the neck (C7) is hidden in {of} % of the frames.", of=of),
        Site.LEFT_ILIAC: text("The left dot on the hips is hidden in {of} % of the frames.", of=of),
        Site.RIGHT_ILIAC: text("The right dot on the hips is hidden in {of} % of the frames.", of=of),
        Site.LEFT_ANKLE: text("The dot on the left ankle is hidden in {of} % of the frames.", of=of),
        Site.RIGHT_ANKLE: text("The dot on the right ankle is hidden in {of} % of the frames.", of=of),
    }[site]  # fmt: skip


def findings_about(dots: Dots, seconds: NDArray[np.float64]) -> tuple[Finding, ...]:
    """Return the findings about the dots of a recording.

    Args:
        dots: The dots; where none has a name, that is said and nothing else.
        seconds: Times of the frames, float64 ``[T]``.
    """
    if not dots.tracks:
        return (
            Finding(
                code=FindingCode.DOTS_NOT_FOUND,
                severity=Severity.CARE,
                message=text("Dots were used, but none was found."),
                remedy=text(
                    "Use at least four dots in a colour that does not occur in skin or clothes, "
                    "put them where the printed page shows, and light the person well."
                ),
            ),
        )
    found = [
        one for site, track in dots.tracks.items() for one in _lost(dots, site, track, seconds)
    ]
    lone = [
        site
        for pair in PAIRS
        for site in pair
        if site not in dots.tracks and any(other in dots.tracks for other in pair)
    ]
    found += [_missing(site) for site in lone]
    found += [
        _pair_missing(message)
        for pair, message in _NO_PAIR.items()
        if not any(site in dots.tracks for site in pair)
    ]
    if not dots.confirmed:
        found.append(
            Finding(
                code=FindingCode.DOTS_NOT_REVIEWED,
                severity=Severity.INFO,
                message=text(
                    "The program found {count} dots and named them.", count=len(dots.tracks)
                ),
                remedy=text(
                    "Check on the picture that every name is correct, and change any that is not."
                ),
            )
        )
    return tuple(found)


def _missing(site: Site) -> Finding:
    return Finding(
        code=FindingCode.DOT_MISSING,
        severity=Severity.CARE,
        message=_MISSING[site],
        remedy=text("Hair, arms or clothes may cover it: put it where the camera can see it."),
    )


def _pair_missing(message: Text) -> Finding:
    """Say that a pair was not found; whether there was one, nobody but the user knows."""
    return Finding(
        code=FindingCode.DOT_MISSING,
        severity=Severity.INFO,
        message=message,
        remedy=text(
            "If some were put there, turn them towards the camera, and use the camera's own file: "
            "copies from messengers lose small dots."
        ),
    )


def _lost(dots: Dots, site: Site, track: int, seconds: NDArray[np.float64]) -> tuple[Finding, ...]:
    """Say that a dot is gone from some time on, or hidden for much of the recording."""
    seen = dots.seen[:, track]
    last = int(np.flatnonzero(seen)[-1]) if seen.any() else 0
    length = float(seconds[-1] - seconds[0])
    remedy = text(
        "It fell off, or hair, an arm or clothes cover it. Only the part in which it can be seen "
        "is measured."
    )
    if seconds[-1] - seconds[last] > max(_GONE_SECONDS, 0.12 * length):
        return (
            Finding(
                code=FindingCode.DOT_LOST,
                severity=Severity.CARE,
                message=_gone(site, float(seconds[last])),
                remedy=remedy,
                start_seconds=float(seconds[last]),
                end_seconds=float(seconds[-1]),
            ),
        )
    hidden = 1.0 - float(seen.mean())
    if hidden > _HIDDEN_SHARE and hidden * length > _HIDDEN_SECONDS:
        return (
            Finding(
                code=FindingCode.DOT_HIDDEN,
                severity=Severity.INFO,
                message=_hidden(site, hidden),
                remedy=text(
                    "Measurements that need it are less certain, or not taken. Arms and hair hide "
                    "dots, and so does strong compression: use the camera's own file, not a copy "
                    "from a messenger."
                ),
            ),
        )
    return ()
