"""The Models page: what is installed, what it is worth, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QPushButton, QWidget

from engine.core.findings import Severity
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.settings import Settings
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.model_import import ModelImport
from scolioapp.viewmodels.model_manager import (
    CHECKPOINT_SUFFIXES,
    MODEL_SUFFIXES,
    PACK_SUFFIX,
    ModelManager,
)
from scolioapp.viewmodels.model_table import Column, ModelTable
from scolioapp.views.model_compare import CompareDialog
from scolioapp.views.model_import import ImportDialog
from scolioapp.views.model_validate import ValidateDialog
from scolioapp.widgets.card_view import CardView
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.kept_splitter import KeptSplitter
from scolioapp.widgets.page import Page, heading, note, primary_button, quiet_button
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell, header_width
from scolioapp.widgets.task_row import TaskRow
from scolioapp.words.model_card_words import Section, plain_text, sections
from scolioapp.words.model_words import HASH_SHOWN, model_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class ModelsPage(Page):
    """Table above, the card of the selected model below, and the actions between them."""

    def __init__(
        self, manager: ModelManager, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.setObjectName("modelsPage")
        self.title.setText(self.tr("Models"))
        self.setAcceptDrops(True)
        self._manager = manager
        self._settings = settings
        self._sections: tuple[Section, ...] = ()
        self.import_dialog: ImportDialog | None = None
        self.compare_dialog: CompareDialog | None = None
        self.validate_dialog: ValidateDialog | None = None
        self.rows = ModelTable(manager, self)
        self.table = RecordTable(
            self.rows,
            self.tr("Installed models"),
            row_height=LinesCell.row_height(),
            fallback=lambda: self.rows.row_of(manager.default) or 0,
            parent=self,
        )
        self.card = CardView(self)
        self.task_row = TaskRow(manager.task, self)
        self.splitter = KeptSplitter(settings, "models_splitter", Qt.Orientation.Vertical, self)
        self._build_buttons()
        self._build_table()
        self._lay_out()
        self._connect_signals()
        self._show_hint()
        self._on_selection()

    # Building

    def _build_buttons(self) -> None:
        self.import_button = primary_button(self.tr("&Import checkpoint…"), self)
        self.import_button.setToolTip(self.tr("Make a model from an OpenGait checkpoint"))
        self.pack_button = QPushButton(self.tr("Import &pack…"), self)
        self.pack_button.setToolTip(self.tr("Install a model from a .scoliomodel file"))
        self.compare_button = QPushButton(self.tr("&Compare…"), self)
        add_to(self.header, self.compare_button, self.pack_button, self.import_button)
        self.default_button = QPushButton(self.tr("Set as &default…"), self)
        self.export_button = QPushButton(self.tr("&Export pack…"), self)
        self.validate_button = QPushButton(self.tr("Mark as &validated…"), self)
        self.remove_button = QPushButton(self.tr("&Remove…"), self)
        self.copy_button = quiet_button(self.tr("Cop&y card"), self)
        self.copy_button.setToolTip(self.tr("Copy everything in the card as text"))

    def _build_table(self) -> None:
        table = self.table
        table.setItemDelegate(
            LinesCell(LINES_ROLE, bold=Column.MODEL, small=Column.FIGURES, parent=table)
        )
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        figures = header_width(str(self.rows.headerData(Column.FIGURES, Qt.Orientation.Horizontal)))
        digits = QFontMetrics(font(TextSize.NOTE, tabular=True)).horizontalAdvance("d" * HASH_SHOWN)
        widths = {Column.FIGURES: max(figures, space(23)), Column.FILES: digits + space(3)}
        table.fit_columns(widths, least=space(10))

    def _lay_out(self) -> None:
        self.hint = note("", self)
        above = QWidget(self)
        in_column((self.table, 1), self.hint, gap=1, margins=(0, 0, 0, 0.5), parent=above)
        actions = in_row(
            self.default_button,
            self.export_button,
            self.validate_button,
            self.remove_button,
            STRETCH,
            gap=1,
        )
        self.splitter.addWidget(above)
        self.splitter.addWidget(self._details())
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.restore()
        self.content.setSpacing(space(1.5))
        add_to(self.content, (self.splitter, 1), actions, self.task_row)

    def _details(self) -> QWidget:
        below = QWidget(self)
        column = in_column(gap=0.5, margins=0, parent=below)
        self._name = heading("", below)
        row = in_row((self._name, 1), self.copy_button)
        column.addLayout(row)
        self.card.setMinimumHeight(space(10))
        self.card.setAccessibleName(self.tr("Model card"))
        column.addWidget(self.card, 1)
        return below

    def _connect_signals(self) -> None:
        manager = self._manager
        manager.models_changed.connect(self._show_hint)
        manager.checked.connect(self._on_checked)
        manager.said.connect(self._say)
        manager.removal_ready.connect(self._ask_to_remove)
        manager.added.connect(self.table.select)
        manager.task.changed.connect(self._show_actions)
        self.table.chosen.connect(self._on_selection)
        self.import_button.clicked.connect(self.choose_checkpoint)
        self.pack_button.clicked.connect(self._choose_pack)
        self.default_button.clicked.connect(
            lambda: self._with_selected(lambda model: manager.ask_default(model.name))
        )
        self.compare_button.clicked.connect(self.open_compare)
        self.export_button.clicked.connect(lambda: self._with_selected(self._choose_export))
        self.validate_button.clicked.connect(lambda: self._with_selected(self.open_validate))
        self.remove_button.clicked.connect(lambda: self._with_selected(manager.ask_removal))
        self.copy_button.clicked.connect(self.copy_card)
        refresh = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        refresh.activated.connect(manager.refresh)
        self.table.on_key(QKeySequence.StandardKey.Delete, self.remove_button.click)

    # The list

    @property
    def selected(self) -> InstalledModel | None:
        """The model whose card is shown, or None."""
        return self.table.current

    def _with_selected(self, do: Callable[[InstalledModel], object]) -> None:
        model = self.selected
        if model is not None:
            do(model)

    def _show_hint(self) -> None:
        manager = self._manager
        if not manager.known:
            self.hint.setText(self.tr("Looking for models…"))
            return
        drop = self.tr(
            "To add a model, drop an OpenGait checkpoint (.pt) or a model pack (.scoliomodel) here."
        )
        alone = all(model.bundled for model in manager.models)
        first = self.tr("Only the models that came with the program are installed.")
        self.hint.setText(f"{first} {drop}" if alone else drop)
        if manager.missing_default:
            words = self.tr(
                "The default model, “{name}”, is missing or cannot be used. Choose another model "
                "and set it as default."
            )
            self.banner.say(words.format(name=manager.missing_default), severity=Severity.CARE)

    def _on_selection(self, *changes: object) -> None:
        model = self.selected
        if model is not None and self.isVisible():
            self._manager.verify(model)
        self._show_card()
        self._show_actions()

    def _on_checked(self, name: str) -> None:
        model = self.selected
        if model is not None and model.name == name:
            self._show_card()

    def _show_card(self) -> None:
        model = self.selected
        self._sections = () if model is None else sections(model, self._manager.check_of(model))
        self._name.setText("" if model is None else model.name)
        self.card.show_sections(self._sections)

    def _show_actions(self) -> None:
        model = self.selected
        idle = not self._manager.task.running
        usable = model is not None and model.problem is None
        own = model is not None and not model.bundled
        demo = model is not None and model.card is not None and model.card.status == "demo"
        default = model is not None and model.name == self._manager.default
        self.import_button.setEnabled(idle)
        self.pack_button.setEnabled(idle)
        self.default_button.setEnabled(usable and not default)
        self.compare_button.setEnabled(idle and len(self._manager.usable) > 1)
        self.export_button.setEnabled(idle and usable)
        self.validate_button.setEnabled(usable and own and not demo)
        self.remove_button.setEnabled(own)
        self.copy_button.setEnabled(model is not None)
        self._explain(default=default, own=own, demo=demo)

    def _explain(self, *, default: bool, own: bool, demo: bool) -> None:
        """Say in the tooltips what the actions do, or why they cannot."""
        self.default_button.setToolTip(
            self.tr("This model is already the default.")
            if default
            else self.tr("Use this model for new recordings")
        )
        self.compare_button.setToolTip(
            self.tr("Compare two models on the same recordings")
            if len(self._manager.usable) > 1
            else self.tr("Comparing needs two models.")
        )
        self.export_button.setToolTip(self.tr("Save this model as one .scoliomodel file"))
        self.validate_button.setToolTip(
            self.tr("A demonstration model can never be validated.")
            if demo
            else self.tr("Attach an evaluation report, and sign for it")
        )
        self.remove_button.setToolTip(
            self.tr("Delete this model from this computer")
            if own
            else self.tr("A model that came with the program cannot be removed.")
        )

    def copy_card(self) -> None:
        """Copy the whole card as text."""
        model = self.selected
        if model is not None:
            QGuiApplication.clipboard().setText(plain_text(model.name, self._sections))
            self._say(self.tr("The card was copied."), Severity.INFO)

    def _say(self, words: str, severity: Severity) -> None:
        self.banner.say(words, severity=severity)

    # Files

    def _dialog(self, title: str, filters: Sequence[str]) -> QFileDialog:
        dialog = QFileDialog(self, title, self._settings.last_model_folder)
        dialog.setNameFilters([*filters, self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _took(self, chosen: Sequence[str]) -> Path:
        path = Path(chosen[0])
        self._settings.last_model_folder = str(path.parent)
        return path

    def choose_checkpoint(self) -> None:
        """Open the import; its file is asked for there."""
        self.open_import(None)

    def open_import(self, checkpoint: Path | None) -> None:
        """Ask what must be known of a checkpoint, and import it."""
        if self.import_dialog is not None:
            return
        self.banner.clear()
        model = ModelImport(self._manager)
        dialog = ImportDialog(model, self._manager.task, self._settings, self)
        model.setParent(dialog)
        self.import_dialog = dialog
        dialog.finished.connect(self._on_import_closed)
        dialog.open()
        if checkpoint is not None:
            dialog.take_file(checkpoint)

    def _on_import_closed(self) -> None:
        dialog, self.import_dialog = self.import_dialog, None
        if dialog is not None:
            if dialog.model.made:
                self.table.select(dialog.model.made)
            dialog.deleteLater()

    def _choose_pack(self) -> None:
        endings = f"*{PACK_SUFFIX}"
        filters = [self.tr("Model packs ({endings})").format(endings=endings)]
        dialog = self._dialog(self.tr("Import model pack"), filters)
        dialog.filesSelected.connect(lambda chosen: self.import_pack(self._took(chosen)))
        dialog.open()

    def import_pack(self, pack: Path) -> None:
        """Install a model pack."""
        self.banner.clear()
        self.task_row.say(self.tr("Importing {name}…").format(name=pack.name))
        self._manager.import_pack(pack)

    def _choose_export(self, model: InstalledModel) -> None:
        filters = [self.tr("Model packs ({endings})").format(endings=f"*{PACK_SUFFIX}")]
        dialog = self._dialog(self.tr("Export model pack"), filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PACK_SUFFIX.removeprefix("."))
        dialog.selectFile(f"{model.name}{PACK_SUFFIX}")
        dialog.filesSelected.connect(lambda chosen: self.export_pack(model, self._took(chosen)))
        dialog.open()

    def export_pack(self, model: InstalledModel, pack: Path) -> None:
        """Save a model as a pack."""
        self.banner.clear()
        self.task_row.say(self.tr("Exporting {name}…").format(name=model.name))
        self._manager.export_pack(model, pack)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Import what was dropped: one checkpoint or one pack."""
        known = [path for path in paths if path.suffix.lower() in MODEL_SUFFIXES]
        if len(known) != 1 or self._manager.task.running:
            words = self.tr("One at a time: drop one checkpoint or one model pack.")
            self._say(words, Severity.INFO)
        elif known[0].suffix.lower() in CHECKPOINT_SUFFIXES:
            self.open_import(known[0])
        else:
            self.import_pack(known[0])

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list again: the command line may have changed it."""
        super().showEvent(event)
        self._manager.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take models; everything else is the window's."""
        if _models_in(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.hint.setText(self.tr("Drop to import."))
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say again what can be done."""
        self._show_hint()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was let go."""
        self._show_hint()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_files(_models_in(event))

    # Dialogs

    def open_compare(self) -> None:
        """Compare the selected model with another one."""
        if self.compare_dialog is not None:
            return
        dialog = CompareDialog(self._manager, self.selected, self)
        self.compare_dialog = dialog
        dialog.finished.connect(self._on_compare_closed)
        dialog.open()

    def _on_compare_closed(self) -> None:
        dialog, self.compare_dialog = self.compare_dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def open_validate(self, model: InstalledModel) -> None:
        """Ask for report and name."""
        if self.validate_dialog is not None:
            return
        dialog = ValidateDialog(self._manager, model, self._settings, self)
        self.validate_dialog = dialog
        dialog.finished.connect(self._on_validate_closed)
        dialog.open()

    def _on_validate_closed(self) -> None:
        dialog, self.validate_dialog = self.validate_dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def close_dialogs(self) -> None:
        """Close what is open; whatever was being done has been stopped."""
        for dialog in (self.import_dialog, self.compare_dialog, self.validate_dialog):
            if dialog is not None:
                dialog.reject()

    def _ask_to_remove(self, model: InstalledModel) -> None:
        words = self.tr(
            "This cannot be undone. To keep a copy elsewhere, export it as a pack first."
        )
        following = self._manager.program_choice
        if model.name == self._manager.default and following is not None:
            judges = self.tr("This is the current model. Once it is removed, {model} is used.")
            words = f"{judges.format(model=model_words(following))}\n{words}"
        DestructiveBox(
            self,
            self.tr("Remove model"),
            self.tr("Remove “{name}” from this computer?").format(name=model.name),
            words,
            self.tr("&Remove"),
            lambda: self._manager.remove(model),
        )


def _models_in(event: QDropEvent) -> list[Path]:
    """Return the models among the files that hang over the page."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in paths if path.suffix.lower() in MODEL_SUFFIXES]
