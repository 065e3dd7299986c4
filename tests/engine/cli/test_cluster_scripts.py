"""The scripts for clusters: they are parsed, and do with Slurm's variables what they say."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.cli.test_batch import cut
from tests.engine.cli.test_screen import run

SCRIPTS = Path(__file__).parents[3] / "resources" / "cluster"
ARRAY, TRAIN = SCRIPTS / "screen_archive.sbatch", SCRIPTS / "train.sbatch"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts for clusters")


def bash(script, *arguments, cwd, **variables):
    slurm = {name: one for name, one in os.environ.items() if not name.startswith("SLURM_")}
    return subprocess.run(
        ["bash", str(script), *map(str, arguments)],
        cwd=cwd,
        env={**slurm, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="needs shellcheck")
def test_scripts_are_linted():
    scripts = [str(path) for path in sorted(SCRIPTS.iterdir())]
    assert len(scripts) == 3
    done = subprocess.run(
        ["shellcheck", "-x", *scripts], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def program(folder, code=0):
    """Make a stand-in for a command, which says its arguments and ends with a code."""
    path = folder / "scolioapp"
    path.write_text(f'#!/bin/sh\necho "$@"\nexit {code}\n')
    path.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_the_parts_of_an_array_are_screened_and_merged(tmp_path):
    (tmp_path / "videos").mkdir()
    for number in range(2):
        cut(tmp_path / "videos" / f"{number}.mp4", 10 * number, 6)
    command = shlex.join([sys.executable, "-m", "scolioapp"])
    for task in ("1", "2"):
        done = bash(
            ARRAY, "videos", "results", "--rate", "10", cwd=tmp_path, SCOLIOAPP=command,
            SLURM_ARRAY_TASK_ID=task, SLURM_ARRAY_TASK_COUNT="2", SLURM_ARRAY_TASK_MAX="2",
        )  # fmt: skip
        # Clips to be filmed again are no failure of the task.
        assert done.returncode == 0, done.stderr
    merged = run("batch", "videos", "--out", "results", "--rate", "10", "--merge", cwd=tmp_path)
    assert merged.returncode == 3
    assert merged.stdout.startswith("0 screened now, 0 before, 0 could not be used, 0 still to do")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "8", "SLURM_ARRAY_TASK_MAX": "8",
          "SLURM_CPUS_PER_TASK": "16"}, "3/8 --jobs 16"),
        ({"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_ARRAY_TASK_MAX": "7",
          "PARTS": "8"}, "7/8 --jobs 1"),
        ({"PART": "2", "PARTS": "3", "JOBS": "4"}, "2/3 --jobs 4"),
    ],
)  # fmt: skip
def test_each_task_takes_its_part(tmp_path, variables, said):
    done = bash(ARRAY, "v", "o", "--dots", cwd=tmp_path, **program(tmp_path), **variables)
    assert done.stdout == f"batch v --out o --shard {said} --dots\n"


@pytest.mark.parametrize(
    ("arguments", "variables", "sentence"),
    [
        (("v",), {}, "Usage:"),
        (("v", "o"), {}, "Which part?"),
        (("v", "o"), {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "2",
                      "SLURM_ARRAY_TASK_MAX": "7"}, "Of how many parts?"),
    ],
)  # fmt: skip
def test_an_array_that_leaves_videos_out_is_refused(tmp_path, arguments, variables, sentence):
    done = bash(ARRAY, *arguments, cwd=tmp_path, **program(tmp_path), **variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


@pytest.mark.parametrize(("code", "handed_on"), [(0, 0), (3, 0), (2, 2), (130, 130)])
def test_videos_without_a_result_fail_the_task(tmp_path, code, handed_on):
    done = bash(ARRAY, "v", "o", cwd=tmp_path, **program(tmp_path, code), PART="1", PARTS="1")
    assert done.returncode == handed_on
    assert ("no result" in done.stderr) is (code == 2)


def test_training_is_begun_on_each_computer(tmp_path):
    """With stand-ins for Slurm and Python, which say what they are asked."""
    for name, lines in {
        "scontrol": 'printf "node7\\nnode9\\n"',
        "srun": 'for id in 0 1; do SLURM_NODEID=$id "$@"; done',
        "python": 'echo "$@"',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/bash\n{lines}\n")
        (tmp_path / name).chmod(0o755)
    done = bash(
        TRAIN, "c.yaml", "run", cwd=tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}",
        SLURM_SUBMIT_DIR=str(SCRIPTS), SLURM_JOB_NODELIST="node[7,9]", SLURM_JOB_NUM_NODES="2",
        SLURM_JOB_ID="41", SLURM_GPUS_ON_NODE="4",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    asked = (
        "--nproc-per-node 4 --master-addr node7 --master-port 20041 -m -- scolioapp train c.yaml"
    )
    assert done.stdout.splitlines() == [
        f"-m torch.distributed.run --nnodes 2 --node-rank {node} {asked} --run run --go-on"
        for node in (0, 1)
    ]


def test_a_computer_that_keeps_failing_says_so(tmp_path):
    (tmp_path / "python").write_text("#!/bin/sh\nexit 7\n")
    (tmp_path / "python").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    asked = {"NODES": "2", "NODE": "0", "HEAD": "a", "PATH": path, "PAUSE": "0", "RESTARTS": "2"}
    done = bash(SCRIPTS / "train_node.sh", "c.yaml", "run", cwd=tmp_path, **asked)
    assert done.returncode == 7
    assert done.stderr.count("goes on from the last checkpoint") == 2
    del asked["HEAD"]
    done = bash(SCRIPTS / "train_node.sh", "c.yaml", "run", cwd=tmp_path, **asked)
    assert (done.returncode, done.stderr[:15]) == (2, "HEAD is not set")
