"""What packs a build: checked on folders made here, so that no build is needed."""

import importlib.util
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


def load(name):
    """Import a tool of the build, which is no package."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, PACKAGING / name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def kept_path(monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/qml/QtQuick/Controls/a.so",
        "PySide6/Qt/lib/libQt6Quick3D.so.6",
        "PySide6/Qt/lib/libQt6QmlCompiler.so.6",
        "PySide6/Qt/lib/libQt6MultimediaQuick.so.6",
        "PySide6/plugins/multimedia/windowsmediaplugin.dll",
        "libpulse.so.0",
        "libpulsecommon-16.1.so",
        "libopus.so.0",
        "libmp3lame.so.0",
        "libmvec.so.1",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "numpy/core/include/numpy/arrayobject.h",
        "scipy/linalg/tests/data/a.npz",
        "cv2/data/haarcascade_eye.xml",
        "torch/bin/test_api",
        "a/__pycache__/b.cpython-311.pyc",
        "libstdc++.so.6",
        "libX11.so.6",
        "libcairo-gobject.so.2",
        "libpangocairo-1.0.so.0",
        "resources/translations/scolioapp_zh_CN.ts",
    ],
)
def test_leaves_out(path):
    assert not load("contents.py").wanted_file(path)
    assert not load("contents.py").wanted_file(path.replace("/", "\\"))


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        # What opens cameras, and all that it needs.
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/plugins/multimedia/ffmpegmediaplugin.dll",
        "PySide6/Qt/lib/libQt6Multimedia.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6QmlMeta.so.6",
        "PySide6/Qt6Quick.dll",
        "resources/sounds/en/done.wav",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/plugins/platforms/qwindows.dll",
        "torch/bin/torch_shm_manager",
        "torch/testing/__init__.py",
        "libxcb-cursor.so.0",
        "av.libs/libopus-114e2b1a.so.0.11.1",
        "PySide6/QtOpenGL.abi3.so",
        "pillow.libs/libharfbuzz-0692f733.so.0.61230.0",
        "libpython3.11.so.1.0",
        "resources/models/blazepose/blazepose_heavy.onnx",
        "resources/translations/scolioapp_zh_CN.qm",
        "configs/sconet_small.yaml",
    ],
)
def test_takes_along(path):
    assert load("contents.py").wanted_file(path)


def test_one_copy_where_two_wheels_bring_the_very_same_library(tmp_path):
    collected = []
    for place, held in [
        ("one.libs/libfast-1.so", b"the same"),
        ("two.libs/libfast-1.so", b"the same"),
        ("three.libs/deep/libfast-1.so", b"the same"),
        ("four.libs/libfast-1.so", b"another"),
        ("four.libs/libslow-1.so", b"the same"),
    ]:
        source = tmp_path / place
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(held)
        collected.append((place, str(source), "BINARY"))
    link = ("libfast-1.so", "one.libs/libfast-1.so", "SYMLINK")
    kept = load("contents.py").one_copy_of_each([*collected, link])
    assert kept == [
        collected[0],
        ("two.libs/libfast-1.so", "../one.libs/libfast-1.so", "SYMLINK"),
        ("three.libs/deep/libfast-1.so", "../../one.libs/libfast-1.so", "SYMLINK"),
        collected[3],
        collected[4],
        link,
    ]


@pytest.mark.usefixtures("kept_path")
def test_a_library_that_is_not_as_its_makers_built_it_is_refused(tmp_path):
    check = load("licences.py").check_unchanged
    wheel, build = tmp_path / "wheel.so", tmp_path / "build.so"
    wheel.write_bytes(b"\x7fELF as built")
    shutil.copy(wheel, build)
    check(build, wheel)
    build.write_bytes(b"\x7fELF a stand-in")
    with pytest.raises(SystemExit, match=r"build\.so is not the file that its wheel brought"):
        check(build, wheel)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="files of Linux")
@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc")
def test_what_only_a_debugger_reads_goes_and_all_that_is_loaded_stays(tmp_path):
    tool = load("debug_symbols.py")
    source, library = tmp_path / "many.c", tmp_path / "many.so"
    quiet = [f"static int q{n}(int x) {{ return x + {n}; }}" for n in range(3000)]
    loud = [f"int l{n}(int x) {{ return q{n}(x) * 2; }}" for n in range(3000)]
    source.write_text("\n".join([*quiet, *loud]))
    command = ["gcc", "-g", "-O0", "-shared", "-fPIC", str(source), "-o", str(library)]
    subprocess.run(command, check=True)
    before, size = tool.loaded(library), library.stat().st_size
    saved = tool.strip(library)
    assert saved > 100_000
    assert library.stat().st_size == size - saved
    assert tool.loaded(library) == before
    assert [path.name for path in tmp_path.iterdir() if path != source] == ["many.so"]
    sections = subprocess.run(
        ["readelf", "-SW", str(library)], check=True, capture_output=True, text=True
    ).stdout
    assert ".dynsym" in sections
    assert ".symtab" not in sections
    assert ".debug" not in sections
    assert tool.strip(library) == 0


@pytest.mark.usefixtures("kept_path")
def test_everything_in_the_encrypted_database_has_a_licence():
    licences = load("licences.py")
    for name in ("sqlcipher3", "SQLAlchemy", "alembic", "cryptography", "pyrage", "Mako", "cffi"):
        part = licences.python_part(name)
        assert part.licence
        assert all(path.is_file() for _, path in part.texts)
    inside = {part.name: part for part in licences.parts_inside("sqlcipher3")}
    assert inside.keys() == {"SQLCipher", "OpenSSL"}
    [(_, text)] = inside["SQLCipher"].texts
    assert "ZETETIC LLC" in text.read_text("utf-8")
    assert "Apache License" in inside["OpenSSL"].texts[0][1].read_text("utf-8")
    assert licences.parts_inside("numpy") == []


def test_only_the_complete_flavour_trains():
    contents = load("contents.py")
    assert "torch" in contents.excluded_modules("screening")
    assert "torch" not in contents.excluded_modules("complete")
    # cyclonedx brings it, and openpyxl takes it where it is.
    assert "defusedxml" in contents.excluded_modules("complete")
    for flavour in ("screening", "complete"):
        # It would tell its maker; engine/runtime/openvino.py bars it where somebody installs the extra.
        assert {"openvino", "openvino_telemetry"} <= set(contents.excluded_modules(flavour))
    assert (
        set(contents.excluded_modules("screening")) & {"PySide6.QtWidgets", "scipy", "av"} == set()
    )
    with pytest.raises(ValueError, match="other"):
        contents.excluded_modules("other")


@pytest.mark.usefixtures("kept_path")
@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs makensis")
@pytest.mark.skipif(shutil.which("7z") is None, reason="needs 7z to look into the installer")
def test_the_installer_for_windows_holds_the_build_and_nothing_else(tmp_path):
    build = tmp_path / "ScolioApp"
    names = ["scolioapp.exe", "scolioapp-cli.exe", "_internal/LICENSE", "_internal/a b/步态 $x.txt",
             "_internal/a b/c/d.dll", "licences/index.html"]  # fmt: skip
    for name in names:
        file = build / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    maker = load("windows/make_installer.py")
    setup = tmp_path / "setup.exe"
    maker.make(build, setup, version="1.2.3", fast=True)
    listed = subprocess.run(
        ["7z", "l", "-slt", str(setup)], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    held = set(re.findall(r"^Path = (.+)$", listed, re.M)) - {str(setup)}
    own = {name for name in held if name.startswith("$PLUGINSDIR") or name == "uninstall.exe"}
    assert held - own == set(names)
    removed = maker.remove_script(maker.files_of(build))
    for name in names:
        path = name.replace("$", "$$").replace("/", "\\")
        assert f'Delete "$INSTDIR\\{path}"' in removed
    folders = [line for line in removed.splitlines() if line.startswith("RMDir")]
    assert folders[0] == 'RMDir "$INSTDIR\\_internal\\a b\\c"'
    assert len(folders) == 4


@pytest.mark.usefixtures("kept_path")
def test_icons_of_every_kind():
    icons = load("icons.py")
    drawn = icons.pictures()
    assert set(drawn) == set(icons.SIZES)
    assert all(picture.startswith(b"\x89PNG") for picture in drawn.values())
    assert icons.icns(drawn)[:4] == b"icns"
    count = int.from_bytes(icons.ico(drawn)[4:6], "little")
    assert count == 7


def test_the_desktop_and_the_bundle_know_the_file_type():
    entry = (PACKAGING / "linux" / "scolioapp.desktop").read_text("utf-8")
    kind = re.search(
        r'type="(application/[^"]+)"', (PACKAGING / "linux" / "scolioapp.xml").read_text("utf-8")
    )
    specification = (PACKAGING / "scolioapp.spec").read_text("utf-8")
    installer = (PACKAGING / "windows" / "scolioapp.nsi").read_text("utf-8")
    for text in (entry, specification, installer):
        assert kind.group(1) in text
    assert "NSCameraUsageDescription" in specification
    with (PACKAGING / "macos" / "entitlements.plist").open("rb") as file:
        assert plistlib.load(file)["com.apple.security.device.camera"] is True


def test_libraries_have_their_licences():
    native = load("native.py").native
    assert native("libavcodec-5e6b81c2.so.62.28.102").project == "FFmpeg"
    assert native("avcodec-62-4f2.dll").licence == "LGPL-3.0-or-later"
    assert native("libscipy_openblas64_-32a4b2a6.so").project == "OpenBLAS"
    assert native("libx264-d6533a8d.so.165").licence == "GPL-2.0-or-later"
    assert native("libnobody-1.so") is None


def test_the_specification_is_linted():
    """Ruff looks at files named .py by itself, and at others when they are named."""
    spec = str(PACKAGING / "scolioapp.spec")
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, spec],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def scripts():
    return sorted([*PACKAGING.glob("*.sh"), *PACKAGING.glob("*/*.sh")])


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="needs shellcheck")
def test_scripts_are_linted():
    done = subprocess.run(
        ["shellcheck", "-x", *map(str, scripts())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_scripts_say_how_they_are_used_and_can_be_read():
    for script in scripts():
        assert re.search(r"^# (Usage|Sourced)", script.read_text("utf-8"), re.M), script.name
        done = subprocess.run(
            ["bash", "-n", str(script)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_the_workflow_builds_every_system_with_the_commands_of_the_readme():
    workflow = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "installers.yml").read_text("utf-8")
    )
    build = workflow["jobs"]["build"]
    matrix = build["strategy"]["matrix"]
    assert matrix["system"] == ["linux", "windows", "macos"]
    assert {one["system"] for one in matrix["include"]} == set(matrix["system"])
    assert matrix["flavour"] == list(load("contents.py").FLAVOURS)
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    commands = "\n".join(step.get("run", "") for step in steps)
    assert "packaging/build.sh ${{ matrix.flavour }}" in commands
    assert "tests/frozen --program" in commands
