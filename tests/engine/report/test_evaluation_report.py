"""The evaluation report to be read: nothing in it runs or points elsewhere, and it says what it must."""

import csv
import re
import xml.etree.ElementTree as ET

import pytest

from engine.core.errors import OutputError
from engine.core.text import text
from engine.export.evaluation_html import html, write_html
from engine.models.cards import Metric
from engine.report.evaluation_figures import figures, write_figures
from engine.report.evaluation_words import figure_words, notes
from engine.report.svg import Drawing
from tests.engine.evaluation import made_reports as made

NASTY = '<script>alert("x")</script>&\x00'


@pytest.fixture(scope="module")
def report():
    return made.report()


def test_html_runs_nothing_and_fetches_nothing(report):
    page = html(report)
    lowered = page.lower()
    for forbidden in ("<script", "http:", "https:", "href", "src=", "url(", "@import", "onload"):
        assert forbidden not in lowered.replace("default-src", "").replace("style-src", "")
    assert "default-src 'none'" in page
    assert page.count("<svg") == len(figures(report)) == 8
    assert "The people are simulated." in page
    assert "All sequences of the dataset were judged." in page
    assert "McNemar" in page
    ET.fromstring(re.sub(r"<meta[^>]*>", "", page.removeprefix("<!DOCTYPE html>")))


def test_names_from_strangers_stay_words():
    page = html(made.report(name=NASTY))
    assert "<script" not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)" in page
    assert "\x00" not in page


def test_every_figure_is_svg_and_csv(report, tmp_path):
    written = write_figures(report, tmp_path / "new")
    names = {path.name for path in written}
    assert {"confusion.svg", "roc.csv", "pr.svg", "subgroups.csv", "comparison.svg"} <= names
    assert len(names) == 16
    for path in written:
        if path.suffix == ".svg":
            root = ET.parse(path).getroot()
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
            assert root[0].text
        else:
            rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
            assert {len(row) for row in rows} == {len(rows[0])}
            assert len(rows) > 1
    confusion = (tmp_path / "new" / "confusion.csv").read_text(encoding="utf-8")
    table = list(csv.reader(confusion.splitlines()))
    counts = [[int(cell) for cell in row[1:]] for row in table[1:]]
    assert counts == [list(row) for row in report.details.confusion]


def test_everything_drawn_stays_on_the_paper(report):
    for figure in figures(report):
        root = ET.fromstring(figure.svg(alone=False))
        width, height = float(root.get("width")), float(root.get("height"))
        for part in root.iter():
            across = [part.get(name) for name in ("x", "x1", "x2", "cx")]
            down = [part.get(name) for name in ("y", "y1", "y2", "cy")]
            assert all(0 <= float(one) <= width for one in across if one), figure.name
            assert all(0 <= float(one) <= height for one in down if one), figure.name


@pytest.mark.parametrize("classes", [[2], [0, 0, 0], [1, 2]])
def test_few_people_of_one_class_can_be_drawn(classes):
    drawn = {figure.name for figure in figures(made.report(classes, traits=False))}
    assert {"confusion", "outcomes", "reliability_positive", "reliability_abnormal"} <= drawn
    assert ("roc" in drawn) == (classes == [1, 2])


def test_a_report_of_the_first_version_is_still_read(report):
    from engine.models.validation import EvaluationReport

    old = report.model_dump(by_alias=True, mode="json")
    for name in ("details",):
        del old[name]
    del old["data"]["part"], old["model"]["scale"], old["model"]["thresholds"]
    with pytest.raises(ValueError, match="has other fields"):
        EvaluationReport.model_validate(old)
    read = EvaluationReport.model_validate(old | {"schema": "scolioapp.evaluation/1"})
    assert figures(read) == ()
    assert "<table>" in html(read)


def test_what_must_be_said(report):
    real = made.report(simulated=False)
    assert not any("simulated" in str(note) for note in notes(real))
    data = real.data.model_copy(
        update={"by_subject": False, "part": "test", "partition": "118.json"}
    )
    said = " ".join(str(note) for note in notes(real.model_copy(update={"data": data})))
    assert "By sequence, leakage possible" in said
    assert "The test set of 118.json was chosen by an explicit command." in said


def test_words():
    one = Metric(value=0.5, low=0.25, high=1.0)
    assert str(figure_words("accuracy", one)) == "50.0 % (25.0 to 100.0)"
    assert str(figure_words("abnormal_roc_area", one)) == "0.500 (0.250 to 1.000)"
    page = html(made.report(compare=False), lambda sentence: f"[{sentence}]", language="x")
    assert f"[{text('Confusion matrix')}]" in page
    assert 'lang="x"' in page


def test_empty_boxes_are_left_out():
    drawing = Drawing(10, 10)
    drawing.box((0, 0), (0, 5), colour="#000000")
    assert drawing.svg(title="").count("<rect") == 1


def test_a_folder_that_cannot_be_written(report, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_figures(report, tmp_path / "file" / "inside")
    with pytest.raises(OutputError):
        write_html(report, tmp_path / "file" / "page.html")
