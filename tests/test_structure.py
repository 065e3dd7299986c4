"""The shape of the code, read and never imported: lengths, docstrings, and names that mean one thing."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "engine").rglob("*.py"), *(ROOT / "scolioapp").rglob("*.py")])
LONG_FUNCTIONS = {
    # Each is being split where it stands; none may join them.
    "engine/cli/evaluate.py:evaluate", "engine/cli/models.py:calibrate",
    "engine/cli/screen.py:screen", "engine/evaluation/fold_report.py:evaluate_folds",
    "engine/evaluation/report_file.py:evaluate", "engine/library/ensembles.py:make_ensemble",
    "engine/models/opengait.py:import_checkpoint", "engine/pipeline/outputs.py:write_outputs",
    "engine/simulation/styled_kernels.py:shade", "engine/training/data.py:load_sequences",
    "engine/training/finished_run.py:evaluate_run",
}  # fmt: skip
LONG_FILES = {
    "engine/cli/models.py", "scolioapp/viewmodels/result.py", "scolioapp/views/result_page.py",
    "scolioapp/widgets/jobs_strip.py",
}  # fmt: skip
SAME_NAME_ROOMS = {
    # A view or view-model has the name of what it shows; the same thing in another layer.
    "examination.py", "model_import.py", "phantoms.py", "registry.py", "result.py", "results.py",
    "screen.py", "sequences.py", "training_form.py", "validation.py",
}  # fmt: skip


def place(path):
    return path.relative_to(ROOT).as_posix()


def functions():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield path, node


def test_no_function_is_longer_than_a_page():
    long = {
        f"{place(path)}:{node.name}"
        for path, node in functions()
        if not isinstance(node, ast.ClassDef) and node.end_lineno - node.lineno + 1 > 60
    }
    assert long - LONG_FUNCTIONS == set()


def test_no_file_is_longer_than_500_lines():
    long = {place(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > 500}
    assert long - LONG_FILES == set()


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
    assert twice - SAME_NAME_ROOMS == set()
