"""The form of a training run is made from the schema: nothing is missing, nothing is made up."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.errors import ConfigError
from engine.models import configs
from engine.runs import training_config as schema
from engine.runs.training_config import TrainConfig, read_config
from scolioapp.storage.known_datasets import DatasetFile, KnownDataset
from scolioapp.storage.training_presets import presets
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.training_form import TrainingForm
from scolioapp.views.training_form import FormView
from scolioapp.widgets.field_editor import (
    DECIMALS,
    LARGEST,
    ChoiceEditor,
    ListEditor,
    NumberEditor,
    SwitchEditor,
    WeightsEditor,
)
from scolioapp.words.training_fields import LEAVES, MADE, Leaf, flat, nested
from scolioapp.words.training_groups import choice_words, groups
from scolioapp.words.training_problems import agreements, checked
from tests.app.pseudo_language import PseudoTranslator, pseudo
from tests.engine.training.tiny_run import config_of


@pytest.fixture
def shelf(tmp_path: Path) -> DatasetShelf:
    shelf = DatasetShelf(DatasetFile(tmp_path / "datasets.json"))
    for name, kind in (("clinic", "extracted"), ("walkers", "simulated")):
        folder = tmp_path / name
        folder.mkdir()
        shelf.put(KnownDataset(path=folder, kind=kind, licence="own", keypoint_set="coco"))  # type: ignore[arg-type]
    return shelf


@pytest.fixture
def form(qapp: QApplication, shelf: DatasetShelf) -> TrainingForm:
    return TrainingForm(shelf, presets())


@pytest.fixture
def view(qtbot: QtBot, form: TrainingForm, shelf: DatasetShelf) -> FormView:
    view = FormView(form, shelf)
    qtbot.addWidget(view)
    for group in view.groups:
        group.unfold()
    return view


def leaves_by_json_schema() -> dict[str, dict[str, object]]:
    """Walk the schema in another way: by pydantic's own JSON schema."""
    whole = TrainConfig.model_json_schema()
    found: dict[str, dict[str, object]] = {}

    def walk(part: dict[str, object], before: str) -> None:
        properties = part["properties"]
        assert isinstance(properties, dict)
        for name, one in properties.items():
            options = [one, *one.get("anyOf", ())]
            names = [each["$ref"].rpartition("/")[2] for each in options if "$ref" in each]
            inner = [whole["$defs"][each] for each in names]
            if inner and "properties" in inner[0]:
                walk(inner[0], f"{before}{name}.")
            else:
                found[f"{before}{name}"] = one

    walk(whole, "")
    return found


def test_every_key_has_a_label_and_a_help_and_nothing_else_has() -> None:
    words = [(key, said) for group in groups() for key, said in group.words.items()]
    assert sorted(key for key, _ in words) == sorted(LEAVES)
    for key, (label, said) in words:
        assert label, key
        assert said.endswith("."), key
        assert "``" not in said, key


def test_the_form_says_the_words_of_the_schema() -> None:
    schema = leaves_by_json_schema()
    for group in groups():
        for key, words in group.words.items():
            assert words == (schema[key]["title"], schema[key]["description"]), key


def test_the_words_of_the_schema_are_translated(qapp: QApplication) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        said = {key: words for group in groups() for key, words in group.words.items()}
    finally:
        qapp.removeTranslator(translator)
    leaf = LEAVES["optimiser.rate"]
    assert said[leaf.key] == (pseudo(leaf.title), pseudo(leaf.help))


def test_the_fields_are_those_of_the_schema() -> None:
    other = leaves_by_json_schema()
    assert MADE <= other.keys()
    other = {key: one for key, one in other.items() if key not in MADE}
    assert list(other) == list(LEAVES)
    for key, one in other.items():
        leaf = LEAVES[key]
        assert ("default" not in one) == leaf.required, key
        if not leaf.required and key != "network.fusion":
            assert one["default"] == leaf.default, key


def test_limits_are_those_of_the_schema() -> None:
    for key, one in leaves_by_json_schema().items():
        if key in MADE:
            continue
        leaf = LEAVES[key]
        options = [one, *one.get("anyOf", ())]  # type: ignore[misc]  # JSON
        number = next((each for each in options if each.get("type") in ("integer", "number")), None)
        if leaf.kind not in ("whole", "number"):
            continue
        assert number is not None, key
        low = number.get("minimum", number.get("exclusiveMinimum"))
        high = number.get("maximum", number.get("exclusiveMaximum"))
        assert (leaf.limits.low, leaf.limits.high) == (low, high), key
        assert leaf.limits.open_low == ("exclusiveMinimum" in number), key
        assert leaf.limits.open_high == ("exclusiveMaximum" in number), key


