"""A screening on disk: everything to show it again and to choose another person, but no picture.

A folder with ``result.json``, ``sequence.gait.npz`` (the judged person, where there is one) and
``people.npz`` (everyone who was followed).
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from engine.core.errors import OutputError, SequenceError
from engine.core.files import hidden, write_text, written_beside
from engine.core.findings import Finding, Verdict
from engine.core.level import Level
from engine.core.result import ScreeningResult
from engine.core.sides import Facing
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.gait.sequence import GaitSequence
from engine.perception.types import Recording, Track
from engine.pipeline.analysis import Analysis, sequences_of
from engine.pipeline.judgement import Screening, judged_sequence

RESULT, SEQUENCE, PEOPLE = "result.json", "sequence.gait.npz", "people.npz"

_SCHEMA = "scolioapp.people/1"
_FINDINGS = TypeAdapter(tuple[Finding, ...])
_ARRAYS = (
    "indices",
    "seconds",
    "keypoints",
    "raw_keypoints",
    "landmarks",
    "world",
    "boxes",
    "silhouettes",
    "scores",
)


def save(screening: Screening, folder: Path) -> None:
    """Write a screening as a new folder, made beside and renamed.

    Raises:
        OutputError: The folder exists, or its parent cannot be written.
    """
    if folder.exists():
        raise OutputError(
            text("The folder “{name}” already exists.", name=folder.name),
            text("Choose another name."),
        )
    beside = hidden(folder, "part")
    try:
        beside.mkdir(parents=True)
        write_text(beside / RESULT, screening.result.to_json())
        if screening.sequence is not None:
            screening.sequence.save(beside / SEQUENCE)
        _save_people(screening.analysis, beside / PEOPLE)
        os.replace(beside, folder)
    except OSError as error:
        raise OutputError(
            text(
                "The result could not be saved in “{name}”: {reason}.",
                name=folder.parent.name,
                reason=error.strerror or str(error),
            ),
            text("Free some space, or choose another folder in the settings."),
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def load(folder: Path) -> Screening:
    """Read a screening that `save` wrote.

    Raises:
        SequenceError: A file is missing, damaged, or of another version.
    """
    try:
        result = _read_result(folder)
        analysis = _load_people(folder / PEOPLE)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError) as error:
        raise SequenceError(
            text("The result in “{name}” cannot be read.", name=folder.name),
            text("It is damaged or from another version. Screen the video again."),
        ) from error
    sequence = judged_sequence(
        analysis,
        None if result.person is None else result.person - 1,
        result.provenance.slow_motion,
        result.level,
    )
    if sequence is not None and result.dots is not None:
        sequence = _as_corrected(sequence, folder / SEQUENCE)
    return Screening(result, sequence, analysis)


def _as_corrected(sequence: GaitSequence, path: Path) -> GaitSequence:
    """Return a walk with its dots as they were kept, names by hand among them."""
    dots = GaitSequence.load(path).dots
    fits = dots is not None and len(dots.places) == len(sequence)
    return sequence.with_dots(dots) if dots is not None and fits else sequence


def _read_result(folder: Path) -> ScreeningResult:
    return ScreeningResult.from_json((folder / RESULT).read_text(encoding="utf-8"))


def result_in(folder: Path) -> ScreeningResult:
    """Read what is said in the folder of a screening, whoever wrote it.

    Raises:
        SequenceError: There is no result, or it is damaged or of another version.
    """
    try:
        return _read_result(folder)
    except (OSError, ValueError) as error:
        raise SequenceError(
            text("There is no readable result in “{name}”.", name=folder.absolute().name),
            text("Choose the folder of a screening; it contains a result.json."),
        ) from error


def relabel(folder: Path, label: str) -> ScreeningResult:
    """Return a kept screening another label; written beside and renamed, so that it is whole at any time.

    Raises:
        SequenceError: There is no result, or it is damaged or of another version.
        OutputError: It cannot be written; it is as it was.
    """
    result = result_in(folder)
    named = result.named(label, result.repeats)
    if named is not result:
        write_text(folder / RESULT, named.to_json())
    return named


def verdict_of(folder: Path) -> Verdict | None:
    """Return what a kept screening says its recording is good for; None where no result can be read."""
    try:
        return _read_result(folder).quality.verdict
    except (OSError, ValueError):
        return None


def judged_by(results: Path, hashes: Collection[str]) -> int:
    """Count the kept screenings that a model judged.

    Args:
        results: Folder of screenings; it need not exist.
        hashes: Hashes of the model's files.
    """
    count = 0
    for file in results.glob(f"*/{RESULT}"):
        try:
            model = ScreeningResult.from_json(file.read_text(encoding="utf-8")).model
        except (OSError, ValueError):
            continue
        count += model is not None and model.sha256 in hashes
    return count


def _save_people(analysis: Analysis, path: Path) -> None:
    recording = analysis.recording
    facts: dict[str, Any] = {
        "schema": _SCHEMA,
        "info": recording.info.model_dump(mode="json"),
        "rate": recording.rate,
        "walker": recording.walker,
        "findings": _FINDINGS.dump_python(recording.findings, mode="json"),
        "estimator": recording.estimator,
        "keypoint_set": recording.keypoint_set,
        "facts": recording.facts,
        "level": None if recording.level is None else recording.level.model_dump(mode="json"),
        "started": analysis.started,
        "stage_seconds": dict(analysis.stage_seconds),
        "tracks": [
            {
                "walks": track.walks,
                "findings": _FINDINGS.dump_python(track.findings, mode="json"),
                "part": track.part,
                "speed_factor": track.speed_factor,
                "other": track.other,
                "facing": [track.facing.sign, track.facing.agreement, track.facing.plain],
            }
            for track in recording.tracks
        ],
    }
    arrays: dict[str, NDArray[Any]] = {
        "facts": np.frombuffer(json.dumps(facts).encode(), np.uint8),
        "frame_seconds": recording.frame_seconds,
    }
    for number, track in enumerate(recording.tracks):
        arrays |= {f"{number}_{name}": getattr(track, name) for name in _ARRAYS}
        arrays[f"{number}_facing_frames"] = track.facing.frames
        if track.spots is not None:
            arrays[f"{number}_spots"] = track.spots
        lengths = [len(outline) for outline in track.outlines]
        arrays[f"{number}_outline_ends"] = np.cumsum(lengths, dtype=np.int64)
        arrays[f"{number}_outline_points"] = np.concatenate(
            [np.zeros((0, 2), np.float32), *(o.reshape(-1, 2) for o in track.outlines)]
        ).astype(np.float32)
    with written_beside(path) as beside, beside.open("wb") as stream:
        np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]  # its stub knows no **arrays


def _load_people(path: Path) -> Analysis:
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        facts = json.loads(arrays["facts"].tobytes())
        if facts["schema"] != _SCHEMA:
            raise ValueError(facts["schema"])
        tracks = tuple(
            _load_track(arrays, number, told) for number, told in enumerate(facts["tracks"])
        )
        recording = Recording(
            info=VideoInfo.model_validate(facts["info"]),
            rate=facts["rate"],
            frame_seconds=arrays["frame_seconds"],
            tracks=tracks,
            walker=facts["walker"],
            findings=_FINDINGS.validate_python(facts["findings"], strict=False),
            estimator=facts["estimator"],
            keypoint_set=facts["keypoint_set"],
            facts=facts["facts"],
            level=None if facts.get("level") is None else Level.model_validate(facts["level"]),
        )
    return Analysis(
        recording, sequences_of(recording), facts["rate"], facts["started"], facts["stage_seconds"]
    )


def _load_track(arrays: Mapping[str, NDArray[Any]], number: int, told: dict[str, Any]) -> Track:
    points, ends = arrays[f"{number}_outline_points"], arrays[f"{number}_outline_ends"]
    return Track(
        **{name: arrays[f"{number}_{name}"] for name in _ARRAYS},
        outlines=tuple(np.split(points, ends[:-1])) if len(ends) else (),
        walks=told["walks"],
        findings=_FINDINGS.validate_python(told["findings"], strict=False),
        facing=_facing(arrays, number, told),
        part=None if told.get("part") is None else (told["part"][0], told["part"][1]),
        speed_factor=told.get("speed_factor"),
        other=None if told.get("other") is None else (told["other"][0], told["other"][1]),
        spots=arrays[f"{number}_spots"] if f"{number}_spots" in arrays else None,
    )


def _facing(arrays: Mapping[str, NDArray[Any]], number: int, told: dict[str, Any]) -> Facing:
    """Read where the own left lies; undecided in what earlier versions kept."""
    if "facing" not in told:
        return Facing()
    sign, agreement, plain = told["facing"]
    return Facing(int(sign), float(agreement), bool(plain), arrays[f"{number}_facing_frames"])
