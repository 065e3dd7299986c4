"""Gathers the licences of everything in a build, says what is in it, and writes the SBOM.

Usage: python packaging/licences.py build/screening/scolioapp/collected.json dist/screening/ScolioApp

Writes ``licences/`` into the folder: ``index.html`` with one line for each component, the texts of its
licences beside it, the notices for Qt and FFmpeg with the offer of source code, and ``sbom.cdx.json``
(CycloneDX). Fails where a component has no licence, and where a library is not the one its makers built:
nothing is shipped whose terms or maker are not known.
"""
# ruff: noqa: T201 - a tool of the build says what it did

from __future__ import annotations

import dataclasses
import hashlib
import html
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from native import native  # noqa: E402 - found by the line above

import engine  # noqa: E402

_TEXT = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.I)
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Apache": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    # Say it in the text of their licence alone.
    "scipy": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "pyrage": "MIT",
}
_INSIDE = {
    # What a wheel's own library was linked with, and has no file of its own.
    "sqlcipher3": (
        (
            "SQLCipher",
            "BSD-3-Clause",
            "https://github.com/sqlcipher/sqlcipher",
            "texts/sqlcipher.txt",
        ),
        ("OpenSSL", "Apache-2.0", "https://github.com/openssl/openssl", "../LICENSE"),
    ),
    "cryptography": (
        ("OpenSSL", "Apache-2.0", "https://github.com/openssl/openssl", "../LICENSE"),
    ),
}
_TEXTS = ("LGPL-3.0.txt", "LGPL-2.1.txt", "GPL-3.0.txt", "GPL-2.0.txt", "qt.txt", "ffmpeg.txt")


@dataclasses.dataclass(slots=True)
class Part:
    """A component of a build.

    Attributes:
        version: Of it, or an empty string where its files do not say.
        licence: SPDX expression or the makers' own words.
        kind: ``python``, ``system``, ``native``, ``data`` or ``program``.
        texts: Licence files to copy, each with the name that it gets.
        within: The component that brought it, or an empty string.
        files: Its files in the build, for the hashes of the SBOM.
    """

    name: str
    version: str
    licence: str
    source: str
    kind: str
    texts: list[tuple[str, Path]] = dataclasses.field(default_factory=list)
    within: str = ""
    files: list[Path] = dataclasses.field(default_factory=list)


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """Return the licence of a Python distribution, by its own words, as SPDX where that is plain."""
    expression = metadata.get("License-Expression")
    if expression:
        return _SPDX.get(expression, expression)
    said = metadata.get("License") or ""
    words = said.strip().splitlines()[0] if said.strip() else ""
    if not words or len(words) > 80 or words.startswith("Copyright"):
        classified = [
            line.rpartition("::")[2].strip()
            for line in metadata.get_all("Classifier") or ()
            if line.startswith("License ::")
        ]
        words = " AND ".join(classified)
    return _SPDX.get(words, words) or _SPDX.get(metadata["Name"], "")


def python_part(name: str) -> Part:
    """Describe a Python distribution that is installed in this environment."""
    found = importlib.metadata.distribution(name)
    texts = [
        ("/".join(file.parts[1:]).replace("/", "_"), Path(str(found.locate_file(file))))
        for file in found.files or ()
        if ".dist-info" in file.parts[0]
        and _TEXT.search(file.name)
        and file.suffix not in {".pyc", ".py"}
    ]
    for file in found.files or ():
        if re.fullmatch(
            r"(LICEN[CS]E|NOTICE|COPYING|ThirdPartyNotices|Privacy)[\w.-]*", file.name, re.I
        ):
            path = Path(str(found.locate_file(file)))
            if ".dist-info" not in file.parts[0] and file.parts[0] == name.replace("-", "_"):
                texts.append(("_".join(file.parts), path))
    metadata = found.metadata
    source = metadata.get("Home-page") or next(
        (line.partition(",")[2].strip() for line in metadata.get_all("Project-URL") or ()), ""
    )
    return Part(metadata["Name"], found.version, licence_of(metadata), source, "python", texts)


def parts_inside(name: str) -> list[Part]:
    """Describe what the wheel of a Python distribution was linked with."""
    return [
        Part(project, "", licence, source, "native", [("LICENSE.txt", HERE / text)], within=name)
        for project, licence, source, text in _INSIDE.get(name, ())
    ]


