"""The check of a dataset: each fault is named, for the right sequence, and nothing in a file is run."""

import csv
import io
import json
import os
import shutil

import cv2
import numpy as np
import pytest

from engine.core.errors import CancelledError, DatasetError, OutputError
from engine.core.progress import Cancel
from engine.datasets import scoliosis1k
from engine.datasets.check_report import DatasetReport, Problem, Severity
from engine.datasets.checks import check_dataset
from engine.datasets.packing import PackRequest, pack_dataset
from engine.runtime.pickles import write_array
from tests.engine.datasets import made


@pytest.fixture
def root(tmp_path):
    return made.dataset(tmp_path / "data", 6)


def pickle_of(root, id, kind="silhouettes"):
    return next((root / kind / id).rglob("*.pkl"))


def found(report, problem):
    return [one for one in report.findings if one.problem is problem]


def only(report, problem, sequence):
    """The one finding of this kind, which is about this sequence."""
    (one,) = found(report, problem)
    assert one.sequence == sequence
    return one


def test_a_sound_dataset_has_no_finding(root):
    report = check_dataset(root)
    assert report.findings == ()
    assert not report.broken
    assert (report.sequences, report.usable, report.people, report.form) == (6, 6, 6, "prepared")
    assert {count.sequences for count in report.classes.values()} == {2}


def test_a_pickle_with_code_is_refused_and_not_run(root, tmp_path):
    witness = tmp_path / "witness"
    code = f"cos\nsystem\n(S'touch {witness}'\ntR."
    pickle_of(root, "00001").write_bytes(code.encode())
    one = only(check_dataset(root), Problem.CODE_IN_PICKLE, "00001")
    assert one.severity is Severity.BROKEN
    assert "nothing in it was run" in str(one.message)
    assert one.place == "silhouettes/00001/Neutral/000_180/000_180.pkl"
    assert not witness.exists()


def test_a_truncated_file(root):
    path = pickle_of(root, "00002", "pose")
    path.write_bytes(path.read_bytes()[:-100])
    assert "damaged" in str(only(check_dataset(root), Problem.UNREADABLE, "00002").message)


def test_a_misspelt_class_folder_is_named_with_the_nearest(root):
    folder = root / "silhouettes" / "00002"
    (folder / "Positive").rename(folder / "Postive")
    report = check_dataset(root)
    one = only(report, Problem.UNKNOWN_CLASS, "00002")
    assert "“Postive”" in str(one.message)
    assert "Did you mean “Positive”?" in str(one.remedy)
    assert (report.sequences, report.usable) == (6, 5)
    with pytest.raises(DatasetError, match="Did you mean “Positive”"):
        scoliosis1k.read_index(root)


def test_a_class_folder_that_is_like_none(root):
    folder = root / "silhouettes" / "00002"
    (folder / "Positive").rename(folder / "zzz")
    assert "Classes are" in str(only(check_dataset(root), Problem.UNKNOWN_CLASS, "00002").remedy)


@pytest.mark.parametrize(
    ("array", "problem"),
    [
        (np.ones((5, 64, 44), np.uint8), Problem.WRONG_SHAPE),
        (np.ones((64, 64), np.uint8), Problem.WRONG_SHAPE),
        (np.float32(3.0).reshape(()), Problem.WRONG_SHAPE),
        (made.walker(3).astype(np.float32), Problem.WRONG_TYPE),
        (np.zeros((0, 64, 64), np.uint8), Problem.NO_FRAMES),
        (np.zeros((8, 64, 64), np.uint8), Problem.EMPTY_FRAMES),
        (np.full((8, 64, 64), 255, np.uint8), Problem.CONSTANT_FRAMES),
        (np.repeat(made.walker(3)[:1], 8, axis=0), Problem.STANDING_STILL),
        (np.roll(made.walker(3), 9, axis=2), Problem.OFF_CENTRE),
    ],
)
def test_wrong_silhouettes(root, array, problem):
    write_array(pickle_of(root, "00003"), array)
    report = check_dataset(root)
    one = only(report, problem, "00003")
    harmless = (Problem.STANDING_STILL, Problem.OFF_CENTRE)
    assert one.severity is (Severity.WARNING if problem in harmless else Severity.BROKEN)


def test_some_empty_frames_are_noted(root):
    array = made.walker(3, 20)
    array[4] = 0
    write_array(pickle_of(root, "00003"), array)
    write_array(pickle_of(root, "00003", "pose"), made.keypoints(3, 20))
    report = check_dataset(root)
    assert only(report, Problem.EMPTY_FRAMES, "00003").severity is Severity.NOTE
    assert not report.broken


