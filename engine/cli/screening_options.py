"""The options of every command that screens videos: how a video is looked at, and what judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from engine.core.screening_request import LevelChoice

Model = Annotated[str | None, typer.Option(help="Installed model or model folder.")]
Device = Annotated[Literal["auto", "cpu", "gpu"], typer.Option(help="Where the model runs.")]
Precision = Annotated[
    Literal["fp32", "bf16", "int8"],
    typer.Option(help="Lower precisions are faster; the model's card says which it offers."),
]
Rate = Annotated[float, typer.Option(min=5.0, max=240.0, help="Frames analysed per second.")]
AllFrames = Annotated[bool, typer.Option("--all-frames", help="Analyse every frame.")]
BlurFace = Annotated[bool, typer.Option("--blur-face", help="Hide faces in the overlay.")]
SlowMotion = Annotated[
    str,
    typer.Option(
        metavar="FACTOR",
        help="How many times slower than real time the video plays, such as 4; auto: worked "
        "out from the walk.",
    ),
]
Dots = Annotated[
    bool, typer.Option("--dots", help="The person wears adhesive dots; look for them.")
]
LooseClothes = Annotated[
    bool,
    typer.Option(
        "--loose-clothes", help="A jacket, a hood or hair worn over them hides the shoulders."
    ),
]
Level = Annotated[
    str,
    typer.Option(
        metavar="auto|off|ROLL[,PITCH]",
        help="Tilt of the camera, degrees: roll is positive where upright things lean to the right,"
        " pitch where the camera looks up; auto: found in the picture; off: by the picture's edges.",
    ),
]


def read_factor(words: str) -> float | None:
    """Read the factor of slow motion; None for ``auto``.

    Raises:
        SequenceError: It is no factor that a recording can have.
    """
    from engine.core.errors import SequenceError
    from engine.core.text import text
    from engine.pipeline.speed import checked

    if words == "auto":
        return None
    try:
        factor = float(words)
    except ValueError as error:
        raise SequenceError(
            text("“{words}” is not a number.", words=words),
            text("Choose a number such as 2, 4 or 8, or auto."),
        ) from error
    return checked(factor)


def read_level(words: str) -> LevelChoice:
    """Read how the camera stands: ``auto``, ``off``, or roll and pitch, degrees.

    Raises:
        SequenceError: It is none of them.
    """
    from engine.core.errors import SequenceError
    from engine.core.level import FARTHEST_PITCH, FARTHEST_ROLL
    from engine.core.text import text

    if words == "auto":
        return "auto"
    if words == "off":
        return "off"
    roll, _, pitch = words.partition(",")
    try:
        angles = float(roll), float(pitch or 0.0)
    except ValueError:
        angles = float("nan"), float("nan")
    if abs(angles[0]) <= FARTHEST_ROLL and abs(angles[1]) <= FARTHEST_PITCH:
        return angles
    raise SequenceError(
        text("“{words}” does not say how the camera is tilted.", words=words),
        text(
            "Give auto, off, or roll and pitch in degrees (at most {roll} and {pitch}), such as 2.5,-8.",
            roll=round(FARTHEST_ROLL),
            pitch=round(FARTHEST_PITCH),
        ),
    )
