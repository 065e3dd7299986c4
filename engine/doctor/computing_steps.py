"""Where networks compute, and why: the graphics card and its driver, ONNX Runtime, torch."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from functools import partial

from engine.core.computing import DeviceName
from engine.core.examination import State
from engine.core.progress import Cancel, check
from engine.core.text import Text, text
from engine.doctor.step import AGAIN, Finding, Step
from engine.runtime.extras import is_frozen
from engine.runtime.graphics import GraphicsCard, nvidia_cards


def steps(device: DeviceName = "auto", *, deep: bool = False) -> Sequence[Step]:
    """Return the checks of this family."""
    found = [
        Step("graphics", text("Graphics card"), _graphics),
        Step("computing", text("Screening runs on"), partial(_computing, device)),
    ]
    if deep and importlib.util.find_spec("torch") is not None:
        found.append(Step("training", text("Training runs on"), _training))
        found.append(Step("precisions", text("Half precision (bf16)"), _half_precision))
    return found


def _graphics(cancel: Cancel | None) -> Finding:
    cards = nvidia_cards(cancel=cancel)
    if not cards:
        if sys.platform == "darwin":
            return Finding(
                State.OK,
                text("The graphics card of a Mac is not used; everything runs on the processor."),
            )
        return Finding(
            State.OK, text("No NVIDIA graphics card was found; other makes are not used.")
        )
    if not all(one.driver for one in cards):
        return Finding(
            State.NOTE,
            text("There is an NVIDIA graphics card, but its driver does not respond."),
            text(
                "Install the NVIDIA driver and restart the computer. Until then the processor is "
                "used."
            ),
        )  # fmt: skip
    names = tuple(dict.fromkeys(one.name for one in cards))
    return Finding(State.OK, text("{names}, driver {driver}.", names=names, driver=cards[0].driver))


def _computing(device: DeviceName, cancel: Cancel | None) -> Finding:
    """Load the bundled model as a screening does: its own facts say where it computes, and why."""
    from engine.inference.predictor import load_predictor
    from engine.library import installed_models
    from engine.runtime import onnx
    from engine.runtime.device import CPU, choose_providers

    bundled = [
        one for one in installed_models.list_installed() if one.bundled and one.problem is None
    ]
    choice = choose_providers(device, onnx.providers())
    check(cancel)
    if bundled:
        facts = load_predictor(bundled[0].folder, device=device).facts
        where, reason = facts.runtime, facts.device_reason
    else:
        where, reason = choice.providers[0].removesuffix("ExecutionProvider"), choice.reason
    said = text("{where}. {reason}", where=where, reason="" if reason is None else str(reason))
    working = [one for one in nvidia_cards(cancel=cancel) if one.driver]
    on_processor = where.endswith(CPU.removesuffix("ExecutionProvider"))
    if working and on_processor and device != "cpu":
        return Finding(State.NOTE, said, _how_to_use(working[0], tried=len(choice.providers) > 1))
    return Finding(State.OK, said)


def _how_to_use(card: GraphicsCard, *, tried: bool) -> Text:
    """Say how the graphics card could be used. The answers are the same without it, only later."""
    if is_frozen() and not tried:
        return text(
            "No action needed: this program screens on the processor. To use the {card}, install "
            "ScolioApp as a Python package with the extra “gpu”.",
            card=card.name,
        )
    if not tried:
        return text(
            "To use the {card}, install the extra “gpu” instead of “cpu”: pip uninstall onnxruntime, then pip"
            " install “scolioapp[gpu]”.",
            card=card.name,
        )
    return text(
        "To use the {card}, update its driver and install what the GPU build of ONNX Runtime "
        "requires.",
        card=card.name,
    )


def _half_precision(cancel: Cancel | None) -> Finding:
    """Say whether models and trainings that ask for bf16 can have it here."""
    from engine.inference.predictor import is_bf16_faster

    check(cancel)
    if is_bf16_faster("auto"):
        return Finding(State.OK, text("This computer supports bf16."))
    return Finding(
        State.NOTE,
        text("This processor does not support bf16; models run in fp32 or int8."),
        text(
            "To train with a published configuration, set “mixed_precision: none”, or use a computer with a"
            " GPU."
        ),
    )


def _training(cancel: Cancel | None) -> Finding:
    from engine.runtime import device

    chosen = device.choose_device("auto")
    check(cancel)
    said = text(
        "{where}, torch {version}. {reason}",
        where=device.describe(chosen),
        version=device.torch_version(),
        reason=str(device.torch_reason("auto", chosen)),
    )
    if not device.is_gpu(chosen):
        working = [one for one in nvidia_cards(cancel=cancel) if one.driver]
        if working:
            remedy = text(
                "To train on the {card}, install a build of torch that supports it.",
                card=working[0].name,
            )
            return Finding(State.NOTE, said, remedy)
        return Finding(State.OK, said)
    if not device.can_compute(chosen):
        return Finding(State.FAILS, said, AGAIN)
    return Finding(State.OK, said)
