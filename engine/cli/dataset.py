"""``scolioapp dataset``: data to train on, simulated, extracted, checked, packed and split."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.cli.options import AsJson, PoseNetwork, Segmenter
from engine.core.text import by_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.datasets.check_report import DatasetReport
    from engine.datasets.leakage import Leak
    from engine.datasets.store_index import StoreIndex
    from engine.pipeline.extraction import Extraction

commands = typer.Typer(name="dataset", no_args_is_help=True, help="Datasets for training.")

Folder = Annotated[
    Path, typer.Argument(help="Dataset in the Scoliosis1K layout, prepared or raw, or a store.")
]
Pose = Annotated[Path | None, typer.Option(help="Folder of the poses. [default: FOLDER/pose]")]
Subjects = Annotated[
    Path | None,
    typer.Option(
        help="CSV id,subject: the person each sequence shows. [default: FOLDER/subjects.csv]"
    ),
]
Agreed = Annotated[
    bool,
    typer.Option(
        "--agreed",
        help="You have signed the Scoliosis1K release agreement and abide by it: no "
        "redistribution, no commercial use.",
    ),
]

MOST_LINES = 200
"""Findings and leaks that are printed; a report holds all."""


@commands.command()
def simulate(
    folder: Annotated[Path, typer.Argument(help="Folder to write, in the Scoliosis1K layout.")],
    people: Annotated[int, typer.Option(min=3, help="Number of people.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 0,
    frames: Annotated[int, typer.Option(min=10, help="Frames in each walk.")] = 45,
) -> None:
    """Write a dataset of simulated walkers, each with its true values."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.core.files import check_folder
        from engine.simulation.simulated_dataset import write_dataset

        check_folder(folder)
        write_dataset(
            folder, people=people, seed=seed, frames=frames, progress=progress, cancel=cancel
        )
    say(f"Written: {folder} ({people} simulated {by_number(people, 'person', 'people')})")


@commands.command("sample-walks")
def sample_walks(
    file: Annotated[Path, typer.Argument(help="File to write, .npz.")],
) -> None:
    """Simulate the bundled walks again; reduced precisions are checked on them."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar() as progress:
        from engine.simulation.bundled_samples import write_walks

        write_walks(file, progress=progress, cancel=cancel)
    say(f"Written: {file}")


@commands.command()
def check(
    folder: Folder,
    pose: Pose = None,
    subjects: Subjects = None,
    out: Annotated[
        Path | None, typer.Option(help="Report to write, .json or .csv. [default: none]")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a dataset and list everything wrong with it, worst first; nothing in it is run.

    Exit codes: 0 nothing is broken, 2 something is broken.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.files import check_file
        from engine.datasets.checks import check_dataset

        if out is not None:
            check_file(out)
        report = check_dataset(
            folder, pose=pose, subjects=subjects, progress=progress, cancel=cancel
        )
        if out is not None:
            report.save(out)
    if as_json:
        say(report.to_json())
    else:
        _say_report(report)
        if out is not None:
            say(f"Written: {out}")
    if report.broken:
        raise typer.Exit(Exit.BAD_INPUT)


def _people(count: int) -> str:
    return f"{count} {by_number(count, 'person', 'people')}"


def _sequences(count: int) -> str:
    return f"{count} {by_number(count, 'sequence', 'sequences')}"


def _say_report(report: DatasetReport) -> None:
    people = "people unknown" if report.people is None else _people(report.people)
    say(
        f"{report.name}: {report.form}, {_sequences(report.sequences)} ({report.usable} usable), {people},"
        f" {report.frames} {by_number(report.frames, 'frame', 'frames')}"
    )
    for name, count in report.classes.items():
        said = "" if count.people is None else f" from {_people(count.people)}"
        say(f"  {name}: {_sequences(count.sequences)}{said}")
    for one in report.findings[:MOST_LINES]:
        where = " ".join(part for part in (one.sequence, one.place) if part)
        say(f"{one.severity}: {where + ': ' if where else ''}{one.message} {one.remedy}")
    _say_rest(len(report.findings))
    say("Something is broken." if report.broken else "Nothing is broken.")


def _say_rest(count: int) -> None:
    if count > MOST_LINES:
        say(f"… and {count - MOST_LINES} more: --json lists all of them.")


@commands.command()
def pack(
    folder: Folder,
    store: Annotated[Path, typer.Argument(help="Folder of the store to make.")],
    pose: Pose = None,
    subjects: Subjects = None,
    own_crop: Annotated[
        bool,
        typer.Option(
            "--own-crop",
            help="Crop the two channels of skeleton maps separately, as published networks saw "
            "them.",
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="Number of processes. [default: one per core]"),
    ] = None,
    agreed: Agreed = False,
    as_json: AsJson = False,
) -> None:
    """Pack a dataset into memory-mapped files, with skeleton maps and asymmetry vectors computed once."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.datasets.packing import PackRequest, pack_dataset

        request = PackRequest(
            root=folder,
            pose=pose,
            subjects=subjects,
            shared_crop=not own_crop,
            agreed=agreed,
            workers=workers,
        )
        index = pack_dataset(request, store, progress=progress, cancel=cancel)
    for id, reason in index.left_out.items():
        complain(f"Left out: {id}: {reason}")
    if as_json:
        say(index.model_dump_json())
        return
    _say_store(index, store)


