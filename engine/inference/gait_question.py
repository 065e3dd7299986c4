"""The question that every provider must answer before it may run gait networks: a model's own known answer.

Must not know: who asks, and what comes of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from engine.inference.predictor import initial_maximum
from engine.inference.runners import CPU_CHUNK, TorchRunner
from engine.models.cards import ONNX_FILE, known_input, read_card
from engine.runtime import providers
from engine.runtime.race import AbsentError, Arrays, KnownQuestion, Run, start

NETWORK: Final = "gait"
"""What the race calls this use of networks."""

_THREADS: Final = 2
_GAIN: Final = 1.25
"""Judging is a few hundredths of a screening: less is not worth another library in memory."""

_TOLERANCE: Final = 2e-4
"""Of a cosine: a score moves by less than 0.002 with it. A GPU in float32 is at 1e-5."""


def known_question(folder: Path) -> KnownQuestion:
    """Return the question about the network of a model folder.

    Raises:
        ModelError: The folder cannot be used.
    """
    card = read_card(folder)
    known = card.known_answer
    running = {"running": initial_maximum(card)}
    logits = np.array([known.logits[name] for name in card.class_order], np.float64)
    return KnownQuestion(
        network=NETWORK,
        feeds={**known_input(card.config, seed=known.seed, frames=known.frames), **running},
        answers={"logits": logits[None]},
        tolerances={"logits": min(_TOLERANCE, known.tolerance)},
        file=folder / ONNX_FILE,
        sha256=card.sha256[ONNX_FILE],
        threads=_THREADS,
        gain=_GAIN,
        timed={**known_input(card.config, seed=0, frames=4 * CPU_CHUNK), **running},
        open=open_gait,
    )


def open_gait(question: KnownQuestion, provider: str) -> Run:
    """Open the network on a provider; its answer is the cosines."""
    if provider != providers.TORCH:
        network = start(question, provider)
        return lambda feeds: {"logits": network.run(feeds, ["logits"])[0]}
    try:
        runner = TorchRunner(
            question.file.parent, threads=question.threads, device="auto", precision="fp32"
        )
    except ImportError as error:
        raise AbsentError(str(error)) from error

    def run(feeds: Arrays) -> Arrays:
        frames = {name: array for name, array in feeds.items() if name != "running"}
        return {"logits": runner.run(frames, feeds["running"], features=False).logits[None]}

    return run
