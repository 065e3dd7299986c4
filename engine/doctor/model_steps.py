"""The networks: each installed model with its hashes and its known answer, and those that find people."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.examination import State
from engine.core.progress import Cancel, check
from engine.core.resources import resource
from engine.core.text import text
from engine.doctor.step import AGAIN, Finding, Step

if TYPE_CHECKING:
    from engine.library.installed_models import InstalledModel

_SIDE: Final = 256
_HASH_SHOWN: Final = 12
_SAMPLE: Final = "simulated_walk.mp4"


def steps(user_folder: Path | None = None) -> Sequence[Step]:
    """Return the checks of this family: those that find people, then one for each installed model.

    Args:
        user_folder: Folder of the user's models; None: that of the system.
    """
    from engine.library import installed_models

    installed = installed_models.list_installed(user_folder)
    found = [Step("finding_people", text("Finding people"), _finding_people)]
    if not any(one.bundled for one in installed):
        found.append(Step("models", text("Models"), _none_bundled))
    found.extend(
        Step(f"model:{one.name}", text("Model {name}", name=one.name), partial(_model, one))
        for one in installed
    )
    return found


def deep_steps() -> Sequence[Step]:
    """Return the check that takes long: a bundled walk from file to result."""
    return (Step("screening", text("Screening a bundled walk"), _screening),)


def _none_bundled(_cancel: Cancel | None) -> Finding:
    return Finding(State.FAILS, text("The model that comes with the program is missing."), AGAIN)


def _model(model: InstalledModel, cancel: Cancel | None) -> Finding:
    from engine.library import installed_models

    remedy = AGAIN if model.bundled else text("Import it again, or remove it on the Models page.")
    if model.problem is not None or model.card is None:
        return Finding(State.FAILS, model.problem or text("It has no card."), remedy)
    installed_models.verify(model.folder, cancel=cancel)
    weights = next(iter(model.card.sha256.values()), "")
    return Finding(
        State.OK,
        text(
            "Version {version}, SHA-256 {sha256}…: its files match its card, and it passes its "
            "known-answer test.",
            version=model.card.version,
            sha256=weights[:_HASH_SHOWN],
        ),
    )


def _finding_people(cancel: Cancel | None) -> Finding:
    import numpy as np

    from engine.perception.networks.blazepose import BlazePose
    from engine.perception.networks.live_pose import LivePose

    networks = BlazePose(threads=1)
    check(cancel)
    # The network of the live picture fails here, too, where its file is not the one of the card.
    LivePose(threads=1)
    check(cancel)
    nobody = networks.boxes(np.full((_SIDE, _SIDE, 3), 128, np.uint8))
    if nobody:
        return Finding(
            State.FAILS, text("{name} finds people in an empty picture.", name=networks.name)
        )
    return Finding(State.OK, text("{name} runs, and its files match its card.", name=networks.name))


def _screening(cancel: Cancel | None) -> Finding:
    from engine.pipeline.screening import screen_video

    begun = time.monotonic()
    result = screen_video(resource("samples", _SAMPLE), cancel=cancel)
    seconds = round(time.monotonic() - begun, 1)
    if result.probabilities is None:
        return Finding(
            State.FAILS, text("The bundled walk of a simulated person could not be screened.")
        )
    return Finding(State.OK, text("From file to result in {seconds} seconds.", seconds=seconds))
