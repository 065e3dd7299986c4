"""Cards: the code is random, and read as a camera would see it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.roster.card_codes import is_code, new_codes
from engine.roster.qr_cards import modules, read_card


def seen(code: str, side: int, turned: float = 0.0) -> np.ndarray:
    """Return a picture of 1080p of a card with a symbol of so many pixels, held by somebody."""
    picture = np.full((1080, 1920, 3), (120, 150, 170), np.uint8)
    symbol = np.where(modules(code), 0, 255).astype(np.uint8)
    drawn = cv2.resize(symbol, (side, side), interpolation=cv2.INTER_NEAREST)
    picture[400 : 400 + side, 900 : 900 + side] = drawn[..., None]
    middle = (900 + side / 2, 400 + side / 2)
    turn = cv2.getRotationMatrix2D(middle, turned, 1.0)
    picture = cv2.warpAffine(picture, turn, (1920, 1080), borderMode=cv2.BORDER_REPLICATE)
    noise = np.random.default_rng(1).normal(0, 6, picture.shape)
    return np.clip(cv2.GaussianBlur(picture, (3, 3), 0) + noise, 0, 255).astype(np.uint8)


def test_codes_are_random_and_say_nothing() -> None:
    first, again = new_codes(["1", "2", "3"]), new_codes(["1", "2", "3"])
    assert len({*first.values(), *again.values()}) == 6
    assert all(map(is_code, first.values()))


@pytest.mark.parametrize("side", [200, 260, 400])
@pytest.mark.parametrize("turned", [0.0, 12.0])
def test_a_card_is_read(side: int, turned: float) -> None:
    code = new_codes(["1"])["1"]
    assert read_card(seen(code, side, turned)) == code


def test_nothing_and_other_codes_are_no_cards() -> None:
    assert read_card(np.full((1080, 1920, 3), 90, np.uint8)) is None
    assert read_card(seen("HTTPS://EXAMPLE.ORG/", 300)) is None
