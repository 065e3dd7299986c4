"""The light on the person guided: too dark, or against a bright window.

Darkness is measured and judged as in a recording (`engine.perception.tracking.observation.light_and_blur`,
`engine.perception.thresholds`). Must not know: what is said about it.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.perception.crops import warp
from engine.perception.tracking.observation import light_and_blur
from engine.perception.types import Person

_SIDE = 64
_BODY, _AROUND = 0.6, 0.1
_WHITE = 240
_BRIGHT_PART = 90


class Light(NamedTuple):
    """The light on a person.

    Attributes:
        brightness: Mean brightness of the body's box, [0, 1].
        blur: Blur of the body's box, 0 sharp to 1 blurred.
        body: Brightness of the body's bright parts (the upper tenth), [0, 1]; NaN without a mask.
        glare: Share of what is about the body that is white; NaN without a mask.
    """

    brightness: float
    blur: float
    body: float
    glare: float

    @property
    def against(self) -> bool:
        """Whether the person stands against the light: white about a body that has no bright part itself."""
        return self.glare >= LEAST_GLARE and self.body <= DARK_BODY


NO_LIGHT = Light(float("nan"), float("nan"), float("nan"), float("nan"))
"""Nothing is known yet."""

LEAST_GLARE, DARK_BODY = 0.25, 0.35
"""Against the light: at least this share about the body is white, and the body's bright parts are darker
than this. Dark clothes before a white wall leave a face, which is brighter."""


def measure_light(image: NDArray[np.uint8], person: Person) -> Light:
    """Measure the light on a person in an RGB frame, uint8 ``[H, W, 3]``."""
    brightness, blur = light_and_blur(image, person.box)
    if person.mask is None:
        return Light(brightness, blur, float("nan"), float("nan"))
    side = person.mask.values.shape[0]
    small = person.mask.to_crop * (_SIDE / side)
    grey = cv2.cvtColor(warp(image, small, _SIDE, _SIDE), cv2.COLOR_RGB2GRAY)
    mask = cv2.resize(person.mask.values, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    # What lies beyond the border of the picture is no background.
    inside = warp(np.full(image.shape[:2], 255, np.uint8), small, _SIDE, _SIDE) == 255
    body, around = grey[(mask > _BODY) & inside], grey[(mask < _AROUND) & inside]
    if body.size < 20 or around.size < 20:
        return Light(brightness, blur, float("nan"), float("nan"))
    bright = float(np.percentile(body, _BRIGHT_PART)) / 255.0
    return Light(brightness, blur, bright, float((around >= _WHITE).mean()))
