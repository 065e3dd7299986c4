"""The chart: where things stand, for any width."""

import pytest
from PySide6.QtGui import QColor

from engine.report.screening_document import measurements_of, rows_to_draw
from scolioapp.i18n import render
from scolioapp.painting.ink import screen_ink
from scolioapp.widgets.measurement_chart import (
    MeasurementChart,
    lay_out,
    x_of,
)
from tests.app import result_fixtures as fx

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def chart_rows(result):
    return measurements_of(result, render).in_display_order


@pytest.mark.parametrize("width", [260, 420, 900])
def test_nothing_overlaps_at_any_width(qapp, width):
    layout = lay_out(chart_rows(fx.screening().result), screen_ink(), width)
    bottom = 0.0
    for group in layout.groups:
        for placed in group.rows:
            assert placed.label.top() >= bottom - 0.01
            assert (
                not placed.label.intersects(placed.words)
                or placed.label.bottom() <= placed.words.top()
            )
            assert placed.label.right() <= width + 1
            assert placed.words.right() <= width + 1
            bottom = max(placed.label.bottom(), placed.words.bottom())
            if placed.line is not None:
                assert placed.line > bottom
                bottom = placed.line
    assert layout.height >= bottom


def test_what_is_not_measurable_has_no_line(qapp):
    layout = lay_out(chart_rows(fx.screening().result), screen_ink(), 400)
    lines = {placed.row.name: placed.line for group in layout.groups for placed in group.rows}
    assert lines["hip_tilt"] is None
    assert lines["shoulder_tilt"] is not None


def test_what_cannot_be_measured_for_one_reason_is_said_once(qapp):
    made = fx.screening().result
    none = {name: made.measurements["hip_tilt"] for name in made.measurements}
    rows = rows_to_draw(chart_rows(made.model_copy(update={"measurements": none})))
    assert len(rows) == 1
    assert "Shoulder tilt" in rows[0].label
    assert "Step time" in rows[0].label


def with_lean(value, spread):
    made = fx.screening().result
    lean = made.measurements["trunk_lean"].model_copy(
        update={"value": value, "low": value - spread, "high": value + spread}
    )
    return made.model_copy(update={"measurements": {**made.measurements, "trunk_lean": lean}})


@pytest.mark.parametrize(("value", "spread"), [(0.1, 0.1), (3.0, 1.0), (25.0, 30.0)])
def test_the_scale_is_the_same_in_every_recording(qapp, value, spread):
    layout = lay_out(chart_rows(with_lean(value, spread)), screen_ink(), 420)
    reach = {placed.row.name: group.reach for group in layout.groups for placed in group.rows}
    del reach["hip_tilt"]
    assert reach == {
        "shoulder_tilt": 10.0,
        "trunk_lean": 10.0,
        "lateral_shift": 5.0,
        "head_offset": 5.0,
        "arm_swing_asymmetry": 60.0,
        "step_asymmetry": 20.0,
    }


def test_the_childs_left_is_on_the_left_unless_shown_as_filmed(qapp):
    rows = chart_rows(fx.screening().result)
    behind = lay_out(rows, screen_ink(), 420)
    filmed = lay_out(rows, screen_ink(), 420, left_first=False)
    assert x_of(behind, screen_ink(), 1.0) < x_of(behind, screen_ink(), -1.0)
    assert x_of(filmed, screen_ink(), 1.0) > x_of(filmed, screen_ink(), -1.0)
    assert x_of(filmed, screen_ink(), 0.5) == x_of(behind, screen_ink(), -0.5)


def lean_pixels(qtbot, made):
    """Return where the lean's line has the accent's colour: the first and last column, and its middle."""
    chart = MeasurementChart()
    qtbot.addWidget(chart)
    chart.resize(420, 900)
    chart.show_result(made)
    layout = chart.layout_now()
    row = next(p for g in layout.groups for p in g.rows if p.row.name == "trunk_lean")
    image = chart.grab().toImage()
    accent = QColor(screen_ink().tokens.accent)
    y = round(row.line)
    found = [
        x
        for x in range(image.width())
        for dy in (-4, -3, -2, -1, 0, 1, 2, 3, 4)
        if image.pixelColor(x, y + dy) == accent
    ]
    ends = sorted(x_of(layout, screen_ink(), share) for share in (1.0, -1.0))
    return min(found), max(found), ends


def test_an_arrow_marks_what_leaves_the_scale(qtbot):
    first, last, (left, right) = lean_pixels(qtbot, with_lean(9.0, 3.0))
    assert first < left - 4
    assert last < (left + right) / 2
    first, last, (left, right) = lean_pixels(qtbot, with_lean(3.0, 1.0))
    assert first > left
    assert last < (left + right) / 2


def test_the_ends_name_the_sides():
    row = chart_rows(fx.screening().result)[0]
    assert "left" in row.left
    assert "right" in row.right


def test_height_follows_the_words(qtbot):
    chart = MeasurementChart()
    qtbot.addWidget(chart)
    chart.show_result(fx.screening().result)
    assert chart.heightForWidth(260) > chart.heightForWidth(700)


@pytest.mark.parametrize("width", [260, 420, 600, 900])
def test_no_unit_below_the_scale_is_cut(qapp, width):
    ink = screen_ink()
    layout = lay_out(chart_rows(fx.screening().result), ink, width)
    for group in layout.groups:
        unit = group.unit
        room = width / 2 if layout.beneath else layout.end_width
        assert ink.elided(unit, ink.note, room + 1) == unit


def test_what_dots_measured_is_said(qapp):
    made = fx.screening().result
    dotted = made.measurements["shoulder_tilt"].model_copy(update={"source": "dots"})
    measured = {**made.measurements, "shoulder_tilt": dotted}
    rows = {row.name: row for row in chart_rows(made.model_copy(update={"measurements": measured}))}
    assert rows["shoulder_tilt"].words.endswith("(measured from dots)")
    assert "dots" not in rows["trunk_lean"].words
