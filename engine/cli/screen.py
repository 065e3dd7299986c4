"""``scolioapp screen``: from a video file to its result."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from engine.cli.console import Exit, cancelled_by_ctrl_c, complain, progress_bar, say, told
from engine.core.errors import OutputError
from engine.core.findings import Verdict
from engine.core.model_status import with_mark
from engine.core.text import Text

if TYPE_CHECKING:
    from engine.core.level import Level
    from engine.core.result import ScreeningResult
    from engine.pipeline.analysis import Analysis
    from engine.pipeline.outputs import PdfWriter

_BAR = 20
"""Signs in a bar without figures."""


def screen(
    context: typer.Context,
    video: Annotated[Path, typer.Argument(help="Video of a walking person.")],
    model: Annotated[str | None, typer.Option(help="Installed model or model folder.")] = None,
    pose: Annotated[
        Path | None, typer.Option(help="Folder of a pose network. [default: BlazePose]")
    ] = None,
    segmenter: Annotated[
        Path | None, typer.Option(help="Folder of a segmentation network. [default: BlazePose]")
    ] = None,
    device: Annotated[
        Literal["auto", "cpu", "gpu"], typer.Option(help="Where the model runs.")
    ] = "auto",
    precision: Annotated[
        Literal["fp32", "bf16", "int8"],
        typer.Option(help="Lower precisions are faster; the model's card says which it offers."),
    ] = "fp32",
    person: Annotated[int | None, typer.Option(help="Number of the person to judge.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the files. [default: VIDEO-screening, never one used by another video]"
        ),
    ] = None,
    rate: Annotated[
        float, typer.Option(min=5.0, max=240.0, help="Frames analysed per second.")
    ] = 15.0,
    all_frames: Annotated[bool, typer.Option("--all-frames", help="Analyse every frame.")] = False,
    blur_face: Annotated[
        bool, typer.Option("--blur-face", help="Hide faces in the overlay.")
    ] = False,
    slow_motion: Annotated[
        str,
        typer.Option(
            metavar="FACTOR",
            help="How many times slower than real time the video plays, such as 4; auto: worked "
            "out from the walk.",
        ),
    ] = "1",
    dots: Annotated[
        bool, typer.Option("--dots", help="The person wears adhesive dots; look for them.")
    ] = False,
    label: Annotated[
        str | None,
        typer.Option(help="Name or number for finding the recording; saved with the result."),
    ] = None,
    repeats: Annotated[
        Path | None,
        typer.Option(
            metavar="RESULT_FOLDER",
            help="Folder of the earlier result of the same child; its label is reused.",
        ),
    ] = None,
    level: Annotated[
        str,
        typer.Option(
            metavar="auto|off|ROLL[,PITCH]",
            help="Tilt of the camera, degrees: roll is positive where upright things lean to the right,"
            " pitch where the camera looks up; auto: found in the picture; off: by the picture's edges.",
        ),
    ] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Screen one video and write result.json, sequence.gait.npz, overlay.mp4 and report.pdf.

    Exit codes: 0 done, 2 bad input or files that cannot be written, 3 film again. With --json the
    result is printed even if its files cannot be written. If an administrator has locked this computer to
    clinic mode, the fixed model is used, with the standard settings.
    """
    with told(), cancelled_by_ctrl_c() as cancel, progress_bar(shown=not as_json) as progress:
        from engine.core.clinic_lock import system_lock
        from engine.perception.networks.estimators import open_estimator
        from engine.pipeline.outputs import check_outputs, default_folder, write_outputs
        from engine.pipeline.screening import analyse_video, judge, open_model

        lock = system_lock()
        if lock is not None:
            lock.allow_plain(_changed(context))
        factor, stands = _factor(slow_motion), _stands(level)
        folder = out or default_folder(video)
        earlier = None if repeats is None else _earlier(repeats, folder)
        with _unwritten(as_json) as early:
            check_outputs(folder, video)
        write_pdf: PdfWriter | None = (context.obj or {}).get("write_pdf")
        predictor = open_model(model, device=device, precision=precision, lock=lock)
        analysis = analyse_video(
            video,
            rate=None if all_frames else rate,
            estimator=open_estimator(pose, segmenter) if pose or segmenter else None,
            dots=dots,
            progress=progress,
            cancel=cancel,
        )
        screening = judge(
            analysis,
            person=person,
            model=predictor,
            slow_motion=factor,
            level=_level(stands, analysis),
        )
        screening = replace(screening, result=_named(screening.result, label, repeats, earlier))
        failures = early
        if not early:
            before = _said_of_another(folder, screening.result)
            with _unwritten(as_json) as failures:
                written = write_outputs(
                    screening,
                    video,
                    folder,
                    blur_face=blur_face,
                    write_pdf=write_pdf,
                    progress=progress,
                    cancel=cancel,
                )
                if before:
                    complain(f"The results of another video in “{folder.name}” were replaced.")
    if as_json:
        say(screening.result.to_json())
    else:
        for line in summary(screening.result, earlier):
            say(line)
        say("Written: " + ", ".join(str(path) for path in written))
    if failures:
        raise typer.Exit(failures[0].exit_code)
    if screening.result.quality.verdict is Verdict.REPEAT:
        raise typer.Exit(Exit.REPEAT)


