"""Video files: `probe`, `VideoFile` (upright frames with their real time), `VideoWriter`.

Must not know: people, gait, networks.
"""

from engine.core.video_suffixes import SUFFIXES
from engine.video.probing import probe
from engine.video.reader import VideoFile
from engine.video.writer import VideoWriter

__all__ = ["SUFFIXES", "VideoFile", "VideoWriter", "probe"]
