"""Pose and segmentation networks of one's own: crop, colours, decoding, the way back, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import ModelError, PerceptionError
from engine.core.findings import FindingCode, Severity
from engine.perception.crops import apply_affine, to_crop
from engine.perception.networks.blazepose import BlazePose
from engine.perception.networks.estimators import (
    BlazePoseSegmenter,
    MaskedPoseEstimator,
    open_estimator,
)
from engine.perception.networks.humanseg import HumanSeg
from engine.perception.networks.rtmpose import RTMPose, box_of, decode
from engine.perception.recording import perceive
from engine.perception.types import Box, CropMask
from tests.engine.perception.made_networks import (
    POSE,
    SEGMENTATION,
    brightness_pose_network,
    constant_pose_network,
    discs,
    discs_network,
    first_channel_segmenter,
    write_folder,
)
from tests.engine.perception.stage import (
    BLUE,
    BODY,
    RED,
    Actor,
    FakePose,
    Stage,
    silhouette,
    straight,
)

VIDEOS = Path(__file__).parents[3] / "data" / "videos"
FIGURE = BODY * 90 + (96, 120)
"""A standing body in px of a 256 x 192 input."""


class Nobody:
    """Finds nobody."""

    def boxes(self, image, *, thoroughness=1):
        return []


@pytest.fixture(scope="module")
def discs_pose(tmp_path_factory) -> RTMPose:
    folder = tmp_path_factory.mktemp("discs")
    return RTMPose(write_folder(folder, POSE, discs_network()), Nobody(), threads=1)


# (frame height and width, hips, half body height, box)
PLACES = [
    ((480, 640), (300.0, 240.0), 150.0, Box(300, 240, 430)),
    ((480, 640), (301.3, 238.7), 150.0, Box(310.4, 229.1, 436.2)),
    ((480, 640), (301.3, 238.7), 150.0, Box(301.3, 238.7, 430, 0.4)),
    ((480, 640), (301.3, 238.7), 150.0, Box(295.0, 240.2, 470, -0.7)),
    ((480, 640), (60.0, 170.0), 150.0, Box(62, 171, 430)),
    ((480, 640), (605.5, 300.5), 150.0, Box(600, 310, 430.0, 0.1)),
    ((1080, 1920), (1500.2, 511.9), 420.0, Box(1490, 520, 1200)),
    ((240, 320), (160.0, 120.0), 60.0, Box(158, 121, 172)),
]


@pytest.mark.parametrize(("shape", "hips", "half", "box"), PLACES)
def test_a_known_point_comes_back_within_a_px(discs_pose, shape, hips, half, box) -> None:
    points = BODY * half + hips
    # Nose, eyes and ears of the figure lie too near to each other for discs; they are moved apart.
    points[:5] += np.array([[0, 0], [1, -1], [-1, -1], [2, 0.5], [-2, 0.5]]) * half * 0.16
    points[11:13, 0] += np.array([1, -1]) * half * 0.04
    net_px = 1.25 / 1.44 * box.size / 256
    image = discs(points, shape, radius=4.6 * net_px)
    inside = ((points >= 3 * net_px) & (points <= np.array(shape[::-1]) - 3 * net_px)).all(axis=1)
    assert inside.sum() >= 12
    person = discs_pose.follow(image, 0.0, box)
    assert person is not None
    assert person.box == box
    assert person.keypoints.dtype == np.float32
    apart = np.linalg.norm(person.keypoints[:, :2] - points, axis=1)[inside]
    assert apart.max() < max(1.0, 0.5 * net_px)
    assert (person.keypoints[inside, 2] > 0.4).all()
    assert person.landmarks.shape == (0, 5)
    assert person.world.shape == (0, 3)


def test_the_next_box_holds_the_body_and_stays(discs_pose) -> None:
    points = BODY * 150 + (300, 240)
    seen = np.concatenate([points, np.full((17, 1), 0.9)], axis=1).astype(np.float32)
    box = box_of(seen, sure=0.3, aspect=0.75)
    assert (box.x, box.y, box.angle) == pytest.approx((300, 240, 0), abs=1e-3)
    # About 1.44 of a body whose soles lie a little below the ankles.
    assert box.size == pytest.approx(2.5 * 1.2 * 0.9 * 150, rel=1e-3)
    wide = seen.copy()
    wide[9:11, :2] = [[300 + 200, 140], [300 - 200, 140]]
    assert box_of(wide, sure=0.3, aspect=0.75).size == pytest.approx(
        2.5 * 1.2 * 200 / 0.75, rel=1e-3
    )
    # A wrist that is not seen does not count.
    wide[9:11, 2] = 0.1
    assert box_of(wide, sure=0.3, aspect=0.75) == box
    turned = seen.copy()
    turn = np.array([[np.cos(0.3), np.sin(0.3)], [-np.sin(0.3), np.cos(0.3)]])
    turned[:, :2] = (points - (300, 240)) @ turn + (300, 240)
    assert box_of(turned, sure=0.3, aspect=0.75).angle == pytest.approx(0.3, abs=1e-3)
    nowhere = np.zeros((17, 3), np.float32)
    assert box_of(nowhere, sure=0.3, aspect=0.75).size == 0


def test_nobody_where_keypoints_are_not_seen(discs_pose) -> None:
    black = np.zeros((240, 320, 3), np.uint8)
    assert discs_pose.follow(black, 0.0, Box(160, 120, 200)) is None
    assert discs_pose.follow(black, 0.0, Box(160, 120, 0)) is None
    assert discs_pose.people(black, 0.0) == []


def test_presence_is_the_share_of_keypoints_seen(discs_pose) -> None:
    points = BODY * 150 + (300, 240)
    net_px = 1.25 / 1.44 * 430 / 256
    image = discs(points, (480, 640), radius=4.6 * net_px)
    image[280:] = 0
    person = discs_pose.follow(image, 0.0, Box(300, 240, 430))
    assert person is not None
    assert person.score == pytest.approx(8 / 12)
    image[200:] = 0
    assert discs_pose.follow(image, 0.0, Box(300, 240, 430)) is None


def test_decoding_takes_the_highest_bins_and_the_lesser_peak() -> None:
    x, y = np.zeros((17, 384), np.float32), np.zeros((17, 512), np.float32)
    x[:, 101], y[:, 300] = 0.9, 0.7
    x[1, 7], y[2, 9] = 5.0, np.nan
    x[3], y[3] = np.nan, np.nan
    x[4], y[4] = -1.0, -2.0
    found = decode(x, y, 2.0)
    np.testing.assert_allclose(found[0], [50.5, 150, 0.7])
    np.testing.assert_allclose(found[1], [3.5, 150, 0.7])
    np.testing.assert_allclose(found[2], [50.5, 150, 0.7])
    assert found[3, 2] == found[4, 2] == 0
    assert np.isfinite(found).all()
    assert decode(x * 10, y * 10, 2.0)[0, 2] == 1


NORMALISED = [
    ("rgb", 255, [0.1, 0.2, 0.3], [0.5, 0.6, 0.7], (200 / 255 - 0.1) / 0.5),
    ("bgr", 255, [0.1, 0.2, 0.3], [0.5, 0.6, 0.7], (90 / 255 - 0.1) / 0.5),
    ("rgb", 1, [123.675, 116.28, 103.53], [158.395, 57.12, 57.375], (200 - 123.675) / 158.395),
    ("bgr", 1, [23.675, 116.28, 103.53], [158.395, 57.12, 57.375], (90 - 23.675) / 158.395),
]


@pytest.mark.parametrize(("order", "divide_by", "mean", "std", "expected"), NORMALISED)
def test_colours_reach_the_network_as_the_card_says(
    tmp_path, order, divide_by, mean, std, expected
) -> None:
    image = np.full((300, 300, 3), (200, 140, 90), np.uint8)
    words = {"colour_order": order, "divide_by": divide_by, "mean": mean, "std": std}
    folder = write_folder(tmp_path / "pose", POSE, brightness_pose_network(), **words, sure=0.01)
    person = RTMPose(folder, Nobody()).follow(image, 0.0, Box(150, 150, 200))
    assert person is not None
    np.testing.assert_allclose(person.keypoints[:, 2], np.clip(expected, 0, 1), rtol=1e-4)
    network = first_channel_segmenter(192, 192, "logits")
    segmenter = HumanSeg(write_folder(tmp_path / "seg", SEGMENTATION, network, **words))
    mask = segmenter.mask(image, Box(150, 150, 200))
    assert mask is not None
    middle = mask.values[100:150, 100:150]
    np.testing.assert_allclose(middle, 1 / (1 + np.exp(-expected)), rtol=1e-4)


def drawn_rectangle(box: Box, height: float, width: float, shape) -> np.ndarray:
    """A white rectangle in the frame, which lies about a place of the box."""
    image = np.zeros((*shape, 3), np.uint8)
    x0, x1, y0, y1 = (
        round(v)
        for v in (box.x - width / 2, box.x + width / 2, box.y - height / 2, box.y + height / 2)
    )
    image[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = 255
    return image


@pytest.mark.parametrize("output", ["probabilities", "logits", "labels"])
@pytest.mark.parametrize("size", [(192, 192), (144, 256), (224, 398), (256, 144)])
@pytest.mark.parametrize(
    "box",
    [Box(320, 240, 360), Box(40.5, 200.3, 330.7), Box(330, 250, 390, 0.5), Box(610, 460, 300)],
)
def test_a_mask_lies_where_the_body_is(tmp_path, output, size, box) -> None:
    height, width = size
    card = {**SEGMENTATION, "input_size": {"height": height, "width": width}, "output": output}
    # Logits of -12 and 12, so that probabilities are 0 and 1.
    words = {"mean": [0.5] * 3, "std": [1 / 24] * 3}
    folder = write_folder(tmp_path, card, first_channel_segmenter(height, width, output), **words)
    image = drawn_rectangle(box, 200, 90, (480, 640))
    mask = HumanSeg(folder).mask(image, box)
    assert mask is not None
    assert mask.values.shape == (256, 256)
    assert mask.values.dtype == np.float32
    assert 0 <= mask.values.min() <= mask.values.max() <= 1
    np.testing.assert_array_equal(mask.to_crop, to_crop(box, 256))
    rows, columns = np.mgrid[0:480:3, 0:640:3]
    cells = apply_affine(mask.to_crop, np.stack([columns, rows], axis=-1).astype(np.float64))
    inside = ((cells >= 2) & (cells < 253)).all(axis=-1)
    places = np.rint(cells[inside]).astype(int)
    found = mask.values[places[:, 1], places[:, 0]] > 0.5
    truth = image[::3, ::3, 0][inside] > 127
    assert (found & truth).sum() / (found | truth).sum() > 0.9


def test_no_mask_where_nobody_is(tmp_path) -> None:
    network = first_channel_segmenter(192, 192, "logits")
    segmenter = HumanSeg(write_folder(tmp_path, SEGMENTATION, network))
    black = np.zeros((240, 320, 3), np.uint8)
    assert segmenter.mask(black, Box(160, 120, 200)) is None
    assert segmenter.mask(black, Box(160, 120, 0)) is None
    assert "made segmenter 1 (sha256 " in segmenter.name


class Everyone:
    """A segmenter that knows people, not persons: all that is no background."""

    name = "everyone"

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def mask(self, image, box) -> CropMask:
        import cv2

        pose = FakePose(self.stage)
        people = np.any([pose._mask(image, actor) for actor in self.stage.actors], axis=0)
        affine = to_crop(box, 256)
        return CropMask(cv2.warpAffine(people.astype(np.float32), affine, (256, 256)), affine)


def test_people_who_share_a_mask_are_told_of() -> None:
    """Two people side by side, whose masks merge all the time: the walk cannot be used."""
    stage = Stage(
        Actor(straight(100, 30), *RED), Actor(straight(132, 30), *BLUE, y=165), duration=5.0
    )
    estimator = MaskedPoseEstimator(FakePose(stage), Everyone(stage))
    recording = perceive(stage, estimator, silhouette=silhouette)
    codes = {finding.code: finding.severity for finding in recording.findings}
    assert codes[FindingCode.SEVERAL_PEOPLE] is Severity.REPEAT


def test_somebody_apart_is_cut_from_the_mask() -> None:
    stage = Stage(
        Actor(straight(100, 30), *RED), Actor(straight(190, 30), *BLUE, y=141), duration=5.0
    )
    own = perceive(stage, FakePose(stage), silhouette=silhouette)
    shared = perceive(
        stage, MaskedPoseEstimator(FakePose(stage), Everyone(stage)), silhouette=silhouette
    )
    assert len(own.tracks) == len(shared.tracks) == 2
    for one, other in zip(own.tracks, shared.tracks, strict=True):
        np.testing.assert_allclose(one.boxes, other.boxes, atol=1.0)


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("networks")
    pose = write_folder(place / "pose", POSE, constant_pose_network(FIGURE))
    network = first_channel_segmenter(192, 192, "logits")
    return pose, write_folder(place / "segmenter", SEGMENTATION, network)


def test_one_place_opens_every_combination(folders) -> None:
    pose, segmenter = folders
    bundled = open_estimator(threads=1)
    assert isinstance(bundled, BlazePose)
    own = open_estimator(pose, threads=1)
    assert own.keypoint_set == "coco"
    assert own.name.startswith("made pose 1 (sha256 ")
    assert own.name.endswith(bundled.name)
    both = open_estimator(pose, segmenter, threads=1)
    assert "BlazePose" not in both.name
    assert "made segmenter" in both.name
    masks = open_estimator(None, segmenter, threads=1)
    assert masks.keypoint_set == "blazepose + other masks"
    assert masks.name.startswith(bundled.name)
    from engine.video import VideoFile

    with VideoFile(VIDEOS / "p2s_single_cam02.mp4") as video:
        image = next(iter(video.frames())).image
    box = bundled.boxes(image)[0]
    seen = [estimator.people(image, 0.0)[0] for estimator in (bundled, own, both, masks)]
    assert all(person.box == box for person in seen)
    np.testing.assert_array_equal(seen[1].mask.values, seen[0].mask.values)
    np.testing.assert_array_equal(seen[3].mask.values, seen[2].mask.values)
    np.testing.assert_array_equal(seen[3].keypoints, seen[0].keypoints)
    assert seen[3].landmarks.shape == (33, 5)
    assert (
        BlazePoseSegmenter(bundled).mask(np.zeros((99, 99, 3), np.uint8), Box(50, 50, 60)) is None
    )


BAD_POSE_CARDS = [
    ({"colour": "red"}, PerceptionError, "unknown key “colour”"),
    ({"licence": None}, PerceptionError, "is missing the key “licence”"),
    ({"licence": ""}, PerceptionError, "“licence”"),
    ({"std": [1.0, 0.0, 1.0]}, PerceptionError, "“std"),
    ({"mean": [1.0, 1.0]}, PerceptionError, "“mean"),
    ({"colour_order": "grb"}, PerceptionError, "“colour_order”"),
    ({"keypoint_set": "blazepose"}, PerceptionError, "“keypoint_set”"),
    ({"file": "../network.onnx"}, PerceptionError, "“file”"),
    ({"file": "other.onnx"}, ModelError, "“other.onnx” cannot be read"),
    ({"sha256": "0" * 64}, ModelError, "does not match its card"),
    ({"task": "dance"}, PerceptionError, "“task”"),
    (
        {"task": "segmentation"},
        PerceptionError,
        "is for “segmentation”, but one for “pose” is needed",
    ),
    ({"input_size": {"height": 192, "width": 256}}, ModelError, "1 x 3 x 256 x 192"),
    ({"input_size": {"height": 192}}, PerceptionError, "input_size.width"),
    ({"output_x": "x"}, ModelError, "no output “x”.*simcc_x, simcc_y"),
    ({"output_x": "simcc_y", "output_y": "simcc_x"}, ModelError, "1 x 17 x 512.*1 x 17 x 384"),
    ({"split_ratio": 3.0}, ModelError, "1 x 17 x 384.*1 x 17 x 576"),
]


@pytest.mark.parametrize(("changes", "error", "words"), BAD_POSE_CARDS)
def test_a_pose_card_that_does_not_fit_is_refused(tmp_path, changes, error, words) -> None:
    folder = write_folder(tmp_path, POSE, constant_pose_network(FIGURE), **changes)
    with pytest.raises(error, match=words) as caught:
        RTMPose(folder, Nobody())
    assert str(caught.value.remedy)


BAD_SEGMENTATION_CARDS = [
    ({"output": "mask"}, PerceptionError, "“output”"),
    ({"output": "probabilities"}, ModelError, "does not add up to 1.*“logits”"),
    ({"output": "labels"}, ModelError, "1 x 2 x 192 x 192.*1 x 1 x 192 x 192"),
    ({"keypoint_set": "coco"}, PerceptionError, "unknown key “keypoint_set”"),
    ({"task": "pose"}, PerceptionError, "is for “pose”, but one for “segmentation” is needed"),
    ({"input_size": {"height": 192, "width": 256}}, ModelError, "1 x 3 x 192 x 192"),
]


@pytest.mark.parametrize(("changes", "error", "words"), BAD_SEGMENTATION_CARDS)
def test_a_segmentation_card_that_does_not_fit_is_refused(tmp_path, changes, error, words) -> None:
    network = first_channel_segmenter(192, 192, "logits")
    with pytest.raises(error, match=words):
        HumanSeg(write_folder(tmp_path, SEGMENTATION, network, **changes))


def test_what_is_no_network_or_no_folder_is_refused(tmp_path) -> None:
    with pytest.raises(PerceptionError, match=r"card\.yaml” could not be read"):
        open_estimator(tmp_path / "nowhere")
    with pytest.raises(ModelError, match=r"cannot be loaded|is not an ONNX file"):
        RTMPose(write_folder(tmp_path / "text", POSE, b"no network"), Nobody())
    folder = write_folder(tmp_path / "changed", POSE, constant_pose_network(FIGURE))
    content = bytearray((folder / "network.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "network.onnx").write_bytes(bytes(content))
    with pytest.raises(ModelError, match="does not match its card"):
        RTMPose(folder, Nobody())
    (folder / "card.yaml").write_text("task: [pose", "utf-8")
    with pytest.raises(PerceptionError, match="not a YAML file"):
        RTMPose(folder, Nobody())
    network = first_channel_segmenter(192, 192, "logits")
    crossed = write_folder(
        tmp_path / "crossed", POSE, network, input_size={"height": 192, "width": 192}
    )
    with pytest.raises(ModelError, match="no output “simcc_x”"):
        RTMPose(crossed, Nobody())
    pose = constant_pose_network(FIGURE)
    size = {"height": 256, "width": 192}
    other = write_folder(tmp_path / "other", SEGMENTATION, pose, input_size=size)
    with pytest.raises(ModelError, match="has 2 outputs"):
        HumanSeg(other)


@pytest.mark.parametrize("score", [0.9, -1.0, np.nan, np.inf])
def test_a_network_that_answers_nonsense_finds_nobody(tmp_path, score) -> None:
    """All keypoints on one spot, or no numbers: nobody is there, and nothing breaks."""
    network = constant_pose_network(np.full((17, 2), 50.0), score)
    pose = RTMPose(write_folder(tmp_path, POSE, network), Nobody())
    assert pose.follow(np.zeros((300, 300, 3), np.uint8), 0.0, Box(150, 150, 200)) is None


def test_free_axes_are_taken_and_other_names_too(tmp_path) -> None:
    network = constant_pose_network(FIGURE, names=("columns", "rows"), free=True)
    folder = write_folder(tmp_path, POSE, network, output_x="columns", output_y="rows")
    person = RTMPose(folder, Nobody()).follow(
        np.zeros((256, 192, 3), np.uint8), 0.0, Box(96, 128, 256 / (1.25 / 1.44))
    )
    assert person is not None
    np.testing.assert_allclose(person.keypoints[:, :2], np.rint(FIGURE * 2) / 2, atol=1e-3)
