"""The optional packages of the extra `simulation`, asked for in one place.

Nothing heavy is imported here: modules of this package import torch, anny and numba when they are used.
"""

from __future__ import annotations

import importlib.util

from engine.core.errors import MissingExtraError
from engine.core.text import text
from engine.runtime.extras import remedy

_PACKAGES = ("torch", "anny", "numba")


def require_simulation() -> None:
    """Check that the packages of the extra are installed.

    Raises:
        MissingExtraError: One of them is missing.
    """
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            text("Simulated walkers need the package “{name}”.", name=missing[0]),
            remedy("simulation"),
        )
