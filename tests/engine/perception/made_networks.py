"""Tiny networks made on the spot, whose right answers are known, with their cards."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
import yaml
from onnx import TensorProto, helper, numpy_helper

LEVELS = np.arange(17) * 10 + 80
"""Red value of the disc that stands for each keypoint."""

_OPSET = 17


def _model(nodes, constants, inputs, outputs) -> bytes:
    graph = helper.make_graph(
        nodes,
        "made",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs],
        [
            helper.make_tensor_value_info(name, kind, shape)
            for name, shape, kind in ((*output, TensorProto.FLOAT)[:3] for output in outputs)
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    opset = [helper.make_opsetid("", _OPSET)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()


def discs_network(height: int = 256, width: int = 192) -> bytes:
    """Find the disc of each keypoint: means of how near the red value is to its level.

    Its card divides by 255 with mean 0 and deviation 1. Bin 2 i is px i.
    """
    node = helper.make_node
    # Twice, so that the mean has one peak in the middle of a disc, and no plateau.
    pool = {"kernel_shape": [7, 7], "pads": [3, 3, 3, 3], "strides": [1, 1]}
    wide = {
        "x": {"kernel_shape": [1, 7], "pads": [0, 3, 0, 3]},
        "y": {"kernel_shape": [7, 1], "pads": [3, 0, 3, 0]},
    }
    nodes = [
        node("Slice", ["input", "zero", "one", "channels"], ["red"]),
        node("Sub", ["red", "levels"], ["off"]),
        node("Abs", ["off"], ["far"]),
        node("Mul", ["far", "steep"], ["steeply"]),
        node("Sub", ["unity", "steeply"], ["near"]),
        node("Relu", ["near"], ["there"]),
        node("AveragePool", ["there"], ["soft"], **pool),
        node("AveragePool", ["soft"], ["mean"], **pool),
    ]
    for axis, name in ((2, "x"), (3, "y")):
        nodes += [
            node("ReduceMax", ["mean"], [f"top_{name}"], axes=[axis], keepdims=1),
            node(
                "Resize",
                [f"top_{name}", "", f"scale_{name}"],
                [f"fine_{name}"],
                mode="linear",
                coordinate_transformation_mode="asymmetric",
            ),
            # So that a half px between two equal ones is the highest.
            node("AveragePool", [f"fine_{name}"], [f"mean_{name}"], **wide[name]),
            node("Reshape", [f"mean_{name}", f"shape_{name}"], [f"simcc_{name}"]),
        ]
    constants = {
        "zero": np.array([0]),
        "one": np.array([1]),
        "channels": np.array([1]),
        "levels": (LEVELS / 255).astype(np.float32).reshape(1, 17, 1, 1),
        "steep": np.float32(255 / 4),
        "unity": np.float32(1),
        "scale_x": np.array([1, 1, 1, 2], np.float32),
        "scale_y": np.array([1, 1, 2, 1], np.float32),
        "shape_x": np.array([1, 17, 2 * width]),
        "shape_y": np.array([1, 17, 2 * height]),
    }
    outputs = [("simcc_x", [1, 17, 2 * width]), ("simcc_y", [1, 17, 2 * height])]
    return _model(nodes, constants, [("input", [1, 3, height, width])], outputs)


def constant_pose_network(
    places: np.ndarray, score: float = 0.9, *, names=("simcc_x", "simcc_y"), free: bool = False
) -> bytes:
    """Answer with the same places (px of a 256 x 192 input) whatever is seen."""
    bins = {"x": np.zeros((1, 17, 384), np.float32), "y": np.zeros((1, 17, 512), np.float32)}
    for axis, name in enumerate("xy"):
        bins[name][0, np.arange(17), np.rint(places[:, axis] * 2).astype(int)] = score
    node = helper.make_node
    nodes = [
        node("ReduceMean", ["input"], ["mean"], keepdims=0),
        node("Mul", ["mean", "nothing"], ["none"]),
        node("Add", ["none", "bins_x"], [names[0]]),
        node("Add", ["none", "bins_y"], [names[1]]),
    ]
    constants = {"nothing": np.float32(0), "bins_x": bins["x"], "bins_y": bins["y"]}
    shape = ["batch", 3, "height", "width"] if free else [1, 3, 256, 192]
    outputs = [(names[0], [1, 17, 384]), (names[1], [1, 17, 512])]
    return _model(nodes, constants, [("input", shape)], outputs)


def brightness_pose_network() -> bytes:
    """Score every keypoint with the mean of the input's first channel; bin 20 k for keypoint k."""
    node = helper.make_node
    nodes = [
        node("Slice", ["input", "zero", "one", "axis"], ["first"]),
        node("ReduceMean", ["first"], ["mean"], keepdims=0),
        node("Mul", ["mean", "bins_x"], ["simcc_x"]),
        node("Mul", ["mean", "bins_y"], ["simcc_y"]),
    ]
    bins = {"x": np.zeros((1, 17, 384), np.float32), "y": np.zeros((1, 17, 512), np.float32)}
    for values in bins.values():
        values[0, np.arange(17), 20 * np.arange(17)] = 1
    constants = {
        "zero": np.array([0]),
        "one": np.array([1]),
        "axis": np.array([1]),
        "bins_x": bins["x"],
        "bins_y": bins["y"],
    }
    outputs = [("simcc_x", [1, 17, 384]), ("simcc_y", [1, 17, 512])]
    return _model(nodes, constants, [("input", [1, 3, 256, 192])], outputs)


