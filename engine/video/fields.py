"""Makes whole pictures of interlaced video: two of each frame, one of each of its fields.

Camcorders film 50 or 60 fields a second, every other line each, and write two into a frame. Taken for one
picture, whatever moves has combs; half of the times would be lost. The lines between are made by libavfilter
(bwdif: w3fdif and yadif), from the fields before and after.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

import av.error
from av.filter import Graph
from av.video.frame import VideoFrame

_SHARE: Final = 0.5


class Fields(NamedTuple):
    """A frame of the file, and the two pictures of its fields in the order of time."""

    frame: VideoFrame
    first: VideoFrame
    second: VideoFrame


def are_interlaced(frames: list[VideoFrame]) -> bool:
    """Tell by the flags of the first decoded frames whether a file is interlaced."""
    return sum(frame.interlaced_frame for frame in frames) > _SHARE * len(frames)


class Deinterlacer:
    """Turns the frames of one pass into fields; each comes once the next frame is there."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._waiting: deque[VideoFrame] = deque()

    def add(self, frame: VideoFrame) -> list[Fields]:
        """Take the next frame; return the fields that are known now."""
        if self._graph is None:
            self._graph = _graph(frame)
        self._waiting.append(frame)
        self._graph.vpush(frame)
        return self._ready(self._graph)

    def end(self) -> list[Fields]:
        """Return the fields of the last frame; then it can take frames of another stretch."""
        graph, self._graph = self._graph, None
        if graph is None:
            return []
        graph.vpush(None)
        found = self._ready(graph)
        self._waiting.clear()
        return found

    def _ready(self, graph: Graph) -> list[Fields]:
        pictures: list[VideoFrame] = []
        try:
            while True:
                pictures.append(graph.vpull())
        except (av.error.BlockingIOError, av.error.EOFError):
            pass
        pairs = zip(pictures[::2], pictures[1::2], strict=False)
        return [Fields(self._waiting.popleft(), first, second) for first, second in pairs]


def _graph(frame: VideoFrame) -> Graph:
    graph = Graph()
    source = graph.add(
        "buffer",
        video_size=f"{frame.width}x{frame.height}",
        pix_fmt=frame.format.name,
        time_base=str(frame.time_base or "1/1000"),
        colorspace=str(int(frame.colorspace)),
        range=str(int(frame.color_range)),
    )
    filter_ = graph.add("bwdif", mode="send_field", parity="auto", deint="all")
    graph.link_nodes(source, filter_, graph.add("buffersink")).configure()
    return graph
