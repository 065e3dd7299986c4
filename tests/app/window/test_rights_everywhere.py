"""Every page of the rail by every role: what is offered is allowed, and a researcher is told no name.

New pages and buttons are found by themselves: each way of the rail is gone, each button and action tried.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from scolioapp.bootstrap import Program
from scolioapp.bootstrap.door_wiring import close_dialogs
from scolioapp.crash import details_of
from scolioapp.storage.records import records_session
from scolioapp.storage.records.record_errors import NotAllowedError
from scolioapp.storage.records.record_roles import Role, not_allowed
from scolioapp.views.main_window import PAGES, PATIENTS, RECORD, RESULTS, SETTINGS
from tests.app.page_reader import said_on
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import Clinic

NAMES = ("王小明", "Planted-Name", "Müller", "mother of", "2014-05")
"""What made_records plants of the child; a researcher sees the year of birth and the number."""

LEAVES = {"lock_button", "switch_button", "quick_button", "examine_button"}
"""Attributes of buttons that end the session under test, or begin something that takes minutes."""

# The offscreen platform has no window manager, and no keyboard to keep for a menu.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[NotAllowedError]:
    """Every refusal for want of a right; and nothing leaves the program meanwhile."""
    met: list[NotAllowedError] = []

    def refuse() -> NotAllowedError:
        error = not_allowed()
        asked = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_stack()
            if "scolioapp" in Path(frame.filename).parts
        ]
        error.add_note(" > ".join(asked))
        met.append(error)
        return error

    monkeypatch.setattr(records_session, "not_allowed", refuse)
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)
    return met


def whys(refusals: list[NotAllowedError]) -> list[str]:
    """Say what was asked for where it was refused."""
    return [note for error in refusals for note in error.__notes__]


def settle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.worker.busy)
    QApplication.processEvents()


def pages(qtbot: QtBot, program: Program) -> Iterator[tuple[str, QWidget]]:
    """Go every way of the rail, but to the camera, which tests of its own try."""
    for key in PAGES:
        if key == RECORD or not program.window.has_way_to(key):
            continue
        assert program.window.show_page(key)
        settle(qtbot, program)
        yield key, program.window.page(key)


def buttons(page: QWidget) -> list[QAbstractButton]:
    """Return what can be pressed on a page."""
    leaving = {
        id(getattr(part, name))
        for part in (page, *page.findChildren(QWidget))
        for name in LEAVES
        if hasattr(part, name)
    }
    return [
        each
        for each in page.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and id(each) not in leaving
    ]


def menu_of(button: QAbstractButton) -> QMenu | None:
    return button.menu() if isinstance(button, QPushButton | QToolButton) else None


def actions(page: QWidget) -> list[QAction]:
    """Return what can be chosen in menus of buttons that are there, and by keys."""
    menus = [menu_of(button) for button in buttons(page) if isValid(button)]
    found = [action for menu in menus if menu is not None for action in menu.actions()]
    by_key = [each for each in page.findChildren(QAction) if not each.shortcut().isEmpty()]
    return [*found, *by_key]


def look_at_rows(page: QWidget) -> None:
    """Choose the first row of each table, so that what is done with a row can be pressed."""
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None and model.rowCount():
            view.setCurrentIndex(model.index(0, 0))


def press_all(qtbot: QtBot, program: Program, page: QWidget) -> int:
    """Press everything that can be pressed, once, and answer each dialog with no."""
    pressed = 0
    look_at_rows(page)
    for button in buttons(page):
        # Another one may have taken it away.
        if not isValid(button) or not button.isVisible() or not button.isEnabled():
            continue
        if button.isCheckable() or menu_of(button) is not None:
            continue
        button.click()
        pressed += 1
        settle(qtbot, program)
        close_dialogs(program.window)
        settle(qtbot, program)
        if not page.isVisible():
            return pressed
    for action in actions(page):
        if isValid(action) and action.isEnabled() and action.isVisible():
            action.trigger()
            pressed += 1
            settle(qtbot, program)
            close_dialogs(program.window)
    return pressed


@pytest.mark.parametrize("role", list(Role))
def test_whatever_is_offered_to_a_role_is_allowed(
    qtbot: QtBot,
    start_records: StartRecords,
    records_clinic: Clinic,
    refusals: list[NotAllowedError],
    role: Role,
) -> None:
    records_clinic.store.backups.make()
    program = start_records(role)
    settle(qtbot, program)
    bugs: list[str] = []
    program.worker.unexpected.disconnect()
    program.worker.unexpected.connect(lambda bug: bugs.append(details_of(bug)))
    seen, pressed = [], 0
    for key, page in pages(qtbot, program):
        assert whys(refusals) == [], f"showing {key} asked for what {role} may not do"
        seen.append(key)
        if key in (PATIENTS, RESULTS, SETTINGS):
            pressed += press_all(qtbot, program, page)
        assert whys(refusals) == [], f"{key} offers what {role} may not do"
        assert program.door is not None
        assert program.door.user is not None, f"{key} ended the session"
    if role is not Role.RESEARCHER:
        wiring = program.patients_wiring
        assert wiring is not None
        program.window.show_page(PATIENTS)
        wiring.open_patient(records_clinic.patient.id)
        settle(qtbot, program)
        pressed += press_all(qtbot, program, program.window.page(PATIENTS))
        assert whys(refusals) == [], f"an opened patient offers what {role} may not do"
    # The planted result is none that a page could show.
    assert [bug for bug in bugs if '"planted"' not in bug] == []
    assert {PATIENTS, RESULTS, SETTINGS} <= set(seen)
    assert pressed > 5


def test_a_researcher_is_told_no_name_anywhere(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    store = records_clinic.store
    store.recordings.retitle(records_clinic.recording.id, records_clinic.patient.about.name)
    program = start_records(Role.RESEARCHER)
    settle(qtbot, program)
    told: dict[str, list[str]] = {}
    for key, page in pages(qtbot, program):
        look_at_rows(page)
        settle(qtbot, program)
        told[key] = [said.words for said in said_on(page)]
        told[key] += cells(page)
    wiring = program.patients_wiring
    assert wiring is not None
    program.window.show_page(PATIENTS)
    wiring.open_patient(records_clinic.patient.id)
    settle(qtbot, program)
    told["an opened patient"] = [said.words for said in said_on(program.window)]
    told["window"] = [program.window.windowTitle()]
    assert any("S-17" in words for words in told[PATIENTS])
    for key, words in told.items():
        for name in NAMES:
            assert not any(name in each for each in words), f"{name} on {key}"


def cells(page: QWidget) -> list[str]:
    """Return what every cell says to anybody who asks, hidden columns included."""
    roles = [int(role) for role in Qt.ItemDataRole] + [
        int(Qt.ItemDataRole.UserRole) + at for at in range(12)
    ]
    found = []
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if model is None:
            continue
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                found += [str(model.index(row, column).data(role)) for role in roles]
    return found


def test_the_walk_meets_dialogs_and_closes_them(qtbot: QtBot, start_records: StartRecords) -> None:
    """A walk that presses nothing would prove nothing."""
    program = start_records(Role.ADMINISTRATOR)
    settle(qtbot, program)
    assert program.administration is not None
    program.administration.open()
    settle(qtbot, program)
    dialog = program.administration.dialog
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
    assert len(buttons(dialog)) > 5
    close_dialogs(program.window)
    assert program.administration.dialog is None
    settle(qtbot, program)
