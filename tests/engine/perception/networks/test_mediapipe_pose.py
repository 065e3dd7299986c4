"""The mediapipe adapter: with a stand-in for the package always, with the package where it is installed."""

from __future__ import annotations

import gc
import importlib.metadata
import os
import sys
import types
import weakref
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.core.errors import MissingExtraError, PerceptionError
from engine.core.screening_request import MEDIAPIPE, ScreeningRequest
from engine.perception.networks import mediapipe_package
from engine.perception.networks.estimators import open_estimator
from engine.perception.networks.mediapipe_bundle import BUNDLE_VARIABLE, build_bundle, usual_bundle
from engine.perception.networks.mediapipe_pose import MediaPipePose
from engine.perception.types import Box
from engine.pipeline.screening import Screener
from tests.engine.perception.made_networks import (
    SEGMENTATION,
    first_channel_segmenter,
    write_folder,
)

DATA = Path(__file__).parents[3] / "data"
NPM_PACKAGE = os.environ.get("SCOLIOAPP_MEDIAPIPE_NPM", "")
HEIGHT, WIDTH = 240, 320


class Point:
    def __init__(self, x: float, y: float) -> None:
        self.x, self.y, self.z, self.visibility, self.presence = x, y, 0.1, 0.9, 0.8


class Mask:
    def __init__(self, values: np.ndarray) -> None:
        self.values = values

    def numpy_view(self) -> np.ndarray:
        return self.values[..., None]


class Landmarker:
    """Finds a body wherever the picture is white: its landmarks stand on the white rectangle."""

    def detect(self, image: Any) -> Any:
        # The real package aborts the process on masks of other widths.
        assert image.data.shape[1] % 4 == 0
        white = image.data[..., 0] > 200
        rows, columns = np.nonzero(white)
        result = types.SimpleNamespace(
            pose_landmarks=[], pose_world_landmarks=[], segmentation_masks=[]
        )
        if len(rows) > 50:
            height, width = white.shape
            left, right = columns.min() / width, (columns.max() + 1) / width
            top, bottom = rows.min() / height, (rows.max() + 1) / height
            shares = np.linspace(0, 1, 33)
            # The person's own left is on the right of a picture from the front.
            points = [
                Point(right if k % 2 else left, top + share * (bottom - top))
                for k, share in enumerate(shares)
            ]
            result.pose_landmarks.append(points)
            result.pose_world_landmarks.append([Point(0.0, 0.5)] * 33)
            result.segmentation_masks.append(Mask(white.astype(np.float32)))
        return result

    def close(self) -> None:
        pass


