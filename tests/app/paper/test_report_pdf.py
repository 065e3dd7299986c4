"""The report as a file: two pages, the right words, nothing outside the paper."""

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdf
import pytest

from engine.core.classes import Outcome
from engine.core.errors import OutputError
from engine.core.findings import Verdict
from engine.core.result import Quality
from engine.core.text import text
from engine.report import wording
from engine.report.screening_document import document
from scolioapp.painting.moment_picture import representative
from scolioapp.paper.pdf_tags import Element
from scolioapp.paper.pdf_tree import tagged
from scolioapp.paper.report_pdf import write_pdf
from tests.app import result_fixtures as fx
from tests.patience import SECONDS


def read(path: Path):
    return pypdf.PdfReader(path)


def words_of(path: Path) -> str:
    """Return the words of the page; lines may end within a word that has a hyphen."""
    words = " ".join(page.extract_text() for page in read(path).pages)
    return unicodedata.normalize("NFKC", " ".join(words.split())).replace("- ", "-")


def of_gates():
    """Return the fullest explanation: gates, maps, a report, a lower precision."""
    explanation = fx.explanation(gates=True, picture="maps")
    return fx.screening(model=fx.validated_model(), explanation=explanation)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_first_page_says_the_outcome(qapp, tmp_path, outcome):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(outcome, explanation=None, trust=None), path)
    assert len(read(path).pages) == 2
    assert "This model cannot give reasons for its answer." in words_of(path)
    words = words_of(path)
    for expected in (
        str(wording.outcome_title(outcome)),
        str(wording.next_step(outcome)),
        "no clinical meaning",
        "Usable with care",
        "does not rule out scoliosis",
        "Shoulder tilt",
        "left side lower",
        "SHA-256",
        "negative / neutral / positive",
    ):
        assert " ".join(expected.split()) in words
    lowered = words.lower().replace("not a diagnosis", "")
    for forbidden in ("diagnos", "cobb", "severity", "treatment", "healthy"):
        assert forbidden not in lowered


@pytest.mark.parametrize("made", [fx.screening, of_gates, fx.screening_of_nobody])
def test_the_paper_says_what_the_document_says(qapp, tmp_path, made):
    path = tmp_path / "report.pdf"
    write_pdf(made(), path, prevalence=0.03)
    said = document(made().result, prevalence=0.03)
    # Lines may end anywhere.
    paper = "".join(words_of(path).split())
    for words in (
        said.title,
        said.notice,
        said.answer.title,
        said.answer.mark,
        said.answer.fence,
        said.answer.sentence,
        said.answer.next_line,
        *said.answer.scores,
        said.recording.heading,
        *(finding.line for finding in said.recording.findings),
        *(row.label for row in said.measurements.rows),
        *(row.words for row in said.measurements.rows if row.measurement.measurable),
        said.measurements.usual,
        said.why.sentence,
        said.why.moments,
        *said.why.frames,
        *said.why.notes,
        said.why.gates,
        *(words for ground in said.trust.everything for words in ground.everything),
        *said.limits.lines,
        *said.sources.lines,
    ):
        assert "".join(unicodedata.normalize("NFKC", words).split()) in paper, words


