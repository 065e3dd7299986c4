"""Words about runs: state, step, time, figures, and what runs do not have in common.

Imports the schema: imported late. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from scolioapp.i18n import date_pattern, render
from scolioapp.i18n.kept_words import said
from scolioapp.storage.training_presets import Preset
from scolioapp.storage.training_runs import Best, Run
from scolioapp.words.model_words import network_words
from scolioapp.words.training_fields import flat
from scolioapp.words.training_groups import groups, value_words


def state_words(state: str) -> str:
    """Return the word of a state."""
    translate = QCoreApplication.translate
    words = {
        "starting": translate("TrainingRuns", "starting"),
        "waiting": translate("TrainingRuns", "preparing data"),
        "running": translate("TrainingRuns", "running"),
        "paused": translate("TrainingRuns", "paused"),
        "stopped": translate("TrainingRuns", "stopped"),
        "failed": translate("TrainingRuns", "failed"),
        "done": translate("TrainingRuns", "done"),
        "stopping": translate("TrainingRuns", "stopping"),
    }
    return words[state]


def dataset_words(run: Run) -> str:
    """Say what a run learns from; simulated people are called simulated."""
    if run.config is None:
        return ""
    if run.dataset is None:
        return QCoreApplication.translate("TrainingRuns", "simulated people")
    if run.config.status == "demo":
        words = QCoreApplication.translate("TrainingRuns", "{name} (simulated)")
        return words.format(name=run.dataset.name)
    return run.dataset.name


def network_of(run: Run) -> str:
    """Name the network of a run."""
    return "" if run.config is None else network_words(run.config.network.kind)


def preset_words(preset: Preset) -> str:
    """Name a preset plainly: its network, and for whom its settings are."""
    translate = QCoreApplication.translate
    network = preset.config.network
    name = network_words(network.kind)
    if network.pav == "signed":
        name = translate("TrainingForm", "{network} with signed vector").format(network=name)
    if preset.published:
        words = translate("TrainingForm", "{network}, as published")
    elif preset.name == "sconet_mt_demo":
        words = translate("TrainingForm", "{network}, small (demo)")
    else:
        words = translate("TrainingForm", "{network}, small")
    return words.format(network=name)


def step_words(run: Run) -> str:
    """Say how far a run is."""
    if not run.iterations:
        return ""
    words = QCoreApplication.translate("TrainingRuns", "{step} of {steps}")
    return words.format(step=number_words(run.iteration), steps=number_words(run.iterations))


def number_words(number: int) -> str:
    """Return a whole number with its thousands apart."""
    return QLocale().toString(number) if number >= 10_000 else str(number)


def best_words(best: Best | None) -> str:
    """Return the best figure of a run's looks, with what it is."""
    if best is None:
        return ""
    translate = QCoreApplication.translate
    names = {
        "macro_f1": translate("TrainingRuns", "macro F1 {value}"),
        "accuracy": translate("TrainingRuns", "accuracy {value}"),
        "loss": translate("TrainingRuns", "loss {value}"),
    }
    return names[best.by].format(value=f"{best.value:.3f}")


def started_words(run: Run) -> str:
    """Say when a run was made; the year is known."""
    moment = QDateTime.fromSecsSinceEpoch(int(run.started))
    pattern = date_pattern().replace(" yyyy", "").replace("yyyy-", "")
    return f"{QLocale().toString(moment.date(), pattern)} {moment.toString('HH:mm')}"


def time_words(seconds: float) -> str:
    """Return a time in two units at most."""
    translate = QCoreApplication.translate
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours:
        words = translate("TrainingRuns", "{hours} h {minutes:02d} min")
        return words.format(hours=hours, minutes=minutes_left)
    if minutes >= 10:
        return translate("TrainingRuns", "{minutes} min").format(minutes=minutes)
    if minutes:
        words = translate("TrainingRuns", "{minutes} min {seconds:02d} s")
        return words.format(minutes=minutes, seconds=rest)
    return translate("TrainingRuns", "{seconds} s").format(seconds=whole)


def summary(run: Run) -> str:
    """Say in a line how far a run is, how long it takes still and where it computes."""
    steps = step_words(run) and _step(run)
    parts = [steps, "", run.device, network_of(run), dataset_words(run), folds_words(run)]
    if run.left is not None:
        words = QCoreApplication.translate("TrainingRuns", "{time} left")
        parts[1] = words.format(time=time_words(run.left))
    elif run.seconds and not run.at_work:
        words = QCoreApplication.translate("TrainingRuns", "trained for {time}")
        parts[1] = words.format(time=time_words(run.seconds))
    return " · ".join(part for part in parts if part)


