"""``scolioapp screen``: from a video file to its result."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.cli.options import PoseNetwork, Segmenter
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
from engine.cli.screening_text import summary
from engine.core.errors import OutputError
from engine.core.findings import Verdict
from engine.core.screening_request import DEFAULT_RATE

if TYPE_CHECKING:
    from engine.core.progress import Cancel, Progress
    from engine.core.result import ScreeningResult
    from engine.core.screening_request import ScreeningRequest
    from engine.pipeline.judgement import Screening
    from engine.pipeline.outputs import PdfWriter


Video = Annotated[Path, typer.Argument(help="Video of a walking person.")]
Person = Annotated[int | None, typer.Option(help="Number of the person to judge.")]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        help="Folder for the files. [default: VIDEO-screening, never one used by another video]"
    ),
]
Label = Annotated[
    str | None,
    typer.Option(help="Name or number for finding the recording; saved with the result."),
]
EarlierFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="RESULT_FOLDER",
        help="Folder of the earlier result of the same child; its label is reused.",
    ),
]
ResultAsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def screen(
    context: typer.Context,
    video: Video,
    model: Model = None,
    pose: PoseNetwork = None,
    segmenter: Segmenter = None,
    device: Device = "auto",
    precision: Precision = "fp32",
    person: Person = None,
    out: OutFolder = None,
    rate: Rate = DEFAULT_RATE,
    all_frames: AllFrames = False,
    blur_face: BlurFace = False,
    slow_motion: SlowMotion = "1",
    dots: Dots = False,
    loose_clothes: LooseClothes = False,
    label: Label = None,
    repeats: EarlierFolder = None,
    level: Level = "auto",
    as_json: ResultAsJson = False,
) -> None:
    """Screen one video and write result.json, sequence.gait.npz, overlay.mp4 and report.pdf.

    Exit codes: 0 done, 2 bad input or files that cannot be written, 3 film again. With --json the
    result is printed even if its files cannot be written. If an administrator has locked this computer to
    clinic mode, the fixed model is used, with the standard settings.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.clinic_lock import system_lock
        from engine.pipeline.outputs import check_outputs, default_folder
        from engine.pipeline.screening import Screener, ScreeningRequest

        folder = out or default_folder(video)
        request = ScreeningRequest(
            video,
            rate=None if all_frames else rate,
            model=model,
            precision=precision,
            device=device,
            pose=pose,
            segmenter=segmenter,
            dots=dots,
            loose_clothes=loose_clothes,
            person=person,
            slow_motion=read_factor(slow_motion),
            level=read_level(level),
        )
        earlier = None if repeats is None else _earlier(repeats, folder)
        request = _named(request, label, repeats, earlier)
        written: list[Path] = []
        with _unwritten(as_json) as failures:
            check_outputs(folder, video)
        with Screener(lock=system_lock, exact=True) as screener:
            screening = screener.screen(request, progress=progress, cancel=cancel)
        if not failures:
            with _unwritten(as_json) as failures:
                written = _write(screening, video, folder, blur_face, context, progress, cancel)
    _say_result(screening.result, earlier, written, as_json)
    _end(screening.result, failures)


def _end(result: ScreeningResult, failures: list[OutputError]) -> None:
    """End with the code that says what came of it, where that is not 0."""
    if failures:
        raise typer.Exit(failures[0].exit_code)
    if result.quality.verdict is Verdict.REPEAT:
        raise typer.Exit(Exit.REPEAT)


def _say_result(
    result: ScreeningResult, earlier: ScreeningResult | None, written: list[Path], as_json: bool
) -> None:
    """Print a result, and where its files are."""
    if as_json:
        say(result.to_json())
        return
    for line in summary(result, earlier):
        say(line)
    say("Written: " + ", ".join(str(path) for path in written))


def _earlier(repeats: Path, folder: Path) -> ScreeningResult:
    """Read the result that is repeated.

    Raises:
        SequenceError: There is none, or the new result would take its place.
    """
    from engine.core.errors import SequenceError
    from engine.core.kept_result import result_in
    from engine.core.text import text

    result = result_in(repeats)
    if folder.exists() and folder.samefile(repeats):
        raise SequenceError(
            text("The new result would replace the one it repeats."),
            text("Choose another folder with --out."),
        )
    return result


def _named(
    request: ScreeningRequest,
    label: str | None,
    repeats: Path | None,
    earlier: ScreeningResult | None,
) -> ScreeningRequest:
    """Return a request with its label, else that of the earlier result, and the link to that one."""
    from engine.core.result import Repeats

    if repeats is None or earlier is None:
        return replace(request, label=label or "")
    link = Repeats.of(repeats.absolute().name, earlier)
    return replace(request, label=earlier.label if label is None else label, repeats=link)


@contextlib.contextmanager
def _unwritten(goes_on: bool) -> Iterator[list[OutputError]]:
    """Say at once that files cannot be written, and note it where the result is printed all the same."""
    failures: list[OutputError] = []
    try:
        yield failures
    except OutputError as error:
        if not goes_on:
            raise
        complain(str(error.what))
        complain(str(error.remedy))
        failures.append(error)


def _write(
    screening: Screening,
    video: Path,
    folder: Path,
    blur_face: bool,
    context: typer.Context,
    progress: Progress,
    cancel: Cancel,
) -> list[Path]:
    """Write the files of a screening, and say where they took the place of another video's."""
    from engine.pipeline.outputs import screened_in, write_outputs

    write_pdf: PdfWriter | None = (context.obj or {}).get("write_pdf")
    before = screened_in(folder)
    written = write_outputs(
        screening,
        video,
        folder,
        blur_face=blur_face,
        write_pdf=write_pdf,
        progress=progress,
        cancel=cancel,
    )
    if before not in ("", screening.result.provenance.video.sha256):
        complain(f"The results of another video in “{folder.name}” were replaced.")
    return written
