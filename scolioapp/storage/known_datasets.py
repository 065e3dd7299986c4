"""The datasets that the person has brought in, kept in a small file. Must not know Qt.

Only where they lie and what was said about them is kept; the data stays where it is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from engine.core.errors import OutputError
from engine.core.files import write_text

Kind = Literal["simulated", "extracted", "scoliosis1k"]


class KnownDataset(BaseModel):
    """A dataset on this computer.

    Attributes:
        kind: Simulated, from videos of one's own, or else taken for Scoliosis1K.
        pose: Folder of its poses where they lie elsewhere, or None.
        subjects: CSV ``id,subject[,sex,age]`` where it lies elsewhere, or None.
        partition: Partition in OpenGait's form that says who is trained on, validated on and tested on, or
            None while it is not split.
        agreed: Day on which the person agreed to its terms, ISO 8601, or "" where there are none.
        licence: What its use is bound to; goes into the cards of models trained on it.
        keypoint_set: Keypoint definition of its poses, such as ``coco``.
        classes: Sequences of each class, by the names of the classes.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    path: Path
    kind: Kind
    packed: bool = False
    pose: Path | None = None
    subjects: Path | None = None
    partition: Path | None = None
    agreed: str = ""
    licence: str = ""
    keypoint_set: str = "coco"
    classes: dict[str, int] = {}

    @property
    def name(self) -> str:
        """What it is called: its folder's name."""
        return self.path.name

    @property
    def sequences(self) -> int:
        """Number of sequences."""
        return sum(self.classes.values())


_LIST = TypeAdapter(list[KnownDataset])


class DatasetFile:
    """The list of known datasets, in a JSON file.

    A file that is missing or broken reads as empty; a disk that refuses it loses only the list.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> tuple[KnownDataset, ...]:
        """Return the datasets, the newest first."""
        try:
            return tuple(_LIST.validate_json(self._file.read_bytes()))
        except (OSError, ValidationError):
            return ()

    def write(self, datasets: Iterable[KnownDataset]) -> None:
        """Keep these datasets, and only these."""
        with contextlib.suppress(OutputError):
            write_text(self._file, _LIST.dump_json(list(datasets), indent=1).decode())
