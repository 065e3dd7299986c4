"""Two models on the same recordings."""

import numpy as np
import pytest

from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from engine.gait.sequence import GaitSequence, SourceFacts
from engine.inference.predictor import load_predictor
from engine.pipeline.comparison import compare
from tests.engine.models.made import blobs, facts, small_folder, small_network


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
    from engine.models.folder import write_model_folder

    where = tmp_path_factory.mktemp("models")
    small_folder(where / "first")
    write_model_folder(small_network(seed=5), where / "second", facts())
    return where


def test_scores_and_agreement(models):
    first, second = (load_predictor(models / name) for name in ("first", "second"))
    walks = [(f"walk {seed}", walk(blobs(20, seed=seed))) for seed in range(3)]
    empty = ("nobody", walk(np.zeros((5, 64, 64), np.uint8)))
    found = compare(first, second, [*walks, empty])
    assert (found.first, found.second) == ("first", "second")
    assert [row.name for row in found.recordings] == ["walk 0", "walk 1", "walk 2", "nobody"]
    for (_, sequence), row in zip(walks, found.recordings, strict=False):
        for model, judged in ((first, row.first), (second, row.second)):
            alone = model.predict(sequence, explain=False)
            assert judged.outcome is alone.outcome
            assert judged.score == pytest.approx(1 - alone.probabilities["negative"])
    assert found.recordings[3].same is None
    assert "silhouette" in str(found.recordings[3].problem)
    assert found.judged == 3
    assert found.agreements == sum(row.same is True for row in found.recordings)
    differences = [abs(row.difference) for row in found.recordings[:3]]
    assert found.largest_difference == max(differences) > 0


def test_a_model_agrees_with_itself(models):
    model = load_predictor(models / "first")
    found = compare(model, model, [("walk", walk(blobs(20)))])
    assert (found.agreements, found.largest_difference) == (1, 0.0)


def test_nothing_to_compare(models):
    model = load_predictor(models / "first")
    found = compare(model, model, [])
    assert (found.judged, found.largest_difference) == (0, None)


def test_cancel(models):
    cancel = Cancel()
    cancel.set()
    model = load_predictor(models / "first")
    with pytest.raises(CancelledError):
        compare(model, model, [("walk", walk(blobs(20)))], cancel=cancel)
