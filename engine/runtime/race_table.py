"""What the race of providers showed, kept on disk, and which provider is to be used.

The table holds for the computer as it was: with another driver, processor or version it is as if nobody had
asked. Until then, and for what nobody asked, ONNX Runtime computes on the processor. Must not know what the
networks compute.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.computing import DeviceName
from engine.core.files import write_text
from engine.core.text import Text, text
from engine.runtime import providers
from engine.runtime.fingerprint import fingerprint
from engine.runtime.race import GAIN, KnownQuestion, Trial, fastest

SCHEMA: Final = "scolioapp.providers/1"
_FILE: Final = "providers.json"
_MOST_BYTES: Final = 1_000_000


class RaceTable(BaseModel):
    """All that a race showed.

    Attributes:
        schema_name: Version of this form.
        asked: When, UTC.
        computer: What it depends on (`engine.runtime.fingerprint.fingerprint`).
        gains: By use of networks, how much faster another than ONNX Runtime's processor must be.
        trials: How each provider came out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_name: str = SCHEMA
    asked: str
    computer: dict[str, str]
    gains: dict[str, float]
    trials: tuple[Trial, ...]

    def choose(self, network: str, device: DeviceName = "auto") -> str:
        """Return the provider to use for a network: the fastest that answered right.

        Args:
            network: Which use of networks, such as ``pose``.
            device: ``cpu`` leaves out all that may compute elsewhere, ``gpu`` all that do not.
        """
        names = {one.provider for one in self.trials}
        if device == "cpu":
            names &= providers.ON_PROCESSOR
        if device == "gpu":
            names -= providers.ON_PROCESSOR
        gain = self.gains.get(network, GAIN)
        return fastest(self.trials, network, sorted(names), gain=gain) or providers.PROCESSOR

    def reason(self, network: str, provider: str) -> Text:
        """Say why a provider was chosen."""
        times = {one.provider: one.milliseconds for one in self.trials if one.network == network}
        own, usual = times.get(provider), times.get(providers.PROCESSOR)
        if own is None or usual is None or provider == providers.PROCESSOR:
            return text("No other way to compute answered correctly and faster on this computer.")
        return text(
            "It answered a known question correctly and is {factor} times as fast here as ONNX Runtime on "
            "the processor.",
            factor=f"{usual / own:.2f}",
        )


def table_of(questions: Sequence[KnownQuestion], trials: Sequence[Trial]) -> RaceTable:
    """Make the table of a race that was run now on this computer."""
    gains = {one.network: one.gain for one in questions}
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return RaceTable(asked=now, computer=fingerprint(), gains=gains, trials=tuple(trials))


def table_path() -> Path:
    """Return where the table is kept."""
    # Here, so that a machine that only trains need not have it.
    import platformdirs

    return platformdirs.user_cache_path("scolioapp", appauthor=False) / _FILE


def keep(table: RaceTable, path: Path | None = None) -> None:
    """Write a table in the place of the one before.

    Raises:
        OutputError: The folder cannot be written.
    """
    place = table_path() if path is None else path
    write_text(place, table.model_dump_json(indent=1))


def kept(path: Path | None = None) -> RaceTable | None:
    """Return the table that holds for this computer as it is now, or None: then it is to be asked anew."""
    place = table_path() if path is None else path
    try:
        if place.stat().st_size > _MOST_BYTES:
            return None
        table = RaceTable.model_validate_json(place.read_bytes())
    except (OSError, ValidationError):
        return None
    return table if table.schema_name == SCHEMA and table.computer == fingerprint() else None


def chosen(network: str, device: DeviceName = "auto") -> str:
    """Return the provider to use for a network now; ONNX Runtime's processor where nobody asked.

    Args:
        network: Which use of networks.
        device: Where it was asked to compute.
    """
    table = kept()
    return providers.PROCESSOR if table is None else table.choose(network, device)
