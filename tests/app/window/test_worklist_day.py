"""A hospital's worklist becomes a screening day in the real window, and what was ordered goes along."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.day_page import DayPage
from scolioapp.views.main_window import DAY
from scolioapp.views.worklist_dialog import WorklistDialog, WorklistImport
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import Clinic
from tests.app.storage.records.signed_results import archive, with_peer
from tests.app.tab_order import tab_troubles
from tests.app.window.sending_fixtures import rest
from tests.engine.export.dicom.real_peers import free_port
from tests.engine.export.dicom.test_worklist import row, worklist

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TODAY = datetime.date.today()


def planned(**other: str) -> Dataset:
    """Return a row that is planned for today."""
    return row(ScheduledProcedureStepStartDate=f"{TODAY:%Y%m%d}", **other)


def rows(_: Any) -> Iterator[tuple[int, Dataset]]:
    yield 0xFF00, planned()
    # The same child again, for something else, is one child of the list.
    yield 0xFF00, planned(AccessionNumber="A-2", ScheduledProcedureStepID="SPS-2")
    yield 0xFF00, planned(PatientID="P-2", name="Li^Ming=李^明")
    yield 0xFF00, planned(PatientID="")


def day_page(program: Program) -> DayPage:
    assert program.window.show_page(DAY)
    page = program.window.page(DAY)
    assert isinstance(page, DayPage)
    return page


def asking(qtbot: QtBot, program: Program) -> tuple[DayPage, WorklistDialog]:
    page = day_page(program)
    rest(qtbot, program)
    assert page.start.worklist_button.isVisible()
    page.start.worklist_button.click()
    dialog = page.dialog
    assert isinstance(dialog, WorklistDialog)
    assert dialog.day.day == TODAY.isoformat()
    return page, dialog


def test_a_worklist_becomes_a_day_with_its_orders(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    with worklist(rows) as there:
        with_peer(records_clinic.store, there.model_copy(update={"takes": (), "worklist": True}))
        program = start_records(Role.EXAMINER)
        page, dialog = asking(qtbot, program)
        assert tab_troubles(dialog) == []
        with qtbot.waitSignal(dialog.accepted):
            dialog.ask_button.click()
        shown = page.dialog
        assert isinstance(shown, WorklistImport)
        rest(qtbot, program)
    assert shown.table.rowCount() == 2
    cells = [shown.table.item(each, 1) for each in (0, 1)]
    assert [each.text() for each in cells if each is not None] == ["王小明", "李明"]
    assert shown.faults.text() == "Row 4 of the worklist has no patient id."
    assert "have the hospital correct it" in shown.count.text()
    assert not shown.order.isVisible()
    assert shown.begin_button.text() == "&Begin without this row"
    with qtbot.waitSignal(shown.begun):
        shown.begin_button.click()
    rest(qtbot, program)
    assert [row.child.number for row in program.day.rows] == ["P-1", "P-2"]
    store = records_clinic.store
    numbers = {each.about.number: each.id for each in store.patients.search()}
    orders = store.orders.of(numbers["P-1"])
    assert {each.order.accession_number for each in orders} == {"A-1", "A-2"}
    assert {each.order.study_uid for each in orders} == {"1.2.3"}
    assert {each.date for each in orders} == {TODAY.isoformat()}


def test_a_worklist_that_is_down_or_empty_is_a_sentence_in_place(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    down = archive(port=free_port(), takes=(), worklist=True)
    with worklist(lambda _: iter(())) as there:
        empty = there.model_copy(update={"name": "Empty", "takes": (), "worklist": True})
        with_peer(records_clinic.store, down)
        with_peer(records_clinic.store, empty)
        program = start_records(Role.EXAMINER)
        _, dialog = asking(qtbot, program)
        dialog.ask_button.click()
        qtbot.waitUntil(lambda: "Nobody answers on" in dialog.banner.words)
        dialog.peer.setCurrentIndex(1)
        dialog.ask_button.click()
        qtbot.waitUntil(lambda: "Nobody is in the worklist" in dialog.banner.words)
        dialog.day.show_day("no day")
        assert not dialog.ask_button.isEnabled()
        dialog.reject()
        rest(qtbot, program)
    assert records_clinic.store.rosters.children("P-") == []


def test_without_a_worklist_nothing_is_offered(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    with_peer(records_clinic.store)
    program = start_records(Role.EXAMINER)
    page = day_page(program)
    rest(qtbot, program)
    assert not page.start.worklist_button.isVisible()
