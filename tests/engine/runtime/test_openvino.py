"""OpenVINO gives what ONNX Runtime gives, and tells nobody; where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from engine.core.errors import ModelError
from engine.core.resources import resource
from engine.runtime import onnx, openvino
from engine.runtime.providers import OPENVINO, open_network

pytestmark = pytest.mark.skipif(not openvino.is_installed(), reason="OpenVINO is an extra")

DETECTOR = resource("models", "blazepose", "blazepose_detector.onnx")


def test_the_same_answers_also_side_by_side():
    exact, other = onnx.session(DETECTOR), open_network(DETECTOR, provider=OPENVINO, at_once=2)
    assert (other.inputs, other.outputs, other.types) == (exact.inputs, exact.outputs, exact.types)
    assert other.shapes == exact.shapes
    feeds = [onnx.random_feeds(exact, seed=seed) for seed in range(6)]
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(other.run, feeds))
    for feed, answers in zip(feeds, found, strict=True):
        for right, answer in zip(exact.run(feed), answers, strict=True):
            np.testing.assert_allclose(answer, right, atol=1e-2, rtol=1e-4)
    name = exact.outputs[-1]
    np.testing.assert_array_equal(other.run(feeds[0], [name])[0], found[0][-1])


def test_what_is_no_network_is_refused(tmp_path):
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"\x08\x07")
    with pytest.raises(ModelError):
        open_network(path, provider=OPENVINO)
    with pytest.raises(ModelError, match="does not match its card"):
        open_network(DETECTOR, provider=OPENVINO, sha256="0" * 64)


def test_its_converter_and_telemetry_stay_out():
    """Also where telemetry is installed: a stand-in fails the process when it is imported."""
    program = """
        import sys
        from engine.core.resources import resource
        from engine.runtime import onnx, providers
        class Barred:
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] == "openvino_telemetry":
                    raise SystemExit("telemetry was asked for")
        sys.meta_path.insert(0, Barred())
        path = resource("models", "blazepose", "blazepose_detector.onnx")
        network = providers.open_network(path, provider=providers.OPENVINO)
        network.run(onnx.random_feeds(onnx.session(path)))
        assert not [name for name in sys.modules if "telemetry" in name], sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=True)


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch the process")
def test_a_watched_run_makes_no_network_call(tmp_path):
    program = """
        from engine.core.resources import resource
        from engine.runtime import onnx, openvino, providers
        path = resource("models", "blazepose", "blazepose_detector.onnx")
        network = providers.open_network(path, provider=providers.OPENVINO, at_once=2)
        network.run(onnx.random_feeds(onnx.session(path)))
        openvino.devices()
    """
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    subprocess.run([*watched, sys.executable, "-c", textwrap.dedent(program)], check=True)
    calls = [line for line in trace.read_text().splitlines() if re.search(r"AF_INET6?\b", line)]
    assert calls == []
