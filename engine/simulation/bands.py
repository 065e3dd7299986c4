"""The conditions that a phantom was filmed under, in bands, so that errors can be told apart by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Bands = tuple[tuple[str, str], ...]
"""Pairs of a condition and the band of it; a condition may have several (jacket and bag)."""


def _band(value: float, limits: tuple[float, ...], unit: str) -> str:
    """Return the name of the band between limits that a value lies in."""
    for low, high in zip((None, *limits), (*limits, None), strict=True):
        if high is None or value < high:
            if low is None:
                return f"below {high:g} {unit}"
            return f"{low:g} {unit} or more" if high is None else f"{low:g} to {high:g} {unit}"
    raise ValueError(value)


def bands_of(truth: Mapping[str, Any]) -> Bands:
    """Return the bands of a phantom from its truth JSON: make, direction, distance, picture, camera, file.

    Raises:
        KeyError: The truth is of a version that does not hold its conditions.
    """
    spec, camera = truth["spec"], truth["spec"]["camera"]
    height = truth["height_px"]
    middle = (height["smallest"] + height["largest"]) / 2.0
    metres = camera["focal_px"] * spec["walker"]["person"]["height_m"] / middle
    way = "on the spot" if spec["on_the_spot"] else "walking"
    film = spec.get("film") or {}
    clothes = truth.get("clothes") or ["close"]
    return (
        ("make", truth.get("make", "plain")),
        ("direction", f"{truth['facing']}, {way}"),
        ("distance", _band(metres, (4.0, 6.0), "m")),
        ("resolution", _band(min(camera["width"], camera["height"]), (540, 1080), "p")),
        ("person", _band(middle, (200, 350), "px tall")),
        ("roll", _band(abs(camera["roll"]), (1.0, 4.0), "degrees")),
        ("pitch", _band(abs(camera["pitch"]), (5.0, 10.0), "degrees")),
        ("compression", _compression(film)),
        ("rate", _band(spec["fps"], (15.0, 40.0), "frames a second")),
        *(("clothes", one) for one in clothes),
    )


def _compression(film: Mapping[str, Any]) -> str:
    """Return the band of a file's compression."""
    crf, kbps = film.get("crf"), film.get("kbps")
    if crf is None and kbps is None:
        return "as written"
    return "mild (crf below 29)" if crf is not None and crf < 29 else "strong"
