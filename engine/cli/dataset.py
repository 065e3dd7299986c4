"""``scolioapp dataset``: data to train on, simulated, checked, packed and split."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.console import cancelled_by_ctrl_c, progress_bar, say, told

commands = typer.Typer(name="dataset", no_args_is_help=True, help="Data sets to train on.")


@commands.command()
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


@commands.command("sample-walks")
def sample_walks(
    file: Annotated[Path, typer.Argument(help="File to write, .npz.")],
) -> None:
    """Simulate the bundled walks again, those that reduced precisions are checked on."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.simulation.sample import write_walks

        write_walks(file, progress=progress, cancel=cancel)
    say(f"Written: {file}")
