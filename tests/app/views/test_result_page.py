"""The result page through its real widgets: what is read on it, keys, mouse, saving, choosing."""

import html
import itertools
import json
import re
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableWidget, QWidget

from engine.core.classes import Outcome
from engine.core.errors import CancelledError
from engine.report import wording
from engine.report.picture_view import OverlayMode
from engine.report.screening_document import document
from scolioapp.painting.theme import SchemeChoice, Theme
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.views.result_page import ResultPage
from scolioapp.widgets.person_chooser import PersonChooser
from tests.app import result_fixtures as fx
from tests.app.pseudo_language import PseudoTranslator

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fx.write_video(tmp_path_factory.mktemp("result") / "anna_walk.mp4")


@pytest.fixture
def open_page(qtbot, video, worker, tmp_path):
    models = []

    def _open(screening=None, path=video, **options):
        screening = screening or fx.screening(video=path)
        model = ResultViewModel(screening, path, worker, **options)
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


def words_of(page: QWidget) -> str:
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    buttons = [b.text() for b in page.findChildren(QAbstractButton) if b.isVisible()]
    return "\n".join(labels + buttons)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_is_said_with_its_next_step(open_page, video, outcome):
    page, _ = open_page(fx.screening(outcome, video=video))
    words = words_of(page)
    assert str(wording.outcome_title(outcome)) in words
    assert str(wording.next_step(outcome)) in words
    assert page.cards.outcome.shape.accessibleName() == str(wording.outcome_title(outcome))


def test_order_from_top_to_bottom(open_page):
    page, _ = open_page()
    cards = [
        page.cards.answer,
        page.cards.quality,
        page.cards.measurements,
        page.cards.why,
        page.cards.trust,
        page.cards.limits_card,
    ]
    tops = [card.mapTo(page, QPoint(0, 0)).y() for card in cards]
    assert tops == sorted(tops)
    assert page.cards.outcome.mapTo(page, QPoint(0, 0)).y() < tops[0]
    assert page.cards.answer.sentence.y() < page.cards.answer.next_step.y()


def test_a_demo_model_is_fenced_and_its_scores_are_no_probabilities(open_page):
    page, _ = open_page()
    assert page.cards.answer.band.isVisible()
    assert "no clinical meaning" in page.cards.answer.band.words.text()
    trust = " ".join(label.text() for label in page.cards.trust.findChildren(QLabel))
    assert "not probabilities" in trust
    assert not re.search(r"\d[.,]\d", page.cards.answer.scores.text())


def test_without_a_model_there_is_no_band_and_no_score(open_page, video):
    page, _ = open_page(fx.screening(video=video, model=None, probabilities=None))
    assert not page.cards.answer.band.isVisible()
    assert not page.cards.answer.scores.isVisible()


def test_a_calibrated_validated_model_is_not_fenced(open_page, video):
    model = fx.demo_model(calibrated=True).model_copy(
        update={"status": "validated", "notice": None}
    )
    page, _ = open_page(fx.screening(video=video, model=model))
    assert not page.cards.answer.band.isVisible()
    assert "not probabilities" not in page.cards.answer.scores.text()


def test_what_cannot_be_measured_shows_no_number(open_page):
    page, _ = open_page()
    page.cards.measurements.table_button.click()
    rows = {
        page.cards.measurements.table.item(row, 0).text(): page.cards.measurements.table.item(
            row, 1
        ).text()
        for row in range(page.cards.measurements.table.rowCount())
    }
    assert not re.search(r"\d", rows["Hip tilt"])
    assert rows["Shoulder tilt"].startswith("2.3")
    assert "Hip tilt" in page.cards.measurements.chart.accessibleDescription()
    assert not page.cards.measurements.chart.isVisible()


def test_limits_are_always_said(open_page):
    page, _ = open_page()
    assert "does not rule out scoliosis" in page.cards.limits.text()


def test_nobody_found_shows_what_to_do(open_page, video):
    page, model = open_page(fx.screening_of_nobody(video))
    words = words_of(page)
    assert "Nobody was found in this recording." in words
    assert "Record again with the whole body" in words
    assert not page.cards.measurements.isVisible()
    assert not page.person_button.isVisible()
    assert not page.sequence_action.isEnabled()
    assert model.track is None


