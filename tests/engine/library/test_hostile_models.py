"""Models from strangers: each is refused with its own sentence, nothing is run, nothing is left."""

import os
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
import yaml
from onnx import TensorProto, helper

from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.inference.predictor import load_predictor
from engine.library import installed_models
from engine.runtime.weights import read_weights, write_weights
from tests.engine.models.made import small_folder, small_network

ORDER = ("negative", "neutral", "positive")
CHECKPOINT = Path(__file__).parents[2] / "data" / "goldens" / "opengait_sconet_mt_tiny-00000.pt"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small", status="research")


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "small")


def refused(folder, says):
    """Both doors are shut: the check of the library, and the one that screening goes through."""
    for door in (installed_models.verify, load_predictor):
        with pytest.raises(ModelError, match=says):
            door(folder)


def change_card(folder, **changes):
    """Edit the card as a person does who knows to leave the seal out."""
    card = yaml.safe_load((folder / "card.yaml").read_text(encoding="utf-8"))
    (folder / "card.yaml").write_text(yaml.safe_dump(card | changes), encoding="utf-8")


def rehash(folder):
    """Write the hashes of the files into the card, as whoever made them would."""
    names = [path.name for path in folder.iterdir() if path.name != "card.yaml"]
    change_card(folder, sha256={name: sha256_of(folder / name) for name in names})


# Checkpoints.


class Hostile:
    def __reduce__(self):
        return os.system, ("touch hostile",)


def hostile(path):
    content = torch.load(CHECKPOINT, weights_only=True)
    torch.save(content | {"scheduler": Hostile()}, path)


def hostile_instead_of_weights(path):
    torch.save(Hostile(), path)


def truncated(path):
    path.write_bytes(CHECKPOINT.read_bytes()[:-5000])


def cut_to_nothing(path):
    path.write_bytes(b"")


def foreign(path):
    torch.save({"state_dict": {"layer.weight": torch.zeros(3)}}, path)


def foreign_keys(path):
    content = torch.load(CHECKPOINT, weights_only=True)
    content["model"]["Extra.weight"] = content["model"].pop("FCs.fc_bin")
    torch.save(content, path)


def one_key_more(path):
    content = torch.load(CHECKPOINT, weights_only=True)
    content["model"]["Extra.weight"] = torch.zeros(2)
    torch.save(content, path)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (hostile, "nothing in it was run"),
        (hostile_instead_of_weights, "nothing in it was run"),
        (truncated, r"not a checkpoint written by torch|damaged"),
        (cut_to_nothing, "not a checkpoint written by torch"),
        (foreign, "no weights under “model”; it contains: state_dict"),
        (foreign_keys, r"not a ScoNet from OpenGait: it contains Extra\.weight"),
        (one_key_more, r"Unknown: Extra\.weight"),
    ],
)
def test_checkpoints(make, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "file.pt")
    with pytest.raises(ModelError, match=says):
        installed_models.inspect(tmp_path / "file.pt")
    with pytest.raises(ModelError, match=says):
        installed_models.import_opengait(
            tmp_path / "file.pt", class_order=ORDER, destination=tmp_path / "models"
        )
    assert os.listdir(tmp_path) == ["file.pt"]


# Changed bytes.


@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 0.9, 1.0])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("model.onnx", "do not match its card: model.onnx"),
        ("weights.safetensors", "do not match its card: weights.safetensors"),
        ("card.yaml", r"changed since it was written|not a YAML file|card\.yaml"),
    ],
)
def test_a_changed_byte(folder, name, says, place):
    content = bytearray((folder / name).read_bytes())
    content[round(place * (len(content) - 1))] ^= 1
    (folder / name).write_bytes(content)
    refused(folder, says)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("abnormal: 0.5", "abnormal: 0.9"),
        ("max_frames: 720", "max_frames: 10"),
        ("status: research", "status: research "),
        ("cut_columns", "cut_columns"[::-1]),
    ],
)
def test_an_edited_value_that_passes_the_schema(folder, old, new):
    card = (folder / "card.yaml").read_text(encoding="utf-8")
    assert old in card
    (folder / "card.yaml").write_text(card.replace(old, new), encoding="utf-8")
    refused(folder, "card of “small” has been changed since it was written")


def test_line_breaks_of_windows_are_no_change(folder):
    content = (folder / "card.yaml").read_bytes()
    (folder / "card.yaml").write_bytes(content.replace(b"\n", b"\r\n"))
    installed_models.verify(folder)


