"""The shape of the code, read and never imported: lengths, docstrings, names, and what each room holds."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "engine").rglob("*.py"), *(ROOT / "scolioapp").rglob("*.py")])
TWO_LAYERS = {
    # The same thing in two layers, so its name has one meaning; anything else is renamed.
    "camera.py": "the camera of a simulated walker, and the state of the page that records with one",
    "entries.py": "the lines of a list: of a dataset's sequences, of a roster's children",
    "batch.py": "a folder of videos, screened, and the command that does it",
    "examination.py": "the checks of this computer, as data and as the state of their page",
    "model_import.py": "the import of a checkpoint, its state and its dialog",
    "phantoms.py": "simulated walkers on video, their making and the commands that make them",
    "result.py": "what a screening says, as data and as the state of its page",
    "screen.py": "screening a video, as a command and as the state of the page that begins it",
    "training_form.py": "the form of a training run, its state and its fields",
}
ROOMS = {
    "viewmodels": {"QObject", "QAbstractTableModel", "QAbstractListModel", "QSortFilterProxyModel"},
    "widgets": {
        "QAbstractButton", "QComboBox", "QDialog", "QDoubleSpinBox", "QFrame", "QLabel",
        "QLineEdit", "QListWidget", "QMessageBox", "QPushButton", "QScrollArea", "QSplitter",
        "QTableView", "QTextBrowser", "QToolButton", "QWidget",
    },
}  # fmt: skip
"""What each file of a room of the window holds at least one kind of."""


def place(path):
    return path.relative_to(ROOT).as_posix()


@cache
def functions():
    return [
        (path, node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]


def test_no_function_is_longer_than_a_page():
    long = {
        f"{place(path)}:{node.name}"
        for path, node in functions()
        if not isinstance(node, ast.ClassDef) and node.end_lineno - node.lineno + 1 > 60
    }
    assert long == set()


def test_no_file_is_longer_than_500_lines():
    long = {place(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > 500}
    assert long == set()


def test_docstrings_begin_with_the_imperative():
    given = [
        f"{place(path)}:{node.name}"
        for path, node in functions()
        if (ast.get_docstring(node) or "").startswith(("Give ", "Gives "))
        and not isinstance(node, ast.ClassDef)
    ]
    assert given == []


def test_a_file_name_has_one_meaning():
    places = defaultdict(list)
    for path in FILES:
        if not path.name.startswith("__"):
            places[path.name].append(place(path))
    twice = {name for name, where in places.items() if len(where) > 1}
    assert twice == TWO_LAYERS.keys()


def base_name(base):
    base = base.value if isinstance(base, ast.Subscript) else base
    return ast.unparse(base).rpartition(".")[2]


def descends(name, kinds, bases):
    if name in kinds:
        return True
    return any(descends(base, kinds, bases) for base in bases.get(name, set()) - {name})


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_file_lodges_in_a_room_that_is_not_its_own(room):
    classes = [(path, node) for path, node in functions() if isinstance(node, ast.ClassDef)]
    window = [(path, node) for path, node in classes if path.is_relative_to(ROOT / "scolioapp")]
    bases = {node.name: set(map(base_name, node.bases)) for _, node in window}
    files = {path for path in FILES if path.parent == ROOT / "scolioapp" / room}
    files = {path for path in files if path.name != "__init__.py"}
    assert len(files) > 20
    at_home = {path for path, node in window if descends(node.name, ROOMS[room], bases)}
    assert files - at_home == set()


def test_no_part_of_the_program_is_handed_the_whole_of_it():
    named = {
        path.name
        for path in (ROOT / "scolioapp" / "bootstrap").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.ClassDef)
        and (node.id if isinstance(node, ast.Name) else node.name) in ("Program", "Surroundings")
    }
    assert named == {"__init__.py", "program.py", "running.py"}
