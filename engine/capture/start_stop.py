"""When a recording starts and stops by itself: a state machine that is fed with what is seen.

    WAIT --stands still--> READY --walks--> WALK --turns round--> TURN --cut off, stands, lost, ...--> STOP

It is causal and pure: the same sightings give the same states, whether they come from a camera now or from
a file. The rules and where their numbers come from: `docs/guide.md`.

Must not know: pictures, networks, or what is said to anybody.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.capture.guidance import GuideState, StopReason
from engine.capture.walk_signs import (
    NOTHING,
    Line,
    Posture,
    Sighting,
    Signs,
    onset,
    posture_of,
    signs_of,
)
from engine.perception.thresholds import DEFAULT, Thresholds


@dataclass(frozen=True)
class Rules:
    """Numbers of the state machine; lengths are those of the body, times are seconds.

    Attributes:
        window: Time over which growth and steps are looked at.
        growth: Growth a second from which on somebody walks, within ``window``.
        long_window: A longer look, for those who walk slowly or far away.
        long_growth: Growth a second from which on somebody walks, within ``long_window``.
        goes_on: Share of the growth of the longer look that the last ``window`` seconds show, at least: who
            begins to march, or is taken for somebody who passes, changes the size once, and not steadily.
        net: Growth over the window, at least.
        swing: How far the ankles rise against each other within ``long_window``, at least, of a walker.
        least_swing: The same of somebody who comes or goes by ``plain_net`` within ``long_window``, for
            ``coming_seconds``: long trousers hide small steps, and hardly anybody gets up for so long.
        plain_net: Growth within ``long_window`` that is plain.
        unrest: The same within 0.8 s, at most, of somebody who stands.
        width: Shoulders by the trunk's length, at least, of somebody who is seen from the front or behind.
        still: Growth a second, at most, of somebody who stands.
        across: Speed across the picture from which on somebody crosses it.
        ready_seconds: Standing still that makes ready.
        walk_seconds: Signs of walking that start, from READY.
        coming_seconds: Signs of coming nearer that start without having stood still before.
        turn_seconds: The other way that makes a turn.
        cut_seconds: Time cut off that stops.
        stand_seconds: Standing that stops.
        lost_seconds: Time unseen, in frames that were looked at, that stops.
        silent_seconds: Time without any look that stops: the camera sends nothing, or the computer is far
            too slow. A shorter one says nothing of the walker.
        cross_seconds: Time of crossing side-on that stops.
        longest: Seconds after which a walk is over in any case.
    """

    window: float = 1.2
    growth: float = 0.06
    long_window: float = 2.0
    long_growth: float = 0.035
    goes_on: float = 0.5
    net: float = 0.04
    swing: float = 0.024
    least_swing: float = 0.012
    plain_net: float = 0.07
    unrest: float = 0.024
    width: float = 0.35
    still: float = 0.04
    across: float = 0.35
    ready_seconds: float = 1.0
    walk_seconds: float = 0.8
    coming_seconds: float = 1.2
    turn_seconds: float = 0.4
    cut_seconds: float = 0.2
    stand_seconds: float = 1.5
    lost_seconds: float = 0.7
    silent_seconds: float = 1.5
    cross_seconds: float = 0.8
    longest: float = 30.0


_KEPT = 6.0
"""Seconds of sightings that are kept: what is looked at when the beginning is sought."""
_BEFORE = 1.0
"""Seconds before somebody was last seen to stand from which on the beginning is sought."""
_STAND_WINDOW = 0.8
_FILLED = 0.7


_ASIDE = 0.15
"""How far off its line a body may be somebody else's, in its lengths."""
_PASSES_IN = 1.2
"""Seconds in which somebody passes in front; who is aside for longer has gone there."""
_LEAP = 1.2
"""Ratio of two lengths of the body, one frame after the other, from which on it is another body."""


class _Lasting:
    """How long something has held without a break."""

    def __init__(self) -> None:
        self._since: float | None = None

    def take(self, holds: bool, now: float, *, already: float = 0.0) -> float:
        """Take whether it holds now, and for how long it had when that began; return for how long it has."""
        if not holds:
            self._since = None
            return 0.0
        if self._since is None:
            self._since = now - already
        return now - self._since

    @property
    def since(self) -> float | None:
        """From when on it has held."""
        return self._since


