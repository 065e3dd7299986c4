"""The records as a table in a file: which rows, written by the worker. Must not know widgets.

What may be told follows from who is there: the store leaves out names, and gives numbers of its own, for
whoever may not see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Signal

from engine.core.errors import ScolioError
from engine.core.files import written_beside
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from engine.export.records_table import RecordRow, TableFigure
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.table_rows import TableRow, Wanted

WORKBOOK: Final = ".xlsx"


class RecordsExport(QObject):
    """Writes tables of the records.

    Args:
        door: The records.
        parent: Owner.

    Signals:
        written: The path of a table, and how many rows it has.
        failed: The `ScolioError` for which there is none.
        busy_changed: Whether one is being written.
    """

    written = Signal(object, int)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a table is being written."""
        return self._busy

    def write(self, path: Path, wanted: Wanted) -> None:
        """Write the rows that are wanted: a workbook, or CSV by the file's ending."""
        decimal = QLocale.system().decimalPoint()

        def work(store: RecordStore) -> int:
            return write_table_file(path, rows_for(store.tables.rows(wanted)), decimal=decimal)

        self._set_busy(True)
        self._door.run(work, done=lambda count: self._done(path, count), failed=self._fail)

    def _done(self, path: Path, count: int) -> None:
        self._set_busy(False)
        self.written.emit(path, count)

    def _fail(self, error: ScolioError) -> None:
        self._set_busy(False)
        self.failed.emit(error)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)


def write_table_file(path: Path, rows: Iterable[RecordRow], *, decimal: str) -> int:
    """Write a table, beside and renamed, and return how many rows it has.

    Raises:
        OutputError: The file cannot be written.
    """
    from engine.export.records_table import csv_file, xlsx_file

    listed = list(rows)
    workbook = path.suffix.lower() == WORKBOOK
    content = xlsx_file(listed) if workbook else csv_file(listed, decimal=decimal)
    with written_beside(path) as beside:
        beside.write_bytes(content)
    return len(listed)


def rows_for(listed: Iterable[TableRow]) -> Iterator[RecordRow]:
    """Return what is told of each row."""
    return (_row(one) for one in listed)


def _row(one: TableRow) -> RecordRow:
    from engine.export.records_table import RecordRow

    about, line, found = one.patient.about, one.line, one.found
    return RecordRow(
        patient=about.number,
        name=about.name,
        class_name=about.class_name,
        born=about.birth_date,
        sex=about.sex,
        visit_date=one.date,
        recording=one.recording,
        recorded=one.made,
        outcome=one.outcome,
        model_outcome="" if line is None else line.outcome,
        overridden=None if line is None else one.outcome != line.outcome,
        outcome_set_by=one.set_by,
        state="not_shown_yet" if one.hidden else one.state,
        quality="" if line is None else line.verdict,
        model="" if line is None else line.model,
        model_status="" if line is None else line.model_status,
        figures=_figures(one),
        scoliometer=_scoliometer(one),
        forward_bend="" if found is None else found.forward_bend,
        pain="" if found is None else found.pain,
        menarche="" if found is None else found.menarche,
        referral="" if found is None else found.referral,
        came_of_it="" if found is None else found.came_of_it,
    )


def _figures(one: TableRow) -> tuple[tuple[str, TableFigure], ...]:
    from engine.core.measuring_method import MeasuringMethod  # brings numpy along
    from engine.export.records_table import TableFigure

    if one.line is None:
        return ()
    return tuple(
        (
            each.name,
            TableFigure(each.value, each.low, each.high, MeasuringMethod.parse(each.method).source),
        )
        for each in one.line.figures
    )


def _scoliometer(one: TableRow) -> tuple[tuple[str, float, str], ...]:
    if one.found is None:
        return ()
    return tuple((each.level, each.degrees, each.side) for each in one.found.scoliometer)
