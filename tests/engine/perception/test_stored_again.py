"""A recording is called the same however it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.compression import CLIPS, QUALITIES, Judged, compared, judged

_BY_PICTURE = {
    *("camera_moving", "blurred", "too_dark", "too_small", "nobody_found"),
    *("feet_cut_off", "head_cut_off", "side_cut_off"),
}
"""Whoever else is in the picture is found or not by how much of them is left: that may differ."""


def perceived(one: Judged) -> set[str]:
    """What the picture alone decides; cycles and sides are tested where they are measured."""
    return {name for name in one.findings if name.split(":")[0] in _BY_PICTURE}


@pytest.mark.heavy
@pytest.mark.parametrize("clip", CLIPS[:4], ids=lambda clip: clip.stem)
def test_no_verdict_flips_with_compression(clip: Path, tmp_path: Path) -> None:
    plain = judged(clip)
    for copy, again in compared(clip, QUALITIES, tmp_path):
        assert again.verdict == plain.verdict, copy.name
        assert perceived(again) == perceived(plain), copy.name
