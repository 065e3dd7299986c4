"""Samples and reports to draw, made without a network."""

import numpy as np

from engine.evaluation.evaluation_tables import (
    as_metrics,
    confusion_of,
    group_details,
    outcomes_of,
    predictive_of,
    subgroups_of,
)
from engine.evaluation.labelled_sample import Reading, Sample, figures_of
from engine.evaluation.metrics import GROUPS, OPENGAIT_ORDER
from engine.evaluation.paired import compare_models
from engine.evaluation.people import Traits
from engine.models.cards import Thresholds
from engine.models.evaluation_details import Details, EvaluatedModel
from engine.models.validation import EvaluatedData, EvaluationReport

READING = Reading(OPENGAIT_ORDER, 16.0, Thresholds())
MODEL = EvaluatedModel(
    name="one",
    version="1",
    kind="sconet_mt",
    class_order=OPENGAIT_ORDER,
    sha256={"model.onnx": "0" * 64},
    scale=16.0,
    thresholds=Thresholds(),
)


def logits_of(classes, *, good=0.3, seed=0):
    """Cosines [N, 3, 4] that lean to the true class as far as `good`."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 0.15, size=(len(classes), 3, 4))
    logits[np.arange(len(classes)), classes] += good
    return logits.astype(np.float32)


def sample(classes, people=None, **how):
    people = [f"p{n}" for n in range(len(classes))] if people is None else people
    labels = [OPENGAIT_ORDER[number] for number in classes]
    return Sample.of(logits_of(classes, **how), labels, people, READING)


def report(classes=None, *, compare=True, simulated=True, name="one", traits=True, rounds=60):
    """A report of a sample; 90 people of all classes where none are given."""
    classes = np.arange(90) % 3 if classes is None else np.asarray(classes)
    made = sample(classes)
    metrics = as_metrics(figures_of(made, rounds=rounds))
    groups = ["female", "male"]
    known = [Traits(groups[n % 2], "10-12" if n % 3 else "unknown") for n in range(len(made))]
    model = MODEL.model_copy(update={"name": name})
    paired = None
    if compare:
        paired = compare_models(made, sample(classes, seed=1, good=0.1), model=MODEL, rounds=rounds)
    return EvaluationReport(
        model=model,
        data=EvaluatedData(
            description="Made.", simulated=simulated, partition="", by_subject=True, part="all"
        ),
        people=len(made),
        sequences=len(made),
        counts={one: int((classes == n).sum()) for n, one in enumerate(OPENGAIT_ORDER)},
        metrics=metrics,
        date="2026-01-01",
        program="ScolioApp",
        details=Details(
            confusion=confusion_of(made),
            outcomes=outcomes_of(made),
            groups={group: group_details(made, group, rounds=rounds) for group in GROUPS},
            predictive=predictive_of(metrics, 0.02, data="Made.", people=len(made)),
            subgroups=subgroups_of(made, known, rounds=rounds) if traits else (),
            comparison=paired,
        ),
    )
