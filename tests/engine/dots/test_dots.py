"""From pictures to named dots: where they are, what they are called, and what is no dot."""

import numpy as np
import pytest

from engine.core.errors import SequenceError
from engine.core.findings import FindingCode, Severity
from engine.core.sites import SITES, Site
from engine.dots.dot_editing import Drop, Move, Rename, apply_edits
from engine.dots.dot_findings import findings_about
from engine.dots.dot_names import find_dots
from engine.dots.dot_set import Dots, read_dots
from engine.dots.spot_detection import COLUMNS, MOST, detect_spots
from tests.engine.dots import drawn
from tests.engine.dots.drawn import Person

SECONDS = np.arange(18) / 12.0


def seen(person: Person, seconds: np.ndarray = SECONDS) -> np.ndarray:
    spots = np.zeros((len(seconds), MOST, COLUMNS), np.float32)
    for frame, at in enumerate(seconds):
        found = detect_spots(
            drawn.picture(person, at), drawn.keypoints(person, at), drawn.outline(person, at)
        )
        spots[frame, : len(found)] = found
    return spots


def dots_of(person: Person, seconds: np.ndarray = SECONDS) -> Dots:
    points = np.stack([drawn.keypoints(person, at) for at in seconds])
    return find_dots(seen(person, seconds), points, seconds, drawn.seen_from(person, len(seconds)))


@pytest.fixture(scope="module")
def front() -> Dots:
    return dots_of(Person())


@pytest.mark.parametrize("colour", [drawn.GREEN, drawn.PINK, (20, 90, 210), (245, 205, 20)])
def test_dots_of_any_saturated_colour_are_found_to_a_tenth_of_a_pixel(colour):
    person = Person(colour=colour)
    dots = dots_of(person)
    assert set(dots.tracks) == set(drawn.PLACES)
    for site, track in dots.tracks.items():
        there = dots.seen[:, track]
        assert there.mean() > 0.9, site
        true = np.array([drawn.at(person, at, person.spots()[site]) for at in SECONDS])
        away = dots.places[there, track, :2] - true[there]
        assert np.abs(away.mean(axis=0)).max() < 0.1, site
        assert away.std(axis=0).max() < 0.15, site


@pytest.mark.parametrize("diameter", [0.0105, 0.019])
def test_small_and_large_dots_are_found(diameter):
    assert set(dots_of(Person(diameter=diameter)).tracks) == set(drawn.PLACES)


def test_from_behind_the_own_left_is_at_the_left_and_c7_is_found():
    person = Person(places=dict(drawn.BEHIND), behind=True)
    dots = dots_of(person)
    assert set(dots.tracks) == set(Site)
    left, right = (dots.tracks[s] for s in (Site.LEFT_ACROMION, Site.RIGHT_ACROMION))
    assert dots.places[:, left, 0].max() < dots.places[:, right, 0].max()


def test_four_dots_are_enough():
    four = {
        site: place
        for site, place in drawn.PLACES.items()
        if site not in (Site.LEFT_ANKLE, Site.RIGHT_ANKLE)
    }
    assert set(dots_of(Person(places=four)).tracks) == set(four)


BUTTONS = [(0.0, y, 0.012, drawn.GREEN) for y in np.arange(0.2, 0.46, 0.05)]
POLKA = [
    (x, y, 0.0145, drawn.PINK)
    for x in np.arange(-0.105, 0.11, 0.035)
    for y in np.arange(0.185, 0.46, 0.0375)
]


@pytest.mark.parametrize(
    "person",
    [
        Person(places={}),
        Person(places={}, stripes=True),
        Person(places={}, prints=BUTTONS),
        Person(places={}, prints=POLKA),
        Person(places={}, prints=[(0.06, 0.25, 0.02, drawn.PINK)]),
        Person(places={Site.LEFT_ACROMION: (0.105, 0.185), Site.RIGHT_ILIAC: (-0.06, 0.45)}),
        Person(prints=POLKA, colour=drawn.PINK),
    ],
    ids=["plain", "stripes", "buttons", "polka", "logo", "no pair", "dots among polka dots"],
)
def test_what_is_on_clothes_is_no_dot(person):
    assert not dots_of(person).tracks


