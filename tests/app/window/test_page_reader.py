"""The reader of pages finds each fault that is planted, and nothing on what is sound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.core.classes import Outcome
from engine.report import svg, wording
from engine.report.evaluation_figures import figures
from scolioapp.painting.theme import DARK, LIGHT, SchemeChoice, Theme
from scolioapp.views.main_window import ABOUT, SETTINGS
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.figure_card import FigurePaper
from scolioapp.widgets.measurement_chart import MeasurementChart
from scolioapp.widgets.outcome_banner import OutcomeBanner
from scolioapp.widgets.warning_mark import WarningMark
from tests.app import result_fixtures as fx
from tests.app.conftest import settle
from tests.app.page_reader import (
    clipped,
    contradictions,
    faults,
    mnemonics_twice,
    too_high,
    unmarked,
)
from tests.engine.evaluation import made_reports

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")


@pytest.fixture
def page(qtbot, qapp) -> QWidget:
    """Return an empty card in the program's own style."""
    Theme(qapp)
    made = QFrame()
    made.setProperty("role", "card")
    made.resize(500, 400)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    return made


def put(page: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        page.layout().addWidget(widget)
        widget.show()
    page.layout().activate()


# An outcome without its mark


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_alone_is_found_and_one_with_its_mark_is_not(page, outcome):
    title = str(wording.outcome_title(outcome))
    put(page, QLabel(f"anna.mp4 is done: {title}."))
    assert title in unmarked(page)[0]
    mark = WarningMark(page)
    mark.show_mark(wording.warning_mark(fx.screening().result))
    put(page, mark)
    assert unmarked(page) == []
    mark.hide()
    assert unmarked(page)


@pytest.mark.parametrize("where", ["setToolTip", "setAccessibleName", "setAccessibleDescription"])
def test_outcomes_that_are_only_heard_are_read_too(page, where):
    button = QPushButton("Open")
    getattr(button, where)("Borderline features")
    put(page, button)
    assert len(unmarked(page)) == 1
    getattr(button, where)("Borderline features (demo)")
    assert unmarked(page) == []


def test_each_cell_of_a_table_carries_its_own_mark(page):
    table = QTableWidget(2, 2)
    put(page, table)
    table.setItem(0, 0, QTableWidgetItem("Borderline features (demo)"))
    table.setItem(1, 0, QTableWidgetItem("Borderline features"))
    table.setItem(1, 1, QTableWidgetItem("demo"))
    assert len(unmarked(page)) == 1
    assert "row 2" in unmarked(page)[0]
    table.item(1, 0).setData(Qt.ItemDataRole.AccessibleTextRole, "Borderline features (demo)")
    assert unmarked(page) == []


def test_the_banner_of_a_result_is_sound(page):
    banner = OutcomeBanner(page)
    banner.show_result(fx.screening(Outcome.DETECTED).result)
    put(page, banner)
    assert unmarked(page) == []
    banner.mark.hide()
    assert unmarked(page)


# An interval that contradicts its word


@pytest.mark.parametrize(
    "words",
    ["1.5° to the right (-2.0 to -1.0)", "向右 1.5° \u22122.0 至 \u22121.0", "left: \u20130.4 %"],
)
def test_a_sign_beside_a_side_is_found(page, words):
    put(page, QLabel(words))
    assert len(contradictions(page)) == 1


def test_a_side_without_a_sign_and_a_sign_without_a_side_are_sound(page):
    put(
        page,
        QLabel("1.5° to the right, 1.0 to 2.0"),
        QLabel("loss -1.5"),
        QLabel("10-12 years, left"),
    )
    assert contradictions(page) == []


@pytest.fixture
def chart(page) -> MeasurementChart:
    chart = MeasurementChart(page)
    chart.show_result(fx.screening().result)
    put(page, chart)
    assert contradictions(page) == []
    return chart


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("left side lower", "right side lower"),
        ("2.3°", "3.2°"),
        ("1.2 to 3.4", "3.4 to 5.2"),
        ("1.2 to 3.4", "3.4 to 1.2"),
        (", 1.2 to 3.4", ""),
    ],
)
def test_words_that_disagree_with_the_numbers_are_found(page, chart, right, wrong):
    rows = {row.name: row for row in chart._rows}
    tilt = rows["shoulder_tilt"]
    assert right in tilt.words
    chart._rows[chart._rows.index(tilt)] = replace(tilt, words=tilt.words.replace(right, wrong))
    assert any(words.startswith("Shoulder tilt") for words in contradictions(page))


def test_a_value_drawn_on_the_other_side_is_found(page, chart):
    tilt = chart._rows[0]
    chart._rows[0] = replace(tilt, reach=-tilt.reach)
    assert "drawn on the side" in contradictions(page)[0]
    chart._rows[0] = tilt
    chart.show_left_first(False)
    assert contradictions(page) == []


# A drop-down list that is cut


def test_a_list_that_shows_too_few_rows_is_found(page):
    box = DropDown(page)
    box.addItems([f"choice {number}" for number in range(6)])
    put(page, box)
    assert too_high(page) == []
    box.view().setMaximumHeight(60)
    assert "px of" in too_high(page)[0]


def test_a_list_that_is_not_the_programs_own_is_found(page):
    box = QComboBox(page)
    box.addItem("choice")
    put(page, box)
    assert "not a DropDown" in too_high(page)[0]


# Words that are cut


def test_sound_words_are_left_alone(page):
    long = QLabel("Some words that are wrapped onto as many lines as they need. " * 4)
    long.setWordWrap(True)
    put(page, QLabel("Name"), long, QPushButton("&Open"), QLineEdit("anna"))
    assert faults(page) == []