_OPTIONS = ("pose", "segmenter", "device", "precision", "rate", "all_frames")
"""What clinic mode keeps as usual."""


def _changed(context: typer.Context) -> dict[str, bool]:
    """Say of each option that clinic mode keeps as usual whether it is changed."""
    usual = {one.name: one.default for one in context.command.params}
    return {f"--{name.replace('_', '-')}": context.params[name] != usual[name] for name in _OPTIONS}


def _earlier(repeats: Path, folder: Path) -> ScreeningResult:
    """Read the result that is repeated.

    Raises:
        SequenceError: There is none, or the new result would take its place.
    """
    from engine.core.errors import SequenceError
    from engine.core.text import text
    from engine.pipeline.screening_files import result_in

    result = result_in(repeats)
    if folder.exists() and folder.samefile(repeats):
        raise SequenceError(
            text("The new result would replace the one it repeats."),
            text("Choose another folder with --out."),
        )
    return result


def _named(
    result: ScreeningResult,
    label: str | None,
    repeats: Path | None,
    earlier: ScreeningResult | None,
) -> ScreeningResult:
    """Return a result its label, that of the earlier one where none was given, and the link to that one."""
    from engine.core.result import Repeats

    link: Repeats | None = None
    if repeats is not None and earlier is not None:
        link = Repeats.of(repeats.absolute().name, earlier)
    inherited = "" if earlier is None else earlier.label
    return result.named(inherited if label is None else label, link)


def _factor(words: str) -> float | None:
    """Read the factor of slow motion; None for ``auto``.

    Raises:
        SequenceError: It is no factor that a recording can have.
    """
    from engine.core.errors import SequenceError
    from engine.core.text import text
    from engine.pipeline.speed import checked

    if words == "auto":
        return None
    try:
        factor = float(words)
    except ValueError as error:
        raise SequenceError(
            text("“{words}” is not a number.", words=words),
            text("Choose a number such as 2, 4 or 8, or auto."),
        ) from error
    return checked(factor)


_Stands = Literal["auto", "off"] | tuple[float, float]


def _stands(words: str) -> _Stands:
    """Read how the camera stands: ``auto``, ``off``, or roll and pitch, degrees.

    Raises:
        SequenceError: It is none of them.
    """
    from engine.core.errors import SequenceError
    from engine.core.level import FARTHEST_PITCH, FARTHEST_ROLL
    from engine.core.text import text

    if words == "auto":
        return "auto"
    if words == "off":
        return "off"
    roll, _, pitch = words.partition(",")
    try:
        angles = float(roll), float(pitch or 0.0)
    except ValueError:
        angles = float("nan"), float("nan")
    if abs(angles[0]) <= FARTHEST_ROLL and abs(angles[1]) <= FARTHEST_PITCH:
        return angles
    raise SequenceError(
        text("“{words}” does not say how the camera is tilted.", words=words),
        text(
            "Give auto, off, or roll and pitch in degrees (at most {roll} and {pitch}), such as 2.5,-8.",
            roll=round(FARTHEST_ROLL),
            pitch=round(FARTHEST_PITCH),
        ),
    )


def _level(stands: _Stands, analysis: Analysis) -> Level | None:
    """Return the level that was asked for; None: as it was found."""
    from engine.core.level import NOT_FOUND, level_by_hand, level_switched_off, unknown_level

    if stands == "auto":
        return None
    info = analysis.info
    base = analysis.recording.level or unknown_level(
        NOT_FOUND, info.width, info.height, info.focal_px
    )
    return level_switched_off(base) if stands == "off" else level_by_hand(base, *stands)


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


def _said_of_another(folder: Path, result: ScreeningResult) -> bool:
    """Whether a chosen folder holds the results of another video."""
    from engine.pipeline.outputs import screened_in

    return screened_in(folder) not in ("", result.provenance.video.sha256)


