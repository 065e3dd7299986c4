"""Objects as files: named by their UIDs, whole or not there; a sentence where the packages are missing."""

import re
import subprocess
import sys

import pydicom
import pytest

from engine.core.errors import OutputError
from engine.export.dicom import Kind, write_objects
from engine.export.dicom.identifiers import instance_uid
from engine.export.signed_report import ReportedPatient
from tests.engine.export import report_fixtures as fixtures
from tests.patience import SECONDS

WITHOUT = """
import sys
for name in ("pydicom", "highdicom"):
    sys.modules[name] = None
import scolioapp.__main__
import engine.cli.main
from engine.core.errors import ScolioError
from engine.export.dicom import Kind, dicom_objects, write_objects
from tests.engine.export.report_fixtures import signed_report
from pathlib import Path
for frozen in (False, True):
    sys.frozen = frozen
    for attempt in (
        lambda: dicom_objects(signed_report(), kinds=Kind, say=str),
        lambda: write_objects(signed_report(), Path("nowhere"), kinds=Kind, say=str),
    ):
        try:
            attempt()
        except ScolioError as error:
            print(error.code, error)
assert not Path("nowhere").exists()
"""


def test_files_are_named_by_uids_and_nobody_is(tmp_path):
    report = fixtures.signed_report(
        patient=ReportedPatient("../S-1", "Anna"), video=fixtures.h264_video()
    )
    folder = tmp_path / "new" / "folder"
    paths = write_objects(report, folder, kinds=Kind, say=str)
    assert [path.name for path in paths] == [f"{instance_uid(report, kind)}.dcm" for kind in Kind]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert all(re.fullmatch(r"2\.25\.[0-9]+\.dcm", path.name) for path in paths)
    assert {str(pydicom.dcmread(path).PatientName) for path in paths} == {"Anna"}


def test_writing_twice_leaves_the_same_files(tmp_path):
    report = fixtures.signed_report()
    paths = write_objects(report, tmp_path, kinds=[Kind.SR, Kind.PDF], say=str)
    before = [path.read_bytes() for path in paths]
    assert write_objects(report, tmp_path, kinds=[Kind.PDF, Kind.SR], say=str) == paths
    assert [path.read_bytes() for path in paths] == before
    assert len(list(tmp_path.iterdir())) == 2


def test_an_amendment_lies_beside_the_first(tmp_path):
    first = write_objects(fixtures.signed_report(), tmp_path, kinds=[Kind.PDF], say=str)
    second = write_objects(fixtures.amended_report(), tmp_path, kinds=[Kind.PDF], say=str)
    assert sorted(tmp_path.iterdir()) == sorted(first + second)


def test_nothing_is_written_where_one_object_cannot_be_made(tmp_path):
    report = fixtures.signed_report(video=b"no video at all")
    with pytest.raises(OutputError, match="video"):
        write_objects(report, tmp_path / "folder", kinds=Kind, say=str)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path):
    place = tmp_path / "file"
    place.write_bytes(b"mine")
    with pytest.raises(OutputError):
        write_objects(fixtures.signed_report(), place, kinds=[Kind.PDF], say=str)
    assert place.read_bytes() == b"mine"


def test_a_disk_that_fills_up_leaves_no_half_file(tmp_path, monkeypatch):
    def full(_path, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OutputError, match="No space left"):
        write_objects(fixtures.signed_report(), tmp_path, kinds=[Kind.PDF], say=str)
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_program_starts_and_says_how_to_get_it(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        capture_output=True, text=True, check=False, timeout=SECONDS, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    remedies = ["Install the extra: pip install “scolioapp[dicom]”."] * 2
    remedies += ["install the complete ScolioApp package."] * 2
    assert len(lines) == len(remedies)
    for line, remedy in zip(lines, remedies, strict=True):
        assert line.startswith("missing_extra This needs the package “pydicom”")
        assert line.endswith(remedy)


def test_the_packages_are_loaded_only_when_something_is_made():
    look = "import sys, engine.export.dicom; print({'pydicom', 'highdicom'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=SECONDS
    )
    assert done.stdout.strip() == "set()"
