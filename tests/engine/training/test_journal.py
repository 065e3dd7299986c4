"""The logs: lines that survive, TensorBoard where it is, Weights & Biases only when asked."""

import builtins
import importlib
import json
import sys
import types

import numpy as np
import pytest

from engine.core.errors import MissingExtraError
from engine.runs.training_config import TrainConfig
from engine.training.journal import JsonLinesJournal, open_journal
from engine.training.run import train
from tests.engine.training.tiny_run import config_of, records, steps, write_config, write_data

FEW = {"optimiser": {"iterations": 4, "rate": 0.01, "milestones": []}}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("journal")
    write_data(place / "data")
    return place


def test_every_step_is_told_in_full(place):
    run = place / "plain"
    config = write_config(place / "plain.yaml", validation={"every": 2}, **FEW)
    train(config, run=run, cache=place / "cache")
    names = {
        "iteration", "rate", "cross_entropy", "triplet", "triplet_nonzero", "accuracy", "seconds",
        "samples_a_second", "data_wait", "process_memory",
    }  # fmt: skip
    assert [set(step) for step in steps(run)] == [names] * 4
    assert all(0 <= step["data_wait"] <= 1 for step in steps(run))
    assert all(step["process_memory"] > 1 << 20 for step in steps(run))
    looks = [record for record in records(run) if record.get("event") == "validation"]
    assert [set(look) for look in looks] == [
        {"event", "iteration", "loss", "accuracy", "macro_f1", "best"}
    ] * 2
    assert "wandb" not in sys.modules
    assert not (run / "tensorboard").exists()


def test_half_a_line_is_cut(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_text('{"iteration": 1}\n{"itera')
    lines = JsonLinesJournal(log)
    lines.record({"iteration": 2})
    lines.close()
    assert [json.loads(line) for line in log.read_text().splitlines()] == [
        {"iteration": 1},
        {"iteration": 2},
    ]


def test_tensorboard(place):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    run = place / "board"
    logs = {"tensorboard": True, "images_every": 2}
    config = write_config(place / "board.yaml", logs=logs, validation={"every": 2}, **FEW)
    train(config, run=run, cache=place / "cache")
    events = EventAccumulator(str(run / "tensorboard"))
    events.Reload()
    assert set(events.Tags()["scalars"]) >= {
        "train/cross_entropy", "train/triplet", "train/accuracy", "train/rate",
        "train/samples_a_second", "train/data_wait", "validation/macro_f1", "validation/loss",
    }  # fmt: skip
    told = [event.value for event in events.Scalars("train/cross_entropy")]
    assert told == pytest.approx([step["cross_entropy"] for step in steps(run)])
    assert events.Tags()["images"] == ["silhouettes"]
    assert [event.step for event in events.Images("silhouettes")] == [2, 4]


def test_maps_are_pictures_of_limbs_and_joints(tmp_path):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    config = parsed(logs={"tensorboard": True})
    journal = open_journal(tmp_path / "log.jsonl", config, start=0)
    journal.pictures(1, {"maps/limbs": np.zeros((3, 64, 44), np.float32)})
    journal.close()
    events = EventAccumulator(str(tmp_path / "tensorboard"))
    events.Reload()
    image = events.Images("maps/limbs")[0]
    assert (image.height, image.width) == (64, 3 * 44)


def parsed(**changes):
    return TrainConfig.model_validate_json(json.dumps(config_of(**changes)))


def test_without_tensorboard_the_log_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    config = parsed(logs={"tensorboard": True})
    open_journal(tmp_path / "log.jsonl", config, start=0).close()
    assert records(tmp_path) == [{"event": "note", "message": "TensorBoard is not installed"}]


class FakeWandb(types.ModuleType):
    def __init__(self):
        super().__init__("wandb")
        self.begun, self.notify, self.finished = {}, [], False

    def init(self, **settings):
        self.begun = settings
        return self

    def log(self, figures, step):
        self.notify.append((step, figures))

    def finish(self):
        self.finished = True


def test_weights_and_biases_when_asked(place, monkeypatch):
    fake = FakeWandb()
    monkeypatch.setitem(sys.modules, "wandb", fake)
    run = place / "wandb"
    config = write_config(place / "wandb.yaml", logs={"wandb": True}, **FEW)
    train(config, run=run, cache=place / "cache")
    assert [step for step, _ in fake.notify] == [1, 2, 3, 4]
    assert fake.notify[0][1]["train/cross_entropy"] == steps(run)[0]["cross_entropy"]
    assert fake.finished
    assert fake.begun["resume"] == "allow"
    # Where the data lies is nobody's business.
    assert str(place) not in json.dumps(fake.begun["config"])


def test_weights_and_biases_not_installed(place, monkeypatch):
    kept = importlib.import_module

    def missing(name, *rest):
        if name == "wandb":
            raise ImportError(name)
        return kept(name, *rest)

    monkeypatch.setattr(importlib, "import_module", missing)
    config = write_config(place / "no-wandb.yaml", logs={"wandb": True}, **FEW)
    with pytest.raises(MissingExtraError, match="wandb is not installed"):
        train(config, run=place / "no-wandb", cache=place / "cache")


def test_weights_and_biases_is_never_imported_otherwise(place, monkeypatch):
    kept = builtins.__import__

    def guarded(name, *rest, **more):
        assert not name.startswith("wandb")
        return kept(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", guarded)
    monkeypatch.delitem(sys.modules, "wandb", raising=False)
    train(write_config(place / "off.yaml", **FEW), run=place / "off", cache=place / "cache")
    assert "wandb" not in sys.modules
