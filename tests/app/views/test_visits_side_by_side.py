"""Two visits side by side: played in step by gait phase, one row of controls, what changed in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome, Side
from engine.core.result import GaitFacts, HeelStrike
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.visits_opener import VisitsOpener
from scolioapp.jobs.worker import Worker
from scolioapp.storage.results import ResultEntry
from scolioapp.views.visits_page import VisitSide, VisitsPage
from tests.app import result_fixtures as fx
from tests.app.conftest import settle
from tests.app.window.test_film_again import keep_as
from tests.app.window.test_screening import MakeVideo

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton
DAYS = (datetime.date(2026, 1, 12), datetime.date(2026, 9, 3))
MakePage = Callable[..., VisitsPage]


def strikes(step: float, first: float = 0.1, last: float = 2.9) -> GaitFacts:
    """Return heel strikes of both feet in turn, the left first, each after ``step`` seconds."""
    times = [first + n * step for n in range(int((last - first) / step + 1e-9) + 1)]
    return GaitFacts(
        heel_strikes=tuple(
            HeelStrike(side=Side.RIGHT if n % 2 else Side.LEFT, seconds=at)
            for n, at in enumerate(times)
        )
    )


def tilted(degrees: float) -> dict[str, Any]:
    measured = fx.measurements()
    shoulder = measured["shoulder_tilt"].model_copy(
        update={"value": degrees, "low": degrees - 1.0, "high": degrees + 1.0}
    )
    return {**measured, "shoulder_tilt": shoulder}


@pytest.fixture
def page(qtbot: QtBot, worker: Worker) -> Iterator[MakePage]:
    """Make a page of two visits; ``changes`` are of the result of each."""
    made: list[VisitsPage] = []

    def make(
        first: dict[str, Any], second: dict[str, Any], videos: tuple[Path | None, Path | None]
    ) -> VisitsPage:
        sides = []
        for day, changes, video in zip(DAYS, (first, second), videos, strict=True):
            screening = fx.screening(video=video, **changes)
            path = video or Path("gone.mp4")
            entry = ResultEntry.of(day.isoformat(), screening.result, path)
            sides.append(VisitSide(day, entry, screening))  # type: ignore[arg-type]
        shown = VisitsPage(*sides, worker, hide_faces=True)  # type: ignore[misc]
        qtbot.addWidget(shown)
        shown.resize(1000, 700)
        shown.show()
        made.append(shown)
        settle()
        return shown

    yield make
    for each in made:
        each.stop()


GONE = (None, None)


def shown_times(page: VisitsPage) -> list[float]:
    settle()
    return [picture.seconds for picture in page.player.pictures]


def test_both_show_the_same_moment_of_the_cycle(page: MakePage) -> None:
    made = page({"gait": strikes(0.4)}, {"gait": strikes(0.6)}, GONE)
    player = made.player
    assert "each cycle begins with the left foot" in player.words.text()
    assert "seen from behind" in player.words.text()
    # 20 steps a cycle: two cycles of 1.2 s, as the slower walk has.
    assert player.slider.maximum() == 40
    frame = 1 / fx.RATE
    for value, first, second in ((0, 0.1, 0.1), (10, 0.5, 0.7), (20, 0.9, 1.3), (40, 1.7, 2.5)):
        player.slider.setValue(value)
        at = shown_times(made)
        assert at[0] == pytest.approx(first, abs=frame)
        assert at[1] == pytest.approx(second, abs=frame)
    assert player.place.text() == "Cycle 2 of 2: 100 %"


def test_it_is_stepped_by_phase_with_buttons_and_arrow_keys(page: MakePage, qtbot: QtBot) -> None:
    player = page({"gait": strikes(0.4)}, {"gait": strikes(0.6)}, GONE).player
    qtbot.mouseClick(player.forward_button, LEFT)
    qtbot.keyClick(player.slider, Qt.Key.Key_Right)
    assert player.playback.position == pytest.approx(0.1)
    assert player.place.text() == "Cycle 1 of 2: 10 %"
    qtbot.mouseClick(player.back_button, LEFT)
    assert player.playback.seconds == (pytest.approx(0.14), pytest.approx(0.16))


def test_it_plays_at_half_speed_to_the_end_and_then_from_the_beginning(
    page: MakePage, qtbot: QtBot
) -> None:
    made = page({"gait": strikes(0.4)}, {"gait": strikes(0.6)}, GONE)
    player = made.player
    assert player.speed_box.currentData() == 0.5
    made.setFocus()
    assert player.slider.hasFocus()
    playback = player.playback
    qtbot.keyClick(player.slider, Qt.Key.Key_Space)
    assert playback.playing
    player._timer.stop()
    # Cycles of 0.8 and 1.2 s last 1.0 s together; at half speed two seconds.
    before = playback.position
    playback.pass_time(0.5)
    assert playback.position - before == pytest.approx(0.25)
    playback.pass_time(60.0)
    assert not playback.playing
    assert playback.position == playback.alignment.length
    playback.toggle_playing()
    assert playback.position == 0.0
    playback.toggle_playing()
    assert not player._timer.isActive()


def test_without_cycles_it_is_played_by_time_and_said(page: MakePage) -> None:
    made = page({"gait": strikes(0.4)}, {"gait": GaitFacts()}, GONE)
    assert "Played by time, not in step" in made.player.words.text()
    made.player.slider.setValue(20)
    first, second = shown_times(made)
    assert first == pytest.approx(second)
    assert made.player.place.text() == "1.00 s"


def test_pictures_are_each_out_of_its_own_video(
    page: MakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    videos = (fx.write_video(tmp_path / "a.mp4"), fx.write_video(tmp_path / "b.mp4"))
    made = page({"gait": strikes(0.4)}, {"gait": strikes(0.6)}, videos)
    qtbot.waitUntil(lambda: all(picture.filmed for picture in made.player.pictures))
    made.player.slider.setValue(10)
    first, second = made.player.pictures
    qtbot.waitUntil(lambda: abs(first.seconds - 0.5) < 0.1 and abs(second.seconds - 0.7) < 0.1)


def test_what_changed_is_said_in_the_words_of_the_trend(page: MakePage) -> None:
    made = page({"measurements": tilted(-1.0)}, {"measurements": tilted(3.0)}, GONE)
    said = "\n".join(label.text() for label in made.findChildren(QLabel))
    assert (
        "Changed by 4.0°, towards left side lower, between 12 Jan 2026 and 3 Sep 2026: more than the "
        "error of both (1.4°)." in said
    )
    assert "No change that can be told from error" in said
    assert "1.0°, right side lower, 0.0 to 2.0" in said or "1.0°, no clear side" in said


def test_another_model_and_the_same_video_are_said(page: MakePage) -> None:
    other = fx.demo_model().model_copy(update={"sha256": "cd" * 32})
    videos = fx.video_info(None, "a.mp4")
    provenance = fx.screening().result.provenance
    newer = provenance.model_copy(update={"video": videos.model_copy(update={"sha256": "ef" * 32})})
    made = page({}, {"model": other, "provenance": newer}, GONE)
    assert "different models" in made.banner.words
    same = page({}, {}, GONE)
    assert "same video" in same.banner.words


def test_the_program_opens_two_recordings_in_the_order_of_their_days(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    newer = keep_as(program, video("b.mp4"), outcome=Outcome.DETECTED, label="Anna, autumn")
    earlier = keep_as(program, video("a.mp4"), label="Anna, spring")
    opener = VisitsOpener(
        program.window,
        program.screener,
        program.store,
        program.settings,
        program.worker,
        program.opener.open,
        program.window,
    )
    opener.compare((DAYS[1], newer.identifier), (DAYS[0], earlier.identifier))
    area = program.window.page("results")
    qtbot.waitUntil(lambda: isinstance(area.result_page, VisitsPage))
    shown = area.result_page
    assert [side.entry.identifier for side in shown.sides] == [
        earlier.identifier,
        newer.identifier,
    ]
    assert shown.titles == ("Visit of 12 Jan 2026", "Visit of 3 Sep 2026")
    qtbot.mouseClick(shown.cards[0].open_button, LEFT)
    qtbot.waitUntil(lambda: not isinstance(area.result_page, VisitsPage))
    settle()
