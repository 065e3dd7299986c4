"""Where and in what precision a network runs, and what happens when memory is short."""

import importlib
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine.core.errors import ConfigError, ModelError
from engine.core.resources import resource
from engine.core.text import text
from engine.inference import runners
from engine.inference.predictor import Predictor, load_predictor, possible_precisions
from engine.library.reduced_precision import add_precisions
from engine.models.cards import LARGEST_DIFFERENCE, PrecisionCheck, read_card
from engine.runtime import device as device_module
from engine.runtime import onnx
from engine.runtime.device import CPU, CUDA, TENSORRT, ProviderChoice, choose_providers
from tests.engine.models.made import blobs, small_folder
from tests.patience import SECONDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = small_folder(tmp_path_factory.mktemp("models") / "small")
    add_precisions(made)
    return made


def walk(frames, seed=0):
    return SimpleNamespace(silhouettes=blobs(frames, seed=seed), seconds=np.arange(frames) / 15)


class Cramped:
    """A runner whose memory holds only so many frames."""

    reason, label = None, "cramped"

    def __init__(self, inner, most, chunk):
        self._inner, self._most, self.chunk = inner, most, chunk
        self.sizes = []

    def run(self, frames, running, *, features=True):
        size = frames["silhouettes"].shape[1]
        if size > self._most:
            raise MemoryError(f"{size} frames")
        self.sizes.append(size)
        return self._inner.run(frames, running, features=features)


def cramped(folder, most):
    predictor = load_predictor(folder)
    runner = Cramped(predictor._runner, most, 64)
    return Predictor(predictor.card, predictor.facts, runner), runner, predictor


def test_short_memory_halves_the_chunk_and_goes_on(folder):
    predictor, runner, whole = cramped(folder, most=9)
    found = predictor.predict(walk(40)).logits
    assert runner.sizes == [8] * 5
    assert np.abs(found - whole.predict(walk(40)).logits).max() < 1e-5
    predictor.predict(walk(8))
    assert runner.sizes[5:] == [8]


def test_memory_too_small_for_a_frame_is_said(folder):
    predictor, _, _ = cramped(folder, most=0)
    with pytest.raises(ModelError, match="not have enough memory"):
        predictor.predict(walk(40))


def test_onnx_runtimes_words_for_short_memory_are_known(folder, monkeypatch):
    session = onnx.session(folder / "model.onnx")
    failure = onnx._runtime().capi.onnxruntime_pybind11_state.RuntimeException

    class Full:
        def run(self, *_):
            raise failure("BFCArena: Failed to allocate memory for requested buffer of size 5")

    monkeypatch.setattr(session, "_inner", Full())
    with pytest.raises(MemoryError):
        session.run({})


ALL = (TENSORRT, CUDA, CPU)


@pytest.mark.parametrize(
    ("name", "available", "precision", "expected"),
    [
        # Listed, but never asked a known question on this computer.
        ("auto", ALL, "fp32", (CPU,)),
        ("auto", (CPU,), "fp32", (CPU,)),
        ("cpu", ALL, "fp32", (CPU,)),
        ("gpu", (CUDA, CPU), "fp32", (CUDA, CPU)),
        ("auto", ALL, "int8", (CPU,)),
    ],
)
def test_the_best_device_that_is_there(name, available, precision, expected):
    choice = choose_providers(name, available, precision=precision)
    assert choice.providers == expected
    assert str(choice.reason_for(expected[0]))


def test_what_answered_right_and_fastest_here_is_used():
    measured = ProviderChoice((CUDA, CPU), text("It is fast."))
    assert choose_providers("auto", ALL, measured=measured) == measured
    assert choose_providers("cpu", ALL, measured=measured).providers == (CPU,)
    assert choose_providers("auto", ALL, precision="int8", measured=measured).providers == (CPU,)
    assert "not been tested" in str(choose_providers("auto", ALL).reason)