def system_part(package: str, path: Path) -> Part:
    """Describe a package of Debian whose library was taken along."""
    version = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    text = Path("/usr/share/doc") / package / "copyright"
    known = native(path.name)
    licence = known.licence if known is not None else f"see {package}_copyright"
    source = f"https://tracker.debian.org/pkg/{package}"
    return Part(package, version, licence, source, "system", [("copyright", text)])


def python_itself() -> Part:
    """Describe the interpreter."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    library = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = [library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    texts = [("LICENSE.txt", path) for path in places if path.is_file()][:1]
    return Part("Python", version, "PSF-2.0", "https://www.python.org", "program", texts)


def owner_of(path: Path) -> str | None:
    """Return the package of Debian that a library is from, or None on other systems."""
    if not sys.platform.startswith("linux"):
        return None
    for name in {str(path), str(path.resolve()), f"*/{path.resolve().name}"}:
        found = subprocess.run(["dpkg", "-S", name], check=False, capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    return None


class Gathering:
    """Finds the components of a build."""

    def __init__(self, collected: dict[str, list[list[str]]], folder: Path) -> None:
        self._collected = collected
        inner = folder / "_internal"
        self._inner = inner if inner.is_dir() else folder
        self._parts: dict[tuple[str, str], Part] = {}
        self._python: dict[str, Part] = {}
        self._site = {
            Path(str(one.locate_file(file))): one.metadata["Name"]
            for one in importlib.metadata.distributions()
            for file in one.files or ()
        }

    def parts(self) -> list[Part]:
        """Return every component, the program first."""
        self._add(self._program())
        self._add(python_itself())
        self._add(Part("PyInstaller bootloader", importlib.metadata.version("pyinstaller"),
                       "GPL-2.0-or-later WITH Bootloader-exception", "https://pyinstaller.org", "program",
                       python_part("pyinstaller").texts))  # fmt: skip
        owners = importlib.metadata.packages_distributions()
        for module in self._collected["modules"]:
            names = owners.get(str(module), ())
            # Where several share a name, as the parts of PySide6 do, their files tell which is in.
            if len(names) == 1:
                self._add(self._described(names[0]))
        for name, source, _kind in self._collected["files"]:
            self._take(self._inner / name, Path(source))
        return list(self._parts.values())

    def _take(self, path: Path, source: Path) -> None:
        if path.is_symlink() or not path.is_file():
            return
        owner = self._site.get(source)
        if sys.platform.startswith("linux") and _is_library(path):
            check_unchanged(path, source)
        if owner is not None:
            part = self._add(self._described(owner))
            part.files.append(path)
            for inside in parts_inside(part.name):
                self._add(inside)
            known = native(path.name) if _is_library(path) else None
            if known is not None:
                carried = Part(
                    known.project, "", known.licence, known.source, "native", within=part.name
                )
                self._add(carried).files.append(path)
            elif _is_library(path) and re.match(
                r"lib(?!pyside|shiboken|Qt|q|torch|c10|shm|onnx)", path.name
            ):
                if ".libs" in str(path) and not path.name.startswith(("libav", "libsw")):
                    raise SystemExit(
                        f"Whose library is {path.name}? Add it to packaging/native.csv."
                    )
        elif _is_library(path) and sys.base_prefix not in str(source):
            package = owner_of(source)
            if package is not None:
                self._add(system_part(package, source)).files.append(path)

    def _described(self, name: str) -> Part:
        if name not in self._python:
            self._python[name] = python_part(name)
        return self._python[name]

    def _add(self, part: Part) -> Part:
        return self._parts.setdefault((part.name, part.within), part)

    def _program(self) -> Part:
        texts = [(name, HERE.parent / name) for name in ("LICENSE", "NOTICE")]
        return Part("ScolioApp", engine.__version__, "Apache-2.0", "", "program", texts)


def _is_library(path: Path) -> bool:
    return bool(re.search(r"\.(so|dll|dylib|pyd)(\.|$)", path.name))


def check_unchanged(path: Path, source: Path) -> None:
    """Stop the build where a library is not byte for byte the one that it was taken from.

    For Linux alone: on macOS PyInstaller has to write its paths into libraries.

    Raises:
        SystemExit: The bytes differ; nothing goes out that its makers did not build.
    """
    if path.read_bytes() != source.read_bytes():
        raise SystemExit(f"{path.name} is not the file that its wheel brought ({source}).")


def copy_texts(parts: Iterable[Part], folder: Path) -> Iterator[tuple[Part, list[str]]]:
    """Copy the licence texts of every component; gives each with the names of its files."""
    for part in parts:
        place = re.sub(r"[^\w.+-]", "_", f"{part.name}-{part.version}".strip("-"))
        names = []
        for name, source in part.texts:
            if not source.is_file():
                continue
            target = folder / place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            names.append(f"{place}/{name}")
        yield part, names


def write_index(rows: Iterable[tuple[Part, list[str]]], folder: Path) -> None:
    """Write ``index.html``."""
    lines = []
    for part, names in rows:
        links = " ".join(
            f'<a href="{html.escape(name)}">{html.escape(Path(name).name)}</a>' for name in names
        )
        within = f" (in {html.escape(part.within)})" if part.within else ""
        source = (
            f'<a href="{html.escape(part.source)}">source</a>'
            if part.source.startswith("http")
            else ""
        )
        cells = (
            html.escape(part.name) + within,
            html.escape(part.version),
            html.escape(part.licence),
        )
        lines.append(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, source, links)) + "</tr>"
        )
    texts = " ".join(f'<a href="{name}">{name}</a>' for name in _TEXTS)
    page = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Licences of ScolioApp {engine.__version__}</title>
<style>
body {{ font: 14px sans-serif; margin: 2em }}
td, th {{ text-align: left; padding: .2em 1em .2em 0; vertical-align: top }}
</style>
<h1>Licences of ScolioApp {engine.__version__}</h1>
<p>ScolioApp itself is under the Apache License 2.0. What it brings along is from others. Read
<a href="qt.txt">qt.txt</a> for Qt, the offer of source code and how to replace its libraries, and
<a href="ffmpeg.txt">ffmpeg.txt</a> for video. <a href="sbom.cdx.json">sbom.cdx.json</a> lists the same for
programs.</p>
<p>Texts that many refer to: {texts}</p>
<table><tr><th>Component<th>Version<th>Licence<th>From<th>Texts</tr>
{chr(10).join(lines)}
</table></html>
"""
    (folder / "index.html").write_text(page, encoding="utf-8")


