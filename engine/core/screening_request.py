"""What is to be screened, and how, as data: what a window, a command line or a cluster hands to the engine.

It stands on disk while a video waits. Must not know networks, videos or windows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from engine.core.computing import DeviceName
from engine.core.names import label_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from engine.core.level import Level
    from engine.core.result import Repeats

DEFAULT_RATE: Final = 15.0
"""Analysis rate, frames a second: that of the training data (Scoliosis1K)."""

MEDIAPIPE: Final = Path("mediapipe")
"""In the place of a pose network's folder: the ``mediapipe`` package is to read the recording. A folder of
that name is given by its absolute path."""

LevelChoice: TypeAlias = "Literal['auto', 'off'] | tuple[float, float] | Level"
"""How the camera stands: as it is found in the pictures, by the picture's own edges, by hand (roll and pitch,
degrees: see `engine.core.level`), or as a level that is known already."""


@dataclass(frozen=True, slots=True)
class ScreeningRequest:
    """What is to be screened, and how.

    Attributes:
        rate: Frames a second to analyse, or None for all.
        model: Name of an installed model or path of a model folder; None: the bundled demo.
        operator: Who screens, or "".
        precision: ``fp32``, or a lower one (see `engine.core.computing.Precision`).
        pose: Folder of a pose network of one's own, `MEDIAPIPE`, or None for the bundled one.
        segmenter: Folder of a segmentation network of one's own, or None.
        dots: Whether the person wears adhesive dots.
        loose_clothes: Whether clothes or hair hide the shoulders (a jacket, a hood, hair worn over them).
        label: Name or number of the recording, or "".
        repeats: The earlier recording that this one repeats, or None.
        person: Number of the person to judge, from 1; None: the walker.
        slow_motion: How many times slower than life the video is played (below 1: faster); None: as the walk
            itself suggests.
        recording: Id of the recording in the protected records that this judges, or ""; no result says it.
    """

    path: Path
    rate: float | None = DEFAULT_RATE
    model: str | None = None
    operator: str = ""
    precision: str = "fp32"
    device: DeviceName = "auto"
    pose: Path | None = None
    segmenter: Path | None = None
    dots: bool = False
    loose_clothes: bool = False
    label: str = ""
    repeats: Repeats | None = None
    person: int | None = None
    slow_motion: float | None = 1.0
    level: LevelChoice = "auto"
    recording: str = ""

    def plain(self, model: str) -> ScreeningRequest:
        """Return the same with this model and the standard settings, as clinic mode wants it."""
        return replace(
            self,
            model=model,
            rate=DEFAULT_RATE,
            precision="fp32",
            device="auto",
            pose=None,
            segmenter=None,
        )

    def changed(self) -> Mapping[str, bool]:
        """Tell which settings that `plain` resets are changed, by their options on the command line."""
        return {
            "--pose": self.pose is not None,
            "--segmenter": self.segmenter is not None,
            "--device": self.device != "auto",
            "--precision": self.precision != "fp32",
            "--rate": self.rate not in (None, DEFAULT_RATE),
            "--all-frames": self.rate is None,
        }

    def as_data(self) -> dict[str, object]:
        """Return it as it stands in a file: what JSON can hold."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def parse(cls, value: object) -> ScreeningRequest:
        """Read what `as_data` gave, now or in an earlier version: what it lacks is as usual.

        Raises:
            ValueError: It is no request.
        """
        request = _adapter().validate_python(value)
        return replace(request, label=label_of(request.label))


def _plain(value: object) -> object:
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        return dump(mode="json")
    return str(value) if isinstance(value, Path) else value


@cache
def _adapter() -> TypeAdapter[ScreeningRequest]:
    # Only now: results bring numpy with them, which a window does not need to stand.
    from pydantic import TypeAdapter

    from engine.core.level import Level
    from engine.core.result import Repeats

    adapter = TypeAdapter(ScreeningRequest)
    adapter.rebuild(_types_namespace={"Level": Level, "Repeats": Repeats, **globals()})
    return adapter
