"""Two hundred harmed videos through a whole screening: never a crash, a hang, or a partial file.

Each batch runs in a process of its own, so that a crash of a decoder is seen as a failure.
"""

import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import cv2
import pytest

from engine.video import VideoFile, VideoWriter
from tests.engine.video.clips import Clip, write_clip
from tests.engine.video.mutations import mutants
from tests.patience import SECONDS

VIDEOS = Path(__file__).parents[2] / "data" / "videos"

BATCHES = 8
SECONDS_EACH = 30

_SCREEN_ALL = """
    import json, sys, time
    from pathlib import Path
    from engine.core.errors import ScolioError
    from engine.pipeline.outputs import write_outputs
    from engine.pipeline.analysis import analyse_video
    from engine.pipeline.judgement import judge, open_model

    predictor = open_model(None)
    for path in map(Path, sys.argv[1:]):
        start, out = time.process_time(), path.with_name(path.name + "-out")
        try:
            screening = judge(analyse_video(path), model=predictor)
            write_outputs(screening, path, out)
            said = screening.result.outcome
        except ScolioError as error:
            said = f"{error.code}: {error}"
        row = {"name": path.name, "said": said, "seconds": time.process_time() - start}
        print(json.dumps(row), flush=True)
"""


def small_person(path):
    """The real clip, small: a person is found in it, and a screening of it takes a second."""
    with VideoFile(VIDEOS / "p2s_single_cam01.mp4") as source:
        with VideoWriter(path, 272, 480, 15.0) as writer:
            for frame in source.frames(rate=15.0):
                writer.write(cv2.resize(frame.image, (272, 480), interpolation=cv2.INTER_AREA))
    return path


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    return [
        small_person(folder / "person.mp4"),
        write_clip(folder / "h264.mkv", Clip(sound_seconds=1.0)),
        small_person(folder / "again.mp4"),
        write_clip(folder / "mpeg4.avi", Clip(codec="mpeg4", options={"g": "8", "bf": "2"})),
        write_clip(folder / "vp9.webm", Clip(codec="libvpx-vp9", options={"deadline": "realtime"})),
    ]


@pytest.mark.heavy
@pytest.mark.parametrize("batch", range(BATCHES))
def test_harmed_videos_end_with_a_sentence_or_a_result(batch, sources, tmp_path):
    paths = mutants(sources, tmp_path, count=200, seed=1000)[batch::BATCHES]
    process = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_SCREEN_ALL), *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=SECONDS * len(paths),
        check=False,
    )
    rows = [json.loads(line) for line in process.stdout.splitlines()]
    assert process.returncode == 0, process.stderr[-2000:]
    assert [row["name"] for row in rows] == [path.name for path in paths]
    assert max(row["seconds"] for row in rows) < SECONDS_EACH
    whole = {"result.json", "sequence.gait.npz", "overlay.mp4"}
    for path in paths:
        out = path.with_name(path.name + "-out")
        files = {p.name for p in out.iterdir()} if out.exists() else set()
        assert files in (set(), whole, whole - {"sequence.gait.npz"})
    assert not [p for p in tmp_path.rglob("*") if ".part" in p.name]
    shutil.rmtree(tmp_path)
