"""Changes of frames: shape, range and registration stay; probability 0 changes nothing, 1 does."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from pydantic import ValidationError

from engine.gait.sample_walks import read
from engine.inference.inputs import Clip
from engine.runs.data_config import Augmentation, Batches
from engine.training.augment import apply_changes, draw_changes
from engine.training.data import Sequences
from engine.training.device_data import Feeder
from engine.training.samplers import sampler_of
from tests.engine.training.made import digest, made_sequences
from tests.engine.training.mirrored import mirror

KINDS = ["erase", "rotate", "affine", "perspective", "part_dilate", "part_blur"]
ALL = Augmentation(**dict.fromkeys(KINDS, 0.7))


def rng(seed=1):
    return np.random.default_rng(seed)


def silhouettes(count=6, frames=4):
    """Bodies of real proportions, tensor uint8 [N, T, 64, 44]."""
    walks = read()
    return torch.from_numpy(
        np.stack([walk.silhouettes[:frames, :, 10:54] for walk in walks[:count]])
    )


def sampler(settings, **options):
    return sampler_of(made_sequences(), settings, uses_triplet=True, seed=3, **options)


@pytest.mark.parametrize("kind", KINDS)
def test_shape_type_and_range_stay(kind):
    frames = silhouettes()
    maps = torch.stack([frames, frames], dim=2)
    changes = draw_changes(rng(), Augmentation(**{kind: 1.0}), 6, 4)
    done, joined = apply_changes(frames, changes), apply_changes(maps, changes)
    assert done.shape == frames.shape
    assert joined.shape == maps.shape
    assert done.dtype == joined.dtype == torch.uint8
    assert not torch.equal(done, frames)
    assert torch.equal(joined[:, :, 0], done)
    assert torch.equal(joined[:, :, 1], done)
    assert torch.equal(frames, silhouettes())  # what is given is left alone
    # Every sequence is changed, and still shows somebody.
    assert all(not torch.equal(one, other) for one, other in zip(done, frames, strict=True))
    assert (done.flatten(1) > 127).any(dim=1).all()


@pytest.mark.parametrize("kind", KINDS)
def test_probability_0_changes_nothing(kind):
    settings = Augmentation(**{kind: 0.0})
    source = rng()
    assert draw_changes(source, settings, 6, 4) == {}
    assert source.random() == rng().random()
    frames = silhouettes()
    assert apply_changes(frames, {}) is frames


@pytest.mark.parametrize("kind", KINDS)
def test_probability_is_the_share_of_sequences(kind):
    (change,) = draw_changes(rng(), Augmentation(**{kind: 0.3}), 2000, 1).values()
    assert 0.26 < len(change.rows) / 2000 < 0.34


@pytest.mark.parametrize("kind", ["rotate", "affine", "perspective"])
def test_silhouettes_and_maps_stay_registered(kind):
    frames = torch.zeros(8, 3, 64, 44, dtype=torch.uint8)
    frames[:, :, 20:23, 30:33] = 255
    maps = torch.zeros(8, 3, 2, 64, 44, dtype=torch.uint8)
    maps[:, :, 1, 20:23, 30:33] = 255
    changes = draw_changes(rng(), Augmentation(**{kind: 1.0}), 8, 3)
    done, drawn = apply_changes(frames, changes), apply_changes(maps, changes)
    for number in range(8):
        for frame in range(3):
            row, column = centre(done[number, frame])
            assert (row, column) == centre(drawn[number, frame, 1])
            where = changes["warp"].values[number] @ (column, row, 1)
            assert where[0] / where[2] == pytest.approx(31, abs=0.3)
            assert where[1] / where[2] == pytest.approx(21, abs=0.3)
    assert not drawn[:, :, 0].any()


def centre(frame):
    weights = frame.double()
    rows, columns = torch.meshgrid(torch.arange(64), torch.arange(44), indexing="ij")
    total = weights.sum()
    return float((weights * rows).sum() / total), float((weights * columns).sum() / total)


def test_maps_are_those_of_opencv():
    frames = silhouettes(3, 1)
    settings = Augmentation(rotate=1.0, affine=1.0, perspective=1.0)
    changes = draw_changes(rng(4), settings, 3, 1)
    done = apply_changes(frames, changes)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    for number, inverse in enumerate(changes["warp"].values):
        expected = cv2.warpPerspective(frames[number, 0].numpy(), inverse, (44, 64), flags=flags)
        apart = np.abs(expected.astype(int) - done[number, 0].numpy())
        # OpenCV reads at 1/32 of a pixel.
        assert apart.max() <= 255 / 16
        assert apart.mean() < 1


def test_bands_are_those_of_opencv():
    frames = silhouettes(4, 1)
    dilated = draw_changes(rng(), Augmentation(part_dilate=1.0, dilate_size=5), 4, 1)
    blurred = draw_changes(rng(), Augmentation(part_blur=1.0), 4, 1)
    for number in range(4):
        frame = frames[number, 0].numpy()
        grown = cv2.dilate(frame, np.ones((5, 5), np.uint8))
        soft = cv2.GaussianBlur(frame, (5, 5), 1.1, borderType=cv2.BORDER_CONSTANT)
        for changes, whole in ((dilated, grown), (blurred, soft)):
            (change,) = changes.values()
            top, bottom = change.values[number]
            assert 12 <= top <= 16
            assert 36 <= bottom <= 40
            expected = frame.copy()
            expected[top:bottom] = whole[top:bottom]
            apart = np.abs(expected.astype(int) - apply_changes(frames, changes)[number, 0].numpy())
            assert apart.max() <= 1


def test_erased_rectangles():
    frames = torch.full((400, 3, 64, 44), 200, dtype=torch.uint8)
    whole = apply_changes(frames, draw_changes(rng(), Augmentation(erase=1.0), 400, 3))
    assert torch.equal(whole[:, :1].expand_as(whole), whole)
    share = (whole[:, 0] == 0).float().mean(dim=(1, 2))
    assert 0.015 < share.min() < 0.06
    assert 0.3 < share.max() < 0.42
    each = apply_changes(
        frames, draw_changes(rng(), Augmentation(erase=0.5, erase_per_frame=True), 400, 3)
    )
    touched = (each == 0).any(dim=-1).any(dim=-1).float()
    assert 0.45 < touched.mean() < 0.55
    assert {0.0, 1.0, 2.0, 3.0} == set(touched.sum(dim=1).tolist())


def test_augmentation_does_not_change_what_is_drawn():
    plain = Batches(groups=3, each=4, frames=5, flip=0.5)
    settings = plain.model_copy(update={"augmentation": ALL})
    one, other = sampler(plain), sampler(settings)
    for _ in range(5):
        first, second = one.draw(), other.draw()
        assert np.array_equal(first.positions, second.positions)
        assert np.array_equal(first.indices, second.indices)
    assert first.changes == {}
    assert second.changes.keys() == {"warp", "erase", "dilate", "blur"}


@pytest.mark.parametrize("more", [{}, {"frames_most": 9}])
def test_continues_shares_and_feeds_alike(more):
    augmentation = ALL.model_copy(update={"erase_per_frame": bool(more)})
    settings = Batches(groups=3, each=4, frames=5, flip=0.5, augmentation=augmentation, **more)
    whole = sampler(settings)
    whole.next()
    state = json.loads(json.dumps(whole.state()))
    batches = [whole.next() for _ in range(3)]
    other = sampler(settings)
    other.restore(state)
    assert digest(other.next() for _ in range(3)) == digest(batches)
    ranks = [sampler(settings, rank=rank, world=3) for rank in range(3)]
    feeders = [
        Feeder(rank, torch.device("cpu"), budget, ahead=ahead)
        for rank, budget, ahead in zip(ranks, (0, 10**9, 10**9), (2, 0, 2), strict=True)
    ]
    for feeder in feeders:
        feeder.next()
    for batch in batches:
        shares = [feeder.next() for feeder in feeders]
        for name, frames in batch.frames.items():
            seen = [frame for share in shares for frame in share.frames[name]]
            for one, expected in zip(seen, frames, strict=True):
                assert torch.equal(one, torch.from_numpy(expected[: len(one)]).float() / 255)
    for feeder in feeders:
        feeder.close()


def test_padding_stays_black():
    settings = Batches(groups=3, each=4, frames=3, frames_most=9, augmentation=ALL)
    batch = sampler(settings).next()
    for row, length in enumerate(batch.lengths):
        assert not batch.frames["maps"][row, length:].any()


def test_mirroring_twice_is_nothing_and_turns_the_sign_of_the_vector():
    clip = made_sequences().clips[3]
    for signed in (True, False):
        once = mirror(clip, signed=signed)
        twice = mirror(once, signed=signed)
        for name, frames in clip.frames.items():
            assert np.array_equal(once.frames[name], frames[..., ::-1])
            assert np.array_equal(twice.frames[name], frames)
        assert np.allclose(twice.pav, clip.pav)
        # In [0, 1] with ranges symmetrical about 0, the turned sign is 1 - x.
        assert np.allclose(once.pav - 0.5, (0.5 - clip.pav) if signed else clip.pav - 0.5)


@pytest.mark.parametrize("signed", [True, False])
def test_mirrored_batches(signed):
    settings = Batches(groups=7, each=2, frames=3, flip=1.0)
    whole = sampler_of(made_sequences(signed=signed), settings, uses_triplet=True, seed=3)
    plain = sampler_of(
        made_sequences(signed=signed),
        settings.model_copy(update={"flip": 0.0}),
        uses_triplet=True,
        seed=3,
    )
    batch, other = whole.next(), plain.next()
    assert np.array_equal(batch.frames["maps"], other.frames["maps"][..., ::-1])
    assert np.array_equal(batch.classes, other.classes)
    assert np.allclose(batch.pav, 1 - other.pav if signed else other.pav)


@pytest.mark.parametrize(
    "wrong",
    [
        {"erase_area": (0.5, 0.1)},
        {"part_top": (30, 40)},
        {"part_bottom": (40, 36)},
        {"blur_size": 4},
        {"rotate": 1.5},
    ],
)
def test_settings_that_do_not_fit(wrong):
    with pytest.raises(ValidationError):
        Augmentation(**wrong)


def sheet(path: Path) -> None:
    """Write a picture to look at: a row for each change, silhouette, limbs and joints on each other."""
    walks = read()[:10]
    sequences = Sequences(
        tuple(
            Clip(
                {"silhouettes": walk.silhouettes[:1, :, 10:54], "maps": _maps(walk)},
                np.zeros(1, np.int64),
            )
            for walk in walks
        ),
        np.zeros(10, np.int64),
        tuple(map(str, range(10))),
    )
    rows = []
    for kind in ["none", *KINDS]:
        changes = draw_changes(
            rng(), Augmentation(**({} if kind == "none" else {kind: 1.0})), 10, 1
        )
        shapes, maps = (
            apply_changes(
                torch.from_numpy(np.stack([clip.frames[name] for clip in sequences.clips])), changes
            )
            for name in ("silhouettes", "maps")
        )
        pictures = torch.cat([shapes[:, 0, None], maps[:, 0]], dim=1).permute(0, 2, 3, 1)
        rows.append(np.concatenate(list(pictures.numpy()), axis=1))
    whole = np.concatenate(rows)
    cv2.imwrite(str(path), cv2.resize(whole, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))


def _maps(walk):
    from engine.gait.skeleton_maps import skeleton_maps

    return skeleton_maps(walk.keypoints, shared_crop=True)[:1, :, :, 10:54]


def test_a_sheet_to_look_at(tmp_path):
    sheet(tmp_path / "sheet.png")
    picture = cv2.imread(str(tmp_path / "sheet.png"))
    assert picture.shape == (7 * 128, 10 * 88, 3)
