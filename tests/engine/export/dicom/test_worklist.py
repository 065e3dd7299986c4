"""Worklists in several character sets: whole names, faulty rows named, each fault a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pynetdicom import AE, evt

from engine.core.errors import PeerError
from engine.export.dicom.worklist import Asked, Question, Worklist, ask
from engine.export.peers import DicomPeer
from engine.export.signed_report import Order
from engine.roster.entries import Child
from tests.engine.export.dicom.fake_peers import end_silent, peer_at, raw_peer
from tests.patience import SECONDS

DAY = datetime.date(2026, 11, 30)
QUESTION = Question(DAY, DAY, "SCOLIOAPP", "XC")
FIND = "1.2.840.10008.5.1.4.31"

Rows = Callable[[Any], Iterator[tuple[int, Dataset | None]]]


@contextmanager
def worklist(rows: Rows) -> Iterator[DicomPeer]:
    """Run a worklist that gives rows."""
    entity = AE(ae_title="FAKE")
    entity.acse_timeout, entity.maximum_associations = SECONDS, 100
    entity.add_supported_context(FIND)
    server = entity.start_server(
        ("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_C_FIND, rows)]
    )
    try:
        yield peer_at(server.socket.getsockname()[1])
    finally:
        end_silent()
        server.shutdown()
        entity.shutdown()


def row(
    name: str = "Wang^Xiaoming=王^小明", charset: str | list[str] = "ISO_IR 192", **other: str
) -> Dataset:
    step, made = Dataset(), Dataset()
    made.SpecificCharacterSet = charset
    made.PatientName, made.PatientID = name, "P-1"
    made.PatientBirthDate, made.PatientSex = "20140506", "F"
    made.AccessionNumber, made.StudyInstanceUID = "A-1", "1.2.3"
    made.RequestedProcedureID, made.RequestedProcedureDescription = "RP-1", "检查"
    step.ScheduledProcedureStepStartDate = "20261130"
    step.ScheduledProcedureStepStartTime = "083000"
    step.ScheduledProcedureStepID = "SPS-1"
    for key, value in other.items():
        setattr(step if key.startswith("Scheduled") else made, key, value)
    made.ScheduledProcedureStepSequence = [step]
    return made


def answer(*rows: Dataset) -> Worklist:
    with worklist(lambda _: iter([(0xFF00, each) for each in rows])) as peer:
        return ask(peer, QUESTION)


def told(found: Worklist) -> str:
    assert found.asked == ()
    (sentence,) = found.faulty
    return str(sentence)


def escaped() -> Dataset:
    """Return the row in GB 2312 with code extensions, as PS3.5 has it in K.2."""
    made, gb = row(charset=["", "ISO 2022 IR 58"]), b"\x1b$)A"
    family, given = (gb + each.encode("gb2312") for each in ("王", "小明"))
    made.PatientName = b"Wang^Xiaoming=" + family + b"^" + given
    made.add_new("RequestedProcedureDescription", "LO", gb + "检查".encode("gb2312"))
    return made


@pytest.mark.parametrize("made", [row(), row(charset="GB18030"), escaped()])
def test_a_chinese_name_comes_whole_in_each_character_set(made: Dataset) -> None:
    (found,) = answer(made).asked
    assert found == Asked(
        Child(
            number="P-1",
            family_name="王",
            given_name="小明",
            birth=datetime.date(2014, 5, 6),
            sex="female",
        ),
        DAY,
        "08:30",
        Order("A-1", "1.2.3", "RP-1", "SPS-1", "检查"),
    )
    assert found.child.full_name == "王小明"


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Müller^Anna Maria", "Müller", "Anna Maria"),
        ("王^小明", "王", "小明"),
        ("王小明", "王小明", ""),
        ("^Anna", "Anna", ""),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "山田", "太郎"),
        ("Lee^Ann^^Dr", "Lee", "Ann"),
    ],
)
def test_parts_of_names(name: str, family: str, given: str) -> None:
    (found,) = answer(row(name)).asked
    assert (found.child.family_name, found.child.given_name) == (family, given)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"PatientID": ""}, "Row 1 of the worklist has no patient id."),
        ({"name": "^^"}, "Row 1 of the worklist (patient P-1) has no name."),
        ({"StudyInstanceUID": ""}, ""),
        ({"PatientBirthDate": ""}, ""),
        ({"ScheduledProcedureStepStartDate": ""}, "(patient P-1) has a date that is none: “”"),
    ],
)
def test_a_row_that_lacks_something(change: dict[str, str], sentence: str) -> None:
    found = answer(row(**change))
    if sentence:
        assert sentence in told(found)
    else:
        assert len(found.asked) == 1


def test_characters_that_are_not_of_the_named_character_set() -> None:
    """GB 18030 that says that it is plain letters, and GB 18030 that says that it is UTF-8."""
    nothing = row("A^B", "ISO_IR 6", RequestedProcedureDescription="")
    nothing.PatientName = "王^小明".encode("gb18030")
    wrong = row("A^B", RequestedProcedureDescription="")
    wrong.PatientName = "王^小明".encode("gb18030")
    for each in (nothing, wrong):
        assert "characters that are not of the character set" in told(answer(each))


def test_faulty_rows_cost_only_themselves() -> None:
    found = answer(row(), row(PatientID=""), row("李^雷", PatientID="P-2"))
    assert [each.child.number for each in found.asked] == ["P-1", "P-2"]
    assert [str(each) for each in found.faulty] == ["Row 2 of the worklist has no patient id."]


def test_two_procedures_of_one_child_and_one_number_of_two_children() -> None:
    found = answer(row(), row(ScheduledProcedureStepID="SPS-2"), row("Lee^Ann"))
    assert [each.order.step_id for each in found.asked] == ["SPS-1", "SPS-2"]
    assert len({each.child.number for each in found.asked}) == 1
    (sentence,) = found.faulty
    assert str(sentence).startswith(
        "Row 3 of the worklist gives the patient id P-1 to somebody else"
    )


def test_signs_that_nobody_sees_are_gone() -> None:
    hostile = row("A\u202ebc^D\u0007e")
    (found,) = answer(hostile).asked
    assert (found.child.family_name, found.child.given_name) == ("A bc", "D e")


def test_what_is_asked_for() -> None:
    asked: list[Dataset] = []

    def rows(event: Any) -> Iterator[tuple[int, Dataset | None]]:
        asked.append(event.identifier)
        return iter(())

    with worklist(rows) as peer:
        assert ask(peer, QUESTION) == Worklist(())
        ask(peer, Question(DAY, DAY + datetime.timedelta(days=6)))
    first, second = (each.ScheduledProcedureStepSequence[0] for each in asked)
    assert first.ScheduledProcedureStepStartDate == "20261130"
    assert (first.ScheduledStationAETitle, first.Modality) == ("SCOLIOAPP", "XC")
    assert second.ScheduledProcedureStepStartDate == "20261130-20261206"
    assert (second.ScheduledStationAETitle, second.Modality) == ("", "")


def test_a_list_that_does_not_end() -> None:
    def rows(_: Any) -> Iterator[tuple[int, Dataset | None]]:
        for number in range(100_000):
            yield 0xFF00, row(PatientID=f"P-{number}")

    with worklist(rows) as peer:
        found = ask(peer, QUESTION, most=5)
    assert (len(found.asked), found.more) == (5, True)


def test_a_worklist_that_fails_breaks_off_or_is_none() -> None:
    def fail(_: Any) -> Iterator[tuple[int, Dataset | None]]:
        yield 0xA700, None

    def cut(event: Any) -> Iterator[tuple[int, Dataset | None]]:
        yield 0xFF00, row()
        event.assoc.dul.socket.socket.close()
        yield 0xFF00, row()

    with worklist(fail) as peer, pytest.raises(PeerError, match="could not answer"):
        ask(peer, QUESTION)
    with worklist(cut) as peer, pytest.raises(PeerError, match="broke off"):
        ask(peer, QUESTION)
    with raw_peer(lambda line: line.close()) as port, pytest.raises(PeerError):
        ask(peer_at(port), QUESTION)
