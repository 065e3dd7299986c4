"""A folder of videos becomes a dataset: what is done stays done, what is bad is named."""

import errno
import json
import os
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import (
    CancelledError,
    DatasetError,
    OutputError,
    PerceptionError,
    VideoError,
)
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.progress import Cancel
from engine.core.screening_request import MEDIAPIPE
from engine.core.text import text
from engine.datasets.checks import check_dataset
from engine.datasets.origin import origin_of
from engine.datasets.scoliosis1k import read_index, read_silhouettes
from engine.gait.sequence import GaitSequence, SourceFacts
from engine.pipeline import extraction
from engine.pipeline.extraction import extract_videos
from engine.pipeline.screening import Screener
from tests.engine.datasets import made


def sequence(number, frames=20):
    return GaitSequence(
        silhouettes=made.walker(number, frames),
        keypoints=made.keypoints(number, frames),
        seconds=np.arange(frames) / 15,
        source=SourceFacts(640, 480, 30.0, sha256=f"{number:064d}"),
        keypoint_set="blazepose",
    )


def lacks(severity):
    code = FindingCode.FRAMES_MISSING
    what = text("Pictures are missing: {severity}.", severity=severity.value)
    return [Finding(code=code, severity=severity, message=what, remedy=text("Copy it again."))]


@pytest.fixture
def watched(monkeypatch):
    """Perception made up: a video holds a number; what was read is listed."""
    read = []

    def analyse(_screener, request, **_more):
        path = request.path
        content = path.read_text()
        read.append(path.name)
        if content == "bad":
            raise VideoError(text("It is damaged."), text("Copy it again."))
        walker = None if content == "nobody" else 0
        made_up = sequence(0) if walker is None else sequence(int(content))
        if content == "77":
            made_up = replace(made_up, silhouettes=np.zeros_like(made_up.silhouettes))
        findings = lacks(Severity.CARE) + lacks(Severity.INFO) if content == "5" else []
        recording = SimpleNamespace(
            walker=walker,
            tracks=[SimpleNamespace(speed_factor=None)],
            keypoint_set="blazepose",
            estimator="made up",
            findings=findings,
        )
        return SimpleNamespace(recording=recording, sequences=(made_up,))

    monkeypatch.setattr(Screener, "analyse", analyse)
    return read


@pytest.fixture
def home(tmp_path):
    """Three videos and a list of them."""
    (tmp_path / "videos" / "day 2").mkdir(parents=True)
    for number, name in enumerate(["a.mp4", "b.mp4", "day 2/c.mp4"]):
        (tmp_path / "videos" / name).write_text(str(number))
    lines = "video,class,subject\na.mp4,Positive,ann\nb.mp4,negative,ben\nday 2\\c.mp4,neutral,\n"
    (tmp_path / "labels.csv").write_text(lines)
    return tmp_path


def extract(home, **more):
    return extract_videos(home / "videos", home / "labels.csv", home / "out", **more)


def test_videos_become_a_dataset(home, watched):
    done = extract(home, licence="Consent for research at our school.")
    assert done.extracted == ("a.mp4", "b.mp4", "day 2/c.mp4")
    entries = read_index(home / "out")
    assert [entry.class_name.value for entry in entries] == ["positive", "negative", "neutral"]
    assert [entry.subject for entry in entries] == ["ann", "ben", None]
    assert np.array_equal(read_silhouettes(entries[1]), made.walker(1, 20))
    assert not check_dataset(home / "out").broken
    origin = origin_of(home / "out")
    assert (origin.kind, origin.keypoint_set) == ("extracted", "blazepose")
    assert origin.licence == "Consent for research at our school."


def test_what_is_done_is_not_done_again(home, watched):
    extract(home)
    again = extract(home)
    assert (again.extracted, len(again.kept), len(watched)) == ((), 3, 3)


def test_work_goes_on_after_a_cancel(home, watched):
    cancel = Cancel()

    class Once(Screener):
        def analyse(self, request, **more):
            if request.path.name == "b.mp4":
                cancel.set()
                raise CancelledError
            return super().analyse(request, **more)

    with pytest.raises(CancelledError):
        extract(home, screener=Once(), cancel=cancel)
    assert watched == ["a.mp4"]
    done = extract(home)
    assert (done.kept, done.extracted) == (("a.mp4",), ("b.mp4", "day 2/c.mp4"))
    assert len(read_index(home / "out")) == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [("bad", "damaged"), ("nobody", "Nobody is walking"), ("77", "No frame shows")],
)
def test_one_bad_video_does_not_end_the_rest(home, watched, content, reason):
    (home / "videos" / "b.mp4").write_text(content)
    done = extract(home)
    assert set(done.failed) == {"b.mp4"}
    assert reason in str(done.failed["b.mp4"])
    assert len(done.extracted) == 2
    (home / "videos" / "b.mp4").write_text("1")
    mended = extract(home)
    assert (mended.extracted, mended.failed) == (("b.mp4",), {})
    assert len(read_index(home / "out")) == 3


def test_a_video_whose_file_lacks_pictures_is_extracted_and_named(home, watched):
    (home / "videos" / "b.mp4").write_text("5")
    done = extract(home)
    assert len(done.extracted) == 3
    assert {name: str(what) for name, what in done.incomplete.items()} == {
        "b.mp4": "Pictures are missing: care."
    }


def test_a_video_that_is_missing_or_elsewhere_is_named(home, watched):
    (home / "secret.mp4").write_text("3")
    with (home / "labels.csv").open("a") as stream:
        stream.write("gone.mp4,neutral,\n../secret.mp4,neutral,\n")
    assert set(extract(home).failed) == {"gone.mp4", "../secret.mp4"}
    assert "secret.mp4" not in watched


