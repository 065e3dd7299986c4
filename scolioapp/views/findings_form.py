"""The examiner's findings at a visit: written down, each saving as a new revision, and earlier ones read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final, Literal, cast

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_form, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.records.visits import (
    ExaminerFindings,
    FindingsRevision,
    ScoliometerReading,
)
from scolioapp.widgets.back_drawing import BackDrawing
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.choice_row import ChoiceRow
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import heading, primary_button, scroller
from scolioapp.words.findings_words import (
    ANSWERS,
    BENDS,
    LEVELS,
    SIDES,
    degrees_words,
    revision_words,
)

MOST_DEGREES: Final = 30.0
"""What the scale of a scoliometer shows."""
_UNSURE: Final = -1.0
Level = Literal["thoracic", "thoracolumbar", "lumbar"]
_LEVELS: Final[tuple[Level, ...]] = ("thoracic", "thoracolumbar", "lumbar")


class LevelRow(QObject):
    """Degrees and higher side at one level of the back.

    Signals:
        edited: Something else was typed or chosen.
        entered: The cursor is in one of its fields.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, level: Level, parent: QWidget) -> None:
        super().__init__(parent)
        self.level: Level = level
        title = render(LEVELS[level])
        self.label = QLabel(title, parent)
        self.degrees = QLineEdit(parent)
        self.degrees.setFixedWidth(space(8))
        self.degrees.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.degrees.setAccessibleName(self.tr("{level}, degrees").format(level=title))
        self.unit = QLabel("\N{DEGREE SIGN}", parent)
        self.label.setBuddy(self.degrees)
        sides = [(value, render(words)) for value, words in SIDES.items()]
        self.side = ChoiceRow(sides, title, parent)
        self.degrees.textEdited.connect(self.edited)
        self.side.chosen.connect(self.edited)
        for widget in (self.degrees, *self.side.buttons.values()):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Point at the level on the drawing; let the arrows turn the angle by a degree."""
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit()
        if watched is self.degrees and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0}
            step = steps.get(Qt.Key(event.key()))
            if event.type() is QEvent.Type.KeyPress and step is not None:
                self._turn(step)
                return True
        return super().eventFilter(watched, event)

    def _turn(self, step: float) -> None:
        if self.degrees.isReadOnly():
            return
        now = self.typed
        value = min(max((now if now is not None and now >= 0 else 0.0) + step, 0.0), MOST_DEGREES)
        self.degrees.setText(QLocale().toString(value, "g", 4))
        self.edited.emit()

    @property
    def typed(self) -> float | None:
        """The angle; None where nothing is typed, negative where no number is."""
        words = self.degrees.text().strip().rstrip("\N{DEGREE SIGN}").strip().replace(",", ".")
        if not words:
            return None
        try:
            value = float(words)
        except ValueError:
            return _UNSURE
        return value if value == value and value >= 0 else _UNSURE

    def problem(self, *, whole: bool = True) -> str:
        """Return what is wrong with it, as a sentence, or "".

        Args:
            whole: Whether the side is asked for, too; not while the angle is being typed.
        """
        value, level = self.typed, render(LEVELS[self.level])
        if value is None:
            return ""
        if not 0 <= value <= MOST_DEGREES:
            words = self.tr("{level}: a scoliometer shows 0 to 30 degrees, so “{typed}” cannot be.")
            return words.format(level=level, typed=self.degrees.text().strip())
        if whole and value and not self.side.value:
            return self.tr("{level}: choose the side that is higher.").format(level=level)
        return ""

    def show(self, reading: ScoliometerReading | None) -> None:
        """Show an angle, or none."""
        shown = "" if reading is None else QLocale().toString(reading.degrees, "g", 4)
        self.degrees.setText(shown)
        self.side.choose("" if reading is None else reading.side)

    def reading(self) -> ScoliometerReading | None:
        """Return the angle, or None where none was measured."""
        value = self.typed
        if value is None:
            return None
        side = cast(Literal["left", "right", ""], self.side.value if value else "")
        return ScoliometerReading(level=self.level, side=side, degrees=value)


class FindingsForm(QDialog):
    """What the examiner found, without the program.

    Args:
        revisions: What was written so far, the newest first.
        users: Names of the users by id.
        title: Of the window: whose, and when.
        menarche: Whether it makes sense to ask for it.
        writes: Whether whoever is there may write.
        parent: Owner.

    Signals:
        given: The `ExaminerFindings`; the owner answers by `accept` or `say_error`.
    """

    given = Signal(object)

    def __init__(
        self,
        revisions: tuple[FindingsRevision, ...],
        users: Mapping[str, str],
        *,
        title: str,
        menarche: bool,
        writes: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._writes = writes
        self._typed: ExaminerFindings | None = None
        self.banner = Banner(self)
        self.revision = DropDown(self)
        self.revision.setAccessibleName(self.tr("Revision"))
        self.revision.addItem(self.tr("What is written now"), None)
        for each in revisions:
            self.revision.addItem(revision_words(each, users), each)
        self.revision.setVisible(bool(revisions))
        self.levels = [LevelRow(level, self) for level in _LEVELS]
        self.drawing = BackDrawing(self)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.bend = ChoiceRow([(one, render(words)) for one, words in BENDS.items()], "", self)
        self.pain = ChoiceRow([(one, render(words)) for one, words in ANSWERS.items()], "", self)
        self.menarche = ChoiceRow(
            [(one, render(words)) for one, words in ANSWERS.items()], "", self
        )
        self.treatment = QLineEdit(self)
        self.treatment.setPlaceholderText(self.tr("Such as a brace or exercises"))
        self.referral = QLineEdit(self)
        self.referral.setPlaceholderText(self.tr("To whom, or empty"))
        self.came_of_it = QLineEdit(self)
        self.notes = QPlainTextEdit(self)
        self.notes.setTabChangesFocus(True)
        self.notes.setMaximumHeight(space(11))
        self.save_button = primary_button(self.tr("&Save"), self)
        self._leave = QPushButton(self.tr("Cancel") if writes else self.tr("Close"), self)
        self.save_button.setVisible(writes)
        newest = revisions[0].found if revisions else ExaminerFindings()
        self._lay_out(menarche or bool(newest.menarche))
        self._connect_signals()
        self.show_findings(newest)
        self._allow(writes)
        resize_within(self, QSize(space(114), space(82)), parent)
        self.levels[0].degrees.setFocus()

    def _lay_out(self, menarche: bool) -> None:
        left = in_column(
            heading(self.tr("Scoliometer"), self),
            self._angles(),
            self.problem,
            self._answers(menarche),
            STRETCH,
            gap=1,
        )
        right = in_column(self.drawing, STRETCH, gap=1)
        inner = QWidget()
        inner.setProperty("role", "page")
        in_row((left, 1), right, gap=3, margins=(0, 0, 1.5, 0), parent=inner)
        in_column(
            self.banner,
            self.revision,
            (scroller(inner, self), 1),
            button_row(self, action=self.save_button if self._writes else None, leave=self._leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    def _angles(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(1))
        grid.setVerticalSpacing(space(0.75))
        grid.setColumnStretch(3, 1)
        for row, level in enumerate(self.levels):
            parts = (level.label, level.degrees, level.unit, level.side)
            for column, widget in enumerate(parts):
                grid.addWidget(widget, row, column)
        return grid

    def _answers(self, menarche: bool) -> QFormLayout:
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Forward bend"), self.bend),
            (self.tr("Back &pain"), self.pain),
            (self.tr("&Menarche"), self.menarche),
            (self.tr("Earlier &treatment"), self.treatment),
            (self.tr("&Referred to"), self.referral),
            (self.tr("&What came of it"), self.came_of_it),
            (self.tr("&Notes"), self.notes),
        )
        if not menarche:
            self.menarche.hide()
        return in_form(*(row for row in rows if menarche or row[1] is not self.menarche))

    def _connect_signals(self) -> None:
        for level in self.levels:
            level.edited.connect(self._on_angle)
            level.entered.connect(partial(self.drawing.point_at, level.level))
        self.drawing.clicked.connect(self._on_drawing)
        self.revision.currentIndexChanged.connect(self._on_revision)
        self.save_button.clicked.connect(self._give)
        self._leave.clicked.connect(self.reject)

    # What is shown

    def show_findings(self, found: ExaminerFindings) -> None:
        """Show what was found."""
        readings = {each.level: each for each in found.scoliometer}
        for level in self.levels:
            level.show(readings.get(level.level))
        self.bend.choose(found.forward_bend)
        self.pain.choose(found.pain)
        self.menarche.choose(found.menarche)
        self.treatment.setText(found.earlier_treatment)
        self.referral.setText(found.referral)
        self.came_of_it.setText(found.came_of_it)
        self.notes.setPlainText(found.notes)
        self._draw()
        self._say_problem()

    def found(self) -> ExaminerFindings:
        """Return what the fields say; only where `problem_words` says nothing."""
        readings = [level.reading() for level in self.levels]
        return ExaminerFindings.model_validate(
            {
                "scoliometer": tuple(each for each in readings if each is not None),
                "forward_bend": self.bend.value,
                "pain": self.pain.value,
                "menarche": self.menarche.value,
                "earlier_treatment": self.treatment.text().strip(),
                "referral": self.referral.text().strip(),
                "came_of_it": self.came_of_it.text().strip(),
                "notes": self.notes.toPlainText().strip(),
            }
        )

    def problem_words(self) -> str:
        """Return what is wrong with the angles, as far as they are typed, or ""."""
        said = (each.problem(whole=False) for each in self.levels)
        return next((words for words in said if words), "")

    def _allow(self, writes: bool) -> None:
        """Let the fields be written, or only read and copied."""
        for level in self.levels:
            level.degrees.setReadOnly(not writes)
            level.side.allow(writes)
        for choice in (self.bend, self.pain, self.menarche):
            choice.allow(writes)
        for line in (self.treatment, self.referral, self.came_of_it):
            line.setReadOnly(not writes)
        self.notes.setReadOnly(not writes)
        self.drawing.setEnabled(writes)
        self.save_button.setEnabled(writes)
        for field in self.findChildren(QWidget):
            if isinstance(field, QLineEdit | QPlainTextEdit):
                # The sheet colours by this property.
                field.style().polish(field)

    def _on_revision(self) -> None:
        """Show a revision to be read; what was being typed comes back with “now”."""
        chosen = self.revision.currentData()
        if isinstance(chosen, FindingsRevision):
            if self._typed is None and self.problem_words():
                # What was typed would be lost.
                self.revision.setCurrentIndex(0)
                return
            self._typed = self._typed or self.found()
            self.show_findings(chosen.found)
            self._allow(False)
            self.banner.say(self.tr("This is how it was written then. It cannot be changed."))
            return
        self.banner.clear()
        if self._typed is not None:
            self.show_findings(self._typed)
        self._typed = None
        self._allow(self._writes)

    def _on_angle(self) -> None:
        self._draw()
        self._say_problem()

    def _on_drawing(self, level: str, side: str) -> None:
        for each in self.levels:
            if each.level == level:
                each.side.choose(side)
                each.degrees.setFocus()
                each.degrees.selectAll()
        self._on_angle()

    def _draw(self) -> None:
        shown: dict[str, tuple[str, str]] = {}
        for level in self.levels:
            value = level.typed
            if value is not None and 0 <= value <= MOST_DEGREES:
                shown[level.level] = (level.side.value if value else "", degrees_words(value))
        self.drawing.show_readings(shown)

    def _say_problem(self) -> None:
        words = self.problem_words()
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _give(self) -> None:
        self.banner.clear()
        for level in self.levels:
            words = level.problem()
            if words:
                self.problem.setText(words)
                self.problem.show()
                level.degrees.setFocus()
                level.degrees.selectAll()
                return
        self.save_button.setEnabled(False)
        self.given.emit(self.found())

    def say_error(self, error: ScolioError) -> None:
        """Say why the records did not take it."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
        self.save_button.setEnabled(True)
