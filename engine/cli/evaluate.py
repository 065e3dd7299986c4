"""``scolioapp evaluate``: how well a model does on a dataset, in a file that names its weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told

if TYPE_CHECKING:
    from engine.models.validation import EvaluationReport


def evaluate(
    model: Annotated[str, typer.Argument(help="Installed model or model folder.")],
    dataset: Annotated[Path, typer.Argument(help="Dataset in the Scoliosis1K layout.")],
    partition: Annotated[
        Path | None, typer.Option(help="OpenGait's partition file: its test set is judged.")
    ] = None,
    subjects: Annotated[
        Path | None, typer.Option(help="CSV id,subject: whose each sequence is.")
    ] = None,
    data: Annotated[str, typer.Option(help="What the data is, in words, for the report.")] = "",
    out: Annotated[Path, typer.Option(help="The report to write.")] = Path("report.json"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Evaluate a model and write the report that can declare it validated."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.files import write_text
        from engine.evaluation import report_file
        from engine.inference.library import find

        report = report_file.evaluate(
            find(model),
            report_file.EvaluationSet(dataset, partition, subjects, data),
            progress=progress,
            cancel=cancel,
        )
        write_text(out, report.to_json())
    if as_json:
        say(report.to_json().rstrip())
        return
    _say(report)
    say(f"Written: {out}")


def _say(report: EvaluationReport) -> None:
    said = report.evaluation
    say(f"{report.model.name} on {said.data}")
    say(f"{report.sequences} sequences of {report.people} people, {report.left_out} left out:")
    for name, figure in said.metrics.items():
        say(f"  {name}: {figure.value:.3f} (95 % interval {figure.low:.3f} to {figure.high:.3f})")
