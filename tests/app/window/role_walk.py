"""Each button, menu entry, shortcut and dialog that a role can reach, against a list of what it may reach.

`commands_by_role.json` is that list: by place (a page, or the class of a dialog) and words, the roles that
find it there. What ends in dots asks first: it is pressed, and the dialog that opens is a further place. So a
new button is noticed, and whoever adds it says in the list who is to have it. In each dialog the Tab key is
followed, too. `test_commands_by_role.py` runs this for each role in a process of its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QMessageBox,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.bootstrap.door_wiring import close_dialogs
from scolioapp.storage.records.record_errors import NotAllowedError
from scolioapp.storage.records.record_roles import Right, Role
from scolioapp.views.main_window import DAY, PAGES, PATIENTS, RESULTS, SCREEN, SETTINGS
from scolioapp.views.result_page import ResultPage
from tests.app.open_windows import open_windows
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import PASSWORD, Clinic
from tests.app.tab_order import tab_troubles
from tests.app.window.test_review import judged
from tests.app.window.test_rights_everywhere import look_at_rows, menu_of, refusals, settle, whys

LIST = Path(__file__).with_name("commands_by_role.json")
LETTERS = {"E": Role.EXAMINER, "V": Role.REVIEWER, "R": Role.RESEARCHER, "A": Role.ADMINISTRATOR}
PRESSED = (SCREEN, PATIENTS, RESULTS, DAY, SETTINGS)
"""Pages whose commands that ask first are pressed; the others know no records."""
NEVER = {
    "Switch user…",
    "Use quick look…",
    "Examine this computer…",
    "Open video…",
    "Open folder…",
}
"""Ends the session under test, takes minutes, or is a dialog of the system alone."""
DEEPEST = 3

# The offscreen platform has no window manager, and no keyboard to keep for a menu.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")

__all__ = ["refusals"]

Commands = dict[str, set[str]]


def plain(words: str) -> str:
    return words.replace("&", "").strip()


def controls(place: QWidget) -> Iterator[tuple[str, QObject]]:
    """Yield what can be done in a place now, with its words."""
    for button in place.findChildren(QAbstractButton):
        there = button.isVisible() and button.isEnabled()
        if not there or button.window() is not place.window():
            continue
        words = plain(button.text() or button.accessibleName() or button.toolTip())
        if words and not isinstance(button, QRadioButton):
            yield words, button
        menu = menu_of(button)
        for action in menu.actions() if menu is not None else ():
            if action.isVisible() and action.isEnabled() and not action.isSeparator():
                yield f"{words} > {plain(action.text())}", action
    for shortcut in place.findChildren(QShortcut):
        if shortcut.isEnabled() and not shortcut.key().isEmpty():
            yield f"key {shortcut.key().toString()}", shortcut
    for action in place.actions():
        if action.isVisible() and action.isEnabled() and plain(action.text()):
            yield plain(action.text()), action


class Walk:
    """Goes everywhere that the user who is there can go."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.bot, self.program = qtbot, program
        self.found: Commands = {}
        self.troubles: list[str] = []
        self._done: set[tuple[str, str]] = set()

    def look(self, name: str, place: QWidget, depth: int) -> None:
        """Note what can be done in a place, and follow what asks first."""
        look_at_rows(place)
        settle(self.bot, self.program)
        listed = list(controls(place))
        self.found.setdefault(name, set()).update(words for words, _ in listed)
        for words, control in listed:
            last = words.rpartition(" > ")[2]
            if depth < DEEPEST and last.endswith("…") and last not in NEVER:
                self.follow(name, words, control, depth)
                if not isValid(place) or not place.isVisible():
                    return

    def follow(self, name: str, words: str, control: QObject, depth: int) -> None:
        """Press what asks first, and look at the dialog that opens."""
        if (name, words) in self._done or not isValid(control):
            return
        self._done.add((name, words))
        before = set(self.dialogs())
        if isinstance(control, QAbstractButton) and control.isEnabled() and not menu_of(control):
            control.click()
        elif isinstance(control, QAction) and control.isEnabled():
            control.trigger()
        settle(self.bot, self.program)
        for dialog in [each for each in self.dialogs() if each not in before]:
            # Dialogs of the system ask for a file or a yes; Qt answers for them.
            if not isinstance(dialog, QFileDialog | QMessageBox):
                self.troubles += tab_troubles(dialog)
                self.look(type(dialog).__name__, dialog, depth + 1)
            if isValid(dialog):
                dialog.reject()
            settle(self.bot, self.program)

    def dialogs(self) -> list[QDialog]:
        return open_windows(QDialog)