def test_other_prints_do_not_hide_the_dots():
    dots = dots_of(Person(prints=[(0.05, 0.28, 0.03, drawn.PINK), *POLKA[:3]]))
    assert set(dots.tracks) == set(drawn.PLACES)


def test_a_person_who_is_too_small_has_no_spots():
    person = Person()
    image = drawn.picture(person, 0.0)[::5, ::5]
    points = drawn.keypoints(person, 0.0) / [5, 5, 1]
    found = detect_spots(image, points.astype(np.float32), np.zeros((0, 2), np.float32))
    assert found.shape == (0, COLUMNS)


def test_a_dot_that_falls_off_is_noticed_with_its_time():
    seconds = np.arange(36) / 12.0
    person = Person(seen=lambda site, at: site is not Site.LEFT_ILIAC or at < 1.4)
    dots = dots_of(person, seconds)
    said = {one.code: one for one in findings_about(dots, seconds)}
    lost = said[FindingCode.DOT_LOST]
    assert str(lost.message) == "The left dot on the hips cannot be seen after 1.3 s."
    assert lost.start_seconds == pytest.approx(1.33, abs=0.1)


def test_a_dot_that_an_arm_covers_keeps_its_track():
    seconds = np.arange(36) / 12.0
    person = Person(seen=lambda site, at: site is not Site.LEFT_ILIAC or not 0.8 < at < 2.2)
    dots = dots_of(person, seconds)
    there = dots.seen[:, dots.tracks[Site.LEFT_ILIAC]]
    assert there[:8].all()
    assert there[-8:].all()
    (hidden,) = (f for f in findings_about(dots, seconds) if f.code is FindingCode.DOT_HIDDEN)
    assert "left dot on the hips is hidden in 4" in str(hidden.message)


def test_a_missing_partner_and_names_that_nobody_saw_are_said():
    one_ankle = {s: p for s, p in drawn.PLACES.items() if s is not Site.LEFT_ANKLE}
    dots = dots_of(Person(places=one_ankle))
    said = {one.code: str(one.message) for one in findings_about(dots, SECONDS)}
    assert said[FindingCode.DOT_MISSING] == "No dot was found on the left ankle."
    assert said[FindingCode.DOTS_NOT_REVIEWED] == "The program found 5 dots and named them."
    confirmed = apply_edits(dots, ())
    assert FindingCode.DOTS_NOT_REVIEWED not in {
        one.code for one in findings_about(confirmed, SECONDS)
    }


def test_a_pair_that_is_missing_as_a_whole_is_said():
    hips = {s: p for s, p in drawn.PLACES.items() if "acromion" not in s.value}
    dots = dots_of(Person(places=hips))
    (missing,) = (f for f in findings_about(dots, SECONDS) if f.code is FindingCode.DOT_MISSING)
    assert str(missing.message) == "No dots were found on the shoulders."
    assert missing.severity is Severity.INFO
    assert "messengers" in str(missing.remedy)


def test_no_dots_at_all_are_said_once():
    (only,) = findings_about(dots_of(Person(places={})), SECONDS)
    assert only.code is FindingCode.DOTS_NOT_FOUND


# Corrections


def test_a_name_is_exchanged_dropped_and_given_back(front):
    left, right = (front.tracks[s] for s in (Site.LEFT_ACROMION, Site.RIGHT_ACROMION))
    swapped = apply_edits(front, [Rename(left, Site.RIGHT_ACROMION)])
    assert swapped.tracks[Site.RIGHT_ACROMION] == left
    assert swapped.tracks[Site.LEFT_ACROMION] == right
    assert swapped.confirmed
    assert not front.confirmed
    dropped = apply_edits(front, [Drop(left)], confirmed=False)
    assert Site.LEFT_ACROMION not in dropped.tracks
    assert dropped.site_of(left) is None
    again = apply_edits(dropped, [Rename(left, Site.LEFT_ACROMION)])
    assert again.tracks == front.tracks


