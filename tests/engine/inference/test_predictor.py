"""Predictors: ONNX Runtime and torch agree, chunks do not matter, torch stays away."""

import shutil
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import yaml

from engine.core.errors import CancelledError, ModelError, SequenceError
from engine.core.progress import Cancel
from engine.inference.inputs import usable_frames
from engine.inference.predictor import load_predictor
from engine.models import load_model
from tests.engine.models.made import blobs, small_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small")


def without_onnx(folder, destination):
    shutil.copytree(folder, destination)
    (destination / "model.onnx").unlink()
    card = yaml.safe_load((destination / "card.yaml").read_text())
    del card["sha256"]["model.onnx"]
    (destination / "card.yaml").write_text(yaml.safe_dump(card))
    return destination


def walk(frames, seed=0):
    return SimpleNamespace(silhouettes=blobs(frames, seed=seed), seconds=np.arange(frames) / 15)


def test_equals_torch_on_the_whole_clip(folder):
    sequence = walk(75)
    prediction = load_predictor(folder).predict(sequence)
    network = load_model(folder)
    whole = torch.from_numpy(sequence.silhouettes[None, :, :, 10:54].astype(np.float32) / 255)
    with torch.inference_mode():
        expected = network(whole).logits[0].numpy()
    assert np.abs(prediction.logits - expected).max() < 1e-4
    assert prediction.frames == 75
    assert sum(prediction.probabilities.values()) == pytest.approx(1)


def test_torch_when_there_is_no_onnx(folder, tmp_path):
    predictor = load_predictor(without_onnx(folder, tmp_path / "small"))
    assert predictor.facts.runtime.startswith("torch")
    ours = load_predictor(folder).predict(walk(40)).logits
    assert np.abs(predictor.predict(walk(40)).logits - ours).max() < 1e-4


def test_torch_is_never_imported_with_onnx(folder):
    code = (
        "import sys, pathlib, types, numpy as np\n"
        "from engine.inference.predictor import load_predictor\n"
        "predictor = load_predictor(pathlib.Path(sys.argv[1]))\n"
        "frames = np.full((3, 64, 64), 255, np.uint8)\n"
        "walk = types.SimpleNamespace(silhouettes=frames, seconds=np.arange(3) / 15)\n"
        "predictor.predict(walk)\n"
        "sys.exit('torch' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_the_bundled_model_says_why_without_torch(precision):
    code = (
        "import sys\n"
        "from engine.gait.sample_walks import read\n"
        "from engine.pipeline.judgement import open_model\n"
        "said = open_model(None, precision=sys.argv[1]).predict(read()[0])\n"
        "complete = said.explanation and said.trust.stability and said.trust.distance\n"
        "sys.exit('torch' in sys.modules or not complete)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, precision], check=False)
    assert done.returncode == 0


def test_dropped_frames_do_not_count(folder):
    sequence = walk(20)
    gappy = np.insert(sequence.silhouettes, [0, 5, 5, 20], 0, axis=0)
    predictor = load_predictor(folder)
    prediction = predictor.predict(SimpleNamespace(silhouettes=gappy, seconds=np.arange(24) / 15))
    assert prediction.frames == 20
    assert np.array_equal(prediction.logits, predictor.predict(sequence).logits)


def test_nothing_but_dropped_frames(folder):
    with pytest.raises(SequenceError, match="silhouette"):
        load_predictor(folder).predict(SimpleNamespace(silhouettes=np.zeros((9, 64, 64), np.uint8)))


def test_long_clips_are_thinned_evenly():
    frames = np.ones((2000, 64, 64), np.uint8)
    kept = usable_frames(frames, most=720)
    assert len(kept) == 720
    assert (kept[0], kept[-1]) == (0, 1999)
    assert set(np.diff(kept)) <= {2, 3}


def test_cancel(folder):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        load_predictor(folder).predict(walk(40), cancel=cancel)


def test_facts_come_from_the_card(folder):
    facts = load_predictor(folder).facts
    assert facts.name == "small"
    assert facts.status == "demo"
    assert "simulated walkers" in str(facts.notice)
    assert facts.class_order == ("negative", "neutral", "positive")
    assert not facts.calibrated
    assert len(facts.sha256) == 64


def test_changed_onnx_is_refused(folder, tmp_path):
    broken = shutil.copytree(folder, tmp_path / "small")
    with (broken / "model.onnx").open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(ModelError, match="SHA-256"):
        load_predictor(broken)
