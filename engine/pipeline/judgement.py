"""Say what is said about one person of an analysed video, without another look at the video."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

import engine
from engine.core.classes import Outcome
from engine.core.computing import DeviceName, Precision
from engine.core.errors import SequenceError
from engine.core.explanation import Trust
from engine.core.findings import Finding, FindingCode, Severity, Verdict, verdict
from engine.core.level import Level
from engine.core.override import Override
from engine.core.progress import Stage
from engine.core.result import (
    DotFacts,
    DotsFacts,
    GaitFacts,
    Measurement,
    ModelFacts,
    PersonSummary,
    Provenance,
    Quality,
    ScreeningResult,
)
from engine.core.sites import Site
from engine.core.text import text
from engine.dots.dot_findings import findings_about
from engine.dots.dot_set import Dots
from engine.gait import events, measurements
from engine.gait.balance import balanced_level
from engine.gait.by_hand import ByHand
from engine.gait.levelling import with_level
from engine.gait.sequence import GaitSequence
from engine.inference.predictor import Prediction, Predictor, load_predictor
from engine.library.installed_models import find
from engine.perception.quality.person_quality import check_length
from engine.perception.quality.recording_quality import check_rate
from engine.perception.types import Track
from engine.pipeline.analysis import Analysis, now, sequence_of
from engine.pipeline.both_ways import Taken, with_other_way
from engine.pipeline.speed import checked, findings_in_the_recording, in_the_recording

DEFAULT_MODEL = "sconet_mt_demo"
"""The bundled model. A demo: see its card."""

_PACKAGES = ("numpy", "opencv-python-headless", "av", "onnxruntime", "onnxruntime-gpu", "torch")


@dataclass(frozen=True, slots=True)
class Screening:
    """A result with what it was made from.

    Attributes:
        sequence: The judged person's gait, or None where nobody was judged.
        override: What a person put in place of the model's outcome, or None; it is kept by whoever keeps
            reviews, and no part of the result's own files.
    """

    result: ScreeningResult
    sequence: GaitSequence | None
    analysis: Analysis
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What measuring and judging one person gave."""

    gait: GaitFacts
    measured: Mapping[str, Measurement]
    quality: Quality
    outcome: Outcome
    seconds: Mapping[str, float]
    prediction: Prediction | None = None

    @property
    def unlike(self) -> bool:
        """Whether the model answered about something that it has never seen."""
        return self.prediction is not None and self.prediction.unlike


def judge(
    analysis: Analysis,
    *,
    person: int | None = None,
    model: str | Predictor | None = None,
    operator: str = "",
    slow_motion: float | None = 1.0,
    by_hand: ByHand = ByHand(),  # noqa: B008 - frozen
) -> Screening:
    """Measure and judge one person of an analysed video; quick.

    Args:
        analysis: The video, read once.
        person: Number of the person (from 1, as in ``ScreeningResult.people``); None: the walker.
        model: Name of an installed model, path of a model folder, or what `open_model` gave; None:
            the bundled demo.
        operator: Who runs it, for the provenance.
        slow_motion: How many times slower than life the video is played (below 1: faster); measured
            and judged is the walk as it was. None: as the walk itself suggests.
        by_hand: What somebody said about the walk.

    Raises:
        SequenceError: There is no such person, or the factor is none.
        ModelError: The model cannot be used.
    """
    index = _index_of(analysis, person)
    predictor = model if isinstance(model, Predictor) else open_model(model)
    factor = _factor(analysis, index, slow_motion)
    stands = by_hand.level or analysis.recording.level
    sequence, stands = _by_balance(judged_sequence(analysis, index, factor, stands), stands)
    dots = by_hand.dots
    if sequence is not None and dots is not None and sequence.dots is not None:
        sequence = sequence.with_dots(dots) if len(dots.places) == len(sequence) else sequence
    taken = Taken(factor, stands, by_hand.loose_clothes)
    opinion = _opinion(analysis, index, predictor, sequence, taken)
    # Numbers about a recording unlike anything the model has seen would be used if they were there.
    said = None if opinion.unlike else opinion.prediction
    result = ScreeningResult(
        outcome=opinion.outcome,
        quality=opinion.quality,
        probabilities=None if said is None else dict(said.probabilities),
        measurements=opinion.measured,
        gait=opinion.gait,
        people=tuple(_summary(i, track) for i, track in enumerate(analysis.recording.tracks)),
        person=None if index is None else index + 1,
        model=predictor.facts,
        provenance=_provenance(
            analysis, sequence, predictor.facts, operator, opinion.seconds, factor
        ),
        explanation=None if said is None else said.explanation,
        trust=_trust(opinion.prediction),
        level=stands,
        dots=dots_facts(sequence),
    )
    return Screening(result, sequence, analysis)