def folds_words(run: Run) -> str:
    """Say which fold of how many is at work, or how many there were; "" for an ordinary run."""
    if not run.folds:
        return ""
    translate = QCoreApplication.translate
    if run.state == "done" or run.fold is None:
        return translate("TrainingRuns", "{count} folds").format(count=run.folds)
    words = translate("TrainingRuns", "fold {number} of {count}")
    return words.format(number=run.fold, count=run.folds)


def _step(run: Run) -> str:
    return QCoreApplication.translate("TrainingRuns", "step {steps}").format(steps=step_words(run))


def message_of(run: Run) -> str:
    """Return what the person should know of a run."""
    translate = QCoreApplication.translate
    if run.sentences:
        return " ".join(map(render, run.sentences))
    if run.state == "starting":
        return translate("TrainingRuns", "Training is starting; this takes a few seconds.")
    if run.state == "waiting":
        return translate("TrainingRuns", "The data is being read or simulated.")
    if run.state == "paused":
        return translate("TrainingRuns", "It pauses after the current step until you continue it.")
    if run.state == "done" and run.folds:
        return translate(
            "TrainingRuns",
            "Every person was judged by a network that never saw them; the networks together form "
            "one model.",
        )
    if run.state == "done" and run.best is not None:
        words = translate("TrainingRuns", "The best network so far is from step {step}: {figure}.")
        return words.format(step=run.best.step, figure=best_words(run.best))
    return ""


def event_lines(run: Run) -> list[str]:
    """Return a line for everything that happened to a run, the latest last."""
    lines = [_event(event) for event in run.events]
    return [line for line in lines if line]


def _event(event: Mapping[str, Any]) -> str:
    translate = QCoreApplication.translate
    said = {
        "start": translate("TrainingRuns", "Started on {device}, with torch {torch}."),
        "resume": translate("TrainingRuns", "Resumed from step {from} on {device}."),
        "data": translate("TrainingRuns", "Data ready after {seconds} s."),
        "note": "{message}",
        "fold": translate("TrainingRuns", "Fold {number} of {count} finished."),
        "done": translate("TrainingRuns", "Finished after {seconds} s of this process."),
    }
    words = said.get(str(event.get("event")))
    if words is None:
        return ""
    try:
        return words.format(**event)
    except (KeyError, IndexError):
        return ""


def figure_lines(run: Run) -> list[str]:
    """Return the figures of the finished model's evaluation, with whom they are about."""
    if run.evaluation is None:
        return []
    translate = QCoreApplication.translate
    lines = [
        (
            translate("TrainingRuns", "On {people} out-of-fold people: {data}")
            if run.folds
            else translate("TrainingRuns", "On {people} test people: {data}")
        ).format(
            people=run.evaluation.get("people", ""), data=said(str(run.evaluation.get("data", "")))
        )
    ]
    metrics = run.evaluation.get("metrics")
    if isinstance(metrics, Mapping):
        lines += [_figure(name, figure) for name, figure in metrics.items()]
    return [line for line in lines if line]


def _figure(name: str, figure: Any) -> str:  # noqa: ANN401 - as the log holds it
    from scolioapp.words.model_words import figure_name

    if not isinstance(figure, Mapping) or "value" not in figure:
        return ""
    percent = [figure.get(part) for part in ("value", "low", "high")]
    if not all(isinstance(one, int | float) for one in percent):
        return ""
    value, low, high = (f"{100 * float(one):.0f}" for one in percent if one is not None)
    words = QCoreApplication.translate("TrainingRuns", "{name} {value} % ({low} to {high})")
    return words.format(name=figure_name(name), value=value, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Compared:
    """A setting of several runs.

    Attributes:
        differs: Whether they are not all the same.
    """

    key: str
    label: str
    values: tuple[str, ...]
    differs: bool


def compared(runs: Sequence[Run]) -> tuple[Compared, ...]:
    """Lay the settings of several runs side by side, in the order of the form."""
    known = [flat(run.config.model_dump(mode="json")) if run.config else {} for run in runs]
    return tuple(_compared(known))


def _compared(known: list[dict[str, Any]]) -> Iterator[Compared]:
    for group in groups():
        for key, (label, _) in group.words.items():
            if key in ("name", "description") or not any(key in one for one in known):
                continue
            values = tuple(value_words(key, one[key]) if key in one else "" for one in known)
            yield Compared(key, label, values, len(set(values)) > 1)
