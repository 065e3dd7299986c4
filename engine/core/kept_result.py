"""A kept result as a folder: every judgement of one recording as a revision that is never rewritten.

::

    result.json  people.npz  sequence.gait.npz  revision.json    the first judgement
    revision-2/  revision-3/  ...                                later ones, each whole: the same files
    label.json                                                   what a person calls the recording

A revision appears when a whole folder is renamed, so a crash leaves none half written, and of two programs
that add one at once each gets a number of its own. ``revision.json`` holds the hash of every other file;
what is not hashed (the label, the line of a list) lies beside. Folders of versions before revisions, and
those of ``scolioapp screen``, have no ``revision.json``: they are a first judgement as they stand.

Must not know what a screening is made of, nor which list a result stands in.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import SequenceError
from engine.core.files import folder_to_rename, write_text
from engine.core.findings import Verdict
from engine.core.names import label_of
from engine.core.text import text

if TYPE_CHECKING:
    from engine.core.result import ScreeningResult

RESULT, SEQUENCE, PEOPLE = "result.json", "sequence.gait.npz", "people.npz"
FILES = (RESULT, SEQUENCE, PEOPLE)
"""Names of the files of a revision; the sequence is missing where nobody was judged."""

_MANIFEST, _LABEL = "revision.json", "label.json"
_SCHEMA = "scolioapp.revision/1"
_LATER = re.compile(r"revision-([2-9]|[1-9]\d{1,5})")
_LARGEST_BYTES = 1 << 31
"""Size beyond which a file is not read: many hours of walking."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One judgement of a recording, as it was kept.

    Attributes:
        number: 1 for the first judgement.
    """

    kept: Path
    number: int

    @property
    def folder(self) -> Path:
        """Folder with the files of the revision."""
        return self.kept if self.number == 1 else self.kept / f"revision-{self.number}"

    @property
    def sha256(self) -> str:
        """Hash of the revision: of the names and hashes of its files, whatever the recording is called.

        Raises:
            SequenceError: A file cannot be read.
        """
        hashes = self._hashes() or {name: _hash(each) for name, each in self.files().items()}
        lines = (f"{name}:{each}\n" for name, each in sorted(hashes.items()))
        return _hash("".join(lines).encode())

    def files(self, *names: str) -> dict[str, bytes]:
        """Return the files of the revision by name, as they were kept.

        Args:
            names: The files wanted, of those that are there; none: all.

        Raises:
            SequenceError: A file is missing, or is not as it was kept.
        """
        wanted, hashes = names or FILES, self._hashes()
        try:
            if hashes is None:
                there = [name for name in wanted if (self.folder / name).is_file()]
                return {name: _read(self.folder / name) for name in there}
            files = {name: _read(self.folder / name) for name in wanted if name in hashes}
        except OSError as error:
            raise self._damaged() from error
        if any(_hash(content) != hashes[name] for name, content in files.items()):
            raise self._damaged()
        return files

    def result(self) -> ScreeningResult:
        """Read what the revision says; later labels lie beside it.

        Raises:
            SequenceError: There is no result, or it is damaged or of another version.
        """
        # A window is there before the first result is read.
        from engine.core.result import ScreeningResult

        try:
            return ScreeningResult.from_json(self.files(RESULT)[RESULT].decode())
        except (KeyError, ValueError) as error:
            raise self._damaged() from error

    @property
    def verdict(self) -> Verdict | None:
        """What the recording is good for; None where that cannot be read."""
        try:
            return self.result().quality.verdict
        except SequenceError:
            return None

    def _hashes(self) -> dict[str, str] | None:
        """Read the hashes of the files; None for a first judgement without any.

        Raises:
            SequenceError: They cannot be read.
        """
        try:
            manifest = json.loads((self.folder / _MANIFEST).read_bytes())
            if manifest["schema"] != _SCHEMA or not set(manifest["files"]) <= set(FILES):
                raise self._damaged()
            return {str(name): str(each) for name, each in manifest["files"].items()}
        except FileNotFoundError as error:
            if self.number == 1:
                return None
            raise self._damaged() from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged() from error

    def _damaged(self) -> SequenceError:
        return SequenceError(
            text("The result in “{name}” cannot be read.", name=self.kept.absolute().name),
            text("It is damaged or from another version. Screen the video again."),
        )


def numbers(folder: Path) -> list[int]:
    """Return the numbers of the revisions of a kept result, the first one first; [] where it is gone."""
    try:
        with os.scandir(folder) as inside:
            later = [_LATER.fullmatch(each.name) for each in inside]
    except OSError:
        return []
    return [1, *sorted(int(match[1]) for match in later if match is not None)]


def revisions(folder: Path) -> tuple[Revision, ...]:
    """Return the revisions of a kept result, the first judgement first; none where it is gone."""
    return tuple(Revision(folder, number) for number in numbers(folder))


def newest(folder: Path) -> Revision:
    """Return the newest judgement in a folder; a folder that is not there says so when it is read."""
    return Revision(folder, max(numbers(folder), default=1))


def result_in(folder: Path) -> ScreeningResult:
    """Read what the newest judgement in a folder says, under the label that the recording has now.

    Args:
        folder: A kept result, or what ``scolioapp screen`` wrote.

    Raises:
        SequenceError: There is no result, or it is damaged or of another version.
    """
    try:
        result = newest(folder).result()
    except SequenceError as error:
        raise SequenceError(
            text("There is no readable result in “{name}”.", name=folder.absolute().name),
            text("Choose the folder of a screening; it contains a result.json."),
        ) from error
    label = read_label(folder)
    return result if label is None else result.named(label, result.repeats)


def judged_by(results: Path, hashes: Collection[str]) -> int:
    """Count the kept results with a judgement of a model."""
    return sum(any(one in hashes for one in _models_in(each)) for each in results.glob("*/"))


def depends_on(folder: Path, name: str, hashes: Collection[str], told: str) -> bool:
    """Tell whether a model made any judgement of a kept result, in doubt by its name.

    Args:
        folder: The kept result.
        name: What the model is called.
        hashes: Those of its files.
        told: Name of the model that made a judgement which cannot be read.
    """
    for revision in revisions(folder):
        try:
            model = revision.result().model
        except SequenceError:
            model = None
        by, sha256 = (told, "") if model is None else (model.name, model.sha256)
        if sha256 in hashes or (by == name and not (hashes and sha256)):
            return True
    return False


def _models_in(folder: Path) -> Iterator[str]:
    """Yield the hash of the model of each revision that one judged."""
    for revision in revisions(folder):
        try:
            model = revision.result().model
        except SequenceError:
            continue
        if model is not None:
            yield model.sha256


def read_label(folder: Path) -> str | None:
    """Return what a person calls the recording; None where the revisions themselves say it."""
    try:
        return label_of(str(json.loads((folder / _LABEL).read_bytes())["label"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_label(folder: Path, label: str) -> None:
    """Note what a person calls the recording, beside its revisions.

    Raises:
        OutputError: It cannot be written; the label is as it was.
    """
    write_text(folder / _LABEL, _label_text(label))


def create(
    folder: Path, files: Mapping[str, bytes], label: str, notes: Mapping[str, bytes], beside: Path
) -> None:
    """Make a kept result with its first judgement.

    Args:
        folder: The folder that appears, whole.
        files: The judgement, by the names in `FILES`.
        label: What the recording is called, or "".
        notes: Further files, which are no part of the judgement.
        beside: Folder that is made, and renamed when it is whole; on the same disk.

    Raises:
        OSError: It cannot be written; nothing is left.
    """
    named = {_LABEL: _label_text(label).encode()} if label else {}
    with folder_to_rename(beside, {**_with_hashes(files), **named, **notes}):
        os.rename(beside, folder)


def add(folder: Path, files: Mapping[str, bytes], notes: Mapping[str, bytes], beside: Path) -> None:
    """Add a judgement to a kept result; those before it stay as they are.

    Args:
        folder: The kept result.
        files: The judgement, by the names in `FILES`.
        notes: Further files, which are no part of the judgement.
        beside: Folder that is made, and renamed when it is whole; on the same disk.

    Raises:
        OSError: The result is gone, or cannot be written; nothing is left.
    """
    with folder_to_rename(beside, {**_with_hashes(files), **notes}):
        while True:
            revision = Revision(folder, newest(folder).number + 1)
            try:
                os.rename(beside, revision.folder)
            except OSError:
                if not revision.folder.exists():
                    raise
                # Another program was quicker: the next number is free.
            else:
                return


def _with_hashes(files: Mapping[str, bytes]) -> dict[str, bytes]:
    manifest = {"schema": _SCHEMA, "files": {name: _hash(each) for name, each in files.items()}}
    return {**files, _MANIFEST: json.dumps(manifest, indent=2).encode()}


def _label_text(label: str) -> str:
    return json.dumps({"label": label}, ensure_ascii=False)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return path.read_bytes()