def dots_facts(sequence: GaitSequence | None) -> DotsFacts | None:
    """Return what a result says of the dots of a walk; None where nobody said that some were used."""
    dots = None if sequence is None else sequence.dots
    if dots is None:
        return None
    named = tuple(_dot(dots, site, track) for site, track in dots.tracks.items())
    return DotsFacts(dots=named, confirmed=dots.confirmed)


def _dot(dots: Dots, site: Site, track: int) -> DotFacts:
    seen = dots.seen[:, track]
    sizes = dots.places[seen, track, 2]
    return DotFacts(
        site=site,
        track=track,
        seen=float(seen.mean()),
        diameter_px=float(np.median(sizes)) if len(sizes) else 0.0,
    )


def noticed_dots(sequence: GaitSequence) -> tuple[Finding, ...]:
    """Return what is noticed about the dots of a walk, in its own time."""
    dots = sequence.dots
    return () if dots is None else findings_about(dots, sequence.seconds)


def judged_sequence(
    analysis: Analysis, index: int | None, factor: float, level: Level | None
) -> GaitSequence | None:
    """Return the walk of the track with this index at the speed of life, or None for nobody.

    Args:
        analysis: The video, read once.
        index: Which track.
        factor: How many times slower than life it is played.
        level: How the camera stands, by the times of the recording.
    """
    if index is None:
        return None
    if factor == 1.0:
        sequence = analysis.sequences[index]
    else:
        track = analysis.recording.tracks[index]
        sequence = sequence_of(analysis.recording, track, factor=factor, rate=analysis.rate)
    if level is None or level == analysis.recording.level:
        return sequence
    return with_level(sequence, level.moved(factor))


def _by_balance(
    sequence: GaitSequence | None, level: Level | None
) -> tuple[GaitSequence | None, Level | None]:
    """Let the balance of the walk tell how the camera stands, where nothing else does."""
    if sequence is None or level is None or level.known:
        return sequence, level
    found = balanced_level(sequence, events.gait_facts(sequence), level)
    return (sequence if found == level else with_level(sequence, found)), found


def _factor(analysis: Analysis, index: int | None, wanted: float | None) -> float:
    """Return the factor to divide times by.

    Raises:
        SequenceError: The wanted one is no number that a recording can have.
    """
    if wanted is None:
        found = None if index is None else analysis.recording.tracks[index].speed_factor
        return found or 1.0
    return checked(wanted)


def open_model(
    model: str | None,
    *,
    device: DeviceName = "auto",
    precision: Precision = "fp32",
) -> Predictor:
    """Load a model named by its folder's name (bundled or the user's) or by a path; None: the bundled demo.

    Worth doing before a video is read, so that a wrong name is told at once.

    Args:
        model: Name or path.
        device: Where to compute.
        precision: ``fp32``, or one that the model's card offers.

    Raises:
        ModelError: There is no such model, or it cannot be used, or not in this precision.
        ConfigError: The device is not there.
    """
    folder = find(DEFAULT_MODEL if model is None else model)
    return load_predictor(folder, device=device, precision=precision)


def _trust(prediction: Prediction | None) -> Trust | None:
    """Return how far to trust an answer; of one that is not shown, only the distance that says why."""
    if prediction is None or not prediction.unlike:
        return None if prediction is None else prediction.trust
    return Trust(distance=prediction.trust.distance)


