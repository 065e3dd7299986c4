"""The card of a patient over time: where things stand, what is said, hands and keys, screen and paper."""

import datetime
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPdfWriter

from engine.core.classes import Outcome
from engine.core.measuring_method import MeasuringMethod
from engine.report.trend import Reading, Trend, Value, VisitValues, trend_of
from scolioapp.painting.ink import painting, screen_ink
from scolioapp.painting.theme import DARK, LIGHT
from scolioapp.painting.trend_picture import lay_out, paint
from scolioapp.paper.tagged_pages import ink_of
from scolioapp.widgets.trend_card import PADDING, TrendCard

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DATES = ("2025-01-01", "2025-02-01", "2026-01-01", "2026-11-20")


def visit(date, tilt, *, source="keypoints", outcome=Outcome.BORDERLINE):
    method = MeasuringMethod(source, "known")
    values = (
        Value("shoulder_tilt", tilt, tilt - 1, tilt + 1, method),
        Value("arm_swing_asymmetry", 10 * tilt, 10 * tilt - 9, 10 * tilt + 9, method),
    )
    return VisitValues(
        f"visit of {date}",
        date,
        outcome,
        f"recording of {date}",
        "m",
        "demo",
        values,
        (Reading("lumbar", "left", 3.0),),
    )


def visits(count=4):
    return [visit(date, n + 0.5) for n, date in enumerate(DATES[:count])]