def test_a_click_on_a_spot_makes_it_the_dot(front):
    ankle = front.tracks[Site.LEFT_ANKLE]
    x, y = front.places[3, ankle, :2]
    dropped = apply_edits(front, [Drop(ankle)])
    moved = apply_edits(dropped, [Move(Site.LEFT_ANKLE, 3, float(x) + 2, float(y))])
    assert moved.tracks[Site.LEFT_ANKLE] == ankle
    for wrong in (Move(Site.C7, 3, 5.0, 5.0), Move(Site.C7, 999, float(x), float(y)), Drop(99)):
        with pytest.raises(SequenceError):
            apply_edits(front, [wrong])


def test_dots_come_back_from_a_file_and_strangers_arrays_are_refused(front):
    arrays = front.arrays()
    same = read_dots(arrays, len(SECONDS))
    assert same is not None
    assert same.tracks == front.tracks
    assert (same.places == front.places).all()
    assert read_dots({}, 5) is None
    names = arrays["dot_names"]
    twice = names.copy()
    twice[:2] = SITES.index(Site.C7)
    for wrong in (
        {"dot_places": arrays["dot_places"]},
        {**arrays, "dot_names": twice},
        {**arrays, "dot_names": names[:-1]},
        {**arrays, "dot_names": names.astype(np.float64)},
        {**arrays, "dot_names": np.full_like(names, 77)},
        {**arrays, "dot_places": arrays["dot_places"][:-1]},
        {**arrays, "dot_places": np.full_like(arrays["dot_places"], np.nan)},
    ):
        with pytest.raises(SequenceError):
            read_dots(wrong, len(SECONDS))


def _random_clothes(seed: int) -> Person:
    """Draw clothes without dots: a few kinds of print in any place, size and colour."""
    rng = np.random.default_rng([seed, 5])
    vivid = [drawn.GREEN, drawn.PINK, (20, 90, 210), (245, 205, 20), (200, 40, 30)]
    colour, size = vivid[rng.integers(5)], float(rng.uniform(0.008, 0.024))
    kind = ("stripes", "buttons", "logo", "polka", "confetti")[seed % 5]
    prints: list[tuple[float, float, float, tuple[int, int, int]]] = []
    if kind == "buttons":
        prints = [(0.0, y, size, colour) for y in np.arange(0.19, 0.5, rng.uniform(0.035, 0.07))]
    elif kind == "logo":
        prints = [(float(rng.choice([-1, 1])) * 0.06, 0.25, float(rng.uniform(0.01, 0.06)), colour)]
    elif kind == "polka":
        step, x0, y0 = rng.uniform(0.03, 0.06), rng.uniform(0, 0.03), rng.uniform(0, 0.03)
        prints = [
            (x, y, size, colour)
            for x in np.arange(-0.12 + x0, 0.12, step)
            for y in np.arange(0.17 + y0, 0.55, step)
        ]
    elif kind == "confetti":
        prints = [
            (rng.uniform(-0.11, 0.11), rng.uniform(0.17, 0.6), rng.uniform(0.008, 0.03),
             vivid[rng.integers(5)])
            for _ in range(rng.integers(8, 40))
        ]  # fmt: skip
    return Person(
        places={}, behind=bool(rng.integers(2)), colour=colour, prints=prints,
        stripes=kind == "stripes",
    )  # fmt: skip


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_no_dot_on_forty_people_without(first):
    seconds = np.arange(5) / 6.0
    named = [
        seed for seed in range(first, first + 10) if dots_of(_random_clothes(seed), seconds).tracks
    ]
    assert named == []
