"""The form of a training run: dataset, preset, and every key of the schema in groups that fold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scolioapp.painting.theme import space
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.training_form import TrainingForm
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.field_editor import FieldEditor, NumberEditor, editor_of
from scolioapp.widgets.page import note, quiet_button, scroller
from scolioapp.words.run_words import preset_words
from scolioapp.words.training_fields import LEAVES
from scolioapp.words.training_groups import (
    SUGGESTED,
    Group,
    choice_words,
    groups,
    none_words,
    value_words,
)
from scolioapp.words.training_problems import limit_words

_LABEL_WIDTH = 17
"""Width of the labels, grid steps."""


class FormRow:
    """Label, editor and problem of one key."""

    def __init__(self, key: str, words: tuple[str, str], owner: QWidget) -> None:
        self.key = key
        self.words = words
        # What stands in the label of a field is no mnemonic: there are too many fields.
        self.said = words[0].replace("&", "&&")
        self.label = QLabel(self.said, owner)
        self.label.setWordWrap(True)
        self.label.setFixedWidth(space(_LABEL_WIDTH))
        numbers = QCoreApplication.translate("TrainingForm", "numbers")
        self.editor: FieldEditor = editor_of(LEAVES[key], choice_words, none_words, numbers, owner)
        self.label.setBuddy(self.editor)
        self.editor.name(*words)
        if key in SUGGESTED and isinstance(self.editor, NumberEditor):
            self.editor.suggest(SUGGESTED[key])
        self.problem = note("", owner)
        self.problem.setProperty("role", "problem")
        self.problem.hide()

    def show(self, form: TrainingForm) -> None:
        """Show value, change and problem."""
        shown = form.shown(self.key)
        for part in (self.label, self.editor):
            part.setVisible(shown)
        self.editor.show_value(form.value(self.key))
        differs = form.differs(self.key)
        self.label.setText(f"• {self.said}" if differs else self.said)
        tip = self.words[1]
        if differs:
            said = value_words(self.key, form.preset_value(self.key))
            preset = QCoreApplication.translate("TrainingForm", "Preset: {value}")
            tip = f"{tip}\n{preset.format(value=said)}"
        for part in (self.label, self.editor):
            part.setToolTip(tip)
        self.show_problem(form)

    def show_problem(self, form: TrainingForm) -> None:
        """Say what is wrong, if something is."""
        said = form.problems.get(self.key, "")
        self.problem.setText(said)
        self.problem.setVisible(bool(said) and form.shown(self.key))


class GroupView(QWidget):
    """A group of fields that folds; its fields are made when it is first unfolded.

    Signals:
        focused: The key of the field that the person is at.
    """

    focused = Signal(str)

    def __init__(self, group: Group, form: TrainingForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self._form = form
        self.rows: dict[str, FormRow] = {}
        self.head = QToolButton(self)
        self.head.setProperty("role", "fold")
        self.head.setText(group.title)
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.body = QWidget(self)
        self.grid = QGridLayout(self.body)
        self.grid.setContentsMargins(0, space(0.5), 0, space(1.5))
        self.grid.setHorizontalSpacing(space(1.5))
        self.grid.setVerticalSpacing(space(0.75))
        self.grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.body)
        self.head.toggled.connect(self.unfold)
        self.unfold(not group.folded)

    def unfold(self, unfolded: bool = True) -> None:
        """Show or fold the fields."""
        if unfolded and not self.rows:
            self._build()
        self.head.setChecked(unfolded)
        self.head.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self.body.setVisible(unfolded)

    def _build(self) -> None:
        for key, words in self.group.words.items():
            row = FormRow(key, words, self.body)
            place = 2 * len(self.rows)
            self.grid.addWidget(row.label, place, 0)
            self.grid.addWidget(row.editor, place, 1)
            self.grid.addWidget(row.problem, place + 1, 1)
            row.editor.edited.connect(partial(self._form.set, key))
            row.editor.focused.connect(partial(self.focused.emit, key))
            self.rows[key] = row
            row.show(self._form)

    def show_all(self) -> None:
        """Show the values of the form."""
        for row in self.rows.values():
            row.show(self._form)
        self.show_count()

    def show_count(self) -> None:
        """Say how many fields differ from the preset, and whether something is wrong."""
        count = sum(self._form.differs(key) for key in self.group.words)
        words = self.group.title
        if count:
            words = self.tr("{title} · {count} changed").format(title=words, count=count)
        self.head.setText(words)


class FormView(QWidget):
    """Dataset and preset above, the groups below them, and the help of the field at hand."""

    def __init__(
        self, form: TrainingForm, shelf: DatasetShelf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._shelf = shelf
        self.dataset = DropDown(self)
        self.preset = DropDown(self)
        self.differing = note("", self)
        self.reset_button = quiet_button(self.tr("Reset"), self)
        self.groups = [GroupView(group, form, self) for group in groups()]
        self.help = note(self.tr("Choose a field to see what it means."), self)
        self._build_choices()
        self._lay_out()
        self._connect_signals()
        self._show_datasets()
        self._show_all()

    # Building

    def _build_choices(self) -> None:
        for box in (self.dataset, self.preset):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
        self.dataset.setAccessibleName(self.tr("Dataset"))
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.setToolTip(
            self.tr(
                "Small presets learn from simulated people in minutes; published ones have the "
                "settings from the papers, for a GPU."
            )
        )
        for preset in self._form.presets:
            self.preset.addItem(preset_words(preset), preset.name)
            tip = Qt.ItemDataRole.ToolTipRole
            self.preset.setItemData(self.preset.count() - 1, preset.path.name, tip)

    def _lay_out(self) -> None:
        top = QGridLayout()
        top.setHorizontalSpacing(space(1.5))
        top.setVerticalSpacing(space(0.75))
        top.setColumnStretch(1, 1)
        for row, (label, field) in enumerate(
            ((self.tr("Data&set"), self.dataset), (self.tr("&Preset"), self.preset))
        ):
            said = QLabel(label, self)
            said.setBuddy(field)
            said.setFixedWidth(space(_LABEL_WIDTH))
            top.addWidget(said, row, 0)
            top.addWidget(field, row, 1)
        changes = QHBoxLayout()
        changes.addWidget(self.differing, 1)
        changes.addWidget(self.reset_button)
        top.addLayout(changes, 2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addLayout(top)
        column.addWidget(self._scroller(), 1)
        self.help.setMinimumHeight(3 * self.help.fontMetrics().lineSpacing())
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.help)

    def _scroller(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, space(1), 0)
        column.setSpacing(space(0.5))
        for group in self.groups:
            column.addWidget(group)
        column.addStretch(1)
        self.scroller = scroller(inner, self)
        return self.scroller

    def _connect_signals(self) -> None:
        form = self._form
        form.changed.connect(self._on_changed)
        form.loaded.connect(self._on_loaded)
        form.checked.connect(self._show_problems)
        self._shelf.changed.connect(self._show_datasets)
        self.dataset.activated.connect(self._on_dataset)
        self.preset.activated.connect(self._on_preset)
        self.reset_button.clicked.connect(form.reset)
        for group in self.groups:
            group.focused.connect(self._show_help)
            group.head.toggled.connect(self._show_problems)

    # Showing

    def row(self, key: str) -> FormRow:
        """Return the row of a key; unfolds its group."""
        group = next(each for each in self.groups if key in each.group.words)
        group.unfold()
        return group.rows[key]

    def show_first_problem(self) -> None:
        """Go to the first field that something is wrong with."""
        problems = self._form.problems
        for group in self.groups:
            for key in group.group.words:
                if key in problems:
                    row = self.row(key)
                    row.show(self._form)
                    row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                    # A group that was just unfolded has no place yet.
                    QTimer.singleShot(0, self, partial(self._show_place, row))
                    return

    def _show_place(self, row: FormRow) -> None:
        self.scroller.ensureWidgetVisible(row.editor)
        self.scroller.ensureWidgetVisible(row.problem)
        self.scroller.horizontalScrollBar().setValue(0)

    def _show_all(self) -> None:
        for group in self.groups:
            group.show_all()
        self._show_choices()
        self._show_problems()

    def _on_loaded(self) -> None:
        self._show_datasets()
        self._show_all()

    def _on_changed(self, key: str) -> None:
        for group in self.groups:
            if key in group.group.words:
                group.show_count()
                if key in group.rows:
                    group.rows[key].show(self._form)
        self._show_choices()
        if key == "name":
            return
        for name in ("name", "description"):
            rows = self._rows(name)
            for row in rows:
                row.show(self._form)

    def _rows(self, key: str) -> Iterable[FormRow]:
        return [group.rows[key] for group in self.groups if key in group.rows]

    def _show_problems(self, *_: object) -> None:
        for group in self.groups:
            for row in group.rows.values():
                row.show_problem(self._form)

    def _show_choices(self) -> None:
        preset = self._form.preset
        self.preset.setCurrentIndex(-1 if preset is None else self.preset.findData(preset.name))
        self.preset.setPlaceholderText(self.tr("from a file"))
        count = len(self._form.differing)
        words = self.tr("{count} settings differ from the preset.").format(count=count)
        if count == 1:
            words = self.tr("One setting differs from the preset.")
        self.differing.setText(words if count else "")
        self.reset_button.setVisible(count > 0)

    def _show_datasets(self) -> None:
        self.dataset.clear()
        self.dataset.addItem(self.tr("Simulated people, made for the run"), None)
        for dataset in self._shelf.datasets:
            words = dataset.name
            if dataset.kind == "simulated":
                words = self.tr("{name} (simulated)").format(name=words)
            self.dataset.addItem(words, str(dataset.path))
            place = self.dataset.count() - 1
            self.dataset.setItemData(place, str(dataset.path), Qt.ItemDataRole.ToolTipRole)
        if self._form.simulated:
            self.dataset.setCurrentIndex(0)
        elif self._form.dataset is not None:
            self.dataset.setCurrentIndex(self.dataset.findData(str(self._form.dataset.path)))
        else:
            self.dataset.setCurrentIndex(-1)
        root = self._form.value("folder.root")
        self.dataset.setPlaceholderText(root or self.tr("Choose a dataset"))

    def _show_help(self, key: str) -> None:
        label, said = next(
            group.group.words[key] for group in self.groups if key in group.group.words
        )
        leaf = LEAVES[key]
        words = f"<b>{label}</b> ({key}): {said}"
        if leaf.kind in ("whole", "number"):
            allowed = self.tr("Allowed: {what}.").format(what=limit_words(leaf))
            words = f"{words} {allowed}"
        if not leaf.required:
            default = self.tr("Default: {value}.").format(value=value_words(key, leaf.default))
            words = f"{words} {default}"
        self.help.setText(words)

    # Choosing

    def _on_dataset(self, _place: int) -> None:
        path = self.dataset.currentData()
        if path is None:
            self._form.choose_simulated()
            return
        found = next((one for one in self._shelf.datasets if str(one.path) == path), None)
        if found is not None:
            self._form.choose_dataset(found)

    def _on_preset(self, _place: int) -> None:
        name = self.preset.currentData()
        found = next((one for one in self._form.presets if one.name == name), None)
        if found is not None:
            self._form.choose_preset(found)
