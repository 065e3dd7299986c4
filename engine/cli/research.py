"""``scolioapp train``: what researchers use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told
from engine.cli.models import say_evaluation


def train(
    config: Annotated[Path, typer.Argument(help="A file as in configs/.")],
    out: Annotated[Path, typer.Option(help="Folder in which the model folder is made.")] = Path(
        "trained"
    ),
    cache: Annotated[
        Path | None, typer.Option(help="Folder for simulated people, log and checkpoint.")
    ] = None,
) -> None:
    """Train a network from a configuration and write its model folder."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.training.run import train as run

        folder = run(config, out, cache=cache, progress=progress, cancel=cancel)
    say(f"Written: {folder}")
    _say_card(folder)


def _say_card(folder: Path) -> None:
    from engine.models.cards import read_card

    card = read_card(folder)
    if card.notice is not None:
        say(str(card.notice))
    say_evaluation(card)