def install(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Put a stand-in for the package into place."""
    package = types.ModuleType("mediapipe")
    options = types.SimpleNamespace
    maker = types.SimpleNamespace(create_from_options=lambda options: Landmarker())
    vision = types.SimpleNamespace(
        PoseLandmarkerOptions=options,
        PoseLandmarker=maker,
        RunningMode=types.SimpleNamespace(IMAGE="IMAGE"),
    )
    parts: dict[str, object] = {
        "tasks": types.SimpleNamespace(vision=vision, BaseOptions=options),
        "Image": options,
        "ImageFormat": types.SimpleNamespace(SRGB="SRGB"),
    }
    for name, part in parts.items():
        setattr(package, name, part)
    monkeypatch.setitem(sys.modules, "mediapipe", package)
    monkeypatch.setattr(importlib.metadata, "version", lambda name: version)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "pose_landmarker_heavy.task"
    path.write_bytes(b"networks")
    return path


@pytest.fixture
def estimator(monkeypatch: pytest.MonkeyPatch, bundle: Path) -> MediaPipePose:
    install(monkeypatch, "0.10.33")
    return MediaPipePose(bundle)


def frame_with_body(left: int = 100, top: int = 40) -> np.ndarray:
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[top : top + 160, left : left + 40] = 255
    return image


@pytest.mark.parametrize("version", ["0.10.35", "1.0.0", "0.10.30", "0.10.331", "2.0"])
def test_versions_that_contact_their_maker_are_refused_before_the_import(
    monkeypatch: pytest.MonkeyPatch, bundle: Path, version: str
) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: version)
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    with pytest.raises(MissingExtraError, match=f"mediapipe {version} is not used") as caught:
        MediaPipePose(bundle)
    assert "--no-deps mediapipe==0.10.33" in str(caught.value.remedy)


def test_a_missing_package_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, bundle: Path
) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    with pytest.raises(MissingExtraError, match="not installed"):
        MediaPipePose(bundle)


def test_a_package_without_its_own_requirements(
    monkeypatch: pytest.MonkeyPatch, bundle: Path
) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.10.33")
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    with pytest.raises(MissingExtraError, match="cannot be used"):
        MediaPipePose(bundle)


@pytest.mark.parametrize("version", mediapipe_package.ALLOWED)
def test_pinned_versions_are_taken(
    monkeypatch: pytest.MonkeyPatch, bundle: Path, version: str
) -> None:
    install(monkeypatch, version)
    with MediaPipePose(bundle) as made:
        assert made.name.startswith(f"mediapipe {version} pose_landmarker_heavy (sha256 ")
        assert made.keypoint_set == "blazepose"


def test_a_missing_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, "0.10.33")
    with pytest.raises(PerceptionError, match="cannot be read"):
        MediaPipePose(tmp_path / "none.task")


@pytest.mark.parametrize("thoroughness", [0, 1])
def test_a_person_is_found_once_in_px_of_the_frame(
    estimator: MediaPipePose, thoroughness: int
) -> None:
    (person,) = estimator.people(frame_with_body(), 0.0, thoroughness=thoroughness)
    assert person.landmarks.shape == (33, 5)
    assert person.world.shape == (33, 3)
    assert person.keypoints.shape == (17, 3)
    assert person.keypoints.dtype == np.float32
    # Landmarks 11 and 12 are the shoulders: COCO 5 (the person's own left) and 6.
    np.testing.assert_allclose(person.landmarks[11, :2], [140, 40 + 160 * 11 / 32], atol=0.01)
    np.testing.assert_allclose(person.keypoints[5, :2], person.landmarks[11, :2])
    np.testing.assert_allclose(person.keypoints[15, :2], person.landmarks[27, :2])
    np.testing.assert_allclose(person.keypoints[:, 2], 0.8)
    assert person.score == pytest.approx(0.8)


def test_the_mask_lies_on_the_person(estimator: MediaPipePose) -> None:
    (person,) = estimator.people(frame_with_body(), 0.0, thoroughness=0)
    assert person.mask is not None
    values, affine = person.mask.values, person.mask.to_crop
    assert values.shape == (256, 256)
    assert values.dtype == np.float32
    for point, expected in (((120, 120), 1.0), ((90, 120), 0.0), ((120, 30), 0.0)):
        x, y = affine[:, :2] @ point + affine[:, 2]
        if 0 <= x < 256 and 0 <= y < 256:
            assert values[int(y), int(x)] == pytest.approx(expected, abs=0.05)


def test_follow_looks_in_the_box_alone(estimator: MediaPipePose) -> None:
    image = frame_with_body()
    (person,) = estimator.people(image, 0.0, thoroughness=0)
    again = estimator.follow(image, 0.1, person.next_box)
    assert again is not None
    np.testing.assert_allclose(again.landmarks[:, :2], person.landmarks[:, :2], atol=0.01)
    assert estimator.follow(image, 0.1, Box(290, 200, 40)) is None
    assert estimator.follow(image, 0.1, Box(-900, -900, 40)) is None
    assert estimator.follow(image, 0.1, Box(100, 100, 0)) is None


def test_pictures_of_any_width(estimator: MediaPipePose) -> None:
    for width in (317, 318, 319):
        image = np.ascontiguousarray(frame_with_body()[:, :width])
        (person,) = estimator.people(image, 0.0, thoroughness=0)
        np.testing.assert_allclose(person.landmarks[11, 0], 140, atol=0.01)


def test_nobody(estimator: MediaPipePose) -> None:
    assert estimator.people(np.zeros((HEIGHT, WIDTH, 3), np.uint8), 0.0) == []


def test_it_is_opened_by_its_name(
    monkeypatch: pytest.MonkeyPatch, bundle: Path, tmp_path: Path
) -> None:
    install(monkeypatch, "0.10.33")
    monkeypatch.setenv(BUNDLE_VARIABLE, str(bundle))
    opened = open_estimator(MEDIAPIPE)
    assert opened.name.startswith("mediapipe 0.10.33 pose_landmarker_heavy (sha256 ")
    assert opened.keypoint_set == "blazepose"
    (person,) = opened.people(frame_with_body(), 0.0, thoroughness=0)
    assert person.mask is not None
    segmenter = write_folder(
        tmp_path / "segmenter", SEGMENTATION, first_channel_segmenter(192, 192, "logits")
    )
    with_masks = open_estimator(MEDIAPIPE, segmenter)
    assert with_masks.name.startswith("mediapipe 0.10.33")
    assert "made segmenter" in with_masks.name
    assert with_masks.keypoint_set == "blazepose + other masks"


def test_a_bundle_that_nobody_made_is_said_with_how_to_make_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(monkeypatch, "0.10.33")
    monkeypatch.setenv(BUNDLE_VARIABLE, str(tmp_path / "none.task"))
    with pytest.raises(PerceptionError, match="cannot be read") as caught:
        open_estimator(MEDIAPIPE)
    assert "npm pack @mediapipe/pose@" in str(caught.value.remedy)


def test_the_bundle_lies_among_the_data_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BUNDLE_VARIABLE, raising=False)
    assert usual_bundle().parts[-2:] == ("mediapipe", "pose_heavy.task")


def test_the_installed_program_does_not_advise_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(MissingExtraError) as caught:
        open_estimator(MEDIAPIPE)
    assert "pip install" not in str(caught.value.remedy)


@pytest.fixture(scope="session")
def real_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        mediapipe_package.package()
    except MissingExtraError as error:
        pytest.skip(str(error))
    if not NPM_PACKAGE:
        pytest.skip("SCOLIOAPP_MEDIAPIPE_NPM does not name the npm package @mediapipe/pose")
    return build_bundle(Path(NPM_PACKAGE), tmp_path_factory.mktemp("bundle") / "pose_heavy.task")


def test_the_bundle_is_aligned(real_bundle: Path) -> None:
    with zipfile.ZipFile(real_bundle) as bundle, real_bundle.open("rb") as stream:
        names = [entry.filename for entry in bundle.infolist()]
        assert names == ["pose_detector.tflite", "pose_landmarks_detector.tflite"]
        for entry in bundle.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            stream.seek(entry.header_offset + 26)
            lengths = np.frombuffer(stream.read(4), "<u2")
            assert (entry.header_offset + 30 + int(lengths.sum())) % 16 == 0


@pytest.mark.heavy
def test_a_screening_by_the_real_package_names_it_and_lets_go_of_it(
    monkeypatch: pytest.MonkeyPatch, real_bundle: Path
) -> None:
    monkeypatch.setenv(BUNDLE_VARIABLE, str(real_bundle))
    opened: list[weakref.ref[MediaPipePose]] = []
    make = MediaPipePose.__init__

    def note(self: MediaPipePose, *given: Any, **more: Any) -> None:
        make(self, *given, **more)
        opened.append(weakref.ref(self))

    monkeypatch.setattr(MediaPipePose, "__init__", note)
    clip = DATA / "videos" / "p2s_single_cam02.mp4"
    with Screener() as screener:
        screening = screener.screen(ScreeningRequest(clip, rate=5.0, pose=MEDIAPIPE))
    assert screening.result.provenance.estimator.startswith("mediapipe 0.10.")
    assert screening.result.quality.findings is not None
    gc.collect()
    assert [one() for one in opened] == [None] * len(opened) != []


@pytest.mark.parametrize("name", ["p2s_single_cam02", "p2s_single_cam03"])
def test_the_real_package_gives_the_stored_landmarks_and_masks(
    real_bundle: Path, name: str
) -> None:
    from engine.video import VideoFile

    stored = np.load(DATA / "goldens" / "blazepose_heavy.npz", allow_pickle=False)
    wanted = [int(number) for number in stored[f"{name}_frames"]]
    height, width = stored[f"{name}_shape"]
    with MediaPipePose(real_bundle, most=1) as estimator:
        for frame in VideoFile(DATA / "videos" / f"{name}.mp4").frames():
            if frame.number not in wanted:
                continue
            at = wanted.index(frame.number)
            (person,) = estimator.people(frame.image, frame.seconds, thoroughness=0)
            expected = stored[f"{name}_landmarks33"][at]
            apart = np.hypot(*(person.landmarks[:, :2] - expected[:, :2]).T)
            assert np.median(apart) < 0.01
            assert apart.max() < 0.5
            mask = np.unpackbits(stored[f"{name}_masks_packbits"][at])[: height * width]
            assert overlap(person, mask.reshape(height, width).astype(bool)) > 0.97
            followed = estimator.follow(frame.image, frame.seconds, person.next_box)
            assert followed is not None
            moved = np.hypot(*(followed.landmarks[:, :2] - expected[:, :2]).T)
            assert np.median(moved) < 0.01 * height


def overlap(person: Any, expected: np.ndarray) -> float:
    import cv2

    size = expected.shape[::-1]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    found = cv2.warpAffine(person.mask.values, person.mask.to_crop, size, flags=flags) > 0.5
    return float((found & expected).sum() / (found | expected).sum())
