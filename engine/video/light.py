"""Shows pictures of high dynamic range (HLG, PQ) as those of standard range are shown.

Phones film so by default. Light is coded by another curve and other primaries; taken for standard range,
pictures are pale and dark, and networks that were trained on standard range see less.

The way: signal → light of a display of 1000 cd/m² (ITU-R BT.2100-2, table 4 for PQ, table 5 for HLG with
its system gamma of 1.2) → primaries of BT.709 (ITU-R BT.2087-0) → divided by the light of white → bright
parts rolled off → signal of a standard display (ITU-R BT.1886, gamma 2.4). All of it is one table of three
dimensions, which libavfilter applies.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter
from numpy.typing import NDArray

Transfer = Literal["sdr", "hlg", "pq"]

WHITES: Final = (100.0, 203.0)
"""Light that white may have, cd/m²: that of a standard display (ITU-R BT.2035), for standard pictures that
were converted light for light; and graphics white of high dynamic range (ITU-R BT.2408-7)."""

_TRANSFERS: Final[dict[int, Transfer]] = {16: "pq", 18: "hlg"}
"""Transfer characteristics of ITU-T H.273, table 3."""
_PEAK: Final = 1000.0
_KNEE: Final = 0.9
_BRIGHT: Final = 99.5
_HEADROOM: Final = 1.15
_POINTS: Final = 33
_LUMA: Final = np.array([0.2627, 0.6780, 0.0593])
_TO_BT709: Final = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]
)


def transfer_of(frame: VideoFrame) -> Transfer:
    """Tell by the tag of a decoded frame how its light is coded."""
    return _TRANSFERS.get(int(frame.color_trc), "sdr")


def white_of(frame: VideoFrame, transfer: Transfer) -> float:
    """Choose what light is white, cd/m², one of `WHITES`, by the bright parts of a decoded frame.

    A picture whose bright parts do not exceed the white of a standard display was converted from standard
    range light for light, or is so dark that it is better shown brighter.
    """
    rgb = _rgb(
        VideoReformatter(), frame, width=min(320, frame.width), height=min(180, frame.height)
    )
    values = rgb.to_ndarray().astype(np.float64) / 65535
    bright = float(np.percentile(_light(values, transfer) @ _LUMA, _BRIGHT))
    return WHITES[0] if bright <= _HEADROOM * WHITES[0] else WHITES[1]


class ToneMapper:
    """Turns decoded frames of one file into RGB of standard range. Not thread-safe.

    Args:
        transfer: How light is coded, ``hlg`` or ``pq``.
        white: What light is white, cd/m².
    """

    def __init__(self, transfer: Transfer, white: float) -> None:
        self._key = transfer, white
        self._reformatter = VideoReformatter()
        self._graph: Graph | None = None

    def to_rgb(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """Return ``frame`` in the given size, px, in an RGB format of standard range."""
        rgb = _rgb(self._reformatter, frame, width=width, height=height)
        if self._graph is None:
            self._graph = _graph(rgb, *self._key)
        self._graph.vpush(rgb)
        return self._graph.vpull()


def _rgb(
    reformatter: VideoReformatter, frame: VideoFrame, *, width: int, height: int
) -> VideoFrame:
    """Return a frame as RGB of 16 bits; where it does not tell its matrix, that of BT.2020 is meant."""
    told = int(frame.colorspace) in (0, 1, 5, 6, 7, 9, 10)
    return reformatter.reformat(
        frame,
        width=width,
        height=height,
        format="gbrp16le",
        src_colorspace=None if told else Colorspace.ITU709,
    )


def _graph(frame: VideoFrame, transfer: Transfer, white: float) -> Graph:
    """Make the graph that applies the table; libavfilter takes it from a file, and only there."""
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.cube"
        path.write_text(_cube(transfer, white), encoding="ascii")
        table = graph.add("lut3d", file=str(path), interp="tetrahedral")
    graph.link_nodes(source, table, graph.add("buffersink")).configure()
    return graph


@lru_cache(maxsize=4)
def _cube(transfer: Transfer, white: float) -> str:
    axis = np.linspace(0.0, 1.0, _POINTS)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    shown = to_standard_range(np.stack([red, green, blue], axis=-1), transfer, white)
    lines = "\n".join(f"{r:.5f} {g:.5f} {b:.5f}" for r, g, b in shown.reshape(-1, 3).tolist())
    return f"LUT_3D_SIZE {_POINTS}\n{lines}\n"


def to_standard_range(
    signal: NDArray[np.float64], transfer: Transfer, white: float
) -> NDArray[np.float64]:
    """Return the signal of standard range, ``[..., 3]`` in [0, 1], of one of high dynamic range.

    Args:
        signal: R'G'B' of BT.2020, [0, 1].
        transfer: How light is coded, ``hlg`` or ``pq``.
        white: What light is white, cd/m².
    """
    light = np.clip(_light(signal, transfer) @ _TO_BT709.T / white, 0.0, None)
    coded = light ** (1 / 2.4)
    # From the knee to the peak, a hyperbola that leaves the line smoothly and reaches 1 at the peak.
    peak = (_PEAK / white) ** (1 / 2.4)
    over, room, reach = np.clip(coded - _KNEE, 0.0, peak - _KNEE), 1 - _KNEE, peak - _KNEE
    bend = (reach - room) / (reach * room)
    return np.asarray(np.where(coded > _KNEE, _KNEE + over / (1 + bend * over), coded))


def _light(signal: NDArray[np.float64], transfer: Transfer) -> NDArray[np.float64]:
    """Return the light of a display of 1000 cd/m², cd/m², of R'G'B' ``[..., 3]``."""
    if transfer == "pq":
        powered = signal ** (1 / 78.84375)
        light = np.clip(powered - 0.8359375, 0, None) / (18.8515625 - 18.6875 * powered)
        return np.asarray(10000.0 * light ** (1 / 0.1593017578125))
    scene = np.where(
        signal <= 0.5, signal**2 / 3, (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
    )
    return np.asarray(_PEAK * scene * (scene @ _LUMA)[..., None] ** 0.2)
