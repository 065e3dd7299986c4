"""Writes a network as one ONNX graph that is fed a clip in chunks.

Inputs: what the network sees, ``silhouettes`` float32 [N, T, 64, 44], ``maps`` [N, T, 2, 64, 44], ``pav``
[N, 8, 3]; and ``running`` float32 [N, C', 16, 11], the maximum over the chunks before (the lowest float at
the start). Outputs: ``features`` [N, T, C', 16, 11] of each frame; ``pooled``, the new ``running``;
``embeddings`` [N, C, P] and ``logits`` [N, classes, P] of all frames so far: those of the last chunk are
the answer; with PAV-guided attention ``channel_gate`` [N, C] and ``body_gate`` [N, P or rows]. N and T
are free.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from engine.models.configs import PAV_SHAPE, SCALE, NetworkConfig
from engine.models.drf import DRF
from engine.models.drf_dual import DualDRF
from engine.models.ensemble import LEAST_PROBABILITY, Ensemble
from engine.models.fusion import AttentionFusion, PavGates
from engine.models.network import GaitNetwork
from engine.models.onnx_graph import Graph, affine, float32
from engine.models.sconet import ScoNet

OPSET: Final = 17
IR_VERSION: Final = 9


def write_onnx(network: GaitNetwork, path: Path) -> None:
    """Write ``network``, as it is in eval mode, to ``path``.

    Raises:
        OSError: The file cannot be written.
    """
    import onnx
    from onnx import helper

    config = network.config
    graph = Graph()
    outputs = (
        _ensemble(graph, network) if isinstance(network, Ensemble) else _network(graph, network)
    )
    model = helper.make_model(
        helper.make_graph(
            graph.nodes, config.kind, _inputs(config), [_value(*one) for one in outputs],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="scolioapp",
        ir_version=IR_VERSION,
    )  # fmt: skip
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _value(name: str, *shape: int | str) -> Any:  # noqa: ANN401  # onnx has no types
    from onnx import TensorProto, helper

    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def _inputs(config: NetworkConfig) -> list[Any]:
    frames = [_value(name, "N", "T", *config.shape_of(name)) for name in config.frame_inputs]
    vector = [_value("pav", "N", *PAV_SHAPE)] if config.takes_pav else []
    return [*frames, *vector, _value("running", "N", *config.feature_shape)]


_Output = tuple[str, *tuple[int | str, ...]]
"""Name and shape of an output."""


def _network(graph: Graph, network: GaitNetwork) -> list[_Output]:
    """Add the whole network; return its outputs."""
    config = network.config
    packed, gates = _trunk(graph, network)
    gates += _judge(graph, network, _pool(graph, packed, config))
    return [*_outputs(config), *gates]


def _outputs(config: NetworkConfig) -> list[_Output]:
    """Return the outputs that every network has."""
    return [
        ("features", "N", "T", *config.feature_shape),
        ("pooled", "N", *config.feature_shape),
        ("embeddings", "N", *config.embedding_shape),
        ("logits", "N", config.classes, config.parts),
    ]


def _trunk(graph: Graph, network: GaitNetwork) -> tuple[str, list[_Output]]:
    """Add the trunk; return the features of all frames, and the gates that are used for them."""
    if isinstance(network, DualDRF):
        return _dual(graph, network)
    if isinstance(network, ScoNet | DRF):
        return _backbone(graph, network), []
    raise TypeError(f"no export for {type(network).__name__}")


def _judge(graph: Graph, network: GaitNetwork, pooled: str) -> list[_Output]:
    """Add the head: pooled features -> ``embeddings`` and ``logits``; return the gates used for them."""
    gates: list[_Output] = []
    embedded = _embed(graph, network, pooled)
    if isinstance(network, DRF) and network.gates is not None:
        gates = _gates(graph, network.gates)
        embedded = _gate(graph, embedded)
    graph.node("Transpose", [embedded], "embeddings", perm=[1, 2, 0])
    _necks(graph, network, embedded)
    return gates


def _ensemble(graph: Graph, network: Ensemble) -> list[_Output]:
    """Add all members, and the logarithm of their mean probability; see `engine.models.ensemble`."""
    config, members = network.config, network.networks
    names = [f"member{k}" for k in range(len(members))]
    packed: list[str] = []
    gates: list[_Output] = []
    for k, (name, member) in enumerate(zip(names, members, strict=True)):
        if config.takes_pav:
            _member_pav(graph, network, k)
        own = Graph()
        seen, gates = _trunk(own, member)
        graph.add(own, prefix=f"{name}.", shared=config.frame_inputs)
        packed.append(f"{name}.{seen}")
    joined = graph.node("Concat", packed, "members.packed", axis=1)
    pooled = _pool(graph, joined, config)
    graph.split(pooled, [f"{name}.pooled" for name in names], axis=1)
    for name, member in zip(names, members, strict=True):
        own = Graph()
        gates = _judge(own, member, "pooled") or gates
        graph.add(own, prefix=f"{name}.", shared=())
    for joint in ("embeddings", *(one[0] for one in gates)):
        graph.node("Concat", [f"{name}.{joint}" for name in names], joint, axis=1)
    _mean_probability(graph, network, names)
    wide: list[_Output] = [(one[0], "N", len(members) * int(one[-1])) for one in gates]
    return [*_outputs(config), *wide]


def _member_pav(graph: Graph, network: Ensemble, k: int) -> None:
    """Add the asymmetry vector by the ranges of one member."""
    name = f"member{k}.pav"
    factor, shift, unknown = network.ranges[k]
    scaled = graph.node("Mul", ["pav", graph.weight(f"{name}.factor", factor)], f"{name}.scaled")
    moved = graph.node("Add", [scaled, graph.weight(f"{name}.shift", shift)], f"{name}.moved")
    ends = [graph.constant(f"{name}.{end}", np.array(end, np.float32)) for end in (0, 1)]
    kept = graph.node("Clip", [moved, *ends], f"{name}.clipped")
    there = graph.weight(f"{name}.there", 1 - unknown)
    kept = graph.node("Mul", [kept, there], f"{name}.known")
    graph.node("Add", [kept, graph.weight(f"{name}.middle", 0.5 * unknown)], name)


def _mean_probability(graph: Graph, network: Ensemble, names: list[str]) -> None:
    """Logits of the members -> ``logits``."""
    shares = []
    for k, name in enumerate(names):
        mean = graph.node("ReduceMean", [f"{name}.logits"], f"{name}.mean", axes=[2], keepdims=0)
        scale = graph.weight(f"{name}.scale", network.scales[k])
        scores = graph.node("Mul", [mean, scale], f"{name}.scores")
        shares.append(graph.node("Softmax", [scores], f"{name}.shares", axis=1))
    mean = graph.node("Mean", shares, "members.shares")
    least = graph.constant("members.least", np.array(LEAST_PROBABILITY, np.float32))
    logs = graph.node("Log", [graph.node("Max", [mean, least], "members.safe")], "members.logs")
    middle = graph.node("ReduceMean", [logs], "members.middle", axes=[1], keepdims=1)
    centred = graph.node("Sub", [logs, middle], "members.centred")
    by = graph.constant("members.by", np.array(1 / SCALE, np.float32))
    scores = graph.node("Mul", [centred, by], "members.scores")
    wide = graph.node("Unsqueeze", [scores, graph.integers("members.axis", [2])], "members.wide")
    parts = graph.integers("members.parts", [1, 1, network.config.parts])
    graph.node("Expand", [wide, parts], "logits")


def _frames(graph: Graph, name: str, config: NetworkConfig) -> str:
    """Join sequences and frames: [N, T, ...] -> [N x T, C, 64, 44]."""
    channels, *size = (1, *config.shape_of(name))[-3:]
    return graph.node(
        "Reshape", [name, graph.integers(f"{name}_shape", [-1, channels, *size])], f"{name}_frames"
    )


def _backbone(graph: Graph, network: ScoNet | DRF) -> str:
    (seen,) = network.config.frame_inputs
    features = graph.stem(_frames(graph, seen, network.config), network.backbone.stem, "stem")
    return graph.blocks(features, network.backbone.stages, first=0)


def _dual(graph: Graph, network: DualDRF) -> tuple[str, list[_Output]]:
    streams = []
    for name, early in (("silhouettes", network.silhouette_stream), ("maps", network.map_stream)):
        stem = graph.stem(_frames(graph, name, network.config), early.stem, f"{name}.stem")
        streams.append(graph.block(stem, early.stage, f"{name}.stage"))
    gates: list[_Output] = []
    if network.attention is not None:
        joined = _attend(graph, network.attention, streams)
    elif network.gates is not None:
        gates = _gates(graph, network.gates)
        joined = _gate_streams(graph, streams, network.config)
    else:
        joined = graph.node("Mean", streams, "joined")
    return graph.blocks(joined, network.stages, first=1), gates


def _attend(graph: Graph, attention: AttentionFusion, streams: list[str]) -> str:
    both = graph.node("Concat", streams, "attention.both", axis=1)
    squeeze, norm1, _, mix, norm2, _, spread = attention.mix
    scores = graph.stem(both, nn.Sequential(squeeze, norm1), "attention.squeeze")
    scores = graph.stem(scores, nn.Sequential(mix, norm2), "attention.mix")
    if not isinstance(spread, nn.Conv2d):
        raise TypeError("the attention does not end with a convolution")
    scores = graph.conv(scores, spread, None, "attention.spread")
    first, second = (f"attention.score{number}" for number in range(2))
    graph.split(scores, (first, second), axis=1)
    # Two streams: softmax is a sigmoid of the difference.
    share = graph.node("Sigmoid", [graph.node("Sub", [second, first], "attention.difference")],
                       "attention.share")  # fmt: skip
    return _blend(graph, streams, share)


def _blend(graph: Graph, streams: list[str], share: str) -> str:
    """Return first + share x (second - first)."""
    first, second = streams
    apart = graph.node("Sub", [second, first], "apart")
    return graph.node("Add", [first, graph.node("Mul", [share, apart], "moved")], "joined")


def _gates(graph: Graph, gates: PavGates) -> list[_Output]:
    """Add ``channel_gate`` [N, C] and ``body_gate`` [N, heights]."""
    pairs, features = PAV_SHAPE
    flat = graph.node(
        "Reshape", ["pav", graph.integers("pav_flat", [-1, pairs * features])], "pav.flat"
    )
    weight = graph.weight("gates.channel.weight", gates.channel.weight)
    bias = graph.weight("gates.channel.bias", gates.channel.bias)
    scores = graph.node("Gemm", [flat, weight, bias], "gates.channel", transB=1)
    graph.node("Sigmoid", [scores], "channel_gate")
    mix = graph.weight("gates.body.weight", gates.body.weight.reshape(features))
    mixed = graph.node("MatMul", ["pav", mix], "gates.mixed")
    if gates.body.bias is None:
        raise TypeError("the body gate has no bias")
    offset = graph.weight("gates.body.bias", gates.body.bias)
    mixed = graph.node("Add", [mixed, offset], "gates.body")
    # Linear interpolation is a matrix.
    between = functional.interpolate(
        torch.eye(pairs)[None], size=gates.heights, mode="linear", align_corners=False
    )[0]
    along = graph.node("MatMul", [mixed, graph.weight("gates.between", between)], "gates.along")
    graph.node("Sigmoid", [along], "body_gate")
    return [("channel_gate", "N", gates.channel.out_features), ("body_gate", "N", gates.heights)]


def _gate(graph: Graph, embedded: str) -> str:
    """Gate embeddings [P, N, C]."""
    gated = graph.node("Mul", [embedded, "channel_gate"], "embedded.by_channel")
    by_part = graph.node("Transpose", ["body_gate"], "body_gate.first", perm=[1, 0])
    by_part = graph.node("Unsqueeze", [by_part, graph.integers("last_axis", [2])], "body_gate.wide")
    return graph.node("Mul", [gated, by_part], "embedded.by_part")


def _gate_streams(graph: Graph, streams: list[str], config: NetworkConfig) -> str:
    """Blend two streams [N x T, C, H, W] by the gates of each sequence."""
    channel = graph.node(
        "Unsqueeze", ["channel_gate", graph.integers("channel_axes", [2, 3])], "channel_gate.wide"
    )
    body = graph.node(
        "Unsqueeze", ["body_gate", graph.integers("body_axes", [1, 3])], "body_gate.wide"
    )
    share = graph.node("Mul", [channel, body], "gates.share")
    # [N, C, H, 1] -> [N, T, C, H, 1] -> [N x T, C, H, 1].
    share = graph.node("Unsqueeze", [share, graph.integers("frame_axis", [1])], "gates.by_frame")
    frames = graph.node("Shape", [config.frame_inputs[0]], "gates.frames", start=1, end=2)
    one, ones = graph.integers("gates.one", [1]), graph.integers("gates.ones", [1, 1, 1])
    wide = graph.node("Concat", [one, frames, ones], "gates.wide", axis=0)
    share = graph.node("Expand", [share, wide], "gates.expanded")
    flat = graph.integers(
        "gates.flat", [-1, config.channels[0], config.shape_of("silhouettes")[0], 1]
    )
    return _blend(graph, streams, graph.node("Reshape", [share, flat], "gates.share_of_frames"))


def _pool(graph: Graph, features: str, config: NetworkConfig) -> str:
    """Features of all frames -> ``features`` by sequence and their running maximum."""
    counts = graph.node("Shape", [config.frame_inputs[0]], "counts", start=0, end=2)
    tail = graph.integers("feature_shape", config.feature_shape)
    shape = graph.node("Concat", [counts, tail], "sequence_shape", axis=0)
    graph.node("Reshape", [features, shape], "features")
    latest = graph.node("ReduceMax", ["features"], "latest", axes=[1], keepdims=0)
    return graph.node("Max", [latest, "running"], "pooled")


def _embed(graph: Graph, network: GaitNetwork, pooled: str) -> str:
    """Pooled features -> embeddings [P, N, C]."""
    config = network.config
    shape = graph.integers("strip_shape", [0, config.channels[3], config.parts, -1])
    strips = graph.node("Reshape", [pooled, shape], "strips")
    mean = graph.node("ReduceMean", [strips], "strips.mean", axes=[3], keepdims=0)
    peak = graph.node("ReduceMax", [strips], "strips.max", axes=[3], keepdims=0)
    parts = graph.node("Add", [mean, peak], "parts")
    parts = graph.node("Transpose", [parts], "parts.first", perm=[2, 0, 1])
    weight = graph.weight("embed.weight", network.embed.weight)
    return graph.node("MatMul", [parts, weight], "embedded")


def _necks(graph: Graph, network: GaitNetwork, embedded: str) -> None:
    """Embeddings [P, N, C] -> ``logits``."""
    config = network.config
    factor, shift = affine(network.necks.norm)
    # Stored flat, channel then part; the graph holds [P, N, C] here.
    by_part = (1, config.embedding, config.parts)
    scale = graph.weight("necks.scale", factor.reshape(by_part).permute(2, 0, 1))
    offset = graph.weight("necks.shift", shift.reshape(by_part).permute(2, 0, 1))
    normed = graph.node("Mul", [embedded, scale], "necks.scaled")
    normed = graph.node("Add", [normed, offset], "necks.normed")
    length = graph.node("ReduceL2", [normed], "necks.length", axes=[2], keepdims=1)
    least = graph.constant("necks.least", np.array(1e-12, dtype=np.float32))
    length = graph.node("Max", [length, least], "necks.safe_length")
    direction = graph.node("Div", [normed, length], "necks.direction")
    centres = functional.normalize(network.necks.weight, dim=1)
    centres_name = graph.constant("necks.centres", float32(centres))
    cosines = graph.node("MatMul", [direction, centres_name], "cosines")
    graph.node("Transpose", [cosines], "logits", perm=[1, 2, 0])
