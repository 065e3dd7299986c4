"""200 damaged videos: frames or a sentence, never a crash, never long, never much memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.engine.video.clips import Clip, write_clip
from tests.engine.video.mutations import mutants
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]
VIDEOS = ROOT / "tests" / "data" / "videos"
SEED = 20_26
BATCHES = 10
SECONDS_EACH = 30.0
MEMORY_MB = 1500.0


def small_clips(folder: Path) -> list[Path]:
    folder.mkdir()
    fast = {"movflags": "+faststart"}
    fragments = {"movflags": "+frag_keyframe+empty_moov"}
    return [
        write_clip(folder / "h264.mp4", Clip(muxer=fast)),
        write_clip(folder / "h264.mkv", Clip(sound_seconds=1.0)),
        write_clip(folder / "h264.avi", Clip(options={"g": "8", "bf": "0"})),
        write_clip(folder / "fragments.mp4", Clip(muxer=fragments)),
        write_clip(
            folder / "hevc.mov",
            Clip(codec="libx265", options={"x265-params": "log-level=none:keyint=8"}),
        ),
        write_clip(folder / "vp9.webm", Clip(codec="libvpx-vp9", options={"deadline": "realtime"})),
        write_clip(folder / "mpeg4.avi", Clip(codec="mpeg4", options={"g": "8", "bf": "2"})),
        write_clip(folder / "mjpeg.mov", Clip(codec="mjpeg", pix_fmt="yuvj420p", rotation=90)),
        write_clip(folder / "fields.ts", Clip(options={"g": "8", "x264opts": "tff=1"})),
        write_clip(folder / "wmv2.wmv", Clip(codec="wmv2")),
        write_clip(folder / "h264.flv", Clip()),
        write_clip(folder / "mpeg2.mpg", Clip(codec="mpeg2video")),
    ]


def examined(paths: Sequence[Path]) -> list[dict[str, object]]:
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "faulthandler",
            "-m",
            "tests.engine.video.mutations",
            *map(str, paths),
        ],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS * len(paths),
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    reached = paths[len(lines)].name if len(lines) < len(paths) else "the end"
    assert done.returncode == 0, f"{reached}: {done.stderr.decode(errors='replace')[-3000:]}"
    assert done.stderr == b""
    return lines


@pytest.mark.heavy
@pytest.mark.parametrize("batch", range(BATCHES))
def test_damaged_videos_end_in_frames_or_in_a_sentence(tmp_path: Path, batch: int) -> None:
    sources = [*small_clips(tmp_path / "sources"), sorted(VIDEOS.glob("*.mp4"))[batch % 5]]
    sources.append(sources[0])
    paths = mutants(sources, tmp_path / "mutants", count=200, seed=SEED)[batch::BATCHES]
    before = {path: path.stat().st_size for path in paths}
    for facts in examined(paths):
        assert facts["frames"] or facts["said"], facts
        assert float(str(facts["seconds"])) < SECONDS_EACH, facts
        assert float(str(facts["memory_mb"])) < MEMORY_MB, facts
    assert {path: path.stat().st_size for path in paths} == before
    assert len(list((tmp_path / "mutants").iterdir())) == 200


def test_mutants_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "a.mp4", Clip(count=3))
    first = mutants([source], tmp_path / "1", count=12, seed=5)
    second = mutants([source], tmp_path / "2", count=12, seed=5)
    assert [path.name for path in first] == [path.name for path in second]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, second, strict=True))
    assert len({path.read_bytes() for path in first}) > 6


def test_a_few_damaged_videos_on_every_run(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "a.mp4", Clip(count=6, muxer={"movflags": "+faststart"}))
    for facts in examined(mutants([source], tmp_path / "m", count=10, seed=SEED)):
        assert facts["frames"] or facts["said"], facts
