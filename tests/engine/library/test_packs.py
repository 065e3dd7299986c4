"""Model packs: what goes in comes out, and what was tampered with does not."""

import hashlib
import json
import os
import shutil
import stat
import struct
import zipfile

import pytest

from engine.core.errors import CancelledError, ModelError, OutputError
from engine.core.progress import Cancel
from engine.library import installed_models
from engine.models.cards import read_card
from tests.engine.models.made import small_folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small", status="research")


@pytest.fixture(scope="module")
def whole(made, tmp_path_factory):
    return installed_models.export_pack(
        made, tmp_path_factory.mktemp("packs") / "small.scoliomodel"
    )


@pytest.fixture
def pack(whole, tmp_path):
    return shutil.copy(whole, tmp_path / "small.scoliomodel")


def test_there_and_back(made, pack, tmp_path):
    told = []
    models = tmp_path / "my models"
    folder = installed_models.import_pack(pack, models, progress=told.append)
    assert folder == models / "small"
    assert os.listdir(models) == ["small"]
    for path in made.iterdir():
        assert (folder / path.name).read_bytes() == path.read_bytes()
    assert told
    again = installed_models.import_pack(pack, models)
    assert again.name == read_card(again).name == "small-2"
    installed_models.verify(again)


def test_the_same_folder_gives_the_same_bytes(made, whole, tmp_path):
    copy = shutil.copytree(made, tmp_path / "copy")
    for path in copy.iterdir():
        os.utime(path, (0, 0))
    (copy / "notes.txt").write_text("nothing for others")
    path = installed_models.export_pack(copy, tmp_path / "other name")
    assert path.name == "other name.scoliomodel"
    assert path.read_bytes() == whole.read_bytes()


def test_broken_folders_are_not_packed(made, tmp_path):
    copy = shutil.copytree(made, tmp_path / "copy")
    (copy / "model.onnx").write_bytes(b"changed")
    with pytest.raises(ModelError, match=r"model\.onnx"):
        installed_models.export_pack(copy, tmp_path / "new.scoliomodel")
    with pytest.raises(OutputError, match="could not be written"):
        installed_models.export_pack(made, copy / "card.yaml" / "new.scoliomodel")
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        installed_models.export_pack(made, tmp_path / "new.scoliomodel", cancel=cancel)
    assert os.listdir(tmp_path) == ["copy"]


def contents(pack):
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(pack, files, *, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(pack, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)


def with_manifest(files):
    """Return the files with a manifest that fits them, as somebody who knows the format makes it."""
    described = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    manifest = {"format": "scolioapp.model-pack/1", "name": "small", "files": described}
    return [*files.items(), ("manifest.json", json.dumps(manifest))]


def files_of(pack):
    files = contents(pack)
    del files["manifest.json"]
    return files


def changed(name, place):
    def make(pack):
        files = contents(pack)
        content = bytearray(files[name])
        content[round(place * (len(content) - 1))] ^= 1
        files[name] = bytes(content)
        write(pack, files.items())

    return make


def changed_in_the_file(pack):
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 1
    pack.write_bytes(content)


def extra(name, content=b"extra"):
    def make(pack):
        write(pack, with_manifest({**files_of(pack), name: content}))

    return make


def not_in_the_manifest(pack):
    write(pack, [*contents(pack).items(), ("report.json", b"{}")])


def name_that_ends_early(pack):
    extra("card.yaml_.exe")(pack)
    pack.write_bytes(pack.read_bytes().replace(b"card.yaml_.exe", b"card.yaml\0.exe"))


def missing(name):
    def make(pack):
        write(pack, [(key, value) for key, value in contents(pack).items() if key != name])

    return make


def other_manifest(**changes):
    def make(pack):
        (*files, (name, manifest)) = with_manifest(files_of(pack))
        write(pack, [*files, (name, json.dumps(json.loads(manifest) | changes))])

    return make


def manifest_is(content):
    def make(pack):
        write(pack, [*files_of(pack).items(), ("manifest.json", content)])

    return make


def duplicate(pack):
    files = files_of(pack)
    twice = [("card.yaml", files["card.yaml"]), *with_manifest(files)]
    with pytest.warns(UserWarning, match="Duplicate name"):
        write(pack, twice)


def compressed(pack):
    write(pack, contents(pack).items(), compression=zipfile.ZIP_DEFLATED)


def bomb(pack):
    files = {**files_of(pack), "weights.safetensors": bytes(50_000_000)}
    write(pack, with_manifest(files), compression=zipfile.ZIP_DEFLATED)


def entries_over_each_other(pack):
    """The table of contents names one stored file three times, under three names."""
    weights = bytes(3_000_000)
    write(pack, [("weights.safetensors", weights), ("manifest.json", b"{}")])
    content = pack.read_bytes()
    start = content.index(b"PK\1\2")
    first = content[start : content.index(b"PK\1\2", start + 1)]
    table = b""
    for name in (b"weights.safetensors", b"reference.safetensors", b"model.onnx"):
        table += first[:28] + struct.pack("<H", len(name)) + first[30:46] + name
    rest = content[content.index(b"PK\1\2", start + 1) : content.index(b"PK\5\6")]
    table += rest
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 4, 4, len(table), start, 0)
    pack.write_bytes(content[:start] + table + end)


