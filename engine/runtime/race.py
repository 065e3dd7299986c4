"""Asks every provider of this computer a known question, each in a process of its own, and times the answer.

What is listed may be missing its libraries, crash with its driver, never answer, or answer wrongly. Nothing
of that reaches the program: a provider that does is crossed out, with the reason. Must not know what the
networks compute; whoever knows one makes its `KnownQuestion`.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from engine.core.errors import MissingExtraError, ScolioError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.runtime import openvino, providers
from engine.runtime.loaded_network import Network

LIMIT_SECONDS: Final = 90.0
"""How long a provider may take from the start of its process until it has answered and was timed."""

GAIN: Final = 1.05
"""How much faster than ONNX Runtime's processor another must be, where a question does not say."""

_TIMED_SECONDS: Final = 2.0
_LEAST_ROUNDS: Final = 3
_POLL_SECONDS: Final = 0.1

Arrays = Mapping[str, NDArray[Any]]
Run = Callable[[Arrays], Arrays]


@dataclass(frozen=True, slots=True, eq=False)
class KnownQuestion:
    """An input of a network with the answer that it must give. Goes to another process as it is.

    Attributes:
        network: Which use of networks it stands for, such as ``pose``.
        feeds: The input, an array for each name.
        answers: The answer by name of the output; others are not compared.
        tolerances: Largest difference allowed, for each of the answers.
        file: The ``.onnx`` file.
        sha256: Its hash.
        threads: Threads inside one run on a processor.
        at_once: Runs side by side, as they are when the program works.
        gain: How much faster than ONNX Runtime's processor another must be to be worth a change.
        timed: What is run to be timed, or None: the input.
        open: Opens the network on a provider, in the other process; a function of a module.
    """

    network: str
    feeds: Arrays
    answers: Arrays
    tolerances: Mapping[str, float]
    file: Path
    sha256: str
    threads: int = 1
    at_once: int = 1
    gain: float = GAIN
    timed: Arrays | None = None
    open: Callable[[KnownQuestion, str], Run] = field(default_factory=lambda: open_on_provider)


class State(StrEnum):
    """How a provider came out of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSENT = "absent"
    FAILED = "failed"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"


class Trial(BaseModel):
    """How one provider came out of one question.

    Attributes:
        network: The use of networks that was asked about.
        provider: Name of the provider.
        state: How it came out.
        milliseconds: Time of one run with as many side by side as usual; None where it is not right.
        difference: Largest difference from the known answer, in tolerances; None where there was no answer.
        detail: What it said, such as the words of its error; for a protocol, not for everybody.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    network: str
    provider: str
    state: State
    milliseconds: float | None = None
    difference: float | None = None
    detail: str = ""


class AbsentError(Exception):
    """The provider is not on this computer, whatever was listed."""


def start(question: KnownQuestion, provider: str) -> Network:
    """Open the network of a question on a provider; raise `AbsentError` where that did not start."""
    if provider == providers.TORCH:
        raise AbsentError
    if provider == providers.OPENVINO_GPU and not any(
        name.startswith("GPU") for name in openvino.devices()
    ):
        raise AbsentError
    network = providers.open_network(
        question.file,
        provider=provider,
        threads=question.threads,
        at_once=question.at_once,
        sha256=question.sha256,
    )
    if network.provider != provider:
        raise AbsentError(network.provider)
    return network


def open_on_provider(question: KnownQuestion, provider: str) -> Run:
    """Open the network of a question on a provider; its outputs have the names of the answers."""
    network, wanted = start(question, provider), tuple(question.answers)
    return lambda feeds: dict(zip(wanted, network.run(feeds, wanted), strict=True))


