"""One place for devices, one stream of random numbers for each purpose."""

import re
from pathlib import Path

import pytest
import torch

import engine
from engine.core.errors import ConfigError
from engine.runtime.device import choose_device, describe
from engine.runtime.seeds import stream


def test_cpu_and_auto():
    assert choose_device("cpu").type == "cpu"
    assert describe(choose_device("cpu")) == "CPU"
    assert choose_device().type in ("cpu", "cuda")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_missing_gpu_is_explained():
    with pytest.raises(ConfigError, match="none"):
        choose_device("gpu")


def test_only_one_file_says_cuda():
    root = Path(engine.__file__).parent
    allowed = {root / "runtime" / "device.py", root / "runtime" / "onnx.py"}
    sayers = {
        path
        for path in root.rglob("*.py")
        if re.search(r"[\"'.]cuda\b", path.read_text(encoding="utf-8"))
    }
    assert sayers <= allowed


def test_streams_are_their_own():
    assert stream(1, "a").random() == stream(1, "a").random()
    assert stream(1, "a").random() != stream(1, "b").random()
    assert stream(1, "a").random() != stream(2, "a").random()
