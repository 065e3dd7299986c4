"""Screening on a Ray cluster: an actor for each video at a time, with its networks open.

An actor screens in a process of its own, as everywhere else, so that a video that crashes a decoder costs
only itself; what it answers goes to whoever started the batch, who alone writes. An actor that is gone is
started again by Ray, wherever there is room, and its video is done again: the results on disk are what work
goes on from, and Ray keeps nothing. The only file that names Ray. Must not know where results are kept.
"""

from __future__ import annotations

import logging
import os
import socket
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

import engine
from engine.core.clinic_lock import FixedModel, Lock
from engine.core.errors import ConfigError, ModelError, ScolioError
from engine.core.progress import Cancel, Progress, check
from engine.core.screening_request import ScreeningRequest
from engine.core.text import text
from engine.pipeline.judgement import package_versions
from engine.pipeline.ledger import LISTEN_SECONDS
from engine.pipeline.screening_pool import FreeWorkers
from engine.pipeline.screening_process import (
    OpenScreener,
    ScreeningProcess,
    answered_files,
    ended_error,
)
from engine.runtime.extras import require

TRIES: Final = 3
"""How many actors one video may cost, before it is taken to be what ends them."""
_KNOCK_SECONDS: Final = 10.0
_SILENT: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DEDUP_LOGS": "1",
    "RAY_DEDUP_LOGS_SKIP_REGEX": "^",
}
"""Nothing is told to Ray's maker; and its own words of lost actors stay out of what the command prints."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every computer of a cluster must have alike, so that each result is that of any other.

    Attributes:
        folder: The videos, by a path that holds on all of them.
        model: Name or path of the model that was asked for, or None.
        fixed: The model as it is on the computer that started the batch.
        versions: Those of ScolioApp and of the packages that move numbers.
    """

    folder: Path
    model: str | None
    fixed: FixedModel
    versions: dict[str, str]

    @classmethod
    def of(cls, folder: Path, model: str | None) -> Self:
        """Take down what is here.

        Raises:
            ModelError: The model is not installed.
        """
        return cls(folder.absolute(), model, _fixed(model), _versions())

    def check(self) -> None:
        """Check this computer.

        Raises:
            ConfigError: It has other versions, or does not see the videos.
            ModelError: It has another model, or none.
        """
        name = socket.gethostname()
        here = _versions()
        other = sorted(key for key, one in self.versions.items() if here.get(key) != one)
        if other:
            raise ConfigError(
                text(
                    "The computer “{name}” of the cluster has other versions: {packages}.",
                    name=name,
                    packages=tuple(other),
                ),
                text("Install the same versions on every computer of the cluster."),
            )
        if not self.folder.is_dir():
            raise ConfigError(
                text(
                    "The computer “{name}” of the cluster does not see the folder “{folder}”.",
                    name=name,
                    folder=self.folder.name,
                ),
                text("Share the folder, so that every computer has it under the same path."),
            )
        if _fixed(self.model) != self.fixed:
            raise ModelError(
                text(
                    "The computer “{name}” of the cluster has another model “{model}”.",
                    name=name,
                    model=self.fixed.model,
                ),
                text("Add the same model on every computer of the cluster."),
            )


def _versions() -> dict[str, str]:
    versions = package_versions()
    # Moves no numbers, and Ray asks for the same one anyway.
    del versions["python"]
    return {"ScolioApp": engine.__version__, **versions}


def _everywhere(request: ScreeningRequest) -> ScreeningRequest:
    """Return a request whose paths hold on a computer that works in another folder."""
    pose, segmenter = (
        one.absolute() if one is not None and one.is_dir() else one
        for one in (request.pose, request.segmenter)
    )
    return replace(request, path=request.path.absolute(), pose=pose, segmenter=segmenter)


def _fixed(model: str | None) -> FixedModel:
    from engine.library.installed_models import find
    from engine.pipeline.judgement import DEFAULT_MODEL

    return FixedModel.of(find(model or DEFAULT_MODEL))


class ScreeningActor:
    """What Ray keeps alive somewhere on the cluster: a screening process, and the check before it.

    Args:
        terms: What its computer must have.
        open_screener: Opens the screener of its process.
        cores: How many cores it may use.
    """

    def __init__(self, terms: Terms, open_screener: OpenScreener, cores: int) -> None:
        self._terms = terms
        self._process = ScreeningProcess(open_screener, gentle=False, cores=cores)

    def examine(self) -> ScolioError | None:
        """Return why its computer cannot screen like the others, or None."""
        try:
            self._terms.check()
        except ScolioError as error:
            return error
        return None

    def screen(
        self, request: ScreeningRequest, lock: Lock | None
    ) -> dict[str, bytes] | ScolioError:
        """Return the files of a video, or its expected failure: as a value, which costs nobody else."""
        try:
            return self._process.screen(request, lock)
        except ScolioError as error:
            return error


