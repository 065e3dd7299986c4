"""Installed models: listed, found, checked, imported, removed; and never more than that."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.core.errors import CancelledError, ModelError, OutputError
from engine.core.progress import Cancel, Stage
from engine.core.resources import resource
from engine.library import installed_models
from engine.models.cards import read_card
from engine.models.folder_names import free_name
from tests.engine.models.made import small_folder

CHECKPOINT = Path(__file__).parents[2] / "data" / "goldens" / "opengait_sconet_mt_tiny-00000.pt"
ORDER = ("negative", "neutral", "positive")
DEMO = resource("models", "sconet_mt_demo")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small", status="research")


@pytest.fixture
def user(made, tmp_path):
    """The user's folder with one model."""
    shutil.copytree(made, tmp_path / "models" / "small")
    return tmp_path / "models"


def own(user):
    return [model for model in installed_models.list_installed(user) if not model.bundled]


def test_bundled_models_are_always_there_and_first(user):
    first, *others = installed_models.list_installed(user)
    assert (first.name, first.bundled, first.problem) == ("sconet_mt_demo", True, None)
    assert first.card is not None
    assert first.size == sum(path.stat().st_size for path in DEMO.iterdir())
    assert [model.name for model in others] == ["small"]
    assert others[0].folder == user / "small"


@pytest.mark.parametrize("kind", ["missing", "a file"])
def test_the_users_folder_may_not_be_one(kind, tmp_path):
    if kind == "a file":
        (tmp_path / "models").write_text("no folder")
    assert own(tmp_path / "models") == []


def test_what_is_no_model_folder_is_not_listed(user, made):
    (user / "empty").mkdir()
    (user / "file").write_text("card.yaml")
    shutil.copytree(made, user / ".small.part")
    (user / "link").symlink_to(made, target_is_directory=True)
    (user / "pose").mkdir()
    (user / "pose" / "card.yaml").write_text("name: rtmpose\ntask: pose\n")
    assert [model.name for model in own(user)] == ["small"]


def test_broken_folders_are_listed_with_their_problem(user, made):
    (user / "broken").mkdir()
    (user / "broken" / "card.yaml").write_text("name: [")
    shutil.copytree(made, user / "gone")
    (user / "gone" / "model.onnx").unlink()
    shutil.copytree(made, user / "linked")
    (user / "linked" / "model.onnx").unlink()
    (user / "linked" / "model.onnx").symlink_to(made / "model.onnx")
    shutil.copytree(made, user / "sconet_mt_demo")
    problems = {model.name: str(model.problem) for model in own(user)}
    assert list(problems) == ["broken", "gone", "linked", "sconet_mt_demo", "small"]
    assert "not a YAML file" in problems["broken"]
    assert "has no model.onnx" in problems["gone"]
    assert "has no model.onnx" in problems["linked"]
    assert "came with the program" in problems["sconet_mt_demo"]
    assert problems["small"] == "None"


def test_found_by_name_and_by_path(user, monkeypatch):
    assert installed_models.find("sconet_mt_demo", user) == DEMO
    assert installed_models.find("small", user) == user / "small"
    assert installed_models.find(str(user / "small")) == user / "small"
    monkeypatch.setenv("SCOLIOAPP_MODELS", str(user))
    assert installed_models.find("small") == user / "small"
    monkeypatch.chdir(user)
    assert installed_models.find("small", user / "none") == Path("small")
    for name in ("none", "", "..", "../small", "blazepose/../none"):
        with pytest.raises(ModelError, match="There is no model"):
            installed_models.find(name, user)


def test_a_whole_model_passes_and_torch_stays_away(made):
    code = (
        "import sys, pathlib\n"
        "from engine.library import installed_models\n"
        "installed_models.list_installed(pathlib.Path(sys.argv[1]).parent)\n"
        "installed_models.verify(pathlib.Path(sys.argv[1]))\n"
        "sys.exit('torch' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(made)], check=False).returncode == 0


def test_verify_can_be_cancelled(made):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        installed_models.verify(made, cancel=cancel)


def test_import_makes_the_folder_and_tries_it_out(tmp_path):
    models = tmp_path / "not" / "there" / "yet"
    told = []
    folder = installed_models.import_opengait(
        CHECKPOINT,
        class_order=ORDER,
        destination=models,
        name="../../outside: 走路",
        licence="academic use",
        origin="a friend",
        progress=told.append,
    )
    assert folder == models / "outside"
    assert os.listdir(models) == ["outside"]
    card = read_card(folder)
    assert (card.name, card.status) == ("outside", "research")
    assert card.training.licence == "academic use"
    assert card.origin.told == "a friend"
    assert told[-1].fraction == 1.0
    assert set(card.precisions) == {"bf16", "int8"}
    installed_models.verify(folder)


def test_free_names(user):
    for wanted, name in (
        ("small", "small-2"),
        ("sconet_mt_demo", "sconet_mt_demo-2"),
        ("../../outside: 走路", "outside"),
        ("..", "imported"),
        (".hidden", "hidden"),
        ("a" * 200, "a" * 50),
    ):
        assert free_name(user, wanted) == user / name


def test_inspect_says_what_it_is_and_writes_nothing(tmp_path):
    found = installed_models.inspect(CHECKPOINT)
    assert (found.config.kind, found.config.parts, found.config.classes) == ("sconet_mt", 16, 3)


@pytest.mark.parametrize("existing", [True, False])
def test_a_cancelled_or_failed_import_leaves_nothing(existing, tmp_path):
    models = tmp_path / "models"
    if existing:
        models.mkdir()
    cancel = Cancel()
    # Cancelled half-way: after the folder was made, before it was tried out.
    with pytest.raises(CancelledError):
        installed_models.import_opengait(
            CHECKPOINT,
            class_order=ORDER,
            destination=models,
            progress=lambda report: cancel.set() if report.stage is Stage.JUDGE else None,
            cancel=cancel,
        )
    with pytest.raises(ModelError, match="class order"):
        installed_models.import_opengait(CHECKPOINT, class_order=ORDER[:2], destination=models)
    assert os.listdir(tmp_path) == (["models"] if existing else [])
    assert not existing or os.listdir(models) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "models").write_text("a file")
    with pytest.raises(OutputError, match="could not be written"):
        installed_models.import_opengait(
            CHECKPOINT, class_order=ORDER, destination=tmp_path / "models"
        )


def test_removed_is_gone(user):
    installed_models.remove(user / "small")
    assert os.listdir(user) == []


def test_what_is_not_a_model_of_the_user_stays(user, made, tmp_path):
    with pytest.raises(ModelError, match="came with the program"):
        installed_models.remove(DEMO)
    (user / "link").symlink_to(made, target_is_directory=True)
    (user / "other").mkdir()
    shutil.copytree(made, user / "more" / "inner")
    shutil.copy(made / "card.yaml", user / "more")
    for name, says in (
        ("link", "not one of your model folders"),
        ("other", "not one of your model folders"),
        ("none", "not one of your model folders"),
        ("more", "contains a folder, “inner”"),
    ):
        with pytest.raises(ModelError, match=says):
            installed_models.remove(user / name)
    assert sorted(os.listdir(user)) == ["link", "more", "other", "small"]
    assert (made / "card.yaml").is_file()
    assert (user / "more" / "inner" / "model.onnx").is_file()
