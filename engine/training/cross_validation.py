"""A run over folds: one network for each, judged by the people it never saw; then one report, one ensemble.

Each fold is an ordinary run in a folder of its own, ``fold-1``, ``fold-2`` …, so that it goes on from its
checkpoint like any other. The people of a fold choose nothing of its network: the best checkpoint, where the
run looks for one, and the calibration come from validation people that are cut from the others; else the
last step counts. Must not know how a network learns.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from engine.core.files import folder_written_beside, write_text
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, report
from engine.datasets.origin import stated_origin
from engine.evaluation.fold_report import FoldAnswers, evaluate_folds, write_fold_answers
from engine.evaluation.report_file import EvaluationSet
from engine.library.ensembles import make_ensemble
from engine.models.cards import Evaluation, read_card
from engine.models.folder_names import folder_beside
from engine.models.validation import EvaluatedData, EvaluationReport
from engine.runs.held_out import read_held_out
from engine.runs.requests import Stop
from engine.runs.run_folder import Places, RunFolder, create, open_existing
from engine.runs.status import Reporter, check_free
from engine.runs.training_config import TrainConfig
from engine.training.distributed import Ranks
from engine.training.journal import JsonLinesJournal
from engine.training.single_run import Notify, SingleRun, header, remove_leftovers

REPORT_FILE = "report.json"
ANSWERS_FILE = "answers.csv"
ABOUT_FILE = "about.json"


class CrossValidationRun:
    """A run over folds whose folder is there, new or not."""

    def __init__(
        self, folder: RunFolder, device: torch.device, ranks: Ranks, notify: Notify | None
    ) -> None:
        self._folder = folder
        self._config, self._places = open_existing(folder)
        self._device, self._ranks, self._notify = device, ranks, notify
        self._count = self._config.folds.count or 0

    def run(self, progress: Progress | None, cancel: Cancel | None) -> Path | None:
        """Train the folds that are not finished yet, one after the other; then report and make the ensemble.

        Returns:
            The model folder of the ensemble; None in every process but the first.
        """
        folder, first = self._folder, self._ranks.first
        if first:
            check_free(folder)
            remove_leftovers(folder)
        self._ranks.wait()
        steps = self._config.optimiser.iterations
        reporter = Reporter(folder, self._count * steps, writes=first)
        stop = Stop(folder, cancel)
        with reporter.record_ending():
            self._record(header(self._config, self._device, self._ranks))
            for number in range(1, self._count + 1):
                reporter.at((number - 1) * steps)
                self._fold(number, reporter, progress, stop)
            reporter.at(self._count * steps)
            made = self._finish(progress, stop) if first else None
        if made is not None:
            report(progress, Stage.DONE, 1.0, 0.0)
        return made

    def _fold(
        self, number: int, reporter: Reporter, progress: Progress | None, stop: Cancel
    ) -> None:
        """Train one fold, unless it is finished."""
        fold = self._folder.fold(number)
        if self._ranks.first and not fold.exists():
            create(
                fold, self._config_of(number), self._folder.path, Places(cache=self._places.cache)
            )
        self._ranks.wait()
        if not (fold.model.is_dir() and fold.held_out.is_file()):
            before = (number - 1) * self._config.optimiser.iterations
            within = (self._folder, reporter, before)
            run = SingleRun(fold, self._device, self._ranks, self._notify, within=within)
            run.run(_share_of_progress(progress, number, self._count), stop)
            self._record({"event": "fold", "number": number, "count": self._count})
        self._ranks.wait()

    def _config_of(self, number: int) -> TrainConfig:
        """Return the configuration of one fold."""
        config = self._config
        return config.model_copy(
            update={
                "name": f"{config.name[:55]}-fold-{number}",
                "folds": config.folds.model_copy(update={"number": number}),
                # Of the ensemble alone.
                "precisions": False,
            }
        )

    def _record(self, facts: dict[str, Any]) -> None:
        """Write a line into the log of the whole."""
        if not self._ranks.first:
            return
        event = {"event": "resume" if self._folder.log.exists() else "start", "from": 0}
        lines = JsonLinesJournal(self._folder.log)
        lines.record({**event, **facts})
        lines.close()

    # When all folds are finished

    def _finish(self, progress: Progress | None, cancel: Cancel) -> Path:
        """Report on the pooled answers, and make the ensemble."""
        report(progress, Stage.EVALUATE)
        folds = [self._folder.fold(number) for number in range(1, self._count + 1)]
        judged = tuple(FoldAnswers.of(read_card(fold.model), read_held_out(fold)) for fold in folds)
        found = evaluate_folds(
            judged,
            name=self._config.name,
            data=self._data(),
            seed=self._config.folds.seed,
            dataset=self._dataset(),
            cancel=cancel,
        )
        made = self._ensemble([fold.model for fold in folds], found.evaluation, progress, cancel)
        self._write_report(found, judged)
        self._record({"event": "done", "evaluation": found.evaluation.model_dump(mode="json")})
        return made

    def _ensemble(
        self, models: list[Path], evaluation: Evaluation, progress: Progress | None, cancel: Cancel
    ) -> Path:
        """Write the ensemble into the run folder, and a copy where one is wanted."""
        config, model, out = self._config, self._folder.model, self._places.out
        with folder_beside(model, replace=True) as beside:
            made = make_ensemble(
                models,
                beside / config.name,
                version=config.version,
                description=config.description,
                evaluation=evaluation,
                precisions=config.precisions,
                progress=progress,
                cancel=cancel,
            )
            for file in sorted(made.iterdir()):
                file.rename(beside / file.name)
            made.rmdir()
        if out is None:
            return model
        with folder_beside(out / config.name, replace=True) as beside:
            shutil.copytree(model, beside, dirs_exist_ok=True)
        return out / config.name

    def _dataset(self) -> EvaluationSet | None:
        data = self._config.folder
        return None if data is None else EvaluationSet(data.root, pose=data.pose)

    def _data(self) -> EvaluatedData:
        """Say on whom the folds were judged."""
        data, card = self._config.folder, read_card(self._folder.fold(1).model)
        words = f"Out-of-fold people of {self._count} folds"
        simulated = self._config.simulation is not None
        if data is not None:
            origin = stated_origin(data.root)
            simulated = origin is not None and origin.kind == "simulated"
            words += f" of {data.root.name}"
        words += ", simulated walkers." if simulated else "."
        known = card.training.people is not None
        partition = "" if data is None or data.partition is None else data.partition.name
        return EvaluatedData(
            description=words,
            simulated=simulated,
            partition=partition,
            by_subject=known,
            part="folds",
        )

    def _write_report(self, found: EvaluationReport, judged: tuple[FoldAnswers, ...]) -> None:
        """Write the report as the window keeps evaluations: a folder that appears whole."""
        data = self._config.folder
        with folder_written_beside(self._folder.report, replace=True) as beside:
            write_fold_answers(judged, beside / ANSWERS_FILE)
            write_text(beside / REPORT_FILE, found.to_json())
            if data is not None:
                about = {
                    "made": found.date,
                    "model": str(self._folder.model),
                    "dataset": str(data.root),
                }
                write_text(beside / ABOUT_FILE, json.dumps(about, indent=1))


def _share_of_progress(progress: Progress | None, number: int, count: int) -> Progress | None:
    """Return the progress of one of several folds, as a part of the whole."""
    if progress is None:
        return None

    def notify(one: ProgressReport) -> None:
        if one.stage is Stage.DONE:
            return
        share = None if one.fraction is None else (number - 1 + one.fraction) / count
        progress(replace(one, fraction=share))

    return notify
