"""Asks what must be known of a checkpoint, then imports it: file, class order, name, licence, origin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.core.classes import ClassName
from engine.core.findings import Severity
from scolioapp.i18n import listed
from scolioapp.jobs.worker import TaskSlot
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.viewmodels.model_import import BEFORE_2025, SINCE_2025, ImportPhase, ModelImport
from scolioapp.viewmodels.model_manager import CHECKPOINT_SUFFIXES
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import card, heading, note, paragraph, primary_button
from scolioapp.widgets.task_row import TaskRow
from scolioapp.words.model_words import (
    HASH_SHOWN,
    class_words,
    inputs_words,
    network_words,
    order_words,
    status_words,
)

_OUTPUTS = 3
"""Outputs for which the two orders of OpenGait are offered."""


class ImportDialog(QDialog):
    """Collects, then imports; says in place what is wrong."""

    def __init__(
        self, model: ModelImport, task: TaskSlot, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self._settings = settings
        self.setWindowTitle(self.tr("Import checkpoint"))
        resize_within(self, QSize(space(92), space(84)), parent)
        self.banner = Banner(self)
        self.task_row = TaskRow(task, self)
        self._build_fields()
        self._lay_out()
        self._connect_signals()
        self._show_state()

    # Building

    def _build_fields(self) -> None:
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(self.tr("A .pt file written by OpenGait"))
        self.file.setAccessibleName(self.tr("Checkpoint"))
        self.choose_button = QPushButton(self.tr("&Choose…"), self)
        self.found = QLabel(self)
        self.found.setWordWrap(True)
        self.found.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.since = QRadioButton(self.tr("Ne&wer: {order}").format(order=order_words(SINCE_2025)))
        self.before = QRadioButton(
            self.tr("Ol&der: {order}").format(order=order_words(BEFORE_2025))
        )
        self.other = QRadioButton(self.tr("&Another order:"), self)
        self._orders = QButtonGroup(self)
        for button in (self.since, self.before, self.other):
            self._orders.addButton(button)
        self.outputs = [self._output(number) for number in range(_OUTPUTS)]
        self.name = QLineEdit(self)
        self.licence = DropDown(self)
        self.licence.setEditable(True)
        self.licence.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.licence.setMinimumContentsLength(16)
        self.licence.addItems(
            [
                self.tr(
                    "Trained on Scoliosis1K: not for commercial use, not to be passed on "
                    "(its release agreement)"
                ),
                self.tr("Unknown"),
            ]
        )
        self.licence.setCurrentIndex(-1)
        field = self.licence.lineEdit()
        if field is not None:
            field.setPlaceholderText(self.tr("Its terms of use; the list has a suggestion"))
        self.origin = QLineEdit(self)
        self.origin.setPlaceholderText(self.tr("Who trained it, where it was published"))
        self.import_button = primary_button(self.tr("&Import"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.wanting = note("", self)

    def _output(self, number: int) -> QComboBox:
        box = DropDown(self)
        box.setAccessibleName(self.tr("Class of output {number}").format(number=number + 1))
        box.setPlaceholderText(self.tr("output {number}").format(number=number + 1))
        for name in ClassName:
            box.addItem(class_words(name), name)
        box.setCurrentIndex(-1)
        return box

    def _lay_out(self) -> None:
        inner = QWidget(self)
        column = in_column(self._file_card(), gap=2, margins=(0, 0, 1, 0), parent=inner)
        self._order_part = self._order_card()
        self._facts_part = self._facts_card()
        self._done_part = self._done_card()
        add_to(column, self._order_part, self._facts_part, self._done_part, STRETCH)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        inner.setProperty("role", "page")
        buttons = in_row(
            (self.wanting, 1),
            button_row(self, action=self.import_button, leave=self.close_button),
            gap=1,
        )
        in_column(
            self.banner,
            (self._area, 1),
            self.task_row,
            buttons,
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        for button in (self.choose_button, self.task_row.cancel_button):
            button.setAutoDefault(False)

    def _file_card(self) -> QFrame:
        frame, column = card(self)
        column.addWidget(heading(self.tr("Checkpoint"), frame))
        row = in_row((self.file, 1), self.choose_button, gap=1)
        add_to(column, row, self.found)
        return frame

    def _order_card(self) -> QFrame:
        frame, column = card(self)
        add_to(
            column,
            heading(self.tr("Which output means what?"), frame),
            paragraph(
                self.tr(
                    "A checkpoint does not say, and OpenGait changed it on 27 August 2025. With "
                    "the wrong order the program shows “borderline” for “scoliosis”, and the "
                    "other way round. Ask whoever trained it, or look up the version of OpenGait; "
                    "this is never guessed."
                ),
                frame,
            ),
        )
        self._order_notes = [
            self._order_note(
                self.since, self.tr("OpenGait since 27 August 2025 (commit 437a24d)"), column
            ),
            self._order_note(
                self.before,
                self.tr("OpenGait before that day, and the checkpoint from the authors of DRF"),
                column,
            ),
        ]
        row = in_row(*self.outputs, STRETCH, gap=1, margins=(3.25, 0, 0, 0))
        add_to(column, self.other, row)
        return frame

    def _order_note(self, button: QRadioButton, words: str, column: QVBoxLayout) -> QLabel:
        """Say below a choice whose order it is."""
        label = note(words, self)
        label.setContentsMargins(space(3.25), 0, 0, 0)
        button.setAccessibleDescription(words)
        add_to(column, button, label)
        return label

    def _facts_card(self) -> QFrame:
        frame, column = card(self)
        column.addWidget(heading(self.tr("What the card will say"), frame))
        form = QFormLayout()
        form.setHorizontalSpacing(space(2))
        form.setVerticalSpacing(space(1))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("Na&me"), self.name),
            (self.tr("&Licence"), self.licence),
            (self.tr("O&rigin"), self.origin),
        ):
            label = QLabel(words, frame)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            form.addRow(label, field)
        column.addLayout(form)
        return frame

    def _done_card(self) -> QFrame:
        frame, column = card(self)
        self._done_title = heading("", frame)
        self._done_words = paragraph("", frame)
        add_to(column, self._done_title, self._done_words)
        return frame

    def _connect_signals(self) -> None:
        self.model.changed.connect(self._show_state)
        self.choose_button.clicked.connect(self.choose)
        self._orders.buttonToggled.connect(self._on_order)
        for box in self.outputs:
            box.currentIndexChanged.connect(self._on_output)
        self.name.textEdited.connect(self.model.tell_name)
        self.import_button.clicked.connect(self.start)
        self.close_button.clicked.connect(self.reject)

    # Asking

    def choose(self) -> None:
        """Ask for a checkpoint."""
        endings = " ".join(f"*{suffix}" for suffix in CHECKPOINT_SUFFIXES)
        dialog = QFileDialog(self, self.tr("Choose checkpoint"), self._settings.last_model_folder)
        dialog.setNameFilters(
            [self.tr("Checkpoints ({endings})").format(endings=endings), self.tr("All files (*)")]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, chosen: list[str]) -> None:
        path = Path(chosen[0])
        self._settings.last_model_folder = str(path.parent)
        self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Look into a checkpoint, and ask for its order anew."""
        self._forget_order()
        self.model.choose(path)

    def _forget_order(self) -> None:
        """Ask again for another file: its order may be another one."""
        self._orders.setExclusive(False)
        for button in self._orders.buttons():
            blocker = QSignalBlocker(button)
            button.setChecked(False)
            blocker.unblock()
        self._orders.setExclusive(True)

    def _on_order(self) -> None:
        if self.since.isChecked():
            self.model.tell_order(SINCE_2025)
        elif self.before.isChecked():
            self.model.tell_order(BEFORE_2025)
        elif self.other.isChecked():
            self._on_output()

    def _on_output(self) -> None:
        if not self.other.isChecked():
            # Who chooses a class there means that order.
            self.other.setChecked(True)
            return
        shown = self.outputs[: self.model.outputs]
        named = [box.currentData() for box in shown]
        self.model.tell_order(tuple(named) if None not in named else ())

    def start(self) -> None:
        """Import."""
        self.model.tell_rest(licence=self.licence.currentText(), origin=self.origin.text())
        self.task_row.say(
            self.tr("Importing, testing and measuring; a large network may take minutes…")
        )
        self.model.start()

    # Showing

    def _show_state(self) -> None:
        model, phase = self.model, self.model.phase
        known, done = model.recognised is not None, phase is ImportPhase.DONE
        if phase is ImportPhase.READING:
            self.task_row.say(self.tr("Reading the checkpoint…"))
        self._show_file()
        self._order_part.setVisible(known and not done)
        self._facts_part.setVisible(known and not done)
        self._done_part.setVisible(done)
        for part in (self._order_part, self._facts_part):
            part.setEnabled(not phase.busy)
        self._show_choices()
        if self.name.text().strip() != model.name:
            self.name.setText(model.name)
        self.choose_button.setVisible(not done)
        self.choose_button.setEnabled(not phase.busy)
        self.import_button.setVisible(not done)
        self.import_button.setEnabled(model.can_start)
        self.close_button.setEnabled(not phase.busy)
        self.wanting.setText("" if done else model.wanting)
        if model.error:
            self.banner.say(model.error, severity=Severity.REPEAT)
        else:
            self.banner.clear()
        if done:
            self._show_done()

    def _show_file(self) -> None:
        model = self.model
        self.file.setText(model.path.name if model.path is not None else "")
        self.file.setToolTip(str(model.path) if model.path is not None else "")
        self.found.setText("\n".join(self._recognised_words()))
        self.found.setVisible(bool(self.found.text()))

    def _recognised_words(self) -> list[str]:
        found = self.model.recognised
        if found is None:
            return []
        config = found.config
        first = self.tr("Recognised: {network}, which uses {inputs}.").format(
            network=network_words(config.kind), inputs=inputs_words(config.inputs)
        )
        sizes = self.tr("Channels {channels}; {parts} parts; {classes} classes.").format(
            channels=listed(map(str, config.channels)), parts=config.parts, classes=config.classes
        )
        locale = QLocale()
        count = self.tr("{count} parameters").format(count=locale.toString(found.parameters))
        steps = self.tr("the number of training steps is not stated")
        if found.iteration is not None:
            steps = self.tr("{count} training steps").format(count=locale.toString(found.iteration))
        lines = [first, sizes, f"{count}; {steps}; SHA-256 {found.sha256[:HASH_SHOWN]}…"]
        return [*lines, self.model.earlier] if self.model.earlier else lines

    def _show_choices(self) -> None:
        three = self.model.outputs == _OUTPUTS
        for widget in (self.since, self.before, *self._order_notes):
            widget.setVisible(three)
        for number, box in enumerate(self.outputs):
            box.setVisible(number < self.model.outputs)

    def _show_done(self) -> None:
        model = self.model
        self._done_title.setText(self.tr("“{name}” is installed").format(name=model.made))
        words = self.tr(
            "Class order: {order}. Its known answer was recorded and checked. Status: {status}. "
            "To use it, set it as default."
        )
        self._done_words.setText(
            words.format(order=order_words(model.order), status=status_words("research"))
        )
        self.close_button.setFocus()

    # Closing

    def reject(self) -> None:
        """Close; while something is done, stop that first."""
        if self.model.phase.busy:
            self.model.cancel()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start nothing by Enter that was not chosen."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not self.import_button.isEnabled():
            event.accept()
            return
        super().keyPressEvent(event)