class RayPool:
    """Actors on a cluster, as a `engine.pipeline.screening_pool.ScreeningPool`.

    Args:
        address: Where the cluster is, as Ray writes it: ``auto`` for the one that this computer belongs to,
            or host and port.
        terms: What its computers must have.
        open_screener: Opens the screener of each actor.
        jobs: Videos at once; None: one for each core of the cluster.

    Raises:
        MissingExtraError: Ray is not installed.
        ConfigError: There is no cluster, or it has no core to lend.
    """

    def __init__(
        self, address: str, terms: Terms, open_screener: OpenScreener, jobs: int | None
    ) -> None:
        self._ray = _joined(address)
        self._refusal: ScolioError | None = None
        self._free: FreeWorkers[Any] = FreeWorkers()
        there = [int(node["Resources"].get("CPU", 0)) for node in self._nodes()]
        cores = max(1, min(sum(there) // (jobs or sum(there) or 1), max(there, default=1)))
        room = sum(one // cores for one in there)
        self.jobs = min(jobs or room, room)
        if self.jobs == 0:
            self.close()
            raise ConfigError(
                text("The computers of the cluster lend no cores."),
                text("Start Ray on them with at least one core each."),
            )
        actor = self._ray.remote(ScreeningActor).options(
            num_cpus=cores, max_restarts=-1, max_task_retries=0
        )
        self._actors = [actor.remote(terms, open_screener, cores) for _ in range(self.jobs)]
        for one in self._actors:
            self._enlist(one)

    def _nodes(self) -> list[dict[str, Any]]:
        return [node for node in self._ray.nodes() if node["Alive"]]

    def _enlist(self, actor: Any) -> None:  # noqa: ANN401 - Ray's handles have no type
        """Have an actor examined wherever it starts; once that is done, it is free."""

        def heard(examined: Future[ScolioError | None]) -> None:
            error = examined.exception()
            if error is None and examined.result() is None:
                self._free.give(actor)
            elif error is None:
                self._refusal = examined.result()
            elif isinstance(error, self._ray.exceptions.ActorUnavailableError):
                # Killed while it was starting.
                self._enlist(actor)
            else:
                self._refusal = _cannot_start(error)

        actor.examine.remote().future().add_done_callback(heard)

    def screen(
        self,
        request: ScreeningRequest,
        lock: Lock | None,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> dict[str, bytes]:
        """Screen one video on an actor that is free; on another one where that is lost.

        Raises:
            ProcessEndedError: It has cost so many actors that it is taken to be the reason.
            ConfigError: A computer of the cluster cannot screen like the others.
            ModelError: The same.
            ScolioError: See `engine.pipeline.screening.Screener.screen`.
            CancelledError: ``cancel`` was set.
        """
        errors, request = self._ray.exceptions, _everywhere(request)
        for _ in range(TRIES):
            actor = self._actor(cancel)
            answer: Future[object] = actor.screen.remote(request, lock).future()
            while not wait([answer], LISTEN_SECONDS).done:
                check(cancel)
            try:
                told = answer.result()
            except errors.RayTaskError as bug:
                raise RuntimeError(str(bug)) from None
            except errors.RayError:
                self._enlist(actor)
                continue
            self._free.give(actor)
            return answered_files(told)
        raise ended_error()

    def _actor(self, cancel: Cancel | None) -> Any:  # noqa: ANN401 - Ray's handles have no type
        """Wait for an actor that has nothing to do."""
        while (actor := self._free.poll(cancel)) is None:
            if self._refusal is not None:
                raise self._refusal
        return actor

    def close(self) -> None:
        """Leave the cluster; its actors end, and their processes with them."""
        self._ray.shutdown()


def _joined(address: str) -> Any:  # noqa: ANN401 - a module that is not always there
    """Join a cluster, and return Ray; nothing is told to its maker.

    Raises:
        MissingExtraError: Ray is not installed.
        ConfigError: There is no cluster at this address.
    """
    require("ray", extra="ray")
    os.environ.update(_SILENT)
    _knock(address)
    import ray

    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL)
    except (OSError, RuntimeError, ValueError) as error:
        raise _no_cluster(address, error) from error
    return ray


def _knock(address: str) -> None:
    """Check that somebody listens at an address: Ray itself tries for minutes.

    Raises:
        ConfigError: Nobody does, or it is no address.
    """
    host, _, port = address.rpartition(":")
    if address == "auto":
        return
    if not host or not port.isdecimal() or "/" in host:
        raise ConfigError(
            text("“{address}” is no address of a Ray cluster.", address=address),
            text("Give auto, or host and port, such as 10.0.0.1:6379."),
        )
    try:
        socket.create_connection((host, int(port)), _KNOCK_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _no_cluster(address, error) from error


def _no_cluster(address: str, error: Exception) -> ConfigError:
    reason = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
    return ConfigError(
        text(
            "There is no Ray cluster at “{address}”: {why}.",
            address=address,
            why=str(reason).splitlines()[0][:200].rstrip("."),
        ),
        text(
            "Start Ray on this computer and on the others; where they ask for a token, set "
            "RAY_AUTH_MODE=token here, too."
        ),
    )


def _cannot_start(error: BaseException) -> ConfigError:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return ConfigError(
        text(
            "A computer of the cluster cannot start screening: {why}.",
            why=lines[-1][:200].rstrip("."),
        ),
        text("Install the same ScolioApp, with the extra “ray”, on every computer of the cluster."),
    )
