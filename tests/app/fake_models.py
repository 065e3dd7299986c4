"""A library of models that needs no network; the name of a file says what happens to it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.core.classes import ClassName, Outcome
from engine.core.errors import MissingExtraError, ModelError, SequenceError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.result import ScreeningResult
from engine.core.text import text
from engine.library.installed_models import InstalledModel
from engine.models.cards import (
    Evaluation,
    KnownAnswer,
    Metric,
    ModelCard,
    Origin,
    PrecisionCheck,
    TrainingData,
    Validation,
)
from engine.models.configs import NetworkConfig
from engine.models.opengait import CheckpointFacts
from engine.pipeline.model_comparison import NOT_USABLE, ComparedRecording, Judged
from scolioapp.jobs.model_library import ImportRequest, Judgement, KeptRecording
from tests.patience import SECONDS

ORDER = (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)
TINY = NetworkConfig(channels=(8, 16, 32, 64), embedding=32)
PUBLISHED = NetworkConfig()


def model_card(
    name: str, digit: str, config: NetworkConfig = PUBLISHED, **changes: Any
) -> ModelCard:
    """Make a card; ``digit`` fills its hashes."""
    ranges = tuple(tuple((0.0, 1.0) for _ in range(3)) for _ in range(8))
    facts: dict[str, Any] = {
        "name": name,
        "version": "1.0.0",
        "kind": config.kind,
        "status": "research",
        "description": "Made up for a test.",
        "network": config.sizes,
        "inputs": config.inputs,
        "class_order": ORDER,
        "pav_ranges": ranges if config.takes_pav else None,
        "training": TrainingData(data="Unknown: the checkpoint does not say.", licence="Unknown."),
        "silhouette_source": "Unknown; Scoliosis1K used PP-HumanSeg v2.",
        "sha256": {
            "model.onnx": digit * 64,
            "weights.safetensors": digit.upper().lower() * 63 + "0",
        },
        "known_answer": KnownAnswer(
            seed=1, frames=2, logits={one: (0.0,) * config.parts for one in ORDER}
        ),
    }
    return ModelCard(**{**facts, **changes})


def evaluation(data: str, people: int, accuracy: float) -> Evaluation:
    figures = {
        "accuracy": accuracy,
        "abnormal_sensitivity": accuracy + 0.05,
        "abnormal_specificity": accuracy - 0.04,
    }
    return Evaluation(
        data=data,
        people=people,
        sequences=people,
        metrics={
            name: Metric(value=value, low=value - 0.04, high=min(1.0, value + 0.03))
            for name, value in figures.items()
        },
    )


def demo_card() -> ModelCard:
    return model_card(
        "sconet_mt_demo",
        "a",
        TINY,
        status="demo",
        description="Small ScoNet-MT for demonstration. It has never seen a person.",
        training=TrainingData(data="Simulated walkers.", licence="None.", people=900),
        evaluation=evaluation("Test simulated people that training did not see.", 300, 0.91),
        silhouette_source="simulated masks",
    )


def imported_card(name: str, digit: str, **changes: Any) -> ModelCard:
    origin = Origin(file=f"{name}-20000.pt", sha256=digit * 64, iteration=20000, told="A colleague")
    return model_card(name, digit, version="imported", origin=origin, **changes)


def installed_as(card: ModelCard, folder: Path, *, bundled: bool = False) -> InstalledModel:
    return InstalledModel(card.name, folder / card.name, bundled, card, None, 28_400_000)


class FakeLibrary:
    """Holds models in memory; ``slow…`` waits for `release`, ``bad…`` and ``torchless…`` fail."""

    program_choice = "sconet_mt_demo"

    def __init__(self, folder: Path = Path("/models")) -> None:
        self.folder = folder
        self.models = [installed_as(demo_card(), Path("/program"), bundled=True)]
        self.release = threading.Event()
        self.started = threading.Event()
        self.requests: list[ImportRequest] = []
        self.verified: list[str] = []
        self.compared: list[tuple[str, ...]] = []
        self.changed: set[str] = set()

    def add(self, card: ModelCard) -> InstalledModel:
        model = installed_as(card, self.folder)
        self.models.append(model)
        return model

    def add_broken(self, name: str) -> InstalledModel:
        problem = text("The model “{model}” has no {file}.", model=name, file="model.onnx")
        model = InstalledModel(name, self.folder / name, False, None, problem, 1200)
        self.models.append(model)
        return model

    def fill(self) -> None:
        """Install one of each kind and status."""
        maps = NetworkConfig(kind="sconet_mt_maps")
        drf = NetworkConfig(kind="drf")
        dual = NetworkConfig(kind="drf_dual")
        self.add(imported_card("ScoNet-MT_scoliosis1k", "1"))
        self.add(imported_card("skeleton_maps", "2", network=maps.sizes, kind=maps.kind,
                               inputs=maps.inputs, keypoint_set="coco"))  # fmt: skip
        self.add(
            model_card(
                "drf_clinic_2026",
                "3",
                drf,
                status="validated",
                keypoint_set="coco",
                evaluation=evaluation("412 children of two schools, 2026", 412, 0.84),
                validation=Validation(by="Dr Maria Lindqvist", on="2026-11-02"),
                precisions={
                    "bf16": PrecisionCheck(
                        largest_difference=0.004,
                        sequences=24,
                        measured_on="24 simulated walks",
                        logits={one: (0.0,) * drf.parts for one in ORDER},
                    )
                },
                sha256={"model.onnx": "3" * 64, "report.json": "4" * 64},
            )
        )
        self.add(model_card("drf_two_streams_of_a_long_name", "5", dual, keypoint_set="blazepose",
                            evaluation=evaluation("Simulated people", 200, 0.8)))  # fmt: skip
        self.add_broken("half_copied")

    # What the window asks

    def installed(self) -> tuple[InstalledModel, ...]:
        return tuple(self.models)

    def verify(self, model: InstalledModel, *, cancel: Cancel | None = None) -> None:
        self.verified.append(model.name)
        if model.name in self.changed:
            raise ModelError(
                text("The weights of “{name}” were changed.", name=model.name),
                text("Do not use this model."),
            )

    def inspect(self, checkpoint: Path) -> CheckpointFacts:
        name = checkpoint.name
        if name.startswith("slow_read"):
            self.started.set()
            self.release.wait(SECONDS)
        if name.startswith("torchless"):
            raise MissingExtraError(
                text("Reading a checkpoint needs torch, which is not installed."),
                text("Install the extra “training”."),
            )
        if name.startswith("bad"):
            raise ModelError(
                text("“{name}” wants to run code: {what}.", name=name, what="posix.system"),
                text("Nothing of it was run. Do not use this file."),
            )
        return CheckpointFacts(PUBLISHED, 20000, 7_028_557, "c" * 64)

    def import_checkpoint(
        self,
        request: ImportRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> str:
        self.requests.append(request)
        self._work(request.checkpoint.name, progress, cancel)
        origin = Origin(file=request.checkpoint.name, sha256="c" * 64, iteration=20000)
        licence = request.licence or "Unknown."
        self.add(
            model_card(
                request.name,
                "c",
                version="imported",
                class_order=request.class_order,
                origin=origin,
                training=TrainingData(data="Unknown.", licence=licence),
            )
        )
        return request.name

    def _work(self, name: str, progress: Progress | None, cancel: Cancel | None) -> None:
        report(progress, Stage.JUDGE, 0.4)
        if name.startswith("slow"):
            self.started.set()
            while not self.release.wait(0.01):
                check(cancel)
        check(cancel)
        if name.startswith("failing"):
            raise ModelError(
                text("“{name}” fails its known-answer test.", name=name),
                text("Tell who made it."),
            )
        if name.startswith("bug"):
            raise RuntimeError("a bug")

    def import_pack(
        self, pack: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> str:
        self._work(pack.name, progress, cancel)
        self.add(model_card(pack.stem, "d"))
        return pack.stem

    def export_pack(
        self,
        model: InstalledModel,
        pack: Path,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        self._work(pack.name, progress, cancel)
        pack.write_bytes(b"pack")

    def remove(self, model: InstalledModel) -> None:
        self.models.remove(model)

    def validate(self, model: InstalledModel, report: Path, *, by: str) -> None:
        if not report.name.startswith("report"):
            raise ModelError(
                text("“{name}” is not an evaluation report.", name=report.name),
                text("Choose a report written by “scolioapp evaluate”."),
            )
        assert model.card is not None
        card = model_card(
            model.name,
            "1",
            status="validated",
            evaluation=evaluation("200 children", 200, 0.8),
            validation=Validation(by=by, on="2026-11-22"),
            sha256={**model.card.sha256, "report.json": "e" * 64},
        )
        self.models[self.models.index(model)] = replace(model, card=card)

    def judgement(self, folder: Path) -> Judgement:
        words = (folder / "result.json").read_text(encoding="utf-8")
        model = ScreeningResult.from_json(words).model
        return Judgement() if model is None else Judgement(model.name, model.sha256)

    def compare(
        self,
        models: tuple[InstalledModel, InstalledModel],
        recordings: Sequence[KeptRecording] | None,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> tuple[ComparedRecording, ...]:
        self.compared.append(tuple(model.name for model in models))
        self._work(models[0].name, progress, cancel)
        names = [f"walk{n:02}" for n in range(24)]
        if recordings is not None:
            names = [recording.video for recording in recordings]
        return tuple(self._row(name, number) for number, name in enumerate(names))

    def _row(self, name: str, number: int) -> ComparedRecording:
        if name.startswith("nobody"):
            problem = SequenceError(
                text("Nobody was screened in this recording."), text("Repeat it.")
            )
            return ComparedRecording(name, None, None, problem.what)
        if name.startswith("refused"):
            return ComparedRecording(name, None, None, NOT_USABLE, usable=False)
        first = Judged(Outcome.NOT_DETECTED, 0.12 + 0.01 * number)
        second = Judged(Outcome.DETECTED if number % 3 == 1 else Outcome.NOT_DETECTED,
                        0.72 if number % 3 == 1 else 0.2)  # fmt: skip
        return ComparedRecording(name, first, second)
