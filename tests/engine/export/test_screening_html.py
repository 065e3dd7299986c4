"""A result as one HTML file: everything is said, nothing runs, an outcome never stands without its mark."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.core.classes import Outcome, Side
from engine.core.errors import OutputError
from engine.core.result import DotsFacts, Measurement, Repeats, Unit
from engine.export.screening_html import html, write_html
from engine.report.screening_document import document
from tests.engine import made_explanation as made
from tests.engine.made_up import result
from tests.engine.report.test_wording import FORBIDDEN


class Page(HTMLParser):
    """What a page says and is made of."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._within: list[str] = []
        self.by_class: dict[str, str] = {}
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "line", "rect", "circle", "polygon", "polyline"):
            self._within.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag):
        if tag not in ("meta", "line", "rect", "circle", "polygon", "polyline"):
            self._within.pop()

    def handle_data(self, data):
        if "style" not in self._within and data.strip():
            self.words.append(" ".join(data.split()))
            for name in self._within[-1:]:
                self.by_class[name] = self.by_class.get(name, "") + data

    @property
    def said(self) -> str:
        return " ".join(self.words)


def explained(**changes):
    return result(explanation=made.explanation(gates=True), trust=made.trust(), **changes)


def of_status(status: str, **changes):
    model = result().model.model_copy(update={"status": status, "notice": None, **changes})
    return explained(model=model)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(
    ("status", "mark"), [("demo", "demo"), ("research", "local, unvalidated"), ("validated", None)]
)
def test_an_outcome_never_stands_without_its_mark(outcome, status, mark):
    page = Page(html(of_status(status).model_copy(update={"outcome": outcome})))
    title = str(document(result(outcome=outcome)).answer.title)
    assert page.by_class["outcome"].strip() == title
    assert page.by_class.get("mark") == mark
    # A model that is not validated is fenced even where its card says nothing.
    assert ("has not been validated" in page.by_class.get("grave", "")) is (mark is not None)
    place = page.words.index(title)
    assert mark is None or page.words[place + 1] == mark


@pytest.mark.parametrize("one", [result(), explained(label="Anna"), of_status("validated")])
def test_it_says_what_every_other_place_says(one):
    said, everything = Page(html(one)).said, document(one)
    wanted = [
        everything.notice,
        everything.answer.sentence,
        everything.answer.next_line,
        everything.recording.heading,
        everything.why.sentence,
        everything.measurements.usual,
        everything.measurements.vertical,
        *(finding.line for finding in everything.recording.findings),
        *(row.words for row in everything.measurements.rows),
        *(words for ground in everything.trust.everything for words in ground.everything),
        *everything.why.frames,
        *everything.limits.lines,
        *everything.sources.lines,
        one.label,
    ]
    for words in wanted:
        assert " ".join(words.split()) in said, words
    assert not FORBIDDEN.search(said.replace("not a diagnosis", ""))


def test_nothing_runs_and_nothing_is_fetched():
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    video = result().provenance.video.model_copy(update={"name": evil + "\x00.mp4"})
    provenance = result().provenance.model_copy(update={"video": video, "operator": evil})
    link = Repeats(result="r", video=evil, video_sha256="", screened=evil)
    content = html(explained(label=evil[:60], provenance=provenance, repeats=link))
    page = Page(content)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "a", "form", "base"}
    for _, attributes in page.tags:
        assert not {"src", "href", "srcset", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert "default-src 'none'" in content
    assert not re.search(r"url\(|@import|https?:", content)
    assert evil in page.said.replace("\N{REPLACEMENT CHARACTER}", "")
    assert "\x00" not in content


def measured(value, low, high, **changes):
    side = Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None
    return Measurement(
        value=value, low=low, high=high, unit=Unit.DEGREES, measurable=True, side=side, **changes
    )


def drawing(one) -> str:
    return re.search(r"<svg.*?</svg>", html(one)[html(one).index("while walking") :], re.S).group()


@pytest.mark.parametrize(("value", "side"), [(6.0, "left"), (-6.0, "right")])
def test_the_childs_left_is_on_the_left_and_numbers_carry_no_sign(value, side):
    one = result(measurements={"shoulder_tilt": measured(value, value - 2, value + 2)})
    drawn = drawing(one)
    middle = float(re.search(r'<svg[^>]* width="(\d+)"', drawn).group(1)) / 2
    dot = float(re.search(r'<circle cx="([\d.]+)"', drawn).group(1))
    assert (dot < middle) is (side == "left")
    ends = re.findall(r'<text x="(\d+)"[^>]*>([^<]*side lower)</text>', drawn)
    assert ends == [("0", "left side lower"), ("700", "right side lower")]
    said = Page(html(one)).said
    assert f"6.0°, {side} side lower, 4.0 to 8.0" in said
    assert not re.search(r"[-\u2212]\s?\d+\.\d", Page(drawn).said)
    assert "Seen from behind: the child's left is on the left." in said


def test_an_arrow_marks_what_leaves_the_scale_and_the_dot_stays_on_it():
    inside = drawing(result(measurements={"shoulder_tilt": measured(6.0, 4.0, 8.0)}))
    beyond = drawing(result(measurements={"shoulder_tilt": measured(9.0, 6.0, 12.0)}))
    outside = drawing(result(measurements={"shoulder_tilt": measured(25.0, 22.0, 28.0)}))
    assert [one.count("<polygon") for one in (inside, beyond, outside)] == [0, 1, 2]
    assert [one.count("<circle") for one in (inside, beyond, outside)] == [1, 1, 0]
    # A dot that is not filled is one in another.
    spread = drawing(result(measurements={"shoulder_tilt": measured(1.0, -1.0, 3.0)}))
    assert spread.count("<circle") == 2


def test_what_is_not_measurable_has_its_reason_and_no_scale():
    hips = {"hip_tilt": result().measurements["hip_tilt"]}
    content = html(result(measurements=hips))
    said = Page(content).said
    assert "Could not be measured: Hip tilt The hips are hidden." in said
    assert "side lower" not in said
    assert "Seen from behind" not in said


def test_what_dots_measured_is_said():
    dotted = {"hip_tilt": measured(2.0, 1.0, 3.0, source="dots")}
    said = Page(html(result(measurements=dotted, dots=DotsFacts()))).said
    assert "2.0°, left side lower, 1.0 to 3.0 (measured from dots, not yet checked)" in said


def test_a_model_that_is_not_calibrated_gives_bars_without_figures():
    content = html(result())
    bars = content[content.index("without figures") : content.index("<h2>Recording")]
    assert bars.count('fill="#5f6368"') == 3
    assert not re.search(r">\s*\d", bars)
    assert "Resembles scoliosis: 30 of 100" in Page(html(of_status("demo", calibrated=True))).said


def test_nobody_was_found():
    nobody = result(
        model=None, probabilities=None, measurements={}, people=(), person=None, trust=None
    )
    page = Page(html(nobody))
    assert "Measurements while walking" not in page.said
    assert "How far to trust it" not in page.said
    assert "No model answered" in page.said
    assert "svg" not in {tag for tag, _ in page.tags}


def test_words_and_language_are_the_readers():
    content = html(explained(), lambda sentence: f"[{sentence}]", language="zh-CN")
    assert '<html lang="zh-CN">' in content
    assert "<h2>[Limits]</h2>" in content
    assert "[left side lower]" in content
    assert "[Shoulders]" in content


def test_a_place_that_cannot_be_written(tmp_path: Path):
    write_html(result(), tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text("utf-8") == html(result())
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_html(result(), tmp_path / "file" / "report.html")
