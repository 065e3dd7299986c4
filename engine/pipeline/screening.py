"""The one door to screen: a request goes in, a screening comes out; networks stay open from video to video.

Networks and decoders are imported when they are first needed, so that a window can hold a `Screener` before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Self, TypeVar, cast

from engine.core.clinic_lock import Lock
from engine.core.computing import DeviceName, Precision
from engine.core.errors import ModelError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.screening_request import LevelChoice, ScreeningRequest
from engine.core.text import text

if TYPE_CHECKING:
    from engine.core.level import Level
    from engine.core.result import ModelFacts, ScreeningResult
    from engine.dots.dot_set import Dots
    from engine.gait.by_hand import ByHand
    from engine.inference.predictor import Predictor
    from engine.perception.types import PoseEstimator
    from engine.pipeline.analysis import Analysis
    from engine.pipeline.judgement import Screening

__all__ = ["Screener", "ScreeningRequest", "screen_video"]

_Network = TypeVar("_Network")


class Screener:
    """Screens videos; the networks that one needed stay open for the next. Thread-safe.

    A network is opened again only where the request names another, or where its files have changed. `close`,
    or the end of a ``with`` block, lets go of them; a video screened after that opens them anew.

    Args:
        models: Folder of the models that a person imported or trained; None: the usual one.
        lock: Tells whether clinic mode is on, at each screening: videos may have waited since before.
        exact: Refuse what cannot be had as asked (a precision that the model does not offer; in clinic mode
            another model or setting), as a command line does. Else the nearest is taken: fp32, and in clinic
            mode the fixed model with the standard settings.
    """

    def __init__(
        self,
        models: Path | None = None,
        lock: Callable[[], Lock | None] = lambda: None,
        *,
        exact: bool = False,
    ) -> None:
        self._models = models
        self._lock = lock
        self._exact = exact
        self._pose: _OpenNetwork[PoseEstimator] = _OpenNetwork()
        self._model: _OpenNetwork[Predictor] = _OpenNetwork()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the networks."""
        self.close()

    def close(self) -> None:
        """Let go of the networks; work that is under way keeps its own until it ends."""
        self._pose.close()
        self._model.close()

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Screening:
        """Screen one video: read it once, judge one person in it.

        Args:
            request: What, and how.
            progress: Told of the stages.
            cancel: Checked at least every half second.

        Raises:
            VideoError: The file is not a video that can be read.
            PerceptionError: The pose networks cannot be loaded.
            ModelError: The model cannot be used.
            SequenceError: There is no such person, or the video cannot be so slow.
            ClinicError: Clinic mode does not allow the request, or its lock cannot be read.
            ConfigError: The device is not there.
            CancelledError: ``cancel`` was set.
        """
        from engine.gait.by_hand import ByHand
        from engine.pipeline.judgement import judge

        request = self._allowed(request)
        # Before the video is read, so that a wrong name is told at once.
        predictor = self._predictor(request.model, request.device, request.precision)
        analysis = self.analyse(request, progress=progress, cancel=cancel)
        report(progress, Stage.JUDGE, 0.99)
        check(cancel)
        screening = judge(
            analysis,
            person=request.person,
            model=predictor,
            operator=request.operator,
            slow_motion=request.slow_motion,
            by_hand=ByHand(
                level=_level(request.level, analysis), loose_clothes=request.loose_clothes
            ),
        )
        return replace(screening, result=screening.result.named(request.label, request.repeats))

    def analyse(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Analysis:
        """Read one video and follow everyone in it; nobody is judged and no model is opened.

        Raises:
            VideoError: The file is not a video that can be read.
            PerceptionError: The pose networks cannot be loaded.
            ClinicError: Clinic mode does not allow the request, or its lock cannot be read.
            CancelledError: ``cancel`` was set.
        """
        from engine.pipeline.analysis import analyse_video

        request = self._allowed(request)
        open_networks = partial(self._estimator, request.pose, request.segmenter, request.device)
        if request.pose is not None or request.segmenter is not None:
            # Networks of one's own may be wrong, which is told before the video is read.
            open_networks()
        return analyse_video(
            request.path,
            rate=request.rate,
            open_networks=open_networks,
            dots=request.dots,
            progress=progress,
            cancel=cancel,
        )

    def judge(
        self,
        screening: Screening,
        *,
        person: int | None,
        operator: str = "",
        device: DeviceName = "auto",
        slow_motion: float | None = 1.0,
        by_hand: ByHand | None = None,
    ) -> Screening:
        """Judge a person by the very model that judged the first, without a second pass over the video.

        Args:
            screening: What was found in it.
            person: Number of the person, or None for the walker.
            operator: Who judges, or "".
            device: Where the model computes.
            slow_motion: How many times slower than life the video is played; None: as the walk suggests.
            by_hand: What somebody said about the walk; None: nothing.

        Raises:
            ModelError: The model that judged the recording is gone, or has changed.
            ClinicError: It is not the one of clinic mode.
            SequenceError: There is no such person, or the video cannot be so slow.
        """
        from engine.gait.by_hand import ByHand
        from engine.pipeline.judgement import judge

        facts = screening.result.model
        if facts is not None:
            self._check_same(facts)
        return judge(
            screening.analysis,
            person=person,
            model=self._predictor(
                None if facts is None else facts.name,
                device,
                "fp32" if facts is None else facts.precision,
            ),
            operator=operator,
            slow_motion=slow_motion,
            by_hand=by_hand or ByHand(),
        )

    def remeasure(self, screening: Screening, dots: Dots) -> Screening:
        """Measure again with dots that somebody corrected; the answer of the model stays.

        Raises:
            SequenceError: Nobody was judged, or nobody said that dots were used.
        """
        from engine.pipeline.remeasurement import remeasured

        return remeasured(screening, dots)

    def _allowed(self, request: ScreeningRequest) -> ScreeningRequest:
        return allowed(request, self._lock(), exact=self._exact)

    def _predictor(self, name: str | None, device: DeviceName, precision: str) -> Predictor:
        from engine.inference.predictor import load_predictor, offered_precision
        from engine.library.installed_models import find
        from engine.pipeline.judgement import DEFAULT_MODEL

        lock = self._lock()
        if lock is not None:
            lock.allow(name)
            name = lock.model.model
        folder = find(DEFAULT_MODEL if name is None else name, self._models)
        if lock is not None:
            lock.model.check(folder)
        chosen = (
            cast(Precision, precision)
            if self._exact
            else offered_precision(folder, precision, device)
        )
        return self._model.get(
            (folder, device, chosen, _state(folder)),
            partial(load_predictor, folder, device=device, precision=chosen),
        )

    def _estimator(
        self, pose: Path | None, segmenter: Path | None, device: DeviceName
    ) -> PoseEstimator:
        from engine.perception.networks.estimators import open_estimator, pose_provider

        # Looked up each time: the computer may have been asked meanwhile.
        provider = pose_provider(device)
        key = (pose, _state(pose), segmenter, _state(segmenter), provider)
        return self._pose.get(key, partial(open_estimator, pose, segmenter, provider=provider))

    def _check_same(self, facts: ModelFacts) -> None:
        """Check that the model of a result is installed, with the weights that judged.

        Raises:
            ModelError: It is not.
        """
        from engine.library.installed_models import find
        from engine.models.cards import read_card

        remedy = text("Screen the video again, so that the same model judges everyone in it.")
        try:
            card = read_card(find(facts.name, self._models))
        except ModelError as error:
            raise ModelError(
                text(
                    "The model used for this recording, “{name}”, is not installed here.",
                    name=facts.name,
                ),
                remedy,
            ) from error
        if facts.sha256 not in card.sha256.values():
            raise ModelError(
                text(
                    "The installed model “{name}” is not the one used for this recording: its "
                    "weights differ.",
                    name=facts.name,
                ),
                remedy,
            )


def allowed(request: ScreeningRequest, lock: Lock | None, *, exact: bool) -> ScreeningRequest:
    """Return what clinic mode makes of a request.

    Args:
        request: What is asked.
        lock: Clinic mode, or None where it is off.
        exact: See `Screener`.

    Raises:
        ClinicError: It does not allow the request, or its lock cannot be read.
    """
    if lock is None:
        return request
    if exact:
        lock.allow_plain(request.changed())
        lock.allow(request.model)
    return request.plain(lock.model.model)


class _OpenNetwork(Generic[_Network]):
    """The network that was opened last, by what it was opened from."""

    def __init__(self) -> None:
        self._kept: tuple[Hashable, _Network] | None = None

    def get(self, key: Hashable, open_network: Callable[[], _Network]) -> _Network:
        """Return what is open under this key; else let go of what is open, and open it."""
        kept = self._kept
        if kept is None or kept[0] != key:
            # Before: two large networks at once are not held.
            kept = self._kept = None
            kept = self._kept = (key, open_network())
        return kept[1]

    def close(self) -> None:
        """Let go of it."""
        self._kept = None


def _state(folder: Path | None) -> Hashable:
    """Return what tells whether the files in a folder are still those that were read."""
    if folder is None:
        return None
    try:
        facts = [(one.name, one.stat()) for one in folder.iterdir()]
    except OSError:
        # Whoever opens it says what is wrong.
        return None
    return tuple(sorted((name, fact.st_size, fact.st_mtime_ns) for name, fact in facts))


def _level(choice: LevelChoice, analysis: Analysis) -> Level | None:
    """Return the level that was asked for; None: as it was found."""
    from engine.core.level import (
        NOT_FOUND,
        Level,
        level_by_hand,
        level_switched_off,
        unknown_level,
    )

    if choice == "auto":
        return None
    if isinstance(choice, Level):
        return choice
    info = analysis.info
    base = analysis.recording.level or unknown_level(
        NOT_FOUND, info.width, info.height, info.focal_px
    )
    return level_switched_off(base) if choice == "off" else level_by_hand(base, *choice)


def screen_video(
    path: Path | str,
    *,
    model: str | None = None,
    dots: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ScreeningResult:
    """Screen a video at the default rate and judge its walker.

    Args:
        path: The video.
        model: Name of an installed model or path of a model folder; None: the bundled demo.
        dots: Whether the person wore adhesive dots.
        progress: Told of the stages.
        cancel: Checked at least every half second.

    Raises:
        VideoError: The file is not a video that can be read.
        PerceptionError: The pose networks cannot be loaded.
        ModelError: The model cannot be used.
        CancelledError: ``cancel`` was set.
    """
    request = ScreeningRequest(Path(path), model=model, dots=dots)
    result = Screener().screen(request, progress=progress, cancel=cancel).result
    report(progress, Stage.DONE, 1.0, 0.0)
    return result
