"""The words of an explanation: which body levels spoke, which moments decided, what cannot be said.

The window, the report and the command line say it by these. Must not know how the words are shown;
whoever speaks another language than English hands in what renders a `Text` in it (``say``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.core.classes import ClassName
from engine.core.explanation import BodyLevel, DecidingFrame, Explanation, Gates, PartContribution
from engine.core.result import ScreeningResult
from engine.core.text import Render, Text, by_number, text

_PLACES: Mapping[BodyLevel, Text] = {
    BodyLevel.HEAD: text("the head"),
    BodyLevel.SHOULDERS: text("the shoulders"),
    BodyLevel.TRUNK: text("the trunk"),
    BodyLevel.PELVIS: text("the pelvis"),
    BodyLevel.THIGHS: text("the thighs"),
    BodyLevel.LOWER_LEGS: text("the lower legs"),
}


def explanation_sentence(explanation: Explanation, say: Render = str) -> str:
    """Name the body levels that spoke most in one sentence, and for or against what."""
    places = _listed([say(_PLACES[level]) for level in explanation.levels], say)
    spoken = sum(p.contribution for p in explanation.parts if p.level in explanation.levels)
    borderline = explanation.towards is ClassName.NEUTRAL
    if spoken < 0:
        sentence = text(
            "What the model saw at {places} counted most against features associated with "
            "scoliosis.",
            places=places,
        )
    elif borderline:
        sentence = text(
            "What the model saw at {places} counted most towards borderline features.",
            places=places,
        )
    else:
        sentence = text(
            "What the model saw at {places} counted most towards features associated with "
            "scoliosis.",
            places=places,
        )
    return say(sentence)


def _listed(words: Sequence[str], say: Render) -> str:
    if len(words) < 2:
        return "".join(words)
    start = words[0]
    for word in words[1:-1]:
        start = say(text("{first}, {following}", first=start, following=word))
    return say(text("{first} and {last}", first=start, last=words[-1]))


def explanation_notes(explanation: Explanation) -> tuple[Text, ...]:
    """Say what a strip is, and what it is not."""
    notes = [
        text(
            "Each strip also takes in what is above and below it. It suggests where the model "
            "looked, not where something is. Colour beside the body means that the model used the "
            "empty space there."
        )
    ]
    if explanation.picture == "maps":
        notes.append(
            text(
                "This model looks at a drawing of the joints, where heights do not match those of "
                "the body itself."
            )
        )
    return tuple(notes)


def strip_ends(explanation: Explanation) -> tuple[Text, Text]:
    """Return what the left and the right end of the strip's bars say: against, for."""
    borderline = explanation.towards is ClassName.NEUTRAL
    return text("against"), text("towards borderline") if borderline else text("towards features")


def strip_reach(explanation: Explanation) -> tuple[float, float]:
    """Return the longest bar against and the longest for; both in one scale, neither side vanishes."""
    spoken = [part.contribution for part in explanation.parts]
    against, towards = max(0.0, -min(spoken, default=0.0)), max(0.0, max(spoken, default=0.0))
    least = 0.2 * (against + towards) or 1.0
    return max(against, least), max(towards, least)


def part_words(part: PartContribution, number: int, count: int) -> tuple[Text, Text]:
    """Say what one strip said: where it lies, and what it spoke for; without numbers of the network."""
    where = text("Strip {number} of {count} from the top", number=number, count=count)
    if part.contribution > 0:
        return where, text("counts towards features")
    if part.contribution < 0:
        return where, text("counts against features")
    return where, text("counts neither way")


def frame_words(frame: DecidingFrame) -> Text:
    """Return time and share of a frame that decided."""
    return text(
        "{seconds} s, {percent} %", seconds=f"{frame.seconds:.1f}", percent=round(100 * frame.share)
    )


def frame_lines(frame: DecidingFrame) -> tuple[Text, Text]:
    """Return time and share of a frame that decided, one below the other."""
    return (
        text("{seconds} s", seconds=f"{frame.seconds:.1f}"),
        text("{percent} %", percent=round(100 * frame.share)),
    )


def frames_sentence(explanation: Explanation) -> Text:
    """Say how much of what stood out in time came from the frames that decided."""
    percent = round(100 * sum(frame.share for frame in explanation.frames))
    return by_number(
        len(explanation.frames),
        text("1 moment accounts for {percent} % of what stood out to the model.", percent=percent),
        text(
            "{count} moments account for {percent} % of what stood out to the model.",
            count=len(explanation.frames),
            percent=percent,
        ),
    )


def gates_sentence(gates: Gates) -> Text:
    """Say how much the posture measurements let through, in counts."""
    open_ones = sum(value > 0.5 for value in gates.channel)
    return text(
        "The posture measurements let {open} of {count} kinds of trait through at more than half "
        "strength.",
        open=open_ones,
        count=len(gates.channel),
    )


def gates_help() -> Text:
    """Say in plain words what the two gates are."""
    return text(
        "Before it answers, this model weights what it saw by the measured posture: by body "
        "height (the thin strip beside the picture: longer lets more through) and by kind of "
        "trait (the sorted row of bars: higher lets more through)."
    )


def why_not(result: ScreeningResult) -> Text | None:
    """Say why there is no explanation, or None where there is one."""
    if result.explanation is not None:
        return None
    if result.unlike_training:
        return text("The model's answer is not shown, so there is nothing to explain.")
    if result.probabilities is None:
        return text("No model answered for this recording, so there is nothing to explain.")
    if result.schema_ == "scolioapp.screening/1":
        return text(
            "This result is from an earlier version, which did not keep the reasons. Screen the "
            "video again to see them."
        )
    return text("This model cannot give reasons for its answer.")
