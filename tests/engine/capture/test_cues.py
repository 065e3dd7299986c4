"""One cue at a time: the worst first, steady, and short enough to be read from afar."""

from __future__ import annotations

import pytest

from engine.capture.cues import HINDERING, SENTENCES, CueChooser
from engine.capture.guidance import Cue, GuideState


def say(chooser, seconds, holds, *, state=GuideState.WAIT, start=0.0):
    """Feed the chooser with what holds for a time; return what is said at its end."""
    said = None
    for number in range(round(seconds * 15)):
        said = one(chooser, start + number / 15, state, holds)
    return said


def one(chooser, seconds, state, holds):
    return chooser.choose(seconds, state, chooser.lasting(seconds, holds))


def test_every_cue_has_a_short_sentence():
    assert set(SENTENCES) == set(Cue)
    assert max(len(str(sentence)) for sentence in SENTENCES.values()) <= 60


def test_the_worst_is_said_first():
    chooser = CueChooser()
    assert say(chooser, 1.0, {Cue.TOO_DARK, Cue.CUT_OFF, Cue.SIDE_ON}) is Cue.CUT_OFF


def test_nothing_is_said_at_the_first_glimpse():
    chooser = CueChooser()
    assert say(chooser, 0.4, {Cue.CUT_OFF}) is None


def test_what_comes_and_goes_is_never_said():
    chooser = CueChooser()
    said = [
        one(chooser, n / 15, GuideState.WAIT, {Cue.SIDE_ON} if n % 4 else set()) for n in range(60)
    ]
    assert set(said) == {None}


def test_a_cue_stays_long_enough_to_be_spoken():
    chooser = CueChooser()
    say(chooser, 1.0, {Cue.TOO_FAR})
    assert say(chooser, 0.8, {Cue.TOO_DARK}, start=1.0) is Cue.TOO_FAR
    assert say(chooser, 1.5, {Cue.TOO_DARK}, start=1.8) is Cue.TOO_DARK


@pytest.mark.parametrize(
    ("state", "cue"),
    [
        (GuideState.READY, Cue.WALK_NOW),
        (GuideState.WALK, Cue.KEEP_WALKING),
        (GuideState.STOP, Cue.DONE),
    ],
)
def test_a_new_state_is_said_at_once(state, cue):
    chooser = CueChooser()
    say(chooser, 1.0, {Cue.STAND_STILL})
    assert one(chooser, 1.01, state, set()) is cue


def test_it_is_said_at_once_when_to_turn():
    chooser = CueChooser()
    one(chooser, 0.0, GuideState.WALK, set())
    assert one(chooser, 0.1, GuideState.WALK, {Cue.TURN_BACK}) is Cue.TURN_BACK


def test_standing_still_hinders_nobody():
    assert Cue.STAND_STILL not in HINDERING
    assert {Cue.TOO_MANY, Cue.CUT_OFF, Cue.TOO_DARK, Cue.TILTED} <= HINDERING