def test_poses_that_are_missing_empty_or_of_other_frames(root):
    shutil.rmtree(root / "pose" / "00000")
    write_array(pickle_of(root, "00001", "pose"), np.zeros((9, 17, 3), np.float32))
    write_array(pickle_of(root, "00002", "pose"), made.keypoints(2, 4))
    write_array(pickle_of(root, "00003", "pose"), np.ones((8, 17, 3), np.int64))
    report = check_dataset(root)
    assert only(report, Problem.POSE_MISSING, "00000").severity is Severity.WARNING
    assert only(report, Problem.POSE_EMPTY, "00001").severity is Severity.BROKEN
    one = only(report, Problem.COUNTS_DISAGREE, "00002")
    assert "10 silhouettes but 4 poses" in str(one.message)
    assert only(report, Problem.WRONG_TYPE, "00003").severity is Severity.BROKEN
    order = [list(Severity).index(finding.severity) for finding in report.findings]
    assert order == sorted(order)


def test_no_pose_at_all_is_said_once(tmp_path):
    report = check_dataset(made.dataset(tmp_path, 3, pose=False))
    assert only(report, Problem.POSE_MISSING, "").severity is Severity.NOTE


def test_copies_are_found_by_content(root):
    shutil.copy(pickle_of(root, "00000"), pickle_of(root, "00003"))
    shutil.copy(pickle_of(root, "00001"), pickle_of(root, "00005"))
    (root / "subjects.csv").write_text(
        "id,subject\n0,a\n3,a\n" + "\n".join(f"{n},person {n}" for n in (1, 2, 4, 5)) + "\n"
    )
    same, other = sorted(
        found(check_dataset(root), Problem.SAME_CONTENT), key=lambda one: one.sequence
    )
    assert (same.sequence, same.severity) == ("00003", Severity.WARNING)
    assert (other.sequence, other.severity) == ("00005", Severity.BROKEN)
    assert "00001" in str(other.message)


def test_one_id_in_two_classes(root):
    folder = root / "silhouettes" / "00002"
    shutil.copytree(folder / "Positive", folder / "Neutral")
    assert only(check_dataset(root), Problem.SAME_ID, "00002").severity is Severity.BROKEN
    with pytest.raises(DatasetError, match="two folders"):
        scoliosis1k.read_index(root)


def test_strays_are_named(root):
    folder = root / "silhouettes"
    (folder / "00004").rename(folder / "4")
    view = folder / "00002" / "Positive" / "000_180"
    view.rename(folder / "00002" / "000_180")
    (folder / "00002" / "Positive").rmdir()
    strays = found(check_dataset(root), Problem.WRONG_LAYOUT)
    assert [one.sequence for one in strays] == ["", "00002"]
    assert strays[0].place.startswith("4/")
    assert strays[1].place == "00002/000_180/000_180.pkl"


def test_a_folder_one_step_off_names_the_right_one(root):
    report = check_dataset(root.parent)
    assert report.broken
    assert "“data”" in str(only(report, Problem.WRONG_LAYOUT, "").remedy)
    inside = check_dataset(root / "silhouettes" / "00002")
    assert "“silhouettes”" in str(only(inside, Problem.WRONG_LAYOUT, "").remedy)


def test_an_empty_folder_and_none(tmp_path):
    report = check_dataset(tmp_path)
    assert only(report, Problem.WRONG_LAYOUT, "").severity is Severity.BROKEN
    with pytest.raises(DatasetError, match="no folder"):
        check_dataset(tmp_path / "nowhere")


def test_people_nobody_knows(root):
    lines = (root / "subjects.csv").read_text().splitlines()
    (root / "subjects.csv").write_text("\n".join(lines[:-1]) + "\n")
    assert "Sequence 00005 is missing" in str(
        only(check_dataset(root), Problem.SUBJECT_UNKNOWN, "").message
    )
    (root / "subjects.csv").unlink()
    report = check_dataset(root)
    assert "leakage is possible" in str(only(report, Problem.NO_SUBJECTS, "").remedy)
    assert report.people is None


def test_reports_are_saved_as_json_and_csv(root, tmp_path):
    pickle_of(root, "00003").write_bytes(b"=cmd")
    report = check_dataset(root)
    report.save(tmp_path / "report.json")
    report.save(tmp_path / "report.csv")
    again = DatasetReport.model_validate_json((tmp_path / "report.json").read_text())
    assert again == report
    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text())))
    assert [row["problem"] for row in rows] == ["unreadable"]
    with pytest.raises(OutputError):
        report.save(tmp_path / "report.json" / "inside")


def test_a_store_is_read_through(root, tmp_path):
    pickle_of(root, "00005").write_bytes(b"")
    before = check_dataset(root)
    index = pack_dataset(PackRequest(root, workers=1), tmp_path / "store")
    report = check_dataset(tmp_path / "store")
    assert report.form == "packed"
    assert only(report, Problem.LEFT_OUT, "00005").severity is Severity.WARNING
    assert not report.broken
    assert report.sha256 == index.source_sha256 == before.sha256
    path = tmp_path / "store" / "maps_shared_crop.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 255
    told = path.stat()
    path.write_bytes(content)

    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    changed = only(check_dataset(tmp_path / "store"), Problem.FILE_CHANGED, "")
    assert changed.place == "maps_shared_crop.npy"


def test_cancel(root):
    cancel = Cancel()
    with pytest.raises(CancelledError):
        check_dataset(root, progress=lambda _: cancel.set(), cancel=cancel)


