"""``scolioapp train``: what researchers use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.cli.model_evaluation import say_evaluation
from engine.core.text import Text

GoOn = Annotated[
    bool,
    typer.Option(
        "--go-on",
        help="Go on with the run in the folder of --run if it holds one, with the configuration that it "
        "has: what a cluster starts again.",
    ),
]
Folds = Annotated[
    int | None,
    typer.Option(
        min=2,
        max=20,
        help="Cross-validation by person: this many networks, each tested on the people it never saw. "
        "[default: as in the configuration]",
    ),
]


def train(
    config: Annotated[
        Path | None, typer.Argument(help="A configuration file, as in configs/.")
    ] = None,
    run: Annotated[
        Path | None, typer.Option(help="Folder of the run, for its log, checkpoint and model.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for a copy of the model folder.")] = None,
    cache: Annotated[
        Path | None, typer.Option(help="Folder for simulated people and runs.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(help="Folder of a run to continue; give nothing else.")
    ] = None,
    go_on: GoOn = False,
    folds: Folds = None,
) -> None:
    """Train a network from a configuration, or continue a run, and write its model folder.

    With --folds, every person is held out once; the report on them is written into the run folder, and the
    model is the ensemble of all networks.

    Ctrl-C, or a file named stop in the run folder, stops it after the step at hand; --resume goes on.
    """
    if (config is None) == (resume is None):
        raise typer.BadParameter("give either a configuration or --resume")
    if resume is not None and (run, out, cache, folds, go_on) != (None, None, None, None, False):
        raise typer.BadParameter("--resume takes everything else from the run folder")
    if go_on and run is None:
        raise typer.BadParameter("--go-on needs the folder of the run, --run")
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.runtime.extras import require

        require("torch", extra="training")
        from engine.training import run as runs

        if resume is not None:
            folder = runs.resume(resume, progress=progress, cancel=cancel, notify=_remark)
        elif config is not None:
            folder = runs.train(
                config,
                out,
                run=run,
                cache=cache,
                folds=folds,
                go_on=go_on,
                progress=progress,
                cancel=cancel,
                notify=_remark,
            )
    if folder is not None:
        say(f"Written: {folder}")
        _say_card(folder)
        _say_report(resume or run)


def _remark(sentence: Text) -> None:
    complain(str(sentence))


def _say_report(run: Path | None) -> None:
    """Print the report over folds, where there is one and it is known where."""
    from engine.cli.evaluate import summary
    from engine.models.validation import read_report
    from engine.runs.run_folder import RunFolder

    report = None if run is None else RunFolder(run).report / "report.json"
    if report is not None and report.is_file():
        for line in summary(read_report(report)):
            say(line)
        say(f"Report: {report.parent}")


def _say_card(folder: Path) -> None:
    from engine.models.cards import read_card

    card = read_card(folder)
    if card.notice is not None:
        say(str(card.notice))
    say_evaluation(card)