def _say_store(index: StoreIndex, store: Path) -> None:
    size = sum(file.size for file in index.files.values())
    say(f"{len(index.sequences.ids)} sequences, {sum(index.sequences.frames)} frames,")
    say(f"  {', '.join(index.files)}: {size / 1e6:.1f} MB")
    if index.licence:
        say(f"Terms: {index.licence}")
    say(f"Written: {store}")


@commands.command()
def split(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="Partition to write, as OpenGait reads it.")],
    subjects: Subjects = None,
    partition: Annotated[
        Path | None,
        typer.Option(
            help="OpenGait's partition file: keep its test set, take validation from its training set."
        ),
    ] = None,
    validation: Annotated[
        float, typer.Option(min=0.01, max=0.5, help="Share of the people for validation.")
    ] = 0.15,
    test: Annotated[
        float, typer.Option(min=0.01, max=0.5, help="Share of the people for test.")
    ] = 0.2,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same split.")] = 0,
    model: Annotated[
        str | None, typer.Option(help="Model that judges similarity. [default: pixels]")
    ] = None,
    agreed: Agreed = False,
    as_json: AsJson = False,
) -> None:
    """Split a dataset by person, with classes balanced, and look for leaks between the parts."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.files import check_file
        from engine.datasets.leakage import find_leaks
        from engine.datasets.origin import origin_of
        from engine.datasets.partitions import part_counts, split_entries, write_partition
        from engine.datasets.scoliosis1k import read_index

        check_file(out)
        origin_of(folder, agreed=agreed)
        entries = read_index(folder, subjects=subjects, cancel=cancel)
        parts = split_entries(
            entries, seed=seed, validation=validation, test=test, partition=partition
        )
        embeddings = None
        if model is not None:
            from engine.pipeline.judgement import open_model
            from engine.pipeline.similarity import embeddings_of

            predictor = open_model(model)
            embeddings = embeddings_of(predictor, entries, progress=progress, cancel=cancel)
        leaks = find_leaks(entries, parts, embeddings=embeddings, progress=progress, cancel=cancel)
        write_partition(out, parts.train, parts.test, parts.validation)
        counts = part_counts(entries, parts)
    by_subject = all(entry.subject is not None for entry in entries)
    if as_json:
        say(json.dumps(_split_facts(out, counts, leaks, by_subject)))
        return
    _say_split(counts, leaks, by_subject)
    say(f"Written: {out}")


_Counts = dict[str, dict[str, dict[Literal["sequences", "people"], int]]]


def _split_facts(
    out: Path, counts: _Counts, leaks: Sequence[Leak], by_subject: bool
) -> dict[str, Any]:
    return {
        "file": str(out),
        "by_subject": by_subject,
        "counts": counts,
        "leaks": [
            {
                "kind": leak.kind,
                "first": leak.first,
                "second": leak.second,
                "parts": leak.parts,
                "subject": leak.subject,
                "similarity": leak.similarity,
                "message": str(leak.message),
            }
            for leak in leaks
        ],
    }


def _say_split(counts: _Counts, leaks: Sequence[Leak], by_subject: bool) -> None:
    if by_subject:
        say("By subject: nobody should be in two parts.")
    else:
        say(
            "By sequence, leakage possible: nothing says which person each sequence shows (see --subjects)."
        )
    for part, classes in counts.items():
        said = ", ".join(
            f"{name} {one['sequences']}" + (f" from {_people(one['people'])}" if by_subject else "")
            for name, one in classes.items()
        )
        say(f"  {part}: {said}")
    for leak in leaks[:MOST_LINES]:
        say(f"Leak: {leak.message}")
    _say_rest(len(leaks))
    say(f"{len(leaks)} leaks found." if leaks else "No leaks found.")


@commands.command()
def extract(
    videos: Annotated[Path, typer.Argument(help="Folder of the videos.")],
    labels: Annotated[
        Path, typer.Argument(help="CSV video,class and, where known, subject; one line per video.")
    ],
    out: Annotated[Path, typer.Argument(help="Folder of the dataset to make or continue.")],
    licence: Annotated[
        str, typer.Option(help="Terms of use of the recordings; copied into model cards.")
    ] = "",
    pose: PoseNetwork = None,
    segmenter: Segmenter = None,
    as_json: AsJson = False,
) -> None:
    """Make a dataset from your own videos with the program's own perception.

    Finished videos are not processed again; one that cannot be used does not stop the others.

    Exit codes: 0 all videos are in the dataset, 2 some are not.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.files import check_folder
        from engine.pipeline.extraction import extract_videos

        check_folder(out)
        done = extract_videos(
            videos,
            labels,
            out,
            licence=licence,
            pose=pose,
            segmenter=segmenter,
            progress=progress,
            cancel=cancel,
        )
    _say_extraction(done, out, as_json)
    if done.failed:
        raise typer.Exit(Exit.BAD_INPUT)


def _say_extraction(done: Extraction, out: Path, as_json: bool) -> None:
    if as_json:
        failed = {video: str(reason) for video, reason in done.failed.items()}
        incomplete = {video: str(what) for video, what in done.incomplete.items()}
        facts = {
            "extracted": done.extracted,
            "kept": done.kept,
            "failed": failed,
            "incomplete": incomplete,
        }
        say(json.dumps({"folder": str(out), **facts}))
        return
    for video, reason in done.failed.items():
        complain(f"Not in the dataset: {video}: {reason}")
    for video, what in done.incomplete.items():
        complain(f"In the dataset, but incomplete: {video}: {what}")
    say(f"{len(done.extracted)} videos extracted, {len(done.kept)} already there,")
    say(f"  {len(done.failed)} could not be used")
    say(f"Written: {out}")
