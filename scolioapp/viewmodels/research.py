"""What the three Research pages share, and how they call each other. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from scolioapp.jobs.worker import Worker
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.known_datasets import DatasetFile
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.datasets import DatasetsModel
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.viewmodels.training import TrainingModel

DATASET, TRAINING, EVALUATION = "dataset", "training", "evaluation"


class Research(QObject):
    """Datasets, training and evaluation.

    Signals:
        page_asked: The key of the page that is to be shown now.
    """

    page_asked = Signal(str)

    def __init__(
        self,
        paths: AppPaths,
        settings: Settings,
        worker: Worker,
        models: ModelManager,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.shelf = DatasetShelf(DatasetFile(paths.datasets), self)
        common = (self.shelf, models, paths, settings, worker)
        self.datasets = DatasetsModel(*common, self)
        self.training = TrainingModel(*common, self)
        self.evaluation = EvaluationModel(*common, self)
        self.datasets.train_asked.connect(self._train)
        self.training.evaluate_asked.connect(self._evaluate)
        self.training.report_asked.connect(self._report)
        self.training.add_asked.connect(self._add)

    def _train(self, dataset: Path) -> None:
        self.training.choose_dataset(dataset)
        self.page_asked.emit(TRAINING)

    def _evaluate(self, model: Path, dataset: Path) -> None:
        self.evaluation.choose(model, dataset)
        self.page_asked.emit(EVALUATION)

    def _report(self, report: Path) -> None:
        self.evaluation.show_report(report)
        self.page_asked.emit(EVALUATION)

    def _add(self, model: Path) -> None:
        # There it is seen how far it is, and what came of it.
        self.page_asked.emit(EVALUATION)
        self.evaluation.add_to_models(model)

    def close(self) -> None:
        """Look at nothing any more; a training, which is a process of its own, goes on."""
        self.datasets.close()
        self.training.close()
