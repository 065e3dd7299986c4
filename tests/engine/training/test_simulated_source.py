"""A run that simulates its own people, in processes of their own; kept for the next run."""

import pytest
import yaml

from engine.core.errors import CancelledError
from engine.core.progress import Cancel, Stage
from engine.models.cards import read_card
from engine.runs.training_config import read_config
from engine.training.run import train
from engine.training.sources import gather_sources

pytest.importorskip("anny")


@pytest.fixture
def config(tmp_path):
    content = {
        "name": "simulated",
        "version": "1",
        "description": "made for a test",
        "status": "demo",
        "device": "cpu",
        "threads": 1,
        "network": {"kind": "sconet_mt", "channels": [4, 4, 4, 4], "embedding": 4, "parts": 4},
        "class_order": ["negative", "neutral", "positive"],
        "simulation": {
            "train": 6,
            "validation": 3,
            "test": 3,
            "seed": 5,
            "frames": 8,
            "workers": 1,
        },
        "batches": {"groups": 3, "each": 2, "group_by": "class", "frames": 2},
        "optimiser": {"iterations": 2, "milestones": []},
        "report_on_test": True,
        "precisions": False,
        "log_every": 1,
    }
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(content))
    return path


@pytest.mark.heavy
def test_simulates_trains_and_says_so(config, tmp_path):
    reports = []
    folder = train(config, tmp_path / "out", cache=tmp_path / "cache", progress=reports.append)
    card = read_card(folder)
    assert "imulated walkers" in card.training.data
    assert (card.training.people, card.evaluation.people) == (6, 3)
    counts = [report.count for report in reports if report.stage is Stage.SIMULATE]
    assert counts[0] == (0, 12)
    assert counts[-1] == (12, 12)
    assert counts == sorted(counts)
    again = gather_sources(read_config(config), config, tmp_path / "cache", progress=reports.append)
    people = [
        entry.person for side in (again.train, again.validation, again.test) for entry in side
    ]
    assert len(set(people)) == 12


def test_cancel_before_the_first_person(config, tmp_path):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        gather_sources(read_config(config), config, tmp_path / "cache", cancel=cancel)