@pytest.fixture(autouse=True)
def no_file_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no dialog of the system opened: it is not followed, and each starts a thread of its own."""
    monkeypatch.setattr(QFileDialog, "open", lambda *_: None)


@pytest.fixture
def clinic(records_clinic: Clinic) -> tuple[Clinic, str]:
    """Records with a result that a page can show, with a signed report, and a backup."""
    recording = judged(records_clinic)
    store = records_clinic.store
    (kept,) = store.judgements.of(recording)
    store.judgements.review(kept.id)
    signature = store.signatures.sign(kept.id, PASSWORD, "I answer for it.")
    store.pages.keep(signature.id, "en", b"%PDF-1.4 none")
    return records_clinic, recording


def walked(qtbot: QtBot, program: Program, clinic: Clinic, recording: str) -> Walk:
    """Go everywhere."""
    walk, window = Walk(qtbot, program), program.window
    for key in PAGES:
        if window.has_way_to(key):
            window.show_page(key)
            settle(qtbot, program)
            walk.look(key, window.page(key), 0 if key in PRESSED else DEEPEST)
            close_dialogs(window)
    wiring = program.patients_wiring
    window.show_page(PATIENTS)
    wiring.open_patient(clinic.patient.id)
    settle(qtbot, program)
    walk.look("a patient", wiring.opened.page, 0)
    close_dialogs(window)
    if program.door.may(Right.NAMES):
        program.opener.open(program.store.entry(recording))
    settle(qtbot, program)
    page = results_area(window).result_page
    if isinstance(page, ResultPage):
        settle(qtbot, program)
        page._ask_path = lambda *_: ("", "")
        walk.look("a result", page, 0)
    close_dialogs(window)
    # The name of the user is cut short as the window is narrow.
    ways = {words for words, _ in controls(window.rail)}
    walk.found["window"] = {words for words in ways if not words.endswith("…")}
    return walk


@pytest.mark.parametrize("letter", list(LETTERS))
def test_a_role_reaches_what_the_list_says_and_nothing_else(
    qtbot: QtBot,
    start_records: StartRecords,
    clinic: tuple[Clinic, str],
    refusals: list[NotAllowedError],
    letter: str,
) -> None:
    program = start_records(LETTERS[letter])
    settle(qtbot, program)
    program.review_wiring.ask_printer = program.reports.ask_printer = lambda *_: None
    walk = walked(qtbot, program, *clinic)
    assert whys(refusals) == []
    assert program.door.user is not None
    assert not walk.troubles, "\n".join(walk.troubles)
    if os.environ.get("SCOLIOAPP_WRITE_COMMANDS"):
        write(letter, walk.found)
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    allowed = {
        place: {words for words, who in commands.items() if letter in who}
        for place, commands in listed.items()
    }
    for place in sorted({*walk.found, *allowed}):
        found, may = walk.found.get(place, set()), allowed.get(place, set())
        assert found - may == set(), (
            f"{place}: {LETTERS[letter]} finds what the list does not allow"
        )
        assert may - found == set(), (
            f"{place}: {LETTERS[letter]} does not find what the list allows"
        )


def write(letter: str, found: Commands) -> None:
    """Put what a role finds into the list, to be read before it is kept."""
    listed: dict[str, dict[str, str]] = json.loads(LIST.read_text(encoding="utf-8"))
    for place in {*found, *listed}:
        commands = listed.setdefault(place, {})
        for words in {*commands, *found.get(place, set())}:
            who = set(commands.get(words, "")) - {letter}
            who |= {letter} if words in found.get(place, set()) else set()
            commands[words] = "".join(each for each in LETTERS if each in who)
    whole = {
        place: {words: who for words, who in sorted(commands.items()) if who}
        for place, commands in sorted(listed.items())
    }
    kept = {place: commands for place, commands in whole.items() if commands}
    LIST.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