def race(
    questions: Sequence[KnownQuestion],
    names: Sequence[str],
    *,
    limit: float = LIMIT_SECONDS,
    found: Callable[[Trial], None] | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[Trial, ...]:
    """Ask each provider each question, one after the other, so that none is slowed by another.

    Args:
        questions: What is asked.
        names: The providers.
        limit: Seconds that one may take; then its process is ended.
        found: Told each trial as it ends.
        progress: Told the share done.
        cancel: Heard within a fraction of a second; the process under way is ended.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    trials: list[Trial] = []
    pairs = [(question, name) for question in questions for name in names]
    for number, (question, name) in enumerate(pairs):
        report(progress, Stage.CHECK, number / len(pairs))
        trials.append(_try(question, name, limit, cancel))
        if found is not None:
            found(trials[-1])
    return tuple(trials)


def fastest(
    trials: Sequence[Trial], network: str, among: Sequence[str], *, gain: float = GAIN
) -> str | None:
    """Return the provider to use for a network, or None where none of ``among`` answered right.

    ONNX Runtime's processor stays wherever another is not ``gain`` times as fast.
    """
    times = {
        one.provider: one.milliseconds
        for one in trials
        if one.network == network and one.provider in among and one.milliseconds is not None
    }
    if not times:
        return None
    best = min(times, key=lambda name: times[name])
    usual = times.get(providers.PROCESSOR)
    return best if usual is None or usual >= gain * times[best] else providers.PROCESSOR


def _try(question: KnownQuestion, provider: str, limit: float, cancel: Cancel | None) -> Trial:
    """Ask one provider in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, question, provider), daemon=True)
    process.start()
    theirs.close()
    said: Trial | None = None
    try:
        end = time.monotonic() + limit
        while said is None and time.monotonic() < end:
            check(cancel)
            if ours.poll(_POLL_SECONDS):
                said = ours.recv()
    except EOFError:
        process.join()
        return Trial(
            network=question.network,
            provider=provider,
            state=State.CRASHED,
            detail=f"exit code {process.exitcode}",
        )
    finally:
        if said is None and process.is_alive():
            process.kill()
        process.join()
        process.close()
        ours.close()
    if said is not None:
        return said
    return Trial(network=question.network, provider=provider, state=State.TIMED_OUT)


def _answer(theirs: Connection, question: KnownQuestion, provider: str) -> None:
    """Answer and be timed; in the process of the provider."""
    told = partial(Trial, network=question.network, provider=provider)
    try:
        run = question.open(question, provider)
        difference = _difference(run(question.feeds), question)
        if not difference <= 1.0:
            theirs.send(told(state=State.WRONG, difference=difference))
            return
        seconds = _time(run, question)
        # Its answers while it is busy, too: some are only wrong with company.
        difference = max(difference, _difference(run(question.feeds), question))
    except MemoryError as error:
        theirs.send(told(state=State.OUT_OF_MEMORY, detail=str(error)))
    except (AbsentError, MissingExtraError) as error:
        theirs.send(told(state=State.ABSENT, detail=str(error)))
    except ScolioError as error:
        theirs.send(told(state=State.FAILED, detail=str(error.what)))
    except Exception as error:  # noqa: BLE001 - whatever a foreign library raises crosses it out
        theirs.send(told(state=State.FAILED, detail=f"{type(error).__name__}: {error}"))
    else:
        state = State.RIGHT if difference <= 1.0 else State.WRONG
        ms = round(1000 * seconds, 3) if state is State.RIGHT else None
        theirs.send(told(state=state, milliseconds=ms, difference=difference))


def _difference(given: Arrays, question: KnownQuestion) -> float:
    """Return the largest difference from the known answer, in tolerances; infinite for what is no number."""
    worst = 0.0
    for name, answer in question.answers.items():
        found = given.get(name)
        if found is None or found.shape != answer.shape or not np.isfinite(found).all():
            return float("inf")
        apart = float(np.abs(found.astype(np.float64) - answer).max())
        worst = max(worst, apart / question.tolerances[name])
    return worst


def _time(run: Run, question: KnownQuestion) -> float:
    """Return the seconds of a run, with as many side by side as the program has.

    The lower quartile: whatever else the computer does meanwhile slows some rounds, and none of the best.
    """
    feeds = question.feeds if question.timed is None else question.timed
    rounds: list[float] = []
    with ThreadPoolExecutor(question.at_once) as pool:
        list(pool.map(run, [feeds] * question.at_once))
        end = time.perf_counter() + _TIMED_SECONDS
        while len(rounds) < _LEAST_ROUNDS or time.perf_counter() < end:
            begun = time.perf_counter()
            list(pool.map(run, [feeds] * question.at_once))
            rounds.append((time.perf_counter() - begun) / question.at_once)
    return statistics.quantiles(rounds, n=4, method="inclusive")[0]
