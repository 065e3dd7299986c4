"""Two hundred harmed videos through a whole screening: never a crash, a hang, or a partial file.

Each batch runs in a process of its own, so that a crash of a decoder is seen as a failure.
"""

import json
import shutil
import subprocess
import sys
import textwrap

import pytest

from tests.engine.video import mutations

BATCHES = 8
SECONDS_EACH = 30

_SCREEN_ALL = """
    import json, sys, time
    from pathlib import Path
    from engine.core.errors import ScolioError
    from engine.pipeline.outputs import write_outputs
    from engine.pipeline.screening import analyse_video, judge

    for path in map(Path, sys.argv[1:]):
        start, out = time.monotonic(), path.with_name(path.name + "-out")
        try:
            screening = judge(analyse_video(path))
            write_outputs(screening, path, out)
            said = screening.result.outcome
        except ScolioError as error:
            said = f"{error.code}: {error}"
        row = {"name": path.name, "said": said, "seconds": time.monotonic() - start}
        print(json.dumps(row), flush=True)
"""


@pytest.mark.heavy
@pytest.mark.parametrize("batch", range(BATCHES))
def test_harmed_videos_end_with_a_sentence_or_a_result(batch, tmp_path):
    paths = mutations.mutated_videos(tmp_path, count=25, seed=1000 + batch)
    process = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_SCREEN_ALL), *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=SECONDS_EACH * len(paths),
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
