"""``scolioapp train``: what researchers use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.cli.models import say_evaluation
from engine.core.text import Text


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
) -> None:
    """Train a network from a configuration, or continue a run, and write its model folder.

    Ctrl-C, or a file named stop in the run folder, stops it after the current step; --resume continues.
    """
    if (config is None) == (resume is None):
        raise typer.BadParameter("give either a configuration or --resume")
    if resume is not None and (run, out, cache) != (None, None, None):
        raise typer.BadParameter("--resume takes everything else from the run folder")
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.runtime.extras import require

        require("torch", extra="training")
        from engine.training import run as runs

        if resume is not None:
            folder = runs.resume(resume, progress=progress, cancel=cancel, told=_remark)
        elif config is not None:
            folder = runs.train(
                config, out, run=run, cache=cache, progress=progress, cancel=cancel, told=_remark
            )
    if folder is not None:
        say(f"Written: {folder}")
        _say_card(folder)


def _remark(sentence: Text) -> None:
    complain(str(sentence))


def _say_card(folder: Path) -> None:
    from engine.models.cards import read_card

    card = read_card(folder)
    if card.notice is not None:
        say(str(card.notice))
    say_evaluation(card)