def _index_of(analysis: Analysis, person: int | None) -> int | None:
    if person is None:
        return analysis.recording.walker
    count = len(analysis.recording.tracks)
    if 1 <= person <= count:
        return person - 1
    raise SequenceError(
        text("There is no person {number} in this recording.", number=person),
        text("Choose a number from 1 to {count}.", count=count)
        if count
        else text("Nobody was found: film again."),
    )


def _opinion(
    analysis: Analysis,
    index: int | None,
    predictor: Predictor,
    sequence: GaitSequence | None,
    taken: Taken,
) -> _Opinion:
    """Measure and judge the person with this index, or say that there is none."""
    factor = taken.factor
    if index is None or sequence is None:
        quality = quality_of(analysis.recording.findings)
        # Without a walker there is no answer, whatever the findings say.
        quality = quality.model_copy(update={"verdict": Verdict.REPEAT})
        return _Opinion(GaitFacts(), {}, quality, Outcome.INCONCLUSIVE, {})
    start = time.monotonic()
    gait = events.gait_facts(sequence)
    one_way = measurements.measure(sequence, gait, loose_clothes=taken.loose_clothes)
    measured, apart = with_other_way(analysis, index, taken, sequence, one_way)
    noticed = (
        *events.findings(sequence, gait),
        *measurements.findings(
            sequence, gait, level=taken.level, loose_clothes=taken.loose_clothes
        ),
        *noticed_dots(sequence),
    )
    found = (
        *_at_speed(analysis, index, sequence, factor),
        *findings_in_the_recording(noticed, factor),
        *apart,
        *_model_findings(predictor, sequence),
    )
    if any(finding.code is FindingCode.SLOW_MOTION for finding in found) and factor == 1.0:
        # Few steps in the time of the recording: the reason is the speed, and it is said.
        found = tuple(one for one in found if one.code is not FindingCode.TOO_FEW_CYCLES)
    measured_at = time.monotonic()
    prediction = None
    if verdict(found) is not Verdict.REPEAT:
        prediction = _in_the_recording(predictor.predict(sequence), factor)
        found = (*found, *_trust_findings(prediction))
    seconds: dict[str, float] = {
        Stage.MEASURE: measured_at - start,
        Stage.JUDGE: time.monotonic() - measured_at,
    }
    outcome = Outcome.INCONCLUSIVE if prediction is None else prediction.outcome
    gait = in_the_recording(gait, factor)
    return _Opinion(gait, measured, quality_of(found), outcome, seconds, prediction)


def _in_the_recording(prediction: Prediction, factor: float) -> Prediction:
    """Return the times of the frames that decided as they are in the recording."""
    explanation = prediction.explanation
    if explanation is None or factor == 1.0:
        return prediction
    frames = tuple(
        one.model_copy(update={"seconds": one.seconds * factor}) for one in explanation.frames
    )
    return replace(prediction, explanation=explanation.model_copy(update={"frames": frames}))


def _plain(factor: float) -> float:
    """Return a factor as it is said: 4 rather than 4.0."""
    return int(factor) if factor == int(factor) else round(factor, 2)


_OF_TIME = (FindingCode.SLOW_MOTION, FindingCode.LOW_FRAME_RATE, FindingCode.TOO_FEW_FRAMES)


def _at_speed(
    analysis: Analysis, index: int, sequence: GaitSequence, factor: float
) -> tuple[Finding, ...]:
    """Return perception's findings; those that hang on the speed are made again where it was chosen."""
    found = tuple(analysis.recording.findings_about(index))
    if factor == 1.0:
        return found
    kept = [one for one in found if one.code not in _OF_TIME]
    message = (
        text(
            "The video was measured as slow motion, {factor} times slower than real time.",
            factor=_plain(factor),
        )
        if factor > 1
        else text(
            "The video was measured as speeded up, {factor} times faster than real time.",
            factor=_plain(1 / factor),
        )
    )
    said = Finding(
        code=FindingCode.SLOW_MOTION,
        severity=Severity.INFO,
        message=message,
        remedy=text("Check that this is how it was filmed: cadence and step times depend on it."),
    )
    again = (*check_rate(analysis.info.fps * factor), *check_length(sequence.seconds))
    return (*kept, said, *again)


