"""Model packs: one model folder as one ``.scoliomodel`` file, and back.

A pack is a zip of stored (not compressed) files: the card, the files that it names, and
``manifest.json`` with size and SHA-256 of each. Bounds, names and hashes are checked before anything is
used; pickles have no place in it. Must not know torch or ONNX Runtime.
"""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Annotated, Final, Literal

import yaml
from pydantic import Field, ValidationError

from engine.core.errors import ModelError
from engine.core.files import written_beside
from engine.core.frozen_model import FrozenModel
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import Text, text
from engine.models.cards import CARD_FILE, FILES, REPORT_FILE, Sha256, read_card
from engine.runtime.strict_config import MAX_BYTES as MAX_CARD_BYTES
from engine.runtime.strict_config import load_yaml

SUFFIX: Final = ".scoliomodel"
MANIFEST_FILE: Final = "manifest.json"
MAX_BYTES: Final = 2 << 30
"""Far above any network of this field: the full ScoNet-MT makes a pack of 65 MB."""

_NAMES: Final = (CARD_FILE, *FILES, MANIFEST_FILE)
_SMALL: Mapping[str, int] = {
    CARD_FILE: MAX_CARD_BYTES,
    REPORT_FILE: 1 << 20,
    MANIFEST_FILE: 1 << 16,
}
_BLOCK: Final = 1 << 20
# The end of a zip: signature, four numbers of disks and entries, size and place of the table, comment.
_END = struct.Struct("<4s4H2LH")
_LARGEST_TABLE = 4096
_ZIP64_LOCATOR = 20


class PackedFile(FrozenModel):
    """Size in bytes and hash of one file of a pack."""

    size: Annotated[int, Field(ge=0, le=MAX_BYTES)]
    sha256: Sha256


class Manifest(FrozenModel):
    """What a pack holds beside the manifest itself.

    Attributes:
        format: Name and version of this format.
        files: Size and hash of each file.
    """

    format: Literal["scolioapp.model-pack/1"]
    name: str
    files: Mapping[str, PackedFile]


def is_gait_network(folder: Path) -> bool:
    """Say whether a folder with a card is one of a gait network, be it whole or broken.

    Cards of pose networks and of measurements hold none of the keys looked for. A card that cannot be
    read at all counts as a broken one of a gait network.
    """
    try:
        with (folder / CARD_FILE).open("rb") as stream:
            content = stream.read(MAX_CARD_BYTES + 1)
        if len(content) > MAX_CARD_BYTES:
            return True
        card = load_yaml(content)
    except (OSError, yaml.YAMLError, ValueError, TypeError, RecursionError):
        return True
    return not isinstance(card, dict) or not {"class_order", "known_answer"}.isdisjoint(card)