def check_editor(leaf: Leaf, view: FormView) -> None:
    editor = view.row(leaf.key).editor
    if isinstance(editor, NumberEditor):
        least = 1 if leaf.kind == "whole" else 10.0**-DECIMALS
        low = (
            -LARGEST if leaf.limits.low is None else leaf.limits.low + least * leaf.limits.open_low
        )
        high = (
            LARGEST
            if leaf.limits.high is None
            else leaf.limits.high - least * leaf.limits.open_high
        )
        assert editor.box.minimum() == pytest.approx(low, abs=1e-12), leaf.key
        assert editor.box.maximum() == pytest.approx(high, abs=1e-12), leaf.key
        assert (editor.none_box is not None) == leaf.optional
    elif isinstance(editor, ChoiceEditor):
        data = [editor.box.itemData(place) for place in range(editor.box.count())]
        assert data == [*([None] if leaf.optional else []), *leaf.choices], leaf.key
    else:
        kinds = {"switch": SwitchEditor, "list": ListEditor, "weights": WeightsEditor}
        assert type(editor) is kinds.get(leaf.kind, type(editor)), leaf.key


def test_the_editors_have_the_limits_of_the_schema(view: FormView) -> None:
    for leaf in LEAVES.values():
        check_editor(leaf, view)


def test_every_disagreement_of_the_schema_has_its_sentence_at_a_field() -> None:
    messages = []
    for module in (schema, configs):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                messages.append(ast.unparse(node.exc.args[0]).removeprefix("f").strip("'\""))
    known = agreements()
    assert len(messages) > 8
    for message in messages:
        names = ("erase_area", "part_top", "part_bottom")
        said = [message.replace("{name}", name) for name in names]
        assert all(any(one.startswith(start) for start in known) for one in said), message
    for key, words in known.values():
        assert key in LEAVES
        assert words.endswith(".")


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        ({"name": "with space"}, "name", "1 to 64 letters"),
        ({"batches.frames_most": 2, "batches.frames": 9}, "batches.frames_most", "smaller"),
        ({"batches.skip": 3}, "batches.skip", "consecutive frames"),
        ({"validation.patience": 3}, "validation.patience", "needs validations"),
        ({"network.channels": [1, 2]}, "network.channels", "4 numbers"),
        ({"network.channels": "4, x"}, "network.channels", "between 1 and 4096"),
        ({"network.fusion": "pga"}, "network.fusion", "cannot combine"),
        ({"class_order": ["negative", "neutral"]}, "class_order", "each class"),
        ({"class_order": ["negative", "neutral", "x"]}, "class_order", "negative, neutral"),
        ({"losses.class_weights": [1.0]}, "losses.class_weights", "one number for each class"),
        ({"losses.class_weights": [1.0, -1.0, 1.0]}, "losses.class_weights", "each between"),
        ({"status": "research"}, "status", "demonstration"),
        (
            {"batches.augmentation.erase_area": [0.5, 0.1]},
            "batches.augmentation.erase_area",
            "first",
        ),
        ({"batches.group_by": "class", "batches.groups": 9}, "batches.groups", "that many classes"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    form: TrainingForm, change: dict[str, object], key: str, said: str
) -> None:
    for each, value in change.items():
        form.set(each, value)
    assert form.ask() is None
    assert said in form.problems[key]
    assert list(form.problems) == [key]


def test_a_problem_is_seen_at_the_field_and_goes_when_it_is_mended(
    form: TrainingForm, view: FormView
) -> None:
    editor = view.row("network.channels").editor
    assert isinstance(editor, ListEditor)
    editor.line.setText("16, 32")
    editor.line.textEdited.emit("16, 32")
    problem = view.row("network.channels").problem
    assert problem.text().startswith("Expected: 4 numbers")
    assert not problem.isHidden()
    editor.line.setText("16, 32, 64, 96")
    editor.line.textEdited.emit("16, 32, 64, 96")
    assert problem.isHidden()
    assert form.config is not None
    assert form.config.network.channels == (16, 32, 64, 96)


def test_every_preset_fills_the_form_and_comes_out_as_it_is_in_its_file(form: TrainingForm) -> None:
    names = {preset.name for preset in form.presets}
    assert {"sconet_mt_demo", "drf_dual_scoliosis1k"} <= names
    assert len(names) == len(list(Path("configs").glob("*.yaml")))
    for preset in form.presets:
        form.choose_preset(preset)
        assert not form.differing
        if not preset.published:
            assert form.config == preset.config


def test_presets_have_plain_names_of_their_own(view: FormView) -> None:
    names = [view.preset.itemText(place) for place in range(view.preset.count())]
    assert len(set(names)) == len(names) == len(presets())
    assert "ScoNet-MT, small (demo)" in names
    assert "DRF with signed vector, small" in names
    assert "ScoNet-MT, as published" in names
    assert not [name for name in names if "_" in name]