def test_a_changed_label_moves_a_sequence_without_reading_it_again(home, watched):
    extract(home)
    lines = (home / "labels.csv").read_text().replace("a.mp4,Positive,ann", "a.mp4,neutral,amy")
    (home / "labels.csv").write_text(lines)
    extract(home)
    first = read_index(home / "out")[0]
    assert (first.class_name, first.subject) == (ClassName.NEUTRAL, "amy")
    assert first.pose is not None
    assert len(watched) == 3


def test_another_file_of_the_same_name_is_read_again(home, watched):
    extract(home)
    (home / "videos" / "a.mp4").write_text("8")
    os.utime(home / "videos" / "a.mp4", (1, 1))
    assert extract(home).extracted == ("a.mp4",)
    entries = read_index(home / "out")
    assert len(entries) == 3
    assert np.array_equal(read_silhouettes(entries[0]), made.walker(8, 20))


def test_half_a_sequence_of_a_killed_run_is_replaced(home, watched):
    left = home / "out" / "silhouettes" / "00000" / "Negative" / "000_180" / "000_180.pkl"
    extract(home)
    told = json.loads((home / "out" / "extracted.json").read_text())
    del told["videos"]["a.mp4"]
    (home / "out" / "extracted.json").write_text(json.dumps(told))
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    extract(home)
    assert len(read_index(home / "out")) == 3


def test_a_full_disk_ends_the_work_and_keeps_what_is_done(home, watched, monkeypatch):
    original = extraction.write_sequence

    def full(root, id, *rest):
        if id == "00001":
            raise OutputError(text("No space."), text("Free some."))
        original(root, id, *rest)

    monkeypatch.setattr(extraction, "write_sequence", full)
    with pytest.raises(OutputError):
        extract(home)
    monkeypatch.setattr(extraction, "write_sequence", original)
    assert extract(home).kept == ("a.mp4",)


def test_a_class_that_cannot_be_moved_is_told(home, watched, monkeypatch):
    extract(home)
    lines = (home / "labels.csv").read_text().replace("Positive", "neutral")
    (home / "labels.csv").write_text(lines)

    def refuse(*_paths):
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(extraction.os, "replace", refuse)
        with pytest.raises(OutputError, match="Permission denied"):
            extract(home)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("film,class\na,positive\n", "needs the columns"),
        ("video,class\na.mp4,postive\n", "unknown class “postive”"),
        ("video,class\na.mp4,positive\na.mp4,neutral\n", "twice"),
        ("video,class\n", "lists 0 videos"),
        ("video,class\na.mp4\n", "needs the columns"),
    ],
)
def test_lists_that_are_none(home, watched, lines, words):
    (home / "labels.csv").write_text(lines)
    with pytest.raises(DatasetError, match=words):
        extract(home)
    assert not (home / "out").exists()


def test_another_dataset_is_not_written_into(home, watched):
    made.dataset(home / "out", 3)
    with pytest.raises(DatasetError, match="not extracted"):
        extract(home)


def test_a_damaged_record_is_told(home, watched):
    extract(home)
    (home / "out" / "extracted.json").write_text("{")
    with pytest.raises(DatasetError, match="damaged"):
        extract(home)
    with pytest.raises(DatasetError, match="damaged"):
        origin_of(home / "out")


def test_what_an_earlier_version_noted_is_read(home, watched):
    """The file as it was written before the ledger became a piece of its own."""
    extract(home)
    facts = (home / "videos" / "a.mp4").stat()
    noted = {
        "format": "scolioapp.extracted/1",
        "licence": "Consent.",
        "keypoint_set": "blazepose",
        "estimator": "made up",
        "rate": 15.0,
        "videos": {
            "a.mp4": {
                "id": "00000",
                "class_name": "positive",
                "subject": "ann",
                "size": facts.st_size,
                "mtime_ns": facts.st_mtime_ns,
                "sha256": "0" * 64,
                "frames": 20,
            }
        },
    }
    (home / "out" / "extracted.json").write_text(json.dumps(noted, indent=1) + "\n")
    done = extract(home)
    assert (done.kept, done.extracted) == (("a.mp4",), ("b.mp4", "day 2/c.mp4"))
    again = json.loads((home / "out" / "extracted.json").read_text())
    assert again["videos"]["a.mp4"] == noted["videos"]["a.mp4"]
    assert {name: again[name] for name in noted if name != "videos"} == {
        name: noted[name] for name in noted if name != "videos"
    }


def test_other_networks_read_the_videos(home, watched, monkeypatch, tmp_path):
    opened, asked = [], []
    monkeypatch.setattr(extraction, "open_estimator", lambda *chosen: opened.append(chosen))
    analyse = Screener.analyse
    monkeypatch.setattr(
        Screener,
        "analyse",
        lambda self, request, **more: asked.append(request) or analyse(self, request, **more),
    )
    extract(home, pose=MEDIAPIPE, segmenter=tmp_path / "seg")
    assert opened == [(MEDIAPIPE, tmp_path / "seg")]
    assert {(one.pose, one.segmenter) for one in asked} == {(MEDIAPIPE, tmp_path / "seg")}


def test_networks_that_cannot_be_opened_are_said_once(home, watched):
    with pytest.raises(PerceptionError, match=r"card\.yaml"):
        extract(home, pose=home / "nowhere")
    assert not watched
    assert not (home / "out").exists()
