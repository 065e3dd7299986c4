"""Clinic mode: one model judges, named by its hashes; everything else takes plain settings.

The rule of it stands here, for the window and the command line. A guard against accidents and curiosity, not
encryption: whoever may write the program's files can undo it. Must not know cards, networks, or windows.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import platformdirs

from engine.core.errors import ModelError, ScolioError
from engine.core.text import text

VARIABLE: Final = "SCOLIOAPP_CLINIC"
"""Environment variable that names the administrator's file where `system_file` has none."""

_CARD: Final = "card.yaml"
_WEIGHTS: Final = ("model.onnx", "weights.safetensors")
"""The file that runs by default comes first."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_MOST_BYTES: Final = 64_000


class ClinicError(ScolioError):
    """Something that clinic mode does not allow, or a clinic file that cannot be used."""

    code = "clinic"


@dataclass(frozen=True, slots=True)
class FixedModel:
    """The one model that judges.

    Attributes:
        model: Its name, that of its folder.
        weights_sha256: Hash of the file that runs: ``model.onnx``, or ``weights.safetensors`` without one.
        card_sha256: Hash of its card, which holds the hashes of all other files, the order of the classes and
            the thresholds.
    """

    model: str
    weights_sha256: str
    card_sha256: str

    @classmethod
    def of(cls, folder: Path) -> FixedModel:
        """Take down what a model folder holds now.

        Raises:
            ModelError: It cannot be read.
        """
        weights = next((name for name in _WEIGHTS if (folder / name).is_file()), _WEIGHTS[0])
        return cls(folder.name, _sha256(folder / weights), _sha256(folder / _CARD))

    @classmethod
    def parse(cls, value: object) -> FixedModel:
        """Read what `as_data` gave, or an administrator wrote.

        Raises:
            ClinicError: A name or hash is missing, or is none.
        """
        if isinstance(value, Mapping):
            model, weights, card = (
                str(value.get(key, "")) for key in ("model", "weights_sha256", "card_sha256")
            )
            hashes = [each.lower() for each in (weights, card)]
            if _NAME.fullmatch(model) and all(_HASH.fullmatch(each) for each in hashes):
                return cls(model, *hashes)
        raise ClinicError(
            text("The clinic mode lock does not name a model with the hashes of its files."),
            text(
                "An administrator must write it again, using the output of “scolioapp models lock”."
            ),
        )

    def as_data(self) -> dict[str, str]:
        """Return the content of the file, as plain data."""
        return asdict(self)

    def check(self, folder: Path) -> None:
        """Check that a folder still holds this very model.

        Raises:
            ModelError: It does not; then nothing may be judged by it.
        """
        if FixedModel.of(folder) != self:
            raise ModelError(
                text(
                    "The model “{name}” has changed since clinic mode was set up. It is not used.",
                    name=self.model,
                ),
                text("Ask the administrator to restore the model, or to set up clinic mode again."),
            )


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(
            text(
                "The model “{name}” has no {file}, or it cannot be read.",
                name=path.parent.name,
                file=path.name,
            ),
            text("Ask the administrator to restore the model, or to set up clinic mode again."),
        ) from error


@dataclass(frozen=True, slots=True)
class Lock:
    """Clinic mode, switched on.

    Attributes:
        fixed: The model that judges, or None where the lock cannot be read; then nothing judges.
        problem: Why it cannot be read, or None.
        place: The administrator's file, or None where the window was locked by a password.
    """

    fixed: FixedModel | None
    problem: ClinicError | None = None
    place: Path | None = None

    @property
    def model(self) -> FixedModel:
        """The model that judges.

        Raises:
            ClinicError: The lock cannot be read.
        """
        if self.fixed is None:
            raise self.problem or ClinicError(
                text("The clinic mode lock cannot be read."), text("Ask the administrator.")
            )
        return self.fixed

    def allow(self, name: str | None) -> None:
        """Refuse every model but the fixed one; None stands for no wish.

        Raises:
            ClinicError: Another model was asked for, or the lock cannot be read.
        """
        if name not in (None, self.model.model):
            raise ClinicError(
                text(
                    "This computer is in clinic mode: it uses “{fixed}”, not “{name}”.",
                    fixed=self.model.model,
                    name=name or "",
                ),
                text(
                    "Screen the video with “{fixed}”, or ask the administrator.",
                    fixed=self.model.model,
                ),
            )

    def allow_plain(self, changed: Mapping[str, bool]) -> None:
        """Refuse settings other than the plain ones.

        Args:
            changed: For each option, by its name, whether it is not as usual.

        Raises:
            ClinicError: One is changed.
        """
        names = [name for name, other in changed.items() if other]
        if names:
            raise ClinicError(
                text(
                    "This computer is in clinic mode, with the standard settings only; {names} "
                    "would change them.",
                    names=tuple(names),
                ),
                text("Leave it out, or ask the administrator."),
            )


def system_file() -> Path:
    """Return the place of the administrator's file, which ordinary users cannot write."""
    if sys.platform in ("win32", "darwin"):
        return platformdirs.site_config_path("ScolioApp", appauthor=False) / "clinic.json"
    # Not where XDG_CONFIG_DIRS says: every user can set that.
    return Path("/etc/scolioapp/clinic.json")


def system_lock() -> Lock | None:
    """Read the administrator's file; None where there is none.

    The file in the system's place comes before the one that `VARIABLE` names, so that a variable cannot
    undo it. A file that cannot be read locks, too: then nothing judges, and the reason is said.
    """
    named = os.environ.get(VARIABLE)
    places = [system_file(), *([Path(named)] if named else [])]
    place = next((each for each in places if os.path.lexists(each)), None)
    if place is None:
        return None
    try:
        with place.open("rb") as stream:
            content = stream.read(_MOST_BYTES)
        return Lock(FixedModel.parse(json.loads(content)), place=place)
    except (OSError, ValueError, RecursionError) as error:
        problem = ClinicError(
            text(
                "This computer is in clinic mode, but its file {place} cannot be read: {reason}.",
                place=str(place),
                reason=str(error),
            ),
            text("Nothing can be screened until an administrator has repaired it."),
        )
        return Lock(None, problem, place)
    except ClinicError as error:
        return Lock(None, error, place)