@pytest.mark.parametrize(
    "order", [["negative", "positive", "neutral"], ["positive", "neutral", "negative"]]
)
def test_an_edited_class_order(folder, order):
    change_card(folder, class_order=order)
    refused(folder, "fails its known-answer test")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"network": {"channels": [4, 6, 8, 12], "embedding": 12}},
            r"takes running as tensor\(float\) \[any, 10",
        ),
        (
            {"network": {"channels": [4, 6, 8, 10], "embedding": 24}},
            r"gives embeddings as float32 \[1, 12, 16\]",
        ),
        ({"kind": "sconet_mt_maps", "inputs": ["maps"]}, "not of the kind its card says"),
        ({"known_answer": {"seed": 1, "frames": 4, "logits": None}}, "known-answer test"),
    ],
    ids=["channels", "embedding", "kind", "known answer"],
)
def test_a_card_of_another_network(folder, changes, says):
    if "known_answer" in changes:
        logits = yaml.safe_load((folder / "card.yaml").read_text())["known_answer"]["logits"]
        changes = {"known_answer": {"seed": 1, "frames": 4, "logits": logits}}
    change_card(folder, **changes)
    refused(folder, says)


# Files that are not what they are called.


def test_cards_of_a_hundred_megabytes(folder):
    with (folder / "card.yaml").open("r+b") as stream:
        stream.truncate(100_000_000)
    refused(folder, "too large for such a file: 100000000 bytes")
    assert installed_models.list_installed(folder.parent)[-1].problem is not None


def laughs():
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "card",
    [
        laughs(),
        "[" * 200_000,
        "name: " + "9" * 900_000,
        "name: " + ":".join(["1"] * 400_000),
        "name: !!python/object/apply:os.system ['touch hostile']",
        "- a\n- list",
        "\0\1\2",
        "",
    ],
    ids=["laughs", "nested", "digits", "base sixty", "object", "list", "binary", "empty"],
)
def test_cards_that_are_bombs_or_no_cards(folder, card, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (folder / "card.yaml").write_text(card, encoding="utf-8")
    refused(folder, r"card\.yaml")
    installed_models.list_installed(tmp_path)
    assert os.listdir(tmp_path) == ["small"]


@pytest.mark.parametrize(
    "content",
    [
        b"no weights at all",
        b"\xff" * 64,
        (1 << 60).to_bytes(8, "little") + b"{}",
        (2).to_bytes(8, "little") + b"{]",
        (75).to_bytes(8, "little")
        + b'{"embed.weight":{"dtype":"F32","shape":[1000000],"data_offsets":[0,4]}}    '
        + b"\0" * 4,
    ],
    ids=["text", "huge header", "header beyond the end", "no json", "offsets"],
)
def test_safetensors_with_a_bad_header(folder, content):
    (folder / "weights.safetensors").write_bytes(content)
    rehash(folder)
    refused(folder, "not a readable safetensors file")


def test_weights_of_another_network(folder):
    weights = read_weights(folder / "weights.safetensors")
    write_weights(folder / "weights.safetensors", weights | {"necks.weight": np.zeros((2, 2))})
    rehash(folder)
    refused(folder, "have no necks\\.weight of shape \\[16, 12, 3\\]")


# Networks that are more, or other, than a network.


def network(**parts):
    """A network that takes and gives `x`, with something about it."""
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [4]) for name in "xy")
    nodes = parts.get("nodes", [helper.make_node("Add", ["x", "w"], ["y"])])
    graph = helper.make_graph(nodes, "graph", [x], [y], parts.get("weights", []))
    domains = [helper.make_opsetid("", 17), *parts.get("domains", [])]
    return helper.make_model(
        graph, opset_imports=domains, ir_version=9, functions=parts.get("functions", [])
    )


def external(location):
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4])
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", "0"), ("length", "16")):
        tensor.external_data.add(key=key, value=value)
    return tensor


def constant(location):
    node = helper.make_node("Constant", [], ["w"])
    node.attribute.append(helper.make_attribute("value", external(location)))
    return [node, helper.make_node("Add", ["x", "w"], ["y"])]


def within(location):
    """The same, in a branch of a branch."""
    out = helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])
    branch = helper.make_graph(constant(location), "branch", [], [out])
    yes = helper.make_node("Constant", [], ["yes"], value_int=1)
    cast = helper.make_node("Cast", ["yes"], ["really"], to=TensorProto.BOOL)
    return [
        yes,
        cast,
        helper.make_node("If", ["really"], ["y"], then_branch=branch, else_branch=branch),
    ]


