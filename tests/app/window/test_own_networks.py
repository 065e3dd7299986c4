"""Networks of one's own chosen in the settings: taken, refused, and handed to the screening."""

import importlib.metadata
from pathlib import Path

import pytest
import yaml

from engine.core.errors import ScolioError
from engine.core.screening_request import MEDIAPIPE, ScreeningRequest
from engine.perception.networks.mediapipe_bundle import BUNDLE_VARIABLE
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.views.settings_page import SettingsPage

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "sports2d_demo.mp4"


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def page(qtbot, settings, tmp_path):
    page = SettingsPage(settings, AppPaths(tmp_path, tmp_path, tmp_path))
    qtbot.addWidget(page)
    return page


def pose_folder(folder: Path, **changes: object) -> Path:
    folder.mkdir()
    card = {
        "name": "RTMPose-m",
        "version": "body7",
        "source": "a friend",
        "licence": "Apache-2.0",
        "task": "pose",
        "keypoint_set": "coco",
        "file": "end2end.onnx",
        "sha256": "0" * 64,
        "input_size": {"height": 256, "width": 192},
        "colour_order": "rgb",
        "divide_by": 1,
        "mean": [123.675, 116.28, 103.53],
        "std": [58.395, 57.12, 57.375],
    } | changes
    (folder / "card.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
    return folder


def test_the_bundled_networks_are_the_choice_at_first(page, settings):
    assert settings.pose is None
    assert "BlazePose" in page.pose.words.text()
    assert not page.pose.back.isEnabled()


def test_a_folder_is_taken_and_kept_and_given_back(page, settings, tmp_path):
    folder = pose_folder(tmp_path / "rtm")
    page.pose.offer(folder)
    assert settings.pose == folder
    assert page.pose.words.text() == "RTMPose-m body7 (licence: Apache-2.0)"
    assert Settings(tmp_path / "settings.ini").pose == folder
    page.pose.back.click()
    assert settings.pose is None
    assert "BlazePose" in page.pose.words.text()


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"task": "segmentation"}, "pose"), ({"size": 5}, "size"), ({"mean": "grey"}, "mean")],
)
def test_a_folder_that_does_not_fit_is_refused_in_place(page, settings, tmp_path, changes, said):
    page.pose.offer(pose_folder(tmp_path / "rtm", **changes))
    assert settings.pose is None
    assert said in page.pose.remark.text()
    assert "BlazePose" in page.pose.words.text()


def test_a_folder_that_went_missing_is_said(qtbot, settings, tmp_path):
    settings.pose = tmp_path / "gone"
    page = SettingsPage(settings, AppPaths(tmp_path, tmp_path, tmp_path))
    qtbot.addWidget(page)
    assert page.pose.words.text() == "gone"
    assert page.pose.remark.text()


def test_mediapipe_is_taken_where_it_is_installed(page, settings, tmp_path, monkeypatch):
    bundle = tmp_path / "pose.task"
    bundle.write_bytes(b"networks")
    monkeypatch.setenv(BUNDLE_VARIABLE, str(bundle))
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.10.32")
    page.pose.by_package.click()
    assert settings.pose == Settings(tmp_path / "settings.ini").pose == MEDIAPIPE
    assert page.pose.words.text() == "mediapipe 0.10.32 (licence: Apache-2.0)"
    assert not page.pose.remark.text()
    page.pose.back.click()
    assert settings.pose is None


@pytest.mark.parametrize(
    ("version", "bundle", "said"),
    [
        (None, True, "not installed"),
        ("0.10.35", True, "mediapipe 0.10.35 is not used"),
        ("0.10.33", False, "npm pack"),
    ],
)
def test_mediapipe_that_is_not_ready_says_how_to_get_it(
    page, settings, tmp_path, monkeypatch, version, bundle, said
):
    def installed(name):
        if version is None:
            raise importlib.metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setenv(BUNDLE_VARIABLE, str(tmp_path / "pose.task"))
    if bundle:
        (tmp_path / "pose.task").write_bytes(b"networks")
    monkeypatch.setattr(importlib.metadata, "version", installed)
    page.pose.by_package.click()
    assert settings.pose is None
    assert said in page.pose.remark.text()
    assert ("pip install" in page.pose.remark.text()) == bundle
    assert "BlazePose" in page.pose.words.text()


def test_outlines_have_no_package(page):
    assert page.segmenter.by_package.isHidden()
    assert not page.pose.by_package.isHidden()


def test_screening_by_a_network_that_is_not_there_says_so(tmp_path):
    folder = pose_folder(tmp_path / "rtm")
    request = ScreeningRequest(SAMPLE, pose=folder)
    with pytest.raises(ScolioError, match=r"end2end\.onnx"):
        PipelineScreener(tmp_path).screen(request)
