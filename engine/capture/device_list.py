"""Cameras as libavdevice lists and opens them: v4l2 on Linux, dshow on Windows, avfoundation on macOS.

What a camera offers is read from libavdevice's log, the one place where it says so. Nothing of this file was
tried on Windows or macOS; what is not understood there falls back to what nearly every camera has.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import av
import av.error
import av.logging
from av.container import InputContainer
from av.device import enumerate_input_devices

from engine.capture.frame_source import CameraFormat, CameraInfo, best_first

USUAL: Final = (
    CameraFormat(1920, 1080, 30.0, True),
    CameraFormat(1280, 720, 30.0, True),
    CameraFormat(1280, 720, 30.0, False),
    CameraFormat(640, 480, 30.0, False),
)
"""What is tried where a camera does not say what it offers."""

_DRIVERS: Final = {"linux": "v4l2", "win32": "dshow", "darwin": "avfoundation"}
_BY_ID: Final = Path("/dev/v4l/by-id")
_OPEN_SECONDS: Final = 30.0
_USUAL_RATE: Final = 30.0
_LOGGING = threading.Lock()
"""Libavdevice's log is one for the whole program."""

_V4L2_LINE = re.compile(r"(Compressed|Raw)\s*:\s*(\S+)\s*:.*:((?:\s*\d+x\d+)+)")
_DSHOW_LINE = re.compile(
    r"(vcodec|pixel_format)=(\S+)\s+min s=\d+x\d+ fps=[\d.]+ max s=(\d+)x(\d+) fps=([\d.]+)"
)


def driver() -> str:
    """Return what libavdevice calls the cameras of this system."""
    return _DRIVERS.get(sys.platform, "v4l2")


def list_devices() -> tuple[CameraInfo, ...]:
    """Return the cameras that are plugged in, each with what it offers, the best first."""
    name = driver()
    try:
        found = enumerate_input_devices(name)
    except (av.error.FFmpegError, ValueError, OSError):
        return ()
    cameras = []
    for device in found:
        if device.media_types and "video" not in device.media_types:
            continue
        formats = formats_in(name, _log_of(name, device.name))
        if name == "v4l2" and not formats:
            continue  # The second device of a camera, which sends descriptions and no pictures.
        key = _lasting(device.name) if name == "v4l2" else device.name
        label = device.description or device.name
        cameras.append(CameraInfo(key, label, best_first(formats or USUAL)))
    return tuple(cameras)


def open_device(info: CameraInfo, format: CameraFormat) -> InputContainer:
    """Open a camera.

    Raises:
        OSError: It is gone, in use, or not allowed.
        av.error.FFmpegError: It does not offer the format.
    """
    name = driver()
    return av.open(
        _address(name, info.key),
        format=name,
        options=options_for(name, format),
        timeout=_OPEN_SECONDS,
    )


def options_for(name: str, format: CameraFormat) -> dict[str, str]:
    """Return how libavdevice is asked for a format.

    Args:
        name: The driver.
        format: What is wanted.
    """
    options = {
        "video_size": f"{format.width}x{format.height}",
        "framerate": f"{format.rate:g}",
    }
    if name == "v4l2" and format.compressed:
        options["input_format"] = "mjpeg"
    if name == "dshow":
        options["rtbufsize"] = str(256 << 20)
        if format.compressed:
            options["vcodec"] = "mjpeg"
    return options


def formats_in(name: str, log: str) -> tuple[CameraFormat, ...]:
    """Read what a camera offers from what libavdevice logs of it.

    Args:
        name: The driver.
        log: Its words.
    """
    if name == "v4l2":
        # It names no rates; nearly all cameras offer 30, and others send what they have.
        sizes = [
            (kind == "Compressed", size)
            for kind, codec, listed in _V4L2_LINE.findall(log)
            if kind == "Raw" or codec == "mjpeg"
            for size in re.findall(r"(\d+)x(\d+)", listed)
        ]
        return _unique(
            CameraFormat(int(width), int(height), _USUAL_RATE, compressed)
            for compressed, (width, height) in sizes
        )
    return _unique(
        CameraFormat(int(width), int(height), float(rate), kind == "vcodec")
        for kind, codec, width, height, rate in _DSHOW_LINE.findall(log)
        if kind == "pixel_format" or codec == "mjpeg"
    )


def _unique(formats: Iterable[CameraFormat]) -> tuple[CameraFormat, ...]:
    return tuple(dict.fromkeys(formats))


def _log_of(name: str, device: str) -> str:
    """Ask a camera what it offers; libavdevice answers in its log, and then fails to open."""
    question = {"v4l2": {"list_formats": "all"}, "dshow": {"list_options": "true"}}.get(name)
    if question is None:
        return ""
    with _LOGGING:
        level = av.logging.get_level()
        av.logging.set_level(av.logging.INFO)
        try:
            with av.logging.Capture(local=True) as lines:
                try:
                    av.open(_address(name, device), format=name, options=question).close()
                except (av.error.FFmpegError, OSError):
                    pass
            return "".join(message for _, _, message in lines)
        finally:
            av.logging.set_level(level)


def _address(name: str, key: str) -> str:
    return f"video={key}" if name == "dshow" else key


def _lasting(device: str) -> str:
    """Return the name by which a camera is found again whichever number it gets."""
    try:
        links = sorted(_BY_ID.iterdir())
    except OSError:
        return device
    same = (str(link) for link in links if link.resolve() == Path(device))
    return next(same, device)
