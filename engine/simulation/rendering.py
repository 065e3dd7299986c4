"""Frames of a simulated walker in a room, as a camera would record them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.simulation.backdrops import backdrop
from engine.simulation.camera import Camera
from engine.simulation.clothing import Outfit
from engine.simulation.gait_motion import WalkMotion
from engine.simulation.raster import Patch, draw_body
from engine.simulation.scene import Scene, background, light_of
from engine.simulation.stickers import Stickers, add_dots, place_dots
from engine.simulation.styled import Style, draw_styled, hollows

Floats = NDArray[np.float32]
_GRAIN = 1 << 22


class FrameRenderer:
    """Draws the frames of one clip.

    Args:
        stickers: Adhesive dots on the body, or None.
        style: How a make draws, or None for the usual way.
    """

    def __init__(
        self,
        walk_motion: WalkMotion,
        outfit: Outfit,
        camera: Camera,
        scene: Scene,
        stickers: Stickers | None = None,
        *,
        style: Style | None = None,
    ) -> None:
        self._stroll, self._look, self._camera, self._scene = walk_motion, outfit, camera, scene
        self._style, self._hollow = style, None if style is None else hollows(outfit)
        self._stickers = stickers or Stickers(sites=())
        self._worn = place_dots(self._stickers, walk_motion.motion.body, outfit, camera.facing)
        middle = walk_motion.motion.keypoints[:, 11:13].mean(axis=1)
        far = float(np.abs(middle[:, 1] - camera.y_m).max())
        self._room = (
            background(scene, camera, far)
            if style is None
            else _styled_background(scene, camera, far, style)
        )
        self._light = light_of(scene, camera)
        self._rng = np.random.default_rng([scene.seed, 13])
        self._grain = self._rng.normal(0.0, scene.noise / 255.0, _GRAIN).astype(np.float32)

    def frame(self, moment: int, others: Sequence[FrameRenderer] = ()) -> NDArray[np.uint8]:
        """Draw the frame of one moment, RGB uint8 ``[H, W, 3]``.

        Args:
            moment: Index on axis T.
            others: People who are in the room as well, before the same camera; whoever is nearer hides
                whoever is farther.
        """
        import cv2

        picture: Floats = self._room.copy()
        for one in sorted((self, *others), key=lambda one: -one.distance(moment)):
            one.draw_person(picture, moment)
        if self._style is not None:
            _expose(picture, self._style)
        if self._scene.blur_px > 0.0:
            cv2.GaussianBlur(picture, (0, 0), self._scene.blur_px, dst=picture)
        flat = picture.reshape(-1)
        start = int(self._rng.integers(_GRAIN // 2))
        for first in range(0, len(flat), _GRAIN // 2):
            piece = flat[first : first + _GRAIN // 2]
            piece += self._grain[start : start + len(piece)]
        return np.asarray(cv2.convertScaleAbs(np.maximum(picture, 0.0), alpha=255.0), np.uint8)

    def distance(self, moment: int) -> float:
        """Return how far before the camera the walker's hips are, metres."""
        hips = self._stroll.motion.keypoints[moment, 11:13].mean(axis=0)
        return float(self._camera.project(hips)[2])

    def draw_person(self, picture: Floats, moment: int) -> None:
        """Draw the walker alone into a picture, in place, with the shadow at the feet."""
        vertices = self._stroll.motion.vertices(moment, self._look.vertices)
        seconds = float(self._stroll.seconds[moment])
        outfit = add_dots(self._stickers, self._worn, self._look, seconds)
        self._shadow(picture, vertices)
        _lay_over(picture, self._figure(vertices, outfit))

    def _figure(self, vertices: Floats, outfit: Outfit) -> Patch:
        """Draw the walker, in the usual way or in the style."""
        camera = self._camera
        if self._style is None or self._hollow is None:
            return draw_body(vertices, outfit.faces, outfit, camera, self._light)
        return draw_styled(vertices, outfit, camera, self._light, self._style, self._hollow)

    def _shadow(self, picture: Floats, vertices: Floats) -> None:
        """Darken the floor under the feet."""
        low = vertices[vertices[:, 2] < 0.25]
        if len(low) == 0:
            return
        centre = np.array([low[:, 0].mean(), low[:, 1].mean(), 0.0])
        ring = np.array([[0.34, 0.0, 0.0], [-0.34, 0.0, 0.0], [0.0, 0.36, 0.0], [0.0, -0.36, 0.0]])
        corners = self._camera.project(centre + ring)[:, :2]
        left, top = np.floor(corners.min(axis=0)).astype(int)
        right, bottom = np.ceil(corners.max(axis=0)).astype(int)
        rows = slice(max(0, top), min(picture.shape[0], bottom))
        columns = slice(max(0, left), min(picture.shape[1], right))
        if rows.stop <= rows.start or columns.stop <= columns.start:
            return
        y = np.linspace(-1.0, 1.0, bottom - top)[rows.start - top : rows.stop - top]
        x = np.linspace(-1.0, 1.0, right - left)[columns.start - left : columns.stop - left]
        dark = 1.0 - 0.38 * np.exp(-2.5 * (x[None, :] ** 2 + y[:, None] ** 2))
        dark = np.maximum(dark, 1.0 - 0.38 * np.exp(-2.5)) + 0.38 * np.exp(-2.5)
        region = picture[rows, columns]
        picture[rows, columns] = region * np.minimum(dark, 1.0)[..., None].astype(np.float32)


def _lay_over(picture: Floats, patch: Patch) -> None:
    """Lay a premultiplied patch over a picture, in place."""
    height, width = patch.values.shape[:2]
    region = picture[patch.top : patch.top + height, patch.left : patch.left + width]
    region *= 1.0 - patch.values[..., 3:]
    region += patch.values[..., :3]


def _styled_background(scene: Scene, camera: Camera, far_m: float, style: Style) -> Floats:
    """Draw the empty room as a style has it."""
    room = backdrop(scene, camera, far_m, seed=style.backdrop, busy=style.busy)
    return np.asarray(np.minimum(room * style.bright, 1.2), np.float32)


def _expose(picture: Floats, style: Style) -> None:
    """Expose a picture as a style asks, with a glow about what is bright, in place."""
    import cv2

    picture *= style.exposure
    if style.bloom > 0.0:
        small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        small = np.maximum(small - 0.75, 0.0)
        small = cv2.GaussianBlur(small, (0, 0), max(1.0, style.bloom * picture.shape[0] / 4.0))
        picture += 0.8 * cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
