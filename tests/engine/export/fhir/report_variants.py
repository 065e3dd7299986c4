"""Signed reports of every kind that a bundle has to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from engine.core.classes import Outcome
from engine.core.findings import Finding, FindingCode, Severity, Verdict
from engine.core.result import Quality, ScreeningResult
from engine.core.text import text
from engine.export.signed_report import (
    Order,
    Replaced,
    ReportedPatient,
    ScoliometerAngle,
    SignedReport,
)
from tests.engine.export.report_fixtures import (
    ORDER,
    amended_report,
    dotted_result,
    empty_result,
    signed_report,
    usual_result,
)

HOSTILE = "\x00\x1b[31m<script>\"&|,$\\'\u202e\ud800\ufffe\x7f \r\n\t王"
"""Text of somebody who means no good: escapes, markup, separators, half a character, a turned direction."""


def judged_by(status: str) -> ScreeningResult:
    """Return a result by a model of a status."""
    result = usual_result()
    assert result.model is not None
    notice = None if status == "validated" else result.model.notice
    return result.model_copy(
        update={"model": result.model.model_copy(update={"status": status, "notice": notice})}
    )


def unlike_training() -> ScreeningResult:
    """Return a result without an answer, for the model has never seen anything like the recording."""
    finding = Finding(
        code=FindingCode.UNLIKE_TRAINING,
        severity=Severity.CARE,
        message=text("The model has never seen a recording like this one."),
        remedy=text("Examine the back now."),
    )
    quality = Quality(verdict=Verdict.USABLE_WITH_CARE, findings=(finding,))
    changes = {"outcome": Outcome.INCONCLUSIVE, "probabilities": None, "quality": quality}
    return usual_result().model_copy(update=changes)


def without_numbers() -> ScreeningResult:
    """Return a result whose measurements are no numbers, as no measurement should be."""
    result = usual_result()
    lost = {
        name: one.model_copy(update={"value": float("nan"), "low": None, "high": float("inf")})
        for name, one in result.measurements.items()
    }
    return result.model_copy(update={"measurements": lost})


def hostile_report() -> SignedReport:
    """Return a report in which every word that a person can write is `HOSTILE`."""
    report = signed_report(
        patient=ReportedPatient(HOSTILE, HOSTILE, date(1, 1, 1), "other"),
        override_reason=HOSTILE,
        reviewer=HOSTILE,
        institution=(HOSTILE, HOSTILE),
        order=Order(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        replaced=Replaced("4d" * 16, 1, HOSTILE),
    )
    return replace(
        report, signature=replace(report.signature, name=HOSTILE, meaning=HOSTILE, code=HOSTILE)
    )


def _at(moment: datetime) -> SignedReport:
    report = signed_report(recorded=moment)
    return replace(report, signature=replace(report.signature, made=moment))


def reports() -> Mapping[str, SignedReport]:
    """Return the reports by what is particular about each."""
    odd = timezone(timedelta(hours=8, minutes=5, seconds=43))
    return {
        "usual": signed_report(),
        "ordered": signed_report(order=ORDER),
        "amended": amended_report(order=ORDER),
        "amended twice": amended_report(version=3, replaced=Replaced("7f" * 16, 2, "")),
        "no name": signed_report(patient=ReportedPatient("17")),
        "bare": signed_report(
            patient=ReportedPatient("17"),
            recorded=None,
            angles=(),
            forward_bend="",
            reviewer="",
            institution=(),
            order=Order(),
        ),
        "nobody found": signed_report(result=empty_result()),
        "dots": signed_report(result=dotted_result()),
        "unlike": signed_report(result=unlike_training()),
        "no numbers": signed_report(result=without_numbers()),
        **{f"outcome {one}": signed_report(outcome=one, override_reason="看过") for one in Outcome},
        **{
            f"model {one}": signed_report(result=judged_by(one))
            for one in ("demo", "research", "validated")
        },
        "angles": signed_report(
            angles=(
                ScoliometerAngle("thoracolumbar", 0.0),
                ScoliometerAngle("lumbar", 30.0, "left"),
                ScoliometerAngle("lumbar", 4.5, "right"),
            ),
            forward_bend="even",
        ),
        "chinese": signed_report(language="zh-CN", institution=("阳光小学", "上海市花园路8号")),
        "naive time": _at(datetime(2026, 11, 22, 18, 57, 3, 123456)),
        "odd zone": _at(datetime(1900, 1, 1, 0, 0, tzinfo=odd)),
        "utc": _at(datetime(2026, 11, 22, 18, 57, tzinfo=UTC)),
        "hostile": hostile_report(),
    }
