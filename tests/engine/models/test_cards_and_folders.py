"""Model folders: whole or not at all, and refused with a sentence where anything is off."""

import shutil
import subprocess
import sys

import numpy as np
import pytest
import torch
import yaml
from pydantic import ValidationError

from engine.core.classes import ClassName
from engine.core.errors import ModelError, OutputError
from engine.models import load_model
from engine.models.cards import ModelCard, read_card
from engine.models.model_folder import write_model_folder
from engine.runtime.weights import read_weights, write_weights
from tests.engine.models.made import facts, small_folder, small_network


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small")


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "small")


def change_card(folder, **changes):
    card = yaml.safe_load((folder / "card.yaml").read_text())
    (folder / "card.yaml").write_text(yaml.safe_dump(card | changes))


def test_round_trip(folder):
    frames = torch.rand(2, 5, 64, 44)
    with torch.inference_mode():
        ours, back = small_network()(frames), load_model(folder)(frames)
    assert torch.equal(ours.logits, back.logits)
    assert torch.equal(ours.embeddings, back.embeddings)
    assert not load_model(folder).training
    assert sorted(path.name for path in folder.iterdir()) == [
        "card.yaml",
        "model.onnx",
        "weights.safetensors",
    ]


def test_card_says_what_it_must(folder):
    card = read_card(folder)
    assert card.name == "small"
    assert card.kind == "sconet_mt"
    assert card.class_order == tuple(ClassName)
    assert card.config == small_network().config
    assert set(card.sha256) == {"weights.safetensors", "model.onnx"}
    assert "no clinical meaning" in str(card.notice)


def test_only_validated_models_have_no_notice(folder):
    change_card(folder, status="research")
    assert "no validation report" in str(read_card(folder).notice)
    change_card(
        folder,
        status="validated",
        validation={"by": "A. Person", "on": "2026-01-01"},
        sha256={**read_card(folder).sha256, "report.json": "0" * 64},
    )
    assert read_card(folder).notice is None
    change_card(folder, validation=None)
    with pytest.raises(ModelError, match=r"report\.json"):
        read_card(folder)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"clas_order": []}, "unknown key “clas_order”.*“class_order”"),
        ({"class_order": ["negative", "neutral"]}, "each of the network's classes"),
        ({"class_order": ["negative", "neutral", "neutral"]}, "twice"),
        ({"class_order": ["negative", "neutral", "healthy"]}, "class_order"),
        ({"status": "approved"}, "status"),
        ({"name": "../outside"}, "name"),
        ({"sha256": {}}, "at least one weight file"),
        ({"sha256": {"weights.safetensors": "0"}}, "sha256"),
        ({"sha256": {"other.bin": "0" * 64}}, "sha256"),
        (
            {"known_answer": {"seed": 1, "frames": 1, "logits": {"negative": [0.0]}}},
            "one number per part",
        ),
        ({"thresholds": {"inconclusive_band": 0.7}}, "inconclusive_band"),
        ({"version": 1.0}, "version"),
    ],
)
def test_wrong_cards(folder, changes, says):
    change_card(folder, **changes)
    with pytest.raises(ModelError, match=says):
        load_model(folder)


def test_no_card(tmp_path):
    with pytest.raises(ModelError, match="not a model folder"):
        load_model(tmp_path)


def test_changed_weights(folder):
    content = bytearray((folder / "weights.safetensors").read_bytes())
    content[-1] ^= 1
    (folder / "weights.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match="SHA-256"):
        load_model(folder)


def test_missing_weights(folder):
    (folder / "weights.safetensors").unlink()
    with pytest.raises(ModelError, match=r"has no weights\.safetensors"):
        load_model(folder)


def rehash(folder):
    from engine.core.files import sha256_of

    found = sha256_of(folder / "weights.safetensors")
    change_card(folder, sha256={"weights.safetensors": found})


def test_known_answer(folder):
    path = folder / "weights.safetensors"
    weights = read_weights(path)
    weights["necks.weight"] = weights["necks.weight"][:, :, ::-1]
    write_weights(path, weights)
    rehash(folder)
    with pytest.raises(ModelError, match="known-answer test"):
        load_model(folder)


def test_not_a_number_fails_the_known_answer(folder):
    path = folder / "weights.safetensors"
    weights = read_weights(path)
    weights["necks.weight"] = weights["necks.weight"] * np.float32("nan")
    write_weights(path, weights)
    rehash(folder)
    with pytest.raises(ModelError, match="known-answer test"):
        load_model(folder)


def test_foreign_weights(folder):
    path = folder / "weights.safetensors"
    weights = read_weights(path)
    weights["extra"] = weights.pop("embed.weight")
    weights["necks.weight"] = weights["necks.weight"][:2]
    write_weights(path, weights)
    rehash(folder)
    with pytest.raises(ModelError, match=r"Missing: embed\.weight.*Unknown: extra.*necks\.weight"):
        load_model(folder)


def test_not_safetensors(folder):
    (folder / "weights.safetensors").write_bytes(b"no weights at all")
    rehash(folder)
    with pytest.raises(ModelError, match="not a readable safetensors file"):
        load_model(folder)


def test_an_existing_folder_is_replaced_only_when_asked(folder):
    network = small_network(seed=1)
    with pytest.raises(OutputError, match="already exists"):
        write_model_folder(network, folder, facts())
    before = read_card(folder).sha256
    write_model_folder(network, folder, facts(), replace=True)
    assert read_card(folder).sha256 != before
    assert [path.name for path in folder.parent.iterdir()] == ["small"]


def test_nothing_is_left_of_a_folder_that_failed(tmp_path):
    with pytest.raises(ValidationError):
        write_model_folder(small_network(), tmp_path / "small", facts(status="nonsense"))
    assert not list(tmp_path.iterdir())


def test_cards_are_read_without_torch(folder):
    code = (
        "import sys, pathlib\n"
        "from engine.models.cards import read_card\n"
        "read_card(pathlib.Path(sys.argv[1]))\n"
        "sys.exit('torch' in sys.modules or 'onnxruntime' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0


def test_card_survives_yaml(folder):
    card = read_card(folder)
    assert ModelCard.model_validate(yaml.safe_load(card.to_yaml())) == card
