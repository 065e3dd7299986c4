"""The one place that imports the optional ``mediapipe`` package, and says which versions may run.

From 0.10.35 on (1.x too) the package contacts its maker's servers as soon as a task is made, with no
switch against it; 0.10.31 to 0.10.33 do not. Any other version is refused before it is imported.

Its wheel asks for ``opencv-contrib-python``, which would overwrite ``opencv-python-headless``: both
install a package named cv2. Hence it is installed without its requirements, and those that pose
landmarks need are named:

    pip install --no-deps mediapipe==0.10.33
    pip install absl-py "flatbuffers~=25.9" matplotlib
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import sys
from dataclasses import dataclass
from typing import Any, Final

from engine.core.errors import MissingExtraError
from engine.core.text import Text, text

ALLOWED: Final = ("0.10.31", "0.10.32", "0.10.33")
"""Versions that contact nobody."""

_QUIET: Final = "2"
_AUDIO: Final = "mediapipe.tasks.python.audio.core.audio_record"


@dataclass(frozen=True, slots=True)
class Schemas:
    """The generated readers of two flatbuffer schemas, and the flatbuffer builder."""

    model: Any
    metadata: Any
    builder: Any


def version() -> str:
    """Return the version of the installed package, without importing it.

    Raises:
        MissingExtraError: It is not installed, or its version is not among `ALLOWED`.
    """
    try:
        found = importlib.metadata.version("mediapipe")
    except importlib.metadata.PackageNotFoundError as error:
        raise MissingExtraError(
            text("The mediapipe package is not installed."), _how_to_install()
        ) from error
    if found not in ALLOWED:
        raise MissingExtraError(
            text(
                "mediapipe {version} is not used: only {first} to {last} are known not to contact "
                "a server.",
                version=found,
                first=ALLOWED[0],
                last=ALLOWED[-1],
            ),
            _how_to_install(),
        )
    return found


def package() -> Any:  # noqa: ANN401  # the package has no types
    """Import ``mediapipe``.

    Raises:
        MissingExtraError: As `version`, or one of its own requirements is missing.
    """
    version()
    # Else its C++ part writes about delegates on the error stream.
    os.environ.setdefault("GLOG_minloglevel", _QUIET)
    module = _module("mediapipe")
    # It keeps the error of a missing audio package, and with it the frames that led here and what they hold.
    kept = getattr(sys.modules.get(_AUDIO), "sd_error", None)
    if kept is not None:
        kept.with_traceback(None)
    return module


def schemas() -> Schemas:
    """Return the flatbuffer schemas of TFLite and of its metadata, which are part of ``mediapipe``.

    Raises:
        MissingExtraError: As `package`.
    """
    package()
    return Schemas(
        model=_module("mediapipe.tasks.metadata.schema_py_generated"),
        metadata=_module("mediapipe.tasks.metadata.metadata_schema_py_generated"),
        builder=_module("flatbuffers").Builder,
    )


def _module(name: str) -> Any:  # noqa: ANN401  # the package has no types
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            text("The mediapipe package cannot be used: {reason}.", reason=str(error)),
            _how_to_install(),
        ) from error


def _how_to_install() -> Text:
    if getattr(sys, "frozen", False):
        return text(
            "The installed program takes no further packages: run it from Python, see docs/own-networks.md."
        )
    return text(
        "Install it with: pip install --no-deps mediapipe=={version}, then: pip install absl-py "
        "flatbuffers matplotlib.",
        version=ALLOWED[-1],
    )
