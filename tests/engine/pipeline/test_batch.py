"""A folder of videos: one result for each, a table of all, whatever ends the work or however it is shared."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.core import kept_result
from engine.core.clinic_lock import VARIABLE, ClinicError, FixedModel
from engine.core.errors import CancelledError, ConfigError, OutputError, VideoError
from engine.core.kept_result import RESULT
from engine.core.progress import Cancel
from engine.core.resources import resource
from engine.core.screening_request import ScreeningRequest
from engine.pipeline import batch_folder
from engine.pipeline.batch import BatchRequest, run_batch
from engine.pipeline.batch_folder import BatchFolder
from engine.pipeline.folder_videos import Shard
from engine.roster.entries import Child, Consent
from tests.engine.pipeline.odd_screeners import OddScreener
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path):
    """Five videos, of which one cannot be used."""
    names = ("one.mp4", "two.mp4", "day 2/one.mp4", "day 2/走.mp4", "broken.mp4")
    for name in names:
        path = tmp_path / "videos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "videos"


def batch(folder, out, **more):
    listeners = {
        name: more.pop(name)
        for name in ("notify", "progress", "cancel", "write_pdf")
        if name in more
    }
    screening = more.pop("screening", ScreeningRequest(folder))
    request = BatchRequest(folder, out, screening, **more)
    return run_batch(request, open_screener=OddScreener, **listeners)


def states(done):
    return {filled["video"]: str(filled["state"]) for filled in done.table}


def table(out):
    return (out / "screenings.csv").read_bytes()


def test_one_result_for_each_and_a_table_of_all(folder, tmp_path):
    (folder / "die.mp4").write_text("")
    told, shares = [], []
    done = batch(folder, tmp_path / "out", notify=told.append, progress=shares.append)
    assert states(done) == {
        "broken.mp4": "failed",
        "day 2/one.mp4": "screened",
        "day 2/走.mp4": "screened",
        "die.mp4": "failed",
        "one.mp4": "screened",
        "two.mp4": "screened",
    }
    assert sorted(row.video for row in told) == sorted(states(done))
    problems = [filled["problem"] for filled in done.table if filled["state"] == "failed"]
    assert problems == [
        "“broken” is broken.",
        "The analysis stopped unexpectedly; memory may have run out.",
    ]
    kept = kept_result.result_in(tmp_path / "out" / "results" / "day 2" / "走.mp4")
    assert kept.provenance.video.name == "走.mp4"
    assert shares[-1].fraction == 1.0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "ledger",
        "results",
        "screenings.csv",
        "screenings.xlsx",
    ]
    lines = table(tmp_path / "out").decode("utf-8-sig").splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("video,child,state,outcome,answer,recording,")


def test_whole_results_are_skipped_and_the_rest_is_tried_again(folder, tmp_path):
    first = batch(folder, tmp_path / "out")
    before = table(tmp_path / "out")
    again = batch(folder, tmp_path / "out")
    assert again.done == ()
    assert sorted(again.kept) == sorted(first.done)
    assert table(tmp_path / "out") == before
    # A result that is gone, one that is damaged, another video of the same name, one that was mended.
    results = tmp_path / "out" / "results"
    os.rename(results / "one.mp4", tmp_path / "aside")
    (results / "two.mp4" / RESULT).write_text("{}")
    (folder / "day 2" / "one.mp4").write_text("another one")
    os.rename(folder / "broken.mp4", folder / "mended.mp4")
    os.utime(folder / "day 2" / "走.mp4", (1, 1))
    third = batch(folder, tmp_path / "out")
    assert sorted(third.done) == ["day 2/one.mp4", "mended.mp4", "one.mp4", "two.mp4"]
    assert third.kept == ("day 2/走.mp4",)
    assert kept_result.result_in(results / "two.mp4").provenance.video.name == "two.mp4"


def test_parts_and_several_at_once_give_the_very_table(folder, tmp_path):
    batch(folder, tmp_path / "one")
    batch(folder, tmp_path / "jobs", jobs=3)
    for number in (2, 1):
        part = batch(folder, tmp_path / "parts", shard=Shard(number, 2))
        assert part.written == ()
        assert set(states(part)) == {name for name in states(part) if Shard(number, 2).holds(name)}
    merged = batch(folder, tmp_path / "parts", merge=True)
    assert (merged.done, merged.kept) == ((), ())
    assert table(tmp_path / "one") == table(tmp_path / "jobs") == table(tmp_path / "parts")


def test_what_is_still_to_do_stands_in_the_table(folder, tmp_path):
    batch(folder, tmp_path / "out", shard=Shard(1, 2))
    merged = states(batch(folder, tmp_path / "out", merge=True))
    waiting = {name for name, state in merged.items() if state == "not_screened"}
    assert waiting == {name for name in merged if Shard(2, 2).holds(name)} != set()
    # Whoever is asked for everything does the rest.
    done = batch(folder, tmp_path / "out")
    assert set(done.done) | {"broken.mp4"} >= waiting


def test_merging_names_what_is_there_no_more(folder, tmp_path):
    batch(folder, tmp_path / "out")
    (folder / "two.mp4").unlink()
    (folder / "broken.mp4").unlink()
    merged = batch(folder, tmp_path / "out", merge=True)
    # The broken one had no result, so that nothing is lost of it.
    assert merged.gone == ("two.mp4",)
    assert "two.mp4" not in states(merged)
    assert batch(folder, tmp_path / "out").gone == ()


def test_a_table_too_long_for_a_workbook_is_csv_alone(folder, tmp_path, monkeypatch):
    batch(folder, tmp_path / "out")
    monkeypatch.setattr(batch_folder, "SHEET_ROWS", 4)
    done = batch(folder, tmp_path / "out", merge=True)
    assert [path.name for path in done.written] == ["screenings.csv"]
    # An earlier one would be taken for the same table.
    assert not (tmp_path / "out" / "screenings.xlsx").exists()


def test_results_may_lie_in_the_folder_but_not_among_the_videos(folder, tmp_path):
    first = batch(folder, folder / "out")
    assert batch(folder, folder / "out").kept == tuple(sorted(first.done))
    with pytest.raises(ConfigError, match="cannot lie in “videos”, among the videos"):
        batch(folder, folder)
    with pytest.raises(ConfigError, match="among the videos"):
        batch(folder / "out" / "results" / "day 2", folder / "out")


def test_another_way_of_screening_needs_another_folder(folder, tmp_path):
    batch(folder, tmp_path / "out")
    other = ScreeningRequest(folder, rate=30.0, dots=True)
    with pytest.raises(ConfigError, match="made in another way; what differs: rate, dots"):
        batch(folder, tmp_path / "out", screening=other)
    (tmp_path / "out" / "ledger" / "batch.json").write_text("{")
    with pytest.raises(ConfigError, match=r"“ledger/batch\.json” is damaged"):
        batch(folder, tmp_path / "out")


def test_nothing_to_screen_is_said(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(VideoError, match="no video in the folder “empty”"):
        batch(tmp_path / "empty", tmp_path / "out")
    with pytest.raises(VideoError, match="There is no folder “none”"):
        batch(tmp_path / "none", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_video_that_grows_is_left_for_later(tmp_path):
    (tmp_path / "videos").mkdir()
    path = tmp_path / "videos" / "grow.mp4"
    path.write_bytes(b"")
    [filled] = batch(tmp_path / "videos", tmp_path / "out").table
    assert filled["problem"] == "“grow.mp4” changed while it was analysed."
    assert not (tmp_path / "out" / "results").exists()
    os.utime(path, (1, 1))
    path.chmod(0o600)
    os.rename(path, path.with_name("grown.mp4"))
    assert states(batch(tmp_path / "videos", tmp_path / "out", merge=True)) == {
        "grown.mp4": "not_screened"
    }


@pytest.fixture
def children():
    return tuple(
        Child(number=number, family_name="N.", consent=consent)
        for number, consent in (("one", Consent.YES), ("two", Consent.NO), ("three", Consent.YES))
    )


def test_a_roster_says_whose_video_it_is_and_who_may_not_be_screened(folder, tmp_path, children):
    done = batch(folder, tmp_path / "out", children=children)
    assert done.matches.videos == ("broken.mp4", "day 2/走.mp4")
    assert [child.number for child in done.matches.missing] == ["three"]
    labels = {filled["video"]: filled["child"] for filled in done.table}
    assert labels["one.mp4"] == labels["day 2/one.mp4"] == "one"
    [refused] = [filled for filled in done.table if filled["video"] == "two.mp4"]
    assert refused["problem"] == "There is no consent for child two; it is not screened."
    assert not (tmp_path / "out" / "results" / "two.mp4").exists()
    assert kept_result.result_in(tmp_path / "out" / "results" / "one.mp4").label == "one"
    # A corrected roster renames what is done, and screens nothing anew.
    again = batch(folder, tmp_path / "out", children=(Child(number="ONE", family_name="N."),))
    assert again.done == ("two.mp4",)
    assert kept_result.result_in(tmp_path / "out" / "results" / "one.mp4").label == "ONE"


def test_further_files_are_made_of_what_is_done(tmp_path):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "one.mp4").write_text("")
    out = tmp_path / "out"
    batch(tmp_path / "videos", out)
    before = kept_result.newest(out / "results" / "one.mp4").sha256
    done = batch(
        tmp_path / "videos", out, write_pdf=lambda made, path: path.write_text(made.result.title)
    )
    assert (out / "results" / "one.mp4" / "report.pdf").read_text() == "one.mp4"
    # It was read again, not screened: its process would have another number.
    assert kept_result.newest(out / "results" / "one.mp4").sha256 == before
    assert done.done == ("one.mp4",)


def test_a_full_disk_ends_the_work_and_leaves_what_is_done(folder, tmp_path, monkeypatch):
    create, count = kept_result.create, []

    def full(*arguments):
        count.append(arguments)
        if len(count) == 2:
            raise OSError(28, "No space left on device")
        create(*arguments)

    monkeypatch.setattr(kept_result, "create", full)
    with pytest.raises(
        OutputError, match=r"could not be written: No space left on device.*free some space"
    ):
        batch(folder, tmp_path / "out")
    monkeypatch.undo()
    done = batch(folder, tmp_path / "out")
    assert len(done.kept) == 1
    assert len(done.done) == 3


def test_a_folder_that_cannot_be_written_is_said_before(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="“file” is a file"):
        batch(folder, tmp_path / "file")

    def refuse(path, *_more, **_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="Read-only file system"):
        batch(folder, tmp_path / "out")


def test_a_cancel_ends_all_of_them_and_leaves_nothing_half(folder, tmp_path):
    (folder / "slow 1.mp4").write_text("")
    (folder / "slow 2.mp4").write_text("")
    cancel, told = Cancel(), []

    def stop(row):
        told.append(row.video)
        if len(told) == 5:
            cancel.set()

    with pytest.raises(CancelledError):
        batch(folder, tmp_path / "out", jobs=3, notify=stop, cancel=cancel)
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == ["ledger", "results"]
    for name in ("slow 1.mp4", "slow 2.mp4"):
        (folder / name).unlink()
    assert len(batch(folder, out).kept) == 4


def test_what_a_killed_process_left_is_removed(folder, tmp_path):
    batch(folder, tmp_path / "out")
    made = BatchFolder(tmp_path / "out", ScreeningRequest(folder))
    mine = made.part()
    gone = mine.with_name(mine.name.replace(f"-{os.getpid()}-", "-999999999-"))
    other = mine.with_name(".part-elsewhere-1-abc")
    for path in (mine, gone, other):
        path.mkdir()
    batch(folder, tmp_path / "out")
    assert (mine.exists(), gone.exists(), other.exists()) == (True, False, True)
    os.utime(other, (1, 1))
    batch(folder, tmp_path / "out")
    assert not other.exists()


def run(folder, out, shard):
    """Screen a folder, for a process that is killed."""
    part = Shard.parse(shard) if shard else None
    batch(Path(folder), Path(out), shard=part)


def killed(folder, out, after, shard=""):
    """Run the batch in a process of its own, and kill it; tell whether it was done before."""
    code = "import sys; from tests.engine.pipeline.test_batch import run; run(*sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(out), shard], cwd=ROOT, start_new_session=True
    ) as process:
        try:
            return process.wait(after) == 0
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    return False


@pytest.fixture
def many(tmp_path):
    (tmp_path / "videos").mkdir()
    for number in range(12):
        (tmp_path / "videos" / f"wait {number}.mp4").write_text(str(number))
    return tmp_path / "videos"


def check_killed(folder, out, times, shards=("",)):
    """Kill the work at so many moments, and finish it; the table is that of work that nobody ended."""
    batch(folder, out.with_name("whole"))
    random.seed(times)
    begun = time.monotonic()
    assert killed(folder, out.with_name("timed"), SECONDS)
    took = time.monotonic() - begun
    for number in range(times):
        killed(folder, out, random.uniform(0.3, 1.0) * took, shards[number % len(shards)])
        for result in (out / "results").glob("*"):
            assert kept_result.newest(result).files().keys() >= {RESULT, "people.npz"}
    for shard in shards:
        assert killed(folder, out, SECONDS, shard)
    batch(folder, out, merge=True)
    assert table(out) == table(out.with_name("whole"))
    assert sorted(path.name for path in out.iterdir()) == [
        "ledger",
        "results",
        "screenings.csv",
        "screenings.xlsx",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not there")
def test_killed_at_any_moment_it_goes_on(many, tmp_path):
    check_killed(many, tmp_path / "out", 5)


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not there")
def test_killed_at_any_moment_again_and_again(many, tmp_path):
    check_killed(many, tmp_path / "out", 30, ("1/2", "2/2"))


def test_two_that_write_at_once_do_not_meet(many, tmp_path):
    batch(many, tmp_path / "whole")
    code = "import sys; from tests.engine.pipeline.test_batch import run; run(*sys.argv[1:])"
    command = [sys.executable, "-c", code, str(many), str(tmp_path / "out")]
    # The second pair is one command given twice by mistake.
    for shards in (("1/2", "2/2"), ("", "")):
        both = [subprocess.Popen([*command, shard], cwd=ROOT) for shard in shards]
        assert [each.wait(SECONDS) for each in both] == [0, 0]
    batch(many, tmp_path / "out", merge=True)
    assert table(tmp_path / "out") == table(tmp_path / "whole")


def test_clinic_mode_holds_here_too(folder, tmp_path, monkeypatch):
    fixed = FixedModel.of(resource("models", "sconet_mt_demo"))
    (tmp_path / "clinic.json").write_text(json.dumps(fixed.as_data()))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "clinic.json"))
    with pytest.raises(ClinicError, match="standard settings only; --rate"):
        batch(folder, tmp_path / "out", screening=ScreeningRequest(folder, rate=30.0))
    assert not (tmp_path / "out").exists()
    batch(folder, tmp_path / "out")
    kept = kept_result.result_in(tmp_path / "out" / "results" / "one.mp4")
    assert kept.provenance.operator.endswith(" sconet_mt_demo")


def test_a_bug_ends_the_work_with_its_trace(tmp_path):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "bug.mp4").write_text("")
    with pytest.raises(RuntimeError, match="ValueError: a bug"):
        batch(tmp_path / "videos", tmp_path / "out")


def test_progress_is_the_share_of_all(folder, tmp_path):
    shares = []
    batch(folder, tmp_path / "out", progress=shares.append)
    fractions = [one.fraction for one in shares if one.fraction is not None]
    assert fractions == sorted(fractions)
