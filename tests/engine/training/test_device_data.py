"""Both ways to the device give the sampler's batches; the thread stops, and says what went wrong."""

import threading

import numpy as np
import pytest
import torch

from engine.runs.data_config import Batches
from engine.training.device_data import Feeder, budget_of, size_of
from engine.training.samplers import sampler_of
from tests.engine.training.made import made_sequences

CPU = torch.device("cpu")
SETTINGS = [
    Batches(groups=3, each=4, frames=5, flip=0.5),
    Batches(groups=3, each=4, frames=3, frames_most=9, flip=0.5),
    Batches(groups=2, each=3, draw_by="plain", frame_order="all"),
]


def made(settings, **options):
    return sampler_of(made_sequences(), settings, uses_triplet=True, seed=3, **options)


def parts(batch):
    found = {**batch.frames, "classes": batch.classes, "groups": batch.groups, "pav": batch.pav}
    if batch.lengths is not None:
        found["lengths"] = batch.lengths
    return {name: torch.as_tensor(np.ascontiguousarray(one)) for name, one in found.items()}


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("budget", [0, 10**9])
@pytest.mark.parametrize("ahead", [0, 1, 3])
def test_gives_the_batches_of_the_sampler(settings, budget, ahead):
    expected = made(settings)
    with Feeder(made(settings), CPU, budget, ahead=ahead) as feeder:
        assert feeder.resident == (budget > 0)
        for _ in range(6):
            batch, other = feeder.next(), parts(expected.next())
            assert feeder.state() == expected.state()
            given = parts(batch)
            assert given.keys() == other.keys()
            for name, one in given.items():
                if name in batch.frames:
                    assert one.dtype == torch.float32
                    other[name] = other[name].float() / 255
                assert torch.equal(one, other[name])
        assert feeder.wait_seconds > 0


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("budget", [0, None])
def test_a_gpu_gets_the_same_batches(settings, budget):
    device = torch.device("cuda", 0)
    expected = made(settings)
    with Feeder(made(settings), device, budget) as feeder:
        assert feeder.resident == (budget is None)
        for _ in range(6):
            batch, other = feeder.next(), expected.next()
            assert feeder.state() == expected.state()
            for name, frames in batch.frames.items():
                assert frames.device == device
                assert torch.equal((frames * 255).round().byte().cpu(), _tensor(other.frames[name]))
            assert torch.equal(batch.classes.cpu(), _tensor(other.classes))
            assert torch.allclose(batch.pav.cpu(), _tensor(other.pav))


def _tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array))


def test_inputs_are_what_networks_take():
    with Feeder(made(SETTINGS[1]), CPU) as feeder:
        batch = feeder.next()
    assert batch.inputs().keys() == {"silhouettes", "maps", "pav", "lengths"}
    assert batch.inputs()["silhouettes"].max() <= 1


@pytest.mark.parametrize("ahead", [0, 3])
def test_continues_from_the_last_batch_that_was_given(ahead):
    sampler = made(SETTINGS[0])
    with Feeder(sampler, CPU, ahead=ahead) as feeder:
        for _ in range(3):
            feeder.next()
        state = feeder.state()
    assert sampler.state() == state
    other = made(SETTINGS[0])
    other.restore(state)
    plain = made(SETTINGS[0])
    for _ in range(3):
        plain.next()
    assert np.array_equal(other.next().frames["maps"], plain.next().frames["maps"])


def test_the_thread_stops():
    before = threading.active_count()
    feeder = Feeder(made(SETTINGS[0]), CPU, ahead=2)
    feeder.next()
    assert threading.active_count() == before + 1
    feeder.close()
    feeder.close()
    assert threading.active_count() == before
    with pytest.raises(ValueError, match="closed"):
        feeder.next()


class _Broken:
    """A sampler that fails at its third batch."""

    def __init__(self):
        self._own = made(SETTINGS[0])
        self._left = 2
        self.sequences = self._own.sequences
        self.state, self.restore = self._own.state, self._own.restore

    def draw(self):
        self._left -= 1
        if self._left < 0:
            raise OSError("the disk is gone")
        return self._own.draw()


@pytest.mark.parametrize("ahead", [0, 1, 3])
def test_what_goes_wrong_in_the_thread_is_raised(ahead):
    before = threading.active_count()
    feeder = Feeder(_Broken(), CPU, ahead=ahead)
    feeder.next()
    feeder.next()
    with pytest.raises(OSError, match="the disk is gone"):
        feeder.next()
    assert threading.active_count() == before
    with pytest.raises(ValueError, match="closed"):
        feeder.next()


def test_size_and_budget():
    sequences = made_sequences()
    frames = sum(len(clip) for clip in sequences.clips)
    assert size_of(sequences) == frames * 3 * 64 * 44
    assert budget_of(CPU) == 0
    with Feeder(made(SETTINGS[0]), CPU, size_of(sequences) - 1) as feeder:
        assert not feeder.resident
