"""The losses by hand: weights of classes and of terms, labels of the triplet loss."""

import json

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from engine.runs.training_config import Losses, TrainConfig
from engine.training.data import class_weights, loss_weights
from engine.training.losses import cross_entropy, losses_of, triplet
from tests.engine.training.made import made_sequences
from tests.engine.training.test_training import config_of


@pytest.fixture
def answers():
    maker = torch.Generator().manual_seed(1)
    logits = torch.rand(6, 3, 4, generator=maker) * 2 - 1
    embeddings = torch.rand(6, 5, 4, generator=maker)
    return logits, embeddings, torch.tensor([0, 0, 1, 1, 2, 0]), torch.tensor([0, 1, 1, 0, 2, 2])


def test_by_default_both_losses_weigh_the_same(answers):
    logits, embeddings, classes, groups = answers
    terms = losses_of(*answers, Losses())
    assert torch.equal(terms.entropy, cross_entropy(logits, classes))
    assert torch.equal(terms.triplet, triplet(embeddings, groups).loss)
    assert torch.equal(terms.total, terms.triplet + terms.entropy)
    assert terms.nonzero == triplet(embeddings, groups).nonzero.mean()


def test_weights_of_the_terms(answers):
    plain = losses_of(*answers, Losses())
    terms = losses_of(*answers, Losses(entropy_weight=0.5, triplet_weight=3.0))
    assert terms.total.item() == pytest.approx(
        0.5 * plain.entropy.item() + 3 * plain.triplet.item()
    )
    assert (terms.entropy, terms.triplet) == (plain.entropy, plain.triplet)
    without = losses_of(*answers, Losses(triplet_weight=0.0))
    assert torch.equal(without.total, plain.entropy)


def test_cross_entropy_alone(answers):
    logits, _, classes, groups = answers
    terms = losses_of(logits, None, classes, groups, Losses(margin=9.0, entropy_weight=2.0))
    assert torch.equal(terms.total, 2 * terms.entropy)
    assert terms.triplet == terms.nonzero == 0


def test_what_the_triplet_loss_holds_together(answers):
    logits, embeddings, classes, _ = answers
    by_class = losses_of(logits, embeddings, classes, classes, Losses())
    assert by_class.triplet != losses_of(*answers, Losses()).triplet
    assert torch.equal(by_class.triplet, triplet(embeddings, classes).loss)


def test_class_weights_are_a_weighted_mean(answers):
    logits, _, classes, groups = answers
    weights = torch.tensor([1.0, 2.0, 5.0])
    settings = Losses(smoothing=0.0, scale=4.0)
    found = losses_of(logits, None, classes, groups, settings, weights=weights).total.item()
    each = -(logits * 4).log_softmax(dim=1)[torch.arange(6), classes]
    of = weights[classes][:, None].expand_as(each)
    assert found == pytest.approx(((each * of).sum() / of.sum()).item(), rel=1e-6)


def parsed(losses):
    return TrainConfig.model_validate_json(json.dumps(config_of(losses=losses)))


def test_class_weights_of_a_run():
    sequences = made_sequences(14)
    assert loss_weights(sequences, parsed({})) is None
    balanced = loss_weights(sequences, parsed({"class_weights": "balanced"}))
    assert np.array_equal(balanced, class_weights(sequences, 3))
    given = loss_weights(sequences, parsed({"class_weights": [1, 2.5, 0.5]}))
    assert given.dtype == np.float32
    assert given.tolist() == [1, 2.5, 0.5]


@pytest.mark.parametrize(
    "wrong",
    [
        {"class_weights": [1, 2]},
        {"class_weights": [1, 2, 0]},
        {"class_weights": "some"},
        {"entropy_weight": 0},
        {"triplet_weight": -1},
    ],
)
def test_losses_that_do_not_fit(wrong):
    with pytest.raises(ValidationError):
        parsed(wrong)
