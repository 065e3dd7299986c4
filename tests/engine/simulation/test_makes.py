"""Makes: each renders its own way, the truth is that of the body, and the usual pictures stay."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.core.errors import ConfigError
from engine.core.level import Level
from engine.core.resources import resource
from engine.gait.events import gait_facts
from engine.gait.levelling import level_walk
from engine.gait.measurements import measure
from engine.gait.sequence import GaitSequence, SourceFacts
from engine.simulation.bands import bands_of
from engine.simulation.body import build_body
from engine.simulation.bundled_samples import SAMPLE
from engine.simulation.camera import Camera
from engine.simulation.clothing import dress
from engine.simulation.film import Film, develop
from engine.simulation.film_in_memory import PhantomSource
from engine.simulation.filming_conditions import LARGEST_PITCH, LARGEST_ROLL
from engine.simulation.makes.catalogue import NAMES, make_of
from engine.simulation.makes.tubes import tube_body
from engine.simulation.phantoms import Phantom, PhantomSpec, draw_phantom, phantom_specs, short_walk
from engine.simulation.rendering import FrameRenderer
from engine.video import VideoFile
from tests.engine.simulation.mirrored import mirror_walker


def _small(spec: PhantomSpec, side: int = 240) -> PhantomSpec:
    share = side / min(spec.camera.width, spec.camera.height)
    camera = replace(
        spec.camera,
        width=2 * round(spec.camera.width * share / 2),
        height=2 * round(spec.camera.height * share / 2),
        focal_px=spec.camera.focal_px * share,
    )
    return replace(spec, camera=camera, seconds=0.4, fps=15.0)


def _seen(phantom: Phantom) -> GaitSequence:
    camera, points = phantom.spec.camera, phantom.keypoints()
    return GaitSequence(
        silhouettes=np.zeros((len(points), 64, 64), np.uint8),
        keypoints=points,
        seconds=phantom.seconds,
        source=SourceFacts(camera.width, camera.height, phantom.spec.fps),
        keypoint_set="truth",
    )


def test_the_usual_make_draws_what_it_always_drew() -> None:
    spec = _small(draw_phantom(1, 2026))
    phantom = Phantom(spec)
    body = build_body(spec.walker.person)
    usual = FrameRenderer(phantom.walk_motion, dress(body, spec.seed), spec.camera, spec.scene)
    assert (phantom.picture(0) == usual.frame(0)).all()


def test_the_bundled_sample_is_still_what_its_recipe_draws() -> None:
    with VideoFile(resource("samples", "simulated_walk.mp4")) as video:
        kept = next(iter(video.frames())).image
    difference = np.abs(Phantom(SAMPLE).picture(0).astype(np.int16) - kept)
    assert difference.mean() < 2.5
    assert np.quantile(difference, 0.99) < 15


def test_what_was_drawn_from_a_seed_is_still_drawn_from_it() -> None:
    first = phantom_specs(2, 2026)[1]
    assert first.name == "phantom_2026_001"
    assert first.seed == 1561847260
    assert first.scene.seed == 567080896
    assert first.camera.focal_px == pytest.approx(1645.44734486155)
    assert first.walker.asymmetry.shoulder_tilt == pytest.approx(0.7411804235339137)
    assert first.film == Film()


@pytest.mark.parametrize("name", NAMES)
def test_each_make_renders_a_walker_where_its_joints_are(name: str) -> None:
    for number in (0, 1):
        spec = _small(draw_phantom(number, 5, make=name))
        phantom = Phantom(spec)
        picture, mask, points = phantom.picture(2), phantom.mask(2), phantom.keypoints()[2]
        assert picture.shape == (spec.camera.height, spec.camera.width, 3)
        for x, y, _ in points[[5, 6, 11, 12, 13, 14]]:
            assert mask[int(y), int(x)] == 255
        assert (picture == Phantom(spec).picture(2)).all()
        assert phantom.truth()["make"] == name


def test_makes_differ_from_each_other_where_the_walker_is() -> None:
    pictures, masks = [], []
    for name in NAMES:
        phantom = Phantom(_small(draw_phantom(0, 5, make=name)))
        pictures.append(phantom.picture(2).astype(np.int16))
        masks.append(phantom.mask(2) > 0)
    for one in range(len(NAMES)):
        for other in range(one):
            shared = masks[one] & masks[other]
            assert np.abs(pictures[one] - pictures[other])[shared].mean() > 5


@pytest.mark.parametrize("name", NAMES)
def test_the_truth_of_each_make_is_what_its_joints_show(name: str) -> None:
    spec = replace(draw_phantom(3, 11, make=name), fps=30.0)
    phantom = Phantom(spec)
    sequence = _seen(phantom)
    found = measure(sequence, gait_facts(sequence))
    true = phantom.truth()["measurements"]
    for measurement in ("shoulder_tilt", "hip_tilt", "trunk_lean", "lateral_shift", "head_offset"):
        value = found[measurement].value
        assert value == pytest.approx(true[measurement], abs=0.45), measurement


@pytest.mark.parametrize("name", ["plain", "puppet"])
def test_the_mirrored_walker_of_a_make_has_the_mirrored_truth(name: str) -> None:
    spec = replace(draw_phantom(2, 13, make=name), fps=30.0)
    here = Phantom(spec).truth()["measurements"]
    there = Phantom(replace(spec, walker=mirror_walker(spec.walker))).truth()["measurements"]
    for measurement in ("shoulder_tilt", "trunk_lean", "lateral_shift", "head_offset"):
        assert there[measurement] == pytest.approx(-here[measurement], abs=0.3), measurement


def test_a_turned_camera_measures_the_same_once_its_picture_is_made_upright() -> None:
    spec = replace(draw_phantom(3, 11), fps=30.0)
    straight = _seen(Phantom(spec))
    before = measure(straight, gait_facts(straight))
    turned = replace(spec, camera=replace(spec.camera, roll=6.0, pitch=spec.camera.pitch + 8.0))
    seen = _seen(Phantom(turned))
    crooked = measure(seen, gait_facts(seen))
    level = level_walk(seen, _true_level(turned.camera))
    after = measure(level, gait_facts(level))
    for name in ("shoulder_tilt", "hip_tilt", "trunk_lean"):
        assert abs(crooked[name].value - before[name].value) > 4.0, name
        assert after[name].value == pytest.approx(before[name].value, abs=0.35), name


def _true_level(camera: Camera) -> Level:
    return Level(
        known=True,
        roll_degrees=-camera.roll,
        pitch_degrees=-camera.pitch,
        focal_px=camera.focal_px,
        width=camera.width,
        height=camera.height,
    )


def test_the_other_body_is_the_same_left_and_right_and_of_the_asked_height() -> None:
    person = draw_phantom(4, 1).walker.person
    body = tube_body(person, 7)
    assert np.ptp(body.vertices[:, 2]) == pytest.approx(person.height_m, rel=1e-5)
    left, right = body.keypoints[1::2], body.keypoints[2::2]
    assert left * [-1, 1, 1] == pytest.approx(right, abs=1e-6)
    assert body.weights.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    flipped = body.vertices * np.float32([-1, 1, 1])
    nearest = np.abs(flipped[::37, None] - body.vertices[None]).max(axis=2).min(axis=1)
    assert nearest.max() < 0.004


def test_clothes_are_named_and_hang_on_the_body() -> None:
    worn = [make_of("dressed").figure(draw_phantom(n, 3).walker.person, n) for n in range(8)]
    names = {one for figure in worn for one in figure.clothes}
    assert {"long hair", "backpack"} & names
    assert {"skirt", "wide trousers", "jacket", "hoodie"} & names
    for figure in worn:
        assert len(figure.body.vertices) == len(figure.outfit.vertices) == len(figure.body.parts)
        assert figure.outfit.faces.max() < len(figure.outfit.vertices)


def test_any_conditions_are_within_what_is_said_and_cover_it() -> None:
    specs = phantom_specs(60, 8, make="all", conditions="any")
    cameras = [spec.camera for spec in specs]
    assert {spec.make for spec in specs} == set(NAMES)
    assert all(abs(one.roll) <= LARGEST_ROLL and abs(one.pitch) <= LARGEST_PITCH for one in cameras)
    assert all(0.5 <= one.height_m <= 2.4 for one in cameras)
    assert min(one.height_m for one in cameras) < 0.9
    assert max(one.height_m for one in cameras) > 2.0
    assert max(abs(one.roll) for one in cameras) > 5.0
    assert min(min(one.width, one.height) for one in cameras) <= 480
    assert max(min(one.width, one.height) for one in cameras) >= 1440
    assert {spec.film.compressed for spec in specs} == {True, False}
    assert {spec.fps for spec in specs} > {10.0, 60.0}
    assert phantom_specs(60, 8, make="all", conditions="any")[7] == specs[7]


def test_bands_say_how_a_phantom_was_filmed() -> None:
    spec = replace(
        _small(draw_phantom(0, 5, make="puppet")), film=Film(crf=34), fps=30.0, on_the_spot=True
    )
    spec = replace(spec, camera=replace(spec.camera, roll=-5.0, pitch=12.0))
    bands = dict(bands_of(Phantom(spec).truth()))
    assert bands["make"] == "puppet"
    assert bands["direction"] == "front, on the spot"
    assert bands["roll"] == "4 degrees or more"
    assert bands["pitch"] == "10 degrees or more"
    assert bands["compression"] == "strong"
    assert bands["resolution"] == "below 540 p"
    assert bands["clothes"] == "close"


def test_a_compressed_phantom_is_seen_as_its_file_would_be() -> None:
    clean = _small(draw_phantom(0, 5))
    squeezed = PhantomSource(Phantom(replace(clean, film=Film(crf=40))))
    frames = [frame.image for frame in squeezed.frames()]
    again = [frame.image for frame in squeezed.frames(start=0.2)]
    assert len(frames) == 6
    assert (again[0] == frames[3]).all()
    untouched = Phantom(clean)
    error = [np.abs(a.astype(int) - untouched.picture(k)).mean() for k, a in enumerate(frames)]
    assert 1.0 < np.mean(error) < 12.0
    sharp = [cv2.Laplacian(a, cv2.CV_32F).var() for a in (frames[2], Phantom(clean).picture(2))]
    assert sharp[0] < 0.7 * sharp[1]


def test_a_film_changes_what_it_says_and_nothing_else() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    assert develop(picture, Film()) is picture
    grey = develop(picture, Film(saturation=0.0))
    assert np.ptp(grey, axis=2).max() <= 1
    assert develop(picture, Film(gamma=0.7)).mean() > picture.mean() + 5
    assert develop(picture, Film(soft_px=1.5)).std() < 0.5 * picture.std()
    assert develop(picture, Film(smear_px=5)).std() < 0.7 * picture.std()
    assert develop(picture, Film(local=0.5)).shape == picture.shape


def test_an_unknown_make_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"clay.*puppet"):
        draw_phantom(0, 1, make="clay")


def test_short_walks_are_filmed_at_a_rate_that_the_program_would_look_at() -> None:
    specs = [short_walk(n, 100000, make="all", conditions="any") for n in range(24)]
    assert all(spec.fps <= 15.0 and spec.seconds == 3.3 for spec in specs)
    assert sum(spec.name.startswith("any_") for spec in specs) == 20
