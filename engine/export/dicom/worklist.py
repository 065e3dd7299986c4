"""The worklist of a hospital (C-FIND, modality worklist): whom it has asked for, as children of a roster.

Answers are read in the character set that they name themselves, and in no other: a row that cannot be read,
or that lacks what a child needs, is named and left out. Must not know where children are kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from engine.core.errors import CancelledError
from engine.core.names import label_of
from engine.core.progress import Cancel, check
from engine.core.text import Text, text
from engine.export.dicom import faults
from engine.export.dicom.connection import association
from engine.export.peers import DicomPeer
from engine.export.signed_report import Order
from engine.roster.entries import Child

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_FIND: Final = "1.2.840.10008.5.1.4.31"
_SYNTAXES: Final = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
_PENDING: Final = (0xFF00, 0xFF01)
_SEXES: Final[Mapping[str, str]] = {"F": "female", "M": "male", "O": "other"}
_PLAIN: Final = ("", "ISO_IR 6", "ISO 2022 IR 6")
_UID: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
_LONGEST_UID: Final = 64

MOST_ROWS: Final = 2000
"""Rows after which no more are read: a day has fewer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a worklist is asked for.

    Attributes:
        first: The first day.
        last: The last day, not before it.
        station: AE title of the station for which it is; "": any.
        modality: Such as ``XC``; "": any.
    """

    first: date
    last: date
    station: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One row: a child, and what is asked for.

    Attributes:
        child: The child; its number is the hospital's patient id.
        day: For which day.
        time: ``HH:MM``, or "".
        order: What is asked for.
    """

    child: Child
    day: date
    time: str
    order: Order


@dataclass(frozen=True, slots=True)
class Worklist:
    """The answer of a worklist.

    Attributes:
        asked: The rows that can be read, by day, time and number.
        faulty: What is wrong with each of the others; it names their place in the answer.
        more: Whether there are more rows than were read.
    """

    asked: tuple[Asked, ...]
    faulty: tuple[Text, ...] = ()
    more: bool = False


def ask(
    peer: DicomPeer, question: Question, *, most: int = MOST_ROWS, cancel: Cancel | None = None
) -> Worklist:
    """Ask a worklist whom it wants examined.

    Args:
        peer: The worklist.
        question: For which days, station and modality.
        most: Rows that are read at most.
        cancel: Stops it between two rows.

    Raises:
        PeerError: It cannot be reached, gives no worklist, or broke off in the middle.
        CancelledError: ``cancel`` was set.
        MissingExtraError: The packages for DICOM are not installed.
    """
    asked: list[Asked] = []
    faulty: list[Text] = []
    known: dict[str, Child] = {}
    more = False
    with association(peer, [(_FIND, _SYNTAXES)], cancel) as line:
        if not line.accepted_contexts:
            raise faults.not_accepted(peer.name, "Modality Worklist")
        answers = line.send_c_find(_query(question), _FIND)
        for number, (status, row) in enumerate(answers, 1):
            if cancel is not None and cancel.requested:
                line.abort()
                raise CancelledError
            if "Status" not in status:
                check(cancel)
                raise faults.broken_off(peer.name)
            if status.Status not in _PENDING:
                if status.Status != 0:
                    raise faults.no_worklist(peer.name, int(status.Status))
                break
            if number > most:
                more = True
                line.abort()
                break
            found = _read(number, row)
            if isinstance(found, Asked) and _contradicts(found.child, known):
                found = _not_the_same(number, found.child)
            if isinstance(found, Asked):
                known.setdefault(found.child.number, found.child)
                asked.append(found)
            else:
                faulty.append(found)
    asked.sort(key=lambda each: (each.day, each.time, each.child.number))
    return Worklist(tuple(asked), tuple(faulty), more)


def _contradicts(child: Child, known: Mapping[str, Child]) -> bool:
    """Tell whether an earlier row says that the patient id is somebody else's."""
    return known.get(child.number, child) != child


def _not_the_same(number: int, child: Child) -> Text:
    return text(
        "Row {number} of the worklist gives the patient id {patient} to somebody else than an earlier row.",
        number=number,
        patient=child.number,
    )


def _query(question: Question) -> Dataset:
    """Return the keys of a question (PS3.4, table K.6-1)."""
    from pydicom.dataset import Dataset

    step, query = Dataset(), Dataset()
    first, last = (day.strftime("%Y%m%d") for day in (question.first, question.last))
    step.ScheduledProcedureStepStartDate = first if first == last else f"{first}-{last}"
    step.ScheduledProcedureStepStartTime = ""
    step.ScheduledStationAETitle = question.station
    step.Modality = question.modality
    step.ScheduledProcedureStepID = step.ScheduledProcedureStepDescription = ""
    query.SpecificCharacterSet = "ISO_IR 192"
    for name in ("PatientName", "PatientID", "PatientBirthDate", "PatientSex"):
        setattr(query, name, "")
    for name in ("AccessionNumber", "StudyInstanceUID"):
        setattr(query, name, "")
    for name in ("RequestedProcedureID", "RequestedProcedureDescription"):
        setattr(query, name, "")
    query.ScheduledProcedureStepSequence = [step]
    return query


