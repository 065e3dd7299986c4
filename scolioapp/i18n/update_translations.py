"""Collects every sentence for translation: ``python -m scolioapp.i18n.update_translations zh_CN``.

Qt's lupdate reads ``self.tr(…)`` in the window by itself. The engine knows no Qt: its sentences are
the literal templates of ``text("…")`` and the words of the configuration's keys,
``Field(title="…", description="…")``. They are collected here with Python's own parser and written for
lupdate as ``QT_TRANSLATE_NOOP("engine", "…")`` into a file that is thrown away afterwards. Then
``resources/translations/scolioapp_<language>.ts`` is up to date for the translator, and lrelease
makes of it the ``.qm`` file that the window loads.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.core.files import write_text
from scolioapp.i18n import CONTEXT

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
_OPTIONS = ("-no-obsolete", "-disable-heuristic", "similartext")
"""Sentences that are gone are dropped, and none is guessed from a similar one: it may say left where this one
says right."""


def templates_in(source: str) -> Iterator[str]:
    """Yield the literal templates of every ``text("…")`` and the words of every ``Field`` in a Python source.

    Raises:
        ValueError: A template or a word is not a literal, so that nobody could translate it.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "text" and node.args:
            yield _literal(node.args[0], "the template of text()")
        elif node.func.id == "Field":
            for keyword in node.keywords:
                if keyword.arg in ("title", "description"):
                    yield _literal(keyword.value, f"the {keyword.arg} of Field()")


def _literal(node: ast.expr, what: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"line {node.lineno}: {what} is not a literal")


def collect(root: Path = ROOT) -> list[str]:
    """Return every template of the packages ``engine`` and ``scolioapp``, sorted, without doubles.

    Raises:
        ValueError: A template is not a literal; names file and line.
    """
    found: set[str] = set()
    for package in ("engine", "scolioapp"):
        for path in sorted((root / package).rglob("*.py")):
            try:
                found.update(templates_in(path.read_text(encoding="utf-8")))
            except ValueError as error:
                raise ValueError(f"{path.relative_to(root)}: {error}") from error
    return sorted(found)


def module_of(templates: list[str]) -> str:
    """Return a Python module that lupdate reads: one call for each template."""
    calls = (
        f'QT_TRANSLATE_NOOP("{CONTEXT}", {json.dumps(t, ensure_ascii=False)})' for t in templates
    )
    return "\n".join(["from PySide6.QtCore import QT_TRANSLATE_NOOP", *calls, ""])


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed; it comes with PySide6-Essentials.")
    return found


def update(languages: list[str], *, folder: Path = TRANSLATIONS) -> None:
    """Collect everything and bring the files of these languages up to date."""
    sources = [str(path) for path in sorted((ROOT / "scolioapp").rglob("*.py"))]
    lupdate, lrelease = _tool("pyside6-lupdate"), _tool("pyside6-lrelease")
    with tempfile.TemporaryDirectory() as scratch:
        templates = Path(scratch, "engine_templates.py")
        write_text(templates, module_of(collect()))
        for language in languages:
            ts = folder / f"scolioapp_{language}.ts"
            files = [*sources, str(templates), "-locations", "none", "-ts", str(ts)]
            subprocess.run([lupdate, *_OPTIONS, *files], check=True)
            made = ["-nounfinished", str(ts), "-qm", str(ts.with_suffix(".qm"))]
            subprocess.run([lrelease, *made], check=True)


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description="Collect every sentence for translation.")
    parser.add_argument("languages", nargs="+", help="such as zh_CN")
    update(parser.parse_args().languages)


if __name__ == "__main__":
    main()