def test_keys_play_step_and_go_to_the_ends(open_page, qtbot):
    page, model = open_page()
    canvas = page.player.canvas
    canvas.setFocus()
    qtbot.waitUntil(lambda: canvas.image is not None)
    model.playback.seek(1.0)
    qtbot.waitUntil(lambda: abs(canvas.seconds - 1.0) < 1e-3)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: abs(model.playback.position - 31 / 30) < 1e-3)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: abs(model.playback.position - 1.0) < 1e-3)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert model.playback.playing
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert not model.playback.playing
    qtbot.keyClick(page.timeline, Qt.Key.Key_Home)
    assert model.playback.position == 0.0
    qtbot.keyClick(page.strip, Qt.Key.Key_End)
    assert model.playback.position == fx.SECONDS


def test_space_on_a_button_presses_the_button(open_page, qtbot):
    page, model = open_page()
    qtbot.keyClick(page.cards.measurements.table_button, Qt.Key.Key_Space)
    assert page.cards.measurements.table.isVisible()
    assert not model.playback.playing


def test_clicks_move_the_video(open_page, qtbot):
    page, model = open_page()
    line = page.timeline
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(line, left, pos=QPoint(round(line.x_of(2.0)), 30))
    assert model.playback.position == pytest.approx(2.0, abs=0.02)
    qtbot.mouseClick(line, left, pos=QPoint(round(line.x_of(2.6)), 45))
    assert model.playback.position == pytest.approx(2.4)
    qtbot.mouseClick(page.strip, left, pos=QPoint(10, 20))
    assert model.playback.position == 0.0
    page.cards.quality.toggle.click()
    button = next(row.show_button for row in page.cards.quality.rows if row.show_button)
    button.click()
    assert model.playback.position == pytest.approx(2.4)


def test_dragging_the_timeline_scrubs(open_page, qtbot):
    page, model = open_page()
    line = page.timeline
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(line, left, pos=QPoint(round(line.x_of(0.5)), 30))
    qtbot.mouseMove(line, QPoint(round(line.x_of(1.5)), 30))
    qtbot.mouseRelease(line, left, pos=QPoint(round(line.x_of(1.5)), 30))
    assert 0.5 <= model.playback.position <= 1.52


def test_findings_are_folded_until_the_recording_is_to_be_repeated(open_page, video):
    page, _ = open_page()
    assert not page.cards.quality.list.isVisible()
    page.cards.quality.toggle.click()
    assert "Step back, or tilt the camera down" in words_of(page)
    failed, _ = open_page(fx.screening_of_nobody(video))
    assert failed.cards.quality.list.isVisible()


def said_on(page: QWidget) -> list[str]:
    """Return everything a person can read or hear on a page: words, table cells, accessible words, tips."""
    said = []
    for widget in [page, *page.findChildren(QWidget)]:
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QTableWidget):
            cells = itertools.product(range(widget.rowCount()), range(widget.columnCount()))
            said += [widget.item(*cell).text() for cell in cells]
    return [words for words in said if words]


@pytest.mark.parametrize("status", ["demo", "research", "validated"])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_outcome_on_the_page_stands_without_its_mark(open_page, video, outcome, status):
    model = fx.demo_model().model_copy(update={"status": status})
    screening = fx.screening(outcome, video=video, model=model)
    page, _ = open_page(screening)
    title, mark = str(wording.outcome_title(outcome)), wording.warning_mark(screening.result)
    shown = [label for label in page.findChildren(QLabel) if label.text() == title]
    assert shown == [page.cards.outcome.title]
    assert page.cards.outcome.mark.isVisible() is (mark is not None)
    assert page.cards.outcome.mark.text() == ("" if mark is None else str(mark))
    heard = page.cards.outcome.accessibleName()
    assert heard == (title if mark is None else f"{title} ({mark})")


def test_no_number_on_the_page_carries_a_sign_or_contradicts_its_side(open_page):
    page, _ = open_page()
    for words in said_on(page):
        assert not re.search(r"(?<!\w)[-+\N{MINUS SIGN}]\d", words), words
    cells = [page.cards.measurements.table.item(row, 1).text() for row in range(7)]
    assert "2.3°, left side lower, 1.2 to 3.4" in cells
    assert "0.4°, no clear side: between 0.5 to the left and 1.3 to the right" in cells
    assert "1.8 % of height to the right, 1.1 to 2.5" in cells


