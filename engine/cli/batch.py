"""``scolioapp batch``: from a folder of videos to a result for each and a table of all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.cli.options import AsJson, PoseNetwork, Segmenter
from engine.cli.screening_options import (
    AllFrames,
    BlurFace,
    Device,
    Dots,
    Level,
    LooseClothes,
    Model,
    Precision,
    Rate,
    SlowMotion,
    read_factor,
    read_level,
)
from engine.core.screening_request import DEFAULT_RATE

if TYPE_CHECKING:
    from engine.export.batch_table import BatchRow
    from engine.pipeline.batch import BatchDone, BatchRequest
    from engine.pipeline.folder_videos import Shard
    from engine.pipeline.outputs import PdfWriter
    from engine.roster.entries import Child

Folder = Annotated[Path, typer.Argument(help="Folder of videos of walking people.")]
OutFolder = Annotated[
    Path, typer.Option(help="Folder for the results; with one that holds some, work goes on.")
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        help="List of the children (CSV or XLSX); a child's number in the name of a file says whose video "
        "it is."
    ),
]
Part = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="i/N",
        help="Screen the i-th of N parts of the videos, for N computers that share both folders; "
        "--merge writes the table afterwards.",
    ),
]
Merge = Annotated[
    bool, typer.Option("--merge", help="Screen nothing; write the table of what is there.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=4096,
        help="Videos at once; each has its part of the cores. [default: 1; on a cluster one for each core]",
    ),
]
RayAddress = Annotated[
    str | None,
    typer.Option(
        "--ray",
        metavar="ADDRESS",
        help="Screen on a Ray cluster: auto for the one that this computer belongs to, or HOST:PORT. "
        "Needs the extra ray; every computer sees the videos under the same path.",
    ),
]
Recursive = Annotated[
    bool, typer.Option("--recursive/--flat", help="Look into the folders in the folder, too.")
]
Overlay = Annotated[bool, typer.Option("--overlay", help="Write overlay.mp4 for each video.")]
Report = Annotated[bool, typer.Option("--report", help="Write report.pdf for each video.")]


_NAMED = 100
"""How many videos are named one by one; all of them stand in the table."""


def batch(
    context: typer.Context,
    folder: Folder,
    out: OutFolder,
    roster: RosterFile = None,
    shard: Part = None,
    merge: Merge = False,
    jobs: Jobs = None,
    ray: RayAddress = None,
    recursive: Recursive = True,
    model: Model = None,
    pose: PoseNetwork = None,
    segmenter: Segmenter = None,
    device: Device = "auto",
    precision: Precision = "fp32",
    rate: Rate = DEFAULT_RATE,
    all_frames: AllFrames = False,
    slow_motion: SlowMotion = "1",
    dots: Dots = False,
    loose_clothes: LooseClothes = False,
    level: Level = "auto",
    overlay: Overlay = False,
    blur_face: BlurFace = False,
    report: Report = False,
    as_json: AsJson = False,
) -> None:
    """Screen a folder of videos: a result for each, and screenings.csv and .xlsx with all of them.

    Videos that have a whole result are not screened again, so the same command goes on after Ctrl-C or a
    power cut. One that cannot be used does not stop the others.

    Exit codes: 0 every video has a result, 2 some have none (or bad input, or files that cannot be written),
    3 some are to be filmed again.
    """
    with told():
        from engine.core.screening_request import ScreeningRequest
        from engine.pipeline.batch import BatchRequest

        screening = ScreeningRequest(
            folder,
            rate=None if all_frames else rate,
            model=model,
            precision=precision,
            device=device,
            pose=pose,
            segmenter=segmenter,
            dots=dots,
            loose_clothes=loose_clothes,
            slow_motion=read_factor(slow_motion),
            level=read_level(level),
        )
        part = _part(shard, merge=merge)
        children = None if roster is None else _children(roster)
        request = BatchRequest(
            folder, out, screening, recursive, part, jobs, children, overlay, blur_face, merge, ray
        )
    write_pdf: PdfWriter | None = (context.obj or {}).get("write_pdf") if report else None
    done = _run(request, write_pdf, as_json)
    say(_as_json(done)) if as_json else _say_done(done, whole=shard is None)
    raise typer.Exit(_exit_code(done))


def _run(request: BatchRequest, write_pdf: PdfWriter | None, as_json: bool) -> BatchDone:
    """Do the work, and say what becomes of it meanwhile."""
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.pipeline.batch import run_batch

        return run_batch(
            request,
            write_pdf=write_pdf,
            notify=None if as_json else _say_row,
            progress=progress,
            cancel=cancel,
        )


def _part(shard: str | None, *, merge: bool) -> Shard | None:
    """Read the part of the videos that is asked for.

    Raises:
        ConfigError: It is none, or nothing is to be screened.
    """
    from engine.core.errors import ConfigError
    from engine.core.text import text
    from engine.pipeline.folder_videos import Shard

    if shard is not None and merge:
        raise ConfigError(
            text("--merge writes the table of all parts, --shard screens one."),
            text("Leave one of them out."),
        )
    return None if shard is None else Shard.parse(shard)


def _children(path: Path) -> tuple[Child, ...]:
    """Read a roster; rows that cannot be taken are named and left out.

    Raises:
        RosterError: It cannot be read.
    """
    from engine.roster.reading import read_roster

    roster = read_roster(path)
    for fault in roster.faults:
        complain(f"Left out: row {fault.row} of the roster: {fault.reason}")
    return roster.children


def _say_row(row: BatchRow) -> None:
    """Say at once what became of a video; not among what the command prints in the end."""
    from engine.report.screening_document import answer_of

    answer = "no result" if row.result is None else answer_of(row.result).marked
    complain(f"{row.video}: {answer}")


def _say_done(done: BatchDone, *, whole: bool) -> None:
    states = [filled["state"] for filled in done.table]
    for filled in done.table:
        if filled["state"] == "failed":
            complain(f"No result: {filled['video']}: {filled['problem']} {filled['remedy']}")
    if whole:
        _say_missing(done)
    if done.matches is not None:
        for video in done.matches.videos:
            complain(f"No child of the roster: {video}")
        numbers = ", ".join(child.number for child in done.matches.missing)
        if numbers and whole:
            complain(f"No video of the children: {numbers}")
    say(
        f"{len(done.done)} screened now, {len(done.kept)} before, {states.count('failed')} could not be "
        f"used, {states.count('not_screened')} still to do"
    )
    for path in done.written:
        say(f"Written: {path}")
    if not whole:
        say("Once every part is done, --merge in the place of --shard writes the table.")


def _say_missing(done: BatchDone) -> None:
    """Name videos that no part has screened, and results whose video is not there."""
    waiting = [filled["video"] for filled in done.table if filled["state"] == "not_screened"]
    for video in waiting[:_NAMED]:
        complain(f"Still to do: {video}")
    if len(waiting) > _NAMED:
        complain(
            f"Still to do: {len(waiting) - _NAMED} more; their state in the table is not_screened"
        )
    for video in done.gone[:_NAMED]:
        complain(f"No video any more: {video}; it has a result, and no row in the table")
    if len(done.gone) > _NAMED:
        complain(f"No video any more: {len(done.gone) - _NAMED} more")


def _as_json(done: BatchDone) -> str:
    videos = [{name: cell for name, cell in filled.items() if cell != ""} for filled in done.table]
    matches = done.matches
    facts: dict[str, object] = {
        "screened": done.done,
        "kept": done.kept,
        "videos": videos,
        "written": [str(path) for path in done.written],
    }
    if done.gone:
        facts["gone"] = done.gone
    if matches is not None:
        missing = [child.number for child in matches.missing]
        facts["unmatched"] = {"videos": matches.videos, "children": missing}
    return json.dumps(facts, ensure_ascii=False)


def _exit_code(done: BatchDone) -> Exit:
    if any(filled["state"] != "screened" for filled in done.table):
        return Exit.BAD_INPUT
    again = any(filled["recording"] == "repeat_the_recording" for filled in done.table)
    return Exit.REPEAT if again else Exit.DONE