def test_a_narrow_label_is_found(page):
    label = QLabel("A few words")
    put(page, label)
    label.setFixedWidth(30)
    page.layout().activate()
    assert "A few words (30 px" in clipped(page)[0]


def test_a_low_label_is_found(page):
    label = QLabel("Some words that are wrapped onto several lines. " * 4)
    label.setWordWrap(True)
    put(page, label)
    label.setFixedHeight(18)
    page.layout().activate()
    assert "(too low)" in clipped(page)[0]


def test_a_small_button_is_found(page):
    button = QPushButton("Start training")
    put(page, button)
    button.setFixedSize(40, 12)
    page.layout().activate()
    assert "Start training (40 x 12 px" in clipped(page)[0]


def test_a_hint_that_is_longer_than_its_field_is_found(page):
    line = QLineEdit()
    line.setPlaceholderText("Such as: a school, a year and a town")
    put(page, line)
    line.setFixedWidth(100)
    page.layout().activate()
    assert "in a field" in clipped(page)[0]


def test_what_is_shortened_tells_the_rest(page):
    name = ElidedLabel()
    name.say("a_very_long_name_of_a_video_from_the_corridor.mp4")
    put(page, name)
    name.setFixedWidth(60)
    page.layout().activate()
    assert clipped(page) == []
    name.setToolTip("")
    assert "nothing tells the rest" in clipped(page)[0]


def test_a_choice_that_is_shortened_tells_the_rest(page):
    box = DropDown(page)
    box.addItem("Simulated people, made for the run")
    put(page, box)
    box.setFixedWidth(90)
    page.layout().activate()
    assert box.toolTip() == "Simulated people, made for the run"
    assert clipped(page) == []
    box.setToolTip("Which people")
    assert "chosen" in clipped(page)[0]


def test_narrow_columns_and_cells_are_found(page):
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels(["Recording"])
    table.setItem(0, 0, QTableWidgetItem("22 Nov 2026 10:58"))
    put(page, table)
    table.setColumnWidth(0, 220)
    assert clipped(page) == []
    table.setColumnWidth(0, 40)
    found = " ".join(clipped(page))
    assert "Recording (column" in found
    assert "22 Nov 2026 10:58 (cell" in found


def test_words_over_each_other_and_beyond_their_place_are_found(page):
    host = QWidget()
    put(page, host)
    host.setFixedSize(200, 60)
    label, button = QLabel("Nobody has looked", host), QPushButton("Look now", host)
    label.setGeometry(0, 0, 160, 20)
    button.setGeometry(20, 10, 120, 40)
    label.show()
    button.show()
    assert "Nobody has looked over Look now" in clipped(page)
    button.setGeometry(120, 30, 120, 40)
    assert any("beyond its place" in words for words in clipped(page))
    button.setGeometry(20, 25, 120, 34)
    assert clipped(page) == []


def test_a_page_that_is_wider_than_its_frame_is_found(page):
    area = QScrollArea()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    inner.setObjectName("inner")
    inner.setMinimumWidth(900)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    put(page, area)
    assert "inner: 900 px in" in clipped(page)[0]


def test_a_key_for_two_buttons_is_found(page):
    put(page, QPushButton("&Try again"), QPushButton("&Try the sample"))
    assert mnemonics_twice(page) == ["Alt+T twice"]


# What was found by it


@pytest.mark.parametrize("key", [ABOUT, SETTINGS])
@pytest.mark.parametrize("size", [(1920, 600), (1024, 700), (960, 540)])
def test_words_of_a_narrow_page_have_their_height_in_a_wide_low_window(program, key, size):
    program.window.resize(*size)
    program.window.show_page(key)
    settle()
    settle()
    assert clipped(program.window.page(key)) == []


def test_what_cannot_be_edited_does_not_look_like_a_field(qtbot, qapp):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    for read_only, colour in ((True, LIGHT.sunken), (False, LIGHT.surface)):
        line = QLineEdit("anna.pt")
        qtbot.addWidget(line)
        line.setReadOnly(read_only)
        line.resize(200, 34)
        line.show()
        assert line.grab().toImage().pixelColor(150, 6).name() == colour
    Theme(qapp).choose(SchemeChoice.SYSTEM)


@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_the_arrow_of_a_sorted_column_points_up_when_it_ascends(qtbot, qapp, order):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels([""])
    header = table.horizontalHeader()
    header.setSortIndicatorShown(True)
    header.setSortIndicator(0, order)
    header.resizeSection(0, 60)
    table.show()
    image = header.grab().toImage()
    rows = [
        [x for x in range(2, 58) if image.pixelColor(x, y).lightness() < 200]
        for y in range(2, image.height() - 3)
    ]
    widths = [max(row) - min(row) for row in rows if row]
    assert len(widths) >= 3
    ascends = order is Qt.SortOrder.AscendingOrder
    assert (widths[0] < widths[-1]) is ascends
    Theme(qapp).choose(SchemeChoice.SYSTEM)


def test_figures_of_an_evaluation_take_the_colours_of_the_scheme(qtbot, qapp):
    figure = figures(made_reports.report().model_copy(), str)[0]
    theme = Theme(qapp)
    paper = FigurePaper(figure)
    qtbot.addWidget(paper)
    paper.fit(320)
    paper.show()
    for choice, now in ((SchemeChoice.DARK, DARK), (SchemeChoice.LIGHT, LIGHT)):
        theme.choose(choice)
        settle()
        image = paper.grab().toImage()
        corners = {image.pixelColor(x, y).name() for x, y in ((14, 14), (160, 4))}
        assert corners == {now.surface}
    assert svg.PAPER in figure.svg()
    theme.choose(SchemeChoice.SYSTEM)