def test_a_gpu_that_does_not_start_is_said():
    choice = choose_providers("gpu", ALL)
    assert "could not be started" in str(choice.reason_for(CPU))


def test_a_gpu_that_is_not_there_is_said(folder):
    with pytest.raises(ConfigError, match="A GPU was asked for"):
        load_predictor(folder, device="gpu")


def test_the_facts_say_where_and_why(folder):
    facts = load_predictor(folder, device="cpu").facts
    assert facts.runtime.endswith("on CPU")
    assert "chosen in the settings" in str(facts.device_reason)
    assert "does not support GPUs" in str(load_predictor(folder).facts.device_reason)


def test_every_precision_that_is_offered_holds(folder, monkeypatch):
    # Also on processors where bf16 is slow: what is compared are numbers.
    monkeypatch.setattr("engine.inference.predictor.supports_bf16", lambda: True)
    card = read_card(folder)
    assert card.offered[0] == "fp32"
    exact = load_predictor(folder).predict(walk(40, seed=3)).probabilities
    for precision in card.offered[1:]:
        predictor = load_predictor(folder, precision=precision)
        assert predictor.facts.precision == precision
        found = predictor.predict(walk(40, seed=3))
        assert found.explanation is not None
        for name, share in found.probabilities.items():
            assert share == pytest.approx(exact[name], abs=2 * LARGEST_DIFFERENCE)


def test_precisions_are_measured_and_written_to_the_card(folder):
    card = read_card(folder)
    assert set(card.precisions) == {"int8", "bf16"}
    for check in card.precisions.values():
        assert check.largest_difference > 0
        assert check.sequences == 13
    assert ("model.int8.onnx" in card.sha256) == ("int8" in card.offered)
    assert (folder / "model.int8.onnx").exists() == ("int8" in card.offered)


def test_torch_when_it_is_asked_for(folder):
    predictor = load_predictor(folder, runtime="torch")
    assert predictor.facts.runtime.startswith("torch")
    ours = load_predictor(folder).predict(walk(40))
    theirs = predictor.predict(walk(40))
    assert np.abs(ours.logits - theirs.logits).max() < 1e-4
    assert ours.explanation.levels == theirs.explanation.levels


def test_a_precision_nobody_measured_is_refused(tmp_path):
    with pytest.raises(ModelError, match="never checked in int8"):
        load_predictor(small_folder(tmp_path / "small"), precision="int8")


def test_a_precision_that_moves_the_answer_is_refused(folder, tmp_path):
    card = read_card(folder)
    worse = card.precisions["bf16"].model_copy(update={"largest_difference": 0.031})
    changed = card.model_copy(update={"precisions": {**card.precisions, "bf16": worse}})
    other = shutil.copytree(folder, tmp_path / "small")
    (other / "card.yaml").write_text(changed.to_yaml(), encoding="utf-8")
    assert "bf16" not in read_card(other).offered
    with pytest.raises(ModelError, match=r"up to 3\.1 of 100"):
        load_predictor(other, precision="bf16")


def test_a_processor_that_rounds_otherwise_is_found_out(tmp_path):
    folder = resource("models", "sconet_mt_demo")
    card = read_card(folder)
    assert "int8" in card.offered
    logits = {
        name: tuple(value + 0.05 for value in row)
        for name, row in card.precisions["int8"].logits.items()
    }
    other = PrecisionCheck(**{**card.precisions["int8"].model_dump(), "logits": logits})
    changed = card.model_copy(update={"precisions": {**card.precisions, "int8": other}})
    copy = shutil.copytree(folder, tmp_path / "small")
    (copy / "card.yaml").write_text(changed.to_yaml(), encoding="utf-8")
    with pytest.raises(ModelError, match="known-answer"):
        load_predictor(copy, precision="int8")
    assert load_predictor(copy).facts.precision == "fp32"