EVIL = helper.make_opsetid("evil", 1)
FUNCTION = helper.make_function(
    "evil",
    "F",
    ["x"],
    ["y"],
    [helper.make_node("Relu", ["x"], ["y"])],
    [helper.make_opsetid("", 17)],
)
CALL = [helper.make_node("F", ["x"], ["y"], domain="evil")]
NETWORKS = {
    "weights in a file beside": (network(weights=[external("secret.bin")]), "from another file"),
    "weights in a file above": (network(weights=[external("../secret.bin")]), "from another file"),
    "weights in any file": (network(weights=[external("/etc/passwd")]), "from another file"),
    "a constant in a file": (network(nodes=constant("secret.bin")), "from another file"),
    "a constant in a branch": (
        network(nodes=within("secret.bin")),
        "from another file|loops or branches",
    ),
    "an operator of its own": (network(nodes=CALL, domains=[EVIL]), "operators of “evil”"),
    "a function": (
        network(nodes=CALL, domains=[EVIL], functions=[FUNCTION]),
        "functions of its own|operators of “evil”",
    ),
    "another network": (
        network(nodes=[helper.make_node("Relu", ["x"], ["y"])]),
        "not of the kind its card says",
    ),
}


@pytest.mark.parametrize("what", NETWORKS)
def test_networks(folder, what, monkeypatch):
    monkeypatch.chdir(folder)
    np.arange(4, dtype=np.float32).tofile(folder / "secret.bin")
    model, says = NETWORKS[what]
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    os.rename(folder / "secret.bin", folder.parent / "secret.bin")
    rehash(folder)
    os.rename(folder.parent / "secret.bin", folder / "secret.bin")
    refused(folder, says)


def test_a_loop_without_end_is_not_run(folder):
    """Found by the check before a model is installed."""
    floats, more, count = (
        helper.make_tensor_value_info(name, kind, shape)
        for name, kind, shape in (
            ("z", TensorProto.FLOAT, [4]),
            ("more", TensorProto.BOOL, []),
            ("count", TensorProto.INT64, []),
        )
    )
    go_on = helper.make_node(
        "Constant", [], ["go"], value=helper.make_tensor("t", TensorProto.BOOL, [], [1])
    )
    copy = helper.make_node("Identity", ["more"], ["again"])
    add = helper.make_node("Add", ["z", "z"], ["z2"])
    again = helper.make_tensor_value_info("again", TensorProto.BOOL, [])
    z2 = helper.make_tensor_value_info("z2", TensorProto.FLOAT, [4])
    body = helper.make_graph([copy, add], "body", [count, more, floats], [again, z2])
    loop = helper.make_node("Loop", ["", "go", "x"], ["y"], body=body)
    (folder / "model.onnx").write_bytes(network(nodes=[go_on, loop]).SerializeToString())
    rehash(folder)
    with pytest.raises(ModelError, match="loops or branches"):
        installed_models.verify(folder)


@pytest.mark.parametrize("content", [b"", b"no network", b"\x3a\xff\xff\xff\xff\x0f", b"\xff" * 99])
def test_what_is_no_network(folder, content):
    (folder / "model.onnx").write_bytes(content)
    rehash(folder)
    refused(folder, r"model\.onnx")


def test_outputs_of_another_shape(folder):
    model = onnx.load(folder / "model.onnx")
    for node in model.graph.node:
        if "logits" in node.output:
            node.attribute[0].ints[:] = [1, 0, 2]
    del model.graph.output[:]
    for name in ("features", "pooled", "embeddings", "logits"):
        model.graph.output.append(helper.make_empty_tensor_value_info(name))
    onnx.save(model, folder / "model.onnx")
    rehash(folder)
    refused(folder, "gives logits as float32|does not run|cannot be loaded")


def test_weights_swapped_for_those_of_another(folder, tmp_path):
    from engine.models.model_folder import write_model_folder
    from tests.engine.models.made import facts

    other = write_model_folder(small_network(seed=7), tmp_path / "other", facts())
    for name in ("model.onnx", "weights.safetensors"):
        shutil.copy(other / name, folder / name)
    rehash(folder)
    refused(folder, "fails its known-answer test")


def test_pickles_beside_are_never_read(folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    torch.save(Hostile(), folder / "model.pt")
    installed_models.verify(folder)
    assert not (tmp_path / "hostile").exists()
