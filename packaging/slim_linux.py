"""Makes a Linux build smaller without taking anything away that the program uses.

The wheels that a build is made of do not know each other: each brings its own FFmpeg and its own
OpenBLAS, and some their symbol tables. Everything done here is checked symbol by symbol before it
is done, and left as it was where the check fails; each step prints what it saved.

Usage: python packaging/slim_linux.py dist/ScolioApp
Needs: binutils (readelf, nm, objcopy, strip), a C compiler, and icupkg (package icu-devtools).
"""

# ruff: noqa: T201 - a tool of the build says what it did

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

_FFMPEG = ("avcodec", "avformat", "avutil", "swscale", "swresample")
_CODECS = {
    "av.libs": ("x265", "SvtAv1Enc"),
    "opencv_python_headless.libs": ("aom",),
}
"""Codecs that nothing here asks for: encoders of video besides H.264 and MPEG-4, and pictures in AVIF."""

_REFUSALS = (
    (r"^x265_api_get", "void *", "0"),
    (r"^svt_", "int", "0x80001000"),
    (r"^aom_.*_(error|error_detail|string|str)$", "const char *", '"not in this build"'),
    (r"^aom_.*_(cx|dx|alloc|frame|data)$", "void *", "0"),
    (r"^aom_", "int", "1"),
)
"""How each says that it is not to be had: no table of functions, no memory, its word for a failure."""

_LOCALE = re.compile(r"[a-z]{2,3}(_\w*)?\.res$")
_SPOKEN = re.compile(
    r"(root|en|en_001|en_US|zh|zh_Han[st]|zh_Hans_CN|zh_Hant_TW|zh_TW|zh_CN)\.res$"
)

_OPENED_BY_NAME = re.compile(
    r"libpython3|lib(ssl|crypto)\.so|plugins/|/torch/|libonnxruntime_providers"
)


def run(*command: str | Path) -> str:
    """Run a program and give what it prints."""
    return subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, text=True
    ).stdout


