"""A model of one's own is “local, unvalidated” wherever it is used: one wording, in every place."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QLabel

from engine.cli.screening_text import summary
from engine.core.model_status import notice_of, status_words
from engine.export.screening_table import write_csv
from engine.report import wording
from scolioapp.paper.report_pdf import write_pdf
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.viewmodels.results_table import Column, ResultsModel
from scolioapp.views.result_page import ResultPage
from scolioapp.words.model_words import status_words as shown_status
from tests.app import result_fixtures as fx
from tests.app.fake_models import imported_card

MARK = "local, unvalidated"


@pytest.fixture(scope="module")
def screening() -> fx.MadeUpScreening:
    card = imported_card("clinic_a", "1")
    facts = {"name": card.name, "status": card.status, "notice": card.notice, "report": None}
    return fx.screening(model=fx.demo_model().model_copy(update=facts))


def test_it_is_said_of_research_models_only() -> None:
    assert MARK in str(notice_of("research"))
    assert MARK in str(status_words("research"))
    assert MARK in shown_status("research")
    for other in ("demo", "validated"):
        assert MARK not in str(notice_of(other))
        assert MARK not in str(status_words(other))
    assert notice_of("validated") is None
    assert str(status_words("made up")) == "made up"


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_result_page(qtbot, screening, worker) -> None:
    model = ResultViewModel(screening, Path("walk.mp4"), worker)
    page = ResultPage(model)
    qtbot.addWidget(page, before_close_func=lambda _page: model.close())
    page.show()
    assert MARK in str(wording.fence_words(screening.result))
    shown = [label.text() for label in page.cards.outcome.findChildren(QLabel) if label.isVisible()]
    assert any(MARK in words for words in shown)
    model.close()


def test_pdf(qapp, screening, tmp_path) -> None:
    write_pdf(screening, tmp_path / "report.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages]
    words = unicodedata.normalize("NFKC", " ".join(" ".join(pages).split()))
    # Across the outcome, and where the model is named.
    assert words.count(MARK) >= 2


def test_csv_json_command_line_and_limits(screening, tmp_path) -> None:
    result = screening.result
    write_csv(result, tmp_path / "r.csv")
    content = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    rows = {row[0]: row for row in csv.reader(io.StringIO(content))}
    assert MARK in rows["model_notice"][-1]
    assert MARK in json.dumps(json.loads(result.to_json())["model"]["notice"])
    assert any(MARK in line for line in summary(result))
    assert MARK in str(wording.limits(result)[0])


def test_results_list(screening) -> None:
    entry = ResultEntry.of("1", screening.result, Path("walk.mp4"))
    results = ResultsModel(lambda: [entry])
    results.refresh()
    assert results.index(0, Column.MODEL).data() == MARK