def encrypted(pack):
    content = pack.read_bytes()
    start = content.index(b"PK\1\2")
    flags = struct.pack("<H", 1)
    pack.write_bytes(content[: start + 8] + flags + content[start + 10 :])


def link(pack):
    files = with_manifest({**files_of(pack), "model.onnx": b"/etc/passwd"})
    with zipfile.ZipFile(pack, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            if name == "model.onnx":
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, content)


def truncated(pack):
    pack.write_bytes(pack.read_bytes()[:-40])


def empty(pack):
    pack.write_bytes(b"")


def no_zip(pack):
    pack.write_bytes(b"PK\3\4 but nothing else" * 10)


def empty_zip(pack):
    write(pack, [])


def many_entries(pack):
    write(pack, [(f"file{number}", b"") for number in range(1000)])


def comment(pack):
    with zipfile.ZipFile(pack, "a") as archive:
        archive.comment = b"PK\5\6" + bytes(18)


def huge_table(pack):
    content = pack.read_bytes()
    end = content.index(b"PK\5\6")
    changed = struct.pack("<L", 1 << 30)
    pack.write_bytes(content[: end + 12] + changed + content[end + 16 :])


def card_of_a_hundred_megabytes(pack):
    card = files_of(pack)["card.yaml"] + b"#" * 100_000_000
    write(pack, with_manifest({**files_of(pack), "card.yaml": card}))


def card_of_another_model(pack):
    card = files_of(pack)["card.yaml"].replace(b"name: small", b"name: ../small")
    write(pack, with_manifest({**files_of(pack), "card.yaml": card[: card.index(b"# seal")]}))


def edited_class_order(pack):
    card = files_of(pack)["card.yaml"]
    card = card[: card.index(b"# seal")]
    swapped = b"class_order:\n- positive\n- neutral\n- negative"
    card = card.replace(b"class_order:\n- negative\n- neutral\n- positive", swapped)
    write(pack, with_manifest({**files_of(pack), "card.yaml": card}))


