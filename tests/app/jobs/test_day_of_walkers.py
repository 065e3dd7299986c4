"""A day of thirty children with real videos through the real engine, equal to screening each video alone.

``SCOLIOAPP_RENDERED_WALKERS=30`` renders a walk of its own for each of so many children, the first ones; it
needs the extra `simulation` and takes long.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.roster.day_changes import ChildState
from scolioapp.bootstrap import Program
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.paths import samples
from tests.app.day_driver import DayDriver, launch, settle, wait

DATA = Path(__file__).parents[2] / "data" / "videos"
CLIPS = (
    *(path for path in samples() if path.stem.startswith("simulated")),
    DATA / "p2s_single_cam01.mp4",
    DATA / "p2s_single_cam02.mp4",
    DATA / "p2s_single_cam03.mp4",
    DATA / "rot90_metadata.mp4",
)
"""A rendered walker for every tenth child, and real clips of a second and a half."""


RENDERED = int(os.environ.get("SCOLIOAPP_RENDERED_WALKERS", "0"))
SECONDS, RATE, LONGER = 4.0, 15.0, 480
"""Of a rendered walk: short, in a small picture, with no frame that the program would pass over."""


def rendered(folder: Path, place: int) -> Path:
    """Render a walk that nobody else walks."""
    from engine.simulation.phantoms import draw_phantom, write_phantom

    spec = draw_phantom(place, 30)
    whole = spec.camera
    size = LONGER / max(whole.width, whole.height)
    camera = replace(
        whole,
        width=2 * round(size * whole.width / 2),
        height=2 * round(size * whole.height / 2),
        focal_px=size * whole.focal_px,
    )
    path = folder / f"walk_{place:02}.mp4"
    write_phantom(path, replace(spec, seconds=SECONDS, fps=RATE, camera=camera))
    return path


def clips_of_all(folder: Path) -> list[Path]:
    """Return the clip of each child, in the order of the list."""
    own = [rendered(folder, place) for place in range(min(RENDERED, 30))]
    usual = [CLIPS[0] if place % 10 == 4 else CLIPS[1 + place % 4] for place in range(30)]
    return [*own, *usual[len(own) :]]


def figures(result: ScreeningResult) -> dict[str, object]:
    """Return what is said of a video: everything but when, by whom and under which name."""
    whole = result.model_dump(mode="json", exclude={"provenance", "label", "repeats"})
    return dict(whole)


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    screener = PipelineScreener(tmp_path / "home" / "data" / "models", lambda: None)
    running = launch(tmp_path / "home", screener)
    yield running
    running.end()
    settle()


# The offscreen platform says so of every dialog.
@pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")
@pytest.mark.heavy
def test_thirty_walkers_are_told_as_each_alone(program: Program, tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    rows = "".join(f"{n:03},Family{n},Child{n},yes\n" for n in range(1, 31))
    roster.write_text(f"Number,Family name,Given name,Consent\n{rows}")
    clips = clips_of_all(tmp_path)
    driver = DayDriver(program)
    driver.begin(roster, "Walkers")
    for place in range(30):
        number = driver.call_next()
        assert number == f"{place + 1:03}"
        driver.record(clips[place])
    for left in reversed(range(30)):
        # Each gets the patience of one wait.
        wait(lambda: len(driver.model.open_recordings) <= left)  # noqa: B023 - called at once
    wait(driver.analysed)

    alone = PipelineScreener(tmp_path / "models", lambda: None)
    expected = {
        clip: figures(alone.screen(ScreeningRequest(clip, label="x")).result) for clip in set(clips)
    }
    alone.close()
    assert len({str(one) for one in expected.values()}) == len(set(clips))
    for place, row in enumerate(driver.model.rows):
        assert row.recording is not None
        assert row.recording.analysis is not None, row.recording.problem
        kept = program.store.load(row.recording.analysis.result)
        result = ScreeningResult.from_json(kept.files[RESULT].decode())
        assert figures(result) == expected[clips[place]], row.child.number
        assert kept.label == row.child.number
        assert row.recording.analysis.outcome == result.outcome
        assert driver.model.state_of(row.child) is not ChildState.RECORDED
