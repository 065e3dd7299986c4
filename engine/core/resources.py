"""Where the bundled files lie: models, samples, icons, translations.

In a checkout and in a frozen program ``resources/`` lies beside the packages; in a wheel it is
installed inside ``engine``.
"""

from __future__ import annotations

import sys
from pathlib import Path


def resources_folder() -> Path:
    """Give the folder of bundled files."""
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve()
    candidates = [here.parents[2] / "resources", here.parents[1] / "_resources"]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "resources")
    return next((path for path in candidates if path.is_dir()), candidates[0])


def resource(*parts: str) -> Path:
    """Give the path of a bundled file, such as ``resource("models", "blazepose")``."""
    return resources_folder().joinpath(*parts)
