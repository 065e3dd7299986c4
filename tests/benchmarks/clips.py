"""Clips for the benchmarks, made from the real test clips by repetition, so that anyone has them."""

from __future__ import annotations

from pathlib import Path

import av

from engine.video import VideoFile, VideoWriter

SOURCE = Path(__file__).parents[1] / "data" / "videos" / "p2s_single_cam01.mp4"


def ten_seconds_1080p(folder: Path) -> Path:
    """Make 10 s of 1088x1920 at 30 frames a second: the real clip to and fro, without a jump."""
    path = folder / "ten_seconds.mp4"
    if path.exists():
        return path
    with VideoFile(SOURCE) as source:
        frames = [frame.image for frame in source.frames(rate=30.0)]
    period = frames + frames[-2:0:-1]
    height, width = frames[0].shape[:2]
    with VideoWriter(path, width, height, 30.0) as writer:
        for number in range(300):
            writer.write(period[number % len(period)])
    return path


def first_seconds(clip: Path, seconds: float, path: Path) -> Path:
    """Write the first seconds of a clip."""
    with VideoFile(clip) as source:
        rate = source.info.fps
        frames = source.frames(rate=rate)
        images = [
            frame.image for frame, _ in zip(frames, range(round(seconds * rate)), strict=False)
        ]
    height, width = images[0].shape[:2]
    with VideoWriter(path, width, height, rate) as writer:
        for image in images:
            writer.write(image)
    return path


def repeated(clip: Path, times: int, path: Path) -> Path:
    """Repeat a clip by copying its packets one after another."""
    if path.exists():
        return path
    with av.open(str(path), "w") as output:
        stream = None
        shift = 0
        for _ in range(times):
            with av.open(str(clip)) as source:
                video = source.streams.video[0]
                if stream is None:
                    stream = output.add_stream_from_template(video)
                length = 0
                for packet in source.demux(video):
                    if packet.dts is None:
                        continue
                    length = max(length, packet.pts + (packet.duration or 0))
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = stream
                    output.mux(packet)
                shift += length
    return path