@pytest.fixture
def card(qtbot):
    made = TrendCard()
    qtbot.addWidget(made)
    made.unfold()
    made.resize(960, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def place_of(card, date):
    """Return where a visit is drawn in the first chart, in the picture."""
    layout = card.picture.layout_now()
    plot = layout.charts[0].plot
    x = layout.x_of(plot, datetime.date.fromisoformat(date), screen_ink())
    return QPoint(round(x) + PADDING, round(plot.center().y()) + PADDING)


@pytest.mark.parametrize("width", [280, 480, 960])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_nothing_overlaps_at_any_width(qapp, width, count):
    trend = trend_of(visits(count))
    layout = lay_out(trend, screen_ink(), width)
    parts = [(one.title, one.plot, *(said.place for said in one.said)) for one in layout.charts]
    assert layout.outcomes is not None
    parts.append(
        (layout.outcomes.title, layout.outcomes.plot, *(s.place for s in layout.outcomes.said))
    )
    for part in parts:
        for above, below in pairwise(part):
            assert above.bottom() <= below.top() + 0.01
        for rect in part:
            assert 0 <= rect.left() <= rect.right() <= width + 1
    wholes = [part[0].united(part[-1]) for part in parts]
    assert not any(a.intersects(b) for a, b in combinations(wholes, 2))
    assert layout.height >= max(whole.bottom() for whole in wholes)


def test_the_time_axis_is_true_to_scale_and_the_same_in_every_chart(card):
    card.show_trend(trend_of(visits()))
    layout = card.picture.layout_now()
    days = [datetime.date.fromisoformat(date) for date in DATES]
    for chart in layout.charts:
        x = [layout.x_of(chart.plot, day, screen_ink()) - chart.plot.left() for day in days]
        shares = [(each - x[0]) / (x[-1] - x[0]) for each in x]
        whole = (days[-1] - days[0]).days
        assert shares == pytest.approx([(day - days[0]).days / whole for day in days])


def test_it_says_what_changed_aloud(card):
    card.show_trend(trend_of(visits()))
    told = card.picture.accessibleDescription()
    assert "Shoulder tilt" in told
    assert "Changed by 3.0°, towards left side lower, between 1 Jan 2025 and 20 Nov 2026" in told
    assert "Borderline features (demo)" in told
    assert "3.0°, left side higher" in told
    assert card.summary.text().startswith("Shoulder tilt: Changed by 3.0°, towards left side lower")


def test_a_change_is_written_stronger_than_no_change(card):
    card.show_trend(trend_of(visits()))
    (shoulders, *_) = card.picture.layout_now().charts
    assert [one.strong for one in shoulders.said] == [
        one.words.startswith("Changed") for one in shoulders.said
    ]
    assert shoulders.said[0].strong


def test_one_visit_says_so_and_nothing_at_all_says_so(card):
    card.show_trend(trend_of(visits(1)))
    assert "One visit so far" in card.summary.text()
    assert card.picture.isVisible()
    assert all(chart.said == () for chart in card.picture.layout_now().charts)
    card.clear()
    assert "Nothing has been measured" in card.summary.text()
    assert not card.picture.isVisible()


def test_the_charts_are_folded_until_asked_for_and_stay_as_they_were(card, qtbot):
    card.unfold(False)
    card.show_trend(trend_of(visits()))
    assert not card.picture.isVisible()
    assert "Changed by" in card.summary.text()
    qtbot.mouseClick(card.fold_button, Qt.MouseButton.LeftButton)
    assert card.picture.isVisible()
    card.show_trend(trend_of(visits(2)))
    assert card.picture.isVisible()
    assert card.fold_button.text() == "Hide &charts"


def test_no_change_and_nothing_comparable_are_each_said(card):
    card.show_trend(trend_of([visit("2025-01-01", 1.0), visit("2026-01-01", 1.2)]))
    assert card.summary.text() == "No measurement changed by more than its error."
    others = [visit("2025-01-01", 1.0), visit("2026-01-01", 9.0, source="dots")]
    bare = [VisitValues(v.visit, v.date, values=v.values) for v in others]
    card.show_trend(trend_of(bare))
    assert "nothing to compare yet" in card.summary.text()


def test_what_is_hidden_is_said_and_not_shown(card):
    card.show_trend(trend_of([], hidden=1))
    assert "examiner's own finding comes first" in card.summary.text()


def test_a_click_on_a_point_opens_its_visit(card, qtbot):
    card.show_trend(trend_of(visits()))
    with qtbot.waitSignal(card.visit_chosen) as chosen:
        qtbot.mouseClick(card.picture, Qt.MouseButton.LeftButton, pos=place_of(card, "2026-01-01"))
    assert chosen.args == ["visit of 2026-01-01"]
    assert card.picture.chosen == "visit of 2026-01-01"


def test_a_click_beside_the_points_opens_nothing(card, qtbot):
    card.show_trend(trend_of(visits()))
    between = (place_of(card, "2025-02-01") + place_of(card, "2026-01-01")) / 2
    with qtbot.assertNotEmitted(card.visit_chosen):
        qtbot.mouseClick(card.picture, Qt.MouseButton.LeftButton, pos=between)
        qtbot.mouseClick(card.picture, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_the_arrow_keys_go_from_visit_to_visit_and_enter_opens(card, qtbot):
    card.show_trend(trend_of(visits()))
    qtbot.keyClick(card.picture, Qt.Key.Key_Left)
    assert card.picture.chosen == "visit of 2026-11-20"
    qtbot.keyClick(card.picture, Qt.Key.Key_Left)
    assert "1 Jan 2026: Borderline features (demo)" in card.hint.text()
    assert "Shoulder tilt 2.5°, left side lower" in card.hint.text()
    with qtbot.waitSignal(card.visit_chosen) as chosen:
        qtbot.keyClick(card.picture, Qt.Key.Key_Return)
    assert chosen.args == ["visit of 2026-01-01"]
    for _ in range(9):
        qtbot.keyClick(card.picture, Qt.Key.Key_Right)
    assert card.picture.chosen == "visit of 2026-11-20"


def painted(trend, colours, width=700):
    ink = screen_ink(colours)
    layout = lay_out(trend, ink, width)
    image = QImage(width, round(layout.height) + 1, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.surface))
    with painting(image) as painter:
        paint(painter, trend, layout, ink, QPointF(0, 0))
    return image, layout, ink


def apart(one, other):
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_a_line_has_a_gap_where_it_was_measured_in_another_way(qapp, colours):
    def line_between(trend):
        image, layout, ink = painted(trend, colours)
        chart = layout.charts[0]
        points = chart.series.points
        x = [layout.x_of(chart.plot, point.date, ink) for point in points]
        y = chart.plot.center().y() - 0.05 * chart.plot.height()
        rows = [image.pixelColor(round(sum(x) / 2), round(y) + n) for n in (-1, 0, 1)]
        line, ground = QColor(colours.accent), QColor(colours.surface)
        return min(apart(each, line) for each in rows) < 0.5 * apart(ground, line)

    alike = [visit("2025-01-01", 1.0), visit("2026-01-01", 1.0)]
    other = [visit("2025-01-01", 1.0), visit("2026-01-01", 1.0, source="dots")]
    assert line_between(trend_of(alike))
    assert not line_between(trend_of(other))


def test_the_same_drawing_on_paper(qapp, tmp_path):
    trend = trend_of(visits())
    path = tmp_path / "trend.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(1200)
    ink = ink_of(writer, 1.0)
    layout = lay_out(trend, ink, writer.width())
    assert 0 < layout.height < writer.height()
    with painting(writer) as painter:
        paint(painter, trend, layout, ink, QPointF(0, 0))
    assert path.read_bytes().startswith(b"%PDF")


def test_a_card_of_nobody_can_be_asked_for_its_size(card):
    card.show_trend(Trend((), ()))
    assert card.picture.heightForWidth(400) == 1
