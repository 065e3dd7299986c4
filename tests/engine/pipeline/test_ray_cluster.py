"""What every computer of a cluster must have alike, and what is said where one has not; without a cluster."""

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import pytest

from engine.core.clinic_lock import FixedModel
from engine.core.errors import ConfigError, MissingExtraError, ModelError, VideoError
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.batch import BatchRequest, run_batch
from engine.pipeline.ray_cluster import RayPool, ScreeningActor, Terms
from tests.engine.pipeline.odd_screeners import OddScreener

ROOT = Path(__file__).parents[3]


@pytest.fixture
def terms(tmp_path):
    return Terms.of(tmp_path, None)


def examined(terms):
    return ScreeningActor(terms, OddScreener, 1).examine()


def test_a_computer_like_this_one_is_fit(terms):
    assert examined(terms) is None


def test_a_computer_with_other_versions_is_named(terms):
    other = replace(terms, versions={**terms.versions, "numpy": "1.0", "ScolioApp": "0"})
    error = examined(other)
    assert isinstance(error, ConfigError)
    assert "of the cluster has other versions: ScolioApp, numpy." in str(error.what)


def test_a_computer_that_does_not_see_the_videos_is_named(terms, tmp_path):
    error = examined(replace(terms, folder=tmp_path / "elsewhere"))
    assert isinstance(error, ConfigError)
    assert "does not see the folder “elsewhere”" in str(error.what)
    # The path tells of people's disks.
    assert str(tmp_path) not in str(error.what)


def test_a_computer_with_another_model_is_named(terms):
    fixed = FixedModel(terms.fixed.model, "0" * 64, terms.fixed.card_sha256)
    error = examined(replace(terms, fixed=fixed))
    assert isinstance(error, ModelError)
    assert f"another model “{fixed.model}”" in str(error.what)


def test_a_bad_video_is_an_answer(terms, tmp_path):
    (tmp_path / "broken.mp4").write_text("")
    actor = ScreeningActor(terms, OddScreener, 1)
    try:
        told = actor.screen(ScreeningRequest(tmp_path / "broken.mp4"), None)
    finally:
        actor._process.close()
    assert isinstance(told, VideoError)


def test_without_the_extra_a_sentence_says_how_to_get_it(terms, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    (tmp_path / "one.mp4").write_text("")
    request = BatchRequest(tmp_path, tmp_path / "out", ScreeningRequest(tmp_path), cluster="auto")
    with pytest.raises(MissingExtraError, match="“ray”, which is not installed"):
        run_batch(request)
    with pytest.raises(MissingExtraError, match="“ray”"):
        RayPool("auto", terms, OddScreener, None)


def test_one_file_names_ray():
    naming = re.compile(r"^\s*(import ray\b|from ray\b)", re.MULTILINE)
    files = [path for room in ("engine", "scolioapp") for path in (ROOT / room).rglob("*.py")]
    assert len(files) > 500
    named = [path.name for path in files if naming.search(path.read_text("utf-8"))]
    assert named == ["ray_cluster.py"]
