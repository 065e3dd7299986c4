"""Why an answer came out and how far to trust it, through the real page: read, clicked, typed."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from engine.core.classes import ClassName
from engine.core.errors import ModelError
from engine.core.explanation import Trust
from engine.core.result import ScreeningResult
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.painting.theme import LIGHT, SchemeChoice, Theme
from scolioapp.painting.why_picture import picture_of
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.views.result_page import ResultPage
from tests.app import result_fixtures as fx
from tests.engine import made_explanation

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fx.write_video(tmp_path_factory.mktemp("why") / "anna_walk.mp4")


@pytest.fixture
def open_page(qtbot, video, worker, tmp_path):
    models = []

    def _open(**changes):
        model = ResultViewModel(fx.screening(video=video, **changes), video, worker)
        models.append(model)

        def ask_path(_parent, _title, suggested, _filter):
            return str(tmp_path / Path(suggested).name), ""

        page = ResultPage(model, ask_path=ask_path)
        qtbot.addWidget(page, before_close_func=lambda _page: model.close())
        page.resize(1280, 800)
        page.show()
        return page, model

    yield _open
    for model in models:
        model.close()


def moment(model, number):
    return model.result.explanation.frames[number].seconds


# Why


def test_one_sentence_names_the_levels_and_the_demo_is_marked(open_page):
    page, _ = open_page()
    why = page.cards.why
    assert (
        "the trunk and the shoulders counted most towards borderline features"
    ) in why.sentence.text()
    assert "no clinical meaning" in why.band.words.text()
    assert why.band.isVisible()
    assert "not where something is" in why.notes.text()
    assert why.strip.accessibleDescription() == why.sentence.text()
    page, _ = open_page(model=fx.validated_model())
    assert not page.cards.why.band.isVisible()


def test_an_answer_against_features_says_so(open_page):
    explanation = fx.explanation(levels=("lower_legs",))
    page, _ = open_page(explanation=explanation)
    assert "the lower legs counted most against features" in page.cards.why.sentence.text()


@pytest.mark.parametrize("number", [0, 2])
def test_one_click_shows_the_moment_in_the_video_and_its_heat(open_page, qtbot, number):
    page, model = open_page()
    model.playback.set_playing(True)
    button = page.cards.why.row.buttons[number]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert model.playback.position == pytest.approx(moment(model, number))
    assert not model.playback.playing
    assert page.cards.why.strip.frame is model.result.explanation.frames[number]
    assert [each.isChecked() for each in page.cards.why.row.buttons].index(True) == number
    qtbot.waitUntil(lambda: abs(page.player.canvas.seconds - moment(model, number)) < 0.04)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_on_a_moment_does_as_a_click(open_page, qtbot, key):
    page, model = open_page()
    qtbot.keyClick(page.cards.why.row.buttons[1], key)
    assert model.playback.position == pytest.approx(moment(model, 1))
    assert not model.playback.playing


def test_keys_and_buttons_go_to_the_next_and_the_previous_moment(open_page, qtbot):
    page, model = open_page()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    canvas, control = page.player.canvas, Qt.KeyboardModifier.ControlModifier
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(canvas, key, control)
        places.append(model.playback.position)
    assert places == pytest.approx([moment(model, number) for number in (0, 1, 2, 0)])
    qtbot.keyClick(canvas, Qt.Key.Key_Left, control)
    assert model.playback.position == pytest.approx(moment(model, 2))
    page.cards.why.back_button.click()
    assert model.playback.position == pytest.approx(moment(model, 1))
    page.cards.why.forward_button.click()
    assert model.playback.position == pytest.approx(moment(model, 2))
    assert "Ctrl+Right" in page.cards.why.forward_button.toolTip()


def test_the_strongest_moment_stands_first_and_the_video_leads_on(open_page):
    page, model = open_page()
    assert model.playback.position == 0.0
    assert page.cards.why.strip.frame.share == pytest.approx(0.21)
    model.playback.show_position(moment(model, 2) + 0.01)
    assert page.cards.why.strip.frame is model.result.explanation.frames[2]
    assert page.cards.why.row.buttons[2].isChecked()


def test_moments_are_marked_on_the_timeline(open_page, qtbot):
    page, model = open_page()
    line = page.timeline
    place = QPoint(round(line.x_of(moment(model, 1))) + 2, line.height() - 24)
    assert line.deciding_at(QPointF(place)) == 1
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    assert model.playback.position == pytest.approx(moment(model, 1))
    assert page.cards.why.row.buttons[1].isChecked()
    assert "1.0 s, 13 %" in line.accessibleDescription()
    plain, _ = open_page(explanation=None)
    assert plain.timeline.sizeHint().height() < line.sizeHint().height()
    assert plain.timeline.deciding_at(QPointF(place)) is None


def test_a_higher_share_is_a_higher_mark(open_page, qapp):
    theme = Theme(qapp)
    theme.choose(SchemeChoice.LIGHT)
    page, model = open_page()
    image = page.timeline.grab().toImage()
    heat = QColor(LIGHT.heat)
    heights = [
        sum(
            image.pixelColor(round(page.timeline.x_of(f.seconds)), y) == heat
            for y in range(image.height())
        )
        for f in model.result.explanation.frames
    ]
    assert heights[0] > heights[1] > heights[2] > 2


def grabbed(strip) -> np.ndarray:
    image = strip.grab().toImage()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4).astype(int)


def test_bars_lie_right_of_zero_for_and_left_against(open_page, qapp):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    page, _ = open_page()
    strip = page.cards.why.strip
    layout, image = strip.layout_now(), strip.grab().toImage()
    full = QColor(LIGHT.muted)

    def colour(part, away):
        y = layout.bars.top() + (part + 0.5) / 16 * layout.bars.height()
        return image.pixelColor(round(layout.zero + away), round(y))

    assert colour(5, 8) == full
    assert colour(5, -8) != full
    assert colour(14, 8) != full
    edge = (
        colour(14, -away / 4) for away in range(12, 4 * round(layout.zero - layout.bars.left()))
    )
    assert any(each.lightness() < 150 for each in edge)


def test_the_hot_place_is_where_the_heat_says(open_page, qapp):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    page, model = open_page()
    strip, explanation = page.cards.why.strip, model.result.explanation
    hot = grabbed(strip)
    frame = explanation.frames[0]
    cold = frame.model_copy(update={"heat": tuple((0.0,) * 11 for _ in range(16))})
    strip.show_explanation(
        explanation, picture_of(model.screening, explanation, cold, mirrored=True), cold
    )
    changed = np.abs(hot - grabbed(strip)).sum(axis=2)
    y, x = np.unravel_index(changed.argmax(), changed.shape)
    place = strip.layout_now().picture
    assert y == pytest.approx(place.top() + 6.0 / 16 * place.height(), abs=12)
    # Filmed from the front, so that the picture is mirrored.
    assert x == pytest.approx(place.right() - 7.0 / 11 * place.width(), abs=12)


def test_left_and_right_are_the_persons_own():
    made = fx.screening()
    explanation = made.result.explanation
    frame = explanation.frames[0]
    assert picture_of(made, explanation, frame, mirrored=False).letters == ("R", "L")
    assert picture_of(made, explanation, frame, mirrored=True).letters == ("L", "R")
    mirrored = made.sequence.keypoints.copy()
    mirrored[:, :, 0] = fx.WIDTH - mirrored[:, :, 0]
    behind = replace(made, sequence=replace(made.sequence, keypoints=mirrored))
    assert picture_of(behind, explanation, frame, mirrored=False).letters == ("L", "R")
    aside = made.sequence.keypoints.copy()
    aside[:, :, 0] = aside[:, :1, 0] + 0.02 * (aside[:, :, 0] - aside[:, :1, 0])
    seen = replace(made, sequence=replace(made.sequence, keypoints=aside))
    picture = picture_of(seen, explanation, frame, mirrored=False)
    assert picture.at_feet
    assert picture.letters == ("R", "L")


def test_a_network_on_maps_is_shown_its_map(open_page):
    page, model = open_page(explanation=fx.explanation(picture="maps"))
    explanation = model.result.explanation
    picture = picture_of(model.screening, explanation, explanation.frames[0], mirrored=False)
    silhouette = model.screening.sequence.silhouettes[explanation.frames[0].index]
    assert picture.shape.max() > 200
    assert (picture.shape != silhouette).any()
    assert "drawing of the joints" in page.cards.why.notes.text()


def test_gates_are_for_networks_that_have_them(open_page):
    page, _ = open_page()
    assert not page.cards.why.gates.isVisible()
    assert page.cards.why.strip.layout_now().gate is None
    assert not page.cards.why.details.isVisible()
    page, _ = open_page(explanation=fx.explanation(gates=True))
    assert not page.cards.why.gates.isVisible()
    page.cards.why.details.button.click()
    assert page.cards.why.gates.isVisible()
    assert page.cards.why.strip.layout_now().gate is not None
    assert "of 256 kinds of trait" in page.cards.why.gates_words.text()
    assert "measured posture" in page.cards.why.gates.toolTip()


def test_an_explanation_without_moments_still_shows_the_body(open_page):
    page, model = open_page(explanation=fx.explanation().model_copy(update={"frames": ()}))
    assert page.cards.why.strip.isVisible()
    assert page.cards.why.strip.frame is None
    assert not page.cards.why.row.isVisible()
    assert not page.cards.why.forward_button.isVisible()
    model.deciding.go(1, 0.0)
    assert model.playback.position == 0.0


def test_each_strip_says_what_it_said(open_page):
    page, _ = open_page()
    strip = page.cards.why.strip
    bars = strip.layout_now().bars
    number, part = strip.part_at(QPointF(bars.left(), bars.top() + 5.5 / 16 * bars.height()))
    assert (number, part.level) == (6, "trunk")
    assert strip.part_at(QPointF(bars.left(), bars.top() - 5)) is None


# What is not known


def earlier() -> ScreeningResult:
    """Return a result as the first version wrote it."""
    told = json.loads(fx.screening().result.to_json())
    told["schema"] = "scolioapp.screening/1"
    for name in ("explanation", "trust"):
        del told[name]
    for name in ("device_reason", "precision", "report"):
        del told["model"][name]
    return ScreeningResult.from_json(json.dumps(told))


def test_a_result_of_the_first_version_opens_and_says_what_it_lacks(open_page):
    old = earlier()
    page, model = open_page(**{name: getattr(old, name) for name in type(old).model_fields})
    assert model.result.schema_ == "scolioapp.screening/1"
    assert "earlier version" in page.cards.why.sentence.text()
    assert not page.cards.why.strip.isVisible()
    assert not page.cards.why.row.isVisible()
    assert not page.cards.why.back_button.isVisible()
    assert page.cards.trust.isVisible()
    assert "Not known: the version that made this result did not check." in words_of(
        page.cards.trust
    )


def test_no_answer_is_nothing_to_explain_and_nothing_to_trust(open_page):
    page, _ = open_page(probabilities=None, explanation=None, trust=None)
    assert "No model answered" in page.cards.why.sentence.text()
    assert not page.cards.trust.isVisible()


# How far to trust it


def words_of(card) -> str:
    return "\n".join(cell.text() for cell in card._cells) + "\n" + card.predictive.text()


def details_of(card) -> str:
    """Unfold the technical details, and read them."""
    assert not card.details.words.isVisible()
    card.details.button.click()
    assert card.details.words.isVisible()
    return card.details.words.text()


def test_the_grounds_are_said_in_order(open_page):
    page, _ = open_page()
    words = words_of(page.cards.trust)
    for expected in (
        "not probabilities",
        "Some parts of the recording give a different answer from the whole.",
        "Like the recordings the model learned from.",
        "nobody has checked this model on people and signed for it",
    ):
        assert expected in words
    for jargon in ("ONNX", "halves", "evaluation report", "calibrat"):
        assert jargon not in words
    details = details_of(page.cards.trust)
    for expected in (
        "7 of 8 random halves of the recording gave the same answer; score from 62 to 81 of 100.",
        "Run on: ONNX Runtime 1.28 on CPU.",
        "It has no evaluation report",
    ):
        assert expected in details
    assert not page.cards.trust.prevalence.isVisible()
    tops = [card.mapTo(page, QPoint(0, 0)).y() for card in page.cards.frames if card.isVisible()]
    assert tops == sorted(tops)
    assert page.cards.frames[-3:] == (page.cards.why, page.cards.trust, page.cards.limits_card)


@pytest.mark.parametrize(
    ("trust", "expected"),
    [
        (
            made_explanation.trust(unlike=True),
            "Unlike anything the model learned from: do not use its answer.",
        ),
        (Trust(), "this model has nothing to compare recordings with"),
        (Trust(), "too short to compare its parts"),
    ],
)
def test_doubt_is_said(open_page, trust, expected):
    page, _ = open_page(trust=trust)
    assert expected in words_of(page.cards.trust)


def test_predictive_values_follow_the_prevalence(open_page, qtbot, tmp_path):
    page, model = open_page(model=fx.validated_model())
    box = page.cards.trust.prevalence
    assert box.isVisible()
    assert box.value() == 2.0
    assert "about 27 have them (14 to 49)" in page.cards.trust.predictive.text()
    assert "PPV 27 % (14 to 49 %)" in details_of(page.cards.trust)
    with qtbot.waitSignal(model.prevalence_changed) as told:
        box.setValue(1.0)
    assert told.args == [0.01]
    assert "about 15 have them" in page.cards.trust.predictive.text()
    details = page.cards.trust.details.words.text()
    for expected in ("PPV 15 % (", "412 people", "int8", "No graphics card"):
        assert expected in details
        assert expected not in words_of(page.cards.trust)
    with qtbot.waitSignal(model.exported):
        page.csv_action.trigger()
    with (tmp_path / "anna_walk.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = {row[0]: row for row in csv.reader(stream)}
    assert float(table["prevalence"][1]) == 0.01


def test_the_prevalence_is_kept(program, qtbot, video):
    made = fx.screening(video=video, model=fx.validated_model())
    entry = program.store.keep(
        made.result, video, lambda folder: program.screener.save(made, folder)
    )
    program.settings.prevalence = 0.03
    program.opener.open(entry)
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    assert program.opener.opened.prevalence == 0.03
    program.opener.opened.set_prevalence(0.015)
    assert program.settings.prevalence == 0.015


def test_a_nonsense_prevalence_reads_as_two_percent(tmp_path):
    from scolioapp.settings import Settings

    path = tmp_path / "settings.ini"
    for nonsense in ("lots", "0", "7", "nan"):
        path.write_text(f"[result]\nprevalence={nonsense}\n")
        assert Settings(path).prevalence == 0.02


def test_another_person_brings_another_explanation(qtbot, video, worker):
    other = fx.screening(
        video=video, person=2, explanation=fx.explanation(27, towards=ClassName.POSITIVE)
    )
    model = ResultViewModel(fx.screening(video=video), video, worker, judge=lambda _person: other)
    page = ResultPage(model)
    qtbot.addWidget(page, before_close_func=lambda _page: model.close())
    page.show()
    before = [button.frame for button in page.cards.why.row.buttons]
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
    assert "features associated with" in page.cards.why.sentence.text()
    assert [button.frame for button in page.cards.why.row.buttons] != before
    page.cards.why.row.buttons[0].click()
    assert model.playback.position == pytest.approx(other.result.explanation.frames[0].seconds)


# Judging another person by the same model


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sconet_mt_demo", "is not the one used for this recording"),
        ("gone", "The model used for this recording, “gone”, is not installed here"),
    ],
)
def test_another_person_is_never_judged_by_another_model(tmp_path, name, expected):
    made = fx.screening(model=fx.demo_model().model_copy(update={"name": name}))
    with pytest.raises(ModelError) as refused:
        PipelineScreener(tmp_path / "models").judge(made, person=2)
    assert expected in str(refused.value.what)
    assert "Screen the video again" in str(refused.value.remedy)
