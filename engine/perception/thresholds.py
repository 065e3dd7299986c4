"""From where on something about a recording is worth saying, in one place.

Each value is where the bundled networks were seen to suffer, or what a silhouette of 64 rows needs.
"""

from __future__ import annotations

from dataclasses import dataclass

Limit = tuple[float, float]
"""Two limits: from the first on a recording is used with care, from the second on it is repeated."""


@dataclass(frozen=True)
class Thresholds:
    """Limits of the findings about recordings.

    Attributes:
        height_px: Height of a person in the picture, px, at least. A silhouette has 64 rows.
        frames: Analysed frames of a person, at least.
        seconds: Time a person is followed, at least. Two whole gait cycles take about 2.2 s.
        light: Mean brightness of a person's box, [0, 1], at least. Landmarks hold their places down to
            0.05 and are lost at 0.02.
        blur: Blur of a person's box (see `engine.perception.tracking.observation.blur_of`), at most. Sharp
            videos give 0.2 to 0.35; at 0.5 landmarks move by one px of the network's mask, at 0.7 by two.
        cut_share: Share of frames in which a part of the body is cut off by the border, at most.
        border: Width of the strip along the border that counts as cut off, by the body's height.
        head_above_eyes: Top of the head above the eyes, by the body's height.
        fps: Frame rate of the recording, frames a second, at least.
        camera_speed: Motion of the background less its own error, shares of the long side a second, at
            most. Videos from a tripod give 0.
        shoulders: Distance of the shoulders, by the trunk's length, at least. From the front it is
            0.6 to 0.75, from the side 0.2.
        exchanged: Share of frames in which left and right were exchanged, at most.
        unclear: Share of frames at which the sides may have changed, at most.
        gap_seconds: A gap that was bridged is told as a lost track from here on; INFO below.
        touch_share: Share of the walker's frames in which another person overlaps, at most.
        touch_overlap: Overlap of two boxes, by the smaller one, that counts.
        merged_share: Share of the walker's frames in which the outline holds another body too, at most.
        other_seconds: Others who are seen for less are not counted as people.
    """

    height_px: Limit = (110.0, 64.0)
    frames: Limit = (60, 30)
    seconds: Limit = (4.0, 2.0)
    light: Limit = (0.11, 0.035)
    blur: Limit = (0.5, 0.7)
    cut_share: Limit = (0.1, 0.6)
    border: float = 0.01
    head_above_eyes: float = 0.06
    fps: Limit = (14.5, 8.0)
    camera_speed: Limit = (0.01, 0.1)
    shoulders: Limit = (0.45, 0.3)
    exchanged: Limit = (0.05, 0.25)
    unclear: float = 0.1
    gap_seconds: float = 0.5
    touch_share: float = 0.1
    touch_overlap: float = 0.15
    merged_share: Limit = (0.1, 0.5)
    other_seconds: float = 0.7


DEFAULT = Thresholds()