def mask(number, frame):
    """A raw mask of 240 x 320: a person somewhere in the picture."""
    picture = np.zeros((240, 320), np.uint8)
    picture[40:200, 100 + frame : 140 + frame + number] = 255
    return picture


def raw_dataset(root, people=3, frames=12):
    """Masks and poses, a file a frame; frame 10 comes after frame 9, not after frame 1."""
    for number in range(people):
        place = f"{number:05d}/{made.CLASSES[number % 3].value.capitalize()}/000_180"
        (root / "silhouettes" / place).mkdir(parents=True)
        (root / "pose" / place).mkdir(parents=True)
        points = made.keypoints(number, frames)
        for frame in range(frames):
            cv2.imwrite(str(root / "silhouettes" / place / f"{frame}.png"), mask(number, frame))
            numbers = [float(value) for value in points[frame].ravel()]
            people_there = [] if frame == 5 else [{"pose_keypoints_2d": numbers}]
            file = root / "pose" / place / f"{frame}_keypoints.json"
            file.write_text(json.dumps({"version": 1.1, "people": people_there}))
    return root


def test_raw_masks_and_poses_become_the_same_arrays(tmp_path):
    from engine.gait.silhouettes import normalize_silhouette

    root = raw_dataset(tmp_path / "raw")
    entries = scoliosis1k.read_index(root)
    assert [entry.class_name for entry in entries] == made.CLASSES
    silhouettes = scoliosis1k.read_silhouettes(entries[1])
    expected = np.stack([normalize_silhouette(mask(1, frame)) for frame in range(12)])
    assert np.array_equal(silhouettes, expected)
    points = scoliosis1k.read_keypoints(entries[1])
    assert not points[5].any()
    kept = [frame for frame in range(12) if frame != 5]
    assert np.array_equal(points[kept], made.keypoints(1, 12)[kept])
    report = check_dataset(root)
    assert (report.form, report.frames, report.broken) == ("raw", 36, False)


def test_raw_faults(tmp_path):
    root = raw_dataset(tmp_path / "raw")
    masks = root / "silhouettes" / "00000" / "Negative" / "000_180"
    content = (masks / "3.png").read_bytes()
    (masks / "3.png").write_bytes(content[:60])
    poses = root / "pose" / "00001" / "Neutral" / "000_180"
    (poses / "3_keypoints.json").write_text('{"people": [{"pose_keypoints_2d": [1, 2]}]}')
    cv2.imwrite(str(root / "silhouettes/00002/Positive/000_180/4.png"), np.zeros((9, 9), np.uint8))
    report = check_dataset(root)
    broken = {one.sequence: one for one in found(report, Problem.UNREADABLE)}
    assert set(broken) == {"00000", "00001"}
    assert "3.png" in str(broken["00000"].message)
    assert "51 numbers" in str(broken["00001"].remedy)
    assert only(report, Problem.EMPTY_FRAMES, "00002").severity is Severity.NOTE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + b"\xff" * 8 + bytes(16) + b"IEND\xaeB`\x82",
    ],
)
def test_masks_that_are_none(tmp_path, content):
    root = raw_dataset(tmp_path / "raw", people=1, frames=6)
    (root / "silhouettes/00000/Negative/000_180/3.png").write_bytes(content)
    with pytest.raises(DatasetError, match=r"3\.png"):
        scoliosis1k.read_silhouettes(scoliosis1k.read_index(root)[0])


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"people": [1]}', '{"people": 3}', "[" * 100_000, '{"people":[{}]}'],
)
def test_poses_that_are_none(tmp_path, content):
    root = raw_dataset(tmp_path / "raw", people=1, frames=6)
    (root / "pose/00000/Negative/000_180/3_keypoints.json").write_text(content)
    with pytest.raises(DatasetError, match="3_keypoints"):
        scoliosis1k.read_keypoints(scoliosis1k.read_index(root)[0])


def test_a_raw_dataset_is_packed_like_a_prepared_one(tmp_path):
    root = raw_dataset(tmp_path / "raw")
    (root / "simulated.json").write_text("{}")
    index = pack_dataset(PackRequest(root, workers=1), tmp_path / "store")
    assert index.source_sha256 == check_dataset(root).sha256
    for before, after in zip(
        scoliosis1k.read_index(root), scoliosis1k.read_index(tmp_path / "store"), strict=True
    ):
        assert np.array_equal(
            scoliosis1k.read_silhouettes(before), scoliosis1k.read_silhouettes(after)
        )
        assert np.array_equal(scoliosis1k.read_keypoints(before), scoliosis1k.read_keypoints(after))


def test_poses_may_lie_beside_the_masks(tmp_path):
    root = raw_dataset(tmp_path / "raw", people=1)
    place = "00000/Negative/000_180"
    for file in (root / "pose" / place).iterdir():
        file.rename(root / "silhouettes" / place / file.name)
    shutil.rmtree(root / "pose")
    (entry,) = scoliosis1k.read_index(root)
    assert scoliosis1k.read_keypoints(entry).shape == (12, 17, 3)
    assert len(scoliosis1k.read_silhouettes(entry)) == 12
