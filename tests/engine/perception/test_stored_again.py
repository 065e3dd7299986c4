"""A recording is called the same however it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.compression import CLIPS, QUALITIES, Judged, compared, judged

_BY_CYCLES = {"too_few_cycles"}


def perceived(one: Judged) -> set[str]:
    """What perception says; how many cycles are found is decided by those who know gait."""
    return {name for name in one.findings if name.split(":")[0] not in _BY_CYCLES}


@pytest.mark.heavy
@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.stem)
def test_no_verdict_flips_with_compression(clip: Path, tmp_path: Path) -> None:
    plain = judged(clip)
    for copy, again in compared(clip, QUALITIES, tmp_path):
        assert again.verdict == plain.verdict, copy.name
        assert perceived(again) == perceived(plain), copy.name
