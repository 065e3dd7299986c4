"""What the window asks about how good models are: evaluate, calibrate, install, and keep reports.

Imports the engine at its first use. Every method may be called off the interface's thread. Must not know
QtGui or QtWidgets.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ConfigError, ModelError
from engine.core.progress import Cancel, Progress
from scolioapp.storage.evaluations import ANSWERS, REPORT, About, EvaluationStore, KeptEvaluation

if TYPE_CHECKING:
    from engine.evaluation.calibrate import CalibrationResult as Recalibrated
    from engine.evaluation.report_file import EvaluationSet
    from engine.models.cards import ModelCard
    from engine.models.validation import EvaluationReport
    from engine.runs.run_folder import RunFolder
    from scolioapp.jobs.model_library import InstalledModel


@dataclass(frozen=True, slots=True)
class EvaluableModel:
    """A model that can be evaluated: an installed one, or the finished one of a training run.

    Attributes:
        name: Its name; a model of a run has that of its run.
        run: Folder of the model in its run, or None where the run is not known.
        learned_from: Dataset that the run learned from, or None where that is not known.
        split: Partition that the run learned by, or None where it cut its own, or is not known.
    """

    folder: Path
    name: str
    card: ModelCard
    installed: bool
    bundled: bool = False
    run: Path | None = None
    learned_from: Path | None = None
    split: Path | None = None


@dataclass(frozen=True, slots=True)
class DatasetPlace:
    """Where a dataset lies, and what goes with it.

    Attributes:
        path: Its folder, or its packed store.
        partition: Partition in OpenGait's form, or None while it is not split.
        subjects: CSV ``id,subject[,sex,age]``, or None for its own.
        pose: Folder of its poses where they lie elsewhere, or None.
    """

    path: Path
    partition: Path | None = None
    subjects: Path | None = None
    pose: Path | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of a dataset before it is read.

    Attributes:
        folder: Where it lies, without links, as runs name it.
        split: Likewise its partition, or None.
        test: Sequences of the test part; 0 without a partition.
    """

    folder: Path
    split: Path | None = None
    test: int = 0
    validation: int = 0


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What is to be evaluated, and on whom.

    Attributes:
        dataset: The dataset; its partition says who is tested on.
        description: What the data is, in words, or "".
        prevalence: Share of people of a group for the predictive values, in (0, 1).
        against: A model to compare with on the same people, or None.
    """

    model: EvaluableModel
    dataset: DatasetPlace
    description: str
    prevalence: float
    against: EvaluableModel | None = None


@dataclass(frozen=True, slots=True)
class CalibrationWish:
    """How probabilities and thresholds are to be fitted.

    Attributes:
        dataset: The dataset, whose partition has a validation part.
        description: What the data is, in words, or "".
        sensitivity: Wished for among positive and neutral people, or None for Youden's index.
        inconclusive: Largest share of sequences without a conclusion.
        scale_only: Whether the thresholds stay.
    """

    model: EvaluableModel
    dataset: DatasetPlace
    description: str = ""
    sensitivity: float | None = None
    inconclusive: float = 0.05
    scale_only: bool = False


class Evaluator:
    """The engine's evaluation as the window sees it."""

    def __init__(self, models: Path, runs: Path, evaluations: Path) -> None:
        self._models = models
        self._runs = runs
        self._store = EvaluationStore(evaluations)

    def candidates(self, installed: Iterable[InstalledModel]) -> tuple[EvaluableModel, ...]:
        """Return the models that can be evaluated: installed ones, then those of runs, the newest first."""
        from engine.library.admission import is_same_model

        found = [
            EvaluableModel(one.folder, one.name, one.card, True, one.bundled)
            for one in installed
            if one.card is not None and one.problem is None
        ]
        for trained in self._trained():
            same = [one for one in found if is_same_model(one.card, trained.card)]
            if not same:
                found.append(trained)
                continue
            known = same[0]
            found[found.index(known)] = EvaluableModel(
                known.folder, known.name, known.card, True, known.bundled,
                trained.folder, trained.learned_from, trained.split,
            )  # fmt: skip
        return tuple(found)

    def _trained(self) -> list[EvaluableModel]:
        """Return the finished models of all runs, the one that was finished last first."""
        from engine.runs.run_folder import runs_in

        found = [(_finished(run), _model_of(run)) for run in runs_in(self._runs)]
        found.sort(key=lambda pair: pair[0], reverse=True)
        return [model for _, model in found if model is not None]

    def parts(self, dataset: DatasetPlace) -> Parts:
        """Look where a dataset lies, and count the sequences of its partition.

        Raises:
            DatasetError: The partition cannot be read.
        """
        from engine.datasets.partitions import read_parts

        folder = dataset.path.resolve()
        if dataset.partition is None:
            return Parts(folder)
        found = read_parts(dataset.partition)
        split = dataset.partition.resolve()
        return Parts(folder, split, test=len(found.test), validation=len(found.validation))

    def evaluate(
        self,
        request: EvaluationRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> KeptEvaluation:
        """Evaluate, and keep the report.

        Raises:
            ScolioError: It cannot be done; nothing is kept.
            CancelledError: ``cancel`` was set; nothing is kept.
        """
        from engine.evaluation.report_file import evaluate

        against = request.against

        def write(folder: Path) -> EvaluationReport:
            return evaluate(
                request.model.folder,
                _set_of(request.dataset, request.description),
                prevalence=request.prevalence,
                against=None if against is None else against.folder,
                answers=folder / ANSWERS,
                progress=progress,
                cancel=cancel,
            )

        about = About(
            made=datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
            model=request.model.folder,
            dataset=request.dataset.path,
        )
        return self._store.keep(request.model.card.name, about, write)

    def calibrate(
        self,
        wish: CalibrationWish,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Recalibrated:
        """Fit on validation people, and write it into the model's card.

        Raises:
            ScolioError: It cannot be done; the model is as it was.
            CancelledError: Likewise.
        """
        from engine.evaluation.calibrate import CalibrationRequest, calibrate
        from engine.inference.calibration import ThresholdRule

        rule = None if wish.scale_only else ThresholdRule(wish.sensitivity, wish.inconclusive)
        data = _set_of(wish.dataset, wish.description)
        return calibrate(
            wish.model.folder, CalibrationRequest(data, rule=rule), progress=progress, cancel=cancel
        )

    def add(
        self, model: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> str:
        """Install a model, with the newest kept report about exactly its weights, if there is one.

        Returns:
            The name under which it is installed.

        Raises:
            ScolioError: It cannot be installed; nothing stays.
        """
        from engine.library import installed_models
        from engine.models.cards import read_card

        about = [one for one in self.kept() if _is_about(one, read_card(model))]
        tested = [one for one in about if one.report is not None and one.report.data.part == "test"]
        best = next(iter([*tested, *about]), None)
        report = None if best is None else best.folder / REPORT
        return installed_models.add(
            model, self._models, report=report, progress=progress, cancel=cancel
        ).name

    def kept(self) -> tuple[KeptEvaluation, ...]:
        """Return the kept evaluations and reports over folds, the newest first.

        Those that cannot be read come with their problem.
        """
        from engine.runs.run_folder import runs_in

        over_folds = [run.report for run in runs_in(self._runs) if run.report.is_dir()]
        found = [*self._store.entries(), *map(self._store.entry, over_folds)]
        return tuple(sorted(found, key=_written, reverse=True) if over_folds else found)

    def remove(self, kept: KeptEvaluation) -> None:
        """Delete a kept evaluation for good.

        Raises:
            OutputError: It cannot be deleted.
        """
        self._store.remove(kept)


def _set_of(dataset: DatasetPlace, description: str) -> EvaluationSet:
    from engine.evaluation.report_file import EvaluationSet

    return EvaluationSet(
        dataset.path, dataset.partition, dataset.subjects, description, dataset.pose
    )


def _is_about(kept: KeptEvaluation, card: ModelCard) -> bool:
    """Tell whether a report is about exactly these weights, read in the same way."""
    if kept.report is None:
        return False
    try:
        kept.report.check_about(card)
    except ModelError:
        return False
    return True


def _written(kept: KeptEvaluation) -> float:
    """Return when a report was written, seconds; 0 where there is none."""
    try:
        return (kept.folder / REPORT).stat().st_mtime
    except OSError:
        return 0.0


def _finished(run: RunFolder) -> float:
    """Return when a run's model was made, seconds; 0 where there is none."""
    try:
        return run.model.stat().st_mtime
    except OSError:
        return 0.0


def _model_of(run: RunFolder) -> EvaluableModel | None:
    """Return the finished model of a run, or None while there is none that can be used."""
    from engine.models.cards import read_card
    from engine.runs.training_config import read_config

    try:
        card = read_card(run.model)
    except ModelError:
        return None
    learned_from, split = None, None
    try:
        data = read_config(run.config).folder
    except ConfigError:
        data = None
    if data is not None:
        learned_from, split = data.root, data.partition
    return EvaluableModel(
        run.model, run.path.name, card, False, False, run.model, learned_from, split
    )
