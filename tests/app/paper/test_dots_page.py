"""The page about adhesive dots: exact millimetres, both languages, and the button on the Help page."""

import unicodedata
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from engine.core.errors import OutputError
from engine.core.findings import Severity
from scolioapp.bootstrap import Program
from scolioapp.paper.dots_pdf import DIAMETER_MM, RULER_MM, write_dots_page
from scolioapp.views.help_area import HelpArea
from scolioapp.views.main_window import HELP

PX = 10
"""Px in a millimetre of the pictures that are measured."""


@pytest.fixture(scope="module")
def page(qapp, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("dots") / "dots.pdf"
    write_dots_page(path)
    return path


def picture(path: Path, number: int, px: int = PX) -> np.ndarray:
    """Return a page as float ``[H, W, 3]``, white where nothing is painted."""
    pdf = QPdfDocument()
    pdf.load(str(path))
    image = pdf.render(number, QSize(210 * px, 297 * px))
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    rgba = raw[:, : image.width() * 4].reshape(image.height(), image.width(), 4).astype(float)
    pdf.close()
    covered = rgba[..., 3:] / 255
    return rgba[..., :3] * covered + 255 * (1 - covered)


def runs(line: np.ndarray) -> list[tuple[int, int]]:
    """Return start and length of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(int), [0]])))
    return [(int(a), int(b - a)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_dots_and_ruler_are_as_large_as_they_say(page):
    (first, second) = pypdf.PdfReader(page).pages
    for one in (first, second):
        assert float(one.mediabox.width) == pytest.approx(210 / 25.4 * 72, abs=1)
        assert float(one.mediabox.height) == pytest.approx(297 / 25.4 * 72, abs=1)
    sheet = picture(page, 1)
    vivid = sheet.max(axis=2) - sheet.min(axis=2) > 100
    rows = [run for run in runs(vivid.any(axis=1)) if run[1] > 5 * PX]
    assert len(rows) == 8
    for top, high in rows:
        assert high == pytest.approx(DIAMETER_MM * PX, abs=2)
        across = runs(vivid[top + high // 2])
        assert len(across) == 7
        for _, wide in across:
            assert wide == pytest.approx(DIAMETER_MM * PX, abs=2)
    black = (sheet.max(axis=2) < 90)[: rows[0][0]]
    longest = max(wide for line in black for _, wide in runs(line))
    assert longest == pytest.approx(RULER_MM * PX, abs=2)


def test_nothing_leaves_the_paper_and_both_pages_are_drawn(page):
    for number in range(2):
        sheet = picture(page, number, px=4)
        inked = sheet.min(axis=2) < 200
        assert inked.sum() > 5000
        margin = 10 * 4
        inside = np.zeros_like(inked)
        inside[margin:-margin, margin:-margin] = True
        assert not (inked & ~inside).any()


def test_it_says_where_the_dots_go_and_can_be_read_aloud(page):
    pdf = pypdf.PdfReader(page)
    words = " ".join(one.extract_text() for one in pdf.pages)
    words = unicodedata.normalize("NFKC", " ".join(words.split()))
    for expected in (
        "18 to 30 mm",
        "Walking towards the camera",
        "Walking away from the camera",
        "anterior iliac spine",
        "posterior iliac",
        "Neck (C7)",
        "This line is 100 mm long.",
        "left",
        "right",
    ):
        assert expected in words
    assert str(pdf.trailer["/Root"]["/Lang"]).split("-")[0] == "en"
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    fonts = [font.get_object() for one in pdf.pages for font in one["/Resources"]["/Font"].values()]
    assert fonts
    assert all(font["/Subtype"] != "/Type3" for font in fonts)


def test_a_folder_that_cannot_be_written(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_dots_page(tmp_path / "file" / "dots.pdf")


def test_the_help_page_saves_it(qtbot: QtBot, program: Program, tmp_path: Path):
    program.window.show_page(HELP)
    area = program.window.page(HELP)
    assert isinstance(area, HelpArea)
    answers = [("", ""), (str(tmp_path / "mine"), ""), (str(tmp_path / "no" / "way" / "x.pdf"), "")]
    (tmp_path / "no").write_text("")
    asked = []
    area._ask_path = lambda *words: asked.append(words) or answers.pop(0)
    banner = area.help_page.banner

    def click() -> None:
        qtbot.mouseClick(area.help_page.dots_button, Qt.MouseButton.LeftButton)

    click()
    assert banner.words == ""
    click()
    assert banner.words == "Saved: mine.pdf. Print it at 100 %."
    assert len(pypdf.PdfReader(tmp_path / "mine.pdf").pages) == 2
    click()
    assert banner.severity is Severity.REPEAT
    assert all(words[2].endswith("dots.pdf") for words in asked)
