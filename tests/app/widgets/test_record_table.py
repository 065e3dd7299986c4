"""The table of records: a selection outlives a new reading of the list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.widgets.record_table import RecordTable


class Names(LinesTable[str]):
    def key(self, thing: str) -> str:
        return thing.casefold()

    def titles(self) -> Sequence[str]:
        return ("Name", "Length")

    def lines(self, thing: str, column: int) -> Sequence[str]:
        return (thing if column == 0 else str(len(thing)),)


@pytest.fixture
def names() -> Names:
    return Names(("Anna", "Ben", "Carl"))


@pytest.fixture
def table(qtbot: QtBot, names: Names) -> RecordTable[str]:
    table = RecordTable(names, "Names", row_height=20)
    qtbot.addWidget(table)
    return table


def test_the_first_row_is_selected_where_nothing_else_is(table: RecordTable[str]) -> None:
    assert table.selected == ["Anna"]
    assert table.current == "Anna"


def test_a_selection_is_kept_by_its_key_wherever_its_row_goes(
    qtbot: QtBot, table: RecordTable[str], names: Names
) -> None:
    table.selectRow(1)
    with qtbot.waitSignal(table.chosen) as _:
        names.show_things(("Dora", "Anna", "BEN"))
    assert table.selected == ["BEN"]
    assert table.currentIndex().row() == 2


def test_where_the_selected_record_is_gone_the_fallback_is_selected(
    qtbot: QtBot, names: Names
) -> None:
    table = RecordTable(names, "Names", row_height=20, fallback=lambda: names.row_of("carl"))
    qtbot.addWidget(table)
    assert table.selected == ["Carl"]
    table.selectRow(0)
    names.show_things(("Ben", "Carl"))
    assert table.selected == ["Carl"]
    names.show_things(("Ben",))
    assert table.selected == []
    names.show_things(())
    assert table.current is None


def test_a_record_is_selected_as_soon_as_it_is_in_the_list(
    table: RecordTable[str], names: Names
) -> None:
    table.select("dora")
    assert table.selected == ["Anna"]
    names.show_things(("Anna", "Ben"))
    assert table.selected == ["Anna"]
    names.show_things(("Anna", "Ben", "Dora"))
    assert table.selected == ["Dora"]


def test_somebody_who_selects_meanwhile_is_not_overruled(
    table: RecordTable[str], names: Names
) -> None:
    table.select("dora")
    table.selectRow(2)
    names.show_things(("Anna", "Carl", "Dora"))
    assert table.selected == ["Carl"]


def test_several_are_selected_only_when_all_are_there(qtbot: QtBot, names: Names) -> None:
    table = RecordTable(names, "Names", row_height=20, several=True)
    qtbot.addWidget(table)
    heard: list[list[str]] = []
    table.chosen.connect(lambda: heard.append(table.selected))
    table.select("ben", "dora")
    assert table.selected == ["Anna"]
    names.show_things(("Anna", "Ben", "Dora"))
    assert table.selected == ["Ben", "Dora"]
    assert table.current is None
    # Once, and not for each row.
    assert heard == [["Ben", "Dora"]]


def test_a_sorted_and_filtered_list_keeps_its_selection(qtbot: QtBot, names: Names) -> None:
    shown = QSortFilterProxyModel()
    shown.setSourceModel(names)
    shown.sort(0, Qt.SortOrder.DescendingOrder)
    table = RecordTable(names, "Names", row_height=20, shown=shown)
    qtbot.addWidget(table)
    assert table.selected == ["Carl"]
    table.select("anna")
    assert table.currentIndex().row() == 2
    names.show_things(("Anna", "Ben"))
    assert table.selected == ["Anna"]
    shown.setFilterFixedString("Ben")
    table.begin()
    assert table.selected == ["Ben"]
    assert table.record(shown.index(0, 0)) == "Ben"


def test_keys_work_while_the_table_has_the_focus(qtbot: QtBot, table: RecordTable[str]) -> None:
    pressed: list[str | None] = []
    table.on_key(QKeySequence.StandardKey.Delete, lambda: pressed.append(table.current))
    table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert pressed == ["Anna"]


def test_columns_without_a_width_share_the_rest(qtbot: QtBot, table: RecordTable[str]) -> None:
    table.resize(400, 200)
    table.show()
    qtbot.waitExposed(table)
    table.fit_columns({1: 90}, least=40)
    assert table.columnWidth(1) == 90
    assert table.columnWidth(0) == table.viewport().width() - 90
