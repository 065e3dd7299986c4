"""Evaluates a model on a dataset in the Scoliosis1K layout and says so in a file.

The file names the exact weights, so that it can declare these and no others validated (see
`engine.models.validation`). Must not know windows, or how figures are shown.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import engine
from engine.core.errors import DatasetError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage
from engine.core.progress import report as tell
from engine.core.text import by_number, text
from engine.datasets.origin import stated_origin
from engine.datasets.partitions import read_partition
from engine.datasets.scoliosis1k import SILHOUETTES, SUBJECTS, Entry, read_index, read_subjects
from engine.evaluation.answers import write_answers
from engine.evaluation.evaluation_tables import as_metrics, details_of
from engine.evaluation.labelled_sample import figures_of
from engine.evaluation.paired import compare_models
from engine.evaluation.people import Traits, read_traits
from engine.evaluation.prediction import PredictedEntries, predict_entries
from engine.evaluation.resampling import ROUNDS
from engine.models.cards import ModelCard
from engine.models.evaluation_details import EvaluatedModel, Paired
from engine.models.validation import EvaluatedData, EvaluationReport, scale_of, weights_hashes
from engine.report.prevalence import DEFAULT_PREVALENCE


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """What a model is to be evaluated on.

    Attributes:
        folder: A dataset in the Scoliosis1K layout.
        partition: OpenGait's partition file, of which the test set is taken; None: all sequences.
        subjects: CSV with the columns ``id`` and ``subject`` and, where they are known, ``sex`` and ``age``;
            None: the dataset's own, if it has one.
        description: What the data is, in words; "": the folder's name.
        pose: Folder of its poses where they lie elsewhere, or None.
    """

    folder: Path
    partition: Path | None = None
    subjects: Path | None = None
    description: str = ""
    pose: Path | None = None

    @property
    def simulated(self) -> bool:
        """Whether the walkers were simulated.

        Raises:
            DatasetError: It is a damaged store.
        """
        origin = stated_origin(self.folder)
        return origin is not None and origin.kind == "simulated"

    def _places(self) -> Sequence[Path]:
        """Return the folders that may hold the dataset's own files (that of silhouettes may be given)."""
        inside = self.folder.resolve()
        return [inside, inside.parent] if inside.name == SILHOUETTES else [inside]

    def listed(self, *, cancel: Cancel | None = None) -> dict[str, Entry]:
        """List all sequences by id, each with its subject where one is known.

        Raises:
            DatasetError: The folder or the subject map cannot be used.
        """
        found = {
            entry.id: entry for entry in read_index(self.folder, pose=self.pose, cancel=cancel)
        }
        if self.subjects is not None:
            subjects = read_subjects(self.subjects)
            found = {id: replace(one, subject=subjects.get(id)) for id, one in found.items()}
        return found

    def entries(self, *, cancel: Cancel | None = None) -> tuple[Entry, ...]:
        """List the sequences to be judged, each with its subject where one is known.

        Raises:
            DatasetError: The folder or a file cannot be used, or lacks a sequence of the test set.
        """
        found = self.listed(cancel=cancel)
        if self.partition is None:
            return tuple(found.values())
        wanted = [id.zfill(5) for id in read_partition(self.partition)[1]]
        missing = [id for id in wanted if id not in found]
        if missing or not wanted:
            first = missing[0] if missing else "…"
            raise DatasetError(
                by_number(
                    len(missing),
                    text("Sequence {id} of the test set is missing from the dataset.", id=first),
                    text(
                        "Test sequences missing from the dataset: {count}, for example {id}.",
                        count=len(missing),
                        id=first,
                    ),
                ),
                text("Choose the partition file made for this dataset."),
            )
        return tuple(found[id] for id in dict.fromkeys(wanted))

    def traits(self, entries: Sequence[Entry]) -> tuple[Traits, ...]:
        """Return sex and age of the people of sequences, as far as a subject map tells them.

        Raises:
            DatasetError: The subject map cannot be used.
        """
        own = [place / SUBJECTS for place in self._places() if (place / SUBJECTS).is_file()]
        path = self.subjects or next(iter(own), None)
        known: Mapping[str, Traits] = {} if path is None else read_traits(path)
        return tuple(known.get(entry.id, Traits()) for entry in entries)


