"""Protected records in the built program: they open with a password, and a signed result leaves as DICOM."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.export.peers import OBJECTS, DicomPeer
from tests.app.storage.records.made_records import PASSWORD
from tests.frozen.made_home import LOGIN, make_home
from tests.frozen.shown import Shown, shown
from tests.frozen.test_manners import linux

keyboard = pytest.mark.skipif(
    None in (shutil.which("Xvfb"), shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)


def checks(said):
    return {one["name"]: one for one in json.loads(said.stdout)["checks"]}


def unlock(window: Shown, records: Path) -> None:
    """Type login and password, and wait until the trail notes it."""
    anchor = (records / "trail.anchor").read_bytes()
    window.take_keyboard()
    for words in (LOGIN, PASSWORD):
        window.type(words)
        window.press("Return")
    window.until(lambda: (records / "trail.anchor").read_bytes() != anchor, "the records open")


@linux
def test_every_part_of_records_is_verified_with_a_password(program):
    make_home(program.home, program.sample)
    # A session of its own: the password is read from the terminal where there is one.
    asking = ("doctor", "--json", "--records-user", LOGIN)
    said = program(*asking, input=f"{PASSWORD}\n", start_new_session=True)
    assert checks(said)["records:verify"]["state"] == "ok", said.stdout + said.stderr


@linux
@keyboard
def test_records_open_in_the_window_with_their_password(program):
    records = make_home(program.home, program.sample)
    with shown(program) as window:
        unlock(window, records)


@linux
@keyboard
def test_a_signed_result_reaches_an_archive_as_four_objects(program, tmp_path):
    """The page is painted, the picture drawn and the video taken over by the built program itself."""
    if not program.trains:
        pytest.skip("the flavour that a clinic installs has no DICOM, and says so")
    from pydicom import dcmread

    with archive(tmp_path / "came") as peer:
        records = make_home(program.home, program.sample, peer)
        with shown(program) as window:
            unlock(window, records)
            window.until(lambda: len(kept_by_archive(tmp_path)) == len(OBJECTS), "all objects")
    came = [dcmread(path) for path in kept_by_archive(tmp_path)]
    assert sorted(one.Modality for one in came) == ["DOC", "SR", "XC", "XC"]
    assert {str(one.PatientID) for one in came} == {"S-17"}
    assert next(one for one in came if one.Modality == "DOC").EncapsulatedDocument[:5] == b"%PDF-"


def kept_by_archive(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "came").glob("*.dcm"))


@contextmanager
def archive(folder: Path) -> Iterator[DicomPeer]:
    """Run an archive that keeps whatever it takes, each object in a file."""
    from pynetdicom import AE, evt
    from pynetdicom.sop_class import (
        ComprehensiveSRStorage,
        EncapsulatedPDFStorage,
        SecondaryCaptureImageStorage,
        VideoPhotographicImageStorage,
    )

    def keep(event) -> int:
        whole = event.dataset
        whole.file_meta = event.file_meta
        being = folder / f"{whole.SOPInstanceUID}.part"
        whole.save_as(being, enforce_file_format=True)
        being.rename(being.with_suffix(".dcm"))
        return 0

    folder.mkdir()
    entity = AE(ae_title="ARCHIVE")
    for kind in (ComprehensiveSRStorage, EncapsulatedPDFStorage, SecondaryCaptureImageStorage):
        entity.add_supported_context(kind)
    films = ["1.2.840.10008.1.2.4.102", "1.2.840.10008.1.2.4.104"]
    entity.add_supported_context(VideoPhotographicImageStorage, films)
    server = entity.start_server(
        ("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_C_STORE, keep)]
    )
    port = server.socket.getsockname()[1]
    try:
        yield DicomPeer(
            name="Archive", host="127.0.0.1", port=port, called="ARCHIVE", takes=OBJECTS, seconds=60
        )
    finally:
        server.shutdown()
        entity.shutdown()