def write_pack(
    folder: Path, pack: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Path:
    """Write the card of a model folder and the files that it names; same folder, same bytes.

    Args:
        folder: A model folder.
        pack: The file to write; the suffix is put behind a name that lacks it.
        progress: Told the share of the bytes written.
        cancel: Checked while bytes are written.

    Returns:
        The path written.

    Raises:
        ModelError: A file of the folder is missing or not as its card says.
        OutputError: The pack cannot be written.
        CancelledError: ``cancel`` was set; no file is left.
    """
    card = read_card(folder)
    path = pack if pack.suffix == SUFFIX else pack.with_name(pack.name + SUFFIX)
    names = [CARD_FILE, *(name for name in FILES if name in card.sha256)]
    total = sum((folder / name).stat().st_size for name in names) or 1
    files: dict[str, PackedFile] = {}
    with written_beside(path) as beside, zipfile.ZipFile(beside, "w") as archive:
        for name in names:
            done = sum(one.size for one in files.values())
            files[name] = _pack_file(archive, folder / name, cancel)
            report(progress, Stage.WRITE, (done + files[name].size) / total)
        if any(files[name].sha256 != expected for name, expected in card.sha256.items()):
            raise _changed_error(card.name)
        manifest = Manifest(format="scolioapp.model-pack/1", name=card.name, files=files)
        archive.writestr(_entry(MANIFEST_FILE), manifest.model_dump_json(indent=2) + "\n")
    return path


def _entry(name: str) -> zipfile.ZipInfo:
    """Return a stored entry that says nothing of the time or the machine."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


def _pack_file(archive: zipfile.ZipFile, path: Path, cancel: Cancel | None) -> PackedFile:
    entry = _entry(path.name)
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as target:
        return _copy(source, target, MAX_BYTES, cancel)


def _copy(source: IO[bytes], target: IO[bytes], most: int, cancel: Cancel | None) -> PackedFile:
    """Copy at most ``most`` bytes and one block; return size and hash of the copy."""
    digest, size = hashlib.sha256(), 0
    while (block := source.read(_BLOCK)) and size <= most:
        check(cancel)
        digest.update(block)
        target.write(block)
        size += len(block)
    return PackedFile(size=size, sha256=digest.hexdigest())


def unpack(
    pack: Path, folder: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> None:
    """Write the files of a pack into ``folder`` and check each against the manifest.

    Args:
        pack: The file.
        folder: An empty folder; on failure, whatever was written stays in it.
        progress: Told the share of the bytes read.
        cancel: Checked while bytes are read.

    Raises:
        ModelError: The file is not a pack, or what it holds is not what its manifest says.
        OSError: ``folder`` cannot be written.
        CancelledError: ``cancel`` was set.
    """
    try:
        _check_end(pack)
        with zipfile.ZipFile(pack) as archive:
            entries = archive.infolist()
            _check_entries(pack, entries)
            manifest = _manifest(pack, archive, entries)
            total, done = sum(entry.file_size for entry in entries) or 1, 0
            for name, expected in manifest.files.items():
                with archive.open(name) as source, (folder / name).open("xb") as target:
                    found = _copy(source, target, expected.size, cancel)
                if found != expected:
                    raise _pack_error(pack, text("{file} has been changed", file=name))
                done += found.size
                report(progress, Stage.OPEN, done / total)
        if manifest.files.keys() != {CARD_FILE, *read_card(folder).sha256}:
            raise _pack_error(pack, text("its card names different files from those in it"))
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as failure:
        raise _pack_error(pack, text("it is damaged")) from failure


def _check_end(pack: Path) -> None:
    """Refuse what has no short table of contents at its end, before that table is read."""
    try:
        size = pack.stat().st_size
        with pack.open("rb") as stream:
            stream.seek(max(0, size - _END.size - _ZIP64_LOCATOR))
            tail = stream.read(_END.size + _ZIP64_LOCATOR)
    except OSError as failure:
        raise ModelError(
            text("“{name}” could not be read: {why}.", name=pack.name, why=failure.strerror or ""),
            text("Check that the file exists and may be read."),
        ) from failure
    if size > MAX_BYTES:
        raise _pack_error(pack, text("it is too large for a model ({size} bytes)", size=size))
    end = tail[-_END.size :]
    if len(end) < _END.size or not end.startswith(b"PK\5\6"):
        raise _pack_error(pack, text("it is not a complete model pack"))
    *_, count, table, _, comment = _END.unpack(end)
    zip64 = tail[: -_END.size].startswith(b"PK\6\7")
    if zip64 or comment or count > len(_NAMES) or table > _LARGEST_TABLE:
        raise _pack_error(pack, text("it contains more than a model"))


def _check_entries(pack: Path, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse all but plain stored files of known names, each once and of bounded size."""
    names = [entry.orig_filename for entry in entries]
    for entry in entries:
        name = entry.orig_filename
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if name not in _NAMES:
            why = text("it contains “{file}”, which does not belong in a model", file=name[:80])
        elif names.count(name) > 1:
            why = text("it contains {file} twice", file=name)
        elif kind not in (0, stat.S_IFREG):
            why = text("{file} in it is not a plain file", file=name)
        elif entry.flag_bits & 1:
            why = text("it is encrypted")
        elif entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            why = text("{file} in it is compressed, which never happens in a pack", file=name)
        elif entry.file_size > _SMALL.get(name, MAX_BYTES):
            why = text("{file} in it is too large ({size} bytes)", file=name, size=entry.file_size)
        else:
            continue
        raise _pack_error(pack, why)
    # Entries that lie over each other would make more of the file than is there.
    if sum(entry.file_size for entry in entries) > pack.stat().st_size:
        raise _pack_error(pack, text("it claims to have more bytes than it has"))


def _manifest(pack: Path, archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> Manifest:
    """Read the manifest; it must name the other entries, all of them, with their sizes."""
    there = {entry.orig_filename: entry.file_size for entry in entries}
    if MANIFEST_FILE not in there:
        raise _pack_error(pack, text("it has no manifest"))
    try:
        content = archive.read(MANIFEST_FILE)
        manifest = Manifest.model_validate_json(content, strict=True)
    except ValidationError as failure:
        raise _pack_error(pack, text("its manifest cannot be read")) from failure
    del there[MANIFEST_FILE]
    if {name: one.size for name, one in manifest.files.items()} != there or CARD_FILE not in there:
        raise _pack_error(pack, text("its manifest names different files from those in it"))
    return manifest


def _pack_error(pack: Path, why: Text) -> ModelError:
    return ModelError(
        text("The model pack “{name}” was refused: {why}.", name=pack.name, why=str(why)),
        text("Copy it again from its source, or ask whoever made it."),
    )


def _changed_error(name: str) -> ModelError:
    return ModelError(
        text("The model “{model}” was changed while it was being packed.", model=name),
        text("Try again."),
    )