class _FaultyError(Exception):
    """A row that cannot be used, and why."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


def _read(number: int, row: Dataset | None) -> Asked | Text:
    """Return what a row asks for, or what is wrong with it.

    Args:
        number: Place of the row in the answer, from 1.
        row: The row; None: it could not be taken apart.
    """
    if row is None:
        return text("Row {number} of the worklist cannot be read.", number=number)
    try:
        return _asked(number, _Words(number, row))
    except _FaultyError as error:
        return error.why


def _asked(number: int, words: _Words) -> Asked:
    step = words.step()
    identifier = words.get("PatientID")
    if not identifier or len(identifier) > _LONGEST_UID:
        raise _FaultyError(text("Row {number} of the worklist has no patient id.", number=number))
    family, given = _name_of(words.get("PatientName"))
    if not family:
        raise _FaultyError(
            text("Row {number} of the worklist (patient {patient}) has no name.",
                 number=number, patient=identifier)
        )  # fmt: skip
    uid = words.get("StudyInstanceUID")
    if uid and (len(uid) > _LONGEST_UID or not _UID.fullmatch(uid)):
        raise _FaultyError(
            text("Row {number} of the worklist (patient {patient}) has a study that is none.",
                 number=number, patient=identifier)
        )  # fmt: skip
    born = words.get("PatientBirthDate")
    order = Order(
        accession_number=words.get("AccessionNumber"),
        study_uid=uid,
        procedure_id=words.get("RequestedProcedureID"),
        step_id=step.get("ScheduledProcedureStepID"),
        description=step.get("ScheduledProcedureStepDescription")
        or words.get("RequestedProcedureDescription"),
    )
    child = Child(
        number=identifier,
        family_name=family,
        given_name=given,
        birth=words.day(born, identifier) if born else None,
        sex=_SEXES.get(words.get("PatientSex"), ""),
    )
    day = words.day(step.get("ScheduledProcedureStepStartDate"), identifier)
    return Asked(child, day, _time_of(step.get("ScheduledProcedureStepStartTime")), order)


class _Words:
    """The words of a row, each decoded strictly in the character set that the row names.

    Args:
        number: Place of the row in the answer.
        row: The row, or an item of its sequence.
        charsets: Those of the row around an item; None: it is no item.
    """

    def __init__(self, number: int, row: Dataset, charsets: tuple[str, ...] | None = None) -> None:
        self._number, self._row = number, row
        own = _raw(row, "SpecificCharacterSet")
        named = tuple(each.strip() for each in own.decode("ascii", "replace").split("\\"))
        self._charsets = (charsets or ("",)) if own == b"" else named

    def step(self) -> _Words:
        """Return the first scheduled procedure step."""
        steps = self._row.get("ScheduledProcedureStepSequence") or []
        if not steps:
            raise _FaultyError(
                text("Row {number} of the worklist says no day.", number=self._number)
            )
        return _Words(self._number, steps[0], self._charsets)

    def get(self, name: str) -> str:
        """Return the words of a field on one line; "" where it is missing or empty."""
        from pydicom.charset import decode_bytes, python_encoding

        content = _raw(self._row, name)
        try:
            encodings = [python_encoding[each] for each in self._charsets]
            if b"\x1b" in content:  # code extensions (PS3.5, 6.1.2.5)
                said = decode_bytes(content, encodings, {*b"\r\n\t\f\\^="})
                said = said.replace("\x1b$)A", "")  # the codec of GB 2312 leaves it there
            else:
                plain = self._charsets[0] in _PLAIN
                said = content.decode("ascii" if plain else encodings[0])
        except (KeyError, UnicodeError, LookupError):
            said = "\ufffd"
        if "\ufffd" in said or "\x1b" in said:
            raise _FaultyError(
                text(
                    "Row {number} of the worklist has characters that are not of the character set that "
                    "it names ({charset}).",
                    number=self._number,
                    charset=label_of("\\".join(self._charsets)) or "ISO_IR 6",
                )
            )
        return label_of(said)

    def day(self, said: str, patient: str) -> date:
        """Return a date.

        Raises:
            _FaultyError: It is none.
        """
        try:
            return datetime.strptime(said.replace(".", ""), "%Y%m%d").date()
        except ValueError:
            raise _FaultyError(
                text(
                    "Row {number} of the worklist (patient {patient}) has a date that is none: “{date}”.",
                    number=self._number,
                    patient=patient,
                    date=said,
                )
            ) from None


def _raw(row: Dataset, name: str) -> bytes:
    """Return the bytes of a field as they came."""
    element: Any = row.get_item(name)
    value = b"" if element is None else element.value
    return value if isinstance(value, bytes) else b""


def _name_of(said: str) -> tuple[str, str]:
    """Return family and given name; of the groups of a name the one in characters of its own script."""
    groups = [*said.split("="), "", ""][:3]
    chosen = groups[1].strip("^ ") or groups[0]
    family, given = [*chosen.split("^"), ""][:2]
    if not family.strip():
        return given.strip(), ""
    return family.strip(), given.strip()


def _time_of(said: str) -> str:
    digits = said.replace(":", "")[:4]
    return f"{digits[:2]}:{digits[2:]}" if len(digits) == 4 and digits.isdigit() else ""
