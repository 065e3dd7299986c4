"""How far to trust an answer: spread over halves, distance from the training data."""

from types import SimpleNamespace

import numpy as np
import pytest

from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.inference.distance import (
    KnownSequences,
    read_known,
    reference_of,
    write_reference,
)
from engine.inference.predictor import load_predictor
from engine.inference.stability import HALVES, Halves
from engine.models.cards import CARD_FILE, REFERENCE_FILE, ModelCard, read_card
from tests.engine.models.made import blobs, small_folder


def walk(silhouettes):
    return SimpleNamespace(silhouettes=silhouettes, seconds=np.arange(len(silhouettes)) / 15)


def test_a_clip_of_one_picture_does_not_spread(tmp_path):
    predictor = load_predictor(small_folder(tmp_path / "small"))
    stability = predictor.predict(walk(np.repeat(blobs(1), 60, axis=0))).trust.stability
    assert (stability.same, stability.halves) == (HALVES, HALVES)
    assert stability.low == stability.high


def test_a_varied_clip_spreads(tmp_path):
    predictor = load_predictor(small_folder(tmp_path / "small"))
    prediction = predictor.predict(walk(blobs(60)))
    stability = prediction.trust.stability
    assert 0 <= stability.low < stability.high <= 1
    again = predictor.predict(walk(blobs(60))).trust.stability
    assert again == stability


def test_too_few_frames_to_halve(tmp_path):
    predictor = load_predictor(small_folder(tmp_path / "small"))
    assert predictor.predict(walk(blobs(7))).trust.stability is None


@pytest.mark.parametrize("count", [8, 33, 720])
def test_each_half_is_the_maximum_of_about_half_the_frames(count):
    features = np.arange(count, dtype=np.float32)[:, None, None, None] * np.ones(
        (1, 2, 16, 11), np.float32
    )
    whole, pieces = Halves(count), Halves(count)
    whole.see(0, features)
    for start in range(0, count, 5):
        pieces.see(start, features[start : start + 5])
    assert np.array_equal(whole.pooled, pieces.pooled)
    highest = whole.pooled[:, 0, 0, 0]
    assert len(set(highest)) > 1
    assert highest.max() <= count - 1


def directions(count, seed, spread=0.3):
    rng = np.random.default_rng(seed)
    centre = np.random.default_rng(0).normal(size=(12, 16))
    return (centre + spread * rng.normal(size=(count, 12, 16))).astype(np.float32)


def test_what_resembles_training_is_near_and_what_does_not_is_far(tmp_path):
    training = directions(40, 1)
    reference = reference_of(training, directions(100, 2), data="others")
    known = KnownSequences(training / np.linalg.norm(training, axis=1, keepdims=True), reference)
    near = [known.distance(one).unlike for one in directions(200, 3)]
    assert np.mean(near) < 0.05
    assert all(known.distance(one).unlike for one in directions(20, 4, spread=3.0))


def with_reference(folder, embeddings, **changes):
    write_reference(folder / REFERENCE_FILE, embeddings)
    card = read_card(folder)
    content = card.model_dump() | {
        "sha256": {**card.sha256, REFERENCE_FILE: sha256_of(folder / REFERENCE_FILE)},
        "reference": reference_of(directions(40, 1), directions(60, 2), data="others").model_dump()
        | changes,
    }
    (folder / CARD_FILE).write_text(ModelCard.model_validate(content).to_yaml(), encoding="utf-8")
    return folder


def test_a_model_with_a_reference_says_the_distance(tmp_path):
    folder = with_reference(small_folder(tmp_path / "small"), directions(40, 1))
    distance = load_predictor(folder).predict(walk(blobs(20))).trust.distance
    assert distance.unlike == (distance.value > distance.threshold)
    without = load_predictor(small_folder(tmp_path / "other")).predict(walk(blobs(20)))
    assert without.trust.distance is None


def test_a_reference_of_another_network_is_refused(tmp_path):
    folder = with_reference(small_folder(tmp_path / "small"), np.ones((40, 3, 16), np.float32))
    with pytest.raises(ModelError, match="does not fit its network"):
        read_known(folder, read_card(folder))


def test_a_changed_reference_is_refused(tmp_path):
    folder = with_reference(small_folder(tmp_path / "small"), directions(40, 1))
    content = bytearray((folder / REFERENCE_FILE).read_bytes())
    content[-1] ^= 1
    (folder / REFERENCE_FILE).write_bytes(bytes(content))
    with pytest.raises(ModelError, match="SHA-256"):
        load_predictor(folder)
