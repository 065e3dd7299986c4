"""A screening measured anew from dots that a person has corrected; the video is not read again."""

from __future__ import annotations

from dataclasses import replace

from engine.core.errors import SequenceError
from engine.core.findings import FindingCode
from engine.core.text import text
from engine.dots.dots import Dots
from engine.gait import events, measurements
from engine.pipeline.judgement import Screening, dots_facts, noticed_dots, quality_of
from engine.pipeline.speed import findings_in_the_recording

_ABOUT_DOTS = frozenset(
    {
        FindingCode.DOTS_NOT_FOUND,
        FindingCode.DOT_MISSING,
        FindingCode.DOT_LOST,
        FindingCode.DOT_HIDDEN,
        FindingCode.DOTS_NOT_REVIEWED,
    }
)


def remeasured(screening: Screening, dots: Dots) -> Screening:
    """Measure a screening again with other dots; the answer of the model stays as it is.

    Args:
        screening: With a judged person in whose recording dots were used.
        dots: Corrected ones, from `engine.dots.editing.corrected`.

    Raises:
        SequenceError: Nobody was judged, or nobody said that dots were used.
    """
    if screening.sequence is None or screening.result.dots is None:
        raise SequenceError(
            text("This recording was not searched for dots."),
            text("Screen the video again and choose that dots were used."),
        )
    sequence = screening.sequence.with_dots(dots)
    gait = events.gait_facts(sequence)
    factor = screening.result.provenance.slow_motion
    others = [one for one in screening.result.quality.findings if one.code not in _ABOUT_DOTS]
    about = findings_in_the_recording(noticed_dots(sequence), factor)
    update = {
        "measurements": measurements.measure(sequence, gait),
        "quality": quality_of((*others, *about)),
        "dots": dots_facts(sequence),
    }
    return replace(screening, result=screening.result.model_copy(update=update), sequence=sequence)