def summary(result: ScreeningResult, earlier: ScreeningResult | None = None) -> list[str]:
    """Say a result in lines, in the order of the result page; then what it changed since an earlier one."""
    from engine.report import measurement_words, wording
    from engine.report.level_words import level_words

    lines = [
        *_called(result),
        with_mark(wording.outcome_title(result.outcome), wording.warning_mark(result)),
        str(wording.outcome_sentence(result.outcome, unlike=result.unlike_training)),
    ]
    next_step = wording.next_step(result.outcome, unlike=result.unlike_training)
    lines.append(f"Next: {next_step}")
    if result.model is not None and result.model.notice is not None:
        lines.append(f"Model {result.model.name} ({result.model.status}): {result.model.notice}")
    lines.append(f"Recording: {wording.verdict_label(result.quality.verdict)}")
    for finding in result.quality.findings:
        word = wording.severity_label(finding.severity)
        lines.append(f"  {word}: {' '.join(map(str, finding.sentences))}")
    if len(result.people) > 1:
        numbers = ", ".join(str(person.number) for person in result.people)
        lines.append(
            f"People: {numbers}; screened: {result.person or 'nobody'} (choose with --person)"
        )
    if result.level is not None and result.level.known:
        lines.append(f"Level: {' '.join(str(words) for words in level_words(result.level))}")
    for name, measurement in result.measurements.items():
        label = measurement_words.measurement_label(name)
        said = measurement_words.measurement_words(name, measurement)
        source = measurement_words.source_words(measurement, result.dots)
        lines.append(f"  {label}: {said}" + (f" ({source})" if source else ""))
    if any(measurement.measurable for measurement in result.measurements.values()):
        lines.append(f"  {measurement_words.usual_range_words()}")
    if result.gait.cadence is not None:
        lines.append(f"  Cadence: {result.gait.cadence:.0f} steps per minute")
    lines.extend(f"  {line}" for line in wording.score_words(result))
    lines.extend(_bar(label, share) for label, share in wording.score_bars(result))
    lines.extend(_reasons(result))
    lines.extend(f"Limit: {line}" for line in wording.limits(result))
    if earlier is not None:
        lines.extend(_changes(earlier, result))
    return lines


def _called(result: ScreeningResult) -> list[str]:
    """Say whose recording it is and what it repeats, where either is known."""
    lines = []
    if result.label:
        lines.append(f"Label: {result.label} (video {result.provenance.video.name})")
    link = result.repeats
    if link is not None:
        lines.append(f"Repeats: {link.video}, screened {link.screened}, saved in {link.result}")
    return lines


def _changes(earlier: ScreeningResult, result: ScreeningResult) -> list[str]:
    """Say what the new recording changed."""
    from engine.report import measurement_words, repeat, wording

    before = with_mark(wording.outcome_title(earlier.outcome), wording.warning_mark(earlier))
    verdict = wording.verdict_label(earlier.quality.verdict)
    lines = [f"Earlier recording: {before}; recording: {verdict}"]
    changed = repeat.compared(earlier, result)
    if changed.same_film:
        lines.append("  Both recordings are the same film.")
    for words, findings in (
        ("Gone", changed.gone),
        ("Still there", changed.still),
        ("New", changed.new),
    ):
        names = ", ".join(str(wording.finding_title(finding.code)) for finding in findings)
        lines.append(f"  {words}: {names or 'nothing'}")
    for twice in changed.measurements:
        label = measurement_words.measurement_label(twice.name)
        lines.append(f"  {label}: {repeat.agreement_words(twice.agreement)}")
    return lines


def _bar(label: Text, share: float) -> str:
    """Draw how much the model saw of a class, without a figure."""
    full = round(_BAR * share)
    return f"  {str(label).capitalize():24}[{'#' * full}{'.' * (_BAR - full)}]"


def _reasons(result: ScreeningResult) -> list[str]:
    """Say why the answer came out and how far to trust it, as the result page does."""
    from engine.report import trust_words, why_words

    explanation = result.explanation
    if explanation is None:
        lines = [f"Why: {why_words.why_not(result)}"]
    else:
        fence = f" ({result.model.status} model)" if result.model is not None else ""
        lines = [f"Why{fence}: {why_words.explanation_sentence(explanation)}"]
        if explanation.frames:
            times = "; ".join(str(why_words.frame_words(frame)) for frame in explanation.frames)
            lines.append(f"  {why_words.frames_sentence(explanation)} {times}")
        lines.extend(f"  {note}" for note in why_words.explanation_notes(explanation))
    grounds = [*trust_words.trust_lines(result), trust_words.predictive_line(result)]
    lines.extend(
        f"Trust: {ground.title}: {' '.join(str(words) for words in ground.everything)}"
        for ground in grounds
        if ground is not None
    )
    return lines
