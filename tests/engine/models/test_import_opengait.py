"""Checkpoints from strangers: sizes and order explicit, code refused, wrong keys named."""

import os
import zipfile
from pathlib import Path

import pytest
import torch

from engine.core.classes import ClassName
from engine.core.errors import ModelError
from engine.models.cards import read_card
from engine.models.opengait import import_checkpoint

CHECKPOINT = Path(__file__).parents[2] / "data" / "goldens" / "opengait_sconet_mt_tiny-00000.pt"
ORDER = ("negative", "neutral", "positive")


@pytest.fixture
def content():
    return torch.load(CHECKPOINT, weights_only=True)


def imported(content, tmp_path, order=ORDER):
    torch.save(content, tmp_path / "file.pt")
    return import_checkpoint(tmp_path / "file.pt", class_order=order, destination=tmp_path / "out")


def test_sizes_come_from_shapes_and_order_from_the_caller(tmp_path):
    old = ("negative", "positive", "neutral")
    folder = import_checkpoint(CHECKPOINT, class_order=old, destination=tmp_path)
    card = read_card(folder)
    assert folder.parent == tmp_path
    assert card.name == folder.name == "opengait_sconet_mt_tiny-00000"
    assert card.status == "research"
    assert card.network.channels == (8, 16, 32, 64)
    assert (card.network.embedding, card.network.parts, card.network.classes) == (32, 16, 3)
    assert card.class_order == (ClassName.NEGATIVE, ClassName.POSITIVE, ClassName.NEUTRAL)
    again = import_checkpoint(CHECKPOINT, class_order=ORDER, destination=tmp_path)
    assert again.name == "opengait_sconet_mt_tiny-00000-2"


@pytest.mark.parametrize("order", [("negative", "neutral"), ("a", "b", "c"), ("neutral",) * 3])
def test_wrong_class_orders(order, tmp_path):
    with pytest.raises(ModelError, match=r"class order"):
        import_checkpoint(CHECKPOINT, class_order=order, destination=tmp_path)
    assert not list(tmp_path.iterdir())


def test_missing_and_unknown_keys_are_named(content, tmp_path):
    model = content["model"]
    model["BNNecks.other"] = model.pop("BNNecks.bn1d.bias")
    with pytest.raises(ModelError, match=r"Missing: necks\.norm\.bias\. Unknown: BNNecks\.other"):
        imported(content, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file.pt"]


def test_other_networks_are_refused(tmp_path):
    with pytest.raises(ModelError, match="not a ScoNet"):
        imported({"model": {"layer.weight": torch.zeros(3)}}, tmp_path)
    with pytest.raises(ModelError, match="no weights under “model”"):
        imported({"state_dict": {}}, tmp_path)


def test_weights_of_parallel_training(content, tmp_path):
    content["model"] = {f"module.{key}": value for key, value in content["model"].items()}
    assert imported(content, tmp_path).is_dir()


class Hostile:
    def __reduce__(self):
        return os.mkdir, ("hostile",)


def test_code_is_refused_and_not_run(content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content["scheduler"] = Hostile()
    with pytest.raises(ModelError, match="nothing in it was run"):
        imported(content, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file.pt"]


@pytest.mark.parametrize(
    "bad",
    [
        torch.tensor(float("nan")),
        torch.zeros(1).expand(1 << 40),
        torch.zeros(2, 2).to_sparse(),
        "text",
        3,
    ],
    ids=["nan", "a view of a terabyte", "sparse", "text", "number"],
)
def test_entries_that_are_no_plain_arrays(bad, content, tmp_path):
    content["model"]["FCs.fc_bin"] = bad
    with pytest.raises(ModelError, match=r"FCs\.fc_bin"):
        imported(content, tmp_path)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "file.pt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("file/data.pkl", b"\0" * (1 << 25))
    with pytest.raises(ModelError, match="too large to read safely"):
        import_checkpoint(path, class_order=ORDER, destination=tmp_path)


@pytest.mark.parametrize("keep", [0, 1000, -100])
def test_damaged_files(keep, tmp_path):
    whole = CHECKPOINT.read_bytes()
    (tmp_path / "file.pt").write_bytes(whole[:keep])
    with pytest.raises(ModelError, match=r"not a checkpoint|damaged"):
        import_checkpoint(tmp_path / "file.pt", class_order=ORDER, destination=tmp_path)


def test_missing_file(tmp_path):
    with pytest.raises(ModelError, match="does not exist"):
        import_checkpoint(tmp_path / "none.pt", class_order=ORDER, destination=tmp_path)
