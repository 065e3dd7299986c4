"""Two models on the same recordings: where they agree, and by how much they differ.

Which of the two is right is not known here: that takes an evaluation. A recording that the screening
refuses is not judged by either: what a model says of it counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.classes import ClassName, Outcome
from engine.core.errors import SequenceError
from engine.core.findings import Verdict, verdict
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import Text, text
from engine.gait import events, measurements
from engine.gait.sequence import GaitSequence

if TYPE_CHECKING:
    from engine.inference.inputs import WalkLike
    from engine.inference.predictor import Predictor

NOT_USABLE = text("Not usable: film again.")
"""Why neither model judges a recording that the screening refuses."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one model says of one recording.

    Attributes:
        outcome: One of four, by the model's own thresholds.
        score: Its score for "positive or neutral", in [0, 1]; None where the model has never seen a recording
            like it, since such a score means nothing.
    """

    outcome: Outcome
    score: float | None


@dataclass(frozen=True, slots=True)
class ComparedRecording:
    """What two models say of one recording.

    Attributes:
        first: The first model, or None where it could not judge.
        second: The second model, or None where it could not judge.
        problem: Why one of them could not judge, or None.
        usable: Whether the recording carries an answer at all; neither judges one that does not.
    """

    name: str
    first: Judged | None
    second: Judged | None
    problem: Text | None = None
    usable: bool = True

    @property
    def same(self) -> bool | None:
        """Whether both give the same outcome; None where one of them gives none."""
        if self.first is None or self.second is None:
            return None
        return self.first.outcome is self.second.outcome

    @property
    def difference(self) -> float | None:
        """Second score less the first, in [-1, 1]; None where one is missing."""
        if self.first is None or self.second is None:
            return None
        if self.first.score is None or self.second.score is None:
            return None
        return self.second.score - self.first.score


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same recordings.

    Attributes:
        recordings: In the order given.
    """

    first: str
    second: str
    recordings: tuple[ComparedRecording, ...]

    @property
    def judged(self) -> int:
        """Number of recordings that both judged."""
        return sum(one.same is not None for one in self.recordings)

    @property
    def refused(self) -> int:
        """Number of recordings that are not usable, and left out of every other number."""
        return sum(not one.usable for one in self.recordings)

    @property
    def agreements(self) -> int:
        """Number of recordings with the same outcome from both."""
        return sum(one.same is True for one in self.recordings)

    @property
    def largest_difference(self) -> float | None:
        """Largest difference of the two scores, in [0, 1]; None where nothing was judged by both."""
        return max(
            (abs(one.difference) for one in self.recordings if one.difference is not None),
            default=None,
        )


def compare(
    first: Predictor,
    second: Predictor,
    sequences: Sequence[tuple[str, GaitSequence | WalkLike]],
    *,
    verdicts: Sequence[Verdict | None] | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Comparison:
    """Have two models judge the same recordings, but for those that are to be repeated.

    Args:
        first: A model.
        second: Another one.
        sequences: Name and gait sequence of each recording.
        verdicts: What the screening said of each recording. Where it is None the gait sequence itself is
            looked at, which tells less: nothing is known of the light or of who was followed.
        progress: Told the share of the recordings done.
        cancel: Checked before every chunk of frames.

    Raises:
        ModelError: The device has too little memory.
        CancelledError: ``cancel`` was set.
    """
    known = [None] * len(sequences) if verdicts is None else verdicts
    rows = []
    for number, ((name, sequence), said) in enumerate(zip(sequences, known, strict=True)):
        report(progress, Stage.JUDGE, number / len(sequences))
        if (said or _verdict(sequence)) is Verdict.REPEAT:
            rows.append(ComparedRecording(name, None, None, NOT_USABLE, usable=False))
        else:
            rows.append(_compared(name, sequence, (first, second), cancel))
    report(progress, Stage.DONE, 1.0)
    return Comparison(first.card.name, second.card.name, tuple(rows))


def _verdict(sequence: GaitSequence | WalkLike) -> Verdict:
    """Say what a walk is good for, as far as the steps and the view tell; a simulated one is usable."""
    if not isinstance(sequence, GaitSequence):
        return Verdict.USABLE
    gait = events.gait_facts(sequence)
    return verdict((*events.findings(sequence, gait), *measurements.findings(sequence, gait)))


def _compared(
    name: str,
    sequence: GaitSequence | WalkLike,
    models: tuple[Predictor, Predictor],
    cancel: Cancel | None,
) -> ComparedRecording:
    said: list[Judged | None] = []
    problem: Text | None = None
    for model in models:
        check(cancel)
        try:
            prediction = model.predict(sequence, explain=False, cancel=cancel)
        except SequenceError as failure:
            # The other model may see something else of it: a skeleton where there is no silhouette.
            problem = problem or failure.what
            said.append(None)
            continue
        score = sum(
            prediction.probabilities.get(one, 0.0)
            for one in (ClassName.POSITIVE, ClassName.NEUTRAL)
        )
        said.append(Judged(prediction.outcome, None if prediction.unlike else score))
    return ComparedRecording(name, said[0], said[1], problem)
