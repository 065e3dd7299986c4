"""Two models on the same recordings."""

from pathlib import Path

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import CancelledError
from engine.core.findings import Verdict
from engine.core.progress import Cancel
from engine.gait.sample_walks import SampleWalk
from engine.gait.sequence import GaitSequence, SourceFacts
from engine.inference.predictor import load_predictor
from engine.pipeline.model_comparison import compare
from tests.engine.models.made import blobs, facts, small_folder, small_network

WALK = Path(__file__).parents[2] / "data" / "walks" / "720p.gait.npz"


def walk(silhouettes):
    frames = len(silhouettes)
    return GaitSequence(
        silhouettes=silhouettes,
        keypoints=np.zeros((frames, 17, 3), np.float32),
        seconds=np.arange(frames) / 15,
        source=SourceFacts(width=640, height=480, fps=15.0),
        keypoint_set="coco",
    )


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    from engine.models.model_folder import write_model_folder

    where = tmp_path_factory.mktemp("models")
    small_folder(where / "first")
    write_model_folder(small_network(seed=5), where / "second", facts())
    return where


def test_scores_and_agreement(models):
    first, second = (load_predictor(models / name) for name in ("first", "second"))
    walks = [(f"walk {seed}", walk(blobs(20, seed=seed))) for seed in range(3)]
    empty = ("nobody", walk(np.zeros((5, 64, 64), np.uint8)))
    found = compare(first, second, [*walks, empty], verdicts=[Verdict.USABLE] * 4)
    assert (found.first, found.second) == ("first", "second")
    assert [row.name for row in found.recordings] == ["walk 0", "walk 1", "walk 2", "nobody"]
    for (_, sequence), row in zip(walks, found.recordings, strict=False):
        for model, judged in ((first, row.first), (second, row.second)):
            alone = model.predict(sequence, explain=False)
            assert judged.outcome is alone.outcome
            assert judged.score == pytest.approx(1 - alone.probabilities["negative"])
    assert found.recordings[3].same is None
    assert "silhouette" in str(found.recordings[3].problem)
    assert (found.judged, found.refused) == (3, 0)
    assert found.agreements == sum(row.same is True for row in found.recordings)
    differences = [abs(row.difference) for row in found.recordings[:3]]
    assert found.largest_difference == max(differences) > 0


def test_a_model_agrees_with_itself(models):
    model = load_predictor(models / "first")
    usable = [Verdict.USABLE_WITH_CARE]
    found = compare(model, model, [("walk", walk(blobs(20)))], verdicts=usable)
    assert (found.agreements, found.largest_difference) == (1, 0.0)


def test_nothing_to_compare(models):
    model = load_predictor(models / "first")
    found = compare(model, model, [])
    assert (found.judged, found.largest_difference) == (0, None)


def test_cancel(models):
    cancel = Cancel()
    cancel.set()
    model = load_predictor(models / "first")
    usable = [Verdict.USABLE]
    with pytest.raises(CancelledError):
        compare(model, model, [("walk", walk(blobs(20)))], verdicts=usable, cancel=cancel)


def test_what_is_to_be_repeated_is_left_out_of_every_number(models):
    first, second = (load_predictor(models / name) for name in ("first", "second"))
    walks = [(f"walk {seed}", walk(blobs(20, seed=seed))) for seed in range(3)]
    alone = compare(first, second, walks[:1], verdicts=[Verdict.USABLE])
    verdicts = [Verdict.USABLE, Verdict.REPEAT, Verdict.REPEAT]
    found = compare(first, second, walks, verdicts=verdicts)
    assert (found.judged, found.refused) == (1, 2)
    assert found.agreements == alone.agreements
    assert found.largest_difference == alone.largest_difference
    for row in found.recordings[1:]:
        assert (row.first, row.second, row.same, row.usable) == (None, None, None, False)
        assert str(row.problem) == "Not usable: film again."


def test_without_a_verdict_the_walk_itself_is_looked_at(models):
    model = load_predictor(models / "first")
    filmed = GaitSequence.load(WALK)
    still = walk(blobs(20))
    simulated = SampleWalk("made", ClassName.NEGATIVE, still.silhouettes, still.keypoints)
    recordings = [("filmed", filmed), ("no step", still), ("simulated", simulated)]
    found = compare(model, model, recordings)
    assert [row.usable for row in found.recordings] == [True, False, True]
    found = compare(model, model, recordings[:1], verdicts=[Verdict.REPEAT])
    assert not found.recordings[0].usable