def test_a_published_preset_asks_for_a_dataset(tmp_path: Path, qapp: QApplication) -> None:
    shelf = DatasetShelf(DatasetFile(tmp_path / "none.json"))
    form = TrainingForm(shelf, presets())
    form.choose_preset(next(one for one in form.presets if one.name == "drf_scoliosis1k"))
    assert not form.problems
    assert form.ask() is None
    assert form.problems == {"folder.root": "Choose a dataset."}


def test_a_dataset_is_taken_over_with_all_that_is_known_of_it(
    form: TrainingForm, shelf: DatasetShelf, tmp_path: Path
) -> None:
    form.choose_preset(next(one for one in form.presets if one.name == "drf_scoliosis1k"))
    partition = tmp_path / "partition.json"
    shelf.put(
        KnownDataset(
            path=tmp_path / "clinic",
            kind="extracted",
            pose=tmp_path / "pose",
            partition=partition,
            licence="ours",
            keypoint_set="blazepose",
        )
    )
    known = shelf.dataset(tmp_path / "clinic")
    assert known is not None
    form.choose_dataset(known)
    config = form.ask()
    assert config is not None
    assert config.folder is not None
    assert config.simulation is None
    assert config.status == "research"
    assert config.folder.root == tmp_path / "clinic"
    assert config.folder.partition == partition
    assert (config.folder.licence, config.folder.keypoint_set) == ("ours", "blazepose")
    assert config.name == "drf_clinic"
    assert not form.differing
    walkers = shelf.dataset(tmp_path / "walkers")
    assert walkers is not None
    form.choose_dataset(walkers)
    assert form.config is not None
    assert form.config.status == "demo"
    assert "simulated" in form.config.description


def test_what_differs_from_the_preset_is_counted_marked_and_taken_back(
    form: TrainingForm, view: FormView
) -> None:
    form.set("optimiser.rate", 0.05)
    form.set("batches.flip", 0.1)
    assert form.differing == ("batches.flip", "optimiser.rate")
    assert view.differing.text() == "2 settings differ from the preset."
    row = view.row("optimiser.rate")
    assert row.label.text() == "• Learning rate"
    assert "Preset: 0.1" in row.label.toolTip()
    assert "1 changed" in view.groups[2].head.text()
    view.reset_button.click()
    assert not form.differing
    assert row.label.text() == "Learning rate"


def test_values_survive_the_editors_exactly(form: TrainingForm, view: FormView) -> None:
    """What nobody touched comes out as it went in, however long its digits are."""
    config = TrainConfig.model_validate_json(
        json.dumps(config_of(optimiser={"iterations": 9, "rate": 1.23456789e-7, "clip": 0.1}))
    )
    form.take(config, Path("/"))
    assert form.value("optimiser.rate") == 1.23456789e-7
    editor = view.row("optimiser.clip").editor
    assert isinstance(editor, NumberEditor)
    assert editor.none_box is not None
    assert not editor.none_box.isChecked()
    editor.none_box.click()
    assert form.value("optimiser.clip") is None
    assert form.value("optimiser.rate") == 1.23456789e-7


def test_a_configuration_goes_to_a_file_and_back(form: TrainingForm, tmp_path: Path) -> None:
    form.set("optimiser.rate", 0.025)
    form.set("losses.class_weights", [1.0, 2.0, 3.0])
    form.set("validation.every", 50)
    config = form.ask()
    form.save(tmp_path / "mine.yaml")
    assert read_config(tmp_path / "mine.yaml") == config
    form.choose_preset(form.presets[0])
    form.open(tmp_path / "mine.yaml")
    assert form.config == config
    assert form.preset is None
    (tmp_path / "broken.yaml").write_text("name: x\nnetwrk: {}\n")
    with pytest.raises(ConfigError, match="netwrk"):
        form.open(tmp_path / "broken.yaml")
    assert form.config == config


def test_flat_and_nested_are_each_others_reverse() -> None:
    config = presets()[0].config.model_dump(mode="json")
    values = flat(config)
    made, problems = checked({key: value for key, value in values.items()})
    assert not problems
    assert made == presets()[0].config
    assert flat(nested(values)) == values


def test_every_choice_has_words() -> None:
    numbers = ("normalisation.", "network.parts", "batches.augmentation.", "optimiser.kind")
    for key, leaf in LEAVES.items():
        if leaf.kind == "choice" and not key.startswith(numbers):
            for choice in leaf.choices:
                said = choice_words(key, choice)
                assert said != str(choice) or choice in ("none", "bf16", "fp16", "loss", "accuracy")


def test_the_wheel_scrolls_the_form_and_changes_nothing(form: TrainingForm, view: FormView) -> None:
    editor = view.row("optimiser.iterations").editor
    assert isinstance(editor, NumberEditor)
    before = form.value("optimiser.iterations")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.box, event)
    assert form.value("optimiser.iterations") == before
