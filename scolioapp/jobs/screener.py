"""What the window asks of the engine: screen, judge again, save, load, export.

`Screener` is a protocol, so that tests hand in one that needs no video and no network. The real
one, `PipelineScreener`, imports the pipeline at its first use and never before: a window without a
video needs neither networks nor decoders. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from engine.core.clinic_lock import Lock
from engine.core.errors import ModelError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text

if TYPE_CHECKING:
    from engine.core.level import Level
    from engine.core.result import ModelFacts, Repeats
    from engine.dots.dot_set import Dots
    from engine.inference.runners import Precision
    from engine.pipeline.screening import Screening as Screening


Device = Literal["auto", "cpu", "gpu"]
"""Where networks compute."""


@dataclass(frozen=True, slots=True)
class ScreeningRequest:
    """What is to be screened, and how.

    Attributes:
        path: The video.
        rate: Frames a second to analyse, or None for all.
        model: Name of the model, or None for the program's choice.
        operator: Who screens, or "".
        precision: ``fp32``, or a lower one; a model that does not offer it computes in ``fp32``.
        device: Where the model computes.
        pose: Folder of a pose network of one's own, or None for the bundled one.
        segmenter: Folder of a segmentation network of one's own, or None.
        dots: Whether the person wears adhesive dots.
        label: Name or number of the recording, or "". It may be typed while the video is screened, so it is
            put on the result when that is kept.
        repeats: The earlier recording that this one repeats, or None; put on the result likewise.
    """

    path: Path
    rate: float | None = 15.0
    model: str | None = None
    operator: str = ""
    precision: str = "fp32"
    device: Device = "auto"
    pose: Path | None = None
    segmenter: Path | None = None
    dots: bool = False
    label: str = ""
    repeats: Repeats | None = None

    def plain(self, model: str) -> ScreeningRequest:
        """Return the same with this model and the usual settings, as clinic mode wants it."""
        usual = ScreeningRequest(self.path, model=model)
        return replace(
            usual, operator=self.operator, label=self.label, repeats=self.repeats, dots=self.dots
        )


class Screener(Protocol):
    """The engine as the window sees it. Every method may be called off the interface's thread."""

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Screening:
        """Screen one video.

        Raises:
            ScolioError: The video or model cannot be used; says why.
            CancelledError: The person cancelled.
        """
        ...

    def judge(
        self,
        screening: Screening,
        *,
        person: int | None,
        operator: str = "",
        device: Device = "auto",
        slow_motion: float = 1.0,
        level: Level | None = None,
        dots: Dots | None = None,
    ) -> Screening:
        """Judge a person of the same recording again, without a second pass over the video.

        Args:
            screening: What was found in it.
            person: Number of the person, or None for the walker.
            operator: Who judges, or "".
            device: Where the model computes.
            slow_motion: How many times slower than life the video is played.
            level: How the camera stands, where somebody set it; None: as it was found in the pictures.
            dots: Adhesive dots as somebody corrected them; None: as they were found.

        Raises:
            ModelError: The model that judged the recording is gone, or has changed.
            ClinicError: It is not the one of clinic mode.
        """
        ...

    def remeasure(self, screening: Screening, dots: Dots) -> Screening:
        """Measure again with dots that somebody corrected; the answer of the model stays.

        Raises:
            SequenceError: Nobody was judged, or nobody said that dots were used.
        """
        ...

    def write_overlay(
        self,
        screening: Screening,
        video: Path,
        path: Path,
        *,
        blur_face: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write the video with skeleton and mask drawn in."""
        ...

    def dump(self, screening: Screening) -> Mapping[str, bytes]:
        """Return the files of a screening by name, without its label."""
        ...

    def load(self, files: Mapping[str, bytes], label: str | None = None) -> Screening:
        """Read a screening that `dump` wrote.

        Args:
            files: Its files by name.
            label: What the recording is called; None: as the files say.

        Raises:
            ScolioError: It cannot be read; says why.
        """
        ...


class PipelineScreener:
    """The engine's own pipeline.

    Args:
        models: Folder of the models that the person imported or trained; None: the usual one.
        lock: Tells whether clinic mode is on, at each screening: videos may have waited since before.
    """

    def __init__(
        self, models: Path | None = None, lock: Callable[[], Lock | None] = lambda: None
    ) -> None:
        self._models = models
        self._lock = lock

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Screening:
        """Screen one video; see `Screener.screen`."""
        from engine.perception.networks.estimators import open_estimator
        from engine.pipeline import screening

        lock = self._lock()
        if lock is not None:
            request = request.plain(lock.model.model)
        name = request.model or screening.DEFAULT_MODEL
        # The bundled networks are loaded once the video is known to be one.
        own = request.pose is not None or request.segmenter is not None
        predictor = screening.open_model(
            name,
            device=request.device,
            precision=self._offered(name, request.precision, request.device),
            user_models=self._models,
            lock=lock,
        )
        analysis = screening.analyse_video(
            request.path,
            rate=request.rate,
            estimator=open_estimator(request.pose, request.segmenter) if own else None,
            dots=request.dots,
            progress=progress,
            cancel=cancel,
        )
        report(progress, Stage.JUDGE, 0.99)
        check(cancel)
        return screening.judge(analysis, model=predictor, operator=request.operator)

    def _offered(self, name: str, wanted: str, device: Device) -> Precision:
        """Return the wanted precision where model and computer offer it, else the full one."""
        from engine.inference.predictor import possible_precisions
        from engine.library.installed_models import find
        from engine.models.cards import read_card

        if wanted == "fp32":
            return "fp32"
        possible = possible_precisions(read_card(find(name, self._models)), device)
        return next((lower for lower in possible if lower == wanted), "fp32")

    def judge(
        self,
        screening: Screening,
        *,
        person: int | None,
        operator: str = "",
        device: Device = "auto",
        slow_motion: float = 1.0,
        level: Level | None = None,
        dots: Dots | None = None,
    ) -> Screening:
        """Judge a person by the very model that judged the first; see `Screener.judge`."""
        from engine.pipeline import screening as pipeline

        facts = screening.result.model
        name: str | None = None
        precision: Precision = "fp32"
        if facts is not None:
            self._check_same(facts)
            name = facts.name
            precision = self._offered(name, facts.precision, device)
        predictor = pipeline.open_model(
            name,
            device=device,
            precision=precision,
            user_models=self._models,
            lock=self._lock(),
        )
        return pipeline.judge(
            screening.analysis,
            person=person,
            model=predictor,
            operator=operator,
            slow_motion=slow_motion,
            level=level,
            dots=dots,
        )

    def remeasure(self, screening: Screening, dots: Dots) -> Screening:
        """Measure again with other dots; see `Screener.remeasure`."""
        from engine.pipeline.remeasurement import remeasured

        return remeasured(screening, dots)

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

    def write_overlay(
        self,
        screening: Screening,
        video: Path,
        path: Path,
        *,
        blur_face: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write the video with skeleton and mask; see `Screener.write_overlay`."""
        from engine.pipeline import outputs

        outputs.write_overlay(
            screening, video, path, blur_face=blur_face, progress=progress, cancel=cancel
        )

    def dump(self, screening: Screening) -> Mapping[str, bytes]:
        """Return the files of a screening; see `Screener.dump`."""
        from engine.pipeline import screening_files

        return screening_files.dump(screening)

    def load(self, files: Mapping[str, bytes], label: str | None = None) -> Screening:
        """Read a screening; see `Screener.load`."""
        from engine.pipeline import screening_files

        screening = screening_files.load(files)
        if label is None:
            return screening
        result = screening.result.named(label, screening.result.repeats)
        return replace(screening, result=result)
