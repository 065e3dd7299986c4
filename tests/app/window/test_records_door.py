"""The protected records through the whole window: begun, locked, unlocked, and what each role has."""

from __future__ import annotations

import pytest

from scolioapp.storage.records.record_roles import Role
from scolioapp.views.main_window import DAY, RECORD, RESULTS, SCREEN, SETTINGS
from tests.app.records_fixtures import StartRecords


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.EXAMINER, set()),
        (Role.REVIEWER, set()),
        (Role.ADMINISTRATOR, set()),
        (Role.RESEARCHER, {SCREEN, DAY, RECORD}),
    ],
)
def test_the_rail_has_the_pages_of_the_role(
    start_records: StartRecords, role: Role, hidden: set[str]
) -> None:
    program = start_records(role)
    rail = program.window.rail
    for key in (SCREEN, DAY, RECORD, RESULTS, SETTINGS):
        assert rail.button(key).isVisible() is (key not in hidden), key
    assert rail.user_button.isVisible()
    assert program.window.current == (RESULTS if hidden else SCREEN)
    assert program.window.show_page(SCREEN) is (SCREEN not in hidden)
