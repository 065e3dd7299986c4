"""The chart: where things stand, for any width."""

import pytest

from engine.core.result import Unit
from scolioapp.widgets.ink import screen_ink
from scolioapp.widgets.measurement_chart import (
    MeasurementChart,
    chart_rows,
    gathered,
    lay_out,
    reach_of,
)
from tests.app import result_fixtures as fx

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


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
    rows = gathered(chart_rows(made.model_copy(update={"measurements": none})))
    assert len(rows) == 1
    assert "Shoulder tilt" in rows[0].label
    assert "Step time" in rows[0].label


def test_the_axis_holds_every_interval():
    rows = chart_rows(fx.screening().result)
    degrees = [row for row in rows if row.measurement.unit is Unit.DEGREES]
    assert reach_of(degrees, Unit.DEGREES) == 4.0
    percent = [row for row in rows if row.measurement.unit is Unit.PERCENT]
    assert reach_of(percent, Unit.PERCENT) == 30.0
    assert reach_of([], Unit.DEGREES) == 4.0


def test_the_ends_name_the_sides():
    row = chart_rows(fx.screening().result)[0]
    assert "left" in row.left
    assert "right" in row.right


def test_height_follows_the_words(qtbot):
    chart = MeasurementChart()
    qtbot.addWidget(chart)
    chart.show_result(fx.screening().result)
    assert chart.heightForWidth(260) > chart.heightForWidth(700)