_EACH = frozenset({FindingCode.DOT_MISSING, FindingCode.DOT_HIDDEN})
"""Findings that may be there more than once, each about something else."""

_ORDER = {Severity.REPEAT: 0, Severity.CARE: 1, Severity.INFO: 2}


def quality_of(findings: Sequence[Finding]) -> Quality:
    """Gather findings, the worst first, into one verdict.

    Perception and gait may notice the same thing about the whole recording (not frontal): it is
    said once, as the more severe of the two says it.
    """
    kept: list[Finding] = []
    said: set[FindingCode] = set()
    for finding in sorted(findings, key=lambda one: _ORDER[one.severity]):
        if finding.start_seconds is None and finding.code not in _EACH:
            if finding.code in said:
                continue
            said.add(finding.code)
        kept.append(finding)
    return Quality(verdict=verdict(kept), findings=tuple(kept))


def _model_findings(predictor: Predictor, sequence: GaitSequence) -> tuple[Finding, ...]:
    known = predictor.card.keypoint_set
    if not known or known == sequence.keypoint_set:
        return ()
    return (
        Finding(
            code=FindingCode.OTHER_KEYPOINTS,
            severity=Severity.CARE,
            message=text(
                "This recording was read by a different network from the ones the model learned "
                "from."
            ),
            remedy=text(
                "Use the answer with care: hips and shoulders are placed slightly differently."
            ),
            detail=text(
                "The model was trained on “{known}” keypoints, but this recording was read with "
                "“{used}”.",
                known=known,
                used=sequence.keypoint_set,
            ),
        ),
    )


LEAST_AGREEMENT = 0.75
"""Share of the halves that must give the same answer, or the answer is said to be unstable."""


def _trust_findings(prediction: Prediction) -> tuple[Finding, ...]:
    if prediction.unlike:
        finding = Finding(
            code=FindingCode.UNLIKE_TRAINING,
            severity=Severity.CARE,
            message=text("The model has never seen a recording like this one."),
            remedy=text(
                "Its answer is not shown: examine the back, or choose a model made for such recordings."
            ),
        )
        return (finding,)
    found = []
    stability = prediction.trust.stability
    if stability is not None and stability.same < LEAST_AGREEMENT * stability.halves:
        found.append(
            Finding(
                code=FindingCode.ANSWER_UNSTABLE,
                severity=Severity.CARE,
                message=text("Parts of the recording give different answers."),
                remedy=text("Film again with a longer walk, and compare."),
                detail=text(
                    "Only {same} of {halves} random halves of the recording give the same answer.",
                    same=stability.same,
                    halves=stability.halves,
                ),
            )
        )
    return tuple(found)


def _summary(index: int, track: Track) -> PersonSummary:
    heights = track.boxes[:, 3] - track.boxes[:, 1]
    return PersonSummary(
        number=index + 1,
        start_seconds=float(track.seconds[0]),
        end_seconds=float(track.seconds[-1]),
        frames=len(track.seconds),
        height_px=float(sorted(heights)[len(heights) // 2]),
        walks=track.walks,
    )


def package_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that move numbers, by name."""
    versions = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def _provenance(
    analysis: Analysis,
    sequence: GaitSequence | None,
    facts: ModelFacts,
    operator: str,
    seconds: Mapping[str, float],
    factor: float,
) -> Provenance:
    return Provenance(
        app_version=engine.__version__,
        started=analysis.started,
        finished=now(),
        video=analysis.info,
        analysis_rate=analysis.rate,
        frames_analysed=0 if sequence is None else len(sequence),
        estimator=analysis.recording.estimator,
        packages=package_versions(),
        device=facts.runtime,
        operator=operator,
        stage_seconds={**analysis.stage_seconds, **seconds},
        slow_motion=factor,
    )
