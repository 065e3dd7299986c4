"""The words of a result: outcome, next step, quality, scores, limits.

The one place that decides what a person is told. Never: a diagnosis, a Cobb angle, a severity, a
treatment. Must not know how the words are shown. Next steps follow SOSORT 2016 (Negrini et al.,
Scoliosis and Spinal Disorders 2018): forward-bend test, scoliometer, the service's own threshold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.core.classes import ClassName, Outcome
from engine.core.explanation import BodyLevel
from engine.core.findings import FindingCode, Severity, Verdict
from engine.core.model_status import mark_of
from engine.core.result import ScreeningResult
from engine.core.text import Text, text

_OUTCOME_TITLES: Mapping[Outcome, Text] = {
    Outcome.DETECTED: text("Features associated with scoliosis detected"),
    Outcome.BORDERLINE: text("Borderline features"),
    Outcome.NOT_DETECTED: text("No such features detected in this recording"),
    Outcome.INCONCLUSIVE: text("Inconclusive: film again"),
}

_OUTCOME_SENTENCES: Mapping[Outcome, Text] = {
    Outcome.DETECTED: text(
        "In this recording the walk resembles that of people with scoliosis more than that of "
        "people without."
    ),
    Outcome.BORDERLINE: text(
        "In this recording the walk falls between that of people with scoliosis and that of "
        "people without."
    ),
    Outcome.NOT_DETECTED: text(
        "In this recording the walk resembles that of people without scoliosis. A recording "
        "without these features does not rule out scoliosis."
    ),
    Outcome.INCONCLUSIVE: text("No answer is possible from this recording."),
}

_NEXT_STEPS: Mapping[Outcome, Text] = {
    Outcome.DETECTED: text(
        "Examine the back: forward-bend test with a scoliometer. Refer when the trunk rotation reaches your "
        "service's own threshold (commonly 5 to 7 degrees)."
    ),
    Outcome.BORDERLINE: text(
        "Examine the back: forward-bend test with a scoliometer, or film again and compare."
    ),
    Outcome.NOT_DETECTED: text(
        "Continue with your service's usual examinations. Examine the back whenever there is any "
        "other reason to."
    ),
    Outcome.INCONCLUSIVE: text(
        "Film again as advised, or examine the back now with the forward-bend test."
    ),
}

_UNLIKE_SENTENCE = text(
    "The model has never seen a recording like this one, so its answer is not shown. "
    "The measurements do not depend on it."
)
_UNLIKE_STEP = text(
    "Examine the back now with the forward-bend test. Filming again helps only if it is done "
    "differently: a whole walk straight towards the camera, in close-fitting clothes."
)

_VERDICTS: Mapping[Verdict, Text] = {
    Verdict.USABLE: text("Usable"),
    Verdict.USABLE_WITH_CARE: text("Usable with care"),
    Verdict.REPEAT: text("Not usable"),
}

_SEVERITIES: Mapping[Severity, Text] = {
    Severity.INFO: text("Note"),
    Severity.CARE: text("Caution"),
    Severity.REPEAT: text("Film again"),
}

_FINDING_TITLES: Mapping[FindingCode, Text] = {
    FindingCode.FILE_BROKEN_MIDDLE: text("File damaged"),
    FindingCode.FRAMES_MISSING: text("Frames missing"),
    FindingCode.NOBODY_FOUND: text("Nobody found"),
    FindingCode.NOBODY_WALKS: text("Nobody walking"),
    FindingCode.WALKS_IN_PART: text("Walks only part of the time"),
    FindingCode.SLOW_MOTION: text("Slow motion"),
    FindingCode.SEVERAL_PEOPLE: text("Several people"),
    FindingCode.NOT_FOLLOWED: text("People not followed"),
    FindingCode.FEET_CUT_OFF: text("Feet cut off"),
    FindingCode.HEAD_CUT_OFF: text("Head cut off"),
    FindingCode.SIDE_CUT_OFF: text("Body cut off at the side"),
    FindingCode.TOO_SMALL: text("Person too small"),
    FindingCode.TOO_FEW_FRAMES: text("Too short"),
    FindingCode.TOO_FEW_CYCLES: text("Too few steps"),
    FindingCode.TOO_DARK: text("Too dark"),
    FindingCode.BLURRED: text("Blurred"),
    FindingCode.LOW_FRAME_RATE: text("Too few frames per second"),
    FindingCode.VARIABLE_FRAME_RATE: text("Uneven frame rate"),
    FindingCode.CAMERA_MOVING: text("Camera moving"),
    FindingCode.CAMERA_TILTED: text("Camera tilted"),
    FindingCode.LEVEL_UNKNOWN: text("Vertical not known"),
    FindingCode.WIDE_LENS: text("Wide-angle lens"),
    FindingCode.LENS_CORRECTED: text("Lens corrected"),
    FindingCode.LENS_STRAIGHT: text("Picture already straightened"),
    FindingCode.TRUNK_TURNED: text("Trunk turned"),
    FindingCode.DIRECTIONS_DISAGREE: text("The two directions disagree"),
    FindingCode.NOT_FRONTAL: text("Not seen from the front or behind"),
    FindingCode.LOST_TRACK: text("Person lost"),
    FindingCode.SIDES_IN_DOUBT: text("Left and right uncertain"),
    FindingCode.LOOSE_CLOTHES: text("Loose clothes"),
    FindingCode.OTHER_KEYPOINTS: text("Read by a different network"),
    FindingCode.MODEL_NOT_VALIDATED: text("Model not validated"),
    FindingCode.UNLIKE_TRAINING: text("Unlike the training data"),
    FindingCode.ANSWER_UNSTABLE: text("Answer unstable"),
    FindingCode.DOTS_NOT_FOUND: text("No dots found"),
    FindingCode.DOT_MISSING: text("Dot missing"),
    FindingCode.DOT_LOST: text("Dot lost"),
    FindingCode.DOT_HIDDEN: text("Dot hidden some of the time"),
    FindingCode.DOTS_NOT_REVIEWED: text("Dots not checked"),
}

_CLASSES: Mapping[ClassName, Text] = {
    ClassName.POSITIVE: text("resembles scoliosis"),
    ClassName.NEUTRAL: text("borderline"),
    ClassName.NEGATIVE: text("does not resemble scoliosis"),
}


_LEVELS: Mapping[BodyLevel, Text] = {
    BodyLevel.HEAD: text("Head"),
    BodyLevel.SHOULDERS: text("Shoulders"),
    BodyLevel.TRUNK: text("Trunk"),
    BodyLevel.PELVIS: text("Pelvis"),
    BodyLevel.THIGHS: text("Thighs"),
    BodyLevel.LOWER_LEGS: text("Lower legs"),
}


def outcome_title(outcome: Outcome) -> Text:
    """Return the outcome in a few words, one of four."""
    return _OUTCOME_TITLES[outcome]


def title_of(value: str) -> Text:
    """Return an outcome in a few words by its value; the value itself where a newer program wrote it."""
    known = value in set(Outcome)
    return outcome_title(Outcome(value)) if known else text("{name}", name=value)


def outcome_sentence(outcome: Outcome, *, unlike: bool = False) -> Text:
    """Return one sentence that says what the outcome means.

    Args:
        outcome: One of four.
        unlike: Whether it is inconclusive because the model has never seen a recording like this one.
    """
    return _UNLIKE_SENTENCE if unlike else _OUTCOME_SENTENCES[outcome]


def next_step(outcome: Outcome, *, unlike: bool = False) -> Text:
    """Return the suggested next step (SOSORT 2016: forward bend, scoliometer, the service's threshold).

    Args:
        outcome: One of four.
        unlike: See `outcome_sentence`; to repeat such a recording in the same way would not help.
    """
    return _UNLIKE_STEP if unlike else _NEXT_STEPS[outcome]


def verdict_label(verdict: Verdict) -> Text:
    """Return the verdict on the recording in a few words."""
    return _VERDICTS[verdict]


def severity_label(severity: Severity) -> Text:
    """Return a word for how much a finding matters."""
    return _SEVERITIES[severity]


def finding_title(code: FindingCode) -> Text:
    """Return a finding in a few words."""
    return _FINDING_TITLES[code]


def level_label(level: BodyLevel) -> Text:
    """Return a body level in plain words."""
    return _LEVELS[level]


def score_words(result: ScreeningResult) -> tuple[Text, ...]:
    """Say the scores of a calibrated model by class, positive first, for the first view.

    Empty where no model judged, and where it is not calibrated: a figure out of 100 would be read as a
    risk. There `score_bars` are drawn without figures, and `trust_words` gives the scores.
    """
    if result.model is None or not result.model.calibrated:
        return ()
    return tuple(
        _SCORES[name].model_copy(update={"params": {"percent": round(100 * share)}})
        for name, share in _shares(result)
    )


def score_bars(result: ScreeningResult) -> tuple[tuple[Text, float], ...]:
    """Return the classes, positive first, with the lengths of their bars without figures, in [0, 1].

    Empty where no model judged, and where `score_words` gives the figures.
    """
    if result.model is None or result.model.calibrated:
        return ()
    return tuple((_CLASSES[name], share) for name, share in _shares(result))


def _shares(result: ScreeningResult) -> Iterator[tuple[ClassName, float]]:
    if result.probabilities is not None and result.model is not None:
        for name in (ClassName.POSITIVE, ClassName.NEUTRAL, ClassName.NEGATIVE):
            yield name, result.probabilities[name]


_SCORES: Mapping[ClassName, Text] = {
    ClassName.POSITIVE: text("Resembles scoliosis: {percent} of 100"),
    ClassName.NEUTRAL: text("Borderline: {percent} of 100"),
    ClassName.NEGATIVE: text("Does not resemble scoliosis: {percent} of 100"),
}


def warning_mark(result: ScreeningResult) -> Text | None:
    """Return the warning that stands beside an outcome wherever it is shown, or None where none is needed."""
    return None if result.model is None else mark_of(result.model.status)


def fence_words(result: ScreeningResult) -> Text | None:
    """Return what is written across the outcome of a model without validation, or None.

    A model that is not validated but whose card says nothing is fenced all the same.
    """
    model = result.model
    if model is None or model.status == "validated":
        return None
    return model.notice or text(
        "This model has not been validated; its output has no clinical meaning."
    )


def limits(result: ScreeningResult) -> tuple[Text, ...]:
    """Return the limits that are said with every result, the model's own first."""
    lines: list[Text] = []
    if result.model is not None and result.model.notice is not None:
        lines.append(result.model.notice)
    lines.append(text("A recording without these features does not rule out scoliosis."))
    lines.append(
        text(
            "The measurements describe posture while walking in this recording, "
            "not the spine itself. They were checked on simulated walkers only."
        )
    )
    lines.append(text("For research and education. Not a cleared medical device; not a diagnosis."))
    return tuple(lines)
