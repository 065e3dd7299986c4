"""Every kind of layer with few channels, forward and backward; a process of its own, which may crash.

Prints a line for each: how far its gradients are from those of the same layer in float64 and plain layout, as
a share of the largest of them. Blocks of several layers answer in steps, at the kinks of their ReLUs.
"""

import copy
import sys

import torch

from engine.models.configs import PAV_SHAPE, NetworkConfig
from engine.models.fusion import AttentionFusion, PavGates
from engine.models.layers import (
    BasicBlock,
    EarlyLayers,
    HorizontalPooling,
    ResNet9,
    SeparateLinear,
    SeparateNecks,
    StridedPointwise,
    conv3x3,
    initialise,
)
from engine.models.registry import NETWORKS, build
from tests.engine.models.made import random_inputs

CHANNELS = (1, 2, 3, 4, 7, 8, 12, 15, 16, 17)
"""Around 1, 8 and 16, where the blocks of channels of a processor's instructions end."""

FRAMES = 3


def layers(count):
    """Return name, layer and inputs of every kind of layer, for so many channels."""
    frames = torch.rand(FRAMES, count, 64, 44)
    pooled = torch.rand(FRAMES, count, 16)
    convolutions = [
        ("convolution", conv3x3(count, 9), [frames]),
        ("halving convolution", conv3x3(count, 9, 2), [frames]),
        ("pointwise", StridedPointwise(count, 9, 1), [frames]),
        ("halving pointwise", StridedPointwise(count, 9, 2), [frames]),
        ("first silhouette layer", conv3x3(1, count), [torch.rand(FRAMES, 1, 64, 44)]),
        ("first map layer", conv3x3(2, count), [torch.rand(FRAMES, 2, 64, 44)]),
    ]
    return [
        *convolutions,
        ("silhouette stem", EarlyLayers(1, count), [torch.rand(FRAMES, 1, 64, 44)]),
        ("map stem", EarlyLayers(2, count), [torch.rand(FRAMES, 2, 64, 44)]),
        ("block", BasicBlock(count, count, 1), [frames]),
        ("widening block", BasicBlock(count, 20, 1), [frames]),
        ("halving block", BasicBlock(count, count, 2), [frames]),
        ("widening halving block", BasicBlock(count, 20, 2), [frames]),
        ("backbone", ResNet9(1, (count,) * 4), [torch.rand(FRAMES, 1, 64, 44)]),
        ("attention", AttentionFusion(count), [frames, frames.flip(0)]),
        ("gates", PavGates(count, 16), [torch.rand(FRAMES, *PAV_SHAPE)]),
        ("strips", HorizontalPooling(4), [frames]),
        ("embedding", SeparateLinear(16, count, 5), [pooled]),
        ("necks", SeparateNecks(16, count, 3), [pooled]),
    ]


def gradients(layer, inputs, wide):
    """Return all gradients of a layer, of its inputs first."""
    kind = torch.float64 if wide else torch.float32
    given = []
    for one in inputs:
        last = not wide and one.dim() == 4
        layout = torch.channels_last if last else torch.contiguous_format
        given.append(one.to(kind, memory_format=layout).detach().requires_grad_())
    answers = layer(*given)
    answers = answers if isinstance(answers, tuple) else (answers,)
    # Weights of their own for all answers, so that no gradient is zero by symmetry.
    total = sum((one * ramp(one)).sum() for one in answers)
    total.backward()
    return [one.grad.double() for one in (*given, *layer.parameters())]


def ramp(values):
    return torch.linspace(-1, 1, values.numel(), dtype=values.dtype).reshape(values.shape)


def difference(layer, inputs):
    initialise(layer)
    wide = copy.deepcopy(layer).double()
    layer = layer.to(memory_format=torch.channels_last)
    pairs = list(zip(gradients(layer, inputs, False), gradients(wide, inputs, True), strict=True))
    # The cosine of a single channel is 1 or -1: its gradient is zero but for rounding.
    largest = max(1e-2, *(one.abs().max().item() for _, one in pairs))
    return max((narrow - one).abs().max().item() for narrow, one in pairs) / largest


def learn(kind, count, precision):
    """Let a whole network learn from one batch, as a run does."""
    network = build(NetworkConfig(kind=kind, channels=(count,) * 4, embedding=count, parts=4))
    network = network.to(memory_format=torch.channels_last).train()
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        outputs = network(**random_inputs(network.config, 3, 2))
    (outputs.logits.float().square().sum() + outputs.embeddings.float().sum()).backward()
    return all(torch.isfinite(one.grad).all() for one in network.parameters())


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(counts):
    torch.set_num_threads(1)
    for count in counts:
        torch.manual_seed(count)
        for name, layer, inputs in layers(count):
            say(f"{name}, {count}: {difference(layer, inputs):.1e}")
        for kind in NETWORKS:
            for precision in ("float32", "bf16"):
                finite = learn(kind, count, precision)
                say(f"{kind} in {precision}, {count}: {0 if finite else 'nan'}")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or CHANNELS)
