"""An evaluator that needs no network; the name of a model or dataset says what happens to it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from engine.core.errors import DatasetError, OutputError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.library.installed_models import InstalledModel
from engine.models.cards import Calibration, Thresholds
from engine.models.validation import EvaluationReport
from scolioapp.jobs.evaluator import (
    CalibrationWish,
    DatasetPlace,
    EvaluableModel,
    EvaluationRequest,
    Evaluator,
    Parts,
)
from scolioapp.storage.evaluations import About, EvaluationStore, KeptEvaluation
from tests.app.fake_models import imported_card
from tests.engine.evaluation import made_reports


def trained(name: str = "run-1", **changes: object) -> EvaluableModel:
    """Make the finished model of a run."""
    folder = Path("/runs") / name / "model"
    card = imported_card(name, "7")
    facts: dict[str, object] = {"run": folder, **changes}
    return EvaluableModel(folder, name, card, False, **facts)  # type: ignore[arg-type]  # by name


class FakeEvaluator(Evaluator):
    """Keeps reports in a real folder; ``slow…`` waits for a cancel, ``bug…`` and ``gone…`` fail."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / "models", root / "runs", root)
        self.store = EvaluationStore(root)
        self.runs: list[EvaluableModel] = [trained()]
        self.requests: list[EvaluationRequest] = []
        self.wishes: list[CalibrationWish] = []
        self.started = threading.Event()
        self.known_parts = {
            "split.json": Parts(Path("/data/school"), Path("/data/split.json"), 30, 12)
        }
        self.stuck = False

    def candidates(self, installed: Iterable[InstalledModel]) -> tuple[EvaluableModel, ...]:
        found = [
            EvaluableModel(one.folder, one.name, one.card, True, one.bundled)
            for one in installed
            if one.card is not None
        ]
        return (*found, *self.runs)

    def parts(self, dataset: DatasetPlace) -> Parts:
        if dataset.partition is None:
            return Parts(dataset.path)
        if dataset.partition.name not in self.known_parts:
            raise DatasetError(
                text("“{name}” is not a partition file.", name=dataset.partition.name),
                text("It needs the lists TRAIN_SET and TEST_SET."),
            )
        return self.known_parts[dataset.partition.name]

    def keep(self, request: EvaluationRequest, made: EvaluationReport) -> KeptEvaluation:
        about = About(
            made="2026-11-23T10:00:00+01:00",
            model=request.model.folder,
            dataset=request.dataset.path,
        )
        return self.store.keep(request.model.name, about, lambda _: made)

    def evaluate(
        self,
        request: EvaluationRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> KeptEvaluation:
        self.requests.append(request)
        report(progress, Stage.EVALUATE, 0.4)
        name = request.model.name
        if name.startswith("slow"):
            self.started.set()
            while True:
                check(cancel)
                threading.Event().wait(0.01)
        if name.startswith("bug"):
            raise RuntimeError("a bug")
        if name.startswith("gone"):
            raise DatasetError(text("“{name}” is gone.", name=name), text("Choose another."))
        made = made_reports.report(
            compare=request.against is not None,
            simulated=request.description.startswith("Simulated"),
            name=name,
            rounds=20,
        )
        part = "test" if request.dataset.partition is not None else "all"
        data = made.data.model_copy(update={"part": part, "partition": "split.json"})
        sha256 = dict(request.model.card.sha256)
        model = made.model.model_copy(update={"sha256": sha256})
        return self.keep(request, made.model_copy(update={"data": data, "model": model}))

    def calibrate(
        self,
        wish: CalibrationWish,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> SimpleNamespace:
        self.wishes.append(wish)
        card = wish.model.card
        changes = {
            "calibration": Calibration(scale=9.5, fitted_on="12 people"),
            "thresholds": Thresholds(abnormal=0.41),
        }
        after = card.model_copy(update=changes)
        return SimpleNamespace(before=card, after=after, sequences=12, people=11, left_out=0)

    def add(
        self, model: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> str:
        return model.parent.name

    def kept(self) -> tuple[KeptEvaluation, ...]:
        return self.store.entries()

    def remove(self, kept: KeptEvaluation) -> None:
        if self.stuck:
            raise OutputError(text("It could not be deleted."), text("Close what uses it."))
        self.store.remove(kept)
