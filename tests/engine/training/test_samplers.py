"""Samplers: the batches of old, stopped and continued, shared by processes; frames in every way."""

import json
from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from engine.core.errors import ConfigError, DatasetError
from engine.runs.data_config import Batches
from engine.training.plans import draw_frames
from engine.training.samplers import sampler_of
from tests.engine.training.made import digest, made_sequences

WAYS = {
    "person": Batches(groups=3, each=4, frames=5, flip=0.5),
    "class": Batches(groups=3, each=2, group_by="class", frames=7),
    "plain": Batches(groups=2, each=3, frames=4, flip=0.3, draw_by="plain"),
}
OLD = {
    "person": "701c6e9622df7ecc9ed357102ba4a3db1dc410ec086a5e15c62a751330a3b042",
    "class": "e0eb1a673f515b4dd965755b1836afb9b45781385996b42c1802ed9d46cd6db5",
    "plain": "5713dc9f561e73dc687ff48c058536c7e90e2d1e8168ff8ae70e743715a46f03",
}
"""Of the first 50 batches that the generators drew before there were samplers."""


def made(way, **changes):
    settings = WAYS[way].model_copy(update=changes)
    return sampler_of(made_sequences(), settings, uses_triplet=True, seed=3)


@pytest.mark.parametrize("way", WAYS)
def test_draws_the_batches_of_old(way):
    sampler = made(way)
    drawn = (sampler.next() for _ in range(50))
    assert digest(drawn, groups=way != "plain") == OLD[way]


def test_how_to_draw_follows_from_the_network():
    kinds = [
        sampler_of(made_sequences(), WAYS[way], uses_triplet=triplet, seed=1).state()["kind"]
        for way in WAYS
        for triplet in (True, False)
    ]
    assert kinds == ["person", "plain", "class", "plain", "plain", "plain"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", [0, 1, 2, 5])
def test_continues_where_it_was_stopped(way, before):
    sampler = made(way)
    for _ in range(before):
        sampler.next()
    state = json.loads(json.dumps(sampler.state()))
    rest = digest(sampler.next() for _ in range(7))
    other = made(way)
    other.next()
    other.restore(state)
    assert other.state() == state
    assert digest(other.next() for _ in range(7)) == rest


def test_refuses_the_state_of_other_data():
    state = made("person").state()
    sequences = made_sequences()
    relabelled = replace(sequences, classes=sequences.classes[::-1].copy())
    for other in (made_sequences(9), relabelled):
        with pytest.raises(DatasetError, match="not those the run was started with"):
            sampler_of(other, WAYS["person"], uses_triplet=True, seed=3).restore(state)
    with pytest.raises(DatasetError, match="not those"):
        made("class").restore(state)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("changes", [{}, {"frames_most": 9}])
def test_processes_share_the_same_batch(way, changes):
    settings = WAYS[way].model_copy(update=changes)
    whole = made(way, **changes)
    parts = [
        sampler_of(made_sequences(), settings, uses_triplet=True, seed=3, rank=rank, world=2)
        for rank in range(2)
    ]
    for _ in range(5):
        batch, shares = whole.next(), [part.next() for part in parts]
        for field in ("classes", "groups", "pav"):
            joined = np.concatenate([getattr(share, field) for share in shares])
            assert np.array_equal(joined, getattr(batch, field))
        for name, frames in batch.frames.items():
            seen = [frame for share in shares for frame in share.frames[name]]
            for one, expected in zip(seen, frames, strict=True):
                assert np.array_equal(one, expected[: len(one)])
                assert not expected[len(one) :].any()
        assert parts[0].state() == parts[1].state() == whole.state()


def test_a_batch_that_cannot_be_shared():
    with pytest.raises(ConfigError, match=r"12 sequences.*5 processes"):
        sampler_of(made_sequences(), WAYS["person"], uses_triplet=True, seed=3, world=5)


def test_balanced_batches_with_people_held_together():
    settings = Batches(groups=3, each=4, draw_by="class", group_by="person", frames=2)
    sequences = made_sequences()
    batch = sampler_of(sequences, settings, uses_triplet=True, seed=1).next()
    assert sorted(batch.classes) == [0] * 4 + [1] * 4 + [2] * 4
    assert len(set(batch.groups)) > 3


def drawn(available, **settings):
    rng = np.random.default_rng(1)
    return [draw_frames(rng, available, Batches(**settings)) for _ in range(60)]


@pytest.mark.parametrize("available", [1, 3, 9, 40])
def test_ordered_frames_follow_each_other(available):
    for one in drawn(available, frames=6, frame_order="ordered"):
        assert np.array_equal(one, (one[0] + np.arange(6)) % available)
    assert len({one[0] for one in drawn(40, frames=6, frame_order="ordered")}) > 10


def test_ordered_frames_with_some_left_out():
    steps = set()
    for one in drawn(40, frames=6, frame_order="ordered", skip=4):
        assert len(one) == 6
        assert one[-1] - one[0] < 10
        steps |= set(np.diff(one).tolist())
    assert min(steps) == 1
    assert max(steps) > 1
    assert all(len(one) == 6 for one in drawn(4, frames=6, frame_order="ordered", skip=4))


def test_unfixed_numbers_of_frames():
    for order in ("ordered", "unordered"):
        lengths = {len(one) for one in drawn(50, frames=4, frames_most=7, frame_order=order)}
        assert lengths == {4, 5, 6, 7}


def test_unordered_frames_repeat_only_where_they_must():
    assert all(len(set(one.tolist())) == 6 for one in drawn(6, frames=6))
    assert all(one.max() < 3 and len(one) == 6 for one in drawn(3, frames=6))


def test_whole_sequences():
    assert np.array_equal(drawn(9, frame_order="all")[0], np.arange(9))
    longest = drawn(1000, frame_order="all")[0]
    assert len(longest) == 720
    assert (longest[0], longest[-1]) == (0, 999)


def test_lengths_say_what_is_padding():
    batch = made("person", frames_most=9).next()
    assert batch.lengths.max() == batch.frames["maps"].shape[1]
    for row, length in enumerate(batch.lengths):
        assert batch.frames["maps"][row, :length].any(axis=(1, 2, 3)).all()
        assert not batch.frames["silhouettes"][row, length:].any()
    assert made("person").next().lengths is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"frames": 9, "frames_most": 3},
        {"skip": 2},
        {"frame_order": "all", "frames_most": 40},
    ],
)
def test_frames_that_do_not_fit(wrong):
    with pytest.raises(ValidationError):
        Batches(**wrong)
