"""The evaluation report as PDF: every page holds something, nothing leaves the paper."""

import subprocess
import unicodedata

import pypdf
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from engine.core.errors import OutputError
from scolioapp.paper.evaluation_pdf import write_evaluation_pdf
from tests.engine.evaluation import made_reports as made


def words_of(path):
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return unicodedata.normalize("NFKC", " ".join(words.split()))


def darkness(image: QImage) -> list[list[bool]]:
    """Tell where there is ink; paper is transparent."""
    colours = [
        [image.pixelColor(x, y) for x in range(image.width())] for y in range(image.height())
    ]
    return [[one.alpha() > 60 and one.lightness() < 200 for one in row] for row in colours]


@pytest.mark.parametrize("classes", [None, [2], [0, 1, 2]])
def test_pages_are_full_and_margins_empty(qapp, tmp_path, classes):
    path = tmp_path / "report.pdf"
    write_evaluation_pdf(made.report(classes), path)
    pdf = QPdfDocument()
    pdf.load(str(path))
    assert pdf.pageCount() >= 2
    for number in range(pdf.pageCount()):
        dark = darkness(pdf.render(number, QSize(210, 297)))
        inked = sum(map(sum, dark))
        assert inked > 300
        edges = [*dark[:10], *dark[-10:], *([row[n] for row in dark] for n in (*range(10), -5, -1))]
        assert not any(map(any, edges))
    pdf.close()


def test_it_says_what_the_page_says(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_evaluation_pdf(made.report(name="mine"), path)
    words = words_of(path)
    for expected in (
        "Evaluation of mine",
        "The people are simulated.",
        "Sensitivity, positive or neutral",
        "Confusion matrix",
        "Precision-recall curves",
        "sensitivity",
        "McNemar",
        "10 to 12 years",
        "page 1 of",
    ):
        assert expected in words
    assert "/JavaScript" not in path.read_bytes().decode("latin-1")
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=False)
    if fonts.returncode == 0:
        assert "Type 3" not in fonts.stdout


def test_it_is_tagged_for_screen_readers(qapp, tmp_path):
    path = tmp_path / "report.pdf"
    write_evaluation_pdf(made.report(name="mine"), path)
    reader = pypdf.PdfReader(path)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    document = root["/StructTreeRoot"]["/K"][0].get_object()
    elements = [kid.get_object() for kid in document["/K"]]
    kinds = [one["/S"] for one in elements]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") == 0
    assert kinds.count("/H2") >= 3
    figures = [one["/Alt"] for one in elements if one["/S"] == "/Figure"]
    assert kinds.count("/H3") == len(figures)
    assert any("Confusion matrix. Number of sequences, and percent" in words for words in figures)
    for page in reader.pages:
        marks = 0
        within = False
        for line in page.get_contents().get_data().decode("latin1").splitlines():
            if line.endswith((" BDC", " BMC")):
                within = True
                marks += "/MCID" in line
            elif line == "EMC":
                within = False
            elif line == "BT":
                assert within
        assert marks > 3


def test_a_folder_that_cannot_be_written(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_evaluation_pdf(made.report([0, 2]), tmp_path / "file" / "report.pdf")