def test_sides_stand_beside_the_body(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    found = {}

    def visit(letter, _cm, matrix, _font, _size):
        if letter.strip() in {"L", "R"}:
            found[letter.strip()] = matrix[4]

    read(path).pages[0].extract_text(visitor_text=visit)
    assert set(found) == {"L", "R"}


@pytest.mark.parametrize(
    "made", [fx.long_screening, fx.screening_of_nobody, fx.screening, of_gates]
)
def test_everything_stays_on_the_paper(qapp, tmp_path, made):
    path = tmp_path / "report.pdf"
    write_pdf(made(), path)
    assert len(read(path).pages) == 2
    for page in read(path).pages:
        boxes = []
        page.extract_text(visitor_text=lambda *box, boxes=boxes: boxes.append(box[:3]))
        assert len(boxes) > 10
        for words, cm, tm in boxes:
            if words.strip():
                x = tm[4] * cm[0] + cm[4]
                y = tm[5] * cm[3] + cm[5]
                assert -1 <= x <= float(page.mediabox.width)
                assert -1 <= y <= float(page.mediabox.height)
    words = words_of(path)
    assert "Limits" in words
    assert "Screened" in words


def test_many_findings_are_cut_and_counted(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.long_screening(), path)
    assert "more, listed in the exported result" in words_of(path)


def test_chinese_names_are_written(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(name="王小明.mp4"), path)
    fonts = read(path).pages[0]["/Resources"]["/Font"]
    assert len(fonts) >= 2
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_sentences_without_spaces_are_wrapped_whole(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    sentence = (
        "脚部在大部分行走过程中不在画面之内请后退一步或将摄像机向下倾斜直到可以看到地面为止" * 2
    )
    finding = fx.findings()[0].model_copy(update={"message": text(sentence)})
    quality = Quality(verdict=Verdict.USABLE_WITH_CARE, findings=(finding,))
    write_pdf(fx.screening(quality=quality), path)
    assert sentence in words_of(path).replace(" ", "")


def test_metadata_names_the_program_only(qapp, tmp_path):
    path = tmp_path / "anna.pdf"
    write_pdf(fx.screening(name="anna_walk.mp4"), path)
    assert "anna" not in str(read(path).metadata).lower()
    assert read(path).metadata.title == "ScolioApp screening report"


def test_works_without_an_application(tmp_path):
    path = tmp_path / "report.pdf"
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.app import result_fixtures as fx\n"
        "from scolioapp.paper.report_pdf import write_pdf\n"
        "write_pdf(fx.screening(), Path(sys.argv[1]))\n"
        "write_pdf(fx.screening(), Path(sys.argv[1]))\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert len(read(path).pages) == 2


def test_a_folder_that_cannot_be_written_is_an_error(qapp, tmp_path):
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(OutputError):
        write_pdf(fx.screening(), tmp_path / "report.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_the_picture_is_taken_between_two_steps(qapp):
    made = fx.screening()
    person = representative(made)
    times = made.sequence.seconds
    index = next(
        i for i in range(len(times)) if (made.sequence.keypoints[i] == person.keypoints).all()
    )
    assert times[index] == pytest.approx(2.5, abs=0.05)
    assert representative(fx.screening_of_nobody()) is None


def test_a_second_page_says_why_and_how_far(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    pages = read(path).pages
    assert len(pages) == 2
    words = " ".join(pages[1].extract_text().split())
    for expected in (
        "Borderline features",
        "no clinical meaning",
        "What the model saw at the trunk and the shoulders counted most",
        "Shoulders",
        "Lower legs",
        "3 moments account for 42 %",
        "0.4 s, 21 %",
        "not where something is",
        "not probabilities",
        "7 of 8 random halves",
        "Like the recordings the model learned from.",
        "It has no evaluation report",
        "2 / 2",
    ):
        assert expected in words, expected
    found = []
    pages[1].extract_text(visitor_text=lambda words, *_: found.append(words.strip()))
    assert found.count("L") == found.count("R") == 4


def test_predictive_values_stand_at_the_chosen_prevalence(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(of_gates(), path, prevalence=0.01)
    words = words_of(path)
    assert "If 1 of 100 people have such features:" in words
    assert "PPV 15 %" in words
    assert "kinds of trait" in words
    assert "Reduced (int8)" in words


def first_page(path):
    return " ".join(read(path).pages[0].extract_text().split())


def test_the_first_page_has_room_to_write_and_no_hashes(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    words = first_page(path)
    for field in (
        "Child (name or number)",
        "Year of birth",
        "Class",
        "Finding",
        "Signature",
        "Date",
    ):
        assert field in words
    assert "SHA-256" not in words
    assert "SHA-256" in " ".join(read(path).pages[1].extract_text().split())


def test_no_figure_of_a_model_that_is_not_calibrated_is_on_the_first_page(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    assert "of 100" not in first_page(path)
    assert "does not resemble scoliosis" in first_page(path)
    assert "Resembles scoliosis: 31, borderline: 52" in words_of(path)
    write_pdf(fx.screening(model=fx.demo_model(calibrated=True)), path)
    assert "Resembles scoliosis: 31 of 100" in first_page(path)


def test_every_outcome_on_paper_has_its_mark(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    for page in read(path).pages:
        assert "Borderline features demo" in " ".join(page.extract_text().split())
    write_pdf(fx.screening(model=fx.validated_model()), path)
    assert "Borderline features demo" not in words_of(path)


def test_the_childs_left_is_on_the_left_of_the_paper(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    for page in read(path).pages:
        at = {"L": [], "R": []}

        def visit(letter, _cm, matrix, _font, _size, at=at):
            if letter.strip() in at:
                at[letter.strip()].append(matrix[4])

        page.extract_text(visitor_text=visit)
        assert at["L"]
        assert all(left < right for left, right in zip(at["L"], at["R"], strict=True))
    assert "filmed from the front: pictures are mirrored" in words_of(path)


def test_no_number_on_paper_carries_a_sign_or_contradicts_its_side(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    words = words_of(path)
    assert not re.search(r"(?<!\w)[-+\N{MINUS SIGN}]\d", words)
    assert "1.8 % of height to the right, 1.1 to 2.5" in words
    assert "between 0.5 to the left and 1.3 to the right" in words
    assert "No usual range is known" in words


def kinds_of(reader):
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    document = root["/K"][0].get_object()
    return [kid.get_object() for kid in document["/K"]]


def test_the_report_is_tagged_for_screen_readers(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    reader = read(path)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].split("-")[0] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds = kinds_of(reader)
    assert [kind["/S"] for kind in kinds].count("/H1") == 2
    assert "/H2" in [kind["/S"] for kind in kinds]
    figures = [kind["/Alt"] for kind in kinds if kind["/S"] == "/Figure"]
    assert any("Shoulder tilt: 2.3°, left side lower, 1.2 to 3.4" in words for words in figures)
    assert any("seen from behind" in words for words in figures)


def test_every_word_on_paper_belongs_to_an_element_or_is_decoration(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.long_screening(), path)
    for number, page in enumerate(read(path).pages):
        open_, marks = [], []
        for line in page.get_contents().get_data().decode("latin1").splitlines():
            if line.endswith((" BDC", " BMC")):
                assert not open_
                open_.append(line)
            elif line == "EMC":
                open_.pop()
            elif line == "BT":
                assert open_
            if "/MCID" in line:
                marks.append(int(line.split()[2].rstrip(">")))
        assert not open_
        assert marks == list(range(len(marks)))
        parents = read(path).trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        assert len(parents[2 * number + 1].get_object()) == len(marks)


def test_a_pdf_without_the_marks_stays_whole(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf(fx.screening(), path)
    again = tagged(path.read_bytes(), [Element(0, "P", "")], "en")
    assert len(pypdf.PdfReader(io.BytesIO(again)).pages) == 2
