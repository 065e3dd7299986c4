"""What kinds of video files are accepted: containers, codecs and limits of size.

Only containers that hold the pictures themselves are listed: playlists (HLS, DASH, concat, SDP)
name other files or addresses on a network, and are never opened.
"""

from __future__ import annotations

from typing import Final

CONTAINERS: Final[tuple[str, ...]] = (
    "mov",
    "mp4",
    "m4a",
    "3gp",
    "3g2",
    "mj2",
    "avi",
    "matroska",
    "webm",
    "mpegts",
    "mpeg",
    "asf",
    "flv",
    "dv",
)
"""Demuxers of libavformat that may read a file."""

PROTOCOLS: Final[tuple[str, ...]] = ("file",)
"""Protocols of libavformat that may be used, whatever a file asks for."""

INTRA_CODECS: Final[frozenset[str]] = frozenset(
    {"mjpeg", "prores", "dnxhd", "rawvideo", "png", "dvvideo"}
)
"""Codecs whose frames stand alone, so that a frame nobody wants need not be decoded."""

SKIPPING_CODECS: Final[frozenset[str]] = frozenset({"h264", "hevc"})
"""Codecs that mark frames which no other frame refers to: those can be left out unseen."""

CODECS: Final[tuple[str, ...]] = (
    "h264",
    "hevc",
    "mpeg4",
    "vp8",
    "libvpx",
    "vp9",
    "libvpx-vp9",
    "av1",
    "libdav1d",
    "mjpeg",
    "mpeg1video",
    "mpeg2video",
    "msmpeg4v2",
    "msmpeg4",
    "h263",
    "theora",
    "wmv1",
    "wmv2",
    "wmv3",
    "vc1",
    "prores",
    "dnxhd",
    "dvvideo",
    "ffv1",
    "huffyuv",
    "ffvhuff",
    "utvideo",
    "qtrle",
    "png",
    "rawvideo",
    "cinepak",
)
"""Decoders that may be used: those of cameras, phones and editing programs."""

MAX_SIDE: Final = 8192
"""Largest width or height of a frame, px."""

MAX_PIXELS: Final = 8192 * 4608
"""Largest area of a frame, px: a little above 8K. A decoder may hold a score of such frames."""

MAX_FRAMES: Final = 5_000_000
"""Largest number of frames of a file: 23 hours at 60 a second; its times take 40 MB."""

FIRST_FRAME_TAG: Final = "SCOLIOAPP_FIRST_FRAME"
"""Tag of a file that is a part of a longer recording: seconds at which its first frame stood there."""
