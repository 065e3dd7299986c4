"""The bundled demo model: loads, answers as it did, and never claims more than it is."""

from types import SimpleNamespace

import numpy as np
import torch

from engine.core.classes import ClassName
from engine.core.resources import resource
from engine.gait.sample_walks import read
from engine.gait.sequence import GaitSequence
from engine.inference.predictor import load_predictor
from engine.library.installed_models import list_installed
from engine.models import load_model
from engine.models.cards import read_card
from engine.runs.training_config import read_config
from tests.engine.models.made import blobs

FOLDER = resource("models", "sconet_mt_demo")


def test_card():
    card = read_card(FOLDER)
    assert card.name == "sconet_mt_demo"
    assert card.status == "demo"
    assert card.class_order == (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)
    assert "no clinical meaning" in str(card.notice)
    assert "imulated walkers" in card.training.data
    assert "means nothing clinically" in card.description
    assert card.calibration is not None
    assert card.name in [one.name for one in list_installed()]


def test_it_is_what_its_config_makes():
    config = read_config(resource().parent / "configs" / "sconet_mt_demo.yaml")
    card = read_card(FOLDER)
    assert card.config == config.network
    assert card.class_order == config.class_order
    assert card.training.people == config.simulation.train
    assert card.evaluation.people == config.simulation.test


def test_accuracy_on_simulated_people_it_has_not_seen():
    accuracy = read_card(FOLDER).evaluation.metrics["accuracy"]
    assert accuracy.low <= accuracy.value <= accuracy.high
    assert accuracy.value >= 0.85


def test_it_is_told_from_what_it_was_not_trained_on():
    predictor = load_predictor(FOLDER)
    alike = [predictor.predict(walk, explain=False).trust.distance.unlike for walk in read()]
    assert sum(alike) <= 2
    real = GaitSequence.load(resource("samples", "sports2d_demo.gait.npz"))
    assert predictor.predict(real, explain=False).trust.distance.unlike


def test_unseen_walks_that_are_bundled():
    predictor = load_predictor(FOLDER)
    answers = [predictor.predict(walk, explain=False).probabilities for walk in read()]
    right = [
        max(answer, key=answer.get) is walk.class_name
        for answer, walk in zip(answers, read(), strict=True)
    ]
    assert sum(right) >= 20  # of 24


def test_torch_and_onnx_say_the_same():
    network = load_model(FOLDER)  # checks hash and known answer
    predictor = load_predictor(FOLDER)  # checks them for ONNX
    assert predictor.facts.runtime.startswith("ONNX Runtime")
    silhouettes = blobs(40)
    whole = torch.from_numpy(silhouettes[None, :, :, 10:54].astype(np.float32) / 255)
    with torch.inference_mode():
        expected = network(whole).logits[0].numpy()
    prediction = predictor.predict(
        SimpleNamespace(silhouettes=silhouettes, seconds=np.arange(40) / 15)
    )
    assert np.abs(prediction.logits - expected).max() < 1e-4
