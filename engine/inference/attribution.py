"""Why a network answered as it did: body heights, deciding frames, a gradient map, gates.

Everything is worked out from the features of each frame and the head in numpy, so that it needs neither
torch nor a second network:

- *Body heights.* The log-odds of the likelier of positive and neutral against negative are the sum over
  the parts of ``scale / P`` x the difference of the two cosines: each part's share is exact. Of an ensemble
  it is the mean of its members' log-odds that is explained; see `engine.inference.ensemble_head`.
- *Deciding frames.* The temporal maximum takes each feature from one frame. The evidence of a frame is the
  sum over the features taken from it of gradient x (feature - its mean over the clip), where that speaks
  for the answer: what all frames show alike was decided by none of them.
- *Gradient map.* Grad-CAM (Selvaraju et al., ICCV 2017) on the last stage of a deciding frame. As each
  strip has a head of its own, gradients are averaged over each strip, not over the whole map; and features
  count from those of an empty picture: what a network feels where nobody is, is no reason for anything.

Must not know: files, runtimes, words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.core.explanation import BodyLevel, DecidingFrame, Explanation, Gates, PartContribution
from engine.inference.ensemble_head import Heads
from engine.inference.head import Head
from engine.inference.runners import Answer

MOST_FRAMES: Final = 5
"""Deciding frames that are shown."""

APART: Final = 3
"""Deciding frames are at least so many frames apart: neighbours show the same."""

_NAMED: Final = 0.6
"""A level is named when it spoke at least so much of what the strongest one did."""

_MOST_NAMED: Final = 3
"""Naming more than half of the body would say nothing."""

_EDGES: Final[Mapping[str, tuple[float, ...]]] = {
    # Lower edges of the levels but the last, as shares of the picture from above. In a silhouette the body
    # fills the height: chin, shoulder blades, waist, crotch, knee (segment lengths of Drillis and Contini).
    "silhouettes": (0.13, 0.25, 0.44, 0.55, 0.73),
    # A skeleton map leaves out the skull and adds three sigma above and below the joints.
    "maps": (0.236, 0.327, 0.472, 0.555, 0.692),
}


@dataclass(slots=True, eq=False)
class FrameWatch:
    """Notes, chunk by chunk, from which frame the temporal maximum took each feature.

    Attributes:
        highest: float32 [C, 16, 11], or None before the first chunk.
        winners: Number of the frame in the clip, int32 [C, 16, 11].
        total: Sum over the frames, float32 [C, 16, 11].
        count: Frames that were seen.
    """

    highest: NDArray[np.float32] | None = None
    winners: NDArray[np.int32] | None = None
    total: NDArray[np.float32] | None = None
    count: int = 0

    def see(self, start: int, features: NDArray[np.float32]) -> None:
        """Take in the features of one chunk, float32 [T, C, 16, 11], which begins at frame ``start``."""
        best = features.argmax(axis=0)
        values = np.take_along_axis(features, best[None], axis=0)[0]
        numbers = (best + start).astype(np.int32)
        added = features.sum(axis=0)
        self.count += len(features)
        if self.highest is None or self.winners is None or self.total is None:
            self.highest, self.winners, self.total = values, numbers, added
            return
        self.total += added
        won = values > self.highest
        self.highest = np.where(won, values, self.highest)
        self.winners = np.where(won, numbers, self.winners)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is to be explained.

    Attributes:
        class_order: Class of each row of ``logits``.
        scale: Factor between cosines and log-odds.
        answer: What the network said of the whole clip.
        watch: Where the maximum came from.
        gate: What the head multiplies embeddings with, float [E, P], or None.
        picture: What the strips lie on, ``silhouettes`` or ``maps``.
        empty: Features of an empty picture, float32 [C, 16, 11].
    """

    head: Head | Heads
    class_order: Sequence[ClassName]
    scale: float
    answer: Answer
    watch: FrameWatch
    gate: NDArray[np.float32] | None
    picture: str
    empty: NDArray[np.float32]


