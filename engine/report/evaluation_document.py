"""What stands in an evaluation report, from top to bottom; HTML and PDF are made of it.

Must not know how blocks are laid out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.core.text import Render, text
from engine.models.cards import WEIGHTS_FILE
from engine.models.evaluation_details import Details, EvaluatedModel, OverFolds, Paired
from engine.models.validation import EvaluationReport
from engine.report.blocks import Block, Heading, Paragraph, Pictures, Table
from engine.report.evaluation_figures import figures
from engine.report.evaluation_words import (
    class_word,
    figure_label,
    figure_words,
    folds_note,
    group_label,
    mcnemar_words,
    notes,
    over_folds_words,
    prevalence_words,
    subgroup_label,
)
from engine.report.figure import Figure

_SECTIONS = (
    ("accuracy", "precision", "recall", "f1"),
    (
        "abnormal_sensitivity",
        "abnormal_specificity",
        "positive_sensitivity",
        "positive_specificity",
    ),
    ("abnormal_roc_area", "abnormal_pr_area", "positive_roc_area", "positive_pr_area"),
    ("rule_sensitivity", "rule_specificity", "rule_inconclusive"),
    ("ece", "abnormal_ece", "positive_ece", "brier", "abnormal_brier", "positive_brier"),
)


def title(report: EvaluationReport, words: Render = str) -> str:
    """Return the title of a report."""
    name = report.model.name
    if report.folds is not None:
        count = len(report.folds.models)
        return words(text("Evaluation of {model} over {count} folds", model=name, count=count))
    return words(text("Evaluation of {model}", model=name))


def document(report: EvaluationReport, words: Render = str) -> tuple[Block, ...]:
    """Return the blocks of a report below its title."""
    return tuple(_blocks(report, words))


def _blocks(report: EvaluationReport, words: Render) -> Iterator[Block]:
    yield Paragraph(_model_line(report.model, words))
    yield Paragraph(
        words(
            text(
                "On {data} Sequences: {sequences}, people: {people}.",
                data=report.data.description,
                sequences=report.sequences,
                people=report.people,
            )
        )
    )
    grave = report.data.simulated, not report.data.by_subject
    for number, note in enumerate(notes(report)):
        yield Paragraph(words(note), grave=number < sum(grave))
    yield Heading(words(text("Figures, with their 95 % intervals")))
    yield _figures_table(report, words)
    if report.folds is not None:
        yield from _over_folds(report.folds, words)
    if report.details is not None:
        yield from _predictive(report, report.details, words)
        yield from _pictures(figures(report, words), report.details, words)
    yield Heading(words(text("How these figures were obtained")))
    yield Paragraph(" ".join(_provenance(report, words)))
    yield Paragraph(
        words(
            text(
                "For research and education. Not a cleared medical device. The figures apply to "
                "these people, this camera and these weights, and to no others."
            )
        )
    )


def _model_line(model: EvaluatedModel, words: Render) -> str:
    return words(
        text(
            "Model {name} {version} ({kind}); classes in the order {order}.",
            name=model.name,
            version=model.version,
            kind=model.kind,
            order=tuple(words(class_word(name)) for name in model.class_order),
        )
    )


def _figures_table(report: EvaluationReport, words: Render) -> Table:
    header = (words(text("Figure")), words(text("Value")))
    rows = tuple(
        (words(figure_label(name)), words(figure_words(name, report.metrics[name])))
        for name in _in_order(report.metrics)
    )
    return Table(header, rows)


def _in_order(names: Collection[str]) -> list[str]:
    """Order figures as they are read, unknown ones last."""
    ordered = [name for section in _SECTIONS for name in section if name in names]
    return ordered + [name for name in names if name not in ordered]


def _over_folds(folds: OverFolds, words: Render) -> Iterator[Block]:
    yield Heading(words(text("Over all folds")))
    yield Paragraph(words(folds_note()))
    header = (
        words(text("Figure")),
        words(text("Mean")),
        words(text("Standard deviation")),
        words(text("Each fold")),
    )
    rows = tuple(
        (words(figure_label(name)), *map(words, over_folds_words(name, folds.figures[name])))
        for name in _in_order(folds.figures)
    )
    yield Table(header, rows)


def _predictive(report: EvaluationReport, details: Details, words: Render) -> Iterator[Block]:
    said = prevalence_words(report)
    if said is None:
        return
    yield Heading(words(text("Predictive values")))
    yield Paragraph(words(said))
    header = (
        words(text("Group")),
        words(text("Correct when reported (PPV)")),
        words(text("Correct when not reported (NPV)")),
    )
    rows = tuple(
        (
            words(group_label(group)),
            words(figure_words("ppv", one.ppv)),
            words(figure_words("npv", one.npv)),
        )
        for group, one in details.predictive.items()
    )
    yield Table(header, rows)


def _pictures(drawn: tuple[Figure, ...], details: Details, words: Render) -> Iterator[Block]:
    """Put narrow figures side by side, and tables behind the wide ones."""
    narrow = [one for one in drawn if not one.wide]
    for start in range(0, len(narrow), 2):
        yield Pictures(tuple(narrow[start : start + 2]))
    for one in drawn:
        if not one.wide:
            continue
        yield Pictures((one,))
        if one.name == "subgroups":
            yield _subgroup_table(details, words)
    yield from _mcnemar(details.comparison, words)


def _subgroup_table(details: Details, words: Render) -> Table:
    names = ("accuracy", "abnormal_sensitivity", "abnormal_specificity")
    header = (words(text("Group")), words(text("people")), *(words(figure_label(n)) for n in names))
    rows = []
    for one in details.subgroups:
        cells = [
            words(figure_words(name, one.metrics[name])) if name in one.metrics else "-"
            for name in names
        ]
        rows.append((words(subgroup_label(one)), str(one.people), *cells))
    return Table(header, tuple(rows))


def _mcnemar(paired: Paired | None, words: Render) -> Iterator[Block]:
    if paired is None:
        return
    yield Paragraph(words(mcnemar_words(paired)))
    if paired.sequences > paired.people:
        yield Paragraph(
            words(
                text(
                    "This test counts every sequence as a different person; the intervals above "
                    "do not."
                )
            )
        )


def _provenance(report: EvaluationReport, words: Render) -> Iterator[str]:
    model = report.model
    yield words(text("{program}, {date}.", program=report.program, date=report.date))
    if model.scale is not None and model.thresholds is not None:
        limits = model.thresholds
        yield words(
            text(
                "Scale {scale}; thresholds {abnormal} (abnormal), {positive} (positive) and "
                "{band} (inconclusive band).",
                scale=f"{model.scale:g}",
                abnormal=f"{limits.abnormal:.4g}",
                positive=f"{limits.positive:.4g}",
                band=f"{limits.inconclusive_band:.4g}",
            )
        )
    named = [f"{name} {one}" for name, one in model.sha256.items()]
    for one in report.folds.models if report.folds is not None else ():
        named += [f"{one.name} {one.sha256[WEIGHTS_FILE]}"]
    yield words(text("Weights, SHA-256: {hashes}.", hashes="; ".join(named)))