def test_no_figure_of_a_model_that_is_not_calibrated_is_on_the_first_view(open_page, video):
    page, _ = open_page()
    first = [
        label.text()
        for part in (page.cards.outcome, page.cards.answer)
        for label in part.findChildren(QLabel)
    ]
    assert not re.search(r"\d", " ".join(first))
    assert [str(label) for label, _ in page.cards.answer.bars.bars] == [
        "resembles scoliosis",
        "borderline",
        "does not resemble scoliosis",
    ]
    trust = " ".join(label.text() for label in page.cards.trust.findChildren(QLabel))
    assert (
        "Resembles scoliosis: 31, borderline: 52, does not resemble scoliosis: 17, of 100."
    ) in trust
    known, _ = open_page(fx.screening(video=video, model=fx.demo_model(calibrated=True)))
    assert "Resembles scoliosis: 31 of 100" in known.cards.answer.scores.text()
    assert not known.cards.answer.bars.isVisible()


def test_everything_turns_with_the_video(open_page, qtbot):
    page, _ = open_page()
    strip = page.strip.grab().toImage()
    why = page.cards.why.strip
    assert page.cards.measurements.chart.layout_now().left_first
    assert "the child's left is on the left" in page.cards.measurements.legend.text()
    assert why._picture.letters == ("L", "R")
    page.player.side_button.click()
    assert not page.cards.measurements.chart.layout_now().left_first
    assert "the child's left is on the right" in page.cards.measurements.legend.text()
    assert why._picture.letters == ("R", "L")
    assert page.strip.grab().toImage() != strip
    page.player.side_button.click()
    assert page.cards.measurements.chart.layout_now().left_first
    assert why._picture.letters == ("L", "R")


def test_the_outcome_stays_in_view_and_the_answer_comes_back_to_the_top(open_page, qtbot, video):
    page, model = open_page(judge=lambda n: fx.screening(Outcome.DETECTED, video=video, person=n))
    page.resize(936, 660)
    bar = page.cards.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert page.cards.outcome.visibleRegion().boundingRect() == page.cards.outcome.rect()
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
    assert bar.value() == 0
    assert page.cards.outcome.title.text() == str(wording.outcome_title(Outcome.DETECTED))


def test_the_strip_shows_pictures_with_faces_hidden_where_that_is_wished(open_page, qtbot):
    page, model = open_page()
    samples = page.strip.samples()
    qtbot.waitUntil(lambda: all(page.strip.picture(index) is not None for index in samples))
    plain = page.strip.picture(samples[0])
    model.display.set_blur_faces(True)
    assert page.strip.picture(samples[0]) is None
    qtbot.waitUntil(lambda: page.strip.picture(samples[0]) is not None)
    hidden = page.strip.picture(samples[0])
    assert hidden.copy(0, 0, 56, 30) != plain.copy(0, 0, 56, 30)
    assert hidden.copy(0, 45, 56, 27) == plain.copy(0, 45, 56, 27)


def test_without_a_video_the_strip_shows_silhouettes(open_page, qtbot):
    page, _ = open_page(fx.screening(), None)
    qtbot.wait(400)
    assert all(page.strip.picture(index) is None for index in page.strip.samples())


