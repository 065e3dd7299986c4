"""Pose and segmentation networks of one's own: a folder with ``card.yaml`` and one ``.onnx`` file.

The card says where a network comes from, under which licence, and how a picture becomes its input and
its output a meaning. Nothing is guessed: the file's hash is checked before it is loaded, and inputs and
outputs against the card before it sees a picture.

Must not know: what is made of the outputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from engine.core.errors import ModelError, PerceptionError
from engine.core.text import Text, text
from engine.runtime import onnx
from engine.runtime.strict_config import read_yaml

CARD_FILE = "card.yaml"
BUNDLED_KEYPOINTS = "blazepose"

Words = Annotated[str, Field(min_length=1, max_length=200)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Task = Literal["pose", "segmentation"]

_REMEDY = text("Correct the card, or ask whoever made the network for a correct one.")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InputSize(_Strict):
    """Size of the network's input.

    Attributes:
        height: Rows, px.
        width: Columns, px.
    """

    height: Annotated[int, Field(ge=16, le=2048)]
    width: Annotated[int, Field(ge=16, le=2048)]


class NetworkCard(_Strict):
    """What every card says.

    Attributes:
        name: Name of the network.
        version: Its version.
        source: Where it comes from.
        licence: Its licence.
        changes: What was changed since, such as a conversion.
        file: Name of the ``.onnx`` file beside the card.
        sha256: Hash of its content.
        input_size: Height and width of the input float32 ``[1, 3, height, width]``.
        colour_order: Order of the three channels.
        divide_by: What values of 0 to 255 are divided by first: 1 or 255.
        mean: Taken from each channel next, in the channels' order.
        std: What each channel is divided by last.
    """

    name: Words
    version: Words
    source: Words
    licence: Words
    changes: str = ""
    file: Annotated[str, Field(pattern=r"^[^/\\:]+\.onnx$")]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    input_size: InputSize
    colour_order: Literal["rgb", "bgr"]
    divide_by: Literal[1, 255]
    mean: tuple[Finite, Finite, Finite]
    std: tuple[Positive, Positive, Positive]

    @property
    def label(self) -> str:
        """Name, version and the beginning of the hash, for the provenance."""
        return f"{self.name} {self.version} (sha256 {self.sha256[:12]})"


def _not_bundled(name: str) -> str:
    if name == BUNDLED_KEYPOINTS:
        raise ValueError("a name other than that of the bundled networks' keypoints")
    return name


class PoseCard(NetworkCard):
    """Card of a top-down pose network with SimCC outputs, such as RTMPose.

    Attributes:
        task: ``pose``.
        keypoint_set: Name of the keypoint definition, such as ``coco``; not ``blazepose``, which are the
            keypoints of the bundled networks that measurements are corrected for.
        output_x: Name of the output float32 ``[1, 17, width * split_ratio]``.
        output_y: Name of the output float32 ``[1, 17, height * split_ratio]``.
        split_ratio: Bins for one px of the input.
        sure: Score from which on a keypoint counts as seen.
    """

    needed: ClassVar[Task] = "pose"

    task: Literal["pose"]
    keypoint_set: Annotated[
        str, Field(pattern="^[a-z0-9][a-z0-9_.-]{0,39}$"), AfterValidator(_not_bundled)
    ]
    output_x: Words = "simcc_x"
    output_y: Words = "simcc_y"
    split_ratio: Positive = 2.0
    sure: Annotated[float, Field(gt=0, lt=1)] = 0.3


class SegmentationCard(NetworkCard):
    """Card of a network that tells person from background, with the interface of PP-HumanSeg.

    Attributes:
        task: ``segmentation``.
        output: Meaning of the one output, class 0 background and class 1 person: ``probabilities`` or
            ``logits`` ``[1, 2, height, width]``, or ``labels`` ``[1, height, width]`` (also
            ``[1, 1, height, width]``).
    """

    needed: ClassVar[Task] = "segmentation"

    task: Literal["segmentation"]
    output: Literal["probabilities", "logits", "labels"]


class _Purpose(BaseModel):
    """The one key that tells which kind of card a file is."""

    task: Task


Card = TypeVar("Card", PoseCard, SegmentationCard)


def read_card(folder: Path, kind: type[Card]) -> Card:
    """Read ``card.yaml``.

    Raises:
        PerceptionError: It is missing, of another task, has an unknown key or a wrong value.
    """
    place = folder / CARD_FILE
    purpose = read_yaml(place, _Purpose, error=PerceptionError)
    if purpose.task != kind.needed:
        raise PerceptionError(
            text(
                "The network in “{folder}” is for “{task}”, but one for “{needed}” is needed.",
                folder=folder.name,
                task=purpose.task,
                needed=kind.needed,
            ),
            text("Choose the folder of the other network."),
        )
    return read_yaml(place, kind, error=PerceptionError)


def load_session(folder: Path, card: NetworkCard, *, threads: int) -> onnx.Session:
    """Load the network of a card once its hash is right, and check its one input.

    Raises:
        ModelError: It is missing, not the one of the card, no network, or takes other inputs.
    """
    session = onnx.session(folder / card.file, threads=threads, sha256=card.sha256)
    if len(session.inputs) != 1:
        raise mismatch_error(
            text(
                "The network “{name}” has {count} inputs, but its card describes one picture.",
                name=card.name,
                count=len(session.inputs),
            )
        )
    given = session.inputs[0]
    if session.types[given] != "tensor(float)":
        raise mismatch_error(
            text(
                "The network “{name}” takes {found}, but it is given float32: tensor(float).",
                name=card.name,
                found=session.types[given],
            )
        )
    wanted = (1, 3, card.input_size.height, card.input_size.width)
    shape = session.shapes[given]
    if len(shape) != 4 or any(a is not None and a != b for a, b in zip(shape, wanted, strict=True)):
        raise mismatch_error(
            text(
                "The network “{name}” takes pictures of shape {found}, but its card says {wanted}.",
                name=card.name,
                found=_words(shape),
                wanted=_words(wanted),
            )
        )
    return session


def first_run(session: onnx.Session, card: NetworkCard) -> Mapping[str, NDArray[Any]]:
    """Run a network on a grey picture; return its outputs by name, to be checked against the card.

    Raises:
        ModelError: It does not run.
    """
    grey = np.full((card.input_size.height, card.input_size.width, 3), 127, np.uint8)
    feeds = {session.inputs[0]: to_network_input(grey, card)}
    results = onnx.run_first(session, feeds, name=card.name)
    return dict(zip(session.outputs, results, strict=True))


def check_shape(
    card: NetworkCard, output: str, found: tuple[int, ...], wanted: tuple[int, ...]
) -> None:
    """Check the shape of an output.

    Raises:
        ModelError: It is another one than the card's.
    """
    if found != wanted:
        raise mismatch_error(
            text(
                "The output “{output}” of the network “{name}” has shape {found}, but its card "
                "says {wanted}.",
                output=output,
                name=card.name,
                found=_words(found),
                wanted=_words(wanted),
            )
        )


def mismatch_error(what: Text) -> ModelError:
    """Make the error of a network that is not as its card says."""
    return ModelError(what, _REMEDY)


def _words(shape: tuple[int | None, ...]) -> str:
    return " x ".join("?" if size is None else str(size) for size in shape)


def to_network_input(picture: NDArray[np.uint8], card: NetworkCard) -> NDArray[np.float32]:
    """Turn an RGB picture of the input's size, uint8 ``[H, W, 3]``, into float32 ``[1, 3, H, W]``."""
    ordered = picture if card.colour_order == "rgb" else picture[..., ::-1]
    # (x / d - mean) / std in one multiplication and one subtraction for each channel.
    factor = 1.0 / (card.divide_by * np.array(card.std))
    offset = np.array(card.mean) / np.array(card.std)
    values = ordered.astype(np.float32) * factor.astype(np.float32) - offset.astype(np.float32)
    return np.ascontiguousarray(values.transpose(2, 0, 1)[None])