def write_sbom(parts: Iterable[Part], flavour: str, path: Path) -> None:
    """Write the list of components as CycloneDX 1.6 and check it against its schema."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import (
        ExternalReference,
        ExternalReferenceType,
        HashAlgorithm,
        HashType,
        Property,
        XsUri,
    )
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from packageurl import PackageURL

    licences, bom = LicenseFactory(), Bom()
    for part in parts:
        purl = (
            PackageURL("pypi", name=part.name.lower(), version=part.version)
            if part.kind == "python"
            else None
        )
        if part.kind == "system":
            purl = PackageURL("deb", "debian", part.name, part.version)
        whole = hashlib.sha256()
        for file in sorted(part.files):
            whole.update(hashlib.sha256(file.read_bytes()).digest())
        component = Component(
            name=part.name,
            version=part.version or None,
            type=ComponentType.APPLICATION if part.name == "ScolioApp" else ComponentType.LIBRARY,
            bom_ref=f"{part.kind}:{part.within}:{part.name}",
            licenses=[licences.make_from_string(part.licence)],
            purl=purl,
            external_references=[
                ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.source))
            ] if part.source.startswith("http") else (),
            properties=[Property(name="scolioapp:brought_by", value=part.within)] if part.within else (),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=whole.hexdigest())]
            if len(part.files) == 1
            else (),
        )  # fmt: skip
        if part.name == "ScolioApp":
            component.properties.add(Property(name="scolioapp:flavour", value=flavour))
            bom.metadata.component = component
        else:
            bom.components.add(component)
    if bom.metadata.component is not None:
        bom.register_dependency(bom.metadata.component, bom.components)
    written = JsonV1Dot6(bom).output_as_string(indent=1)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)
    if wrong is not None:
        raise SystemExit(f"The SBOM is not valid: {wrong}")
    path.write_text(written, encoding="utf-8")


def main() -> None:
    """Write ``licences/`` into the build named on the command line."""
    collected = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    target = Path(sys.argv[2])
    parts = Gathering(collected, target).parts()
    unknown = [part.name for part in parts if not part.licence]
    if unknown:
        raise SystemExit(f"Under which licence are {', '.join(unknown)}?")
    folder = target / "licences"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _TEXTS:
        shutil.copyfile(HERE / "texts" / name, folder / name)
    rows = list(copy_texts(parts, folder))
    write_index(rows, folder)
    write_sbom(parts, collected["flavour"], folder / "sbom.cdx.json")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"licences of {len(parts)} components, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
