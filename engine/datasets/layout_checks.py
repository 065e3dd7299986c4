"""Finds what does not lie where a dataset has its sequences, and says where it was looked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.core.text import Text, text
from engine.datasets.check_report import DatasetFinding, Problem, Severity
from engine.datasets.entries import class_of
from engine.datasets.scoliosis1k import POSE, SILHOUETTES, Place, places, silhouettes_folder

MOST = 20
"""Stray folders that are named one by one."""

_ID = re.compile(r"^\d{5}$")
_LAYOUT = text("Expected: five digits / Positive, Neutral or Negative / view / view.pkl.")


def layout_findings(root: Path, found: Sequence[Place]) -> list[DatasetFinding]:
    """Look for ids that come twice, and for folders with sequences in another layout.

    Args:
        root: The dataset, or the folder of its silhouettes alone.
        found: What `engine.datasets.scoliosis1k.places` found in it.
    """
    if not found:
        return [_nothing(root)]
    findings = [
        _finding(
            id,
            Problem.SAME_ID,
            text("Sequence {id} is in {count} folders.", id=id, count=count),
            text("Keep one, or give each of the others its own id."),
        )
        for id, count in Counter(place.id for place in found).items()
        if count > 1
    ]
    return findings + list(_strays(silhouettes_folder(root), {place.id for place in found}))


def _finding(
    sequence: str, problem: Problem, message: Text, remedy: Text, place: str = ""
) -> DatasetFinding:
    return DatasetFinding(
        sequence=sequence,
        problem=problem,
        severity=Severity.BROKEN,
        message=message,
        remedy=remedy,
        place=place,
    )


def _nothing(root: Path) -> DatasetFinding:
    """Say that there is no sequence, and where there is one."""
    near = sorted(path for path in root.iterdir() if path.is_dir())
    if _ID.match(root.name):
        near.append(root.parent)
    elif class_of(root.name) is not None:
        near.append(root.parent.parent)
    better = next((path for path in near if next(places(path), None) is not None), None)
    return _finding(
        "",
        Problem.WRONG_LAYOUT,
        text("“{name}” contains no sequences in the Scoliosis1K layout.", name=root.resolve().name),
        _LAYOUT
        if better is None
        else text("Did you mean the folder “{nearest}”?", nearest=better.resolve().name),
    )


def _strays(folder: Path, known: set[str]) -> Iterator[DatasetFinding]:
    """Name folders that hold sequences, but not where they are looked for."""
    named = 0
    for child in sorted(path for path in folder.iterdir() if path.is_dir()):
        if child.name in known or child.name in (SILHOUETTES, POSE) or child.name.startswith("."):
            continue
        inside = next(child.rglob("*.pkl"), None) or next(child.rglob("*.png"), None)
        if inside is None and not _ID.match(child.name):
            continue
        named += 1
        if named > MOST:
            return
        yield _finding(
            child.name if _ID.match(child.name) else "",
            Problem.WRONG_LAYOUT,
            text("“{name}” has no files where sequences are expected.", name=child.name),
            _LAYOUT,
            child.name if inside is None else inside.relative_to(folder).as_posix(),
        )
