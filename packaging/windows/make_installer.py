"""Makes the installer for Windows from a build folder, on Windows or on Linux.

Usage: python packaging/windows/make_installer.py dist/screening/ScolioApp screening
Needs: makensis (NSIS 3).

Every file is named in the installer and in its uninstaller, which so removes what it installed and nothing
that somebody else put there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

import icons  # noqa: E402 - found by the line above

import engine  # noqa: E402


def files_of(folder: Path) -> list[PurePosixPath]:
    """List the files of a build, by their path inside it."""
    return sorted(
        PurePosixPath(path.relative_to(folder).as_posix())
        for path in folder.rglob("*")
        if path.is_file()
    )


def _windows(path: PurePosixPath) -> str:
    """Write a path as NSIS wants it: a dollar sign is doubled."""
    return str(path).replace("$", "$$").replace("/", "\\")


def _target(path: PurePosixPath) -> str:
    return "$INSTDIR" if path == PurePosixPath() else f"$INSTDIR\\{_windows(path)}"


def install_script(folder: Path, files: Sequence[PurePosixPath]) -> str:
    """Return the part of the installer that lays down every file."""
    lines, place = [], None
    for file in files:
        if file.parent != place:
            place = file.parent
            lines.append(f'SetOutPath "{_target(place)}"')
        lines.append(f'File "{folder.joinpath(*file.parts)}"')
    return "\n".join(lines) + "\n"


def remove_script(files: Sequence[PurePosixPath]) -> str:
    """Return the part of the uninstaller that takes them away again, and folders that are empty then."""
    lines = [f'Delete "$INSTDIR\\{_windows(file)}"' for file in files]
    folders = {parent for file in files for parent in file.parents if parent != PurePosixPath()}
    deepest_first = sorted(folders, key=lambda path: (-len(path.parts), str(path)))
    lines += [f'RMDir "{_target(path)}"' for path in deepest_first]
    return "\n".join(lines) + "\n"


def make(folder: Path, output: Path, *, version: str, fast: bool = False) -> None:
    """Write the installer.

    Raises:
        FileNotFoundError: makensis is not installed.
        subprocess.CalledProcessError: It refuses the script.
    """
    compiler = shutil.which("makensis")
    if compiler is None:
        raise FileNotFoundError(
            "makensis is not installed (Windows: nsis.sourceforge.io; Debian: nsis)"
        )
    folder = folder.resolve()
    files = files_of(folder)
    numbers = ([part for part in version.split("+")[0].split(".") if part.isdigit()] + ["0"] * 4)[
        :4
    ]
    with tempfile.TemporaryDirectory() as made:
        written = Path(made)
        # With a byte order mark NSIS reads the names of files as UTF-8.
        (written / "install.nsh").write_text(install_script(folder, files), encoding="utf-8-sig")
        (written / "remove.nsh").write_text(remove_script(files), encoding="utf-8-sig")
        icons.write_icons(written)
        names = {
            "VERSION": version,
            "NUMBERS": ".".join(numbers),
            "FOLDER": folder,
            "FILES": written,
            "ICON": written / "scolioapp.ico",
            "OUTPUT": output.resolve(),
        }
        sign = "/D" if sys.platform == "win32" else "-D"
        defines = [f"{sign}{name}={value}" for name, value in names.items()]
        if fast:
            defines.append(f"{sign}FAST")
        quiet = "/V2" if sys.platform == "win32" else "-V2"
        subprocess.run(
            [compiler, quiet, *defines, str(HERE / "scolioapp.nsi")],
            check=True,
            capture_output=True,
            text=True,
        )


if __name__ == "__main__":
    source, flavour = Path(sys.argv[1]), sys.argv[2]
    name = f"scolioapp{'-complete' if flavour == 'complete' else ''}-{engine.__version__}-windows-setup.exe"
    make(source, source.parent / name, version=engine.__version__)
