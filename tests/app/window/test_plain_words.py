"""What a clinician reads holds no jargon; the figures behind it are one click away, by one kind of fold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.core.findings import Finding, FindingCode, Severity, Verdict
from engine.core.text import text
from engine.report.screening_document import finding_of
from scolioapp.bootstrap import Program
from scolioapp.views.main_window import ABOUT, HELP, RESULTS, SCREEN, SETTINGS
from scolioapp.widgets.quality_panel import FindingRow
from scolioapp.widgets.technical_details import Details
from tests.app import result_fixtures as fx

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

JARGON = re.compile(
    r"\b(ONNX|int8|bf16|fp32|logits?|softmax|tensors?|epochs?|keypoints?|silhouettes?|checkpoint|PPV|NPV"
    r"|calibrat\w+|SHA-256|gait cycles?|random halves|BlazePose|trunk is long|px)\b",
    re.IGNORECASE,
)
DETAIL = text(
    "The shoulders are {ratio} times as wide as the trunk is long; {wanted} is expected.",
    ratio=0.19,
    wanted=0.5,
)
NOT_FRONTAL = Finding(
    code=FindingCode.NOT_FRONTAL,
    severity=Severity.CARE,
    message=text("The person is not seen from the front or from behind."),
    remedy=text("Ask the person to walk straight towards the camera or straight away from it."),
    detail=DETAIL,
)


def read(page: QWidget) -> list[str]:
    """Return everything that can be read on a page without unfolding anything."""
    words = []
    for kind in (QLabel, QAbstractButton):
        words += [each.text() for each in page.findChildren(kind) if each.isVisible()]
    boxes = [each for each in page.findChildren(QComboBox) if each.isVisible()]
    return [*words, *(box.currentText() for box in boxes)]


def jargon(page: QWidget) -> list[str]:
    return [words for words in read(page) if JARGON.search(words)]


@pytest.mark.parametrize("key", [SCREEN, RESULTS, SETTINGS, HELP, ABOUT])
def test_no_page_of_a_clinician_speaks_jargon(qtbot: QtBot, program: Program, key: str) -> None:
    program.window.show_page(key)
    page = program.window.page(key)
    qtbot.waitUntil(lambda: key not in (SETTINGS, ABOUT) or program.models.known)
    assert len(read(page)) > 3
    assert jargon(page) == []


def test_no_card_of_a_result_speaks_jargon(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    video = tmp_path / "anna.mp4"
    video.write_bytes(b"not looked into")
    made = fx.screening(
        video=video, model=fx.validated_model(), explanation=fx.explanation(gates=True)
    )
    quality = made.result.quality.model_copy(
        update={"verdict": Verdict.REPEAT, "findings": (NOT_FRONTAL,)}
    )
    result = made.result.model_copy(update={"quality": quality})
    entry = program.store.keep(result, video, lambda folder: _save(result, folder))
    program.opener.open(entry)
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    page = program.window.page("results").result_page
    assert page is not None
    qtbot.waitUntil(lambda: "How far to trust it" in read(page))
    assert jargon(page) == []
    folds = [each for each in page.findChildren(Details) if each.isVisible()]
    assert len(folds) >= 3
    assert {each.button.text() for each in folds} == {"Technical details"}
    for fold in folds:
        fold.button.click()
    said = " ".join(read(page))
    for figure in ("0.19 times as wide", "int8", "PPV", "kinds of trait", "random halves"):
        assert figure in said


def _save(result: object, folder: Path) -> None:
    folder.mkdir()
    (folder / "result.json").write_text(result.to_json(), encoding="utf-8")  # type: ignore[attr-defined]


def test_a_finding_keeps_its_figure_behind_the_fold(qtbot: QtBot) -> None:
    row = FindingRow(finding_of(NOT_FRONTAL))
    qtbot.addWidget(row)
    row.show()
    assert jargon(row) == []
    row.details.button.click()
    assert str(DETAIL) in read(row)
    row.details.button.click()
    assert str(DETAIL) not in read(row)
    plain = FindingRow(finding_of(NOT_FRONTAL.model_copy(update={"detail": None})))
    qtbot.addWidget(plain)
    plain.show()
    assert not plain.details.isVisible()


def test_settings_about_computing_are_behind_the_fold_and_reached_by_it(
    qtbot: QtBot, start: Callable[[], Program]
) -> None:
    from tests.app.window.test_clinic_mode import settings_page

    page = settings_page(qtbot, start())
    computing = (page.rate, page.precision, page.device, page.pose, page.segmenter)
    assert not any(field.isVisible() for field in computing)
    page.details.button.click()
    assert all(field.isVisible() for field in computing)
