"""What is asked of datasets and what comes back: frozen, and kept in small files. Must not know Qt."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter

from engine.core.errors import DatasetError
from engine.core.text import Text, text

if TYPE_CHECKING:
    from engine.datasets.origin import Kind


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies in a folder, seen from its names and from what it says of itself.

    Attributes:
        kind: Simulated, from videos of one's own, or else taken for Scoliosis1K.
        needs_agreement: Whether the person must confirm the release agreement before it is taken in.
        agreed: Day of that, should the person confirm it now; "" where there is nothing to agree to.
    """

    path: Path
    kind: Kind
    packed: bool = False
    needs_agreement: bool = False
    agreed: str = ""
    licence: str = ""
    keypoint_set: str = "coco"
    classes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatasetFiles:
    """Where a dataset lies.

    Attributes:
        pose: Folder of its poses where they lie elsewhere, or None.
        subjects: CSV that says whose each sequence is, where it lies elsewhere, or None.
    """

    root: Path
    pose: Path | None = None
    subjects: Path | None = None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class PackWish:
    """A store that is to be made.

    Attributes:
        store: Its folder, which must not exist.
        own_crop: Whether the two channels of skeleton maps are cropped each by itself.
        workers: Processes that prepare side by side, or None for one a core.
        instead: Whether the store takes the place of the dataset in the list.
    """

    files: DatasetFiles
    store: Path
    own_crop: bool = False
    workers: int | None = None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class SplitRequest:
    """A split that is to be made.

    Attributes:
        out: The partition to write; `scolioapp.viewmodels.datasets` decides where.
        test: Share of the people for test, where no partition is given.
        partition: OpenGait's file whose test set is kept, or None.
        model: Folder of the model by whose eyes likeness is judged, or None for the pictures.
    """

    files: DatasetFiles
    out: Path
    seed: int = 0
    validation: float = 0.15
    test: float = 0.2
    partition: Path | None = None
    model: Path | None = None


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """Videos that are to become a dataset.

    Attributes:
        labels: CSV video,class[,subject].
        out: Folder of the dataset; work that was stopped there goes on.
        licence: What the use of the recordings is bound to, or "".
    """

    videos: Path
    labels: Path
    out: Path
    licence: str = ""


@dataclass(frozen=True, slots=True)
class SimulateRequest:
    """Walkers that are to be simulated.

    Attributes:
        folder: Folder of the dataset, which must not exist.
        people: How many people, each walking once.
        frames: Frames of each walk, at 15 a second.
    """

    folder: Path
    people: int = 400
    seed: int = 0
    frames: int = 45


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LeftOut(_Kept):
    """A sequence or a video that is not in the dataset, and why."""

    name: str
    reason: Text


class PartCount(_Kept):
    """Sequences and people of one class in one part."""

    sequences: int
    people: int


class SaidLeak(_Kept):
    """Something that stands on two sides: its kind (see `engine.datasets.leakage.LeakKind`), in words."""

    kind: str
    message: Text


class SplitFacts(_Kept):
    """What a split is.

    Attributes:
        by_person: Whether it is known whose each sequence is; else the split is per sequence.
        completed: Name of the partition file whose test set was kept, or "".
        model: Folder name of the model by whose eyes likeness was judged, or "" for the pictures.
        parts: For train, validation and test the counts of each class.
    """

    by_person: bool
    completed: str = ""
    seed: int = 0
    model: str = ""
    parts: Mapping[str, Mapping[str, PartCount]]
    leaks: tuple[SaidLeak, ...] = ()


LEFT_OUT = TypeAdapter(tuple[LeftOut, ...])


@contextlib.contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Say in a sentence that a folder cannot be read, where the system refuses it.

    Raises:
        DatasetError: No right to read it, its drive is gone, or the like.
    """
    try:
        yield
    except OSError as failure:
        raise DatasetError(
            text(
                "“{name}” cannot be read: {reason}.",
                name=folder.name,
                reason=failure.strerror or str(failure),
            ),
            text("Ask for permission to read it, connect its drive, or choose another folder."),
        ) from failure
