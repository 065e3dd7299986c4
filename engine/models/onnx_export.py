"""Writes a network as one ONNX graph that is fed a clip in chunks.

The graph is built node by node with ``onnx.helper``: torch's own exporters are either deprecated or
need further packages, and this one also folds batch normalisation into the convolutions.

Inputs: ``silhouettes`` float32 [N, T, 64, 44] ([N, T, C, 64, 44] for C > 1), and ``running`` float32
[N, C', 16, 11], the maximum over the chunks before (the lowest float at the start).
Outputs: ``pooled``, the new ``running``; ``embeddings`` [N, C, P] and ``logits`` [N, classes, P] of all
frames so far: those of the last chunk are the answer. N and T are free.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.models.configs import FRAME_HEIGHT, FRAME_WIDTH
from engine.models.layers import BasicBlock
from engine.models.sconet import ScoNet

OPSET = 17
IR_VERSION = 9


class _Graph:
    """Collects nodes and constants; each method gives the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def integers(self, name: str, values: Sequence[int]) -> str:
        return self.constant(name, np.array(values, dtype=np.int64))

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:  # noqa: ANN401  # onnx has no types
        from onnx import helper

        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output


def _folded(conv: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give weight and bias of a convolution with the batch normalisation behind it folded in."""
    factor, shift = _affine(norm)
    weight = conv.weight.double() * factor[:, None, None, None]
    return _float32(weight), _float32(shift)


def _affine(norm: nn.BatchNorm1d | nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    mean, variance = cast(Tensor, norm.running_mean), cast(Tensor, norm.running_var)
    factor = norm.weight.double() / torch.sqrt(variance.double() + norm.eps)
    return factor, norm.bias.double() - mean.double() * factor


def _float32(tensor: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.detach().float().numpy()
    return array


def _conv(graph: _Graph, source: str, conv: nn.Conv2d, norm: nn.BatchNorm2d, name: str) -> str:
    weight, bias = _folded(conv, norm)
    inputs = [
        source,
        graph.constant(f"{name}.weight", weight),
        graph.constant(f"{name}.bias", bias),
    ]
    padding = cast(int, conv.padding[0])
    return graph.node(
        "Conv", inputs, name, strides=list(conv.stride), pads=[padding] * 4, dilations=[1, 1]
    )


def _block(graph: _Graph, source: str, block: BasicBlock, name: str) -> str:
    inner = _conv(graph, source, block.conv1, block.norm1, f"{name}.conv1")
    inner = graph.node("Relu", [inner], f"{name}.relu1")
    inner = _conv(graph, inner, block.conv2, block.norm2, f"{name}.conv2")
    shortcut = source
    if isinstance(block.shortcut, nn.Sequential):
        conv, norm = block.shortcut
        shortcut = _conv(
            graph, source, cast(nn.Conv2d, conv), cast(nn.BatchNorm2d, norm), f"{name}.shortcut"
        )
    total = graph.node("Add", [inner, shortcut], f"{name}.add")
    return graph.node("Relu", [total], f"{name}.relu2")


def _backbone(graph: _Graph, network: ScoNet) -> str:
    """Frames -> pooled features."""
    config = network.config
    frame = graph.integers("frame_shape", [-1, config.in_channels, FRAME_HEIGHT, FRAME_WIDTH])
    features = graph.node("Reshape", ["silhouettes", frame], "frames")
    conv, norm = network.backbone.stem
    features = _conv(graph, features, cast(nn.Conv2d, conv), cast(nn.BatchNorm2d, norm), "stem")
    features = graph.node("Relu", [features], "stem.relu")
    for number, block in enumerate(network.backbone.stages):
        features = _block(graph, features, cast(BasicBlock, block), f"stage{number}")
    shape = graph.node("Shape", ["silhouettes"], "counts", start=0, end=2)
    tail = graph.integers("feature_shape", config.feature_shape)
    shape = graph.node("Concat", [shape, tail], "sequence_shape", axis=0)
    features = graph.node("Reshape", [features, shape], "sequences")
    latest = graph.node("ReduceMax", [features], "latest", axes=[1], keepdims=0)
    return graph.node("Max", [latest, "running"], "pooled")


def _head(graph: _Graph, network: ScoNet, pooled: str) -> None:
    """Pooled features -> embeddings and logits."""
    config = network.config
    shape = graph.integers("strip_shape", [0, config.channels[3], config.parts, -1])
    strips = graph.node("Reshape", [pooled, shape], "strips")
    mean = graph.node("ReduceMean", [strips], "strips.mean", axes=[3], keepdims=0)
    peak = graph.node("ReduceMax", [strips], "strips.max", axes=[3], keepdims=0)
    parts = graph.node("Add", [mean, peak], "parts")
    parts = graph.node("Transpose", [parts], "parts.first", perm=[2, 0, 1])
    weight = graph.constant("embed.weight", _float32(network.embed.weight))
    embedded = graph.node("MatMul", [parts, weight], "embedded")
    graph.node("Transpose", [embedded], "embeddings", perm=[1, 2, 0])
    factor, shift = _affine(network.necks.norm)
    # Stored flat, channel then part; the graph holds [P, N, C] here.
    by_part = (1, config.embedding, config.parts)
    scale = graph.constant("necks.scale", _float32(factor.reshape(by_part).permute(2, 0, 1)))
    offset = graph.constant("necks.shift", _float32(shift.reshape(by_part).permute(2, 0, 1)))
    normed = graph.node("Mul", [embedded, scale], "necks.scaled")
    normed = graph.node("Add", [normed, offset], "necks.normed")
    length = graph.node("ReduceL2", [normed], "necks.length", axes=[2], keepdims=1)
    least = graph.constant("necks.least", np.array(1e-12, dtype=np.float32))
    length = graph.node("Max", [length, least], "necks.safe_length")
    direction = graph.node("Div", [normed, length], "necks.direction")
    centres = nn.functional.normalize(network.necks.weight, dim=1)
    centres_name = graph.constant("necks.centres", _float32(centres))
    cosines = graph.node("MatMul", [direction, centres_name], "cosines")
    graph.node("Transpose", [cosines], "logits", perm=[1, 2, 0])


def write_onnx(network: ScoNet, path: Path) -> None:
    """Write ``network``, as it is in eval mode, to ``path``.

    Raises:
        OSError: The file cannot be written.
    """
    import onnx
    from onnx import TensorProto, helper

    config = network.config
    graph = _Graph()
    _head(graph, network, _backbone(graph, network))

    def value(name: str, *shape: int | str) -> Any:  # noqa: ANN401  # onnx has no types
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))

    channels = () if config.in_channels == 1 else (config.in_channels,)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            config.kind,
            [
                value("silhouettes", "N", "T", *channels, FRAME_HEIGHT, FRAME_WIDTH),
                value("running", "N", *config.feature_shape),
            ],
            [
                value("pooled", "N", *config.feature_shape),
                value("embeddings", "N", config.embedding, config.parts),
                value("logits", "N", config.classes, config.parts),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="scolioapp",
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
