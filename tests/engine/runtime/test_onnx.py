"""ONNX Runtime is loaded quietly, without telemetry, and only from files that are what they should be."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import ModelError
from engine.core.resources import resource
from engine.runtime import onnx
from tests.patience import SECONDS

DETECTOR = resource("models", "blazepose", "blazepose_detector.onnx")


def test_loads_and_runs() -> None:
    loaded = onnx.session(DETECTOR, threads=1)
    boxes, scores = loaded.run(onnx.random_feeds(loaded))
    assert loaded.inputs == ("input_1",)
    assert loaded.provider == onnx.CPU
    assert boxes.shape == (1, 2254, 12)
    assert scores.shape == (1, 2254, 1)


def test_same_numbers_from_several_threads_at_once() -> None:
    loaded = onnx.session(DETECTOR, threads=1)
    feeds = [onnx.random_feeds(loaded, seed=seed) for seed in range(4)]
    alone = [loaded.run(feed)[0] for feed in feeds]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda feed: loaded.run(feed)[0], feeds))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one, other)


def test_content_in_memory_with_its_hash() -> None:
    content = DETECTOR.read_bytes()
    loaded = onnx.session(content, sha256=hashlib.sha256(content).hexdigest())
    assert len(loaded.outputs) == 2


def test_wrong_hash_is_refused() -> None:
    with pytest.raises(ModelError, match="does not match its card"):
        onnx.session(DETECTOR, sha256="0" * 64)


@pytest.mark.parametrize("content", [b"", b"not a network", b"\x08\x07" * 50])
def test_not_a_network_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.onnx"):
        onnx.session(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        onnx.session(tmp_path / "gone.onnx")


def test_telemetry_is_off_before_the_import() -> None:
    """The variable stands in the environment when ONNX Runtime's own code runs."""
    program = (
        "import os, sys\n"
        "seen = []\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'onnxruntime':\n"
        "            seen.append(os.environ.get('ORT_DISABLE_TELEMETRY'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        "from engine.runtime import onnx\n"
        "if seen: raise SystemExit('imported too early')\n"
        "onnx.version()\n"
        "if seen != ['1']: raise SystemExit(str(seen))\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=SECONDS)