def test_a_person_is_chosen_by_their_picture(open_page, qtbot):
    page, _ = open_page(judge=lambda n: fx.screening(person=n))
    page.person_button.click()
    chooser = page.findChild(PersonChooser)

    def colours(row):
        image = chooser.list.item(row).icon().pixmap(84, 112).toImage()
        return {image.pixelColor(x, image.height() // 3).name() for x in range(image.width())}

    # The wall of the video; silhouettes have none.
    qtbot.waitUntil(lambda: all(any(c > "#c00000" for c in colours(row)) for row in (0, 1)))
    chooser.reject()


def test_no_usual_range_is_made_up(open_page):
    page, _ = open_page()
    assert "No usual range is known" in page.cards.measurements.usual.text()


def pixels(page: ResultPage) -> np.ndarray:
    image = page.player.canvas.grab().toImage()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4).astype(int)


def test_overlay_and_hidden_faces_change_the_picture(open_page, qtbot):
    page, model = open_page()
    canvas = page.player.canvas
    qtbot.waitUntil(lambda: canvas.image is not None)
    everything = pixels(page)
    page.player.overlay_actions[OverlayMode.NONE].trigger()
    plain = pixels(page)
    assert model.display.overlay is OverlayMode.NONE
    assert np.abs(everything - plain).max() > 50
    page.player.blur_action.trigger()
    hidden = pixels(page)
    place, head = canvas.placement(), fx.keypoints_at(canvas.seconds, 0.42)[0]
    centre = place.point(head[0], head[1])
    assert np.abs(hidden - plain).max() > 20
    changed = np.argwhere(np.abs(hidden - plain).max(axis=2) > 20)
    near = np.hypot(changed[:, 1] - centre.x(), changed[:, 0] - centre.y())
    assert near.min() < 40


def test_another_person_is_chosen_in_the_dialog(open_page, qtbot, video):
    page, model = open_page(judge=lambda n: fx.screening(Outcome.DETECTED, video=video, person=n))
    page.person_button.click()
    chooser = page.findChild(PersonChooser)
    assert chooser.list.count() == 2
    assert "current" in chooser.list.item(0).text()
    with qtbot.waitSignal(model.screening_changed):
        qtbot.keyClick(chooser.list, Qt.Key.Key_Down)
        chooser.accept()
    assert model.person == 2
    assert "detected" in page.cards.outcome.title.text()


def test_leaving_the_dialog_changes_nothing(open_page, qtbot):
    page, model = open_page(judge=lambda n: fx.screening(person=n))
    page.person_button.click()
    chooser = page.findChild(PersonChooser)
    qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    assert model.judging is None
    assert model.person == 1


def test_the_page_says_what_the_document_says(open_page):
    page, model = open_page(
        fx.screening(
            model=fx.validated_model(), explanation=fx.explanation(gates=True, picture="maps")
        )
    )
    model.set_prevalence(0.03)
    said = document(model.result, prevalence=0.03)
    shown = html.unescape("\n".join(label.text() for label in page.findChildren(QLabel)))
    shown += page.cards.measurements.chart.accessibleDescription()
    for words in (
        said.answer.title,
        said.answer.sentence,
        said.answer.next_step,
        *said.answer.scores,
        said.recording.heading,
        *(finding.title for finding in said.recording.findings),
        *(finding.message for finding in said.recording.findings),
        *(finding.remedy for finding in said.recording.findings),
        *(f"{row.label}: {row.words}" for row in said.measurements.rows),
        said.measurements.usual,
        said.measurements.vertical,
        said.measurements.legend,
        said.why.sentence,
        said.why.moments,
        *said.why.notes,
        said.why.gates,
        *(words for ground in said.trust.everything for words in ground.everything),
        *said.limits.lines,
    ):
        assert words in shown, words


def test_report_and_data_are_saved(open_page, qtbot, tmp_path):
    page, model = open_page()
    for action, name in (
        (page.pdf_button.click, "anna_walk.pdf"),
        (page.html_action.trigger, "anna_walk.html"),
        (page.csv_action.trigger, "anna_walk.csv"),
        (page.xlsx_action.trigger, "anna_walk.xlsx"),
        (page.json_action.trigger, "anna_walk.json"),
        (page.sequence_action.trigger, "anna_walk.gait.npz"),
    ):
        with qtbot.waitSignal(model.exported):
            action()
        assert (tmp_path / name).stat().st_size > 100
        assert name in page.banner.words
    assert json.loads((tmp_path / "anna_walk.json").read_text())["outcome"] == "borderline_features"


def test_a_file_that_cannot_be_written_is_said_in_place(open_page, qtbot, tmp_path):
    page, model = open_page()
    (tmp_path / "anna_walk.csv").mkdir()
    with qtbot.waitSignal(model.failed):
        page.csv_action.trigger()
    assert "could not be written" in page.banner.words
    assert page.pdf_button.isEnabled()


def test_the_overlay_video_can_be_cancelled(open_page, qtbot, tmp_path):
    def write(_screening, _path, _progress, cancel):
        while not cancel.requested:
            threading.Event().wait(0.01)
        raise CancelledError

    page, model = open_page(write_overlay=write)
    page.overlay_action.trigger()
    assert page.busy.cancel_button.isVisible()
    assert not page.pdf_button.isEnabled()
    with qtbot.waitSignal(model.cancelled):
        page.busy.cancel_button.click()
    assert not page.busy.cancel_button.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_repeat_is_asked_for(open_page, qtbot):
    page, model = open_page()
    with qtbot.waitSignal(model.repeat_requested):
        page.repeat_button.click()


def test_a_missing_video_is_replaced_by_a_drawing(open_page, qtbot):
    page, model = open_page(fx.screening(), None)
    assert "no longer where it was" in page.player.notice.text()
    assert page.player.canvas.image is None
    first = pixels(page)
    model.playback.seek(2.0)
    assert np.abs(pixels(page) - first).max() > 50
    qtbot.keyClick(page.player.canvas, Qt.Key.Key_Right)
    assert model.playback.position == pytest.approx(31 / 15, abs=1e-3)
    assert not page.overlay_action.isEnabled()


def test_a_broken_video_is_replaced_by_a_drawing(open_page, qtbot, tmp_path):
    path = tmp_path / "anna_walk.mp4"
    path.write_bytes(b"not a film" * 100)
    page, model = open_page(fx.screening(video=path), path)
    with qtbot.waitSignal(model.display.video_problem_changed):
        pass
    assert page.player.notice.isVisible()
    assert "drawing shows the walk" in page.player.notice.text()


def test_both_schemes_live(open_page, qapp):
    page, model = open_page()
    model.playback.seek(1.5)
    theme = Theme(qapp)
    shades = []
    for choice in (SchemeChoice.LIGHT, SchemeChoice.DARK):
        theme.choose(choice)
        qapp.processEvents()
        image = page.timeline.grab().toImage()
        x = round(page.timeline.x_of(1.5))
        shades.append([image.pixelColor(x + side, 10).lightness() for side in (-1, 0, 1)])
    theme.choose(SchemeChoice.LIGHT)
    assert min(shades[0]) < 100 < 180 < max(shades[1])


def test_everything_has_a_name_and_can_be_reached(open_page):
    page, _ = open_page(judge=lambda n: fx.screening(person=n))
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.metaObject().className() != "QTableCornerButton":
            assert button.text() or button.accessibleName(), button
    for widget in (
        page.player.canvas,
        page.timeline,
        page.strip,
        page.cards.measurements.table,
        page.cards.measurements.chart,
    ):
        assert widget.accessibleName()
    chain = []
    widget = page.player.canvas
    for _ in range(200):
        widget = widget.nextInFocusChain()
        if widget is page.player.canvas:
            break
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(widget)
    wanted = [
        page.player.play_button,
        page.timeline,
        page.strip,
        page.cards.quality.toggle,
        page.cards.measurements.table_button,
        page.pdf_button,
        page.export_button,
        page.person_button,
        page.repeat_button,
    ]
    places = [chain.index(widget) for widget in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("pseudo", [False, True])
def test_fits_a_small_window_in_any_language(open_page, qapp, pseudo):
    translator = PseudoTranslator(qapp)
    if pseudo:
        qapp.installTranslator(translator)
    try:
        page, _ = open_page(fx.long_screening(), None)
        page.cards.quality.toggle.setChecked(True)
        assert page.minimumSizeHint().width() <= 1024 - 96
        assert page.minimumSizeHint().height() <= 700 - 40
    finally:
        qapp.removeTranslator(translator)


def test_another_language_translates_every_word(open_page, qapp):
    english = words_of(open_page()[0])
    translator = PseudoTranslator(qapp)
    qapp.installTranslator(translator)
    try:
        translated = words_of(open_page()[0])
        for same in set(english.splitlines()) & set(translated.splitlines()):
            assert (
                not re.search(r"[a-z]{3}", same)
                or "ScolioApp 0.1.0" in same
                or same == "anna_walk.mp4"
            ), same
    finally:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize("pseudo", [False, True])
def test_no_words_are_cut_off_in_a_small_window(open_page, qapp, pseudo):
    translator = PseudoTranslator(qapp)
    if pseudo:
        qapp.installTranslator(translator)
    try:
        page, _ = open_page()
        page.resize(936, 660)
        page.cards.quality.toggle.setChecked(True)
        qapp.processEvents()
        labels = [label for label in page.cards.scroller.findChildren(QLabel) if label.isVisible()]
        assert len(labels) > 10
        for label in labels:
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            assert (
                label.mapTo(page.cards.scroller, QPoint(label.width(), 0)).x()
                <= page.cards.scroller.width()
            )
    finally:
        qapp.removeTranslator(translator)


def test_no_word_diagnoses(open_page, video):
    for outcome in Outcome:
        page, _ = open_page(fx.screening(outcome, video=video))
        page.cards.quality.toggle.setChecked(True)
        words = words_of(page).lower().replace("not a diagnosis", "")
        for forbidden in ("diagnos", "cobb", "severity", "treatment", "healthy", "subject"):
            assert forbidden not in words