class StartStop:
    """Tells when a walk begins and ends.

    Attributes:
        state: Where the recording stands.
        began: Time at which the walk began, as far as it can be told; None before it has.
        ended: Time at which the walk ended, in STOP: before the stop where it was only noticed later.
        reason: Why it ended, in STOP.
        progress: Of standing still in WAIT, 0 to 1; 1 in READY and later.

    Args:
        rules: The numbers.
        limits: Says how wide the strip along the border is.
    """

    def __init__(self, rules: Rules = Rules(), limits: Thresholds = DEFAULT) -> None:
        self._rules, self._limits = rules, limits
        self.reset()

    def reset(self) -> None:
        """Wait for the next walk."""
        self.state = GuideState.WAIT
        self.began: float | None = None
        self.ended: float | None = None
        self.reason: StopReason | None = None
        self.progress = 0.0
        self._seen: list[Posture] = []
        self._last: float | None = None
        self._looked: float | None = None
        self._missing = _Lasting()
        self._stood = -math.inf
        self._direction = 0.0
        self._brief = NOTHING
        self._still, self._turning = _Lasting(), _Lasting()
        self._walking, self._plainly = _Lasting(), _Lasting()
        self._hindered, self._straying = _Lasting(), _Lasting()
        self._line, self._gone_aside = Line(), False
        self._aside: list[Posture] = []
        self._cut, self._standing, self._crossing = _Lasting(), _Lasting(), _Lasting()

    def take(self, seconds: float, sighting: Sighting | None, *, clear: bool = True) -> GuideState:
        """Take what was seen in one frame.

        Args:
            seconds: Time of the frame; later than that of the frame before.
            sighting: The person guided, or None where nobody was seen.
            clear: Whether nothing is in the way of a good recording; nobody is READY before that.
        """
        if self.state is GuideState.STOP:
            return self.state
        silent = 0.0 if self._looked is None else seconds - self._looked
        missing = self._missing.take(sighting is None, seconds)
        self._looked = seconds
        lost = missing >= self._rules.lost_seconds or silent >= self._rules.silent_seconds
        if lost:
            self._lose()
        if sighting is None or (lost and self.reason is not None):
            return self.state
        self._last = seconds
        posture = posture_of(sighting)
        if self._strays(posture):
            self._aside.append(posture)
            return self.state
        fresh, self._aside = [*self._aside, posture] if self._gone_aside else [posture], []
        if self._seen and _leaps(self._seen[-1], posture):
            self._seen = []
        self._seen = [one for one in self._seen if one.seconds > seconds - _KEPT] + fresh
        self._brief = self._signs(_STAND_WINDOW)
        if self.state in (GuideState.WALK, GuideState.TURN):
            self._watch_walk(seconds, sighting)
        else:
            self._watch_for_start(seconds, sighting, clear)
        return self.state

    @property
    def width(self) -> float:
        """Distance of the shoulders by the length of the trunk, of late (median of 0.8 s)."""
        return self._brief.width

    @property
    def comes(self) -> bool:
        """Whether somebody walks towards the camera."""
        return self.state is GuideState.WALK and self._direction > 0

    def _lose(self) -> None:
        """Nobody has been seen for a while: a walk is over, and waiting begins anew."""
        if self.state in (GuideState.WALK, GuideState.TURN):
            self._stop(self._last, StopReason.LOST)
        else:
            self.reset()

    def _strays(self, posture: Posture) -> bool:
        """Tell whether a body has left its line a moment ago: it may be that of somebody who passes."""
        aside = self._line.deviation(posture.seconds, posture.across, posture.length)
        strayed = self._straying.take(aside > _ASIDE, posture.seconds)
        self._gone_aside = strayed >= _PASSES_IN
        return 0 < strayed < _PASSES_IN

    def _signs(self, window: float) -> Signs:
        return _filled(signs_of(self._seen, window), window)

    def is_cut_off(self, sighting: Sighting) -> bool:
        """Tell whether the feet or the head reach the border of the picture or lie beyond it."""
        posture = posture_of(sighting)
        strip = self._limits.border * posture.length
        feet = sighting.lowest > sighting.height - 1 - strip
        head = float(sighting.points[:5, 1].min()) - self._limits.head_above_eyes * posture.length
        return feet or head < 0

    def _walks(self, signs: Signs, least: float) -> bool:
        rules = self._rules
        return (
            abs(signs.growth) >= least
            and signs.net * math.copysign(1.0, signs.growth) >= rules.net
            and signs.width >= rules.width
            and signs.speed_across < rules.across
        )

    def _stands(self, signs: Signs) -> bool:
        """Tell whether a body neither comes nor goes, nor steps."""
        rules = self._rules
        return (
            signs is not NOTHING
            and abs(signs.growth) < rules.still
            and signs.swing < rules.unrest
            and signs.speed_across < rules.across / 2
        )

    def _watch_for_start(self, seconds: float, sighting: Sighting, clear: bool) -> None:
        rules = self._rules
        whole = not self.is_cut_off(sighting)
        self._stand(seconds, whole and clear)
        if self._hindered.take(not clear, seconds) >= rules.ready_seconds:
            self.state = GuideState.WAIT
        long = signs_of(self._seen, rules.long_window)
        looks = self._walking_looks(long) if whole else []
        walked = self._walking.take(bool(looks) and long.swing >= rules.swing, seconds)
        plain = bool(looks) and long.swing >= rules.least_swing and abs(long.net) >= rules.plain_net
        plainly = self._plainly.take(plain, seconds) >= rules.coming_seconds
        comes = bool(looks) and looks[0].growth > 0
        if self.state is GuideState.READY:
            starts = walked >= rules.walk_seconds or plainly
        else:
            starts = comes and (walked >= rules.coming_seconds or plainly)
        if starts:
            self._start(looks[0])

    def _walking_looks(self, long: Signs) -> list[Signs]:
        """Return which looks, the short and the long one, show somebody who comes or goes."""
        rules = self._rules
        short, filled = self._signs(rules.window), _filled(long, rules.long_window)
        lately = short.net * math.copysign(1.0, filled.growth)
        goes_on = lately >= rules.goes_on * abs(filled.growth) * rules.window
        return [
            *([short] if self._walks(short, rules.growth) else []),
            *([filled] if goes_on and self._walks(filled, rules.long_growth) else []),
        ]

    def _stand(self, seconds: float, fit: bool) -> None:
        """Look whether somebody who is fit to be filmed stands still, and for how long by now."""
        signs, rules = self._brief, self._rules
        still = fit and self._stands(signs) and signs.width >= rules.width
        stood = self._still.take(still, seconds, already=signs.seconds)
        if still:
            self._stood = seconds
        if self.state is GuideState.WAIT:
            self.progress = min(1.0, stood / rules.ready_seconds)
            if stood >= rules.ready_seconds:
                self.state = GuideState.READY

    def _start(self, signs: Signs) -> None:
        self.state, self.progress = GuideState.WALK, 1.0
        self._direction = 1.0 if signs.growth > 0 else -1.0
        self.began = onset(self._seen, self._stood - _BEFORE)

    def _watch_walk(self, seconds: float, sighting: Sighting) -> None:
        rules = self._rules
        short, brief = self._signs(rules.window), self._brief
        cut = self.is_cut_off(sighting) and short.growth > 0
        if self._cut.take(cut, seconds) >= rules.cut_seconds:
            self._stop(self._cut.since, StopReason.CUT_OFF)
            return
        crossing = brief.width < rules.width and brief.speed_across >= rules.across
        if self._crossing.take(crossing, seconds) >= rules.cross_seconds:
            self._stop(self._crossing.since, StopReason.SIDE_ON)
            return
        stood = self._standing.take(self._stands(brief), seconds, already=brief.seconds)
        if stood >= rules.stand_seconds:
            self._stop(seconds - rules.stand_seconds, StopReason.STANDS)
            return
        turned = short.growth * self._direction <= -rules.growth
        if self._turning.take(turned, seconds) >= rules.turn_seconds:
            self.state, self._direction = GuideState.TURN, -self._direction
        if self.began is not None and seconds - self.began >= rules.longest:
            self._stop(seconds, StopReason.TIME)

    def _stop(self, ended: float | None, reason: StopReason) -> None:
        self.state, self.ended, self.reason = GuideState.STOP, ended, reason


def _filled(signs: Signs, window: float) -> Signs:
    """Return the signs of a window, or `NOTHING` where it is hardly filled yet."""
    return signs if signs.seconds >= _FILLED * window else NOTHING


def _leaps(before: Posture, now: Posture) -> bool:
    """Tell whether a body changed its size as nobody does: it is somebody else, or was seen wrongly."""
    larger, lesser = max(before.length, now.length), min(before.length, now.length)
    return larger / lesser > _LEAP + max(0.0, now.seconds - before.seconds)