def test_a_processor_without_bf16_is_not_made_slower(folder, monkeypatch):
    assert "bf16" in read_card(folder).offered
    monkeypatch.setattr("engine.inference.predictor.supports_bf16", lambda: False)
    with pytest.raises(ModelError, match="slower than fp32\\. Available here: fp32\\."):
        load_predictor(folder, precision="bf16", device="cpu")
    assert possible_precisions(read_card(folder), "cpu") == ("fp32",)
    monkeypatch.setattr("engine.inference.predictor.supports_bf16", lambda: True)
    assert possible_precisions(read_card(folder), "cpu") == ("fp32", "bf16")
    demo = read_card(resource("models", "sconet_mt_demo"))
    assert possible_precisions(demo, "cpu") == demo.offered


_BF16 = """
from engine.runtime import device
print(device.supports_bf16(), device.may_support_bf16())
"""


@pytest.mark.parametrize("most", ["AVX2", "SSE41", "AVX512_CORE"])
def test_a_processor_limited_to_an_older_ones_instructions_has_no_bf16(most):
    done = subprocess.run(
        [sys.executable, "-c", _BF16],
        env={**os.environ, "ONEDNN_MAX_CPU_ISA": most},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    ("flags", "expected"),
    [({"avx512f", "avx512_bf16"}, True), ({"amx_tile"}, True), ({"avx2", "avx512f"}, False)],
)
def test_what_a_window_offers_follows_the_processor(monkeypatch, flags, expected):
    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA", raising=False)
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr(device_module, "_processor_flags", lambda: frozenset(flags))
    assert device_module.may_support_bf16() is expected


def test_the_benchmark_leaves_out_what_this_processor_cannot_do(folder, monkeypatch, capsys):
    benchmark = importlib.import_module("tests.benchmarks.networks")
    monkeypatch.setattr("engine.inference.predictor.supports_bf16", lambda: False)
    monkeypatch.setattr(benchmark, "clip", lambda *_: walk(12, seed=1))
    monkeypatch.setattr(benchmark, "read", lambda: [walk(12, seed=2)])
    threads = torch.get_num_threads()
    try:
        benchmark.compare(folder, rounds=1)
    finally:
        torch.set_num_threads(threads)
    said = capsys.readouterr().out
    assert "  fp32: ONNX Runtime" in said
    assert re.search(
        r"bf16: largest difference .*: offered, but not possible on this processor", said
    )


def test_chunks_are_small_on_a_processor():
    assert runners.CPU_CHUNK <= 32 < runners.GPU_CHUNK


def in_a_fresh_process(script, *arguments):
    """Run a script in a process that nothing has been imported in."""
    subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], check=True, timeout=SECONDS
    )


def test_a_model_that_offers_bf16_is_loaded_without_torch(tmp_path):
    folder = small_folder(tmp_path / "small")
    card = read_card(folder)
    free = PrecisionCheck(
        largest_difference=0.0,
        sequences=1,
        measured_on="nothing",
        logits=card.known_answer.logits,
    )
    card = card.model_copy(update={"precisions": {"bf16": free}})
    (folder / "card.yaml").write_text(card.to_yaml(), encoding="utf-8")
    assert "bf16" in read_card(folder).offered
    in_a_fresh_process(
        "import sys; from pathlib import Path\n"
        "from engine.inference.predictor import load_predictor\n"
        "load_predictor(Path(sys.argv[1]))\n"
        "assert 'torch' not in sys.modules",
        folder,
    )


def test_bf16_is_measured_in_a_process_of_its_own(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "small")
    in_a_fresh_process(
        "import sys; from pathlib import Path\n"
        "from engine.library.reduced_precision import add_precisions\n"
        "if __name__ == '__main__':\n"
        "    add_precisions(Path(sys.argv[1]))\n"
        "    assert 'torch' not in sys.modules",
        copy,
    )
    assert read_card(copy).precisions["bf16"] == read_card(folder).precisions["bf16"]
