"""The known datasets, as the Research pages share them. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from scolioapp.storage.known_datasets import DatasetFile, KnownDataset


class DatasetShelf(QObject):
    """Which datasets there are; every change is kept at once.

    Signals:
        changed: A dataset came, went or became another.
    """

    changed = Signal()

    def __init__(self, file: DatasetFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._datasets = file.read()

    @property
    def datasets(self) -> tuple[KnownDataset, ...]:
        """All of them, the newest first."""
        return self._datasets

    def dataset(self, path: Path) -> KnownDataset | None:
        """Return the dataset in a folder, or None."""
        return next((each for each in self._datasets if each.path == path), None)

    def put(self, dataset: KnownDataset) -> None:
        """Take in a dataset; one of the same folder is replaced in its place."""
        if self.dataset(dataset.path) is None:
            kept = (dataset, *self._datasets)
        else:
            kept = tuple(dataset if one.path == dataset.path else one for one in self._datasets)
        self._keep(kept)

    def remove(self, path: Path) -> None:
        """Take a dataset off the list; its folder stays as it is."""
        self._keep(tuple(each for each in self._datasets if each.path != path))

    def _keep(self, datasets: tuple[KnownDataset, ...]) -> None:
        self._datasets = datasets
        self._file.write(datasets)
        self.changed.emit()