def explain(
    question: Question,
    *,
    seconds: NDArray[np.float64],
    indices: NDArray[np.int64],
    total: int,
    features_of: Callable[[NDArray[np.int64]], NDArray[np.float32]],
) -> Explanation | None:
    """Explain an answer.

    Args:
        question: What was asked and answered.
        seconds: Times of the frames of the whole sequence, float64 [total].
        indices: Which of them the clip holds, int64 [T'].
        total: Frames of the sequence.
        features_of: Gives the last stage of some frames of the clip, float32 [M, C, 16, 11].

    Returns:
        None where the classes leave nothing to compare.
    """
    rows, watch = _rows(question), question.watch
    if rows is None or watch.winners is None or watch.total is None:
        return None
    towards, against = rows
    order, answer = question.class_order, question.answer
    evidence = question.head.evidence(answer.pooled[0], answer.logits, question.gate)
    share = question.scale / question.head.parts
    parts = share * (evidence[towards] - evidence[against])
    sign = 1.0 if parts.sum() >= 0 else -1.0
    wanted = np.zeros_like(evidence)
    wanted[towards], wanted[against] = share, -share
    gradient = sign * question.head.gradient(question.answer.pooled[0], wanted, question.gate)
    standing_out = gradient * (question.answer.pooled[0] - watch.total / watch.count)
    frame_shares = _frame_shares(watch.winners, standing_out, len(indices))
    chosen = _deciding_frames(frame_shares)
    heat = _heat(features_of(chosen) - question.empty, gradient, question.head.parts)
    whole = np.zeros(total)
    whole[indices] = frame_shares
    named = tuple(_part(question.picture, i, len(parts), float(v)) for i, v in enumerate(parts))
    return Explanation(
        towards=order[towards],
        against=order[against],
        parts=named,
        levels=_levels(named, sign),
        frames=tuple(
            DecidingFrame(
                index=int(indices[frame]),
                seconds=float(seconds[indices[frame]]),
                share=round(float(frame_shares[frame]), 4),
                heat=tuple(tuple(row) for row in np.round(one.astype(float), 3).tolist()),
            )
            for frame, one in zip(chosen, heat, strict=True)
        ),
        frame_shares=tuple(np.round(whole, 5).tolist()),
        gates=_shown_gates(question),
        picture=question.picture,
    )


def _shown_gates(question: Question) -> Gates | None:
    """Return the gates of a network that has them; of an ensemble their mean over the members."""
    gates = question.answer.gates
    if not gates:
        return None
    channel, body = (
        tuple(
            np.round(
                gates[name].reshape(question.head.members, -1).mean(axis=0, dtype=float), 4
            ).tolist()
        )
        for name in ("channel_gate", "body_gate")
    )
    return Gates(channel=channel, body=body)


def level_at(share: float, *, picture: str = "silhouettes") -> BodyLevel:
    """Return the body level at a height of the picture, as a share from above in [0, 1]."""
    return tuple(BodyLevel)[int(np.searchsorted(_EDGES[picture], share, side="right"))]


def _rows(question: Question) -> tuple[int, int] | None:
    """Return the rows of the class that is explained and of the one it is compared with."""
    order = list(question.class_order)
    others = [i for i, name in enumerate(order) if name is not ClassName.NEGATIVE]
    if ClassName.NEGATIVE not in order or not others:
        return None
    means = question.answer.logits.mean(axis=1)
    return max(others, key=lambda row: float(means[row])), order.index(ClassName.NEGATIVE)


def _part(picture: str, number: int, count: int, value: float) -> PartContribution:
    return PartContribution(
        level=level_at((number + 0.5) / count, picture=picture),
        top=number / count,
        bottom=(number + 1) / count,
        contribution=round(value, 5),
    )


def _levels(parts: Sequence[PartContribution], sign: float) -> tuple[BodyLevel, ...]:
    """Return the levels that spoke most for the answer: by the mean of their parts, strongest first."""
    means = {
        level: float(np.mean([sign * p.contribution for p in parts if p.level is level]))
        for level in dict.fromkeys(part.level for part in parts)
    }
    ranked = sorted(means, key=means.__getitem__, reverse=True)
    best = means[ranked[0]]
    near = [level for level in ranked[1:_MOST_NAMED] if means[level] >= _NAMED * best]
    return (ranked[0], *near)


def _frame_shares(
    winners: NDArray[np.int32], evidence: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Return each frame's share of the evidence, float64 [T'], summing to 1."""
    weights = np.maximum(evidence, 0.0).ravel()
    shares = np.bincount(winners.ravel(), weights=weights, minlength=count)
    total = shares.sum()
    return shares / total if total > 0 else np.full(count, 1.0 / count)


def _deciding_frames(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the frames with the largest shares, not too close to each other, in order of time."""
    chosen: list[int] = []
    for frame in np.argsort(-shares, kind="stable"):
        if all(abs(int(frame) - other) >= APART for other in chosen):
            chosen.append(int(frame))
        if len(chosen) == MOST_FRAMES:
            break
    return np.array(sorted(chosen), dtype=np.int64)


def _heat(
    features: NDArray[np.float32], gradient: NDArray[np.float64], parts: int
) -> NDArray[np.float64]:
    """Return Grad-CAM by strips, float64 [M, 16, 11] in [0, 1].

    Args:
        features: Those of frames above those of an empty picture, float32 [M, C, 16, 11].
        gradient: float64 [C, 16, 11].
        parts: Number of strips.
    """
    channels, rows, _ = gradient.shape
    by_strip = gradient.reshape(channels, parts, -1).mean(axis=2)
    weights = np.repeat(by_strip, rows // parts, axis=1)
    heat = np.maximum(np.einsum("mchw,ch->mhw", features, weights), 0.0)
    highest = heat.max()
    return np.asarray(heat / highest) if highest > 0 else heat
