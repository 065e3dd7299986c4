"""Builds ONNX graphs node by node from torch layers in eval mode, batch normalisation folded in.

torch's own exporters are either deprecated or need further packages. Must not know whole networks.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.models.layers import BasicBlock


class Graph:
    """Collects nodes and constants; each method gives the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add an array."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def integers(self, name: str, values: Sequence[int]) -> str:
        """Add a list of whole numbers, such as a shape."""
        return self.constant(name, np.array(values, dtype=np.int64))

    def weight(self, name: str, values: Tensor) -> str:
        """Add a tensor as float32."""
        return self.constant(name, float32(values))

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:  # noqa: ANN401  # onnx has no types
        """Add a node with one output."""
        from onnx import helper

        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def split(self, source: str, names: Sequence[str], *, axis: int) -> None:
        """Cut along an axis into equal parts."""
        from onnx import helper

        self.nodes.append(
            helper.make_node("Split", [source], list(names), name=f"{source}.split", axis=axis)
        )

    def add(self, other: Graph, *, prefix: str, shared: Collection[str]) -> None:
        """Add all of another graph, with a prefix to every name but the shared ones."""

        def named(name: str) -> str:
            return name if name in shared else prefix + name

        for node in other.nodes:
            node.name = prefix + node.name
            node.input[:] = [named(one) for one in node.input]
            node.output[:] = [named(one) for one in node.output]
            self.nodes.append(node)
        for constant in other.constants:
            constant.name = prefix + constant.name
            self.constants.append(constant)

    def conv(self, source: str, conv: nn.Conv2d, norm: nn.BatchNorm2d | None, name: str) -> str:
        """Add a bias-free convolution with the batch normalisation behind it, if any."""
        weight = conv.weight
        inputs = [source]
        if norm is None:
            inputs.append(self.weight(f"{name}.weight", weight))
        else:
            factor, shift = affine(norm)
            folded = weight.double() * factor[:, None, None, None]
            inputs += [self.weight(f"{name}.weight", folded), self.weight(f"{name}.bias", shift)]
        padding = cast(int, conv.padding[0])
        return self.node(
            "Conv", inputs, name, strides=list(conv.stride), pads=[padding] * 4, dilations=[1, 1]
        )

    def stem(self, source: str, stem: nn.Module, name: str) -> str:
        """Add convolution, normalisation and ReLU."""
        conv, norm = cast(nn.Sequential, stem)
        features = self.conv(source, cast(nn.Conv2d, conv), cast(nn.BatchNorm2d, norm), name)
        return self.node("Relu", [features], f"{name}.relu")

    def block(self, source: str, block: BasicBlock, name: str) -> str:
        """Add a residual block."""
        inner = self.conv(source, block.conv1, block.norm1, f"{name}.conv1")
        inner = self.node("Relu", [inner], f"{name}.relu1")
        inner = self.conv(inner, block.conv2, block.norm2, f"{name}.conv2")
        shortcut = source
        if isinstance(block.shortcut, nn.Sequential):
            conv, norm = block.shortcut
            shortcut = self.conv(
                source, cast(nn.Conv2d, conv), cast(nn.BatchNorm2d, norm), f"{name}.shortcut"
            )
        total = self.node("Add", [inner, shortcut], f"{name}.add")
        return self.node("Relu", [total], f"{name}.relu2")

    def blocks(self, source: str, blocks: nn.Sequential, *, first: int) -> str:
        """Add residual blocks one after the other, counted from ``first``."""
        for number, block in enumerate(blocks, start=first):
            source = self.block(source, cast(BasicBlock, block), f"stage{number}")
        return source


def affine(norm: nn.BatchNorm1d | nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """Return factor and shift of a batch normalisation in eval mode, float64."""
    mean, variance = cast(Tensor, norm.running_mean), cast(Tensor, norm.running_var)
    factor = norm.weight.double() / torch.sqrt(variance.double() + norm.eps)
    return factor, norm.bias.double() - mean.double() * factor


def float32(tensor: Tensor) -> NDArray[np.float32]:
    """Return a tensor as a float32 array."""
    array: NDArray[np.float32] = tensor.detach().float().numpy()
    return array
