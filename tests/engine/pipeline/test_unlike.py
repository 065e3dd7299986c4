"""A recording unlike anything the model has seen is inconclusive, wherever it is shown."""

import functools

import pytest

from engine.cli.screen import summary
from engine.core.classes import ClassName, Outcome
from engine.core.explanation import Distance
from engine.core.findings import FindingCode, Verdict
from engine.core.resources import resource
from engine.export.csv_export import rows
from engine.gait.sequence import GaitSequence
from engine.inference.distance import KnownSequences
from engine.pipeline.judgement import open_model
from engine.pipeline.model_comparison import compare
from engine.pipeline.screening import analyse_video, judge
from engine.report import trust_words, why_words, wording


@functools.cache
def analysis():
    return analyse_video(resource("samples", "simulated_walk.mp4"))


@pytest.fixture
def never_seen(monkeypatch):
    """The bundled model, which takes everything for unlike what it learned from."""
    monkeypatch.setattr(
        KnownSequences, "distance", lambda *_: Distance(value=1.5, threshold=1.0, unlike=True)
    )
    return open_model(None)


def test_what_is_like_the_training_data_is_answered():
    result = judge(analysis()).result
    assert result.outcome is not Outcome.INCONCLUSIVE
    assert not result.unlike_training
    assert sum(result.probabilities.values()) == pytest.approx(1)


def test_what_is_unlike_it_is_inconclusive_and_says_why(never_seen):
    result = judge(analysis(), model=never_seen).result
    assert result.outcome is Outcome.INCONCLUSIVE
    assert result.unlike_training
    assert result.probabilities is None
    assert result.explanation is None
    assert result.trust.stability is None
    assert result.trust.distance.unlike
    # What was measured does not depend on the model.
    assert result.measurements == judge(analysis()).result.measurements
    codes = [one.code for one in result.quality.findings]
    assert codes.count(FindingCode.UNLIKE_TRAINING) == 1
    assert FindingCode.ANSWER_UNSTABLE not in codes


def test_every_page_says_so_and_none_shows_a_score(never_seen):
    result = judge(analysis(), model=never_seen).result
    words = summary(result)
    assert words[0] == "Inconclusive: film again (demo)"
    assert words[1].startswith("The model has never seen a recording like this one")
    assert words[2].startswith("Next: Examine the back now with the forward-bend test.")
    assert wording.score_words(result) == ()
    assert [str(line.title) for line in trust_words.trust_lines(result)] == [
        "What it learned from",
        "Run on",
    ]
    assert "not shown" in str(why_words.why_not(result))
    table = {row[0]: row for row in rows(result)}
    assert table["outcome"][1] == "inconclusive"
    assert not [item for item in table if item.startswith(("score_", "probability_", "strip_"))]
    assert table["distance_from_training_data"][1] == 1.5
    assert table["stability_same_answer"][1] == ""
    assert table["shoulder_tilt"][1] == result.measurements["shoulder_tilt"].value


def test_two_models_are_compared_without_its_score(never_seen):
    walk = GaitSequence.load(resource("samples", "sports2d_demo.gait.npz"))
    found = compare(never_seen, never_seen, [("walk", walk)], verdicts=[Verdict.USABLE])
    (row,) = found.recordings
    assert row.first.outcome is Outcome.INCONCLUSIVE
    assert row.first.score is None
    assert row.same is True
    assert row.difference is None
    assert found.largest_difference is None


def test_an_earlier_result_keeps_what_it_said(never_seen):
    result = judge(analysis(), model=never_seen).result
    earlier = result.model_copy(
        update={"outcome": Outcome.DETECTED, "probabilities": dict.fromkeys(ClassName, 1 / 3)}
    )
    assert not earlier.unlike_training
    assert wording.score_bars(earlier)
