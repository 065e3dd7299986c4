"""``scolioapp evaluate``: how well a model does on a dataset, in a file that names its weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told
from engine.cli.options import DatasetFolder, ModelName
from engine.core.errors import MissingExtraError
from engine.core.text import text
from engine.report.prevalence import DEFAULT_PREVALENCE

if TYPE_CHECKING:
    from engine.models.evaluation_details import Paired
    from engine.models.validation import EvaluationReport

    EvaluationPdfWriter = Callable[[EvaluationReport, Path], None]
    """Paints an evaluation report; the command line has no Qt of its own."""


TestPartition = Annotated[
    Path | None, typer.Option(help="OpenGait's partition file; its test set is evaluated.")
]
SubjectMap = Annotated[
    Path | None,
    typer.Option(
        help="CSV id,subject[,sex,age]: the person each sequence shows. [default: the dataset's]"
    ),
]
DataWords = Annotated[str, typer.Option(help="Description of the data, for the report.")]
Prevalence = Annotated[
    float,
    typer.Option(min=0.0001, max=0.9999, help="Share of people in the group, for PPV and NPV."),
]
OtherModel = Annotated[
    str | None, typer.Option(help="Another model to compare on the same people.")
]
ReportFile = Annotated[Path, typer.Option(help="The report to write.")]
HtmlFile = Annotated[Path | None, typer.Option(help="Also write it as one HTML file.")]
PdfFile = Annotated[Path | None, typer.Option(help="Also write it as a PDF.")]
FigureFolder = Annotated[Path | None, typer.Option(help="Folder for every figure as SVG and CSV.")]
AnswersFile = Annotated[
    Path | None, typer.Option(help="CSV of the model's answer for each sequence.")
]
ReportAsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]


def evaluate(
    context: typer.Context,
    model: ModelName,
    dataset: DatasetFolder,
    partition: TestPartition = None,
    subjects: SubjectMap = None,
    data: DataWords = "",
    prevalence: Prevalence = DEFAULT_PREVALENCE,
    against: OtherModel = None,
    out: ReportFile = Path("report.json"),
    html: HtmlFile = None,
    pdf: PdfFile = None,
    figures: FigureFolder = None,
    answers: AnswersFile = None,
    as_json: ReportAsJson = False,
) -> None:
    """Evaluate a model and write the report needed to declare it validated."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.files import check_file, check_folder, write_text
        from engine.evaluation import report_file
        from engine.export.evaluation_html import write_html
        from engine.library.installed_models import find
        from engine.report.evaluation_figures import write_figures
        from engine.runtime.extras import require

        require("sklearn", extra="training")
        write_pdf = None if pdf is None else _pdf_writer(context)
        for file in (out, html, pdf, answers):
            if file is not None:
                check_file(file)
        if figures is not None:
            check_folder(figures)
        report = report_file.evaluate(
            find(model),
            report_file.EvaluationSet(dataset, partition, subjects, data),
            prevalence=prevalence,
            against=None if against is None else find(against),
            answers=answers,
            progress=progress,
            cancel=cancel,
        )
        written = [out] if answers is None else [answers, out]
        write_text(out, report.to_json())
        if html is not None:
            write_html(report, html)
            written.append(html)
        if write_pdf is not None and pdf is not None:
            write_pdf(report, pdf)
            written.append(pdf)
        if figures is not None:
            written += write_figures(report, figures)
    if as_json:
        say(report.to_json().rstrip())
        return
    for line in summary(report):
        say(line)
    say("Written: " + ", ".join(str(path) for path in written))


def _pdf_writer(context: typer.Context) -> EvaluationPdfWriter:
    """Return the painter of the PDF, before hours are spent on what it is to show."""
    write: EvaluationPdfWriter | None = (context.obj or {}).get("write_evaluation_pdf")
    if write is None:
        raise MissingExtraError(
            text("PDFs are made by the window part of this program, which is not installed."),
            text("Install ScolioApp with the extra “window”, or choose --html."),
        )
    return write


def summary(report: EvaluationReport) -> Iterator[str]:
    """Say a report in lines."""
    from engine.report.evaluation_words import figure_label, figure_words, notes, prevalence_words

    yield f"{report.model.name} on {report.data.description}"
    yield f"{report.sequences} sequences from {report.people} people, {report.left_out} left out."
    yield from (str(note) for note in notes(report))
    yield "Figures, with 95 % intervals:"
    for name, figure in report.metrics.items():
        yield f"  {figure_label(name)}: {figure_words(name, figure)}"
    yield from _over_folds(report)
    if report.details is None:
        return
    yield "Confusion matrix (rows: true class; columns: model's answer):"
    order = [name.value for name in report.model.class_order]
    yield "  " + " " * 10 + "".join(f"{name:>10}" for name in order)
    for name, row in zip(order, report.details.confusion, strict=True):
        yield f"  {name:<10}" + "".join(f"{count:>10}" for count in row)
    said = prevalence_words(report)
    if said is not None:
        yield str(said)
    for group, one in report.details.predictive.items():
        ppv, npv = (figure_words("ppv", value) for value in (one.ppv, one.npv))
        yield f"  {group}: PPV {ppv}, NPV {npv}"
    yield from _parts(report)
    if report.details.comparison is not None:
        yield from _compared(report.details.comparison)


def _over_folds(report: EvaluationReport) -> Iterator[str]:
    from engine.report.evaluation_words import figure_label, folds_note, over_folds_words

    if report.folds is None:
        return
    yield "Over the folds, mean, standard deviation and each fold:"
    for name, figure in report.folds.figures.items():
        mean, deviation, each = map(str, over_folds_words(name, figure))
        yield f"  {figure_label(name)}: {mean}, {deviation} ({each})"
    yield str(folds_note())


def _parts(report: EvaluationReport) -> Iterator[str]:
    from engine.report.evaluation_words import figure_words, subgroup_label

    for part in report.details.subgroups if report.details is not None else ():
        accuracy = part.metrics.get("accuracy")
        words = "" if accuracy is None else f": accuracy {figure_words('accuracy', accuracy)}"
        yield f"  {subgroup_label(part)}, {part.people} people{words}"


def _compared(paired: Paired) -> Iterator[str]:
    from engine.report.evaluation_words import difference_words, figure_label, mcnemar_words

    yield f"Minus {paired.other.name}, on the same {paired.sequences} sequences, percentage points:"
    for name, one in paired.differences.items():
        yield f"  {figure_label(name)}: {difference_words(one)}"
    yield str(mcnemar_words(paired))
