"""Where a result comes from, in words: the foot of the report, of the result page and of the HTML page.

Must not know how the words are shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.model_status import status_words
from engine.core.result import ModelFacts, ScreeningResult
from engine.core.text import Render, text
from engine.report import wording


def source_lines(result: ScreeningResult, words: Render = str) -> Iterator[str]:
    """Say where the result comes from, a line for each source."""
    facts, video = result.provenance, result.provenance.video
    yield words(
        text(
            "ScolioApp {version}. Screened {start} to {end} on {device}. Operator: {operator}.",
            version=facts.app_version,
            start=facts.started,
            end=facts.finished,
            device=facts.device,
            operator=facts.operator or words(text("not named")),
        )
    )
    yield words(
        text(
            "Video: {width} x {height} px, {fps} frames/s, {seconds} s, {codec}, SHA-256 {hash}",
            width=video.width,
            height=video.height,
            fps=f"{video.fps:.4g}",
            seconds=f"{video.duration_seconds:.1f}",
            codec=video.codec,
            hash=video.sha256 or "-",
        )
    )
    yield words(
        text(
            "Analysis: {count} frames at {rate}/s, {estimator}, {packages}",
            count=facts.frames_analysed,
            rate=f"{facts.analysis_rate or video.fps:.4g}",
            estimator=facts.estimator,
            packages=tuple(f"{name} {version}" for name, version in facts.packages.items()),
        )
    )
    for finding in result.quality.findings:
        if finding.detail is not None:
            yield f"{words(wording.finding_title(finding.code))}: {words(finding.detail)}"
    if result.model is None:
        yield words(text("Model: none was used."))
    else:
        yield from _model_lines(result.model, words)


def _model_lines(model: ModelFacts, words: Render) -> Iterator[str]:
    yield words(
        text(
            "Model: {name} {version} ({kind}, {status}), class order {order}, "
            "thresholds {thresholds}, {runtime}",
            name=model.name,
            version=model.version,
            kind=model.kind,
            status=words(status_words(model.status)),
            order=" / ".join(model.class_order),
            thresholds=tuple(f"{name} {value:g}" for name, value in model.thresholds.items())
            or "-",
            runtime=model.runtime,
        )
    )
    yield words(text("Weights: SHA-256 {hash}", hash=model.sha256))


def provenance_line(result: ScreeningResult, words: Render = str) -> str:
    """Say in one line which model judged, which program, and when."""
    model = result.model
    judged = words(text("no model")) if model is None else f"{model.name} {model.version}"
    return f"ScolioApp {result.provenance.app_version} · {judged} · {screened_words(result)}"


def screened_words(result: ScreeningResult) -> str:
    """Return date and time of day at which a result was made."""
    return result.provenance.finished.replace("T", " ")[:16]