def first_channel_segmenter(height: int, width: int, output: str) -> bytes:
    """Take the input's first channel for the person's logit, that of the background being 0."""
    node = helper.make_node
    nodes = [
        node("Slice", ["x", "zero", "one", "axis"], ["person"]),
        node("Mul", ["person", "nothing"], ["background"]),
        node("Concat", ["background", "person"], ["logits"], axis=1),
    ]
    shape, kind = [1, 2, height, width], TensorProto.FLOAT
    if output == "probabilities":
        nodes.append(node("Softmax", ["logits"], ["probabilities"], axis=1))
    if output == "labels":
        nodes.append(node("ArgMax", ["logits"], ["labels"], axis=1, keepdims=0))
        shape, kind = [1, height, width], TensorProto.INT64
    constants = {
        "zero": np.array([0]),
        "one": np.array([1]),
        "axis": np.array([1]),
        "nothing": np.float32(0),
    }
    return _model(nodes, constants, [("x", [1, 3, height, width])], [(output, shape, kind)])


POSE = {
    "name": "made pose",
    "version": "1",
    "source": "made in a test",
    "licence": "CC0-1.0",
    "file": "network.onnx",
    "input_size": {"height": 256, "width": 192},
    "colour_order": "rgb",
    "divide_by": 255,
    "mean": [0.0, 0.0, 0.0],
    "std": [1.0, 1.0, 1.0],
    "task": "pose",
    "keypoint_set": "coco",
}
SEGMENTATION = {
    **{key: value for key, value in POSE.items() if key != "keypoint_set"},
    "name": "made segmenter",
    "input_size": {"height": 192, "width": 192},
    "mean": [0.5, 0.5, 0.5],
    "std": [0.5, 0.5, 0.5],
    "task": "segmentation",
    "output": "logits",
}


def write_folder(folder: Path, card: dict, network: bytes, **changes) -> Path:
    """Write a folder with the card and its network; a change of None leaves a key out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.onnx").write_bytes(network)
    whole = {**card, "sha256": hashlib.sha256(network).hexdigest(), **changes}
    kept = {key: value for key, value in whole.items() if value is not None}
    (folder / "card.yaml").write_text(yaml.safe_dump(kept), "utf-8")
    return folder


def discs(points: np.ndarray, shape: tuple[int, int], radius: float) -> np.ndarray:
    """Draw a black RGB picture with a disc for each keypoint, below a px exactly."""
    image = np.zeros((*shape, 3), np.uint8)
    for (x, y), level in zip(points, LEVELS, strict=True):
        centre = (round(float(x) * 16), round(float(y) * 16))
        colour = (int(level), 0, 0)
        cv2.circle(image, centre, round(radius * 16), colour, -1, cv2.LINE_8, 4)
    return image
