"""What is known of a dataset besides where it lies, read from its records off the interface's thread.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from scolioapp.storage.dataset_records import DatasetRecords
from scolioapp.storage.dataset_requests import LEFT_OUT, DatasetFiles, LeftOut, Seen, SplitFacts

if TYPE_CHECKING:
    from engine.datasets.check_report import DatasetReport
    from scolioapp.storage.known_datasets import KnownDataset

CHECK, SPLIT, OUT, PARTITION = "check.json", "split.json", "left_out.json", "partition.json"
"""Names of the records."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a dataset.

    Attributes:
        report: Its last check, or None.
        checked: Day of that, ISO 8601.
        split: Its split, or None.
    """

    report: DatasetReport | None = None
    checked: str = ""
    split: SplitFacts | None = None
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A dataset that can be taken into the list.

    Attributes:
        partition: The partition that was kept of it earlier, or None.
    """

    seen: Seen
    partition: Path | None = None


def read_facts(records: DatasetRecords, dataset: Path) -> Facts:
    """Read the records of a dataset; one that cannot be read counts as missing."""
    from engine.datasets.check_report import DatasetReport

    report: DatasetReport | None = None
    checked, split = "", None
    left_out: tuple[LeftOut, ...] = ()
    try:
        if (kept := records.read(dataset, CHECK)) is not None:
            report, checked = DatasetReport.model_validate_json(kept[0]), kept[1]
    except ValidationError:
        report = None
    try:
        if (kept := records.read(dataset, SPLIT)) is not None:
            split = SplitFacts.model_validate_json(kept[0])
        if (kept := records.read(dataset, OUT)) is not None:
            left_out = LEFT_OUT.validate_json(kept[0])
    except ValidationError:
        left_out = ()
    return Facts(report, checked, split, left_out)


def classes_of(report: DatasetReport) -> dict[str, int]:
    """Return the sequences of each class that is there."""
    return {name.value: one.sequences for name, one in report.classes.items() if one.sequences}


def dataset_of(offer: Offer, known: KnownDataset | None) -> KnownDataset:
    """Return what the list keeps of an offer; what was told of it earlier stays."""
    from scolioapp.storage.known_datasets import KnownDataset

    seen = offer.seen
    return KnownDataset(
        path=seen.path,
        kind=seen.kind,
        packed=seen.packed,
        pose=None if known is None else known.pose,
        subjects=None if known is None else known.subjects,
        partition=offer.partition if known is None else known.partition,
        agreed=known.agreed if known is not None and known.agreed else seen.agreed,
        licence=seen.licence,
        keypoint_set=seen.keypoint_set,
        classes=dict(seen.classes),
    )


def files_of(dataset: KnownDataset) -> DatasetFiles:
    """Say where a dataset lies."""
    return DatasetFiles(dataset.path, dataset.pose, dataset.subjects, bool(dataset.agreed))
