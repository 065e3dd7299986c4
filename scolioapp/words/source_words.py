"""Where a result comes from, in words for the foot of the report and of the result page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from engine.core.model_status import status_words
from engine.core.result import ScreeningResult
from engine.report import wording
from scolioapp.i18n import listed, render
from scolioapp.i18n.kept_words import said

translate = QCoreApplication.translate


def source_lines(result: ScreeningResult) -> Iterator[str]:
    """Say where the result comes from, a line for each source."""
    facts, video, model = result.provenance, result.provenance.video, result.model
    operator = facts.operator or translate("Report", "not named")
    yield translate(
        "Report",
        "ScolioApp {version}. Screened {start} to {end} on {device}. Operator: {operator}.",
    ).format(
        version=facts.app_version,
        start=facts.started,
        end=facts.finished,
        device=facts.device,
        operator=operator,
    )
    yield translate(
        "Report",
        "Video: {width} x {height} px, {fps} frames/s, {seconds} s, {codec}, SHA-256 {hash}",
    ).format(
        width=video.width,
        height=video.height,
        fps=f"{video.fps:.4g}",
        seconds=f"{video.duration_seconds:.1f}",
        codec=video.codec,
        hash=video.sha256 or "-",
    )
    yield translate(
        "Report", "Analysis: {count} frames at {rate}/s, {estimator}, {packages}"
    ).format(
        count=facts.frames_analysed,
        rate=f"{facts.analysis_rate or video.fps:.4g}",
        estimator=facts.estimator,
        packages=listed(f"{name} {version}" for name, version in facts.packages.items()),
    )
    for finding in result.quality.findings:
        if finding.detail is not None:
            yield f"{render(wording.finding_title(finding.code))}: {render(finding.detail)}"
    if model is None:
        yield translate("Report", "Model: none was used.")
        return
    yield translate(
        "Report",
        "Model: {name} {version} ({kind}, {status}), class order {order}, thresholds {thresholds}, {runtime}",
    ).format(
        name=model.name,
        version=model.version,
        kind=model.kind,
        status=render(status_words(model.status)),
        order=" / ".join(model.class_order),
        thresholds=listed(f"{name} {value:g}" for name, value in model.thresholds.items()) or "-",
        runtime=said(model.runtime),
    )
    yield translate("Report", "Weights: SHA-256 {hash}").format(hash=model.sha256)


def provenance_line(result: ScreeningResult) -> str:
    """Say in one line which model judged, which program, and when."""
    facts, model = result.provenance, result.model
    judged = (
        f"{model.name} {model.version}" if model is not None else translate("Report", "no model")
    )
    when = facts.finished.replace("T", " ")[:16]
    return f"ScolioApp {facts.app_version} · {judged} · {when}"
