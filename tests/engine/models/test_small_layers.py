"""Layers with few channels learn without damage to memory, and learn what float64 learns."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from engine.models.layers import PLAIN_CHANNELS, StridedPointwise
from tests.checked_memory import checked_environment, notices
from tests.engine.models.small_layers import CHANNELS

ROOT = Path(__file__).parents[3]
ARGUMENTS = ["-m", "tests.engine.models.small_layers"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs glibc's checks")
def test_damage_would_be_noticed():
    assert notices()


def test_each_kind_of_layer_learns_on_whole_memory():
    """Torch 2.13's own strided 1x1 convolution ends this process, by 15 channels or fewer."""
    ended = subprocess.run(
        [sys.executable, *ARGUMENTS],
        cwd=ROOT,
        env=checked_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    lines = ended.stdout.splitlines()
    said = f"after “{lines[-1] if lines else ''}”: {ended.stderr[-500:]}"
    assert ended.returncode == 0, said
    differences = {line.rpartition(": ")[0]: float(line.rpartition(": ")[2]) for line in lines}
    # 18 layers, and five networks in two precisions, for each number of channels.
    assert len(differences) == len(CHANNELS) * (18 + 10)
    wrong = {name: one for name, one in differences.items() if not one < limit(name)}
    assert wrong == {}


def limit(name):
    """What float32 may differ by: a value at a kink of a ReLU may lie on its other side, layer upon layer."""
    return 0.2 if any(part in name for part in ("block", "stem", "backbone")) else 0.01


@pytest.mark.parametrize("channels", [1, 4, 15, 16, 17])
def test_a_strided_shortcut_says_what_torch_says(channels):
    torch.manual_seed(0)
    own = StridedPointwise(channels, 8, 2)
    plain = nn.Conv2d(channels, 8, kernel_size=1, stride=2, bias=False)
    assert own.state_dict().keys() == plain.state_dict().keys()
    plain.load_state_dict(own.state_dict())
    frames = torch.rand(3, channels, 17, 11).to(memory_format=torch.channels_last)
    with torch.inference_mode():
        one = own.to(memory_format=torch.channels_last)(frames)
        other = plain.to(memory_format=torch.channels_last)(frames)
    assert one.shape == (3, 8, 9, 6)
    if channels >= PLAIN_CHANNELS:
        assert torch.equal(one, other)
        assert one.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(one, other)
