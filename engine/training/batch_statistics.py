"""What stands in the place of batch normalisation where a batch is shared by processes or threads."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class BatchStatistics(nn.Module):
    """The weights and running statistics of a layer, by its names and shared with it; to be inherited.

    Args:
        layer: The layer it takes the place of.
    """

    running_mean: Tensor
    running_var: Tensor
    num_batches_tracked: Tensor

    def __init__(self, layer: nn.BatchNorm1d | nn.BatchNorm2d) -> None:
        super().__init__()
        self.weight, self.bias = layer.weight, layer.bias
        for name, buffer in layer.named_buffers():
            self.register_buffer(name, buffer)
        self.train(layer.training)
        self.eps = layer.eps
        self.momentum = 0.1 if layer.momentum is None else layer.momentum

    @torch.no_grad()
    def remember(self, mean: Tensor, variance: Tensor) -> None:
        """Take the mean and the unbiased variance of a batch into the running ones, ``[C]`` each."""
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance, self.momentum)
        self.num_batches_tracked += 1
