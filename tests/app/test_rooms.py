"""Each room of the window holds what it is named after, seen in its source."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

import scolioapp

ROOT = Path(scolioapp.__file__).parent
KINDS = {
    "viewmodels": {
        "QObject",
        "QAbstractTableModel",
        "QAbstractListModel",
        "QSortFilterProxyModel",
    },
    "widgets": {
        "QAbstractButton",
        "QComboBox",
        "QDialog",
        "QDoubleSpinBox",
        "QFrame",
        "QLabel",
        "QLineEdit",
        "QListWidget",
        "QMessageBox",
        "QPushButton",
        "QScrollArea",
        "QSplitter",
        "QTableView",
        "QTextBrowser",
        "QToolButton",
        "QWidget",
    },
}


def base_name(base: ast.expr) -> str:
    base = base.value if isinstance(base, ast.Subscript) else base
    return ast.unparse(base).rpartition(".")[2]


def classes(path: Path) -> dict[str, set[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {node.name: set(map(base_name, node.bases)) for node in found}


def descends(name: str, kinds: set[str], bases: Mapping[str, set[str]]) -> bool:
    if name in kinds:
        return True
    return any(descends(base, kinds, bases) for base in bases.get(name, set()) - {name})


@pytest.mark.parametrize("room", sorted(KINDS))
def test_no_file_lodges_in_a_room_that_is_not_its_own(room: str) -> None:
    bases: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        bases.update(classes(path))
    files = [path for path in sorted((ROOT / room).glob("*.py")) if path.name != "__init__.py"]
    assert len(files) > 20
    lodgers = [
        path.name
        for path in files
        if not any(descends(name, KINDS[room], bases) for name in classes(path))
    ]
    assert lodgers == []


def test_no_part_of_the_program_is_handed_the_whole_of_it() -> None:
    named = {
        path.name
        for path in (ROOT / "bootstrap").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.ClassDef)
        and (node.id if isinstance(node, ast.Name) else node.name) in ("Program", "Surroundings")
    }
    assert named == {"__init__.py", "program.py"}
