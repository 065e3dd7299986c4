"""A screening as bytes: everything to show it again and to choose another person, but no picture.

``result.json``, ``sequence.gait.npz`` (the judged person, where there is one) and ``people.npz``
(everyone who was followed). Where they are kept is in `engine.core.kept_result`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from engine.core.errors import SequenceError
from engine.core.findings import Finding
from engine.core.kept_result import PEOPLE, RESULT, SEQUENCE
from engine.core.level import Level
from engine.core.result import ScreeningResult
from engine.core.sides import Facing
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.gait.sequence import GaitSequence
from engine.perception.types import Recording, Track
from engine.pipeline.analysis import Analysis, sequences_of
from engine.pipeline.judgement import Screening, judged_sequence

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
_OPTIONAL_ARRAYS = ("spots", "shoulder_line")


def dump(screening: Screening) -> dict[str, bytes]:
    """Return the files of a screening by name, without the label: it may change, they may not."""
    result = screening.result.named("", screening.result.repeats)
    files = {RESULT: result.to_json().encode(), PEOPLE: _dump_people(screening.analysis)}
    if screening.sequence is not None:
        files[SEQUENCE] = screening.sequence.dump()
    return files


def load(files: Mapping[str, bytes]) -> Screening:
    """Read a screening that `dump` wrote, or an earlier version.

    Raises:
        SequenceError: A file is missing, damaged, or of another version.
    """
    try:
        result = ScreeningResult.from_json(files[RESULT].decode())
        analysis = _parse_people(files[PEOPLE])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError) as error:
        raise SequenceError(
            text("The result cannot be read."),
            text("It is damaged or from another version. Screen the video again."),
        ) from error
    sequence = judged_sequence(
        analysis,
        None if result.person is None else result.person - 1,
        result.provenance.slow_motion,
        result.level,
    )
    if sequence is not None and result.dots is not None:
        sequence = _as_corrected(sequence, files.get(SEQUENCE, b""))
    return Screening(result, sequence, analysis)


def _as_corrected(sequence: GaitSequence, content: bytes) -> GaitSequence:
    """Return a walk with its dots as they were kept, names by hand among them."""
    dots = GaitSequence.parse(content, SEQUENCE).dots
    fits = dots is not None and len(dots.places) == len(sequence)
    return sequence.with_dots(dots) if dots is not None and fits else sequence


def _dump_people(analysis: Analysis) -> bytes:
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
        for name in _OPTIONAL_ARRAYS:
            if (array := getattr(track, name)) is not None:
                arrays[f"{number}_{name}"] = array
        lengths = [len(outline) for outline in track.outlines]
        arrays[f"{number}_outline_ends"] = np.cumsum(lengths, dtype=np.int64)
        arrays[f"{number}_outline_points"] = np.concatenate(
            [np.zeros((0, 2), np.float32), *(o.reshape(-1, 2) for o in track.outlines)]
        ).astype(np.float32)
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]  # its stub knows no **arrays
    return stream.getvalue()


def _parse_people(content: bytes) -> Analysis:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
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
    there = [name for name in _OPTIONAL_ARRAYS if f"{number}_{name}" in arrays]
    return Track(
        **{name: arrays[f"{number}_{name}"] for name in (*_ARRAYS, *there)},
        outlines=tuple(np.split(points, ends[:-1])) if len(ends) else (),
        walks=told["walks"],
        findings=_FINDINGS.validate_python(told["findings"], strict=False),
        facing=_facing(arrays, number, told),
        part=None if told.get("part") is None else (told["part"][0], told["part"][1]),
        speed_factor=told.get("speed_factor"),
        other=None if told.get("other") is None else (told["other"][0], told["other"][1]),
    )


def _facing(arrays: Mapping[str, NDArray[Any]], number: int, told: dict[str, Any]) -> Facing:
    """Read where the own left lies; undecided in what earlier versions kept."""
    if "facing" not in told:
        return Facing()
    sign, agreement, plain = told["facing"]
    return Facing(int(sign), float(agreement), bool(plain), arrays[f"{number}_facing_frames"])