HOSTILE = {
    "changed card": (changed("card.yaml", 0.5), "card\\.yaml has been changed"),
    "changed weights": (
        changed("weights.safetensors", 0.5),
        "weights\\.safetensors has been changed",
    ),
    "changed network": (changed("model.onnx", 1.0), "model\\.onnx has been changed"),
    "changed manifest": (changed("manifest.json", 0.0), "manifest cannot be read"),
    "changed byte in the file": (changed_in_the_file, "damaged|has been changed|manifest"),
    "path upwards": (extra("../evil.txt"), "“\\.\\./evil\\.txt”, which does not belong"),
    "absolute path": (extra("/tmp/evil.txt"), "“/tmp/evil.txt”, which does not belong"),
    "path of Windows": (extra("..\\evil.txt"), "which does not belong"),
    "path in a folder": (extra("folder/card.yaml"), "which does not belong"),
    "folder": (extra("folder/", b""), "which does not belong"),
    "name that ends early": (name_that_ends_early, "which does not belong"),
    "extra file": (extra("readme.txt"), "“readme.txt”, which does not belong"),
    "pickle": (extra("model.pt"), "“model.pt”, which does not belong"),
    "extra report": (extra("report.json", b"{}"), "its card names different files"),
    "not in the manifest": (not_in_the_manifest, "names different files from those in it"),
    "no manifest": (missing("manifest.json"), "has no manifest"),
    "no card": (missing("card.yaml"), "names different files from those in it"),
    "no weights": (missing("model.onnx"), "names different files from those in it"),
    "manifest of a later format": (
        other_manifest(format="scolioapp.model-pack/2"),
        "manifest cannot",
    ),
    "manifest with more": (other_manifest(more=1), "manifest cannot be read"),
    "manifest with no files": (other_manifest(files={}), "names different files from those in it"),
    "manifest of text": (manifest_is(b"no json"), "manifest cannot be read"),
    "manifest too deep": (manifest_is(b"[" * 60_000), "manifest cannot be read"),
    "manifest too large": (
        manifest_is(b" " * 100_000),
        "manifest\\.json in it is too large \\(100000 bytes\\)",
    ),
    "duplicate": (duplicate, "contains card\\.yaml twice"),
    "compressed": (compressed, "is compressed, which never happens in a pack"),
    "bomb": (bomb, "is compressed, which never happens in a pack"),
    "entries over each other": (entries_over_each_other, "claims to have more bytes than it has"),
    "encrypted": (encrypted, "is encrypted"),
    "link": (link, "model\\.onnx in it is not a plain file"),
    "truncated": (truncated, "not a complete model pack"),
    "empty": (empty, "not a complete model pack"),
    "not a zip": (no_zip, "not a complete model pack"),
    "empty zip": (empty_zip, "has no manifest"),
    "many entries": (many_entries, "contains more than a model"),
    "comment": (comment, "has no manifest"),
    "huge table": (huge_table, "contains more than a model"),
    "huge card": (card_of_a_hundred_megabytes, "card\\.yaml in it is too large \\(\\d+ bytes\\)"),
    "name that leads elsewhere": (card_of_another_model, "wrong value for “name”"),
    "edited class order": (edited_class_order, "fails its known-answer test"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_packs(what, pack, tmp_path):
    make, says = HOSTILE[what]
    make(pack)
    with pytest.raises(ModelError, match=says):
        installed_models.import_pack(pack, tmp_path / "models")
    assert os.listdir(tmp_path) == ["small.scoliomodel"]


def test_a_refused_pack_leaves_the_other_models(pack, tmp_path):
    installed_models.import_pack(pack, tmp_path / "models")
    changed_in_the_file(pack)
    with pytest.raises(ModelError):
        installed_models.import_pack(pack, tmp_path / "models")
    assert os.listdir(tmp_path / "models") == ["small"]


def test_a_pack_that_is_not_there(tmp_path):
    with pytest.raises(ModelError, match="could not be read"):
        installed_models.import_pack(tmp_path / "none.scoliomodel", tmp_path / "models")
    with pytest.raises(ModelError, match="could not be read"):
        installed_models.import_pack(tmp_path, tmp_path / "models")
    assert os.listdir(tmp_path) == []


def test_a_cancelled_import_leaves_nothing(pack, tmp_path):
    cancel = Cancel()
    with pytest.raises(CancelledError):
        installed_models.import_pack(
            pack, tmp_path / "models", progress=lambda _report: cancel.set(), cancel=cancel
        )
    assert os.listdir(tmp_path) == ["small.scoliomodel"]
