"""A screening measured anew from dots that a person has corrected; the video is not read again."""

from __future__ import annotations

from dataclasses import replace

from engine.core.errors import SequenceError
from engine.core.findings import FindingCode
from engine.core.text import text
from engine.dots.dot_set import Dots
from engine.gait import events, measurements
from engine.pipeline.both_ways import Taken, with_other_way
from engine.pipeline.judgement import Screening, dots_facts, noticed_dots, quality_of
from engine.pipeline.speed import findings_in_the_recording

_MADE_ANEW = frozenset(
    {
        FindingCode.DIRECTIONS_DISAGREE,
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
        dots: Corrected ones, from `engine.dots.dot_editing.apply_edits`.

    Raises:
        SequenceError: Nobody was judged, or nobody said that dots were used.
    """
    result, person = screening.result, screening.result.person
    if screening.sequence is None or result.dots is None or person is None:
        raise SequenceError(
            text("This recording was not searched for dots."),
            text("Screen the video again and choose that dots were used."),
        )
    sequence = screening.sequence.with_dots(dots)
    gait = events.gait_facts(sequence)
    factor = result.provenance.slow_motion
    measured, apart = with_other_way(
        screening.analysis,
        person - 1,
        Taken(factor, result.level, result.loose_clothes),
        sequence,
        measurements.measure(sequence, gait, loose_clothes=result.loose_clothes),
    )
    others = [one for one in result.quality.findings if one.code not in _MADE_ANEW]
    about = findings_in_the_recording(noticed_dots(sequence), factor)
    update = {
        "measurements": measured,
        "quality": quality_of((*others, *about, *apart)),
        "dots": dots_facts(sequence),
    }
    changed = result.model_copy(update=update)
    # What a person said was said of the other judgement.
    return replace(screening, result=changed, sequence=sequence, override=None)
