"""Where the bundled files lie: models, samples, icons, translations, training configurations.

In a checkout and in a frozen program ``resources/`` lies beside the packages; in a wheel it is
installed inside ``engine``. The configurations lie in ``configs/`` of a checkout, elsewhere in ``configs``
among the resources. What the user adds (models) lies in the folder that the system sets aside.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

MODELS_VARIABLE = "SCOLIOAPP_MODELS"
"""Environment variable that names another folder for the user's models, such as one that a clinic shares."""


def resources_folder() -> Path:
    """Return the folder of bundled files."""
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve()
    candidates = [here.parents[2] / "resources", here.parents[1] / "_resources"]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "resources")
    return next((path for path in candidates if path.is_dir()), candidates[0])


def resource(*parts: str) -> Path:
    """Return the path of a bundled file, such as ``resource("models", "blazepose")``."""
    return resources_folder().joinpath(*parts)


def configurations_folder() -> Path:
    """Return the folder of the training configurations that come with the program."""
    bundled = resource("configs")
    return bundled if bundled.is_dir() else Path(__file__).resolve().parents[2] / "configs"


def user_models() -> Path:
    """Return the folder of the models that the user imported or trained; it need not exist yet."""
    named = os.environ.get(MODELS_VARIABLE)
    if named:
        return Path(named)
    return platformdirs.user_data_path("ScolioApp", appauthor=False) / "models"