def evaluate(  # noqa: PLR0913  # what an evaluation is made of, all by name
    folder: Path,
    data: EvaluationSet,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
    against: Path | None = None,
    answers: Path | None = None,
    rounds: int = ROUNDS,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> EvaluationReport:
    """Have a model judge each sequence of a dataset, and compute its figures.

    Intervals are by person where a subject map says whose each sequence is. Sequences in which the
    network sees nothing are left out, and counted in the report.

    Args:
        folder: A model folder.
        data: What it is evaluated on.
        prevalence: Share of people with features, in (0, 1), for the predictive values.
        against: Another model folder, to be compared on the same sequences.
        answers: CSV file to write what the model says of each sequence into, or None.
        rounds: Bootstrap resamples.
        progress: Told the share of the sequences done.
        cancel: Checked before every chunk of frames.

    Raises:
        ModelError: A model cannot be used.
        DatasetError: The dataset cannot be used, or holds a class that the model does not know.
        OutputError: The answers cannot be written.
        CancelledError: ``cancel`` was set.
        ValueError: The prevalence is not between 0 and 1.
    """
    if not 0.0 < prevalence < 1.0:
        raise ValueError(f"prevalence must lie between 0 and 1, not {prevalence}")
    entries = data.entries(cancel=cancel)
    name, runs = data.folder.name, 1 if against is None else 2
    judged = predict_entries(
        folder, entries, name=name, progress=_part(progress, 0, runs), cancel=cancel
    )
    if answers is not None:
        write_answers(judged, answers)
    paired = None
    if against is not None:
        paired = _compare(judged, against, name, rounds, _part(progress, 1, runs), cancel)
    model = _evaluated_model(folder, judged.card)
    report = _report(model, data, judged, paired, prevalence, rounds, cancel)
    tell(progress, Stage.DONE, 1.0)
    return report


def _report(
    model: EvaluatedModel,
    data: EvaluationSet,
    judged: PredictedEntries,
    paired: Paired | None,
    prevalence: float,
    rounds: int,
    cancel: Cancel | None,
) -> EvaluationReport:
    """Compute the figures of what a model says of a dataset."""
    sample = judged.sample()
    metrics = as_metrics(figures_of(sample, rounds=rounds, cancel=cancel))
    return EvaluationReport(
        model=model,
        data=_evaluated_data(data, judged.entries),
        people=len(set(sample.people)),
        sequences=len(sample),
        left_out=judged.left_out,
        counts=Counter(entry.class_name for entry in judged.entries),
        metrics=metrics,
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        program=f"ScolioApp {engine.__version__}",
        details=details_of(
            sample,
            data.traits(judged.entries),
            metrics,
            prevalence=prevalence,
            data=_description(data),
            paired=paired,
            rounds=rounds,
            cancel=cancel,
        ),
    )


def _part(progress: Progress | None, number: int, count: int) -> Progress | None:
    """Return the progress of one of several runs, as a part of the whole."""
    if progress is None:
        return None

    def told(one: ProgressReport) -> None:
        progress(replace(one, fraction=(number + (one.fraction or 0.0)) / count))

    return told


def _evaluated_model(folder: Path, card: ModelCard) -> EvaluatedModel:
    return EvaluatedModel(
        name=card.name,
        version=card.version,
        kind=card.kind,
        class_order=card.class_order,
        sha256=weights_hashes(folder, card),
        scale=scale_of(card),
        thresholds=card.thresholds,
    )


def _evaluated_data(data: EvaluationSet, entries: Sequence[Entry]) -> EvaluatedData:
    return EvaluatedData(
        description=_description(data),
        simulated=data.simulated,
        partition="" if data.partition is None else data.partition.name,
        by_subject=all(entry.subject is not None for entry in entries),
        part="all" if data.partition is None else "test",
    )


def _compare(
    judged: PredictedEntries,
    against: Path,
    name: str,
    rounds: int,
    progress: Progress | None,
    cancel: Cancel | None,
) -> Paired:
    """Have another model judge the same sequences, and compare on what both saw somebody in."""
    other = predict_entries(against, judged.entries, name=name, progress=progress, cancel=cancel)
    return compare_models(
        judged.sample(other.entries),
        other.sample(),
        model=_evaluated_model(against, other.card),
        rounds=rounds,
        cancel=cancel,
    )


def _description(data: EvaluationSet) -> str:
    words = data.description.strip() or data.folder.resolve().name
    if data.partition is not None:
        words += f", test set of {data.partition.name}"
    return words + (", simulated walkers." if data.simulated else ".")
