"""``scolioapp phantoms`` as a person types it; what is screened is made up, the videos are real and small."""

import importlib.util
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from engine.cli.main import build
from engine.core.result import Measurement
from engine.core.text import text
from tests.engine.made_up import result

if any(importlib.util.find_spec(name) is None for name in ("torch", "anny", "numba")):
    pytest.skip("needs the extra simulation", allow_module_level=True)

from engine.core.measurands import BY_KEYPOINTS, MEASURANDS
from engine.pipeline.screening import Screener
from engine.simulation import phantoms
from engine.simulation.phantoms import read_truth


def _run(*arguments, code=0):
    done = CliRunner().invoke(build(), ["phantoms", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Films last a fifth of a second and are 160 px high or wide."""
    drawn = phantoms.draw_phantom

    def draw(*arguments, **options):
        spec = drawn(*arguments, **options)
        share = 160 / min(spec.camera.width, spec.camera.height)
        size = {n: 2 * round(getattr(spec.camera, n) * share / 2) for n in ("width", "height")}
        camera = replace(spec.camera, focal_px=spec.camera.focal_px * share, **size)
        film = replace(spec.film, soft_px=0.0, smear_px=0)
        return replace(spec, camera=camera, seconds=0.2, fps=15.0, film=film)

    monkeypatch.setattr(phantoms, "draw_phantom", draw)


class _Screened:
    """A screening that is off by half a degree from behind, and measures no hips."""

    sequence = None

    def __init__(self, video):
        truth = read_truth(video)
        off = 0.0 if truth["facing"] == "front" else 0.5
        found = {}
        for name in BY_KEYPOINTS:
            value = truth["measurements"][name] + off
            shown = name != "hip_tilt"
            found[name] = Measurement(
                value=value if shown else None,
                low=value - 0.4 if shown else None,
                high=value + 0.4 if shown else None,
                unit=MEASURANDS[name].unit,
                measurable=shown,
                reason=None if shown else text("The hips are not seen."),
            )
        self.result = result().model_copy(update={"measurements": found, "gait": None})


@pytest.fixture
def screened(monkeypatch):
    """Nothing is seen through networks: what is measured follows from the truth."""
    monkeypatch.setattr(Screener, "screen", lambda _self, request, **_: _Screened(request.path))


def test_videos_of_every_make_are_rendered_and_kept(tmp_path):
    _run("make", tmp_path, "--count", "2", "--make", "puppet", "--conditions", "any")
    videos = sorted(tmp_path.glob("*.mp4"))
    assert [video.stem for video in videos] == ["any_puppet_2026_000", "any_puppet_2026_001"]
    written = videos[0].stat().st_mtime_ns
    _run("make", tmp_path, "--count", "2", "--make", "puppet", "--conditions", "any")
    assert videos[0].stat().st_mtime_ns == written
    assert read_truth(videos[0])["make"] == "puppet"


def test_a_make_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    said = _run("make", tmp_path, "--count", "1", "--make", "clay", code=2)
    assert "“clay”" in said
    assert "dressed" in said
    assert list(tmp_path.iterdir()) == []


def test_checking_prints_a_table_by_condition(tmp_path, screened):
    said = _run("check", tmp_path, "--count", "4", "--seed", "5", "--make", "all")
    rows = [line.split() for line in said.splitlines() if line.startswith("trunk_lean ")]
    conditions = {row[1] for row in rows[1:]}
    assert conditions >= {
        *("all", "make", "direction", "distance", "resolution", "person", "roll", "pitch"),
        *("compression", "rate", "clothes"),
    }
    behind = next(row for row in rows if row[1:3] == ["direction", "back,"])
    assert "0" in behind
    assert any(row[1:3] == ["make", "puppet"] for row in rows)


def test_checking_as_json_says_how_many_intervals_hold_the_truth(tmp_path, screened):
    said = json.loads(_run("check", tmp_path, "--count", "4", "--seed", "5", "--json"))
    rows = {
        (row["measurement"], row["condition"], row["band"].split(",")[0]): row
        for row in said["conditions"]
    }
    assert rows["trunk_lean", "direction", "front"]["coverage"] == 1.0
    assert rows["trunk_lean", "direction", "back"]["coverage"] == 0.0
    assert rows["trunk_lean", "all", "all"]["coverage"] == 0.5
    assert rows["hip_tilt", "all", "all"]["not_measurable"] == 4
    assert {one["name"] for one in said["measurements"]} == set(BY_KEYPOINTS)