def is_elf(path: Path) -> bool:
    """Tell whether a path is a program or library itself, not a link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def binaries(folder: Path) -> list[Path]:
    """List the programs and libraries of a build."""
    return sorted(path for path in folder.rglob("*") if is_elf(path))


def needed(path: Path) -> set[str]:
    """Return the names of the libraries that a library asks for."""
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "-dW", path)))


def soname(path: Path) -> str:
    """Return the name that a library gives itself."""
    found = re.search(r"\(SONAME\).*\[(.*)\]", run("readelf", "-dW", path))
    return found.group(1) if found else path.name


def symbols(path: Path, *, defined: bool) -> set[str]:
    """Return the symbols, with their versions, that a library offers or asks for."""
    which = "--defined-only" if defined else "--undefined-only"
    lines = run("nm", "-D", "--with-symbol-versions", which, path).splitlines()
    return {line.split()[-1].replace("@@", "@") for line in lines if line}


def bare(names: Iterable[str]) -> set[str]:
    """Return symbols without their versions."""
    return {name.split("@")[0] for name in names}


def size(folder: Path) -> int:
    """Return what a folder takes, in bytes; links cost nothing."""
    return sum(
        path.lstat().st_size
        for path in folder.rglob("*")
        if not path.is_symlink() and path.is_file()
    )


def library(folder: Path, name: str) -> Path | None:
    """Find a library of a wheel, such as ``libavcodec-1234.so.62``, by its plain name."""
    found = [path for path in folder.glob(f"lib{name}[-.]*") if is_elf(path)]
    return found[0] if len(found) == 1 else None


def compile_library(source: str, target: Path, *, links: Iterable[Path] = ()) -> None:
    """Put a small library in the place of another one, under the same name."""
    with tempfile.TemporaryDirectory() as made:
        code = Path(made) / "library.c"
        code.write_text(source, encoding="utf-8")
        built = Path(made) / "built.so"
        flags = ["-shared", "-fPIC", "-O2", f"-Wl,-soname,{soname(target)}", "-Wl,-rpath,$ORIGIN"]
        run("cc", *flags, "-o", built, code, "-Wl,--no-as-needed", *links)
        run("strip", built)
        target.unlink()
        built.replace(
            target
        ) if built.stat().st_dev == target.parent.stat().st_dev else target.write_bytes(
            built.read_bytes()
        )
        target.chmod(0o755)


def drop_symbol_tables(folder: Path) -> None:
    """Strip what was never rewritten: stripping what auditwheel patched can break it (OpenBLAS)."""
    for path in binaries(folder):
        if ".libs/" in str(path) or (os.access(path, os.X_OK) and "." not in path.name):
            continue
        before = run("readelf", "-dW", path)
        with tempfile.TemporaryDirectory() as made:
            stripped = Path(made) / "stripped"
            run("strip", "--strip-unneeded", "-o", stripped, path)
            same = symbols(stripped, defined=True) == symbols(path, defined=True)
            if same and needed(stripped) == set(re.findall(r"\(NEEDED\).*\[(.*)\]", before)):
                mode = path.stat().st_mode
                path.write_bytes(stripped.read_bytes())
                path.chmod(mode)


def share_ffmpeg(inner: Path) -> None:
    """Let OpenCV use PyAV's FFmpeg where both are of the same major version; it never reads videos here."""
    of_av, of_cv2 = inner / "av.libs", inner / "opencv_python_headless.libs"
    modules = list((inner / "cv2").glob("cv2*.so"))
    if not (of_av.is_dir() and of_cv2.is_dir() and len(modules) == 1):
        return
    asked = symbols(modules[0], defined=False)
    pairs = {}
    for name in _FFMPEG:
        ours, theirs = library(of_av, name), library(of_cv2, name)
        if ours is None or theirs is None:
            print(f"  FFmpeg is left alone: lib{name} is not in both wheels")
            return
        if asked & symbols(theirs, defined=True) - symbols(ours, defined=True):
            print(f"  FFmpeg is left alone: PyAV's lib{name} lacks what OpenCV asks for")
            return
        pairs[theirs] = ours
    for theirs, ours in pairs.items():
        theirs.unlink()
        theirs.symlink_to(os.path.relpath(ours, theirs.parent))


def share_openblas(inner: Path) -> None:
    """Let OpenCV use scipy's OpenBLAS, whose functions have the same arguments and the prefix scipy_."""
    ours = library(inner / "scipy.libs", "scipy_openblas")
    theirs = library(inner / "opencv_python_headless.libs", "openblasp")
    modules = list((inner / "cv2").glob("cv2*.so"))
    if ours is None or theirs is None or len(modules) != 1:
        return
    wanted = sorted(bare(symbols(modules[0], defined=False)) & bare(symbols(theirs, defined=True)))
    others = [
        path for path in binaries(inner) if soname(theirs) in needed(path) and path != modules[0]
    ]
    lacking = [name for name in wanted if f"scipy_{name}" not in bare(symbols(ours, defined=True))]
    if others or lacking:
        print(f"  OpenBLAS is left alone: {others or lacking}")
        return
    jumps = "\n".join(
        f'__asm__(".globl {name}\\n.type {name},@function\\n{name}: jmp scipy_{name}@PLT\\n");'
        for name in wanted
    )
    compile_library(jumps + "\n", theirs, links=[ours])


def leave_out_codecs(inner: Path) -> None:
    """Put a library that refuses in the place of each codec that nothing here asks for."""
    for place, names in _CODECS.items():
        for name in names:
            codec = library(inner / place, name)
            if codec is None:
                continue
            offered = bare(symbols(codec, defined=True))
            users = [path for path in binaries(inner) if soname(codec) in needed(path)]
            wanted = sorted(
                {one for path in users for one in bare(symbols(path, defined=False)) & offered}
            )
            refusals = [_refusal(one) for one in wanted]
            if None in refusals:
                print(f"  {name} is left alone: {wanted[refusals.index(None)]} is not known")
                continue
            compile_library("\n".join(filter(None, refusals)) + "\n", codec)


