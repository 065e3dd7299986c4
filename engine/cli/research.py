"""``scolioapp dataset | train``: what researchers use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told
from engine.cli.models import say_evaluation

dataset = typer.Typer(name="dataset", no_args_is_help=True, help="Data sets to train on.")


@dataset.command()
def simulate(
    folder: Annotated[Path, typer.Argument(help="Folder to write, in the Scoliosis1K layout.")],
    people: Annotated[int, typer.Option(min=3, help="How many people.")] = 400,
    seed: Annotated[int, typer.Option(help="Same seed, same people.")] = 0,
    frames: Annotated[int, typer.Option(min=10, help="Frames of each walk.")] = 45,
) -> None:
    """Write a data set of simulated walkers, each with its truth."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.simulation.dataset import write_dataset

        write_dataset(
            folder, people=people, seed=seed, frames=frames, progress=progress, cancel=cancel
        )
    say(f"Written: {folder} ({people} simulated people)")


@dataset.command("sample-walks")
def sample_walks(
    file: Annotated[Path, typer.Argument(help="File to write, .npz.")],
) -> None:
    """Simulate the bundled walks again, those that reduced precisions are checked on."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.simulation.sample import write_walks

        write_walks(file, progress=progress, cancel=cancel)
    say(f"Written: {file}")


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
