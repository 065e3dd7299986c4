"""How the built program behaves on a computer: what it writes, whom it calls, what it holds."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.frozen.conftest import Frozen
from tests.frozen.shown import shown

NOBODY = 65534
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks into Linux's processes"
)
root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="needs another account"
)


def _listing(folder):
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*") if not path.is_dir()}


@root
def test_another_user_who_may_not_write_beside_the_program(program_path):
    """The other account can read the program and write nowhere but at home."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
        os.chown(place, NOBODY, NOBODY)
        program = Frozen(program_path, Path(place))
        before = _listing(program.folder)
        other = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        said = program(
            "screen", program.sample, "--json", "--out", program.home / "out", wrap=other
        )
        assert said.returncode == 0, said.stderr
        assert _listing(program.folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
def test_works_without_streams(program, tmp_path):
    """As a program with a window and no console is started: ``sys.stdout`` is None there."""
    closed = ["bash", "-c", '"$@" <&- >&- 2>&-', "closed"]
    said = program("screen", program.sample, "--out", tmp_path / "out", wrap=closed)
    assert said.returncode == 0
    assert (tmp_path / "out" / "result.json").is_file()


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch the process")
def test_calls_nobody(program, tmp_path):
    trace = tmp_path / "trace"
    watch = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    said = program("screen", program.sample, "--out", tmp_path / "out", wrap=watch)
    assert said.returncode == 0, said.stderr
    assert not re.search(r"AF_INET|sin6?_port", trace.read_text("utf-8", "replace"))


@linux
def test_a_video_given_to_it_is_screened_in_the_window(program):
    """What a double click does. The window is left as a session ends: by a signal."""
    runs = program.home / ".local" / "share" / "ScolioApp" / "quick"
    with shown(program, program.sample) as window:
        window.until(lambda: list(runs.glob("run-*/results/*/result.json")), "a result")
        loaded = window.loaded
    found = json.loads(next(runs.glob("run-*/results/*/result.json")).read_text("utf-8"))
    assert found["outcome"] == "borderline_features"
    assert "libtorch" not in loaded
    assert str(program.bundled / "cv2") in loaded


def test_holds_licences_and_an_sbom(program):
    folder = program.folder / "licences"
    index = (folder / "index.html").read_text("utf-8")
    for name in ("PySide6_Essentials", "onnxruntime", "openpyxl", "FFmpeg", "OpenBLAS", "Python"):
        assert name in index
    for name in re.findall(r'href="([^":]+)"', index):
        assert (folder / name).is_file(), name
    sbom = json.loads((folder / "sbom.cdx.json").read_text("utf-8"))
    assert sbom["bomFormat"] == "CycloneDX"
    names = {one["name"] for one in sbom["components"]}
    assert {"numpy", "scipy", "FFmpeg", "Qt"} & names >= {"numpy", "scipy", "FFmpeg"}
    assert ("torch" in names) == program.trains
    assert all(one.get("licenses") for one in sbom["components"])


def libraries(program):
    return [
        path
        for path in sorted(program.bundled.rglob("*.so*"))
        if path.is_file() and not path.is_symlink()
    ]


def read_elf(what, path):
    return subprocess.run(
        ["readelf", what, str(path)], check=True, capture_output=True, text=True
    ).stdout


@linux
def test_a_library_that_two_wheels_bring_is_there_once(program):
    """Files of one name and the same bytes; a link in the other place costs nothing."""
    found = {}
    for path in libraries(program):
        key = path.name, hashlib.sha256(path.read_bytes()).hexdigest()
        found.setdefault(key, []).append(path)
    assert [paths for paths in found.values() if len(paths) > 1] == []
    links = [path for path in program.bundled.rglob("*") if path.is_symlink()]
    assert [str(path) for path in links if not path.exists()] == []


@linux
def test_a_library_of_the_system_is_there_where_something_asks_for_it(program):
    """Of the system come those beside the wheels' folders; Python's own is opened by its path."""
    asked = set()
    for path in libraries(program):
        asked |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", read_elf("-dW", path)))
    of_system = {path.name for path in libraries(program) if path.parent == program.bundled}
    of_system = {name for name in of_system if re.match(r"lib(?!python)", name)}
    assert of_system - asked == set()
    c_library = re.compile(r"lib(c|m|mvec|dl|rt|pthread|resolv|util)\.so")
    assert [name for name in of_system if c_library.match(name)] == []


@linux
def test_no_file_holds_what_only_a_debugger_reads(program):
    """Some megabytes stay in files that would not be loaded as their makers built them."""
    debugging = 0
    for path in libraries(program):
        sizes = re.findall(
            r" \.(?:debug_\w+|symtab|strtab) +\w+ +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+)",
            read_elf("-SW", path),
        )
        debugging += sum(int(size, 16) for size in sizes)
    assert debugging < 8e6


def test_screening_takes_no_more_room_than_was_promised(program):
    if program.trains:
        pytest.skip("the promise is for the flavour that a clinic installs")
    files = [path for path in program.folder.rglob("*") if not path.is_symlink()]
    size = sum(path.stat().st_size for path in files if path.is_file())
    assert size < 650e6


def test_holds_one_of_each_and_nothing_of_development(program):
    files = [str(path.relative_to(program.bundled)) for path in program.bundled.rglob("*")]
    assert len([name for name in files if re.search(r"(^|/)cv2\.(abi3|cp)[^/]*$", name)]) == 1
    left = [name for name in files if re.search(r"(\.pyi|\.h|__pycache__|(^|/)tests?)$", name)]
    assert left == []
    for banned in (
        "libQt6WebEngine", "anny", "numba", "mediapipe", "pytest", "lxml", "defusedxml"
    ):  # fmt: skip
        assert not [name for name in files if name.startswith((banned, f"PySide6/Qt/lib/{banned}"))]