def _refusal(function: str) -> str | None:
    """Return a function in C that says no, or None where it is not known how it says so."""
    for pattern, kind, value in _REFUSALS:
        if re.search(pattern, function):
            return f"{kind} {function}(void) {{ return {value}; }}"
    return None


def keep_languages(inner: Path) -> None:
    """Leave out what Qt's ICU knows about languages that the program does not speak.

    Kept: English, Chinese, the root of everything, text encodings, time zones. Qt has its own tables for
    numbers, dates and line breaks; it asks ICU to sort and to convert encodings.
    """
    library_path = library(inner / "PySide6" / "Qt" / "lib", "icudata")
    if library_path is None or shutil.which("icupkg") is None:
        print("  ICU is left alone: install icu-devtools")
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        major = library_path.name.rpartition(".")[2]
        whole, kept = folder / f"icudt{major}l.dat", folder / "kept" / f"icudt{major}l.dat"
        run("objcopy", "-O", "binary", "-j", ".rodata", library_path, whole)
        kept.parent.mkdir()
        items = run("icupkg", "-l", whole).split()
        (folder / "remove.lst").write_text(
            "\n".join(item for item in items if _foreign(item)) + "\n"
        )
        run("icupkg", "-r", folder / "remove.lst", whole, kept)
        name = f"icudt{major}_dat"
        code = (
            f'__asm__(".section .rodata\\n.balign 4096\\n.globl {name}\\n.type {name},@object\\n"'
            f' "{name}: .incbin \\"{kept}\\"\\n.size {name}, . - {name}\\n");\n'
        )
        compile_library(code, library_path)


def _foreign(item: str) -> bool:
    """Tell whether an item of ICU's data belongs to another language, or to what Qt does not ask of ICU."""
    place, _, name = item.rpartition("/")
    if place in {"brkitr", "translit", "rbnf"}:
        return True
    return bool(_LOCALE.match(name)) and not _SPOKEN.match(name)


def share_doubles(inner: Path) -> None:
    """Keep one copy of libraries that two wheels bring in the very same form."""
    seen: dict[tuple[str, bytes], Path] = {}
    for path in binaries(inner):
        key = (path.name, hashlib.sha256(path.read_bytes()).digest())
        first = seen.setdefault(key, path)
        if first is not path:
            path.unlink()
            path.symlink_to(os.path.relpath(first, path.parent))


def leave_out_orphans(inner: Path) -> None:
    """Leave out libraries that nothing asks for any more, and links that point nowhere."""
    while True:
        present = binaries(inner)
        asked = {name for path in present for name in needed(path)}
        orphans = [
            path
            for path in present
            if re.search(r"^lib.*\.so", path.name)
            and path.name not in asked
            and soname(path) not in asked
            and not _OPENED_BY_NAME.search(str(path))
            and not re.search(r"(abi3|cpython-\d+-.*)\.so$|/lib-dynload/", str(path))
        ]
        for path in orphans:
            path.unlink()
        for path in inner.rglob("*"):
            if path.is_symlink() and not path.exists():
                path.unlink()
        if not orphans:
            return


def leave_out_empty_folders(inner: Path) -> None:
    """Leave out folders that hold nothing any more."""
    for path in sorted(inner.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def main() -> None:
    """Make the build named on the command line smaller."""
    folder = Path(sys.argv[1])
    inner = folder / "_internal"
    for step in (
        leave_out_orphans,
        share_ffmpeg,
        share_openblas,
        leave_out_codecs,
        keep_languages,
        share_doubles,
        leave_out_orphans,
        drop_symbol_tables,
        leave_out_empty_folders,
    ):
        before = size(folder)
        step(inner)
        print(f"{step.__name__:24} {(before - size(folder)) / 1e6:7.1f} MB less")
    print(f"{'size':24} {size(folder) / 1e6:7.1f} MB")


if __name__ == "__main__":
    main()
